"""Requests are read as the SPARQL 1.1 Protocol says."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.api.protocol import QueryRequest, parse_request
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


def test_updates_are_refused_as_such() -> None:
    """A request with an update says that it is off."""
    with pytest.raises(QueryForbiddenError, match="cannot change the store"):
        parse_request("POST", "", _FORM, urlencode({"update": "DROP ALL"}).encode())
