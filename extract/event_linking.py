"""Joins the mentions of one event in an article, and writes the event.

"Hội nghị cấp cao ASEAN-Nga lần thứ 4" and "Hội nghị kỷ niệm quan hệ ASEAN-Nga tháng 10/2021" are
one summit: sides and level agree, and no ordinal or date contradicts. A bare "Hội nghị" takes up
the event spoken of last. Called by ``meetings.py``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from diplograph.extract.annotations import DateMention, EventMention, PersonMention
from diplograph.extract.event_facts import FactReader
from diplograph.extract.event_names import EventName
from diplograph.extract.event_series import SeriesFinder
from diplograph.extract.event_verbs import EventVerb
from diplograph.ontology.iris import event_key, meeting_key
from diplograph.ontology.lexicon import Entity, Lexicon
from diplograph.ontology.model import Event, PartialDate, Series, Span

__all__ = ["Linker"]

_NO_MEETINGS = frozenset({"press-conference", "speech"})
#: Kinds that are never the same event as one of another kind.
_APART = frozenset({"visit", "call", "press-conference", "speech", "ceremony", "signing", "forum"})
#: Kinds whose words are common nouns too: they name an event with a capital or an ordinal.
_COMMON_NOUNS = frozenset({"dialogue", "consultation", "negotiation", "talks", "forum", "signing"})
_ASEAN_MEMBERS, _ASEAN = "collective/asean-member-states", "organization/asean"
_CONFIDENCE = 0.85


@dataclass
class _Draft:
    """An event as its mentions add up."""

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

    @property
    def is_meeting(self) -> bool:
        return self.kind not in _NO_MEETINGS


class Linker:
    """Collects the events of one doc."""

    def __init__(self, doc: Doc, lexicon: Lexicon, facts: FactReader) -> None:
        """Take the doc and what reads facts around mentions."""
        self._doc = doc
        self._facts = facts
        self._series = SeriesFinder(lexicon)
        self._drafts: list[_Draft] = []
        self._mentions: list[tuple[Span, _Draft, bool]] = []

    def take_name(self, name: EventName) -> None:
        """Take a noun phrase."""
        if name.is_bare and any(draft.kind == name.kind for draft in self._drafts):
            self._take_up(name)
            return
        if name.kind in _NO_MEETINGS and not name.persons:
            speaker = self._facts.speaker(name.start)
            name = replace(name, persons=(speaker,) if speaker else ())
        if name.persons and self._facts.has_ambassadors(name.end):
            name = replace(name, levels=(*name.levels, "ambassadors"))
        parties = self._sides(name)
        if not self._identifies(name, parties):
            self._take_up(name)
            return
        draft = _Draft(
            kind=name.kind,
            levels=list(name.levels),
            persons=list(name.persons),
            parties=parties,
            portfolio=None if name.portfolio == "foreign-affairs" else name.portfolio,
            ordinal=name.ordinal,
            date=name.date or self._facts.date(name.start, name.end),
            recurring=name.recurring,
        )
        named = name.series
        if named and not set(draft.parties) <= set(self._series.parties(named)):
            named = None
        draft.series = self._series.key(
            named, draft.parties, self._level(draft), draft.portfolio, draft.kind
        )
        if draft.series and not draft.parties:
            draft.parties = list(self._series.parties(draft.series))
        self._link(draft, name.start, name.end, name.span)

    def take_verb(self, verb: EventVerb) -> None:
        """Take a verb with its two sides."""
        begin = self._doc[verb.start].idx
        last = self._doc[verb.end - 1]
        if any(span.begin <= begin < span.end for span, _, _ in self._mentions):
            return
        sides = [verb.subject, verb.object]
        draft = _Draft(
            kind=verb.kind,
            parties=[key for agent in sides if (key := _party(agent.actor))],
            persons=[m for agent in sides for m in self._person_mentions(agent.speaker)],
            date=self._facts.date(verb.start, verb.end),
        )
        if len(set(draft.parties)) > 1:
            self._link(draft, verb.start, verb.end, Span(begin, last.idx + len(last)))

    def join_equal(self) -> None:
        """Join events that turn out to have one identity: what has one key is one event."""
        joined: dict[str, _Draft] = {}
        for draft in self._drafts:
            same = joined.setdefault(self._key(draft), draft)
            if same is not draft:
                self._merge(same, draft)
                same.spans += draft.spans
                same.statuses += draft.statuses
                self._mentions = [
                    (span, same if d is draft else d, bare) for span, d, bare in self._mentions
                ]
        self._drafts = list(joined.values())

    def events(self) -> tuple[Event, ...]:
        """Return the events in the order of the article."""
        return tuple(self._event(draft) for draft in self._drafts)

    def new_series(self) -> tuple[Series, ...]:
        """Return the series that the authority files lack and the text shows."""
        found: dict[str, Series] = {}
        for draft in self._drafts:
            if draft.series is None and (draft.ordinal or draft.recurring) and draft.is_meeting:
                series = self._minted(draft)
                found.setdefault(series.key, series)
        return tuple(found[key] for key in sorted(found))

    def mentions(self) -> Iterable[EventMention]:
        """Yield the mentions in the order of the article."""
        keys = {id(draft): self._key(draft) for draft in self._drafts}
        for span, draft, anaphoric in sorted(self._mentions, key=lambda m: m[0]):
            yield EventMention(span, keys[id(draft)], anaphoric)

    def _sides(self, name: EventName) -> list[str]:
        keys = [*name.parties, *(p.side for p in name.persons if p.side)]
        return list(dict.fromkeys(party for key in keys if (party := _party(key))))

    def _identifies(self, name: EventName, parties: Sequence[str]) -> bool:
        """Whether a name says enough to tell its event from others."""
        if name.kind in _NO_MEETINGS:
            return bool(parties or name.persons)
        head = self._doc[name.start].text
        if name.kind in _COMMON_NOUNS and head[0].islower() and not name.ordinal:
            is_counted = self._doc[name.start].lower_ in ("cuộc", "phiên", "vòng", "buổi")
            if not is_counted or len(parties) < 2:
                return False
        if name.series or len(parties) > 1:
            return True
        one_side = bool(parties) and parties[0].startswith("organization/")
        return one_side and bool(name.levels or name.ordinal or name.date or head[0].isupper())

    def _take_up(self, name: EventName) -> None:
        """Link "Hội nghị" or "cuộc gặp này" to the last event that it can mean."""
        for draft in reversed(self._drafts):
            if name.kind in _APART and name.kind != draft.kind:
                continue
            if name.levels and self._level(draft) not in (None, *name.levels):
                continue
            self._mentions.append((name.span, draft, True))
            self._add_facts(draft, name.start, name.end, anaphoric=True)
            return

    def _link(self, draft: _Draft, start: int, end: int, span: Span) -> None:
        same = next((d for d in self._drafts if self._is_same(d, draft)), None)
        if same is None:
            self._drafts.append(draft)
            same = draft
        else:
            self._merge(same, draft)
        same.spans.append(span)
        self._mentions.append((span, same, False))
        self._add_facts(same, start, end, anaphoric=False)

    def _add_facts(self, draft: _Draft, start: int, end: int, *, anaphoric: bool) -> None:
        if anaphoric and draft.date is None:
            draft.date = self._facts.date(start, end)
        draft.mode = draft.mode or self._facts.mode(start, end)
        draft.place = draft.place or self._facts.place(start, end)
        status = self._facts.status(start, end)
        if status is not None:
            draft.statuses.append(status)

    def _is_same(self, one: _Draft, other: _Draft) -> bool:
        if one.kind != other.kind and (one.kind in _APART or other.kind in _APART):
            return False
        if one.ordinal and other.ordinal and one.ordinal != other.ordinal:
            return False
        if not _agree(one.date, other.date) or one.portfolio != other.portfolio:
            return False
        if one.series and one.series == other.series:
            return True
        levels = {self._level(one), self._level(other)} - {None}
        shared = set(one.parties) & set(other.parties)
        fewer = min(len(set(one.parties)), len(set(other.parties)))
        if len(levels) > 1 or not shared or len(shared) < fewer:
            return False
        if fewer > 1:
            return True
        same_level = self._level(one) == self._level(other) is not None
        return set(one.parties) == set(other.parties) and (
            same_level or (one.date is not None and one.date == other.date)
        )

    def _merge(self, one: _Draft, other: _Draft) -> None:
        for name in ("levels", "persons", "parties"):
            own = getattr(one, name)
            own += [value for value in getattr(other, name) if value not in own]
        for name in ("portfolio", "ordinal", "series"):
            setattr(one, name, getattr(one, name) or getattr(other, name))
        if one.date is None or (other.date is not None and _exactness(other) > _exactness(one)):
            one.date = other.date or one.date
        one.recurring = one.recurring or other.recurring

    def _level(self, draft: _Draft) -> str | None:
        return self._facts.level(draft.levels, draft.persons)

    def _person_mentions(self, person: str | None) -> list[PersonMention]:
        found = [m for m in self._doc._.person_mentions if person and m.person == person]
        return found[:1]

    def _minted(self, draft: _Draft) -> Series:
        span = _fullest(draft.spans)
        return self._series.mint(
            self._doc.text[span.begin : span.end],
            span,
            draft.parties,
            self._level(draft),
            draft.portfolio,
            draft.kind,
        )

    def _series_of(self, draft: _Draft) -> str | None:
        if draft.series is None and (draft.ordinal or draft.recurring) and draft.is_meeting:
            return self._minted(draft).key
        return draft.series if draft.is_meeting else None

    def _is_past(self, draft: _Draft) -> bool:
        """Whether its date lies before the publication."""
        published = self._doc._.published
        if draft.date is None or published is None or draft.date.date.year is None:
            return False
        said = draft.date.date.isoformat()
        return bool(said < published.isoformat()[: len(said)])

    def _key(self, draft: _Draft) -> str:
        article, begin = self._doc._.article, min(span.begin for span in draft.spans)
        if not draft.is_meeting:
            return event_key(article, begin)
        return meeting_key(
            series=self._series_of(draft),
            ordinal=draft.ordinal,
            date=draft.date.date if draft.date else None,
            parties=draft.parties,
            level=self._level(draft),
            article=article,
            begin=begin,
        )

    def _event(self, draft: _Draft) -> Event:
        span = _fullest(draft.spans)
        others = {self._doc.text[s.begin : s.end] for s in draft.spans} - {
            label := self._doc.text[span.begin : span.end]
        }
        known = draft.mode or ("in-person" if draft.place or draft.kind == "visit" else None)
        return Event(
            key=self._key(draft),
            is_meeting=draft.is_meeting,
            label=" ".join(label.split()),
            kind=draft.kind,
            status=_status(draft.statuses, self._is_past(draft)),
            parties=tuple(sorted(set(draft.parties))),
            evidence=tuple(sorted(set(draft.spans), key=lambda s: (s.begin - s.end, s.begin))),
            confidence=_CONFIDENCE,
            alt_labels=tuple(sorted(" ".join(other.split()) for other in others)),
            series=self._series_of(draft),
            ordinal=draft.ordinal if draft.is_meeting else None,
            level=self._level(draft) if draft.is_meeting else None,
            mode=None if draft.kind == "call" else known if draft.is_meeting else None,
            date=draft.date.date if draft.date else None,
            end_date=draft.date.end if draft.date else None,
            date_basis=draft.date.basis if draft.date else None,
            place=draft.place.key if draft.place else None,
        )


def _fullest(spans: Sequence[Span]) -> Span:
    return max(spans, key=lambda span: (span.end - span.begin, -span.begin))


def _party(key: str | None) -> str | None:
    """Return the side that an actor is: a state or an organisation."""
    if key == _ASEAN_MEMBERS:
        return _ASEAN
    return key if key and key.startswith(("state/", "organization/")) else None


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


def _exactness(draft: _Draft) -> int:
    return sum(part is not None for part in _parts(draft.date.date)) if draft.date else 0


def _status(statuses: Sequence[str], is_past: bool) -> str:
    """Return the status of an event from what its mentions say and when it falls."""
    if "cancelled" in statuses:
        return "cancelled"
    return "planned" if "planned" in statuses and "held" not in statuses and not is_past else "held"
