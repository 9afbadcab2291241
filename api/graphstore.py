"""The SPARQL 1.1 Graph Store HTTP Protocol: graphs read and written whole, at ``/store``.

Graphs are named by a parameter (``?graph=IRI``, ``?default``). Reads are queries; the default graph
that they read is the union of all graphs, as for every query here.
"""

import secrets
from urllib.parse import urlencode, urljoin

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pyoxigraph import NamedNode, RdfFormat

from diplograph.api.edit import Edit
from diplograph.api.endpoint import Endpoint, body_of
from diplograph.api.protocol import UNCLEAR_MEDIA, QueryRequest, decoded, media_type
from diplograph.api.writing import Writes, authorize, named, new_mark
from diplograph.ontology.errors import BadRequestError, NotFoundError

__all__ = ["graph_store"]


def _target(query_string: str, base: str) -> NamedNode | None:
    """Return the graph that a request names; None is the default graph.

    Args:
        query_string: What stands behind the question mark.
        base: The IRI that a relative one is resolved against.

    Raises:
        BadRequestError: It names none, several, or what is no IRI.
    """
    parameters = decoded(query_string)
    graphs = parameters.get("graph", [])
    if len(graphs) + ("default" in parameters) != 1:
        raise BadRequestError("name one graph: ?graph=IRI or ?default")
    if not graphs:
        return None
    try:
        return NamedNode(urljoin(base, graphs[0]))
    except ValueError as error:
        raise BadRequestError(f"graph {graphs[0]!r} is no IRI: {error}") from error


def _reading(graph: NamedNode | None) -> str:
    """Return the query for the triples of a graph."""
    pattern = "?s ?p ?o" if graph is None else f"GRAPH {graph} {{ ?s ?p ?o }}"
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"


def _new_graph(base: str) -> NamedNode:
    """Return a name for a graph that the client leaves to the server to name."""
    return NamedNode(f"{base}graph/{secrets.token_hex(8)}")


def _content_of(media_type: str) -> str:
    """Return the media type of a document that can be written into a graph.

    Raises:
        BadRequestError: It is none of RDF.
    """
    if (
        not media_type
        or media_type in UNCLEAR_MEDIA
        or RdfFormat.from_media_type(media_type) is None
    ):
        known = "text/turtle, application/n-triples, application/rdf+xml or application/ld+json"
        raise BadRequestError(f"content type {media_type or 'missing'}: send {known}", 415)
    return media_type


def graph_store(endpoint: Endpoint, writes: Writes) -> APIRouter:
    """Return the routes of graphs."""
    router = APIRouter()
    settings = endpoint.settings

    @router.api_route("/store", methods=["GET", "HEAD"])
    async def read(request: Request) -> Response:
        snapshot = endpoint.published()
        graph = _target(request.url.query, snapshot.manifest.base)
        if graph is not None and not await endpoint.holds(f"GRAPH {graph} {{}}", snapshot):
            raise NotFoundError(f"{graph}: no graph of snapshot {snapshot.id}")
        formats = decoded(request.url.query).get("format", [])
        asked = QueryRequest(_reading(graph), format=next(iter(formats), None))
        return await endpoint.answer(request, asked)

    @router.put("/store")
    async def put(request: Request) -> Response:
        return await write(request, "put")

    @router.post("/store")
    async def post(request: Request) -> Response:
        return await write(request, "post")

    async def write(request: Request, kind: str) -> Response:
        authorize(request, settings)
        base = endpoint.published().manifest.base
        is_unnamed = kind == "post" and not request.url.query
        graph = _new_graph(base) if is_unnamed else _target(request.url.query, base)
        media = _content_of(media_type(request.headers.get("content-type")))
        content = await body_of(request, settings.document_size, settings.wait)
        edit = Edit(kind, new_mark(), base, graph=_iri(graph), media_type=media, content=content)
        written = await writes.make(edit)
        headers = named(written)
        if not written.created:
            return Response(status_code=204, headers=headers)
        headers["Location"] = f"/store?{urlencode({'graph': _iri(graph)})}"
        return Response(status_code=201, headers=headers)

    @router.delete("/store")
    async def delete(request: Request) -> Response:
        authorize(request, settings)
        base = endpoint.published().manifest.base
        graph = _target(request.url.query, base)
        written = await writes.make(Edit("delete", new_mark(), base, graph=_iri(graph)))
        return Response(status_code=204, headers=named(written))

    @router.options("/store")
    async def options() -> Response:
        return Response(status_code=204, headers={"Allow": "GET, HEAD, PUT, POST, DELETE, OPTIONS"})

    return router


def _iri(graph: NamedNode | None) -> str | None:
    return graph.value if graph is not None else None
