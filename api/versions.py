"""The snapshots of a store over HTTP: a list of them, and an endpoint for each."""

import json

from fastapi import APIRouter, Request
from fastapi.responses import Response

from diplograph.api.endpoint import Endpoint, body_of
from diplograph.api.negotiation import PAGE, Offer, choose
from diplograph.api.protocol import parse_request
from diplograph.api.reading import Reader
from diplograph.api.rendering import tagged
from diplograph.api.service import is_bare, service_description
from diplograph.api.site.rendering import render
from diplograph.graph.snapshots import Manifest, find_snapshot, snapshots

__all__ = ["versions"]

_JSON = Offer("json", ("application/json",), None)
#: The list changes with each publication, and its page is in the reader's language.
_HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept, Accept-Language, Cookie"}


def versions(endpoint: Endpoint, reader: Reader) -> APIRouter:
    """Return the routes of snapshots."""
    router = APIRouter(prefix="/snapshots")
    store = endpoint.settings.store

    @router.api_route("", methods=["GET", "HEAD"])
    async def listing(request: Request) -> Response:
        current = endpoint.published()
        newest_first = [snapshot.manifest for snapshot in snapshots(store)[::-1]]
        if choose((_JSON, PAGE), request.headers.get("accept")) is PAGE:
            response = render(request, current, "snapshots.html", manifests=newest_first)
        else:
            rows = [_described(manifest, current.id) for manifest in newest_first]
            content = json.dumps(rows, ensure_ascii=False).encode()
            response = tagged(request, content, "application/json", {"X-Snapshot": current.id})
        response.headers.update(_HEADERS)
        return response

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

    @router.options("/{identifier}/sparql")
    @router.options("/{identifier}/sparql/", include_in_schema=False)
    async def options() -> Response:
        return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})

    return router


def _described(manifest: Manifest, current: str) -> dict[str, object]:
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
