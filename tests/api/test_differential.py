"""The endpoint beside the native Oxigraph server: the same answers in every format.

The queries of ``queries/*.rq`` go through SPARQL 1.1 by theme; others are made for each class of
the graph. Tables are compared as bags of rows, or as lists where the query orders them; graphs by
isomorphism.
"""

import csv
import io
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from diplograph.api.negotiation import GRAPHS, TABLES, Offer
from diplograph.graph.snapshots import current_snapshot
from diplograph.ontology.terms import prefixes

_CLASSES = (
    *("Actor", "Article", "Attendance", "CollectiveActor", "Event", "Evidence", "Issue", "Meeting"),
    *("MeetingSeries", "Organization", "Person", "Position", "State", "Tenure"),
)
_OF_TABLES = (
    "SELECT ?p (COUNT(*) AS ?n) {{ ?s a dip:{name} ; ?p ?o }} GROUP BY ?p",
    "SELECT ?s ?l {{ ?s a dip:{name} OPTIONAL {{ ?s rdfs:label ?l FILTER(LANG(?l) = 'vi') }} }}",
    "SELECT ?q (COUNT(DISTINCT ?x) AS ?n) {{ ?s a dip:{name} . ?x ?q ?s }} GROUP BY ?q",
)
_OF_GRAPHS = ("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s a dip:{name} ; ?p ?o FILTER(ISIRI(?o)) }}",)


def _written() -> list[str]:
    """Return the queries of the files, which stand between blank lines."""
    files = sorted((Path(__file__).parent / "queries").glob("*.rq"))
    blocks = [block for file in files for block in file.read_text("utf-8").split("\n\n")]
    return [block.strip() for block in blocks if not block.startswith("#")]


def _made(templates: tuple[str, ...]) -> list[str]:
    return [template.format(name=name) for template in templates for name in _CLASSES]


_QUERIES = [*_written(), *_made(_OF_TABLES), *_made(_OF_GRAPHS)]
_GIVES_GRAPH = re.compile("CONSTRUCT|DESCRIBE")
_ORDERED = re.compile("ORDER BY[^}]*$")
Row = frozenset[tuple[str, str]]


@pytest.fixture(scope="module", name="native")
def _native(store: Path) -> Iterator[httpx.Client]:
    """Return a client of the native server, on the same snapshot."""
    snapshot = current_snapshot(store)
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = (Path(sys.executable).with_name("oxigraph"), "serve-read-only")
    options = ("--location", snapshot.path / "data", "--bind", address, "--union-default-graph")
    with (
        subprocess.Popen((*command, *options), stderr=subprocess.DEVNULL) as server,
        httpx.Client(base_url=f"http://{address}", timeout=120) as client,
    ):
        while True:
            try:
                client.get("/")
                break
            except httpx.TransportError:
                assert server.poll() is None
                time.sleep(0.05)
        yield client
        server.terminate()


@pytest.fixture(scope="module", name="prologue")
def _prologue(store: Path) -> str:
    """Return the prefixes that the endpoint knows by itself."""
    base = current_snapshot(store).manifest.base
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in prefixes(base).items())


def test_there_are_enough_queries() -> None:
    """The comparison goes through two hundred queries, each of its own."""
    assert len(set(_QUERIES)) == len(_QUERIES) >= 200


@pytest.mark.parametrize("query", _QUERIES, ids=lambda query: query[:60])
def test_answers_are_those_of_the_native_server(
    client: httpx.Client, native: httpx.Client, prologue: str, query: str
) -> None:
    """In each format that fits, both servers say the same."""
    offers, read = (GRAPHS, _graph) if _GIVES_GRAPH.match(query) else (TABLES, _table)
    for offer in offers:
        accept = {"Accept": offer.media_types[0]}
        ours = client.post("/sparql", data={"query": query}, headers=accept)
        theirs = native.post("/query", data={"query": prologue + query}, headers=accept)
        assert (ours.status_code, theirs.status_code) == (200, 200), (ours.text, theirs.text)
        assert ours.headers["content-type"].startswith(offer.media_types[0])
        found, expected = read(ours.content, offer), read(theirs.content, offer)
        if isinstance(found, list) and not _ORDERED.search(query):
            assert Counter(found) == Counter(expected)
        else:
            assert found == expected


def _graph(content: bytes, offer: Offer) -> Dataset:
    """Return what a graph says, with blank nodes named by their place in it."""
    assert isinstance(offer.format, RdfFormat)
    graph = Dataset(parse(content, offer.format))
    graph.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return graph


def _table(content: bytes, offer: Offer) -> list[Row] | bool:
    """Return the rows of a table, whatever the order of its columns."""
    assert isinstance(offer.format, QueryResultsFormat)
    # Oxigraph reads no CSV, and no yes or no as TSV.
    if content.strip() in (b"true", b"false"):
        return content.strip() == b"true"
    if offer.name == "csv":
        rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
        return [frozenset(row.items()) for row in rows]
    results = parse_query_results(content, offer.format)
    if isinstance(results, QueryBoolean):
        return bool(results)
    assert isinstance(results, QuerySolutions)
    names = [variable.value for variable in results.variables]
    return [
        frozenset(
            (name, "_:" if isinstance(term, BlankNode) else str(term))
            for name in names
            if (term := row[name]) is not None
        )
        for row in results
    ]
