"""Lists where an extraction and gold differ, for people who improve the one or the other.

Called by ``scoring.py``. Meetings come first, then positions in the order of the text. A position
that has the span of one in gold is listed with what is wrong about it; only what has no
counterpart is missed or spurious.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from diplograph.extract.actor_names import ActorNames
from diplograph.extract.gold import GoldMeeting, GoldPosition, LocatedArticle, LocatedPosition
from diplograph.extract.matching import (
    AttendeePair,
    MeetingPair,
    Pairing,
    PositionPair,
    pair_off,
    span_likeness,
)
from diplograph.ontology.model import Attendance, Event, Extraction, PartialDate, Position, Span

__all__ = ["Difference", "Quote", "differences"]

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the article that a difference is about."""

    #: Whose evidence it is: gold or found.
    side: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as in gold."""

    #: Such as "missed position" or "wrong holder".
    kind: str
    #: What it is about, and what stands against what.
    what: str
    quotes: tuple[Quote, ...] = ()

    def lines(self) -> list[str]:
        """Return it as text: a line, and one for each quote with its offsets."""
        quoted = [
            f"      {quote.side:5} {quote.span.begin}-{quote.span.end} “{_on_one_line(quote.text)}”"
            for quote in self.quotes
        ]
        return [f"  {self.kind:18} {self.what}", *quoted]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def differences(
    gold: LocatedArticle,
    extraction: Extraction,
    pairing: Pairing,
    names: ActorNames,
    counting: Callable[[Iterable[str]], frozenset[str]],
) -> tuple[Difference, ...]:
    """Return what is not as in gold.

    Args:
        gold: What the article says.
        extraction: What was read out of it.
        pairing: How both belong together.
        names: The names of the extraction's actors.
        counting: Which of some issues count.
    """
    finder = _Finder(gold, extraction, pairing, names, counting)
    return (*finder.of_meetings(), *finder.of_positions())


@dataclass(frozen=True, slots=True)
class _Finder:
    gold: LocatedArticle
    extraction: Extraction
    pairing: Pairing
    names: ActorNames
    counting: Callable[[Iterable[str]], frozenset[str]]

    def of_meetings(self) -> Iterator[Difference]:
        meetings = [one for one in self.gold.gold.meetings if one.is_meeting]
        for meeting in _without(meetings, [one for one, _ in self.pairing.meetings]):
            yield Difference("missed meeting", _described_meeting(meeting))
        events = [event for event in self.extraction.events if event.is_meeting]
        for event in _without(events, [other for _, other in self.pairing.meetings]):
            quotes = self._quotes("found", event.evidence[:1])
            yield Difference("spurious meeting", self._described_event(event), quotes)
        for pair, attendees in self.pairing.attendees:
            yield from self._wrong_fields(pair)
            yield from self._wrong_attendees(pair, attendees)

    def _wrong_fields(self, pair: MeetingPair) -> Iterator[Difference]:
        meeting, event = pair
        stated: tuple[tuple[str, object, object], ...] = (
            ("date", _written(meeting.date), _written(event.date)),
            ("date basis", meeting.date_basis, event.date_basis),
            ("ordinal", meeting.ordinal, event.ordinal),
            ("level", meeting.level, event.level),
            ("mode", meeting.mode, event.mode),
            ("status", meeting.status, event.status),
        )
        for name, value, found in stated:
            if value is not None and value != found:
                what = f"{meeting.id} {meeting.name}: {value}, not {found or 'nothing'}"
                quotes = self._quotes("found", event.evidence[:1])
                yield Difference(f"wrong {name}", what, quotes)

    def _wrong_attendees(
        self, pair: MeetingPair, attendees: Sequence[AttendeePair]
    ) -> Iterator[Difference]:
        meeting, event = pair
        for attendee in _without(meeting.attendees, [one for one, _ in attendees]):
            yield Difference("missed attendee", f"{meeting.id} {attendee.actor}")
        for attendance in _without(self.extraction.attendances, [other for _, other in attendees]):
            if attendance.event == event.key:
                yield self._spurious_attendee(meeting, attendance)

    def _spurious_attendee(self, meeting: GoldMeeting, attendance: Attendance) -> Difference:
        who = self.names.short_name(attendance.attendee)
        what = f"{meeting.id} {who} ({', '.join(attendance.roles)})"
        return Difference("spurious attendee", what, self._quotes("found", attendance.evidence[:1]))

    def of_positions(self) -> list[Difference]:
        """Return the differences of positions in the order of the text."""
        right = list(self.pairing.positions)
        missed = _without(self.gold.positions, [one for one, _ in right])
        spurious = _without(self.extraction.positions, [other for _, other in right])
        wrong = pair_off(
            missed, spurious, lambda one, other: span_likeness(one.spans, other.evidence)
        )
        found: list[Difference] = []
        for pair in (*right, *wrong):
            found += self._wrong_position(pair)
        for one in _without(missed, [one for one, _ in wrong]):
            quotes = self._quotes("gold", one.spans[:1])
            found.append(Difference("missed position", self._described_gold(one.position), quotes))
        for other in _without(spurious, [other for _, other in wrong]):
            described = self._described_found(other)
            found.append(
                Difference("spurious position", described, self._quotes("found", other.evidence))
            )
        found += self._outside()
        return sorted(found, key=lambda difference: difference.quotes[0].span)

    def _outside(self) -> Iterator[Difference]:
        for position in self.extraction.positions:
            spans = self.gold.outside(position.evidence)
            if spans:
                described = self._described_found(position)
                yield Difference("outside the body", described, self._quotes("found", spans))

    def _wrong_position(self, pair: PositionPair) -> Iterator[Difference]:
        """Yield one difference for a pair, which names everything that is wrong about it."""
        located, found = pair
        wrong = dict(self._wrong_parts(located.position, found))
        if wrong:
            kind = "wrong " + next(iter(wrong))
            parts = "; ".join(f"{name} {against}" for name, against in wrong.items())
            what = f"{located.position.id}: {parts} [{found.rule} {found.confidence:.2f}]"
            yield Difference(kind, what, self._both(located, found))

    def _wrong_parts(self, gold: GoldPosition, found: Position) -> Iterator[tuple[str, str]]:
        short = self.names.short_name
        if not self.names.is_same_holder(found.holder, gold.holder):
            yield "holder", f"{gold.holder}, not {short(found.holder)}"
        if gold.stance != found.stance:
            yield "stance", f"{gold.stance}, not {found.stance}"
        if not self.names.is_same(found.speaker, gold.speaker):
            yield "speaker", f"{gold.speaker or 'nobody'}, not {short(found.speaker)}"
        if not self.names.is_same(found.addressee, gold.addressee):
            yield "addressee", f"{gold.addressee or 'nobody'}, not {short(found.addressee)}"
        occasion = self.pairing.occasion(found.occasion)
        if occasion != gold.occasion:
            yield "occasion", f"{gold.occasion or 'none'}, not {occasion or 'none'}"
        stated, given = self.counting(gold.issues), self.counting(found.issues)
        if stated != given:
            parts = [f"+{name}" for name in sorted(given - stated)]
            yield "issues", " ".join([*(f"-{name}" for name in sorted(stated - given)), *parts])

    def _both(self, gold: LocatedPosition, found: Position) -> tuple[Quote, ...]:
        """Return the evidence of both sides, once where it is the same."""
        one, other = max(
            ((one, other) for one in gold.spans for other in found.evidence),
            key=lambda pair: (pair[0].overlap(pair[1]), -pair[0].begin),
        )
        if one == other:
            return self._quotes("both", [one])
        return (*self._quotes("gold", [one]), *self._quotes("found", [other]))

    def _quotes(self, side: str, spans: Iterable[Span]) -> tuple[Quote, ...]:
        text = self.gold.text
        return tuple(Quote(side, span, text[span.begin : span.end]) for span in spans)

    def _described_event(self, event: Event) -> str:
        parties = ", ".join(self.names.short_name(party) for party in event.parties)
        number = f" no. {event.ordinal}" if event.ordinal else ""
        when = f" {_written(event.date)}" if event.date else ""
        return f"{event.key} {event.label} ({parties}){number}{when} [{event.confidence:.2f}]"

    def _described_gold(self, gold: GoldPosition) -> str:
        return _described(
            holder=f"{gold.id} {gold.holder}",
            stance=gold.stance,
            addressee=gold.addressee,
            speaker=gold.speaker,
            occasion=gold.occasion,
            issues=gold.issues,
        )

    def _described_found(self, found: Position) -> str:
        short = self.names.short_name
        described = _described(
            holder=short(found.holder),
            stance=found.stance,
            addressee=short(found.addressee) if found.addressee else None,
            speaker=short(found.speaker) if found.speaker else None,
            occasion=self.pairing.occasion(found.occasion),
            issues=found.issues,
        )
        return f"{described} [{found.rule} {found.confidence:.2f}]"


def _described(
    *,
    holder: str,
    stance: str,
    addressee: str | None,
    speaker: str | None,
    occasion: str | None,
    issues: Iterable[str],
) -> str:
    parts = [
        f"{holder} {stance}",
        f"to {addressee}" if addressee else "",
        f"by {speaker}" if speaker else "",
        f"at {occasion}" if occasion else "",
        f"on {', '.join(issues)}" if issues else "",
    ]
    return " ".join(filter(None, parts))


def _described_meeting(meeting: GoldMeeting) -> str:
    number = f" no. {meeting.ordinal}" if meeting.ordinal else ""
    when = f" {_written(meeting.date)}" if meeting.date else ""
    return f"{meeting.id} {meeting.name} ({', '.join(meeting.parties)}){number}{when}"


def _written(value: PartialDate | None) -> str | None:
    return None if value is None else value.isoformat()


def _without(items: Sequence[_Item], others: Sequence[_Item]) -> list[_Item]:
    """Return the items that are not among the others, each object for itself."""
    identities = {id(item) for item in others}
    return [item for item in items if id(item) not in identities]
