"""An event as its mentions add up, and when two of them are one event.

Called by ``event_linking.py``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from diplograph.extract.annotations import DateMention, PersonMention
from diplograph.extract.event_facts import EventFacts
from diplograph.extract.event_kinds import can_be_one, is_two_sided, is_without_sides
from diplograph.ontology.lexicon import Entity
from diplograph.ontology.model import PartialDate, Span

__all__ = ["EventDraft", "agree"]

#: Kinds of which one event is not called by both.
_MECHANISMS = frozenset({"dialogue", "consultation"})
_CONFERENCES = frozenset({"conference", "summit"})


@dataclass
class EventDraft:
    """What mentions say of one event."""

    kind: str
    spans: list[Span] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    persons: list[PersonMention] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    portfolio: str | None = None
    ordinal: int | None = None
    series: str | None = None
    topic: str | None = None
    date: DateMention | None = None
    place: Entity | None = None
    #: Key of the state in which it is held.
    state: str | None = None
    #: Key of the state that a visit leads to.
    visited: str | None = None
    #: A place is named, of the authority files or not.
    is_located: bool = False
    mode: str | None = None
    statuses: list[str] = field(default_factory=list)
    #: How often the text tells what was said or done at it: "Tại hội nghị, …".
    reports: int = 0
    recurring: bool = False
    #: It is told apart from one of the same sides: "cuộc họp SOM tiếp theo" (the next one).
    is_another: bool = False
    #: Which one it is of the events that its first phrase tells, counted from 0.
    number: int = 0
    #: Its own words of a phrase that tells several: "gặp Tổng thống X" of "gặp Thủ tướng Y và …".
    label: str | None = None
    #: Another event of the article has the same sides, level and date.
    is_local: bool = False
    #: It is none of the numbered meetings of its series.
    is_retreat: bool = False
    #: It is called the first one.
    is_first: bool = False
    #: What it is part of.
    frame: "EventDraft | None" = None
    #: Which of its days the article tells, the first of them being 1, and that day.
    day_number: int | None = None
    told_day: DateMention | None = None

    @property
    def is_meeting(self) -> bool:
        """Whether it is an event at which sides meet."""
        return not is_without_sides(self.kind)

    @property
    def is_of_two(self) -> bool:
        """Whether one person of each side meets at it, or leads those who do."""
        return is_two_sided(self.kind) or (self.kind == "summit" and len(set(self.parties)) == 2)

    @property
    def is_vague(self) -> bool:
        """Whether little more than its sides is told."""
        return not (self.levels or self.ordinal or self.topic or self.persons)

    @property
    def counted(self) -> int | None:
        """Its number in its series; 1 for a conference that is called the first."""
        is_counted = self.is_first and not is_two_sided(self.kind)
        return self.ordinal or (1 if is_counted else None)

    @property
    def is_ahead(self) -> bool:
        """Whether it is said to be planned, and neither held nor more often reported from."""
        planned = self.statuses.count("planned")
        return planned > 0 and "held" not in self.statuses and self.reports <= planned

    def is_same(self, other: "EventDraft", level: str | None, other_level: str | None) -> bool:
        """Whether another draft tells the same event.

        Args:
            other: The other one.
            level: The level of this one.
            other_level: The level of the other one.
        """
        is_alike = can_be_one(self.kind, other.kind) or self._names_forum(other)
        if not is_alike or self._contradicts(other):
            return False
        if self.series and self.series == other.series:
            return True
        levels = {level, other_level} - {None}
        if is_two_sided(self.kind) != is_two_sided(other.kind) and (
            self.ordinal or other.ordinal or level is None or level != other_level
        ):
            return False
        shared = set(self.parties) & set(other.parties)
        fewer = min(len(set(self.parties)), len(set(other.parties)))
        if len(levels) > 1 or not shared or len(shared) < fewer or not self.can_meet(other):
            return False
        are_equal = set(self.parties) == set(other.parties)
        if fewer > 1:
            return are_equal or is_two_sided(self.kind) or is_two_sided(other.kind)
        if are_equal and (self.is_vague or other.is_vague):
            return True
        return are_equal and (
            (self.topic is not None and self.topic == other.topic)
            or level == other_level is not None
            or (self.date is not None and self.date == other.date)
        )

    def _names_forum(self, other: "EventDraft") -> bool:
        """Whether two drafts say no more than the name of a forum: "ARF", "Diễn đàn ARF"."""
        is_forum = {self.kind, other.kind} == {"forum", "meeting"}
        return is_forum and not any(d.ordinal or d.topic or d.persons for d in (self, other))

    def _contradicts(self, other: "EventDraft") -> bool:
        """Whether ordinal, date, portfolio or topic differ."""
        if other.is_another and (self.date is None or self.date != other.date):
            return True
        if self.counted and other.counted and self.counted != other.counted:
            return True
        if self._is_elsewhere(other) or self._is_other_mechanism(other):
            return True
        if (self.is_retreat and other.ordinal) or (other.is_retreat and self.ordinal):
            return True
        if not agree(self.date, other.date):
            return True
        is_of_series = self.series is not None and self.series == other.series
        is_told = not (self.is_vague or other.is_vague or is_of_series)
        if self.portfolio != other.portfolio and is_told:
            return True
        differ = bool(self.topic and other.topic and self.topic != other.topic)
        return differ and not (is_two_sided(self.kind) or self.ordinal or self.levels)

    def can_be(self, other: "EventDraft") -> bool:
        """Whether neither kind, persons nor place tell two drafts of one identity apart."""
        is_alike = can_be_one(self.kind, other.kind) and self.can_meet(other)
        return is_alike and not self._is_elsewhere(other)

    def _is_elsewhere(self, other: "EventDraft") -> bool:
        """Whether two conferences are held in different cities or states."""
        places = {place.key for place in (self.place, other.place) if place}
        states = {self.state, other.state} - {None}
        is_apart = len(places) > 1 or len(states) > 1
        return is_apart and {self.kind, other.kind} <= _CONFERENCES

    def _is_other_mechanism(self, other: "EventDraft") -> bool:
        """Whether one is a dialogue or consultation of its own, the other a conference."""
        kinds = {self.kind, other.kind}
        apart = bool(kinds & _MECHANISMS) and bool(kinds & _CONFERENCES)
        is_one = self.counted is not None and self.counted == other.counted
        return apart and not (self.is_vague or other.is_vague or is_one)

    def can_meet(self, other: "EventDraft") -> bool:
        """Whether no side of a bilateral event is another person here than there.

        A visit there and a visit back are two.
        """
        if not (self.is_of_two and other.is_of_two):
            return True
        if len({self.visited, other.visited} - {None}) > 1:
            return False
        own, others = _by_side(self.persons), _by_side(other.persons)
        return all(own[side] & others[side] for side in own.keys() & others.keys())

    def likeness(self, other: "EventDraft") -> tuple[bool, bool, int, bool]:
        """Return how much speaks for another draft that can be the same event."""
        return (
            self.ordinal is not None and self.ordinal == other.ordinal,
            self.date is not None and self.date == other.date,
            len({p.person for p in self.persons} & {p.person for p in other.persons}),
            self.kind == other.kind,
        )

    def merge(self, other: "EventDraft") -> None:
        """Take up what another draft of the same event says."""
        for name in ("levels", "persons", "parties", "spans", "statuses"):
            own = getattr(self, name)
            own += [value for value in getattr(other, name) if value not in own]
        for name in (
            "portfolio",
            "ordinal",
            "series",
            "topic",
            "place",
            "state",
            "visited",
            "mode",
            "told_day",
            "label",
        ):
            setattr(self, name, getattr(self, name) or getattr(other, name))
        self.day_number = self.day_number or other.day_number
        self.reports += other.reports
        self.take_date(other.date)
        self.is_located = self.is_located or other.is_located
        self.recurring = self.recurring or other.recurring
        self.is_first = self.is_first or other.is_first
        self.is_retreat = self.is_retreat or other.is_retreat

    def take_facts(self, facts: EventFacts) -> None:
        """Take up what a sentence says of the event."""
        self.take_date(facts.date)
        self.mode = self.mode or facts.mode
        self.place = self.place or facts.place
        self.state = self.state or facts.state
        self.is_located = self.is_located or facts.is_located
        self.day_number = self.day_number or facts.day_number
        self.told_day = self.told_day or facts.told_day
        if facts.status is not None:
            self.statuses.append(facts.status)

    def take_date(self, date: DateMention | None) -> None:
        """Take up a date that says more than the one so far."""
        if date is None or not agree(date, self.date):
            return
        if self.date is None or _exactness(date) > _exactness(self.date):
            self.date = date


def agree(one: DateMention | None, other: DateMention | None) -> bool:
    """Whether two dates can be the same: none of their parts differs, or one is in the other."""
    if one is None or other is None:
        return True
    return _is_within(one.date, other) or _is_within(other.date, one)


def _is_within(date: PartialDate, mention: DateMention) -> bool:
    parts = zip(_parts(date), _parts(mention.date), strict=True)
    if all(a is None or b is None or a == b for a, b in parts):
        return True
    first, last = _parts(mention.date), _parts(mention.end) if mention.end else None
    own = _parts(date)
    if last is None or None in own[1:] or None in first[1:]:
        return False
    same_year = None in (own[0], first[0]) or first[0] == own[0]
    return same_year and _known(first[1:]) <= _known(own[1:]) <= _known(last[1:])


def _known(parts: Sequence[int | None]) -> tuple[int, ...]:
    return tuple(part or 0 for part in parts)


def _parts(date: PartialDate) -> tuple[int | None, int | None, int | None]:
    return date.year, date.month, date.day


def _exactness(mention: DateMention) -> int:
    return sum(part is not None for part in _parts(mention.date))


def _by_side(persons: Iterable[PersonMention]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mention in persons:
        if mention.side and mention.person:
            found.setdefault(mention.side, set()).add(mention.person)
    return found
