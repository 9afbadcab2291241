"""Believes proxies on who the client is, and at which address it asked."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

__all__ = ["Forwarded"]


class Forwarded:
    """Takes client and scheme as uvicorn does, and the host from ``X-Forwarded-Host``."""

    def __init__(self, app: ASGIApp, trusted_hosts: list[str]) -> None:
        """Stand before an application.

        Args:
            app: What answers.
            trusted_hosts: Addresses and networks of the proxies.
        """
        self._rest = ProxyHeadersMiddleware(app, trusted_hosts)  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Change what a request says where a proxy that is believed sent it."""
        client = scope.get("client")
        if client and client[0] in self._rest.trusted_hosts:
            headers = MutableHeaders(scope=scope)
            host = headers.get("x-forwarded-host", "").partition(",")[0].strip()
            if host:
                headers["host"] = host
        await self._rest(scope, receive, send)  # type: ignore[arg-type]
