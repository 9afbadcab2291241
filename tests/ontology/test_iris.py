"""The same thing always gets the same key, two things never the same one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from diplograph.ontology.iris import (
    article_key,
    attendance_key,
    collective_key,
    event_key,
    evidence_key,
    local_meeting_key,
    meeting_key,
    organization_key,
    person_key,
    place_key,
    position_key,
    series_key,
    slug,
    tenure_key,
)
from diplograph.ontology.model import PartialDate, Span
from diplograph.ontology.terms import DATA_BASE, KINDS

_NAMES = st.text(
    st.characters(categories=("Lu", "Ll", "Nd"), include_characters=" -.,'"), min_size=1
).filter(lambda name: slug(name) != "")
_SLUGS = _NAMES.map(slug)
_KEYS = st.builds("{}/{}".format, st.sampled_from(("article", "state", "meeting")), _SLUGS)
_OFFSETS = st.integers(0, 10**6)
_SPANS = st.builds(Span, _OFFSETS, _OFFSETS)
_DAYS = st.builds(PartialDate, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28))


@given(_NAMES)
def test_slug_ignores_case_spacing_and_unicode_form(name: str) -> None:
    """A name gives one slug, however it is typed; a slug is its own slug."""
    found = slug(name)
    assert found == slug(unicodedata.normalize("NFD", name))
    assert found == slug(f"  {name}. ") == slug(found)
    assert found == slug(name.lower())


@pytest.mark.parametrize(
    ("one", "other"), [("Dũng", "Dung"), ("Đức", "Duc"), ("Lý", "Ly"), ("Hà Nam", "Hanam")]
)
def test_slug_keeps_names_apart_that_differ_in_letters(one: str, other: str) -> None:
    """Marks and word boundaries tell names apart."""
    assert slug(one) != slug(other)


@given(_NAMES, _NAMES, _KEYS, _OFFSETS, _SPANS, _DAYS)
def test_keys_are_iris_of_a_known_kind(
    name: str, other: str, article: str, begin: int, span: Span, day: PartialDate
) -> None:
    """Every key is one segment under a known kind, and an IRI when it is put behind the base."""
    keys = [
        article_key(name),
        person_key(name, "state/vn", article),
        person_key(name, None, article),
        organization_key(name, "state/vn", article),
        collective_key(name, article),
        place_key(name),
        series_key(name),
        local_meeting_key(article, begin),
        event_key(article, begin),
        attendance_key(article, f"person/{slug(other)}"),
        tenure_key(f"person/{slug(name)}", other, day, article),
        tenure_key(f"person/{slug(name)}", other, None, article),
        position_key(article, begin),
        evidence_key(article, span),
    ]
    for key in keys:
        kind, rest = key.split("/")
        assert kind in KINDS
        assert rest
        assert NamedNode(DATA_BASE + key).value == DATA_BASE + key


@given(st.lists(st.tuples(_SLUGS, _SLUGS), min_size=2, unique=True))
def test_two_persons_have_two_keys(persons: list[tuple[str, str]]) -> None:
    """Keys are one-to-one on name and side."""
    keys = {person_key(name, f"state/{side}", "article/a") for name, side in persons}
    assert len(keys) == len(persons)


@given(_SLUGS, _SLUGS)
def test_person_without_a_side_is_nobody_of_a_side(name: str, place: str) -> None:
    """A person local to an article never meets one of a state of that name."""
    assert person_key(name, None, f"article/{place}") != person_key(name, f"state/{place}", "x/y")


@given(st.lists(st.tuples(_SLUGS, _SPANS), min_size=2, unique=True))
def test_two_spans_have_two_keys(spans: list[tuple[str, Span]]) -> None:
    """Evidence keys are one-to-one on article and offsets."""
    keys = {evidence_key(f"article/{article}", span) for article, span in spans}
    assert len(keys) == len(spans)


@given(st.lists(st.tuples(_SLUGS, _OFFSETS), min_size=2, unique=True))
def test_positions_events_and_local_meetings_never_meet(found: list[tuple[str, int]]) -> None:
    """What is local to an article is told apart by article, offset and kind."""
    keys = {
        make(f"article/{article}", begin)
        for article, begin in found
        for make in (position_key, event_key, local_meeting_key)
    }
    assert len(keys) == 3 * len(found)


def _meeting(**known: object) -> str:
    facts: dict[str, object] = {
        "series": None,
        "ordinal": None,
        "date": None,
        "parties": (),
        "level": None,
        "article": "article/a",
        "begin": 7,
    }
    return meeting_key(**(facts | known))  # type: ignore[arg-type]


@given(_SLUGS, st.integers(1, 200), st.one_of(st.none(), _DAYS), _SLUGS, _OFFSETS)
def test_series_and_ordinal_name_a_meeting(
    series: str, ordinal: int, day: PartialDate | None, article: str, begin: int
) -> None:
    """The same series and ordinal are the same meeting, whatever else an article tells."""
    key = _meeting(
        series=f"series/{series}",
        ordinal=ordinal,
        date=day,
        article=f"article/{article}",
        begin=begin,
    )
    assert key == f"meeting/{series}_{ordinal}"


def test_identity_takes_the_strongest_key_that_the_text_supports() -> None:
    """Series and day, else parties, level and day, else the place in the article."""
    day = PartialDate(2024, 3, 5)
    sides = ("state/vn", "state/no")
    assert _meeting(series="series/s", date=day, parties=sides) == "meeting/s_2024-03-05"
    assert _meeting(date=day, parties=sides, level="leaders") == "meeting/no_vn_leaders_2024-03-05"
    assert _meeting(date=day, parties=reversed(sides), level="leaders") == _meeting(
        date=day, parties=sides, level="leaders"
    )


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"ordinal": 3},
        {"series": "series/s"},
        {"series": "series/s", "date": PartialDate(2024, 3)},
        {"date": PartialDate(2024, 3, 5), "parties": ("state/vn", "state/no")},
        {"date": PartialDate(2024, 3, 5), "parties": ("state/vn",), "level": "leaders"},
        {"date": PartialDate(2024), "parties": ("state/vn", "state/no"), "level": "leaders"},
        {
            "date": PartialDate(month=3, day=5),
            "parties": ("state/vn", "state/no"),
            "level": "leaders",
        },
    ],
    ids=str,
)
def test_weak_keys_never_merge(known: dict[str, object]) -> None:
    """A meeting of which too little is known stays local to its article."""
    assert _meeting(**known) == "meeting/a_m7"
