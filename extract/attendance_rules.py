"""Words that say who takes part: "X tham dự" (attends), "do A chủ trì" (chaired by).

A rule looks at one sentence that mentions an event and takes the noun phrases beside its words.
Called by ``attendance.py``. A person who is only talked about takes part in nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.agents import Agent
from diplograph.extract.annotations import EventMention
from diplograph.extract.wordings import Wordings
from diplograph.ontology.model import Span

__all__ = ["Participation", "RuleReader"]

#: Words whose noun belongs to another noun and takes no part itself.
_GENITIVES = frozenset({"của", "giữa", "về", "tại", "ở", "sang", "thăm"})
#: How far behind "với sự tham dự của" its list reaches, a delegation behind its head, and an event
#: behind "tham dự", in tokens.
_LIST_REACH, _ROLE_REACH, _EVENT_REACH = 40, 5, 8


@dataclass(frozen=True, slots=True)
class Participation:
    """That somebody takes part in an event, and the words that say so."""

    event: str
    agent: Agent
    role: str
    span: Span


class RuleReader:
    """Reads the sentences of one doc."""

    def __init__(
        self,
        doc: Doc,
        wordings: Wordings,
        about_events: Wordings,
        agents: Sequence[Agent],
    ) -> None:
        """Take what was found in the doc."""
        self._doc = doc
        self._wordings = wordings
        self._about = about_events
        self._agents = agents
        self._kinds = {event.key: event.kind for event in doc._.events}

    def participations(self) -> Iterator[Participation]:
        """Yield who takes part, sentence by sentence."""
        for sentence in self._doc.sents:
            for mention in self._mentions(sentence):
                yield from self._named_in(mention)
                yield from self._meeting(sentence, mention)
            for agent, role, begin, end in self._by_words(sentence):
                event = self._event_at(sentence, begin)
                if event is not None and not self._is_in_name(agent):
                    yield Participation(event, agent, role, self._span(agent, begin, end))

    def _by_words(self, sentence: SpacySpan) -> Iterator[tuple[Agent, str, int, int]]:
        """Yield agents with their roles and the words, as tokens, that give them."""
        for begin, end in self._phrases("participation", sentence):
            if not self._is_followed_by_event(sentence, end):
                continue
            for agent in self._before(sentence, begin):
                yield agent, self._role(agent, "participant"), begin, end
        for begin, end in self._phrases("attended-by", sentence):
            for agent in self._behind(end, min(end + _LIST_REACH, sentence.end)):
                yield agent, "participant", begin, end
        for begin, end in self._phrases("leads-delegation", sentence):
            for agent in self._before(sentence, begin)[-1:]:
                yield agent, "head-of-delegation", begin, end
            for agent in self._behind(end, min(end + _ROLE_REACH, sentence.end))[:1]:
                yield agent, "participant", begin, end
        together = self._phrases("co-chair", sentence)
        alone = [
            (begin, end)
            for begin, end in self._phrases("chair", sentence)
            if not any(a <= begin < b for a, b in together)
        ]
        for role, phrases in (("co-chair", together), ("chair", alone)):
            for begin, end in phrases:
                for agent in self._chairing(sentence, begin, end):
                    yield agent, role, begin, end
                    if self._role(agent, "") == "coordinator":
                        yield agent, "coordinator", begin, end

    def _chairing(self, sentence: SpacySpan, begin: int, end: int) -> list[Agent]:
        """Who chairs: behind "dưới sự chủ trì của", between "do" and the verb, or left of it."""
        if self._doc[end - 1].lower_ == "của":
            return self._behind(end, min(end + _ROLE_REACH, sentence.end))[:1]
        openers = [b for a, b in self._phrases("chaired-by", sentence) if b <= begin]
        if openers:
            return [a for a in self._behind(openers[-1], begin) if not self._is_compound(a)]
        return self._before(sentence, begin)

    def _named_in(self, mention: EventMention) -> Iterator[Participation]:
        """Yield the persons and members that an event's own name says to take part."""
        begin, end = mention.span.begin, mention.span.end
        for agent in self._agents:
            span = self._span(agent, agent.start, agent.end)
            if not (begin <= span.begin and span.end <= end):
                continue
            if agent.kind == "person" or (agent.actor or "").startswith("collective/"):
                yield Participation(mention.event, agent, "participant", mention.span)

    def _meeting(self, sentence: SpacySpan, mention: EventMention) -> Iterator[Participation]:
        """Yield those whom the words of a bilateral event say to meet."""
        for agent in self._behind(sentence.start, sentence.end):
            key = agent.speaker or agent.actor
            if key in mention.attendees:
                role = "host" if key == mention.host else "participant"
                yield Participation(mention.event, agent, role, mention.span)

    def _is_followed_by_event(self, sentence: SpacySpan, end: int) -> bool:
        last = self._doc[min(end + _EVENT_REACH, sentence.end) - 1]
        return any(
            self._doc[end - 1].idx < m.span.begin <= last.idx for m in self._mentions(sentence)
        )

    def _mentions(self, sentence: SpacySpan) -> list[EventMention]:
        return [
            m
            for m in self._doc._.event_mentions
            if sentence.start_char <= m.span.begin < sentence.end_char
        ]

    def _event_at(self, sentence: SpacySpan, index: int) -> str | None:
        """Return the event that words at a token are about: the next one, else the one before."""
        mentions = self._mentions(sentence)
        place = self._doc[index].idx
        behind = [m for m in mentions if m.span.begin >= place]
        before = [m for m in mentions if m.span.begin < place]
        chosen = behind[:1] or before[-1:]
        return chosen[0].event if chosen else None

    def _before(self, sentence: SpacySpan, index: int) -> list[Agent]:
        """Return the agents left of a word in its clause."""
        start = max(
            (i for i in range(sentence.start, index) if self._doc[i].text == ";"), default=0
        )
        return [
            agent
            for agent in self._agents
            if max(start, sentence.start) <= agent.start
            and agent.end <= index
            and not self._is_genitive(agent)
        ]

    def _behind(self, start: int, end: int) -> list[Agent]:
        return [a for a in self._agents if start <= a.start and a.end <= end]

    def _is_genitive(self, agent: Agent) -> bool:
        return agent.start > 0 and self._doc[agent.start - 1].lower_ in _GENITIVES

    def _is_compound(self, agent: Agent) -> bool:
        """Whether the agent is part of a compound such as "quan hệ ASEAN-Nga"."""
        before = self._wordings.ending("apposition-link", agent.start) is not None
        return before or "-" in (
            self._doc[agent.start - 1].text,
            self._doc[min(agent.end, len(self._doc) - 1)].text if before else "",
        )

    def _is_in_name(self, agent: Agent) -> bool:
        begin = self._doc[agent.start].idx
        return any(m.span.begin <= begin < m.span.end for m in self._doc._.event_mentions)

    def _role(self, agent: Agent, default: str) -> str:
        """Return the role that words right behind an agent give it: "nước điều phối"."""
        for begin, _ in self._about.phrases("coordinator"):
            between = self._doc[agent.end : begin]
            if agent.end <= begin and not any(token.is_alpha for token in between):
                return "coordinator"
        return default

    def _phrases(self, name: str, sentence: SpacySpan) -> list[tuple[int, int]]:
        return [
            (start, end)
            for start, end in self._about.phrases(name)
            if sentence.start <= start and end <= sentence.end
        ]

    def _span(self, agent: Agent, begin: int, end: int) -> Span:
        last = self._doc[max(agent.end, end) - 1]
        return Span(self._doc[min(agent.start, begin)].idx, last.idx + len(last))
