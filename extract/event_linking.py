"""Joins the mentions of one event in an article.

"Hội nghị cấp cao ASEAN-Nga lần thứ 4" and "Hội nghị kỷ niệm quan hệ ASEAN-Nga tháng 10/2021" are
one summit: sides and level agree, and no ordinal or date contradicts. A bare "Hội nghị" takes up
the event spoken of last that it can mean. Called by ``meetings.py``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from diplograph.extract.agents import Agent
from diplograph.extract.annotations import EventMention, PersonMention
from diplograph.extract.event_drafts import EventDraft, agree
from diplograph.extract.event_facts import EventFacts, FactReader
from diplograph.extract.event_kinds import (
    are_alike,
    can_be_of_leaders,
    can_be_one,
    is_two_sided,
    is_without_sides,
)
from diplograph.extract.event_name import EventName
from diplograph.extract.event_parties import PartyReader, party
from diplograph.extract.event_parts import DraftMention, join_parts
from diplograph.extract.event_series import SeriesFinder
from diplograph.extract.event_sides import SideFinder, actors_of
from diplograph.extract.event_staging import Stage, Staging
from diplograph.extract.event_verbs import EventVerb
from diplograph.extract.event_writing import EventWriter
from diplograph.ontology.model import Span

__all__ = ["Linker"]


@dataclass
class _Mention:
    """Words that mean an event."""

    span: Span
    draft: EventDraft
    #: Its first token.
    start: int
    anaphoric: bool = False
    #: Keys of those whom the words say to meet, the host first.
    attendees: tuple[str, ...] = ()
    hosted: bool = False
    #: The sentence is at the event or tells of it, instead of only speaking about it.
    is_staged: bool = True


class Linker:
    """Collects the events of one doc, mention by mention in the order of the text."""

    def __init__(
        self,
        doc: Doc,
        facts: FactReader,
        sides: SideFinder,
        parties: PartyReader,
        series: SeriesFinder,
        writer: EventWriter,
        staging: Staging,
    ) -> None:
        """Take the doc, and what reads facts and sides around mentions."""
        self._doc = doc
        self._facts = facts
        self._side_finder = sides
        self._parties = parties
        self._series = series
        self._writer = writer
        self._staging = staging
        self._drafts: list[EventDraft] = []
        self._mentions: list[_Mention] = []

    @property
    def drafts(self) -> Sequence[EventDraft]:
        """The events so far."""
        return self._drafts

    def take_name(self, name: EventName) -> None:
        """Take a noun phrase."""
        if name.is_bare and self._is_at_hand(name) and self._take_up(name):
            return
        if is_without_sides(name.kind):
            speaker = self._speaker(name)
            name = replace(name, persons=(*name.persons, *([speaker] if speaker else ())))
        if name.persons and self._facts.has_ambassadors(name.end):
            name = replace(name, levels=(*name.levels, "ambassadors"))
        parties = self._parties.named(name)
        if not parties and self._is_known(name) and self._take_up(name):
            return
        if not parties and self._can_be_of_two(name):
            name = replace(name, persons=tuple(self._side_finder.two_persons(name.start)))
            parties = self._parties.named(name)
        facts = self._facts.read(name.start, name.end)
        if not parties:
            is_told = facts.date is not None or facts.is_located
            parties = self._earlier_sides(name) or self._parties.around(name, is_told=is_told)
        other = self._parties.other(name, parties)
        if other is None and not self._parties.identifies(name, parties, facts):
            if name.has_kind and not name.plural and not name.indefinite:
                self._take_up(name)
            return
        draft = self._named(name, parties)
        if is_two_sided(name.kind) and not draft.persons:
            draft.persons = self._subject_persons(name, parties)
        draft.is_another = name.another
        if other is not None:
            self._add_sides(draft, [other])
        mention = self._link(draft, name.start, name.end, name.span)
        is_of_persons = is_two_sided(name.kind) or is_without_sides(name.kind)
        if is_of_persons or len({person.side for person in name.persons}) > 1:
            mention.attendees = tuple(dict.fromkeys(m.person for m in draft.persons if m.person))

    def take_verb(self, verb: EventVerb) -> None:
        """Take a verb with its sides."""
        begin, last = self._doc[verb.start].idx, self._doc[verb.end - 1]
        if any(m.span.begin < begin < m.span.end for m in self._mentions):
            return
        draft = EventDraft(kind=verb.kind, number=verb.number, label=self._own_words(verb))
        if verb.is_of_two:
            # Without a date it is the meeting at hand.
            if self._facts.read(verb.start, verb.end).date is None:
                return
            draft.is_another = True
        self._add_sides(draft, verb.sides)
        if verb.kind == "visit":
            draft.visited = _only_state(actors_of(verb.sides[-1]))
        span = Span(begin, last.idx + len(last))
        if verb.is_talk and (known := self._at_which(draft)) is not None:
            self._mentions.append(_Mention(span, known, verb.start, anaphoric=True))
            return
        if len(set(draft.parties)) > 1 or not is_two_sided(verb.kind):
            mention = self._link(draft, verb.start, verb.end, span)
            mention.attendees = self._meeting(verb.sides)
            subject = verb.sides[0]
            if self._facts.status.is_ahead(subject.start, subject.end, verb.start):
                mention.draft.statuses.append("planned")
            mention.hosted = verb.hosted

    def _own_words(self, verb: EventVerb) -> str | None:
        """Return the verb and the object of one of several events that a verb tells."""
        if verb.shared_end is None:
            return None
        other = verb.sides[-1]
        parts = self._doc[verb.start : verb.shared_end], self._doc[other.start : other.end]
        return " ".join(" ".join(part.text.split()) for part in parts)

    def join_equal(self) -> None:
        """Join events that turn out to have one identity: what has one key is one event."""
        joined: dict[str, EventDraft] = {}
        for draft in self._drafts:
            draft.ordinal = draft.counted
            same = joined.get(self._writer.key(draft))
            if same is not None and same.can_be(draft):
                same.merge(draft)
                for mention in self._mentions:
                    mention.draft = same if mention.draft is draft else mention.draft
                continue
            draft.is_local = same is not None
            joined[self._writer.key(draft)] = draft
        self._drafts = list(joined.values())

    def join_parts(self) -> None:
        """Tell events what they are part of."""
        join_parts(
            [
                DraftMention(
                    mention.draft,
                    self._doc[mention.start].sent.start,
                    mention.span.begin,
                    self._facts.is_frame(mention.start),
                )
                for mention in sorted(self._mentions, key=lambda m: m.span)
            ]
        )

    def mentions(self) -> Iterable[EventMention]:
        """Yield the mentions in the order of the article."""
        for mention in sorted(self._mentions, key=lambda m: m.span):
            yield EventMention(
                mention.span,
                self._writer.key(mention.draft),
                mention.anaphoric,
                mention.attendees,
                mention.attendees[0] if mention.hosted else None,
            )

    def _at_which(self, draft: EventDraft) -> EventDraft | None:
        """Return the meeting spoken of last at which the sides of a draft can have talked."""
        for mention in reversed(self._mentions):
            known = mention.draft
            is_theirs = set(known.parties) == set(draft.parties) and known.can_meet(draft)
            if is_theirs and known.is_meeting and known.kind != "visit":
                return known
        return None

    def _can_be_of_two(self, name: EventName) -> bool:
        """Whether two persons of its sentence can meet at what a name without sides means."""
        is_at = self._staging.stage(name.start, name.end).is_setting and name.kind == "meeting"
        return (is_two_sided(name.kind) or is_at) and not name.plural

    def _subject_persons(self, name: EventName, parties: Sequence[str]) -> list[PersonMention]:
        """Return the persons of one side who are the subject of a sentence that names neither."""
        subject = self._side_finder.beside(name.start, name.end, personal=True)
        persons = self._side_finder.persons(subject) if subject is not None else []
        return [person for person in persons if person.side in parties]

    def _named(self, name: EventName, parties: list[str]) -> EventDraft:
        """Return what a name tells of its event."""
        levels = [x for x in name.levels if x != "leaders" or can_be_of_leaders(name.kind)]
        draft = EventDraft(
            kind=name.kind,
            levels=levels,
            persons=list(name.persons),
            parties=parties,
            portfolio=None if name.portfolio == "foreign-affairs" else name.portfolio,
            ordinal=name.ordinal,
            topic=name.topic,
            date=self._facts.of_event(name.date, name.start) if name.date else None,
            recurring=name.recurring,
            is_first=name.is_first,
            is_retreat=name.is_retreat,
            number=name.number,
        )
        if name.kind == "visit":
            visitors = {person.side for person in name.persons}
            draft.visited = _only_state([key for key in name.parties if key not in visitors])
        named = name.series
        if named and not set(parties) <= set(self._series.parties(named)):
            named = None
        draft.series = self._series.key(
            named, parties, self._writer.level(draft), draft.portfolio, draft.kind
        )
        if draft.series:
            level = self._series.level(draft.series)
            draft.parties = draft.parties or list(self._series.parties(draft.series))
            draft.levels = draft.levels or ([level] if level else [])
        return draft

    def _earlier_sides(self, name: EventName) -> list[str]:
        """Return the sides of the event that a name is another one of: "cuộc họp SOM tiếp theo"."""
        if not (name.another or name.ordinal):
            return []
        earlier = self._antecedent(name)
        if earlier is None or not (name.levels or name.kind == earlier.kind):
            return []
        return list(earlier.parties)

    def _take_up(self, name: EventName) -> bool:
        """Link "Hội nghị" or "cuộc gặp này" to the event that it means; False if there is none."""
        draft = self._antecedent(name)
        if draft is None:
            return False
        mention = _Mention(name.span, draft, name.start, anaphoric=True)
        mention.is_staged = self._is_staged(name.start, name.end, draft)
        self._mentions.append(mention)
        if name.plural:
            mention.is_staged = False
        else:
            facts = self._facts.read(name.start, name.end)
            draft.take_facts(facts)
            self._note_report(self._staging.stage(name.start, name.end), facts, draft, name.start)
        return True

    def _is_at_hand(self, name: EventName) -> bool:
        """Whether "the meeting" can be the one at hand: a press conference has one speaker."""
        if name.another or (name.indefinite and not is_without_sides(name.kind)):
            return False
        speaker = self._speaker(name) if is_without_sides(name.kind) else None
        earlier = self._antecedent(name)
        if speaker is None or speaker.side is None or earlier is None:
            return True
        return not earlier.parties or speaker.side in earlier.parties

    def _is_known(self, name: EventName) -> bool:
        """Whether a name without sides can be that of an event spoken of before."""
        if name.another or name.ordinals or name.persons or name.plural or name.indefinite:
            return False
        earlier = self._antecedent(name)
        if earlier is None or (name.levels and self._writer.level(earlier) not in name.levels):
            return False
        return not name.topic or name.topic == earlier.topic

    def _antecedent(self, name: EventName) -> EventDraft | None:
        """Return the event spoken of last that a name can mean, those of a like kind first."""
        recent = [mention.draft for mention in reversed(self._mentions)]
        if not name.this_one:
            recent = [m.draft for m in reversed(self._mentions) if m.is_staged] + recent
        # "A và B đã có cuộc gặp" is no meeting of A and C.
        together = {party(key) for key in self._side_finder.coordinated(name.start)} - {None}
        is_of_others = is_two_sided(name.kind) and len(together) > 1
        fitting = [
            draft
            for draft in recent
            if can_be_one(name.kind, draft.kind)
            and (len(draft.parties) > 1 or not is_two_sided(name.kind))
            and not (name.levels and self._writer.level(draft) not in (None, *name.levels))
            and not (name.topic and draft.topic and name.topic != draft.topic)
            and (name.another or agree(name.date, draft.date))
            and not (is_of_others and together != set(draft.parties))
        ]
        alike = [draft for draft in fitting if are_alike(name.kind, draft.kind)] or fitting
        if name.ordinal:
            alike = [draft for draft in alike if draft.counted == name.ordinal - 1] or alike
        at_hand = [draft for draft in alike if not draft.is_ahead or name.this_one]
        return next(iter(at_hand or alike), None)

    def _link(self, draft: EventDraft, start: int, end: int, span: Span) -> _Mention:
        stage = self._staging.stage(start, end)
        is_apart = draft.kind == "visit" or stage.is_subject
        facts = self._facts.read(start, end, is_apart=is_apart)
        draft.take_date(facts.date)
        draft.place, draft.state = draft.place or facts.place, draft.state or facts.state
        level = self._writer.level(draft)
        same = [d for d in self._drafts if d.is_same(draft, self._writer.level(d), level)]
        if same:
            known = max(same, key=draft.likeness)
            known.merge(draft)
        else:
            known = draft
            self._drafts.append(draft)
        known.spans.append(span)
        known.take_facts(facts)
        self._note_report(stage, facts, known, start)
        mention = _Mention(span, known, start)
        mention.is_staged = self._is_staged(start, end, known)
        self._mentions.append(mention)
        return mention

    def _note_report(self, stage: Stage, facts: EventFacts, draft: EventDraft, start: int) -> None:
        """Note that a sentence tells what was said or done at an event: "Tại hội nghị, …"."""
        # A visit may be the occasion of what is told before it: "nhân chuyến thăm sắp tới".
        is_occasion = draft.kind == "visit" and self._facts.is_frame(start)
        is_setting = stage.is_setting and facts.status is None and not is_occasion
        if is_setting and self._facts.status.is_reported_at(start):
            draft.reports += 1

    def _is_staged(self, start: int, end: int, draft: EventDraft) -> bool:
        stage = self._staging.stage(start, end)
        told = stage.is_setting or stage.is_told or is_two_sided(draft.kind)
        return told and not stage.is_subject and not draft.is_ahead

    def _add_sides(self, draft: EventDraft, sides: Iterable[Agent]) -> None:
        """Let agents be sides of an event, and the persons among them meet at it.

        Where no person is named, titles tell the level: "ngoại trưởng Mỹ và Hàn Quốc".
        """
        agents = list(sides)
        for agent in agents:
            keys = [side for key in actors_of(agent) if (side := party(key))]
            draft.parties += [key for key in keys if key not in draft.parties]
            draft.persons += self._side_finder.persons(agent)
        if not draft.persons:
            titles = (self._writer.level_of_title(agent.start) for agent in agents)
            draft.levels += [title for title in titles if title and title not in draft.levels]

    def _meeting(self, sides: Iterable[Agent]) -> tuple[str, ...]:
        """Return the keys of those who meet: persons, else the sides themselves."""
        keys: list[str] = []
        for agent in sides:
            persons = [m.person for m in self._side_finder.persons(agent) if m.person]
            keys += persons or actors_of(agent)
        return tuple(dict.fromkeys(keys))

    def _speaker(self, name: EventName) -> PersonMention | None:
        """Return the person who speaks at what a name means: of "của", else its subject."""
        of_whom = next((t.i for t in self._doc[name.start : name.end] if t.lower_ == "của"), None)
        if of_whom is not None and name.persons:
            return name.persons[0]
        subject = self._side_finder.beside(name.start, name.end, personal=True)
        persons = self._side_finder.persons(subject) if subject is not None else []
        if persons:
            return persons[0]
        sentence = self._doc[name.start].sent
        mentions: tuple[PersonMention, ...] = self._doc._.person_mentions
        return next(
            (m for m in mentions if sentence.start_char <= m.span.begin < sentence.end_char), None
        )


def _only_state(keys: Sequence[str]) -> str | None:
    """Return the state that a visit leads to, if its words name one."""
    return keys[0] if len(keys) == 1 and keys[0].startswith("state/") else None
