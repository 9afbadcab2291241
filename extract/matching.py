"""Pairs what an extraction says with what gold says.

The rules are those of ``docs/quality.md``; called by ``scoring.py`` and ``differences.py``. Every
pairing is greedy: each thing is used once, the most alike first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from diplograph.extract.actor_names import ActorNames, fold_name
from diplograph.extract.gold import (
    GoldAttendee,
    GoldMeeting,
    GoldPosition,
    LocatedArticle,
    LocatedPosition,
)
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import (
    Attendance,
    Event,
    Extraction,
    PartialDate,
    Position,
    Span,
)

__all__ = [
    "AttendeePair",
    "MeetingPair",
    "Pairing",
    "PositionPair",
    "pair_article",
    "pair_off",
    "span_likeness",
]

#: What makes one pair more alike than another, the weightiest first; None if it does not match.
Likeness = tuple[float, ...] | None
MeetingPair = tuple[GoldMeeting, Event]
AttendeePair = tuple[GoldAttendee, Attendance]
PositionPair = tuple[LocatedPosition, Position]

_Gold = TypeVar("_Gold")
_Found = TypeVar("_Found")


def pair_off(
    gold: Sequence[_Gold],
    found: Sequence[_Found],
    likeness: Callable[[_Gold, _Found], Likeness],
) -> list[tuple[_Gold, _Found]]:
    """Pair things one to one, the most alike first; of equals the earlier first.

    Args:
        gold: Things of gold.
        found: Things of an extraction.
        likeness: How alike two are, or None if they do not match.

    Returns:
        The pairs in the order of gold.

    >>> pair_off([1, 5], [4, 6, 9], lambda a, b: (-abs(a - b),) if abs(a - b) < 4 else None)
    [(1, 4), (5, 6)]
    """
    candidates = [
        (alike, -i, -j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (alike := likeness(one, other)) is not None
    ]
    used: dict[int, int] = {}
    for _, i, j in sorted(candidates, reverse=True):
        if -i not in used and -j not in used.values():
            used[-i] = -j
    return [(gold[i], found[used[i]]) for i in sorted(used)]


def span_likeness(gold: Sequence[Span], found: Sequence[Span]) -> Likeness:
    """Return how well the best two spans overlap, or None where all do by less than half.

    The overlap is measured by the shorter span; between equals, by what both cover together.
    """
    best = max(
        (
            (shared / min(one.length, other.length), shared / _covered(one, other))
            for one in gold
            for other in found
            if (shared := one.overlap(other))
        ),
        default=(0.0, 0.0),
    )
    return best if best[0] >= 0.5 else None


def _covered(one: Span, other: Span) -> int:
    return one.length + other.length - one.overlap(other)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which parts of an extraction are which parts of gold."""

    meetings: tuple[MeetingPair, ...]
    #: Occasions of positions that are no meetings.
    events: tuple[MeetingPair, ...]
    #: Of each paired meeting.
    attendees: tuple[tuple[MeetingPair, tuple[AttendeePair, ...]], ...]
    #: By span, holder and stance: what counts.
    positions: tuple[PositionPair, ...]
    by_span: tuple[PositionPair, ...]
    by_holder: tuple[PositionPair, ...]
    by_polarity: tuple[PositionPair, ...]

    def occasion(self, event: str | None) -> str | None:
        """Return the id in gold of an extracted occasion; its key if gold lacks it."""
        for gold, found in (*self.meetings, *self.events):
            if found.key == event:
                return gold.id
        return event


def pair_article(
    gold: LocatedArticle, extraction: Extraction, names: ActorNames, lexicon: Lexicon
) -> Pairing:
    """Pair an extraction with the gold of its article.

    Args:
        gold: What the article says.
        extraction: What was read out of it.
        names: The names of the extraction's actors.
        lexicon: Has the polarity of stances.
    """
    matcher = _Matcher(gold, extraction, names, lexicon)
    meetings = matcher.occasions(_meeting_likeness, are_meetings=True)
    return Pairing(
        meetings=meetings,
        events=matcher.occasions(_event_likeness, are_meetings=False),
        attendees=tuple((pair, matcher.attendees(*pair)) for pair in meetings),
        positions=matcher.positions(matcher.share_holder_and_stance),
        by_span=matcher.positions(lambda _one, _other: True),
        by_holder=matcher.positions(matcher.share_holder),
        by_polarity=matcher.positions(matcher.share_holder_and_polarity),
    )


@dataclass(frozen=True, slots=True)
class _Matcher:
    gold: LocatedArticle
    extraction: Extraction
    names: ActorNames
    lexicon: Lexicon

    def occasions(
        self,
        likeness: Callable[[GoldMeeting, Event, ActorNames], Likeness],
        *,
        are_meetings: bool,
    ) -> tuple[MeetingPair, ...]:
        pairs = pair_off(
            [one for one in self.gold.gold.meetings if one.is_meeting == are_meetings],
            [other for other in self.extraction.events if other.is_meeting == are_meetings],
            lambda one, other: likeness(one, other, self.names),
        )
        return tuple(pairs)

    def attendees(self, meeting: GoldMeeting, event: Event) -> tuple[AttendeePair, ...]:
        pairs = pair_off(
            meeting.attendees,
            [found for found in self.extraction.attendances if found.event == event.key],
            lambda one, other: _agreement(one.actor, other.attendee, self.names),
        )
        return tuple(pairs)

    def positions(
        self, is_same: Callable[[GoldPosition, Position], bool]
    ) -> tuple[PositionPair, ...]:
        def likeness(one: LocatedPosition, other: Position) -> Likeness:
            if not is_same(one.position, other):
                return None
            return span_likeness(one.spans, other.evidence)

        return tuple(pair_off(self.gold.positions, self.extraction.positions, likeness))

    def share_holder(self, one: GoldPosition, other: Position) -> bool:
        return self.names.is_same_holder(other.holder, one.holder)

    def share_holder_and_stance(self, one: GoldPosition, other: Position) -> bool:
        return one.stance == other.stance and self.share_holder(one, other)

    def share_holder_and_polarity(self, one: GoldPosition, other: Position) -> bool:
        return self._polarity(one.stance) == self._polarity(other.stance) and self.share_holder(
            one, other
        )

    def _polarity(self, stance: str) -> str:
        return self.lexicon.concept("stance", stance).broader or stance


def _meeting_likeness(gold: GoldMeeting, found: Event, names: ActorNames) -> Likeness:
    """Return how alike two meetings are.

    They match if ordinals and dates do not contradict and at least half of all parties are shared.
    The likeness after the parties only decides between several that match.
    """
    if _contradict(gold, found):
        return None
    shared, named = _parties(gold, found, names)
    if 2 * shared < named:
        return None
    return (
        float(gold.ordinal is not None and gold.ordinal == found.ordinal),
        float(gold.date is not None and gold.date == found.date),
        shared / named if named else 0.0,
        float(gold.level == found.level) + float(gold.status == found.status),
        _name_likeness(gold, found),
    )


def _event_likeness(gold: GoldMeeting, found: Event, names: ActorNames) -> Likeness:
    """Return how alike two occasions are that are no meetings: their parties may be unnamed."""
    if _contradict(gold, found):
        return None
    shared, named = _parties(gold, found, names)
    return (
        float(gold.kind == found.kind),
        float(gold.date is not None and gold.date == found.date),
        shared / named if named else 0.0,
        _name_likeness(gold, found),
    )


def _contradict(gold: GoldMeeting, found: Event) -> bool:
    if gold.ordinal and found.ordinal and gold.ordinal != found.ordinal:
        return True
    return bool(gold.date and found.date and _dates_contradict(gold.date, found.date))


def _dates_contradict(one: PartialDate, other: PartialDate) -> bool:
    """Whether a part that both dates state differs."""
    parts = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return any(a is not None and b is not None and a != b for a, b in parts)


def _parties(gold: GoldMeeting, found: Event, names: ActorNames) -> tuple[int, int]:
    """Return how many parties both name, and how many are named at all."""
    shared = len(
        pair_off(gold.parties, found.parties, lambda name, key: _agreement(name, key, names))
    )
    return shared, len(gold.parties) + len(found.parties) - shared


def _agreement(name: str, key: str, names: ActorNames) -> Likeness:
    agreement = names.agreement(key, name)
    return (agreement,) if agreement else None


def _name_likeness(gold: GoldMeeting, found: Event) -> float:
    words = set(fold_name(gold.name).split())
    forms = (set(fold_name(label).split()) for label in (found.label, *found.alt_labels))
    return max(len(words & form) / max(1, len(words | form)) for form in forms)
