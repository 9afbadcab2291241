"""Real clients at the endpoint, and the headers of those that cannot run here."""

import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

_SELECT = "SELECT ?s ?l { VALUES ?s { state:vn } ?s rdfs:label ?l FILTER(LANG(?l) = 'vi') }"
_CONSTRUCT = "CONSTRUCT { ?s rdfs:label ?l } WHERE { VALUES ?s { state:vn } ?s rdfs:label ?l }"
_VIETNAM = Literal("Việt Nam", lang="vi")
_JSON = "application/sparql-results+json"
_XML = "application/sparql-results+xml"
_RDFXML = "application/rdf+xml"


@pytest.fixture(name="vietnam")
def _vietnam(client: httpx.Client) -> URIRef:
    """Return the IRI of Việt Nam."""
    answer = client.get("/sparql", params={"query": _SELECT}).json()
    return URIRef(answer["results"]["bindings"][0]["s"]["value"])


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("name", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_asks_for_tables(address: str, name: str, method: str) -> None:
    """SPARQLWrapper gets a table in each format that it knows, with either method."""
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setQuery(_SELECT)
    wrapper.setReturnFormat(name)
    wrapper.setMethod(method)
    found: Any = wrapper.query().convert()
    if name == JSON:
        assert found["results"]["bindings"][0]["l"]["xml:lang"] == "vi"
    text = found.toxml() if name == XML else found.decode() if isinstance(found, bytes) else found
    assert "Việt Nam" in str(text)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # SPARQLWrapper makes one
@pytest.mark.parametrize("name", [RDFXML, TURTLE])
def test_sparqlwrapper_asks_for_graphs(address: str, vietnam: URIRef, name: str) -> None:
    """SPARQLWrapper turns a CONSTRUCT into a graph of rdflib."""
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setQuery(_CONSTRUCT)
    wrapper.setReturnFormat(name)
    found: Any = wrapper.query().convert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format=name)
    assert (vietnam, RDFS.label, _VIETNAM) in graph


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("returns", ["xml", "json", "csv", "tsv"])
def test_rdflib_reads_the_endpoint_as_a_graph(
    address: str, vietnam: URIRef, method: str, returns: str
) -> None:
    """rdflib's SPARQLStore finds triples and answers queries through the endpoint."""
    store = SPARQLStore(f"{address}/sparql", method=method, returnFormat=returns)
    graph = Graph(store)
    assert str(_VIETNAM) in {str(label) for label in graph.objects(vietnam, RDFS.label)}
    rows = [tuple(map(str, row)) for row in graph.query(_SELECT, initNs={"rdfs": RDFS})]
    assert rows == [(str(vietnam), str(_VIETNAM))]
    if returns in ("xml", "json"):  # rdflib reads no yes or no from CSV and TSV
        assert graph.query("ASK { ?s a dip:State }").askAnswer is True


def test_rdflib_asks_one_graph(address: str, client: httpx.Client) -> None:
    """A graph of rdflib with the name of an article holds that article's statements alone."""
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?a a dip:Article . ?s ?p ?o } } GROUP BY ?g"
    row = client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]
    graph = Graph(SPARQLStore(f"{address}/sparql"), identifier=URIRef(row["g"]["value"]))
    assert len(graph) == int(row["n"]["value"])


@pytest.mark.parametrize("coding", [(), ("--compressed",)], ids=["as it is", "compressed"])
def test_curl(address: str, coding: tuple[str, ...]) -> None:
    """What the documentation shows for curl works."""
    command = ("curl", "--silent", "--fail", *coding, "--header", "Accept: text/csv")
    data = ("--data-urlencode", f"query={_SELECT}")
    found = subprocess.run((*command, f"{address}/sparql", *data), capture_output=True, check=True)
    assert found.stdout.decode().splitlines()[1].endswith(",Việt Nam")


@pytest.mark.parametrize(
    ("query", "accept", "parameters", "expected"),
    [
        (_CONSTRUCT, "application/rdf+xml, txt/xml, rdf/xml", {}, _RDFXML),
        (
            _CONSTRUCT,
            "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, "
            "*/*; q=0.09",
            {},
            _RDFXML,
        ),
        (_SELECT, _XML, {}, _XML),
        (
            _SELECT,
            "application/x-binary-rdf-results-table;q=0.8, application/sparql-results+xml;q=0.8, "
            "application/xml;q=0.8, application/sparql-results+json, application/json",
            {},
            _JSON,
        ),
        (
            _CONSTRUCT,
            "application/x-binary-rdf, application/n-triples;q=0.8, text/plain;q=0.8, "
            "text/turtle;q=0.9, application/rdf+xml;q=0.7",
            {},
            "text/turtle",
        ),
        (_SELECT, f"{_JSON},*/*;q=0.9", {}, _JSON),
        (_CONSTRUCT, "application/n-triples,*/*;q=0.9", {}, "application/n-triples"),
        (_CONSTRUCT, "application/turtle, text/turtle", {}, "text/turtle"),
        (
            _SELECT,
            f"{_JSON}, {_XML};q=0.9, text/tab-separated-values;q=0.7, text/csv;q=0.5, "
            "application/json;q=0.2, application/xml;q=0.2, */*;q=0.1",
            {},
            _JSON,
        ),
        (
            _SELECT,
            "*/*",
            {"output": "json", "format": "application/json", "timeout": "0"},
            _JSON,
        ),
        (_SELECT, _JSON, {"ac": "1"}, _JSON),
        (_SELECT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", {}, _XML),
    ],
    ids=[
        *("Gephi", "Protégé", "Sparklis", "RDF4J table", "RDF4J graph", "YASGUI table"),
        *("YASGUI graph", "SPARQLWrapper", "Jena", "LodLive", "SIB editor", "browser"),
    ],
)
def test_headers_of_tools(
    client: httpx.Client, query: str, accept: str, parameters: dict[str, str], expected: str
) -> None:
    """Each tool gets what it reads, from what it sends."""
    answer = client.post("/sparql", data={"query": query, **parameters}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == expected


class _Page(BaseHTTPRequestHandler):
    """An empty page of another site."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(name="other_site")
def _other_site() -> Iterator[str]:
    """Return the address of a site that is not the server's."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


_FETCH = """async ([address, query, type, credentials]) => {
    const form = new URLSearchParams({query});
    const direct = type === 'application/sparql-query';
    const answer = await fetch(address + '/sparql', {
        method: 'POST', body: direct ? query : form, credentials,
        headers: {Accept: 'text/csv', 'Content-Type': type},
    });
    return {status: answer.status, text: await answer.text(),
            snapshot: answer.headers.get('X-Snapshot'), etag: answer.headers.get('ETag')};
}"""


@pytest.mark.parametrize(
    "media_type", ["application/sparql-query", "application/x-www-form-urlencoded"]
)
def test_page_of_another_site_asks(
    browser: Browser, address: str, other_site: str, media_type: str
) -> None:
    """A browser lets any page ask, with and without a preflight, and read headers and errors."""
    page = browser.new_page()
    page.goto(other_site)
    found = page.evaluate(_FETCH, [address, _SELECT, media_type, "omit"])
    assert found["status"] == 200
    assert found["text"].splitlines()[1].endswith(",Việt Nam")
    assert found["snapshot"]
    assert found["etag"]
    failed = page.evaluate(_FETCH, [address, "no query", media_type, "omit"])
    assert failed["status"] == 400
    assert "line 1" in failed["text"]
    page.close()


def test_page_of_another_site_cannot_act_as_the_user(
    browser: Browser, address: str, other_site: str
) -> None:
    """A browser refuses what a page asks with the user's credentials."""
    page = browser.new_page()
    page.goto(other_site)
    fetch = f"(...given) => ({_FETCH})(...given).catch(error => error.name)"
    form = "application/x-www-form-urlencoded"
    assert page.evaluate(fetch, [address, _SELECT, form, "include"]) == "TypeError"
    page.close()
