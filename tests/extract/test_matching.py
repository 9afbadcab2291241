"""Laws of pairing an extraction with gold."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.extract.actor_names import ActorNames
from diplograph.extract.gold import (
    GoldArticle,
    GoldAttendee,
    GoldMeeting,
    GoldPosition,
    LocatedArticle,
    locate,
)
from diplograph.extract.matching import Pairing, pair_article, pair_off, span_likeness
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import (
    Actor,
    Article,
    Attendance,
    Event,
    Extraction,
    PartialDate,
    Position,
    Software,
    Span,
)

#: "Laos supports the plan. Laos asks Thailand to help, and both sides agree to go on."
TEXT = "Lào ủng hộ kế hoạch. Lào đề nghị Thái Lan giúp đỡ, hai bên nhất trí tiếp tục."
SUPPORT = "Lào ủng hộ kế hoạch"
REQUEST = "Lào đề nghị Thái Lan giúp đỡ"
AGREE = "hai bên nhất trí tiếp tục"
PARTIES = Actor("collective/x_parties", "CollectiveActor", "hai bên", (Span(0, 1),), 1.0)


def meeting(**fields: object) -> GoldMeeting:
    return replace(
        GoldMeeting(
            id="m1",
            kind="meeting",
            name="họp Lào - Thái Lan",
            main=True,
            series=None,
            ordinal=None,
            level=None,
            parties=("LA", "TH"),
            date=None,
            date_basis=None,
            mode=None,
            place=None,
            status=None,
            attendees=(),
        ),
        **fields,
    )


def event(**fields: object) -> Event:
    return replace(
        Event(
            key="meeting/x",
            is_meeting=True,
            label="họp Lào - Thái Lan",
            kind="meeting",
            status="held",
            parties=("state/la", "state/th"),
            evidence=(Span(0, 1),),
            confidence=1.0,
        ),
        **fields,
    )


def gold_position(evidence: str, **fields: object) -> GoldPosition:
    return replace(
        GoldPosition("p1", "LA", "support", (evidence,), (), None, None, None, None), **fields
    )


def position(evidence: str, **fields: object) -> Position:
    begin = TEXT.index(evidence)
    found = Position(
        key=f"position/x_p{begin}",
        holder="state/la",
        stance="support",
        evidence=(Span(begin, begin + len(evidence)),),
        confidence=1.0,
        rule="cue",
        speech="indirect",
    )
    return replace(found, **fields)


def pairing(
    gold: list[GoldMeeting] | list[GoldPosition],
    found: list[Event] | list[Position],
    attendances: list[Attendance] | None = None,
) -> Pairing:
    meetings = tuple(one for one in gold if isinstance(one, GoldMeeting))
    positions = tuple(one for one in gold if isinstance(one, GoldPosition))
    annotation = GoldArticle(Path("x.json"), "x.txt", ("Lào", "tục."), meetings, positions)
    extraction = Extraction(
        Article("article/x", "x", TEXT, "0" * 64, Span(0, len(TEXT))),
        Software("0", "0"),
        actors=(PARTIES,),
        events=tuple(one for one in found if isinstance(one, Event)),
        attendances=tuple(attendances or ()),
        positions=tuple(one for one in found if isinstance(one, Position)),
    )
    lexicon = Lexicon.load()
    names = ActorNames.of(lexicon).with_actors(extraction.actors)
    located: LocatedArticle = locate(annotation, TEXT)
    return pair_article(located, extraction, names, lexicon)


@pytest.mark.parametrize(
    ("gold", "found", "matches"),
    [
        (Span(0, 10), Span(0, 10), True),
        (Span(0, 10), Span(5, 15), True),
        (Span(0, 10), Span(6, 16), False),
        (Span(0, 100), Span(98, 102), True),
        (Span(0, 100), Span(99, 103), False),
        (Span(0, 10), Span(10, 20), False),
    ],
)
def test_spans_match_when_half_of_the_shorter_is_shared(
    gold: Span, found: Span, matches: bool
) -> None:
    """An overlap counts from half of the shorter span on."""
    assert (span_likeness([gold], [found]) is not None) is matches


def test_any_evidence_of_either_side_may_overlap() -> None:
    """A repetition of the act matches as well as its fullest statement."""
    assert span_likeness([Span(0, 5), Span(50, 60)], [Span(90, 95), Span(52, 60)]) is not None


@given(
    st.lists(st.integers(0, 9), max_size=6),
    st.lists(st.integers(0, 9), max_size=6),
)
def test_each_thing_is_used_once_and_none_is_left_that_matches(
    gold: list[int], found: list[int]
) -> None:
    """Pairs are disjoint, and what is left on both sides does not match."""

    def likeness(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, ...] | None:
        distance = abs(one[1] - other[1])
        return (-distance,) if distance < 3 else None

    ours, theirs = list(enumerate(gold)), list(enumerate(found))
    pairs = pair_off(ours, theirs, likeness)
    left = [one for one in ours if one not in [pair[0] for pair in pairs]]
    others = [one for one in theirs if one not in [pair[1] for pair in pairs]]
    assert len({pair[0] for pair in pairs}) == len({pair[1] for pair in pairs}) == len(pairs)
    assert all(likeness(*pair) is not None for pair in pairs)
    assert not any(likeness(one, other) for one in left for other in others)


@pytest.mark.parametrize(
    ("gold", "found", "matches"),
    [
        ({}, {}, True),
        ({"ordinal": 3}, {"ordinal": 3}, True),
        ({"ordinal": 3}, {"ordinal": 4}, False),
        ({"ordinal": 3}, {}, True),
        ({"date": PartialDate(2021)}, {"date": PartialDate(2021, 5, 4)}, True),
        ({"date": PartialDate(2021, 5)}, {"date": PartialDate(2021, 6)}, False),
        ({"date": PartialDate(2021, 5, 4)}, {"date": PartialDate(None, 5, 4)}, True),
        ({"date": PartialDate(2021, 5, 4)}, {"date": PartialDate(None, 5, 3)}, False),
        ({"parties": ("LA",)}, {"parties": ("state/la", "state/th")}, True),
        ({"parties": ("LA", "TH")}, {"parties": ("state/la", "state/vn")}, False),
        ({"parties": ("LA", "TH", "VN")}, {"parties": ("state/la", "state/th")}, True),
        ({"parties": ("LA",)}, {"parties": ()}, False),
        ({}, {"is_meeting": False}, False),
    ],
)
def test_meetings_match_by_parties_unless_ordinal_or_date_contradicts(
    gold: dict[str, object], found: dict[str, object], matches: bool
) -> None:
    """Half of all parties is enough; what only one side states contradicts nothing."""
    pairs = pairing([meeting(**gold)], [event(**found)]).meetings
    assert len(pairs) == matches


def test_the_most_alike_meetings_are_paired_first() -> None:
    """Of two meetings of the same parties, the one with the same date is it."""
    day = PartialDate(2021, 5, 4)
    other = event(key="meeting/a")
    same = event(key="meeting/b", date=day)
    assert [found.key for _, found in pairing([meeting(date=day)], [other, same]).meetings] == [
        "meeting/b"
    ]


def test_a_press_conference_is_no_meeting_but_an_occasion() -> None:
    """It pairs with another event, whose positions then have the right occasion."""
    conference = meeting(id="e1", kind="press-conference", parties=("LA",))
    found = event(key="event/x", is_meeting=False, kind="press-conference", parties=())
    pairs = pairing([conference], [found])
    assert pairs.meetings == ()
    assert pairs.occasion("event/x") == "e1"
    assert pairs.occasion("event/y") == "event/y"


def test_attendees_match_within_their_meeting_alone() -> None:
    """Who attended a meeting that gold lacks attended none of gold's."""
    attendees = (GoldAttendee("LA", ("host",), None, None), GoldAttendee("parties", (), None, None))
    found = [
        Attendance("a1", "meeting/x", "state/la", ("host",), (Span(0, 1),), 1.0),
        Attendance("a2", "meeting/x", PARTIES.key, (), (Span(0, 1),), 1.0),
        Attendance("a3", "meeting/y", "state/th", (), (Span(0, 1),), 1.0),
    ]
    pairs = pairing([meeting(attendees=attendees)], [event()], found)
    [(_, paired)] = pairs.attendees
    assert [(one.actor, other.key) for one, other in paired] == [("LA", "a1"), ("parties", "a2")]


@pytest.mark.parametrize(
    ("fields", "matches"),
    [
        ({}, ("positions", "by_span", "by_holder", "by_polarity")),
        ({"stance": "welcome"}, ("by_span", "by_holder", "by_polarity")),
        ({"stance": "oppose"}, ("by_span", "by_holder")),
        ({"holder": "state/th"}, ("by_span",)),
        ({"evidence": (Span(60, 70),)}, ()),
    ],
)
def test_a_position_matches_by_span_holder_and_stance(
    fields: dict[str, object], matches: tuple[str, ...]
) -> None:
    """Each part is counted beside the whole: span, with holder, with polarity."""
    pairs = pairing([gold_position(SUPPORT)], [replace(position(SUPPORT), **fields)])
    ways = ("positions", "by_span", "by_holder", "by_polarity")
    assert tuple(way for way in ways if getattr(pairs, way)) == matches


def test_a_collective_of_the_article_holds_what_the_parties_hold() -> None:
    """Gold's "parties" is any collective that only the occasion gives a meaning."""
    gold = gold_position(AGREE, holder="parties", stance="agree")
    found = position(AGREE, holder=PARTIES.key, stance="agree")
    assert len(pairing([gold], [found]).positions) == 1
    assert pairing([gold], [replace(found, holder="state/la")]).positions == ()


def test_the_best_overlap_is_paired_first() -> None:
    """A whole sentence does not take the place of the clause that is the position."""
    gold = [gold_position(SUPPORT), gold_position(REQUEST, id="p2")]
    wide = position(TEXT)
    close = position(SUPPORT)
    pairs = pairing(gold, [wide, close]).positions
    assert [(one.position.id, other.evidence) for one, other in pairs] == [
        ("p1", close.evidence),
        ("p2", wide.evidence),
    ]
