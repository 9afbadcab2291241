"""The gate: no query reaches other addresses or changes the store, however it is written."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from diplograph.api.gate import reaches_out, refuse_update
from diplograph.ontology.errors import QueryForbiddenError


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
        refuse_update(update)


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
    refuse_update(query)
    assert reaches_out(query) is False
    assert reaches_out(query, ["http://example.org/"]) is False


def _reaches_out(query: str, visits: list[str]) -> bool:
    """Return whether Oxigraph, left to itself, asks the local server."""
    before = len(visits)
    store = Store()
    store.update("INSERT DATA { <a:a> <a:b> 1 }")
    try:
        found = store.query(query)
        for _ in found if not isinstance(found, bool) else ():
            pass
    except (SyntaxError, RuntimeError, ValueError, OSError, TypeError):
        pass
    return len(visits) > before


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
def test_no_way_out_is_overlooked(query: str, visits: list[str]) -> None:
    """What makes Oxigraph ask another address is refused, however it is written."""
    query = query.replace("URL", visits[0])
    assert _reaches_out(query, visits)
    for allowed in ((), ("http://example.org/sparql",)):
        with pytest.raises(QueryForbiddenError, match="SERVICE"):
            reaches_out(query, allowed)


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
    visits: list[str], before: list[str], out: str, after: str
) -> None:
    """No query made of the pieces that confuse a reader gets out unless it is refused."""
    text = f"PREFIX : <URL> PREFIX a: <URL> SELECT * {{ {''.join(before)}{out}{after}\n}}"
    query = text.replace("URL", visits[0])
    try:
        reaches_out(query)
    except QueryForbiddenError:
        return
    assert not _reaches_out(query, visits)


_ALLOWED = ("http://example.org/sparql", "https://example.org/service?x=1")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * { service#\n silent # x\n<https://example.org/service?x=1> {} }",
        "SELECT * { SERVICE<http://example.org/sparql>{} SERVICE <http://example.org/sparql> {} }",
    ],
)
def test_allowed_addresses_may_be_asked(query: str) -> None:
    """SERVICE may name an address of the list, in full."""
    assert reaches_out(query, _ALLOWED) is True
    with pytest.raises(QueryForbiddenError, match="is off"):
        reaches_out(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://example.org/other> {} }",
        "SELECT * { SERVICE <http://example.org/sparql.evil.example/> {} }",
        "SELECT * { SERVICE <http://example.org/sparql> {} SERVICE <http://127.0.0.1/> {} }",
        "SELECT * { SERVICE ?x <http://example.org/sparql> {} }",
        "SELECT * { SERVICE 'a' <http://example.org/sparql> {} }",
        "PREFIX e: <http://example.org/> SELECT * { SERVICE e:sparql {} }",
        "BASE <http://example.org/> SELECT * { SERVICE <sparql> {} }",
        "SELECT * { SERVICE <http://example.org/spar\\u0071l> {} }",
        "SELECT * { ?s ?p trueSERVICE <http://example.org/sparql> {} }",
        "SELECT * { ?s a <http://example.org/sparql> SERVICE <http://127.0.0.1/> {} }",
        "SELECT * { BIND('a' AS ?x) SERVICE <http://example.org/sparql> {} } #\r SERVICE <a:a>",
    ],
)
def test_other_addresses_may_not(query: str) -> None:
    """What is not on the list, letter by letter, is refused; so is what only looks like it."""
    with pytest.raises(QueryForbiddenError, match="no other addresses than"):
        reaches_out(query, _ALLOWED)


@pytest.mark.parametrize(
    "piece",
    ['\\"', "\\'", '"""a ', "'''a ", '"""\\"', "<a", "<a#", "<#", ":a ", "\"'", '"\n', "'"],
)
def test_check_reads_a_text_but_once(piece: str) -> None:
    """A text of a million signs is read in time; anew from each of them would take hours."""
    with contextlib.suppress(QueryForbiddenError):
        reaches_out("service" + piece * (2**20 // len(piece)))
