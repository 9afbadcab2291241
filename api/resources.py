"""Linked data: each IRI of the data and the ontology is described at its path on this server.

The path is negotiated: HTML for readers, else RDF; an ending names the format (``…/vn.ttl``). An
IRI that names a graph (an article, a vocabulary, the ontology) gives all statements of that graph;
any other thing the statements from it, and those to it, a page at a time.
"""

import asyncio
import re
from contextlib import suppress
from unicodedata import normalize
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from diplograph.api.addresses import address, meant
from diplograph.api.descriptions import PER_PAGE, describe
from diplograph.api.negotiation import GRAPHS, PAGE, Offer, choose, refusal
from diplograph.api.ontology_page import ontology_terms
from diplograph.api.protocol import QueryRequest
from diplograph.api.reading import Reader
from diplograph.api.rendering import language, rendered, tagged
from diplograph.api.service import versions, void_description
from diplograph.api.site.rendering import render
from diplograph.api.site.resources import resource_page
from diplograph.graph.index import key_of
from diplograph.graph.snapshots import Snapshot, was_removed
from diplograph.ontology.terms import ONTOLOGY

__all__ = ["linked_data"]

_METHODS = ["GET", "HEAD"]
#: Statements to a thing in one document.
_MOST = 1000
_OFFERS = (*GRAPHS, PAGE)
_BY_ENDING = {offer.extension: offer for offer in _OFFERS}
_ENDING = re.compile(rf"\.({'|'.join(_BY_ENDING)})$")
#: Parameters that ask for nothing but the page of a thing.
_OF_A_PAGE = {"lang", "format"}
#: Of a page number.
_DIGITS = 7
_VARY = "Accept, Accept-Language, Accept-Encoding"


def linked_data(reader: Reader) -> APIRouter:
    """Return the routes of what describes the data, its things and this server."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/.well-known/void", methods=_METHODS)
    async def void(request: Request) -> Response:
        return await void_description(reader, request)

    @router.api_route("/version", methods=_METHODS)
    async def version(request: Request) -> Response:
        return await versions(reader, request)

    @router.api_route("/{path:path}", methods=_METHODS)
    async def resource(request: Request) -> Response:
        return await _resource(reader, request)

    return router


async def _resource(reader: Reader, request: Request) -> Response:
    snapshot = reader.published()
    path, offer = _format(request)
    node = await _find(reader, request, path, snapshot)
    if node is None:
        return _unknown(path, snapshot, request if offer is PAGE else None)
    place = address(node.value, snapshot.manifest.base) or path
    root = request.scope.get("root_path", "")
    if path != "/" and path.endswith("/") and not place.endswith("/"):
        return RedirectResponse(root + place, 308)
    page = _page_number(request)
    links = [f'<{_encoded(node)}>; rel="canonical"']
    if offer is PAGE:
        response = await _page(reader, request, node, snapshot, root + place)
    else:
        query, is_last = await _query(reader, request, node, snapshot, page)
        # The address makes it another query than one that a client sends: it has other headers.
        asked = QueryRequest(f"# {place}\n{query}", format=offer.name)
        response = await reader.respond(request, asked)
        if not is_last:
            links.append(f'<{root}{place}.{offer.extension}?page={page + 1}>; rel="next"')
    response.headers["Vary"] = _VARY
    response.headers["Content-Location"] = f"{root}{place}.{offer.extension}"
    response.headers["Link"] = ", ".join(links)
    return response


def _format(request: Request) -> tuple[str, Offer]:
    """Return the path without an ending that names a format, and the format."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    ending = _ENDING.search(path)
    if ending:
        return path[: ending.start()], _BY_ENDING[ending[1]]
    accept = ", ".join(request.headers.getlist("accept"))
    offer = choose(_OFFERS, accept, request.query_params.get("format"))
    if offer is None:
        raise refusal(_OFFERS, accept)
    return path, offer


async def _find(
    reader: Reader, request: Request, path: str, snapshot: Snapshot
) -> NamedNode | None:
    """Return the thing that a path means and the graph knows."""
    for node in _candidates(path.rstrip("/"), snapshot.manifest.base):
        query = f"SELECT ?x {{ {{ {node} ?p ?x }} UNION {{ ?x ?p {node} }} }} LIMIT 1"
        if await reader.rows(request, query, snapshot):
            # The ontology is described under the IRI of its version, too.
            return ONTOLOGY if node.value.startswith(f"{ONTOLOGY.value}/") else node
    return None


def _unknown(path: str, snapshot: Snapshot, reader: Request | None = None) -> Response:
    """Say that nothing is known, as a page where a reader asked for one."""
    store, headers = snapshot.path.parents[1], {"X-Snapshot": snapshot.id}
    for node in _candidates(path.rstrip("/"), snapshot.manifest.base):
        if was_removed(store, node.value):
            return PlainTextResponse(f"{node.value} was removed\n", 410, headers)
    if reader is not None:
        return render(reader, snapshot, "missing.html", 404, key=path)
    return PlainTextResponse(f"nothing is known of {path}\n", 404, headers)


def _candidates(path: str, base: str) -> list[NamedNode]:
    """Return the IRIs that a path may mean; IRIs of the data are in NFC and may hold escapes."""
    found = []
    for text in (normalize("NFC", path), quote(path, "/")):
        for iri in meant(text, base):
            with suppress(ValueError):
                found.append(NamedNode(iri))
    return list(dict.fromkeys(found))


def _page_number(request: Request) -> int:
    number = request.query_params.get("page", "")
    return max(1, int(number)) if number.isdecimal() and len(number) < _DIGITS else 1


def _encoded(node: NamedNode) -> str:
    """Return an IRI as a header may carry it."""
    return quote(node.value, "/:?#[]@!$&'()*+,;=%~")


async def _query(
    reader: Reader, request: Request, node: NamedNode, snapshot: Snapshot, page: int
) -> tuple[str, bool]:
    """Return the query for what a document holds, and whether it is the last one.

    The pages are not sorted, which would take minutes for some: a snapshot keeps its order.
    """
    if await reader.rows(request, f"SELECT * {{ GRAPH {node} {{ ?s ?p ?o }} }} LIMIT 1", snapshot):
        return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {node} {{ ?s ?p ?o }} }}", True
    (row,) = await reader.rows(request, f"SELECT (COUNT(*) AS ?n) {{ ?s ?p {node} }}", snapshot)
    total = int(getattr(row["n"], "value", 0))
    query = f"""
        CONSTRUCT {{ {node} ?p ?o . ?s ?q {node} }} WHERE {{
          {{ {node} ?p ?o }}
          UNION {{ SELECT ?s ?q {{ ?s ?q {node} }}
                   LIMIT {_MOST} OFFSET {(page - 1) * _MOST} }} }}"""
    return query, page * _MOST >= total


async def _page(
    reader: Reader, request: Request, node: NamedNode, snapshot: Snapshot, place: str
) -> Response:
    """Return the page of a thing."""
    lang = language(request)
    headers = {"X-Snapshot": snapshot.id, "Content-Language": lang}
    if node == ONTOLOGY:
        terms = await ontology_terms(reader, request, snapshot, lang)
        page = rendered("ontology.html", request, place=place, terms=terms)
        return tagged(request, page, PAGE.content_type, headers)
    if not request.query_params.keys() - _OF_A_PAGE:
        page_of = key_of(node.value, snapshot.manifest.base)
        shown = await asyncio.to_thread(resource_page, request, snapshot, page_of)
        if shown is not None:
            return shown
    found = await describe(reader, request, node, snapshot, lang)
    if found is None:
        return _unknown(place, snapshot)
    page = rendered(
        "description.html",
        request,
        place=place,
        found=found,
        snapshot=snapshot.id,
        per_page=PER_PAGE,
        formats=GRAPHS,
        encode=urlencode,
    )
    return tagged(request, page, PAGE.content_type, headers)
