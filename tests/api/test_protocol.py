"""Requests are read as the SPARQL 1.1 Protocol says; what no query may do is refused."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from diplograph.api.protocol import QueryRequest, parse_request, refuse
from diplograph.ontology.errors import BadRequestError, QueryForbiddenError

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_QUERY = "SELECT * { ?s rdfs:label 'Hội nghị'@vi }"
_GRAPHS = [
    ("default-graph-uri", "http://example.org/a"),
    ("default-graph-uri", "http://example.org/b"),
    ("named-graph-uri", "http://example.org/c"),
]
_ASKED = QueryRequest(
    _QUERY, ("http://example.org/a", "http://example.org/b"), ("http://example.org/c",)
)


@pytest.mark.parametrize(
    ("method", "query_string", "content_type", "body"),
    [
        ("GET", urlencode([("query", _QUERY), *_GRAPHS]), None, b""),
        ("POST", "", _FORM, urlencode([("query", _QUERY), *_GRAPHS]).encode()),
        ("POST", "", f"{_FORM}; charset=UTF-8", urlencode([("query", _QUERY), *_GRAPHS]).encode()),
        ("POST", urlencode(_GRAPHS), _DIRECT, _QUERY.encode()),
        ("POST", urlencode(_GRAPHS), f'{_DIRECT}; Charset="utf-8"', _QUERY.encode()),
        ("GET", urlencode([("query", _QUERY), *_GRAPHS, ("ac", "1"), ("timeout", "0")]), None, b""),
    ],
    ids=["GET", "form", "form with charset", "direct", "direct with charset", "unknown parameters"],
)
def test_all_forms_of_a_request_ask_the_same(
    method: str, query_string: str, content_type: str | None, body: bytes
) -> None:
    """However a client sends a query and the graphs to ask, it is the same request."""
    assert parse_request(method, query_string, content_type, body) == _ASKED


def test_query_is_read_in_normal_form_c() -> None:
    """Letters written with combining marks match the data, which is in NFC."""
    asked = parse_request("GET", urlencode({"query": "ASK { ?s ?p 'Hội' }"}), None, b"")
    assert asked.query == "ASK { ?s ?p 'Hội' }"


@pytest.mark.parametrize("name", ["format", "output"])
def test_format_can_be_a_parameter(name: str) -> None:
    """Clients that cannot set headers say the format in the address."""
    asked = parse_request("GET", urlencode({"query": "ASK {}", name: "csv"}), None, b"")
    assert asked.format == "csv"


@pytest.mark.parametrize(
    ("method", "query_string", "content_type", "body", "status"),
    [
        ("GET", "", None, b"", 400),
        ("GET", urlencode([("query", "ASK {}"), ("query", "ASK {}")]), None, b"", 400),
        ("POST", urlencode({"query": "ASK {}"}), _DIRECT, b"ASK {}", 400),
        ("GET", "query=%FF", None, b"", 400),
        ("POST", "", _FORM, b"query=\xff", 400),
        ("POST", "", f"{_DIRECT}; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
        ("POST", "", _DIRECT, "ASK {}".encode("utf-16"), 400),
        ("POST", "", f"{_DIRECT}; charset=klingon", b"ASK {}", 415),
        ("POST", "", None, b"ASK {}", 415),
        ("POST", "", "text/plain", b"ASK {}", 415),
    ],
    ids=[
        "no query",
        "two queries",
        "queries in address and body",
        "address that is no UTF-8",
        "body that is no UTF-8",
        "UTF-16",
        "UTF-16 in secret",
        "unknown charset",
        "no content type",
        "other content type",
    ],
)
def test_what_is_no_request_is_the_clients_error(
    method: str, query_string: str, content_type: str | None, body: bytes, status: int
) -> None:
    """A request that the protocol does not know gets the status that says so."""
    with pytest.raises(BadRequestError) as raised:
        parse_request(method, query_string, content_type, body)
    assert raised.value.status == status


@given(st.text(), st.text(), st.binary())
def test_any_request_is_read_or_refused(query: str, content_type: str, body: bytes) -> None:
    """Nothing that a client can send raises another error than the ones with a status."""
    for method in ("GET", "POST"):
        try:
            parse_request(method, f"query={quote(query)}", content_type, body)
        except (BadRequestError, QueryForbiddenError):
            continue


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "delete where { ?s ?p ?o }",
        "PREFIX a: <a:> DROP ALL",
        "LOAD <http://example.org/>",
    ],
)
def test_updates_are_refused_as_such(update: str) -> None:
    """An update is not answered with a syntax error, which would send its author searching."""
    with pytest.raises(QueryForbiddenError, match="cannot change the store"):
        refuse(update)
    with pytest.raises(QueryForbiddenError, match="cannot change the store"):
        parse_request("POST", "", _FORM, urlencode({"update": update}).encode())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s rdfs:label 'Public Service'@en } # SERVICE",
        'SELECT * { ?s ?p """SERVICE <http://example.org/> {}""" }',
        "SELECT ?service { ?service a <http://example.org/service#Service> }",
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> ASK { ?s a sd:Service }",
        "SELECT * { ?s schema:serviceType ?o FILTER(?s < ?o && 'service' > 'a') }",
    ],
    ids=["string and comment", "long string", "variable and IRI", "prefix", "local name"],
)
def test_queries_may_speak_of_services(query: str) -> None:
    """The word alone, where it is no keyword, is nothing to refuse."""
    refuse(query)


@pytest.fixture(scope="module", name="called")
def _called() -> Iterator[list[str]]:
    """Yield the requests that reach a local server, and its address as the first of them."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            requests.append(self.path)
            self.send_error(500)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    requests.append(f"http://127.0.0.1:{server.server_port}/")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield requests
    server.shutdown()
    server.server_close()


def _reaches_out(query: str, called: list[str]) -> bool:
    """Return whether Oxigraph, left to itself, asks the local server."""
    before = len(called)
    store = Store()
    store.update("INSERT DATA { <a:a> <a:b> 1 }")
    try:
        found = store.query(query)
        for _ in found if not isinstance(found, bool) else ():
            pass
    except (SyntaxError, RuntimeError, ValueError, OSError, TypeError):
        pass
    return len(called) > before


_WAYS_OUT = {
    "plain": "SELECT * { SERVICE <URL> {} }",
    "silent": "SELECT * { service silent <URL> {} }",
    "glued to SILENT": "SELECT * { SERVICESILENT<URL>{} }",
    "glued to a boolean": "SELECT * { ?s ?p trueSERVICE<URL>{} }",
    "glued to a number": "SELECT * { ?s ?p 1SERVICE<URL>{} }",
    "behind an escaped hash in an IRI": (
        "SELECT * { OPTIONAL { ?s <http://x/\\u0061#> ?o } SERVICE <URL> {} }"
    ),
    "behind an escaped hash in a name": (
        "PREFIX a: <a:> SELECT * { OPTIONAL { ?s a:b\\# ?o } SERVICE <URL> {} }"
    ),
    "before a prefixed name": "PREFIX : <URL> SELECT * { SERVICE:x {} }",
    "inside of what looks like an IRI": (
        "PREFIX : <URL> SELECT * { BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICE:x#>\n{} }"
    ),
    "inside of what looks like a long string": (
        'SELECT * { BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b#>"""\n) SERVICE <URL> {} #"""\n}'
    ),
    "behind a comment that a carriage return ends": "SELECT * { # x\rSERVICE <URL> {} }",
    "with comments inside": "SELECT * { SERVICE#\n#\n<URL>{} }",
    "in an optional part": "SELECT * { OPTIONAL { SERVICE <URL> {} } }",
    "in a filter": "SELECT * { FILTER EXISTS { SERVICE <URL> {} } }",
}


@pytest.mark.parametrize("query", _WAYS_OUT.values(), ids=_WAYS_OUT.keys())
def test_no_way_out_is_overlooked(query: str, called: list[str]) -> None:
    """What makes Oxigraph ask another address is refused, however it is written."""
    query = query.replace("URL", called[0])
    assert _reaches_out(query, called)
    with pytest.raises(QueryForbiddenError, match="SERVICE is off"):
        refuse(query)


_BEFORE = st.sampled_from(
    [
        *("", "?s ?p ?o. ", "?s ?p 'a' . ", "?s ?p true", "?s ?p 1", "# x\n", "# x\r", ")"),
        *("OPTIONAL { ?s <http://x/\\u0061#> ?o } ", "OPTIONAL { ?s a:b\\# ?o } ", "FILTER(1<2)"),
        *("OPTIONAL { ?s <#x> ?o } ", "BIND('a'@en AS ?y) ", "BIND(1 AS ?a) FILTER(?a<?b"),
        *('#>"""\n)', "#>'''\n)", "FILTER('\\'' < \"'\") ", 'VALUES ?v { """a""" } '),
    ]
)
_OUT = st.sampled_from(
    ["SERVICE <URL> {}", "SERVICE:x{}", "SERVICESILENT<URL>{}", "service:x#>\n{}", "SERVICE#\n:x{}"]
)
_AFTER = st.sampled_from(["", " # x", '#"""\n', "#'''\n", "#>\n", "}}"])


@given(st.lists(_BEFORE, max_size=3), _OUT, _AFTER)
def test_what_is_let_through_stays_inside(
    called: list[str], before: list[str], out: str, after: str
) -> None:
    """No query made of the pieces that confuse a reader gets out unless it is refused."""
    text = f"PREFIX : <URL> PREFIX a: <URL> SELECT * {{ {''.join(before)}{out}{after}\n}}"
    query = text.replace("URL", called[0])
    try:
        refuse(query)
    except QueryForbiddenError:
        return
    assert not _reaches_out(query, called)
