"""Search finds words with and without accents, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.api.site.search import match_expression, search
from diplograph.api.site.tables import Tables
from diplograph.extract.normalize import fold_accents


@pytest.mark.parametrize("text", ["Đỗ Hùng Việt", "do hung viet", "đỗ hùng", "Do Hung Vi"])
def test_a_person_is_found_with_or_without_accents(tables: Tables, text: str) -> None:
    """Accents, capitals and the rest of the last word may be left out."""
    hits = search(tables, text).hits
    assert hits[0].link.key == "person/vn_đỗ-hùng-việt"


def test_who_writes_an_accented_d_means_it(tables: Tables) -> None:
    """``d`` stands for ``d`` and ``đ``, ``đ`` for itself alone."""
    assert match_expression("đại") == '"đại"*'
    assert search(tables, "dai su ").total >= search(tables, "đai su ").total


def test_all_words_must_occur(tables: Tables) -> None:
    """A word that occurs nowhere leaves nothing."""
    assert search(tables, "ASEAN").total > 0
    assert search(tables, "ASEAN qwxyz").total == 0


def test_kinds_add_up(tables: Tables) -> None:
    """The hits of all kinds are all hits, and one kind gives its own."""
    found = search(tables, "asean")
    assert found.total == sum(number for _, number in found.kinds)
    for kind, number in found.kinds:
        one = search(tables, "asean", kind)
        assert one.total == number
        assert {hit.link.kind for hit in one.hits} == {kind}


def test_pages_hold_each_hit_once(tables: Tables) -> None:
    """Going through the pages meets every hit, and none twice."""
    first = search(tables, "n")
    keys = [
        hit.link.key
        for page in range(1, first.pages + 1)
        for hit in search(tables, "n", page=page).hits
    ]
    assert len(keys) == len(set(keys)) == first.total


def test_snippets_keep_accents_and_mark_the_words(tables: Tables) -> None:
    """What is shown is the text as it is, with the words that were searched marked."""
    (hit, *_) = search(tables, '"nguyen quoc dung"', "Article").hits
    words = [words for words, is_match in hit.snippet if is_match]
    assert [fold_accents(each).lower() for each in words][:3] in (
        ["nguyen", "quoc", "dung"],
        ["nguyen quoc dung"],
    )
    assert any(word != fold_accents(word) for word in words)


@given(st.text())
def test_any_text_can_be_searched(tables: Tables, text: str) -> None:
    """No text is an error: operators and quotation marks of the engine are only letters."""
    search(tables, text)
