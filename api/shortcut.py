"""Answers a request like an earlier one before the framework reads it.

All layers of the framework together take longer than a short query, so this one stands around them
and remembers how they let an answer begin.
"""

from collections.abc import Callable
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from diplograph.api.cache import Cache, Head, Headers, Name
from diplograph.api.observation import note
from diplograph.graph.snapshots import Snapshot
from diplograph.ontology.errors import DiplographError

__all__ = ["Shortcut", "is_kept_as"]

_KEY: Final = "diplograph.key"
_LENGTH = b"content-length"


def is_kept_as(scope: Scope, key: str) -> None:
    """Say under which key the answer to a request is kept, if it is."""
    scope[_KEY] = key


class Shortcut:
    """A layer around the application."""

    def __init__(self, app: ASGIApp, cache: Cache, published: Callable[[], Snapshot]) -> None:
        """Stand before an application.

        Args:
            app: What answers other requests.
            cache: What was answered.
            published: Returns the snapshot that is published.
        """
        self._app = app
        self._cache = cache
        self._published = published

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        name = self._name(scope) if scope["type"] == "http" else None
        if name is None:
            await self._app(scope, receive, send)
            return
        found = self._cache.named(name)
        if found is None:
            await self._pass_on(scope, receive, send, name)
            return
        kept, head = found
        scope["route"] = head.route
        note(scope, query=kept.query)
        await kept.send(scope, send, head.headers)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send, name: Name) -> None:
        headers: Headers = []

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers.extend(header for header in message["headers"] if header[0] != _LENGTH)
            await send(message)

        await self._app(scope, receive, sent)
        if _KEY in scope and headers:
            self._cache.give_name(scope[_KEY], name, Head(scope.get("route"), headers))

    def _name(self, scope: Scope) -> Name | None:
        try:
            return Name.of(scope, self._published().id)
        except DiplographError:
            return None
