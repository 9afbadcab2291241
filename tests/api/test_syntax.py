"""A query that does not parse is answered in one line with the place, and the reason if known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from diplograph.api.syntax import syntax_error


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("DESCRIBE", "line 1, column 9: expected $, *, :, < or ?"),
        ("SELECT * { ?s foo:bar ?o }", "line 1, column 22: Prefix not found"),
        ("SELECT ?x ?x {}", "line 1, column 16: Duplicated variable name in SELECT"),
        (
            "SELECT *\n{ ?s ?p }",
            "line 2, column 10 or shortly before: the query does not go on like this",
        ),
        ('SELECT * { ?s ?p "a }', 'line 1, column 22: expected ", \\\\, \\\\U or \\\\u'),
    ],
    ids=["signs", "prefix", "variable", "vague", "escaped signs"],
)
def test_message_has_place_and_reason(query: str, message: str) -> None:
    """Line and column are those of the query; classes of letters are left out."""
    with pytest.raises(SyntaxError) as raised:
        Store().query(query)
    error = syntax_error(str(raised.value))
    assert str(error) == message
    assert f"line {error.line}, column {error.column}" in message


@given(st.text())
def test_any_message_becomes_one_line(message: str) -> None:
    """Whatever Oxigraph says, the user gets one line."""
    assert len(str(syntax_error(f"error at 1:2: expected {message}")).splitlines()) <= 1
    assert len(str(syntax_error(message)).splitlines()) <= 1


@pytest.mark.parametrize(
    ("query", "excerpt"),
    [
        ("SELECT * {\n\t?s foo:bar ?o }", " ?s foo:bar ?o }\n           ^"),
        ("ASK { " + "?s ?p ?o . " * 20 + "?s foo:bar ?o }", None),
    ],
    ids=["short line", "long line"],
)
def test_place_is_marked(query: str, excerpt: str | None) -> None:
    """Below the line in question a mark points at the place; of a long line a part is shown."""
    with pytest.raises(SyntaxError) as raised:
        Store().query(query)
    error = syntax_error(str(raised.value), query)
    assert error.excerpt is not None
    assert excerpt in (None, error.excerpt)
    line, mark = error.excerpt.split("\n")
    assert len(line) < 130
    assert line[: len(mark) - 1].endswith("foo:bar")


@given(st.text(), st.integers(0, 9), st.integers(0, 99))
def test_any_place_is_marked(query: str, line: int, column: int) -> None:
    """Whatever the query and the place, there are two lines or none."""
    error = syntax_error(f"error at {line}:{column}: expected x", query)
    assert error.excerpt is None or len(error.excerpt.splitlines()) == 2
