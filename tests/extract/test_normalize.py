"""Laws of folding: one form for spellings that mean the same, without moving anything."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.extract.normalize import fold, fold_accents, fold_tones, fold_typography

TONES = [
    ("hoà", "hòa"),  # peace
    ("HOÀ BÌNH", "HÒA BÌNH"),
    ("Thoả thuận", "Thỏa thuận"),  # agreement
    ("đe doạ", "đe dọa"),  # to threaten
    ("khoẻ", "khỏe"),  # healthy
    ("Thuỵ Sĩ", "Thụy Sĩ"),  # Switzerland
    ("uỷ ban, uý, huỷ", "ủy ban, úy, hủy"),  # committee, officer, to cancel
    ("Hoà_Bình", "Hòa_Bình"),
    ("quý", "quý"),  # the u belongs to the consonant
    ("QUỸ", "QUỸ"),
    ("hoàn toàn", "hoàn toàn"),  # a final consonant
    ("ngoài, xoáy, khuỷu", "ngoài, xoáy, khuỷu"),  # a third vowel
    ("hòa", "hòa"),
]

letters = st.text(alphabet="aàáạảãeèéẹẻẽoòóuúyỳýỵỷỹqQHhnOÀUỶ _.", max_size=12)


@pytest.mark.parametrize(("old", "modern"), TONES)
def test_tones_move_to_where_modern_spelling_has_them(old: str, modern: str) -> None:
    """Open syllables in oa, oe and uy change; all others stay."""
    assert modern == fold_tones(old)


@given(st.text() | letters)
def test_folding_keeps_every_offset(text: str) -> None:
    """A folded text is as long as the text."""
    assert len(text) == len(fold(text))


@given(st.text() | letters)
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own form."""
    assert fold(text) == fold(fold(text))


@given(letters)
def test_folding_keeps_nfc(text: str) -> None:
    """A folded NFC text is NFC."""
    assert unicodedata.is_normalized("NFC", fold(unicodedata.normalize("NFC", text)))


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ASEAN–Nga", "ASEAN-Nga"),
        ("Á\u2011Âu", "Á-Âu"),  # no-break hyphen
        ("lần\u00a04\u200b.", "lần 4 ."),  # no-break and zero-width space
        ("Việt_Nam", "Việt Nam"),
        ("Côte d\u2019Ivoire", "Côte d'Ivoire"),
        ("\u2018níu kéo\u2019 \u201cnói\u201d", "\u2018níu kéo\u2019 \u201cnói\u201d"),
        ("một\r\n\thai", "một\r\n\thai"),
    ],
    ids=["dash", "hyphen", "spaces", "underscore", "apostrophe", "quotes stay", "line ends stay"],
)
def test_typography_becomes_plain_where_that_helps_matching(typed: str, plain: str) -> None:
    """Dashes, spaces and apostrophes have one form; quotes keep their direction."""
    assert plain == fold_typography(typed)


def test_accents_fold_away_for_search() -> None:
    """Marks and the stroke of đ are left out, case is kept."""
    assert fold_accents("Đỗ Hùng Việt, uỷ ban, DỰ ÁN") == "Do Hung Viet, uy ban, DU AN"


@given(st.text())
def test_accents_fold_alike_in_both_unicode_forms(text: str) -> None:
    """NFC and NFD of a text have the same bare letters."""
    nfc, nfd = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold_accents(nfc) == fold_accents(nfd)
