"""What the server says of itself, to clients that ask nothing else."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, parse
from rdflib import Graph

from diplograph.api.negotiation import GRAPHS
from diplograph.api.service import FORMATS
from diplograph.api.settings import Settings
from diplograph.graph.describe import dataset_iri, description_iri
from diplograph.graph.questions import questions
from diplograph.graph.snapshots import Manifest, current_snapshot, publish
from diplograph.ontology.terms import DATA_BASE, DIP, RDF, SD, VOID

_PLACE = "shared/conformance/sparql/sparql11/service-description/manifest.ttl"
_MANIFEST = next((p / _PLACE for p in Path(__file__).parents if (p / _PLACE).is_file()), None)
_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
_W3C = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/service-description/manifest#"


def _described(response: httpx.Response) -> list[Quad]:
    assert response.status_code == 200, response.text
    format_ = RdfFormat.from_media_type(response.headers["content-type"].partition(";")[0])
    assert format_ is not None
    return list(parse(response.content, format_))


def _service(quads: list[Quad]) -> tuple[BlankNode, dict[str, set[str]]]:
    """Return the service and what is said of it."""
    (node,) = {quad.subject for quad in quads if quad.object == SD["Service"]}
    assert isinstance(node, BlankNode)
    said: dict[str, set[str]] = {}
    for quad in quads:
        if quad.subject == node:
            said.setdefault(quad.predicate.value.removeprefix(SD.iri), set()).add(str(quad.object))
    return node, said


@pytest.mark.skipif(_MANIFEST is None, reason="the tests of the W3C are not here")
def test_service_description_of_the_w3c(client: httpx.Client, address: str) -> None:
    """The three tests: RDF comes back, it names this endpoint, and keeps to the schema."""
    names = {str(test).removeprefix(_W3C) for test in Graph().parse(_MANIFEST).subjects()}
    assert {"returns-rdf", "has-endpoint-triple", "conforms-to-schema"} <= names
    quads = _described(client.get("/sparql"))
    service, said = _service(quads)
    assert said["endpoint"] == {f"<{address}/sparql>"}
    terms = {quad.predicate.value for quad in quads if quad.predicate.value.startswith(SD.iri)}
    classes = {str(quad.object) for quad in quads if quad.predicate == RDF["type"]}
    assert {SD.iri + name for name in ("endpoint", "defaultDataset", "defaultGraph")} <= terms
    for subject, class_ in ((service, "Service"), (dataset_iri(), "Dataset")):
        assert any(q.subject == subject and q.object == SD[class_] for q in quads)
    assert {f"<{SD.iri}{name}>" for name in ("Graph", "Function")} <= classes


@pytest.mark.parametrize("offer", GRAPHS, ids=lambda offer: offer.name)
@pytest.mark.parametrize("path", ["/sparql", "/sparql/", "/.well-known/void"])
def test_description_in_each_format(client: httpx.Client, path: str, offer: object) -> None:
    """A bare GET and the well-known address give the description in the format asked for."""
    response = client.get(path, headers={"Accept": offer.media_types[0]})
    assert response.headers["content-type"] == offer.content_type
    quads = _described(response)
    assert any(quad.predicate == VOID["classPartition"] for quad in quads)
    known = client.get(
        path, headers={"Accept": offer.media_types[0], "If-None-Match": response.headers["etag"]}
    )
    assert (known.status_code, known.content) == (304, b"")
    assert response.headers["x-snapshot"] == known.headers["x-snapshot"]


def test_service_names_what_it_offers(client: httpx.Client) -> None:
    """Features, languages, formats and functions are those that the endpoint has."""
    _, said = _service(_described(client.get("/sparql")))
    assert f"<{SD.iri}UnionDefaultGraph>" in said["feature"]
    assert f"<{SD.iri}SPARQL11Query>" in said["supportedLanguage"]
    assert said["extensionFunction"] == {str(DIP["fold"])}
    assert said["defaultDataset"] == {str(dataset_iri())}
    formats = {iri.rpartition("/")[2].strip(">") for iri in said["resultFormat"]}
    assert formats == set(FORMATS)


@pytest.mark.parametrize(
    ("headers", "endpoint"),
    [
        ({"Host": "example.org"}, "http://example.org/sparql"),
        ({"Host": "example.org:81"}, "http://example.org:81/sparql"),
    ],
)
def test_endpoint_is_the_address_that_was_asked(
    client: httpx.Client, headers: dict[str, str], endpoint: str
) -> None:
    """A client finds itself talking to the endpoint that is described."""
    _, said = _service(_described(client.get("/sparql?format=nt", headers=headers)))
    assert said["endpoint"] == {f"<{endpoint}>"}


@pytest.mark.parametrize("host", ["a<b", 'a"b', "a b", "[", "%"])
def test_host_that_is_none_is_no_fault_of_the_server(client: httpx.Client, host: str) -> None:
    """A name that makes no address is refused, or put into words as it is."""
    assert client.get("/sparql", headers={"Host": host}).status_code < 500


def test_only_proxies_that_are_believed_tell_the_address(
    store: Path, served: Callable[[Settings], AbstractContextManager[str]]
) -> None:
    """Behind a proxy the endpoint is what the proxy's client asked, and nobody else can say so."""
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "example.org"}
    for proxies, expected in (((), None), (("127.0.0.1",), "<https://example.org/sparql>")):
        with served(Settings(store, proxies=proxies)) as address:
            response = httpx.get(f"{address}/sparql", headers=headers, timeout=60)
        _, said = _service(_described(response))
        assert said["endpoint"] == {expected or f"<{address}/sparql>"}


def test_browser_gets_a_page(client: httpx.Client) -> None:
    """A reader finds the example queries in words, in either language, each a link that works."""
    page = client.get("/sparql", headers={"Accept": _BROWSER, "Accept-Language": "vi"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert all(question.vietnamese in page.text for question in questions()[:3])
    english = client.get("/sparql", headers={"Accept": _BROWSER, "Accept-Language": "en, vi;q=0.5"})
    assert questions()[1].english in english.text
    start = page.text.index("/sparql?query=")
    link = page.text[start : page.text.index('"', start)].replace("&amp;", "&")
    assert client.get(link).status_code == 200
    moved = client.get("/.well-known/void", headers={"Accept": _BROWSER})
    assert (moved.status_code, moved.headers["location"]) == (303, "/sparql")


def test_only_a_bare_request_is_answered_so(client: httpx.Client) -> None:
    """An empty query is an error; no format that fits is one, too; HEAD has no body."""
    assert client.get("/sparql?query=").status_code == 400
    assert client.post("/sparql", data={}).status_code in (400, 415)
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406
    head = client.head("/sparql")
    assert (head.status_code, head.content) == (200, b"")


def test_version_names_software_and_rules(client: httpx.Client, store: Path) -> None:
    """Whoever cites an answer can say which software, snapshot and rules gave it."""
    found = client.get("/version").json()
    snapshot = current_snapshot(store)
    assert found["snapshot"]["id"] == snapshot.id
    assert found["software"] == snapshot.manifest.version
    rows = snapshot.open().quads_for_pattern(None, DIP["ruleset"], None)
    assert found["snapshot"]["rulesets"] == sorted({quad.object.value for quad in rows})


def test_snapshot_of_an_earlier_version_is_served(
    tmp_path: Path, served: Callable[[Settings], AbstractContextManager[str]]
) -> None:
    """A store that was published without a description is described as far as it goes."""
    data = Store(str(tmp_path / "primary"))
    data.add(Quad(NamedNode("a:s"), NamedNode("a:p"), NamedNode("a:o"), NamedNode("a:g")))
    publish(tmp_path, data, Manifest("old", "2026-01-01T00:00:00+00:00", 0, 1, DATA_BASE, "0"))
    with served(Settings(tmp_path)) as address, httpx.Client(base_url=address) as client:
        _service(_described(client.get("/sparql")))
        assert _described(client.get("/.well-known/void")) == []


def test_described_graph_is_the_one_that_can_be_queried(client: httpx.Client) -> None:
    """The well-known address and the graph say the same."""
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {description_iri()} {{ ?s ?p ?o }} }}"
    asked = client.get("/sparql", params={"query": query})
    assert set(_described(asked)) == set(_described(client.get("/.well-known/void")))
