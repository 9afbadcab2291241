"""The two sides of a bilateral event: who meets whom.

A verb has a subject and an object ("X gặp Y", X meets Y). A noun names its sides, or one of them
("cuộc gặp với Y", the meeting with Y): the other one is the subject of its sentence. Called by
``event_verbs.py`` and ``event_linking.py``.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from spacy.tokens import Doc

from diplograph.extract.agents import Agent
from diplograph.extract.annotations import PersonMention
from diplograph.extract.clauses import ClauseReader
from diplograph.extract.event_levels import RANKS
from diplograph.extract.event_lists import ListReader
from diplograph.extract.event_name import EventName
from diplograph.extract.wordings import Wordings

__all__ = ["SideFinder", "actors_of"]

_NAMED = ("actor", "person", "coordination")
_PAUSES = frozenset(",;:.()")
#: How far an object may stand behind its verb, in tokens.
_OBJECT_REACH = 6
#: How far behind a verb "với" may stand where place or date comes before it, in tokens.
_ADJUNCT_REACH = 14
_TWO = 2
#: How far behind an event its organisers stand, and how long the verb before it is, in tokens.
_ORGANISER_REACH, _VERB_LENGTH = 12, 7
#: How far behind "các cơ chế như" its list reaches, in tokens.
_LIST_REACH = 45
#: The share of all names of actors that makes an organisation the one that an article is about.
_OFTEN = 0.4


class SideFinder:
    """Finds the sides of events in one doc."""

    def __init__(
        self,
        doc: Doc,
        reader: ClauseReader,
        agents: Sequence[Agent],
        single: Sequence[Agent],
        about_events: Wordings,
        names: Sequence[EventName],
    ) -> None:
        """Take what was found in the doc.

        Args:
            doc: The doc.
            reader: Reads its clauses.
            agents: Its noun phrases that can act.
            single: Those with each member of a coordination by itself.
            about_events: Where words about events stand in it.
            names: The names of events.
        """
        self._about = about_events
        self._event_starts = {name.start for name in names if name.has_kind}
        self._named = {i for name in names if name.has_kind for i in range(name.start, name.end)}
        self._doc = doc
        self._reader = reader
        self._agents = [agent for agent in agents if agent.kind in _NAMED]
        self._single = [agent for agent in single if agent.kind in _NAMED]
        begins = {mention.span.begin for mention in doc._.dates}
        self._date_starts = {token.i for token in doc if token.idx in begins}
        self._lists = ListReader(doc, self._single, about_events, self._date_starts)

    def subject(self, start: int, end: int, *, personal: bool = False) -> Agent | None:
        """Return the subject of the verb from token ``start`` to ``end``, if it is not negated.

        A person right before it is its subject even where it is the object of another verb: "tiếp
        Ngoại trưởng Nga đang thăm Việt Nam" (received Russia's foreign minister, on a visit …).

        Args:
            start: First token of the verb.
            end: The token behind the verb and its object.
            personal: Persons go before states where it does not stand right before the verb.
        """
        sentence = self._doc[start].sent
        left = self._reader.left(start, sentence.start)
        if left.negated or left.kind == "cue":
            return None
        if left.agent is not None and self.persons(left.agent):
            return left.agent
        found = self._reader.subject(start, sentence.start)
        if found is not None and found.kind in _NAMED and not self._is_elsewhere(found):
            return found
        is_on_way = left.agent is not None and self._is_elsewhere(left.agent)
        if is_on_way or left.kind in ("noun", "other"):
            return self.beside(start, end, personal=personal)
        return self._behind_comma(end, sentence.end) if found is None else None

    def object(self, end: int, *, is_place: bool = False) -> Agent | None:
        """Return the object of a verb that ends before a token: what follows it without a pause.

        It may stand behind place and date: "hội đàm tại Hà Nội với X".

        Args:
            end: The token behind the verb.
            is_place: The verb leads somewhere ("thăm"), so that a place is its object.
        """
        sentence_end = self._doc[end - 1].sent.end
        if not is_place and self._opens_adjunct(end):
            end = self._past_adjuncts(end, sentence_end) or sentence_end
        limit = min(end + _OBJECT_REACH, sentence_end)
        for index in range(end, limit):
            if self._doc[index].text in _PAUSES or (not is_place and self._opens_adjunct(index)):
                return None
            if self._about.beginning("clause-break", index) is not None:
                return None
            found = next((agent for agent in self._agents if agent.start == index), None)
            if found is not None:
                return found
        return None

    def parts(self, agent: Agent, *, is_place: bool = False) -> list[Agent]:
        """Return the members of a coordination or of a list one by one, else the agent itself."""
        return self._lists.parts(agent, is_place=is_place)

    def _opens_adjunct(self, index: int) -> bool:
        """Whether a place or a date begins at a token."""
        return index in self._date_starts or self._about.beginning("at", index) is not None

    def _past_adjuncts(self, start: int, limit: int) -> int | None:
        """Return the end of "với" behind adjuncts of place and time."""
        for index in range(start, min(start + _ADJUNCT_REACH, limit)):
            if self._doc[index].text in _PAUSES:
                return None
            following = self._about.beginning("with", index)
            if following is not None:
                return following
        return None

    def beside(
        self,
        start: int,
        end: int,
        apart_from: Collection[str] = (),
        *,
        personal: bool = False,
    ) -> Agent | None:
        """Return the subject of the sentence around a phrase: left of it, else right of it.

        Args:
            start: First token of the phrase.
            end: The token behind it.
            apart_from: Keys of actors that it cannot be.
            personal: Persons go before states.
        """
        sentence = self._doc[start].sent
        left = [a for a in self._agents if sentence.start <= a.start and a.end <= start]
        right = [a for a in self._agents if end <= a.start and a.end <= sentence.end]
        right = [a for a in right if a.start == end or self._before(a.start) in _PAUSES]
        fitting = [
            agent
            for agent in (*reversed(left), *right)
            if set(actors_of(agent)) - set(apart_from)
            and not self._reader.is_governed(agent, sentence.start)
            and not self._is_elsewhere(agent)
        ]
        persons = [agent for agent in fitting if self.persons(agent)] if personal else []
        return next(iter(persons or fitting), None)

    def _behind_comma(self, end: int, limit: int) -> Agent | None:
        """Return the subject behind a fronted clause: "Trao đổi với X, Ngoại trưởng Nga …".

        Place or date may close the clause: "Tiếp X ngày 3/5, Thủ tướng Y …".
        """
        if any(map(self._opens_adjunct, range(end, min(end + _TWO, limit)))):
            reach = range(end, min(end + _ADJUNCT_REACH, limit))
            end = next((i for i in reach if self._doc[i].text == ","), limit)
        if end >= limit or self._doc[end].text != ",":
            return None
        start = end + 1
        while start < limit and self._doc[start].is_space:
            start += 1
        return next((agent for agent in self._agents if agent.start == start), None)

    def _before(self, index: int) -> str:
        """Return the word before a token, whatever space lies between."""
        while index > 1 and self._doc[index - 1].is_space:
            index -= 1
        return self._doc[index - 1].text if index else ""

    def of_whom(self, end: int) -> Agent | None:
        """Return the person of "của" behind a token: "thăm Nga của [Thủ tướng Y]"."""
        if end >= len(self._doc) or self._doc[end].lower_ != "của":
            return None
        found = next((agent for agent in self._agents if agent.start == end + 1), None)
        return found if found is not None and self.persons(found) else None

    def two_persons(self, start: int) -> list[PersonMention]:
        """Return the persons of two sides whom a sentence names last before a token.

        Of a coordination of more sides ("A, B và C đã có cuộc gặp") all of them.
        """
        together = [a for a in self._agents if self._doc[start].sent.start <= a.start < start]
        if together and len(together[-1].members) > _TWO:
            return self.persons(together[-1])
        begin, place = self._doc[start].sent.start_char, self._doc[start].idx
        found: dict[str, PersonMention] = {}
        for mention in reversed(self._doc._.person_mentions):
            if begin <= mention.span.begin < place and mention.side and len(found) < _TWO:
                found.setdefault(mention.side, mention)
        return list(found.values()) if len(found) == _TWO else []

    def two_before(self, start: int) -> tuple[Agent, ...]:
        """Return the persons of two sides named last, if "hai ông" (the two) is a verb's subject.

        Args:
            start: First token of the verb.
        """
        first = max(self._doc[start].sent.start, start - _VERB_LENGTH)
        pairs = [p for p in self._about.phrases("two-persons") if first <= p[0] and p[1] <= start]
        if not pairs or any(token.text in _PAUSES for token in self._doc[pairs[-1][1] : start]):
            return ()
        found: dict[str, Agent] = {}
        for agent in reversed(self._single):
            named = agent.end <= pairs[-1][0] and agent.speaker and agent.actor != agent.speaker
            if named and agent.actor and len(found) < _TWO:
                found.setdefault(agent.actor, agent)
        return tuple(reversed(found.values())) if len(found) == _TWO else ()

    def two_sides(self, start: int) -> list[str]:
        """Return the two states that the sentence of a token names; empty for more or fewer."""
        sentence = self._doc[start].sent
        return self._two_between(sentence.start, sentence.end)

    def two_in_headline(self) -> list[str]:
        """Return the two states that the headline names."""
        for zone in self._doc._.zones:
            if zone.kind == "headline":
                tokens = self._doc.char_span(zone.span.begin, zone.span.end, "expand")
                return self._two_between(tokens.start, tokens.end) if tokens is not None else []
        return []

    def _two_between(self, first: int, last: int) -> list[str]:
        acting = [
            agent
            for agent in self._agents
            if first <= agent.start and agent.end <= last and not self._is_elsewhere(agent)
        ]
        states = {key for a in acting for key in actors_of(a) if key.startswith("state/")}
        return sorted(states) if len(states) == _TWO else []

    def organisers(self, end: int) -> tuple[str, ...]:
        """Return those by whom an event is held: "đàm phán do Nga và Thổ Nhĩ Kỳ tổ chức"."""
        limit = min(end + _ORGANISER_REACH, self._doc[end - 1].sent.end)
        for agent in self._agents:
            if end <= agent.start < limit and agent.kind == "coordination":
                by = self._about.ending("organised-by", agent.start) is not None
                return agent.members if by else ()
        return ()

    def coordinated(self, start: int) -> tuple[str, ...]:
        """Return the sides that are the subject of a phrase together: "Nga và Mỹ khởi động …".

        Of a longer event, on whose sidelines they do something, they need not be the sides.
        """
        if self._about.ending("frame", start) is not None:
            return ()
        sentence = self._doc[start].sent
        left = [a for a in self._agents if sentence.start <= a.start and a.end <= start]
        if not left or left[-1].kind != "coordination" or start - left[-1].end > _VERB_LENGTH:
            return ()
        between = self._doc[left[-1].end : start]
        return () if any(token.text in _PAUSES for token in between) else left[-1].members

    def leads_to_event(self, end: int) -> bool:
        """Whether what ends before a token goes on to where: "gặp nhau tại Diễn đàn …"."""
        following = self._about.beginning("at", end)
        genitive = end < len(self._doc) and self._doc[end].lower_ == "của"
        return genitive or (following is not None and following in self._event_starts)

    def ends_with_preposition(self, end: int) -> bool:
        """Whether a verb ends with "với" or "cùng"."""
        return self._about.ending("with", end) is not None

    def is_capital(self, index: int) -> bool:
        """Whether a token begins with a capital."""
        return self._doc[index].text[0].isupper()

    def is_counted(self, index: int) -> bool:
        """Whether a token is a classifier of events: "cuộc", "phiên"."""
        return self._about.beginning("classifier", index) is not None

    def is_example(self, index: int) -> bool:
        """Whether what begins at a token is named as a mechanism only: "các cơ chế như ARF"."""
        first = max(self._doc[index].sent.start, index - _LIST_REACH)
        listed = [begin for begin, _ in self._about.phrases("such-as") if first <= begin < index]
        return any(
            0 <= begin - end < _LIST_REACH
            for _, end in self._about.phrases("mechanism")
            for begin in listed
        )

    def _is_elsewhere(self, agent: Agent) -> bool:
        """Whether an agent only says where something is, or stands in the name of an event."""
        return agent.kind == "actor" and (agent.start in self._named or self._is_place(agent))

    def _is_place(self, agent: Agent) -> bool:
        """Whether words make an agent a place: "tại Hà Nội", "tại Canberra, Australia".

        So do verbs of travel: "đến Hà Nội gặp X" (came to Ha Noi to meet X).
        """
        start = agent.start
        while (noun := self._about.ending("place-noun", start)) is not None:
            start = noun
        if any(self._about.ending(name, start) is not None for name in ("at", "travels")):
            return True
        before = next((a for a in self._agents if a.end == start - 1), None)
        is_bare = self._doc[agent.start].text[0].isupper()
        is_apposed = is_bare and start > 0 and self._doc[start - 1].text in (",", "(")
        return (
            is_apposed and before is not None and before.kind == "actor" and self._is_place(before)
        )

    def forum(self) -> str | None:
        """Return the organisation that the article is about: what it names most.

        What it names once does not count, as in a list of guests.
        """
        keys = Counter(mention.key for mention in self._doc._.actors)
        key, count = keys.most_common(1)[0] if keys else ("", 0)
        often = sum(number for number in keys.values() if number > 1)
        is_forum = key.startswith("organization/") and count >= _OFTEN * often
        return key if is_forum else None

    def has_title(self, agent: Agent) -> bool:
        """Whether a title makes an agent those who hold it: "các ngoại trưởng [ASEAN]"."""
        return any(
            self._about.ending(rank, agent.start) or self._about.beginning(rank, agent.start)
            for rank in RANKS
        )

    def are_envoys(self, agent: Agent) -> bool:
        """Whether an agent is people whom a state sends: "phái đoàn [Nga]", "quan chức [Mỹ]"."""
        return any(
            self._about.beginning("envoys", index) is not None
            for index in range(agent.start, agent.end)
        )

    def persons(self, agent: Agent) -> list[PersonMention]:
        """Return the persons whom an agent names: several for a coordination."""
        begin, last = self._doc[agent.start].idx, self._doc[agent.end - 1]
        return [
            mention
            for mention in self._doc._.person_mentions
            if begin <= mention.span.begin and mention.span.end <= last.idx + len(last)
        ]


def actors_of(agent: Agent) -> tuple[str, ...]:
    """Return the keys of the actors that an agent stands for."""
    return agent.members or ((agent.actor,) if agent.actor else ())
