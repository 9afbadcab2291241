"""An event as its mentions add up, and when two of them are one event.

Called by ``event_linking.py``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from diplograph.extract.annotations import DateMention, PersonMention
from diplograph.ontology.lexicon import Entity
from diplograph.ontology.model import PartialDate, Span

__all__ = [
    "EventDraft",
    "can_be_one",
    "is_bilateral",
    "is_two_sided",
    "is_without_sides",
    "status_of",
]

_NO_MEETINGS = frozenset({"press-conference", "speech"})
#: Kinds that are never the same event as one of another kind.
_APART = frozenset({"visit", "call", "press-conference", "speech", "ceremony", "signing", "forum"})
#: Kinds at which one side meets another, each in the person of whoever speaks for it.
_TWO_SIDED = frozenset({"meeting", "talks", "call", "visit", "courtesy-call", "reception"})


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
    date: DateMention | None = None
    place: Entity | None = None
    mode: str | None = None
    statuses: list[str] = field(default_factory=list)
    recurring: bool = False
    #: Another event of the article has the same sides, level and date.
    is_local: bool = False

    @property
    def is_meeting(self) -> bool:
        """Whether it is an event at which sides meet."""
        return not is_without_sides(self.kind)

    def is_same(self, other: "EventDraft", level: str | None, other_level: str | None) -> bool:
        """Whether another draft tells the same event.

        Args:
            other: The other one.
            level: The level of this one.
            other_level: The level of the other one.
        """
        if not can_be_one(self.kind, other.kind):
            return False
        if self.ordinal and other.ordinal and self.ordinal != other.ordinal:
            return False
        if not _agree(self.date, other.date) or self.portfolio != other.portfolio:
            return False
        if self.series and self.series == other.series:
            return True
        levels = {level, other_level} - {None}
        shared = set(self.parties) & set(other.parties)
        fewer = min(len(set(self.parties)), len(set(other.parties)))
        if len(levels) > 1 or not shared or len(shared) < fewer or not self.can_meet(other):
            return False
        if fewer > 1:
            return True
        return set(self.parties) == set(other.parties) and (
            level == other_level is not None or (self.date is not None and self.date == other.date)
        )

    def can_meet(self, other: "EventDraft") -> bool:
        """Whether no side of a bilateral event is another person here than there."""
        if not (is_two_sided(self.kind) and is_two_sided(other.kind)):
            return True
        own, others = _by_side(self.persons), _by_side(other.persons)
        return all(own[side] & others[side] for side in own.keys() & others.keys())

    def merge(self, other: "EventDraft") -> None:
        """Take up what another draft of the same event says."""
        for name in ("levels", "persons", "parties"):
            own = getattr(self, name)
            own += [value for value in getattr(other, name) if value not in own]
        for name in ("portfolio", "ordinal", "series", "place", "mode"):
            setattr(self, name, getattr(self, name) or getattr(other, name))
        if self.date is None or (other.date and _exactness(other.date) > _exactness(self.date)):
            self.date = other.date or self.date
        self.recurring = self.recurring or other.recurring
        self.spans += other.spans
        self.statuses += other.statuses


def can_be_one(kind: str, other: str) -> bool:
    """Whether one event can be called by two kinds: "cuộc gặp" and "hội đàm" can be one."""
    return kind == other or not {kind, other} & _APART


def is_without_sides(kind: str) -> bool:
    """Whether an event of a kind is no meeting: a press conference, a speech."""
    return kind in _NO_MEETINGS


def is_two_sided(kind: str) -> bool:
    """Whether one side meets another at an event of a kind."""
    return kind in _TWO_SIDED


def is_bilateral(kind: str) -> bool:
    """Whether an event of a kind has two sides by its nature: talks, a call, a visit."""
    return kind in _TWO_SIDED - {"meeting"}


def status_of(statuses: Sequence[str], *, is_past: bool) -> str:
    """Return the status of an event from what its mentions say and when it falls."""
    if "cancelled" in statuses:
        return "cancelled"
    return "planned" if "planned" in statuses and "held" not in statuses and not is_past else "held"


def _by_side(persons: Iterable[PersonMention]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mention in persons:
        if mention.side and mention.person:
            found.setdefault(mention.side, set()).add(mention.person)
    return found


def _agree(one: DateMention | None, other: DateMention | None) -> bool:
    """Whether two dates can be the same: none of their parts differs."""
    if one is None or other is None:
        return True
    return all(
        a is None or b is None or a == b
        for a, b in zip(_parts(one.date), _parts(other.date), strict=True)
    )


def _parts(date: PartialDate) -> tuple[int | None, int | None, int | None]:
    return date.year, date.month, date.day


def _exactness(mention: DateMention) -> int:
    return sum(part is not None for part in _parts(mention.date))
