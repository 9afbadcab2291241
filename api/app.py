"""The HTTP gateway: the SPARQL endpoint, a start page, health.

Reads requests (``protocol.py``), negotiates formats (``negotiation.py``) and sends on the bytes of
a worker (``workers.py``, ``streaming.py``). It never evaluates a query itself. The status line
waits for the first bytes of the answer, so an early failure is a clean error; a late one breaks the
connection instead of ending it as if the answer were whole.
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from prometheus_client import CollectorRegistry
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect

from diplograph.api.coding import CODINGS, IDENTITY, choose_coding
from diplograph.api.frames import TABLE, Job
from diplograph.api.metrics import Figures, metrics_page
from diplograph.api.negotiation import GRAPHS, TABLES, Offer, choose, refusal
from diplograph.api.observation import Observer, note
from diplograph.api.pages import start_page
from diplograph.api.protocol import QueryRequest, parse_request, refuse
from diplograph.api.settings import Settings
from diplograph.api.streaming import ClientGoneError, Stream, unless_gone
from diplograph.api.workers import Pool
from diplograph.graph.snapshots import current_snapshot
from diplograph.ontology.errors import (
    BadRequestError,
    DiplographError,
    NotAcceptableError,
    QueryError,
    QueryForbiddenError,
    QueryMemoryError,
    QueryOverloadError,
    QueryTimeoutError,
)

__all__ = ["create_app"]

#: The HTTP status of each error that is the caller's or the query's own.
_STATUS: tuple[tuple[type[DiplographError], int], ...] = (
    (NotAcceptableError, 406),
    (QueryForbiddenError, 403),
    (QueryTimeoutError, 504),
    (QueryMemoryError, 507),
    (QueryOverloadError, 503),
    (QueryError, 400),
    (DiplographError, 503),
)

_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
#: What nginx logs for a client that left; nobody receives it.
_CLIENT_CLOSED_REQUEST = 499


def create_app(settings: Settings) -> FastAPI:
    """Return the server's application.

    Args:
        settings: What it runs with; the store must have a published snapshot when a query comes.
    """
    pool: Pool | None = None

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        nonlocal pool
        pool = Pool(settings)
        yield
        await pool.close()

    app = FastAPI(title="diplograph", lifespan=lifespan, openapi_url=None)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=_METHODS,
        allow_headers=["*"],
        expose_headers=["ETag", "X-Snapshot"],
    )

    figures = CollectorRegistry()
    figures.register(Figures(settings.store, lambda: pool.load() if pool else None))
    app.add_middleware(Observer, registry=figures, log=settings.log)

    @app.exception_handler(DiplographError)
    async def failed(_request: Request, error: DiplographError) -> Response:
        return _error(error)

    @app.exception_handler(ClientGoneError)
    @app.exception_handler(ClientDisconnect)
    async def gone(_request: Request, _error: Exception) -> Response:
        return Response(status_code=_CLIENT_CLOSED_REQUEST)

    @app.exception_handler(HTTPException)
    async def unknown(_request: Request, error: HTTPException) -> Response:
        return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)

    @app.options("/sparql")
    @app.options("/sparql/", include_in_schema=False)
    async def options() -> Response:
        return Response(status_code=204, headers={"Allow": ", ".join(_METHODS)})

    @app.api_route("/sparql", methods=["GET", "HEAD", "POST"])
    @app.api_route("/sparql/", methods=["GET", "HEAD", "POST"], include_in_schema=False)
    async def sparql(request: Request) -> Response:
        if pool is None:
            raise QueryOverloadError("the server is starting")
        asked = await _asked(request, settings)
        note(request.scope, query=asked.query)
        return await _answered(pool, settings, asked, request)

    @app.get("/", response_class=HTMLResponse)
    async def start() -> str:
        return start_page(current_snapshot(settings.store).manifest, settings)

    @app.get("/health")
    async def health() -> Response:
        snapshot = current_snapshot(settings.store)
        return JSONResponse({"status": "ok", "snapshot": snapshot.id})

    @app.get("/metrics")
    async def metrics() -> Response:
        return metrics_page(figures)

    return app


async def _asked(request: Request, settings: Settings) -> QueryRequest:
    """Return what a request asks; its body is read only as far as it may be large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > settings.request_size:
            raise BadRequestError(f"more than {settings.request_size} bytes of request", 413)
    return parse_request(
        request.method, request.url.query, request.headers.get("content-type"), bytes(body)
    )


async def _answered(
    pool: Pool, settings: Settings, asked: QueryRequest, request: Request
) -> Response:
    refuse(asked.query)
    snapshot = current_snapshot(settings.store)
    accept = ", ".join(request.headers.getlist("accept"))
    table, graph = (choose(offers, accept, asked.format) for offers in (TABLES, GRAPHS))
    coding = choose_coding(", ".join(request.headers.getlist("accept-encoding")))
    if coding is None:
        raise NotAcceptableError(f"no content coding fits; possible are {', '.join(CODINGS)}")
    headers = {
        "ETag": _etag(snapshot.id, asked, coding, table, graph),
        "X-Snapshot": snapshot.id,
        "Vary": "Accept, Accept-Encoding",
    }
    if _is_known(headers["ETag"], request.headers.get("if-none-match")):
        return Response(status_code=304, headers=headers)
    job = Job(
        query=asked.query,
        table=table.media_types[0] if table else None,
        graph=graph.media_types[0] if graph else None,
        base=snapshot.manifest.base,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        coding=coding,
    )
    answer = await unless_gone(request, pool.answer(job, snapshot))
    offer = table if answer.form == TABLE else graph
    if offer is None:
        raise refusal(TABLES if answer.form == TABLE else GRAPHS, accept)
    file = f"diplograph-{snapshot.id}.{offer.extension}"
    disposition = "attachment" if asked.download else "inline"
    headers["Content-Disposition"] = f'{disposition}; filename="{file}"'
    if coding != IDENTITY:
        headers["Content-Encoding"] = coding
    return Stream(answer, headers, offer.content_type)


def _etag(snapshot: str, asked: QueryRequest, coding: str, *offers: Offer | None) -> str:
    names = (offer.name if offer else "" for offer in offers)
    parts = (snapshot, asked.query, coding, *names, *asked.default_graphs, "", *asked.named_graphs)
    return '"' + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32] + '"'


def _is_known(etag: str, header: str | None) -> bool:
    """Return whether an ``If-None-Match`` header names the answer."""
    return etag in (part.strip() for part in (header or "").split(","))


def _error(error: DiplographError) -> Response:
    status = next(code for kind, code in _STATUS if isinstance(error, kind))
    if isinstance(error, BadRequestError):
        status = error.status
    headers = {"Retry-After": "1"} if status == 503 else {}
    return PlainTextResponse(f"{error}\n", status_code=status, headers=headers)
