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

__all__ = ["SideFinder", "actors_of"]

_NAMED = ("actor", "person", "coordination")
_PAUSES = frozenset(",;:.()")
#: How far an object may stand behind its verb, in tokens.
_OBJECT_REACH = 6
_TWO = 2
#: The share of all names of actors that makes an organisation the one that an article is about.
_OFTEN = 0.4


class SideFinder:
    """Finds the sides of events in one doc."""

    def __init__(self, doc: Doc, reader: ClauseReader, agents: Sequence[Agent]) -> None:
        """Take what was found in the doc."""
        self._doc = doc
        self._reader = reader
        self._agents = [agent for agent in agents if agent.kind in _NAMED]
        self._sentences = {t.i: s for s in doc.sents for t in s}

    def subject(self, start: int, end: int) -> Agent | None:
        """Return the subject of the verb from token ``start`` to ``end``, if it is not negated."""
        sentence = self._sentences[start]
        left = self._reader.left(start, sentence.start)
        if left.negated or left.kind == "cue":
            return None
        found = self._reader.subject(start, sentence.start)
        if found is not None and found.kind in _NAMED:
            return found
        return self.beside(start, end) if left.kind in ("noun", "other") else None

    def object(self, end: int) -> Agent | None:
        """Return the object of a verb that ends before a token: what follows it without a pause."""
        limit = min(end + _OBJECT_REACH, self._sentences[end - 1].end)
        for index in range(end, limit):
            if self._doc[index].text in _PAUSES:
                return None
            found = next((agent for agent in self._agents if agent.start == index), None)
            if found is not None:
                return found
        return None

    def beside(self, start: int, end: int, apart_from: Collection[str] = ()) -> Agent | None:
        """Return the subject of the sentence around a phrase: left of it, else right of it.

        Args:
            start: First token of the phrase.
            end: The token behind it.
            apart_from: Keys of actors that it cannot be.
        """
        sentence = self._sentences[start]
        left = [a for a in self._agents if sentence.start <= a.start and a.end <= start]
        right = [a for a in self._agents if end <= a.start and a.end <= sentence.end]
        for agent in (*reversed(left), *right):
            is_other = bool(set(actors_of(agent)) - set(apart_from))
            if is_other and not self._reader.is_governed(agent, sentence.start):
                return agent
        return None

    def two_states(self, start: int) -> list[str]:
        """Return the two states that the sentence of a token names, else those of the headline.

        Empty where more or fewer are named.
        """
        sentence = self._sentences[start]
        spans = [(sentence.start, sentence.end)]
        for zone in self._doc._.zones:
            if zone.kind == "headline":
                tokens = self._doc.char_span(zone.span.begin, zone.span.end, "expand")
                spans += [(tokens.start, tokens.end)] if tokens is not None else []
        for first, last in spans:
            inside = [a for a in self._agents if first <= a.start and a.end <= last]
            states = {key for a in inside for key in actors_of(a) if key.startswith("state/")}
            if len(states) == _TWO:
                return sorted(states)
        return []

    def forum(self) -> str | None:
        """Return the organisation that the article is about: what it names most."""
        keys = Counter(mention.key for mention in self._doc._.actors)
        key, count = keys.most_common(1)[0] if keys else ("", 0)
        is_forum = key.startswith("organization/") and count >= _OFTEN * keys.total()
        return key if is_forum else None

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
