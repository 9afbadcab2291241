"""The HTTP gateway: the SPARQL endpoint, a start page, health.

Reads requests (``protocol.py``, ``updates.py``), and has them answered (``endpoint.py``) or the
store changed (``writing.py``). It never evaluates a query itself. The status line waits for the
first bytes of the answer, so an early failure is a clean error; a late one breaks the connection
instead of ending it as if the answer were whole.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CollectorRegistry
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp

from diplograph.api.direct import Direct
from diplograph.api.endpoint import Endpoint, body_of
from diplograph.api.faults import CLIENT_GONE, error_response
from diplograph.api.forwarded import Forwarded
from diplograph.api.graphstore import graph_store
from diplograph.api.guard import Guard
from diplograph.api.metrics import Figures, metrics_page
from diplograph.api.observation import Observer
from diplograph.api.protocol import parse_request
from diplograph.api.reading import Reader
from diplograph.api.resources import linked_data
from diplograph.api.service import is_bare, service_description
from diplograph.api.settings import Settings
from diplograph.api.settings_page import settings_page, settings_table
from diplograph.api.shortcut import Shortcut
from diplograph.api.site.context import Site
from diplograph.api.site.routes import add_site
from diplograph.api.streaming import ClientGoneError
from diplograph.api.updates import is_direct_update, is_form_update
from diplograph.api.versions import versions
from diplograph.api.writing import Writes, authorize, update
from diplograph.ontology.errors import DiplographError

__all__ = ["create_app"]

_READING = ["GET", "HEAD"]
_METHODS = (*_READING, "POST")


def create_app(settings: Settings) -> ASGIApp:
    """Return the server's application.

    Args:
        settings: What it runs with; the store must have a published snapshot when a query comes.
    """
    endpoint, writes = Endpoint(settings), Writes(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        endpoint.start()
        yield
        await endpoint.close()

    app = FastAPI(title="diplograph", lifespan=lifespan, openapi_url=None)
    reader = Reader(endpoint.answer, endpoint.ask, endpoint.published)

    async def sparql(request: Request) -> Response:
        if is_bare(request):
            return await service_description(reader, request, can_update=bool(settings.token))
        content_type = request.headers.get("content-type")
        is_large = is_direct_update(request.method, content_type)
        if is_large:
            authorize(request, settings)
        limit = settings.document_size if is_large else settings.request_size
        body = await body_of(request, limit, settings.wait)
        if is_large or is_form_update(request.method, request.url.query, content_type, body):
            return await update(request, endpoint, writes, body)
        asked = parse_request(request.method, request.url.query, content_type, body)
        return await endpoint.answer(request, asked)

    # The last one that is added is the first that a request comes to.
    app.add_middleware(Direct, path="/sparql", methods=_METHODS, handler=sparql)
    app.add_middleware(Guard, per_client=settings.per_client)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=(*_METHODS, "OPTIONS", "PUT", "DELETE"),
        allow_headers=["*"],
        expose_headers=["ETag", "Location", "Retry-After", "X-Snapshot"],
    )
    if settings.proxies:
        app.add_middleware(Forwarded, trusted_hosts=list(settings.proxies))

    figures = CollectorRegistry()
    figures.register(Figures(settings.store, endpoint.load))

    @app.exception_handler(DiplographError)
    async def failed(_request: Request, error: DiplographError) -> Response:
        return error_response(error)

    @app.exception_handler(ClientGoneError)
    @app.exception_handler(ClientDisconnect)
    async def gone(_request: Request, _error: Exception) -> Response:
        return Response(status_code=CLIENT_GONE)

    @app.exception_handler(HTTPException)
    async def unknown(_request: Request, error: HTTPException) -> Response:
        return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)

    app.include_router(graph_store(endpoint, writes))
    app.include_router(versions(endpoint, reader))

    add_site(app, Site(settings, endpoint.published, endpoint.select))

    @app.api_route("/settings", methods=_READING)
    async def shown(request: Request) -> Response:
        isolation, snapshot = endpoint.isolation(), endpoint.published()
        if "text/html" in request.headers.get("accept", ""):
            answer = settings_page(request, snapshot, settings, isolation)
        else:
            table = settings_table(settings, isolation)
            answer = JSONResponse(table, headers={"X-Snapshot": snapshot.id})
        answer.headers["Vary"] = "Accept"
        return answer

    @app.api_route("/health", methods=_READING)
    async def health() -> Response:
        snapshot = endpoint.published()
        content = {"status": "ok", "snapshot": snapshot.id}
        return JSONResponse(content, headers={"X-Snapshot": snapshot.id})

    @app.api_route("/metrics", methods=_READING)
    async def metrics() -> Response:
        return metrics_page(figures)

    # Last: it takes every path that is left.
    app.include_router(linked_data(reader))

    known = Shortcut(app, endpoint.cache, endpoint.published)
    return Observer(known, registry=figures, log=settings.log)
