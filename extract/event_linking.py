"""Joins the mentions of one event in an article, and writes the event.

"Hội nghị cấp cao ASEAN-Nga lần thứ 4" and "Hội nghị kỷ niệm quan hệ ASEAN-Nga tháng 10/2021" are
one summit: sides and level agree, and no ordinal or date contradicts. A bare "Hội nghị" takes up
the event spoken of last. Called by ``meetings.py``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from diplograph.extract.agents import Agent
from diplograph.extract.annotations import EventMention
from diplograph.extract.event_drafts import (
    EventDraft,
    can_be_one,
    is_bilateral,
    is_two_sided,
    is_without_sides,
    status_of,
)
from diplograph.extract.event_facts import FactReader
from diplograph.extract.event_names import EventName
from diplograph.extract.event_series import SeriesFinder
from diplograph.extract.event_sides import SideFinder, actors_of
from diplograph.extract.event_verbs import EventVerb
from diplograph.ontology.iris import event_key, local_meeting_key, meeting_key
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Event, Series, Span

__all__ = ["Linker"]

#: Kinds whose words are common nouns too: they name an event with a capital or an ordinal.
_COMMON_NOUNS = frozenset({"dialogue", "consultation", "negotiation", "talks", "forum", "signing"})
_ASEAN_MEMBERS, _ASEAN = "collective/asean-member-states", "organization/asean"
#: Members of a larger group are not all named as the sides of its meetings.
_SMALL_GROUP = 6
_CONFIDENCE = 0.85


@dataclass
class _Mention:
    """Words that mean an event."""

    span: Span
    draft: EventDraft
    anaphoric: bool = False
    #: Keys of those whom the words say to meet, the host first.
    attendees: tuple[str, ...] = ()
    hosted: bool = False


class Linker:
    """Collects the events of one doc."""

    def __init__(self, doc: Doc, lexicon: Lexicon, facts: FactReader, sides: SideFinder) -> None:
        """Take the doc, and what reads facts and finds sides around mentions."""
        self._doc = doc
        self._facts = facts
        self._side_finder = sides
        self._series = SeriesFinder(lexicon)
        self._members = {group.key: group.members for group in lexicon.of_kind("CollectiveActor")}
        self._forum = sides.forum()
        self._drafts: list[EventDraft] = []
        self._mentions: list[_Mention] = []

    def take_name(self, name: EventName) -> None:
        """Take a noun phrase."""
        if name.is_bare and any(draft.kind == name.kind for draft in self._drafts):
            self._take_up(name)
            return
        if is_without_sides(name.kind) and not name.persons:
            speaker = self._facts.speaker(name.start)
            name = replace(name, persons=(speaker,) if speaker else ())
        if name.persons and self._facts.has_ambassadors(name.end):
            name = replace(name, levels=(*name.levels, "ambassadors"))
        parties = self._sides(name) or self._sides_around(name)
        others = self._other_sides(name, parties)
        if others is None and not self._identifies(name, parties):
            self._take_up(name)
            return
        draft = EventDraft(
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
        if others is not None:
            self._add_sides(draft, [others])
        mention = self._link(draft, name.start, name.end, name.span)
        if is_two_sided(name.kind):
            mention.attendees = tuple(dict.fromkeys(m.person for m in draft.persons if m.person))

    def take_verb(self, verb: EventVerb) -> None:
        """Take a verb with its sides."""
        begin, last = self._doc[verb.start].idx, self._doc[verb.end - 1]
        if any(mention.span.begin <= begin < mention.span.end for mention in self._mentions):
            return
        draft = EventDraft(kind=verb.kind, date=self._facts.date(verb.start, verb.end))
        self._add_sides(draft, verb.sides)
        if len(set(draft.parties)) > 1:
            mention = self._link(draft, verb.start, verb.end, Span(begin, last.idx + len(last)))
            mention.attendees = self._meeting(verb.sides)
            mention.hosted = verb.hosted

    def join_equal(self) -> None:
        """Join events that turn out to have one identity: what has one key is one event."""
        joined: dict[str, EventDraft] = {}
        for draft in self._drafts:
            same = joined.get(self._key(draft))
            if same is not None and same.can_meet(draft):
                same.merge(draft)
                for mention in self._mentions:
                    mention.draft = same if mention.draft is draft else mention.draft
                continue
            draft.is_local = same is not None
            joined[self._key(draft)] = draft
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
        for mention in sorted(self._mentions, key=lambda m: m.span):
            yield EventMention(
                mention.span,
                self._key(mention.draft),
                mention.anaphoric,
                mention.attendees,
                mention.attendees[0] if mention.hosted else None,
            )

    def _sides(self, name: EventName) -> list[str]:
        keys = [*name.parties, *(p.side for p in name.persons if p.side)]
        sides = [side for key in keys for side in self._members_meeting(key)]
        return list(dict.fromkeys(party for key in sides if (party := _party(key))))

    def _members_meeting(self, key: str) -> Sequence[str]:
        """Return the members of a small group that meets as such (ASEAN+3), else the actor."""
        members = self._members.get(key, ())
        return members if 0 < len(members) <= _SMALL_GROUP else (key,)

    def _sides_around(self, name: EventName) -> list[str]:
        """Return the sides that only the context tells: the forum, or the two states, at hand.

        It tells them where the name says enough to be one event: a level, an ordinal, a topic.
        """
        if name.series or is_without_sides(name.kind) or not name.has_kind:
            return []
        if self._forum and (name.ordinal or name.topical) and not is_bilateral(name.kind):
            return [self._forum]
        if name.levels or name.ordinal:
            return self._side_finder.two_states(name.start)
        return []

    def _other_sides(self, name: EventName, parties: Sequence[str]) -> Agent | None:
        """Return who meets whom a name names: the subject of its sentence."""
        if not is_two_sided(name.kind) or len(parties) > 1 or name.series or _has_forum(parties):
            return None
        subject = self._side_finder.beside(name.start, name.end, apart_from=parties)
        if subject is None or len({*parties, *actors_of(subject)}) < 2:
            return None
        return subject

    def _identifies(self, name: EventName, parties: Sequence[str]) -> bool:
        """Whether a name says enough to tell its event from others."""
        if is_without_sides(name.kind):
            return bool(parties or name.persons)
        if not name.has_kind:
            return bool(name.ordinal or name.date or (name.levels and parties))
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
            if not can_be_one(name.kind, draft.kind):
                continue
            if name.levels and self._level(draft) not in (None, *name.levels):
                continue
            self._mentions.append(_Mention(name.span, draft, anaphoric=True))
            self._add_facts(draft, name.start, name.end, anaphoric=True)
            return

    def _link(self, draft: EventDraft, start: int, end: int, span: Span) -> _Mention:
        level = self._level(draft)
        same = next((d for d in self._drafts if d.is_same(draft, self._level(d), level)), None)
        if same is None:
            self._drafts.append(draft)
            same = draft
        else:
            same.merge(draft)
        same.spans.append(span)
        mention = _Mention(span, same)
        self._mentions.append(mention)
        self._add_facts(same, start, end, anaphoric=False)
        return mention

    def _add_sides(self, draft: EventDraft, sides: Iterable[Agent]) -> None:
        """Let agents be sides of an event, and the persons among them meet at it."""
        for agent in sides:
            keys = [side for key in actors_of(agent) if (side := _party(key))]
            draft.parties += [key for key in keys if key not in draft.parties]
            draft.persons += self._side_finder.persons(agent)

    def _meeting(self, sides: Iterable[Agent]) -> tuple[str, ...]:
        """Return the keys of those who meet: persons, else the sides themselves."""
        keys: list[str] = []
        for agent in sides:
            persons = [m.person for m in self._side_finder.persons(agent) if m.person]
            keys += persons or actors_of(agent)
        return tuple(dict.fromkeys(keys))

    def _add_facts(self, draft: EventDraft, start: int, end: int, *, anaphoric: bool) -> None:
        if anaphoric and draft.date is None:
            draft.date = self._facts.date(start, end)
        draft.mode = draft.mode or self._facts.mode(start, end)
        draft.place = draft.place or self._facts.place(start, end)
        status = self._facts.status(start, end)
        if status is not None:
            draft.statuses.append(status)

    def _level(self, draft: EventDraft) -> str | None:
        return self._facts.level(draft.levels, draft.persons)

    def _minted(self, draft: EventDraft) -> Series:
        span = _fullest(draft.spans)
        return self._series.mint(
            self._doc.text[span.begin : span.end],
            span,
            draft.parties,
            self._level(draft),
            draft.portfolio,
            draft.kind,
        )

    def _series_of(self, draft: EventDraft) -> str | None:
        if draft.series is None and (draft.ordinal or draft.recurring) and draft.is_meeting:
            return self._minted(draft).key
        return draft.series if draft.is_meeting else None

    def _is_past(self, draft: EventDraft) -> bool:
        """Whether its date lies before the publication."""
        published = self._doc._.published
        if draft.date is None or published is None or draft.date.date.year is None:
            return False
        said = draft.date.date.isoformat()
        return bool(said < published.isoformat()[: len(said)])

    def _key(self, draft: EventDraft) -> str:
        article, begin = self._doc._.article, min(span.begin for span in draft.spans)
        if not draft.is_meeting:
            return event_key(article, begin)
        if draft.is_local:
            return local_meeting_key(article, begin)
        return meeting_key(
            series=self._series_of(draft),
            ordinal=draft.ordinal,
            date=draft.date.date if draft.date else None,
            parties=draft.parties,
            level=self._level(draft),
            article=article,
            begin=begin,
        )

    def _event(self, draft: EventDraft) -> Event:
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
            status=status_of(draft.statuses, is_past=self._is_past(draft)),
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


def _has_forum(parties: Iterable[str]) -> bool:
    return any(key.startswith("organization/") for key in parties)


def _party(key: str | None) -> str | None:
    """Return the side that an actor is: a state, an organisation, a person of none."""
    if key == _ASEAN_MEMBERS:
        return _ASEAN
    return key if key and not key.startswith("collective/") else None
