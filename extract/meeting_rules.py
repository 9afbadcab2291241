"""Who meets by the words of a meeting itself: "A gặp B", "cuộc gặp giữa A và B", "A thăm Nga".

Reads the mentions of events, apart from other words of attendance. Called by ``attendance.py``.
"""

from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.agents import Agent
from diplograph.extract.annotations import EventMention
from diplograph.extract.occasions import OccasionFinder, tokens_of
from diplograph.extract.participants import ParticipantFinder
from diplograph.extract.participation import Participation
from diplograph.extract.wordings import Wordings
from diplograph.ontology.model import Event

__all__ = ["MeetingReader"]

_ASEAN = "organization/asean"
_VISIT = "visit"
_TWO = 2
#: How far behind a visit its purpose goes on, in tokens, and what ends it.
_PURPOSE_REACH = 25
_PAUSES = frozenset(",;.:\n")
_PLACE_LINKS = frozenset({"tại", "ở"})
#: How far behind an event's name "giữa" (between) may open its sides, in tokens.
_BETWEEN_REACH = 10


class MeetingReader:
    """Reads the mentions of events of one doc."""

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
        self._events: dict[str, Event] = {event.key: event for event in doc._.events}
        self._of_leaders = occasions.of_leaders()

    def participations(self) -> Iterator[Participation]:
        """Yield who takes part, mention by mention."""
        for mention in self._doc._.event_mentions:
            event = self._events[mention.event]
            tokens = tokens_of(self._doc, mention.span)
            if event.kind == _VISIT and mention.host is None:
                yield from self._visiting(mention, tokens)
                yield from self._visited(mention, tokens, event)
            else:
                yield from self._meeting(mention, tokens)
            if event.kind != _VISIT:
                yield from self._holding(mention, tokens, event)
                yield from self._named_in(mention, tokens, event)
                yield from self._between(mention, tokens)

    def _meeting(self, mention: EventMention, tokens: SpacySpan) -> Iterator[Participation]:
        """Yield those whom the words of a bilateral event say to meet.

        Where the words name the two by their number ("giữa hai nhà lãnh đạo") nobody else is meant.
        The unnamed holder of an office is nobody.
        """
        of_two = mention.event in self._of_leaders
        for agent in self._people.between(tokens.sent.start, tokens.sent.end):
            key = agent.speaker or agent.actor
            is_unnamed = agent.kind == "person" and agent.speaker is None
            is_other = of_two and not self._is_inside(agent, mention)
            if key in mention.attendees and not is_unnamed and not is_other:
                role = "host" if key == mention.host else "participant"
                yield Participation(mention.event, agent, role, mention.span, "meets")
        yield from self._named_before(mention, tokens)

    def _named_before(self, mention: EventMention, tokens: SpacySpan) -> Iterator[Participation]:
        """Yield the two whom "hai ông" (the two) takes up from sentences before."""
        named = self._people.between(0, tokens.sent.end)
        last = {agent.speaker: agent for agent in named if agent.speaker in mention.attendees}
        for agent in last.values():
            if agent.end <= tokens.sent.start:
                yield Participation(mention.event, agent, "participant", mention.span, "meets")

    def _visiting(self, mention: EventMention, tokens: SpacySpan) -> Iterator[Participation]:
        """Yield the visitors: "A thăm Nga", "tiếp A đang thăm Nga", "chuyến thăm Nga của A".

        No visitor is of the state that is visited.
        """
        inside = self._people.beginning(tokens.start, tokens.end)
        agents = [agent for agent in inside if agent.speaker]
        begin = self._words.ending("holds", tokens.start)
        if not agents and begin is not None:
            agents = self._people.subjects(begin, tokens.sent)
        elif not agents:
            agents = self._people.next_to(tokens.start, tokens.sent)
            agents = agents or self._people.subjects(tokens.start, tokens.sent)
        visited = {agent.actor for agent in inside if agent.speaker is None}
        for agent in agents:
            if agent.speaker and agent.actor not in visited:
                yield Participation(mention.event, agent, "participant", mention.span, "meets")

    def _visited(
        self, mention: EventMention, tokens: SpacySpan, event: Event
    ) -> Iterator[Participation]:
        """Yield with whom a visitor means to talk: "A thăm Pháp để thảo luận … với B".

        Talks that the words name are an event of their own.
        """
        for index in range(tokens.end, min(tokens.end + _PURPOSE_REACH, tokens.sent.end)):
            if self._doc[index].text in _PAUSES or self._is_in_event(index):
                return
            begin = self._words.beginning("between", index)
            if begin is not None:
                for agent in self._people.beginning(begin, begin + 1):
                    if agent.speaker and agent.actor in event.parties:
                        yield Participation(
                            mention.event, agent, "participant", mention.span, "meets"
                        )
                return

    def _is_in_event(self, index: int) -> bool:
        begin = self._doc[index].idx
        return any(m.span.begin <= begin < m.span.end for m in self._doc._.event_mentions)

    def _holding(
        self, mention: EventMention, tokens: SpacySpan, event: Event
    ) -> Iterator[Participation]:
        """Yield the subjects of a bilateral event: "A và B có cuộc gặp" (A and B had a meeting).

        All of them belong to its sides, and no side is missing, or none is taken.
        """
        if len(event.parties) < _TWO:
            return
        begin = self._words.ending("holds", tokens.start)
        if begin is None and self._words.beginning("of-event", tokens.start) is not None:
            return
        agents = self._people.subjects(begin or tokens.start, tokens.sent, near=True)
        sides = {agent.actor for agent in agents}
        inside = {agent.actor for agent in self._people.between(tokens.start, tokens.end)}
        if sides and sides <= set(event.parties) <= sides | inside:
            for agent in agents:
                yield Participation(event.key, agent, "participant", mention.span, "meets")

    def _between(self, mention: EventMention, tokens: SpacySpan) -> Iterator[Participation]:
        """Yield the two persons of "cuộc gặp hồi tháng 6 giữa A và B", a few words apart."""
        limit = min(tokens.end + _BETWEEN_REACH, tokens.sent.end)
        for index in range(tokens.end, limit):
            begin = self._words.beginning("between", index)
            if begin is not None and self._doc[index].lower_ == "giữa":
                agents = self._people.listed(begin, tokens.sent.end)[:_TWO]
                if len(agents) == _TWO and all(agent.speaker for agent in agents):
                    for agent in agents:
                        yield Participation(mention.event, agent, "participant", mention.span)
                return

    def _named_in(
        self, mention: EventMention, tokens: SpacySpan, event: Event
    ) -> Iterator[Participation]:
        """Yield those whom an event's own name says to take part.

        These are persons, ministers of a state ("với các ngoại trưởng Mỹ"), lists in brackets, and
        more than two sides that are told one by one ("cuộc họp giữa Nga, Iran và Thổ Nhĩ Kỳ").
        Words for several meetings ("gặp A và B") name at each only those who meet there.
        """
        inside = self._people.beginning(tokens.start, tokens.end)
        inside = [agent for agent in inside if not self._is_place(agent)]
        states = {agent.actor for agent in inside if _is_state(agent)}
        if self._is_of_several(mention):
            here = {*mention.attendees, *event.parties}
            inside = [agent for agent in inside if (agent.speaker or agent.actor) in here]
        for agent in inside:
            is_told = _is_state(agent) and (len(states) > _TWO or self._is_several(agent))
            if agent.speaker is not None or is_told or self._are_officials(agent):
                yield Participation(mention.event, agent, "participant", mention.span, "meets")
        for agent in self._people.in_brackets(tokens.start, tokens.end):
            yield Participation(mention.event, agent, "participant", mention.span)

    def _is_of_several(self, mention: EventMention) -> bool:
        """Whether the words of a mention are those of another event too."""
        return any(
            other.span == mention.span and other.event != mention.event
            for other in self._doc._.event_mentions
        )

    def _is_place(self, agent: Agent) -> bool:
        """Whether a state says where an event is: "thượng đỉnh Mỹ - Triều tại Việt Nam"."""
        before = self._doc[agent.start - 1].lower_ if agent.start else ""
        return _is_state(agent) and before in _PLACE_LINKS

    def _are_officials(self, agent: Agent) -> bool:
        """Whether it is ministers of ASEAN who are met: "với những người đồng cấp ASEAN"."""
        begin = self._words.ending("officials", agent.start)
        if begin is None and self._words.beginning("officials", agent.start) is not None:
            begin = agent.start
        if begin is None or agent.actor != _ASEAN or agent.speaker is not None:
            return False
        return any(self._words.ending(name, begin) is not None for name in ("several", "between"))

    def _is_several(self, agent: Agent) -> bool:
        return self._words.beginning("several", agent.start) is not None

    def _is_inside(self, agent: Agent, mention: EventMention) -> bool:
        return mention.span.begin <= self._doc[agent.start].idx < mention.span.end


def _is_state(agent: Agent) -> bool:
    return agent.kind == "actor" and (agent.actor or "").startswith("state/")
