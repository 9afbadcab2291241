"""Calls the endpoint before the framework: its layers would take longer than a short query."""

from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from diplograph.api.faults import CLIENT_GONE, error_response
from diplograph.api.streaming import ClientGoneError
from diplograph.ontology.errors import DiplographError

__all__ = ["Direct"]


class Direct:
    """Passes the requests for a path to a handler, and all others to an application."""

    def __init__(
        self,
        app: ASGIApp,
        path: str,
        methods: tuple[str, ...],
        handler: Callable[[Request], Awaitable[Response]],
    ) -> None:
        """Stand before an application.

        Args:
            app: What answers other requests.
            path: Where the handler is, with or without a slash behind it.
            methods: What the handler takes, ``OPTIONS`` beside it.
            handler: Answers a request.
        """
        self.path = path
        self._app = app
        self._paths = (path, path + "/")
        self._methods = methods
        self._allowed = {"Allow": ", ".join((*methods, "OPTIONS"))}
        self._handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        is_here = scope["type"] == "http" and (
            scope["path"].removeprefix(scope.get("root_path", "")) in self._paths
        )
        if not is_here:
            await self._app(scope, receive, send)
            return
        scope["route"] = self
        response = await self._response(Request(scope, receive))
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=self._allowed)
        if request.method not in self._methods:
            return PlainTextResponse("Method Not Allowed\n", 405, self._allowed)
        try:
            return await self._handler(request)
        except DiplographError as error:
            return error_response(error)
        except (ClientGoneError, ClientDisconnect):
            return Response(status_code=CLIENT_GONE)
