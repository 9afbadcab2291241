"""The protocol tests of the W3C, sent to a real server byte by byte; skipped where they are not."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pyoxigraph import NamedNode, Store
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from diplograph.api.settings import Settings
from diplograph.graph.snapshots import Manifest, publish

_PLACE = "shared/conformance/sparql/sparql11/protocol/manifest.ttl"
_MANIFEST = next((p / _PLACE for p in Path(__file__).parents if (p / _PLACE).is_file()), None)
_MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_HT = Namespace("http://www.w3.org/2011/http#")
_CNT = Namespace("http://www.w3.org/2011/content#")
_DATA = "http://kasei.us/2009/09/sparql/data/"
_TOKEN = "of the tests"
_MEDIA_TYPES = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
}

pytestmark = pytest.mark.skipif(_MANIFEST is None, reason="the tests of the W3C are not here")


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A request, and what the answer must be like."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    #: First digits of the status.
    statuses: frozenset[str]
    format: str | None
    boolean: bool | None


def _cases(*, changing: bool) -> list[Any]:
    """Return the tests that change the store, or the others."""
    if _MANIFEST is None:
        return []
    graph = Graph().parse(_MANIFEST)
    tests = sorted(map(str, graph.subjects(RDF.type, _MF.ProtocolTest)))
    names = [(test, test.rpartition("#")[2]) for test in tests]
    return [
        pytest.param([_exchange(graph, node) for node in _requests(graph, test)], id=name)
        for test, name in names
        if name.startswith("update_") == changing
    ]


def _requests(graph: Graph, test: str) -> Iterator[Node]:
    connection = graph.value(URIRef(test), _MF.action)
    yield from Collection(graph, graph.value(connection, _HT.requests))


def _exchange(graph: Graph, node: Node) -> _Exchange:
    def text(subject: Node | None, predicate: URIRef) -> str:
        return str(graph.value(subject, predicate))

    headers = Collection(graph, graph.value(node, _HT.headers))
    body = graph.value(node, _HT.body)
    response = graph.value(node, _HT.resp)
    format_, boolean = (
        graph.value(response, name) for name in (_MF.expectedFormat, _MF.expectedBoolean)
    )
    return _Exchange(
        method=text(node, _HT.methodName),
        path=text(node, _HT.absolutePath),
        headers={text(header, _HT.fieldName): text(header, _HT.fieldValue) for header in headers},
        body=text(body, _CNT.chars).encode(text(body, _CNT.characterEncoding)) if body else b"",
        statuses=frozenset(
            str(status)[-3] for status in graph.objects(response, _MF.expectedStatus)
        ),
        format=str(format_) if format_ else None,
        boolean=bool(boolean) if boolean is not None else None,
    )


@pytest.fixture(scope="module", name="endpoint")
def _endpoint(
    tmp_path_factory: pytest.TempPathFactory,
    served: Callable[[Settings], AbstractContextManager[str]],
) -> Iterator[str]:
    """Return the host and port of a server on the graphs of the tests."""
    yield from _serve(tmp_path_factory, served)


@pytest.fixture(scope="module", name="writable")
def _writable(
    tmp_path_factory: pytest.TempPathFactory,
    served: Callable[[Settings], AbstractContextManager[str]],
) -> Iterator[str]:
    """Return the host and port of another one, on graphs that may change."""
    yield from _serve(tmp_path_factory, served)


def _serve(
    tmp_path_factory: pytest.TempPathFactory,
    served: Callable[[Settings], AbstractContextManager[str]],
) -> Iterator[str]:
    assert _MANIFEST is not None
    store = tmp_path_factory.mktemp("w3c")
    data = Store(str(store / "primary"))
    for file in _MANIFEST.parent.glob("*.nt"):
        data.load(path=file, to_graph=NamedNode(f"{_DATA}{file.stem}.rdf"))
    manifest = Manifest("w3c", "2026-01-01T00:00:00+00:00", 0, len(data), _DATA, "0")
    publish(store, data, manifest)
    del data
    with served(Settings(store, token=_TOKEN)) as address:
        yield urlsplit(address).netloc


@pytest.mark.parametrize("exchanges", _cases(changing=False))
def test_queries_of_the_w3c(endpoint: str, exchanges: list[_Exchange]) -> None:
    """Each request of the test gets the status, the kind of format and the truth it must get."""
    _exchanged(endpoint, exchanges)


@pytest.mark.parametrize("exchanges", _cases(changing=True))
def test_updates_of_the_w3c(writable: str, exchanges: list[_Exchange]) -> None:
    """The same of updates, for whoever has the token."""
    _exchanged(writable, exchanges)


def _exchanged(endpoint: str, exchanges: list[_Exchange]) -> None:
    for exchange in exchanges:
        connection = http.client.HTTPConnection(endpoint, timeout=60)
        headers = exchange.headers | {"Authorization": f"Bearer {_TOKEN}"}
        connection.request(exchange.method, exchange.path, exchange.body or None, headers)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        assert str(response.status)[0] in exchange.statuses, answer
        if exchange.format is not None:
            media_type = response.headers.get_content_type()
            assert media_type in _MEDIA_TYPES[exchange.format]
        if exchange.boolean is not None:
            assert (b"true" in answer) is exchange.boolean
