"""``SELECT *`` gives its columns as the query names them, and nothing else is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

from diplograph.api.projection import in_query_order

_BASE = "http://example.org/"


def _columns(query: str) -> list[str]:
    found = Store().query(in_query_order(query, _BASE), base_iri=_BASE)
    assert isinstance(found, QuerySolutions)
    return [variable.value for variable in found.variables]


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?s ?p ?o }", "spo"),
        ("select distinct*{ ?s ?p ?o }", "spo"),
        ("# SELECT *\nBASE <a:> PREFIX : <b:#> SELECT #*\n REDUCED * { $s :p ?o; :q ?a }", "soa"),
        ("SELECT * { ?z ?y 'a ?b' . ?z <x:?c#> ?b, ?c # ?a\n }", "zybc"),
        ("SELECT * { { SELECT ?o ?s { ?a ?s ?o } } ?s ?b ?c }", "osbc"),
        ("SELECT * { ?s (<a:>/<b:>)* ?o FILTER(?s<?o) } ORDER BY ?o", "so"),
        ("SELECT ?b ?a { { SELECT * { ?a ?c ?b } } }", "ba"),
        ("PREFIX select: <a:> SELECT ?s { ?s select:* ?o }", "s"),
    ],
)
def test_order_of_columns(query: str, columns: str) -> None:
    """The first place where a variable stands in the text counts; strings and comments do not."""
    assert _columns(query) == list(columns)


@pytest.mark.parametrize("query", ["SELECT * {}", "ASK { ?s ?p ?o }", "SELECT ?p ?o { ?s ?p ?o }"])
def test_other_queries_are_left_alone(query: str) -> None:
    """Where there is no star, or nothing behind it, the text stays."""
    assert in_query_order(query, _BASE) == query


@given(st.permutations("abcdef"), st.sampled_from(["", "DISTINCT ", "REDUCED "]))
def test_columns_are_those_of_the_text(names: list[str], modifier: str) -> None:
    """Whatever the names, the columns come in their order."""
    triples = " . ".join(
        f"?{one} <p:> ?{other}" for one, other in zip(names[::2], names[1::2], strict=True)
    )
    assert _columns(f"SELECT {modifier}* {{ {triples} }}") == names


def test_errors_are_placed_in_the_text_as_given() -> None:
    """What does not parse is not rewritten first."""
    with pytest.raises(SyntaxError, match="error at 2:"):
        in_query_order("SELECT * {\n ?s ?p }", _BASE)
