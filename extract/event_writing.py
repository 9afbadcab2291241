"""Writes drafts of events as events: identity, series, label, status, mode.

Called by ``event_linking.py``.
"""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from diplograph.extract.annotations import DateMention, Edition
from diplograph.extract.event_drafts import EventDraft
from diplograph.extract.event_kinds import is_in_person, usual_level
from diplograph.extract.event_levels import LevelReader
from diplograph.extract.event_series import SeriesFinder
from diplograph.ontology.iris import event_key, local_meeting_key, meeting_key
from diplograph.ontology.model import Event, PartialDate, Series, Span

__all__ = ["EventWriter"]

_CONFIDENCE = 0.85
#: How many months behind the day of writing a month without a year may lie, of all of a year.
_BEHIND, _YEAR = 4, 12


class EventWriter:
    """Writes the events of one doc."""

    def __init__(self, doc: Doc, series: SeriesFinder, levels: LevelReader) -> None:
        """Take the doc, and what tells series and levels."""
        self._doc = doc
        self._series = series
        self._levels = levels

    def level(self, draft: EventDraft) -> str | None:
        """Return the level of an event."""
        return self._levels.level(draft.levels, draft.persons)

    def _level(self, draft: EventDraft) -> str | None:
        """Return the level of an event, or that which events like it have."""
        return self.level(draft) or usual_level(draft.kind)

    def level_of_title(self, index: int) -> str | None:
        """Return the level of a title at a token, or before it."""
        return self._levels.of_title(index)

    def key(self, draft: EventDraft) -> str:
        """Return the key of an event by the strongest identity that the text supports."""
        article = self._doc._.article
        begin = min(span.begin for span in draft.spans) + draft.number
        if not draft.is_meeting:
            return event_key(article, begin)
        if draft.is_local:
            return local_meeting_key(article, begin)
        return meeting_key(
            series=self._series_of(draft),
            ordinal=draft.ordinal,
            date=draft.date.date if draft.date else None,
            parties=draft.parties,
            level=self.level(draft),
            article=article,
            begin=begin,
        )

    def new_series(self, drafts: Iterable[EventDraft]) -> tuple[Series, ...]:
        """Return the series that the authority files lack and the text shows."""
        found: dict[str, Series] = {}
        for draft in drafts:
            if draft.series is None and (draft.ordinal or draft.recurring) and draft.is_meeting:
                series = self._minted(draft)
                found.setdefault(series.key, series)
        return tuple(found[key] for key in sorted(found))

    def events(self, drafts: Sequence[EventDraft]) -> tuple[Event, ...]:
        """Return the events in the order of the article."""
        now = self._doc._.written or _present(drafts)
        return tuple(self._event(draft, drafts, now) for draft in drafts)

    def _event(
        self, draft: EventDraft, drafts: Sequence[EventDraft], now: PartialDate | None
    ) -> Event:
        joint = self._text(_fullest(draft.spans))
        label = draft.label or joint
        others = {self._text(other) for other in draft.spans} - {label, joint}
        status = _status(draft, now)
        date = self._date(draft, drafts, now)
        return Event(
            key=self.key(draft),
            is_meeting=draft.is_meeting,
            label=label,
            kind=draft.kind,
            status=status,
            parties=tuple(sorted(set(draft.parties))),
            evidence=tuple(sorted(set(draft.spans), key=lambda s: (s.begin - s.end, s.begin))),
            confidence=_CONFIDENCE,
            alt_labels=tuple(sorted(others)),
            series=self._series_of(draft),
            ordinal=draft.ordinal if draft.is_meeting else None,
            level=self._level(draft) if draft.is_meeting else None,
            mode=_mode(draft),
            date=date.date if date else None,
            end_date=date.end if date else None,
            date_basis=date.basis if date else None,
            place=draft.place.key if draft.place else None,
            part_of=self.key(draft.frame) if draft.frame and draft.frame in drafts else None,
        )

    def _date(
        self, draft: EventDraft, drafts: Sequence[EventDraft], now: PartialDate | None
    ) -> DateMention | None:
        return _writable(draft.date) or self._inferred_date(draft, drafts, now)

    def _inferred_date(
        self, draft: EventDraft, drafts: Sequence[EventDraft], now: PartialDate | None
    ) -> DateMention | None:
        """Return the month of a visit from the talks held on it, else the year of the article.

        A part of a longer event is held in its month. A year is inferred only for what an undated
        article reports as held, and for editions of annual meetings.
        """
        span = draft.spans[0]
        frame = self._date(draft.frame, drafts, now) if draft.frame else None
        if frame and frame.date.year and frame.date.month:
            month = PartialDate(frame.date.year, frame.date.month)
            return DateMention(span, month, None, frame.basis)
        if draft.kind == "visit":
            for other in drafts:
                same_sides = set(other.parties) == set(draft.parties) and other is not draft
                if same_sides and other.date and other.date.date.year and other.date.date.month:
                    said = other.date.date
                    return DateMention(
                        span, PartialDate(said.year, said.month), None, other.date.basis
                    )
        if not draft.is_meeting:
            return None
        year = self._edition(draft)
        if year is None and _status(draft, now) == "held":
            year = self._doc._.year
        if year is None:
            return None
        return DateMention(span, PartialDate(year), None, "year-from-context")

    def _edition(self, draft: EventDraft) -> int | None:
        """Return the year of the annual meeting that a draft is: "G20 tại Hamburg"."""
        editions: Iterable[Edition] = self._doc._.editions
        for edition in editions:
            if any(_overlap(edition.span, span) for span in draft.spans):
                return edition.year
        return None

    def _text(self, span: Span) -> str:
        return " ".join(self._doc.text[span.begin : span.end].split())

    def _minted(self, draft: EventDraft) -> Series:
        span = _fullest(draft.spans)
        return self._series.mint(
            self._doc.text[span.begin : span.end],
            span,
            draft.parties,
            self.level(draft),
            draft.portfolio,
            draft.kind,
        )

    def _series_of(self, draft: EventDraft) -> str | None:
        if draft.series is None and (draft.ordinal or draft.recurring) and draft.is_meeting:
            return self._minted(draft).key
        return draft.series if draft.is_meeting else None


def _overlap(one: Span, other: Span) -> bool:
    return one.begin < other.end and other.begin < one.end


def _writable(date: DateMention | None) -> DateMention | None:
    """Return a date that can stand alone: a month without its year only tells events apart."""
    return date if date and (date.date.year or date.date.day) else None


def _fullest(spans: Sequence[Span]) -> Span:
    return max(spans, key=lambda span: (span.end - span.begin, -span.begin))


def _mode(draft: EventDraft) -> str | None:
    """Return how they meet; a phone call has no mode, and who visits is there."""
    if draft.kind == "call":
        return None
    is_there = draft.is_located or is_in_person(draft.kind)
    return draft.mode or ("in-person" if is_there else None)


def _present(drafts: Sequence[EventDraft]) -> PartialDate | None:
    """Return when an undated article was written: the day of the first event that it reports."""
    for draft in drafts:
        if draft.date and draft.date.date.day and not draft.is_ahead:
            return draft.date.end or draft.date.date
    return None


def _status(draft: EventDraft, now: PartialDate | None) -> str:
    """Return the status of an event from what its mentions say and when it falls."""
    if "cancelled" in draft.statuses:
        return "cancelled"
    if draft.date and now and not draft.date.over:
        order = _order(draft.date.date, now)
        if order:
            return "planned" if order > 0 and not draft.reports else "held"
    if draft.date and draft.date.coming:
        return "planned"
    return "planned" if draft.is_ahead else "held"


def _order(one: PartialDate, other: PartialDate) -> int:
    """Return 1 for a date that lies behind another, -1 before it, 0 where all known is equal.

    Without years the nearest such month counts: to April, December lies behind, June ahead.
    """
    if (one.year is None) != (other.year is None):
        return 0
    if one.year is None and one.month and other.month:
        months = (one.month - other.month + _BEHIND) % _YEAR - _BEHIND
        if months:
            return 1 if months > 0 else -1
    for a, b in ((one.year, other.year), (one.month, other.month), (one.day, other.day)):
        if a is None and b is None:
            continue
        if a is None or b is None:
            return 0
        if a != b:
            return 1 if a > b else -1
    return 0
