"""Words that say who takes part: "X tham dự" (attends), "do A chủ trì" (chaired by A).

A rule looks at one sentence: a verb of a role (``vocab/role.ttl``) with its subject and the event
behind it, a passive, a list of those present, a delegation, a sentence placed at an event. A person
who is only talked about takes part in nothing. Called by ``attendance.py``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.agents import Agent
from diplograph.extract.occasions import Occasion, OccasionFinder
from diplograph.extract.participants import ParticipantFinder
from diplograph.extract.participation import Participation
from diplograph.extract.wordings import Wordings
from diplograph.ontology.model import Span

__all__ = ["RuleReader"]

#: Roles whose verbs have the event as their object.
_OBJECT_ROLES = ("participant", "chair", "co-chair", "host", "speaker")
_LEADS = "head-of-delegation"
#: Roles whose verb stands right behind its subject: "nhất trí tổ chức" (agrees to host) is none.
_NEAR = frozenset({"chair", "co-chair", "host"})
#: How far behind a verb its event, behind a list's head its list, and behind "dẫn đầu" the
#: delegation stand, in tokens.
_EVENT_REACH, _LIST_REACH, _ROLE_REACH = 10, 60, 6
#: What may follow a verb without an object.
_ENDS = frozenset({".", ",", ";", "và", "\n"})
_TWO = 2


class RuleReader:
    """Reads the sentences of one doc."""

    def __init__(
        self,
        doc: Doc,
        words: Wordings,
        people: ParticipantFinder,
        occasions: OccasionFinder,
    ) -> None:
        """Take the doc, its words of attendance, and what finds agents and events around them."""
        self._doc = doc
        self._words = words
        self._people = people
        self._occasions = occasions
        self._captions = [zone for zone in doc._.zones if zone.kind == "caption"]
        self._visits = {event.key: event for event in doc._.events if event.kind == "visit"}

    def participations(self) -> Iterator[Participation]:
        """Yield who takes part, sentence by sentence."""
        for sentence in self._doc.sents:
            for start, end, role in self._verbs(sentence):
                yield from self._by_verb(sentence, start, end, role)
            yield from self._by_phrases(sentence)
            yield from self._in_delegation(sentence)
            yield from self._placed_at(sentence)

    def _by_verb(
        self, sentence: SpacySpan, start: int, end: int, role: str
    ) -> Iterator[Participation]:
        """Yield the subjects of a verb, or those behind "do" of a passive."""
        opener = self._passive(start, sentence)
        agents = self._people.passive(opener[1], start, sentence) if opener else []
        if role == _LEADS:
            agents = [agent for agent in agents if agent.speaker]
        if opener and agents:
            occasion = self._occasions.before(opener[0], sentence)
            if role == _LEADS and not occasion.events:
                occasion = self._occasions.at_hand(sentence)
            yield from self._all(occasion, agents, role, opener[1], end)
        elif role == _LEADS:
            yield from self._leading(sentence, start, end)
        else:
            yield from self._active(sentence, start, end, role)

    def _active(
        self, sentence: SpacySpan, start: int, end: int, role: str
    ) -> Iterator[Participation]:
        """Yield the subjects of a verb with the event as its object."""
        occasion = self._occasions.behind(end, _EVENT_REACH, sentence)
        agents = self._people.around(start) or self._people.next_to(start, sentence)
        if not (agents and (agents[0].end > start or self._is_relative(agents[0]))):
            agents = self._people.subjects(start, sentence, near=role in _NEAR)
        if not agents:
            agents = self._of_main_clause(sentence, start, occasion.end)
        if role == "speaker" and not occasion.events:
            occasion = self._occasions.opening(sentence)
            occasion = occasion if occasion.events else self._occasions.at_hand(sentence)
        elif agents and not occasion.events and self._is_relative(agents[0]):
            occasion = self._occasions.before(agents[0].start, sentence)
        elif agents and role == "participant" and self._is_bare(start, end, sentence):
            occasion = self._occasion_before(start, sentence)
        yield from self._all(occasion, agents, role, start, end)
        if role == "participant":
            yield from self._present(sentence, start, end, occasion)

    def _is_bare(self, start: int, end: int, sentence: SpacySpan) -> bool:
        """Whether a verb of attending has no object: "A cũng tới dự." (A came too)."""
        is_end = end >= sentence.end or self._doc[end].text in _ENDS
        return is_end and self._words.beginning("comes", start) is not None

    def _is_relative(self, agent: Agent) -> bool:
        """Whether a clause tells of the event before it: "hội nghị có A tham gia", "nơi A dự"."""
        names = ("presence", "relative")
        return any(self._words.ending(name, agent.start) is not None for name in names)

    def _of_main_clause(self, sentence: SpacySpan, start: int, end: int) -> list[Agent]:
        """Return the subject of the clause that a verb without one belongs to.

        "Dự hội nghị, A nói" (attending the conference, A said), "A nói khi dự hội nghị".
        """
        opener = self._words.ending("while", start)
        if opener is not None and opener > sentence.start:
            before = self._people.of_main_clause(opener, sentence)
            if before:
                return before
        if opener is not None or self._opens(start, sentence):
            return self._people.behind_comma(end, sentence)
        return []

    def _leading(self, sentence: SpacySpan, start: int, end: int) -> Iterator[Participation]:
        """Yield the head of a delegation and its state: "X dẫn đầu đoàn Nga dự hội nghị"."""
        if start > sentence.start and self._doc[start - 1].lower_ == "người":
            return
        delegation = self._people.between(end, min(end + _ROLE_REACH, sentence.end))[:1]
        occasion = self._occasions.behind(end, len(sentence), sentence)
        if not occasion.events:
            occasion = self._occasion_before(start, sentence)
        heads = self._people.leading(start)
        if heads:
            delegation = []
        heads = heads or self._people.subjects(start, sentence)[-1:]
        if not heads and delegation:
            heads = self._behind_copula(delegation[0].end, sentence)
            delegation = []
        if any(agent.speaker for agent in heads):
            yield from self._all(occasion, heads, _LEADS, start, end)
            yield from self._all(occasion, delegation, "participant", start, end)

    def _behind_copula(self, index: int, sentence: SpacySpan) -> list[Agent]:
        """Return the person of "dẫn đầu đoàn Nga là X" (the Russian delegation is headed by X)."""
        begin = self._words.beginning("presence", index)
        return self._people.listed(begin, sentence.end)[:1] if begin is not None else []

    def _present(
        self, sentence: SpacySpan, start: int, end: int, occasion: Occasion
    ) -> Iterator[Participation]:
        """Yield those of a list: "tham dự hội nghị có A", "sáu người tham gia, gồm A và B"."""
        reach = _LIST_REACH if self._opens(start, sentence) else _EVENT_REACH
        limit = min(max(end, occasion.end) + reach, sentence.end)
        heads = [
            p for p in self._words.phrases("presence") if max(end, occasion.end) <= p[0] < limit
        ]
        if not heads:
            return
        begin, first = min(heads, key=lambda p: (p[0], -p[1]))
        if reach == _EVENT_REACH and any(t.is_alpha for t in self._doc[end:begin]):
            return
        if not occasion.events:
            occasion = self._occasion_before(start, sentence)
        agents = self._people.listed(first, sentence.end)
        yield from self._all(occasion, agents, "participant", begin, first)

    def _by_phrases(self, sentence: SpacySpan) -> Iterator[Participation]:
        """Yield those of nouns: "với sự tham dự của …", "dưới sự chủ trì của …"."""
        for start, end in self._phrases("attended-by", sentence):
            agents = self._people.listed(end, sentence.end)
            yield from self._all(
                self._occasion_of_noun(start, end, sentence), agents, "participant", start, end
            )
        for start, end in self._phrases("chaired-by", sentence):
            agents = self._people.listed(end, min(end + _LIST_REACH, sentence.end))
            occasion = self._occasion_of_noun(start, end, sentence)
            yield from self._all(occasion, agents, "chair", start, end)
        for start, end in self._phrases("invitation", sentence):
            visits = [
                key for key in self._occasion_before(start, sentence).events if key in self._visits
            ]
            agents = self._people.listed(end, sentence.end)[:1]
            yield from self._all(Occasion(tuple(visits), start, end), agents, "host", start, end)
        for start, end in self._phrases("receives-visitor", sentence):
            yield from self._receiving(sentence, start, end)

    def _receiving(self, sentence: SpacySpan, start: int, end: int) -> Iterator[Participation]:
        """Yield the host of a visit: "A đón B" (welcomes), "A mời B thăm Pháp" (invites)."""
        visitors = {agent.speaker for agent in self._people.beginning(end, end + 1)} - {None}
        hosts = [agent for agent in self._people.subjects(start, sentence) if agent.speaker]
        for mention in self._doc._.event_mentions:
            visit = self._visits.get(mention.event)
            if visit is not None and visitors & set(mention.attendees):
                agents = [agent for agent in hosts if agent.actor in visit.parties]
                yield from self._all(Occasion((visit.key,), start, end), agents, "host", start, end)

    def _in_delegation(self, sentence: SpacySpan) -> Iterator[Participation]:
        """Yield the members of a delegation: "phái đoàn Nga gồm A và B", "đi cùng với X có A".

        Behind a sentence of welcome they are those who wait at the airport.
        """
        first = next((t.i for t in sentence if not t.is_space), sentence.start)
        heads = [
            end
            for name in ("delegation", "accompanied")
            for start, end in self._phrases(name, sentence)
            if start == first or (name == "accompanied" and self._doc[start - 1].lower_ != "người")
        ]
        before = self._doc[first - 1].sent.start if first else first
        if not heads or self._words.beginning("welcomes", before) is not None:
            return
        begin = min(heads)
        limit = min(begin + _EVENT_REACH, sentence.end)
        links = [p for p in self._words.phrases("presence") if begin < p[0] < limit]
        link = max(links, key=lambda p: p[1]) if links else (begin, begin)
        if not links and self._words.beginning("delegation", first):
            return
        agents = [a for a in self._people.listed(link[1], sentence.end) if a.speaker]
        occasion = self._occasion_before(link[0], sentence)
        yield from self._all(occasion, agents, "participant", link[0], link[1])

    def _placed_at(self, sentence: SpacySpan) -> Iterator[Participation]:
        """Yield who speaks at an event: "Tại hội nghị, A …", "A nói tại hội nghị"."""
        opening = self._occasions.opening(sentence)
        agents = self._people.behind_comma(opening.end, sentence) if opening.events else []
        found = [(opening, agent) for agent in agents]
        for index in range(sentence.start, sentence.end):
            end = self._words.beginning("at", index)
            if end is not None and (agents := self._people.speaking_before(index, sentence)):
                occasion = self._occasions.behind(end, _TWO, sentence)
                found += [(occasion, agent) for agent in agents]
        for occasion, agent in found:
            role = "speaker" if agent.speaker else "participant"
            for participation in self._all(occasion, [agent], role, occasion.start, occasion.end):
                yield replace(participation, told="speaks")
        for occasion, agent in self._shown_at(sentence):
            participations = self._all(
                occasion, [agent], "participant", occasion.start, occasion.end
            )
            yield from (replace(participation, told="shown") for participation in participations)

    def _shown_at(self, sentence: SpacySpan) -> list[tuple[Occasion, Agent]]:
        """Return whom a caption shows at an event: "A và B bắt tay tại hội nghị"."""
        begin, last = sentence.start_char, sentence.end_char
        if not any(zone.span.overlap(Span(begin, last)) for zone in self._captions):
            return []
        for index in range(sentence.start + 1, sentence.end):
            end = self._words.beginning("at", index)
            occasion = self._occasions.behind(end, _TWO, sentence) if end is not None else None
            if occasion is not None and occasion.events:
                agents = self._people.between(sentence.start, index)
                return [(occasion, agent) for agent in agents if agent.speaker]
        return []

    def _all(
        self, occasion: Occasion, agents: Sequence[Agent], role: str, begin: int, end: int
    ) -> Iterator[Participation]:
        """Yield that every agent takes part in every event; who chair together are co-chairs."""
        if role == "chair" and len(agents) >= _TWO:
            role = "co-chair"
        for event in occasion.events:
            for agent in agents:
                span = self._span(agent, begin, end)
                told: Literal["attends", "speaks"] = "speaks" if role == "speaker" else "attends"
                yield Participation(event, agent, role, span, told)
                if self._is_coordinator(agent):
                    yield Participation(event, agent, "coordinator", span)

    def _occasion_of_noun(self, start: int, end: int, sentence: SpacySpan) -> Occasion:
        """Return the event of a noun phrase: before it, behind a fronted one, the subject's."""
        found = self._occasions.before(start, sentence)
        if not found.events and self._opens(start, sentence):
            found = self._occasions.behind(end, len(sentence), sentence)
        if not found.events:
            subject = self._people.subjects(start, sentence)
            found = self._occasions.of_forum(subject[0].actor) if len(subject) == 1 else found
        return found

    def _occasion_before(self, index: int, sentence: SpacySpan) -> Occasion:
        found = self._occasions.before(index, sentence)
        return found if found.events else self._occasions.at_hand(sentence)

    def _passive(self, verb: int, sentence: SpacySpan) -> tuple[int, int] | None:
        """Return the last "do" (by) before a verb."""
        openers = [p for p in self._phrases("passive", sentence) if p[1] < verb]
        return openers[-1] if openers else None

    def _opens(self, index: int, sentence: SpacySpan) -> bool:
        """Whether a word opens its sentence, adverbs and marks apart, or follows a comma."""
        before = [token for token in self._doc[sentence.start : index] if not token.is_space]
        return not before or before[-1].text in (",", ";") or len(before) <= _TWO

    def _verbs(self, sentence: SpacySpan) -> list[tuple[int, int, str]]:
        """Return the verbs of roles, the longest where they overlap, in order."""
        found = [
            (start, end, role)
            for role in (*_OBJECT_ROLES, _LEADS)
            for start, end in self._phrases(role, sentence)
        ]
        found += [(start, end, "") for start, end in self._phrases("not-a-role", sentence)]
        kept: list[tuple[int, int, str]] = []
        for start, end, role in sorted(found, key=lambda f: (f[0], -f[1])):
            if not kept or start >= kept[-1][1]:
                kept.append((start, end, role))
        return [verb for verb in kept if verb[2] and not self._is_in_name(verb[0])]

    def _is_in_name(self, index: int) -> bool:
        begin = self._doc[index].idx
        return any(m.span.begin <= begin < m.span.end for m in self._doc._.event_mentions)

    def _is_coordinator(self, agent: Agent) -> bool:
        """Whether the words right behind an agent call it "nước điều phối"."""
        return any(
            agent.end <= begin and not any(t.is_alpha for t in self._doc[agent.end : begin])
            for begin, _ in self._words.phrases("coordinator")
        )

    def _phrases(self, name: str, sentence: SpacySpan) -> list[tuple[int, int]]:
        return [
            (start, end)
            for start, end in self._words.phrases(name)
            if sentence.start <= start and end <= sentence.end
        ]

    def _span(self, agent: Agent, begin: int, end: int) -> Span:
        last = self._doc[max(agent.end, end) - 1]
        return Span(self._doc[min(agent.start, begin)].idx, last.idx + len(last))
