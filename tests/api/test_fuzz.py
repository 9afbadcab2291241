"""Whatever is sent to the server: it answers, and never with a fault of its own."""

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote, quote_from_bytes, urlencode, urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.api.settings import Settings

#: What may be told of a query that is none of the server's faults: too long, too large, too many.
_LIMITS = (503, 504, 507)
_FAULT = 500

_PATHS = ("/", "/sparql", "/sparql/", "/health", "/metrics", "/openapi.json")
_NAMES = ("query", "default-graph-uri", "named-graph-uri", "format", "output", "download", "update")
_HEADERS = ("Accept", "Accept-Encoding", "Content-Type", "If-None-Match", "Origin", "Range")
_TYPES = (
    *("application/sparql-query", "application/x-www-form-urlencoded", "application/json"),
    *("application/sparql-query; charset=utf-16", "multipart/form-data; boundary=x", "text/csv"),
    *(
        "*/*",
        "text/*;q=0",
        "gzip;q=2, *;q=nan",
        "identity;q=0",
        '"x", W/"y"',
        "bytes=0-",
        "http://a",
    ),
)
_TOKENS = (
    *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FROM", "NAMED", "GRAPH", "OPTIONAL"),
    *(
        "UNION",
        "MINUS",
        "FILTER",
        "BIND",
        "VALUES",
        "AS",
        "DISTINCT",
        "LIMIT",
        "OFFSET",
        "ORDER BY",
    ),
    *("GROUP BY", "HAVING", "PREFIX", "BASE", "SERVICE", "INSERT", "EXISTS", "COUNT", "REGEX"),
    *("*", "{", "}", "(", ")", "[", "]", ".", ";", ",", "/", "^", "|", "+", "?s", "$o", "_:b", "a"),
    *("dip:holder", "x:y", ":", "<http://e/>", "<é>", "<", ">", '"a"', '"b"@vi', "'c'^^xsd:int"),
    *("1", "2.5", "1e400", "-1", "99999999999999999999", "true", "\\", "\\u0000", "#", "\n", "é"),
    *("<< ?s ?p ?o >>", "{|", "|}", "UNDEF", "STR(?s)", "RAND()", "=", "!=", "&&", "!"),
)
_GOOD = (
    "SELECT * { ?s ?p ?o } LIMIT 5",
    "SELECT ?h (COUNT(*) AS ?n) { ?p dip:holder ?h } GROUP BY ?h ORDER BY DESC(?n)",
    "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a dip:State ; rdfs:label ?l } LIMIT 5",
    "ASK { GRAPH ?g { ?s skos:broader+ <http://example.org/é> } FILTER(STRLEN('Việt') > 2) }",
)


@st.composite
def _damaged(draw: st.DrawFn) -> str:
    """Return a good query with a piece of it replaced by something else."""
    query = draw(st.sampled_from(_GOOD))
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(query))] * 2)))
    return query[:start] + draw(st.sampled_from(_TOKENS) | st.text(max_size=5)) + query[end:]


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_QUERY = st.one_of(
    st.sampled_from(_GOOD),
    _damaged(),
    st.lists(st.sampled_from(_TOKENS), max_size=20).map(" ".join),
    _TEXT,
)
_PARAMETERS = st.lists(
    st.tuples(st.just("query"), _QUERY) | st.tuples(st.sampled_from(_NAMES) | _TEXT, _TEXT),
    max_size=4,
).map(urlencode)
_RAW = st.binary(max_size=40).map(quote_from_bytes)
_VISIBLE = st.characters(codec="latin-1", exclude_categories=["Cc"])
_HEADER = st.tuples(
    st.sampled_from(_HEADERS),
    st.sampled_from(_TYPES) | st.text(_VISIBLE, max_size=20),
)


@pytest.fixture(scope="module", name="fuzzed")
def _fuzzed(
    store: Path, served: Callable[[Settings], AbstractContextManager[str]]
) -> Iterator[httpx.Client]:
    """Return a client of a server that gives no query much time."""
    with (
        served(Settings(store, timeout=2)) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield client


@settings(max_examples=250)
@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]),
    path=st.sampled_from(_PATHS) | _TEXT.map(lambda text: f"/{quote(text)}"),
    parameters=_PARAMETERS | _RAW,
    headers=st.lists(_HEADER, max_size=4),
    body=st.one_of(st.just(""), _QUERY, _PARAMETERS).map(str.encode) | st.binary(max_size=60),
)
def test_no_request_is_a_fault(
    fuzzed: httpx.Client,
    method: str,
    path: str,
    parameters: str,
    headers: list[tuple[str, str]],
    body: bytes,
) -> None:
    """Any method, path, parameter, header and body gets an answer that is not an inner error."""
    raw = [(name.encode(), value.strip().encode("latin-1")) for name, value in headers]
    answer = fuzzed.request(method, f"{path}?{parameters}", headers=raw, content=body)
    assert answer.status_code < _FAULT or answer.status_code in _LIMITS
    assert "Traceback" not in answer.text


@settings(max_examples=200)
@given(query=_QUERY, accept=st.sampled_from(["*/*", "text/csv", "text/turtle", "application/*"]))
def test_no_query_is_a_fault(fuzzed: httpx.Client, query: str, accept: str) -> None:
    """Any text as a query gets an answer, and a refusal says in a line why, and may show where."""
    answer = fuzzed.post("/sparql", data={"query": query}, headers={"Accept": accept})
    assert answer.status_code < _FAULT or answer.status_code in _LIMITS
    if answer.status_code >= 400:
        assert len(answer.text.splitlines()) in {1, 3}


@settings(max_examples=60)
@given(
    line=st.sampled_from([b"GET /sparql HTTP/1.1", b"POST /sparql HTTP/1.1"]) | st.binary(),
    rest=st.binary(max_size=200),
)
def test_bytes_that_are_no_request(fuzzed: httpx.Client, line: bytes, rest: bytes) -> None:
    """Bytes that are hardly HTTP leave the server as it was."""
    address = urlsplit(str(fuzzed.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=60) as connection:
        connection.sendall(line + b"\r\n" + rest + b"\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        assert b" 500 " not in connection.makefile("rb").readline()
    assert fuzzed.get("/health").status_code == 200
