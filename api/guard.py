"""Stands before all routes: counts the queries of each client, adds headers, hides our faults."""

import ipaddress
import logging
from collections import Counter
from functools import lru_cache

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from diplograph.api.faults import error_response
from diplograph.ontology.errors import ClientOverloadError

__all__ = ["Guard", "client_of"]

_log = logging.getLogger("diplograph")

#: Pages run scripts of this server and no others, and are shown in no frame.
_PAGE = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    b"img-src 'self' data:; font-src 'self' data:; form-action 'self'; base-uri 'none'; "
    b"frame-ancestors 'none'"
)
#: What is no page runs nothing, also where a browser shows it.
_NO_PAGE = b"default-src 'none'; frame-ancestors 'none'"
_HEADERS = (
    (b"content-security-policy", _NO_PAGE),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
_HEADERS_OF_PAGES = ((b"content-security-policy", _PAGE), *_HEADERS[1:])
#: What paths end with that take a worker.
_ASKED = ("/sparql", "/store")
_INTERNAL = "internal error: the fault is ours, and it is in the server's log\n"
#: How much of an IPv6 address is one client's: whoever has one has a whole network of them.
_NETWORK = 64
#: How many clients are known by their addresses without reading these again.
_CLIENTS = 1024


class Guard:
    """A layer around the application."""

    def __init__(self, app: ASGIApp, per_client: int) -> None:
        """Take the application and how many queries a client may ask at a time."""
        self._app = app
        self._per_client = per_client
        self._running: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_started = False

        async def sent(message: Message) -> None:
            nonlocal has_started
            if message["type"] == "http.response.start":
                has_started = True
                _secure(message)
            await send(message)

        try:
            await self._counted(scope, receive, sent)
        except Exception:
            _log.exception("%s %s failed", scope["method"], scope["path"])
            if has_started:
                raise
            await PlainTextResponse(_INTERNAL, 500)(scope, receive, sent)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"].rstrip("/").endswith(_ASKED):
            await self._app(scope, receive, send)
            return
        client = client_of(scope)
        if self._running[client] >= self._per_client:
            message = f"{self._per_client} queries of yours run or wait already; try again later"
            await error_response(ClientOverloadError(message))(scope, receive, send)
            return
        self._running[client] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._running[client] -= 1
            if not self._running[client]:
                del self._running[client]


def _secure(message: Message) -> None:
    headers = dict(message["headers"])
    is_page = headers.get(b"content-type", b"").startswith(b"text/html")
    added = _HEADERS_OF_PAGES if is_page else _HEADERS
    message["headers"] = [
        *message["headers"],
        *(header for header in added if header[0] not in headers),
    ]


def client_of(scope: Scope) -> str:
    """Return who asks: an address, or the network of an IPv6 address."""
    return _client((scope.get("client") or ("", 0))[0])


@lru_cache(_CLIENTS)
def _client(host: str) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, _NETWORK), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)
