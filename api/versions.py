"""The snapshots of a store over HTTP: a list of them, and an endpoint for each."""

from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from diplograph.api.endpoint import Endpoint, body_of
from diplograph.api.protocol import parse_request
from diplograph.api.reading import Reader
from diplograph.api.service import is_bare, service_description
from diplograph.graph.snapshots import Snapshot, find_snapshot, snapshots

__all__ = ["versions"]

_PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Snapshots</title>
<meta name="viewport" content="width=device-width">
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
padding: 0 1rem }} td, th {{ padding-right: 1rem; text-align: left }}</style></head>
<body>
<h1>Snapshots</h1>
<table>
<tr><th>snapshot</th><th>published</th><th>articles</th><th>statements</th></tr>
{rows}
</table>
<p>Each has an endpoint of its own, <code>/snapshots/ID/sparql</code>, which answers the same for
good; <a href="/sparql"><code>/sparql</code></a> answers from the current one.</p>
</body>
</html>
"""
_ROW = """\
<tr><td><code>{id}</code>{mark}</td><td>{published}</td><td>{articles}</td><td>{quads}</td></tr>"""


def versions(endpoint: Endpoint, reader: Reader) -> APIRouter:
    """Return the routes of snapshots."""
    router = APIRouter(prefix="/snapshots")
    store = endpoint.settings.store

    @router.get("")
    async def listing(request: Request) -> Response:
        current = endpoint.published().id
        newest_first = snapshots(store)[::-1]
        if "text/html" in request.headers.get("accept", ""):
            rows = "\n".join(_row(snapshot, current) for snapshot in newest_first)
            return HTMLResponse(_PAGE.format(rows=rows))
        return JSONResponse([_described(snapshot, current) for snapshot in newest_first])

    @router.api_route("/{identifier}/sparql", methods=["GET", "HEAD", "POST"])
    @router.api_route(
        "/{identifier}/sparql/", methods=["GET", "HEAD", "POST"], include_in_schema=False
    )
    async def sparql(request: Request, identifier: str) -> Response:
        snapshot = find_snapshot(store, identifier)
        if is_bare(request):
            return await service_description(reader, request, snapshot)
        body = await body_of(request, endpoint.settings.request_size, endpoint.settings.wait)
        content_type = request.headers.get("content-type")
        asked = parse_request(request.method, request.url.query, content_type, body)
        return await endpoint.answer(request, asked, snapshot)

    return router


def _described(snapshot: Snapshot, current: str) -> dict[str, object]:
    manifest = snapshot.manifest
    return {
        "id": manifest.id,
        "current": manifest.id == current,
        "published": manifest.published,
        "articles": manifest.articles,
        "quads": manifest.quads,
        "version": manifest.version,
        "parent": manifest.parent,
        "endpoint": f"/snapshots/{manifest.id}/sparql",
    }


def _row(snapshot: Snapshot, current: str) -> str:
    manifest = snapshot.manifest
    return _ROW.format(
        id=escape(manifest.id),
        mark=" (current)" if manifest.id == current else "",
        published=escape(manifest.published),
        articles=manifest.articles,
        quads=manifest.quads,
    )
