"""The service description: what a client learns of the endpoint from a bare GET of its address.

By https://www.w3.org/TR/sparql11-service-description/, with the description that the graph holds of
itself (``graph/describe.py``) in the same document, for clients that look for prefixes, examples
and partitions here. A browser gets the same as a page.
"""

from collections.abc import Iterator
from importlib.metadata import version

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from diplograph.api.functions import FUNCTIONS
from diplograph.api.negotiation import GRAPHS, PAGE, TABLES, choose, refusal
from diplograph.api.protocol import QueryRequest
from diplograph.api.reading import Reader
from diplograph.api.rendering import rendered, tagged
from diplograph.graph.describe import dataset_iri, description_iri
from diplograph.graph.questions import questions
from diplograph.graph.snapshots import Snapshot
from diplograph.ontology.errors import BadRequestError
from diplograph.ontology.terms import RDF, SD, VOID, Namespace, prefixes

__all__ = ["FORMATS", "is_bare", "service_description", "versions", "void_description"]

_W3C_FORMATS = Namespace("http://www.w3.org/ns/formats/")
#: Names that the W3C gives the formats of answers.
FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "TriG",
    "N-Quads",
)
_SIMPLE = NamedNode("http://www.w3.org/ns/entailment/Simple")


def is_bare(request: Request) -> bool:
    """Return whether a request asks nothing, and so asks for the description."""
    query = request.scope["query_string"].decode("latin-1")
    names = {part.partition("=")[0] for part in query.split("&")}
    return request.method in ("GET", "HEAD") and not names & {"query", "update"}


async def service_description(
    reader: Reader,
    request: Request,
    snapshot: Snapshot | None = None,
    *,
    can_update: bool = False,
) -> Response:
    """Answer a bare GET of an endpoint.

    Args:
        reader: Reads the snapshot.
        request: The request; ``sd:endpoint`` is its address.
        snapshot: The one that the endpoint is for; by default the one that is published.
        can_update: Whether the endpoint takes updates.

    Raises:
        NotAcceptableError: No format of graphs fits, nor HTML.
        BadRequestError: The client's name for this server makes no IRI.
    """
    snapshot = snapshot or reader.published()
    base = snapshot.manifest.base
    offers = (*GRAPHS, PAGE)
    accept = ", ".join(request.headers.getlist("accept"))
    offer = choose(offers, accept, request.query_params.get("format"))
    if offer is None:
        raise refusal(offers, accept)
    headers = {"X-Snapshot": snapshot.id, "Vary": "Accept, Accept-Language"}
    address = _address(request)
    if not isinstance(offer.format, RdfFormat):
        page = rendered(
            "service.html",
            request,
            endpoint=address.value,
            manifest=snapshot.manifest,
            examples=questions(base),
            prefixes=prefixes(base),
            formats=(*TABLES, *GRAPHS),
        )
        return tagged(request, page, offer.content_type, headers)
    described = await reader.triples(request, _description_query(snapshot), snapshot)
    found = sorted({*described, *_service(base, address, can_update=can_update)}, key=str)
    declared = None if offer.format == RdfFormat.JSON_LD else prefixes(base)
    content = serialize(found, format=offer.format, prefixes=declared) or b""
    return tagged(request, content, offer.content_type, headers)


async def void_description(reader: Reader, request: Request) -> Response:
    """Answer ``/.well-known/void`` with what the graph says of itself; a browser gets the page."""
    accept = ", ".join(request.headers.getlist("accept"))
    name = request.query_params.get("format")
    if choose((*GRAPHS, PAGE), accept, name) is PAGE:
        root = request.scope.get("root_path", "")
        return RedirectResponse(f"{root}/sparql", 303, headers={"Vary": "Accept"})
    query = _description_query(reader.published())
    return await reader.respond(request, QueryRequest(query, format=name))


async def versions(reader: Reader, request: Request) -> Response:
    """Answer ``/version``: the software that serves, the snapshot, and the rules that made it."""
    snapshot = reader.published()
    query = "SELECT DISTINCT ?rules { ?software dip:ruleset ?rules } ORDER BY ?rules"
    rows = await reader.rows(request, query, snapshot)
    manifest = snapshot.manifest
    return JSONResponse(
        {
            "software": version("diplograph"),
            "oxigraph": version("pyoxigraph"),
            "snapshot": {
                "id": manifest.id,
                "published": manifest.published,
                "software": manifest.version,
                "rulesets": [row["rules"].value for row in rows],
            },
        },
        headers={"X-Snapshot": snapshot.id},
    )


def _address(request: Request) -> NamedNode:
    """Return the address of the endpoint as the client knows it."""
    try:
        return NamedNode(str(request.url.replace(query="", fragment="")))
    except ValueError as error:
        raise BadRequestError(f"the host makes no address: {error}") from error


def _description_query(snapshot: Snapshot) -> str:
    graph = description_iri(snapshot.manifest.base)
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"


def _service(base: str, endpoint: NamedNode, *, can_update: bool) -> Iterator[Triple]:
    """Yield what is known of the service; Comunica wants a blank node, or the address itself."""
    service, graph, dataset = BlankNode("service"), BlankNode("graph"), dataset_iri(base)
    languages = ("Query", "Update") if can_update else ("Query",)
    for predicate, value in (
        (RDF["type"], SD["Service"]),
        (SD["endpoint"], endpoint),
        *((SD["supportedLanguage"], SD[f"SPARQL11{kind}"]) for kind in languages),
        (SD["feature"], SD["UnionDefaultGraph"]),
        (SD["defaultEntailmentRegime"], _SIMPLE),
        (SD["defaultDataset"], dataset),
        *((SD["resultFormat"], _W3C_FORMATS[name]) for name in FORMATS),
        *((SD["extensionFunction"], function) for function in FUNCTIONS),
    ):
        yield Triple(service, predicate, value)
    yield Triple(dataset, RDF["type"], SD["Dataset"])
    yield Triple(dataset, SD["defaultGraph"], graph)
    yield Triple(dataset, VOID["sparqlEndpoint"], endpoint)
    yield Triple(graph, RDF["type"], SD["Graph"])
    for function in FUNCTIONS:
        yield Triple(function, RDF["type"], SD["Function"])
