"""The addresses of the pages to read: start, search, positions, and the page of each node."""

from collections.abc import Callable, Iterator

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from diplograph.api.site import drawing_routes, query_routes
from diplograph.api.site.choices import choices
from diplograph.api.site.context import Site, reading
from diplograph.api.site.home import home
from diplograph.api.site.positions import Filter, list_positions
from diplograph.api.site.rendering import STATIC, render
from diplograph.api.site.search import search
from diplograph.graph.questions import questions

__all__ = ["add_site"]

#: A page beyond this is not asked for by people.
_LAST_PAGE = 10**6

_router = APIRouter(include_in_schema=False)


def add_site(app: FastAPI, site: Site) -> None:
    """Add the pages to an application."""
    app.state.site = site
    for router in (_router, drawing_routes.router, query_routes.router):
        app.include_router(router)
    for path, files in _static_files():
        app.mount(path, files)


@_router.get("/")
def start(request: Request) -> Response:
    """Show what is in the graph."""
    with reading(request) as (snapshot, tables):
        found = home(tables)
    return render(
        request, snapshot, "home.html", home=found, questions=questions(), everything=Filter()
    )


@_router.get("/search")
def find(request: Request, q: str = "", kind: str | None = None, page: int = 1) -> Response:
    """Show what has some words in it."""
    with reading(request) as (snapshot, tables):
        found = search(tables, q, kind or None, min(max(page, 1), _LAST_PAGE))
    return render(
        *(request, snapshot, "search.html"),
        text=q,
        kind=kind,
        found=found,
        page_url=_pager(request),
    )


@_router.get("/positions")
def positions(request: Request, page: int = 1) -> Response:
    """Show the positions that fit a filter."""
    wanted, number = Filter.of(request.query_params), min(max(page, 1), _LAST_PAGE)
    with reading(request) as (snapshot, tables):
        return render(
            *(request, snapshot, "positions.html"),
            filter=wanted,
            found=list_positions(tables, wanted, snapshot.manifest.base, number),
            chosen=tables.names(wanted.given().values()),
            choices=choices(tables),
            page_url=_pager(request),
        )


def _static_files() -> Iterator[tuple[str, StaticFiles]]:
    """Yield the folders of files that pages use, with their paths."""
    yield "/assets", StaticFiles(directory=STATIC.with_name("assets"))
    yield "/static", StaticFiles(directory=STATIC, check_dir=False)


def _pager(request: Request) -> Callable[[int], str]:
    return lambda page: "?" + request.url.include_query_params(page=page).query
