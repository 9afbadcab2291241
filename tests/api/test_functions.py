"""Search in Vietnamese: with any Unicode form in the query, and without accents."""

import csv
import io
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Store

from diplograph.api.functions import FUNCTIONS
from diplograph.api.text import normalized
from diplograph.ontology.terms import PREFIXES

_DOCUMENT = (Path(__file__).parents[2] / "docs" / "endpoint.md").read_text(encoding="utf-8")
_FOLDED = "SELECT DISTINCT ?s { ?s a dip:State ; rdfs:label ?l FILTER(%s) }"
_VIET_NAM = PREFIXES["state"] + "vn"
_SPELLINGS = ("Việt Nam", "VIỆT NAM", "viet nam", "Viet Nam", unicodedata.normalize("NFD", "Việt"))


def _folded(store: Store, text: str) -> str | None:
    found = store.query(
        f"SELECT (dip:fold({Literal(text, language='vi')}) AS ?x) {{}}",
        prefixes=PREFIXES,
        custom_functions=FUNCTIONS,
    )
    assert isinstance(found, QuerySolutions)
    (row,) = found
    return getattr(row["x"], "value", None)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đỗ Hùng Việt", "do hung viet"),
        ("HOÀ BÌNH, ưỡn ẹo", "hoa binh, uon eo"),
        ("ASEAN 17", "asean 17"),
        ("", ""),
    ],
)
def test_fold_leaves_letters_without_case_and_marks(text: str, folded: str) -> None:
    """What is left of Vietnamese words are the letters that a keyboard without accents has."""
    assert _folded(Store(), text) == folded


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
def test_fold_is_the_same_for_each_unicode_form_and_twice(text: str) -> None:
    """Composed and decomposed text fold alike, and folded text stays as it is."""
    (fold,) = FUNCTIONS.values()
    once = fold(Literal(text))
    assert isinstance(once, Literal)
    assert fold(once) == once
    assert fold(Literal(unicodedata.normalize("NFD", text))) == once


def test_fold_of_what_is_no_string_is_an_error() -> None:
    """An IRI, or nothing, has no folded form; the filter that asks for it is false."""
    for argument in ("<a:b>", "?unbound", ""):
        query = f"SELECT ?x {{ BIND(dip:fold({argument}) AS ?x) }}"
        found = Store().query(query, prefixes=PREFIXES, custom_functions=FUNCTIONS)
        assert isinstance(found, QuerySolutions)
        assert [row["x"] for row in found] == [None]


@pytest.mark.parametrize("text", _SPELLINGS)
def test_labels_are_found_without_accents(client: httpx.Client, text: str) -> None:
    """However a name is typed, the server finds the state."""
    query = _FOLDED % f'CONTAINS(dip:fold(?l), dip:fold("{text}"))'
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    rows = [row["s"] for row in csv.DictReader(io.StringIO(answer.text))]
    assert rows == [_VIET_NAM]


def test_command_line_knows_the_function(
    run: Callable[..., subprocess.CompletedProcess[bytes]], store: Path
) -> None:
    """``diplograph query`` answers the same, also with ``SELECT *``."""
    query = 'SELECT * { ?s a dip:State ; rdfs:label ?l FILTER(dip:fold(?l) = "viet nam") }'
    done = run("query", query, "--store", store, "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert {row["s"] for row in csv.DictReader(io.StringIO(done.stdout.decode()))} == {_VIET_NAM}


def test_documented_pattern_means_the_same_in_any_engine() -> None:
    """What the page shows for other engines finds what the function finds, without it."""
    block = _DOCUMENT.split("```sparql\n", 1)[1].split("```", 1)[0]
    store = Store()
    label, other = Literal("Đại sứ Đỗ HÙNG Việt", language="vi"), Literal("Nga", language="vi")
    for number, text in enumerate((label, other)):
        store.update(
            f"INSERT DATA {{ <a:{number}> {NamedNode(PREFIXES['rdfs'] + 'label')} {text} }}"
        )
    found = store.query(block)
    assert isinstance(found, QuerySolutions)
    assert [str(row["thing"]) for row in found] == ["<a:0>"]


@pytest.mark.parametrize("method", ["GET", "form", "direct"])
@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", "Việt Nam"),
        r"Vi\u0065\u0323\u0302t Nam",
        r"Vi\u1EC7t Nam",
        "Vie\\U00000323\\U00000302t Nam",
    ],
    ids=["decomposed", "escapes", "one escape", "long escapes"],
)
def test_query_is_composed_like_the_data(client: httpx.Client, text: str, method: str) -> None:
    """Names are found in whatever form a client writes their letters, by each kind of request."""
    query = f'ASK {{ state:vn rdfs:label "{text}"@vi }}'
    if method == "GET":
        answer = client.get("/sparql", params={"query": query})
    elif method == "form":
        answer = client.post("/sparql", data={"query": query})
    else:
        headers = {"Content-Type": "application/sparql-query"}
        answer = client.post("/sparql", content=query, headers=headers)
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize(
    "query",
    [
        r'ASK { FILTER(STRLEN("\u0022") = 1) }',
        r'ASK { FILTER("\\u0041" = CONCAT("\\", "u0041")) }',
        r'ASK { FILTER("\\\\u00e9" != "\\\\é") }',
        r'ASK { FILTER("\n" != "n") }',
    ],
    ids=["quotation mark", "backslash", "two backslashes", "line end"],
)
def test_normalising_changes_no_meaning(query: str) -> None:
    """Escapes of signs, and backslashes that escape each other, are left as they are."""
    before, after = Store().query(query), Store().query(normalized(query))
    assert isinstance(before, QueryBoolean)
    assert isinstance(after, QueryBoolean)
    assert bool(before) is bool(after) is True


@given(st.text())
def test_normalised_queries_stay_as_they_are(text: str) -> None:
    """To normalise twice is to normalise once, unless an escape was made of escapes."""
    once = normalized(text)
    assert unicodedata.is_normalized("NFC", once)
