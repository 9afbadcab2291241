"""Finds the subjects of clauses: which noun phrases can act, and where one stands.

A subject opens a clause, and nothing governs it: no preposition, no nominaliser, no relative. It
stands right before its verb, before an adjunct ("tại Hà Nội", "ngày 21/4"), before an aside
between commas ("X, người đứng đầu …, nói"), or at the start of the sentence. Base of
``clauses.py``, which adds the verbs.
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from diplograph.extract.agents import Agent
from diplograph.extract.cues import Cue
from diplograph.extract.wordings import Wordings

__all__ = ["PAUSES", "QUOTES", "SubjectReader"]

QUOTES = frozenset("\"“”‘’'«»")
PAUSES = frozenset(",;:-")
#: Classes of words that take the noun behind them, and of words that do not.
_GOVERNING = ("subordinator", "preposition", "nominaliser", "apposition-link")
_FREEING = ("clause-opener", "clause-link", "complementiser", "adverb")
#: How far an adjunct may reach between a subject and its verb, in tokens.
_ADJUNCT_LENGTH = 24


class SubjectReader:
    """Reads the subjects of one doc."""

    def __init__(
        self, doc: Doc, wordings: Wordings, agents: Sequence[Agent], cues: Sequence[Cue]
    ) -> None:
        """Take what was found in the doc."""
        self._doc = doc
        self._wordings = wordings
        self._agents = agents
        self._cues = cues
        self._agent_at_end = {agent.end: agent for agent in agents}
        self._date_starts = _date_starts(doc)

    def opening_subject(self, start: int, index: int) -> Agent | None:
        """Return the subject that opens the sentence with a verb of its own before a token."""
        aside: Agent | None = None
        for agent in self._agents:
            if agent.start < start or agent.end >= index:
                continue
            opens = self.opens_clause(agent, start) and not self.is_governed(agent, start)
            if opens and self._doc[agent.end].text not in PAUSES:
                if not self._is_subordinate(agent, start):
                    return agent
                aside = aside or agent
        return aside

    def _is_subordinate(self, agent: Agent, start: int) -> bool:
        """Whether a clause that only says when or why opens with the agent: "Sau khi Nga …"."""
        index = self.skip_space(agent.start, start)
        name, _ = self.longest(_FREEING, index)
        return name == "clause-opener"

    def before_adjunct(self, index: int, start: int) -> Agent | None:
        """Return the agent that only an adjunct ("tại Hà Nội", "ngày 21/4") keeps from its verb."""
        for agent in reversed(self._agents):
            if agent.end > index or agent.start < start:
                continue
            if index - agent.end > _ADJUNCT_LENGTH or self.is_governed(agent, start):
                continue
            opener = agent.end
            if self._doc[opener].text == ",":
                opener += 1
            if self.opens_adjunct(opener) and not self._breaks(agent.end, index, opener):
                return agent
        return None

    def beyond(self, agent: Agent, index: int, start: int) -> Agent:
        """Return the subject before an adjunct that an agent ends: "X, đang thăm Nga, …"."""
        if self.is_governed(agent, start):
            return self.before_adjunct(index, start) or agent
        return agent

    def before_aside(self, index: int, start: int) -> Agent | None:
        """Return the subject that an aside parts from its verb: "X, người đứng đầu …, nói"."""
        for agent in reversed(self._agents):
            if agent.end >= index or agent.start < start:
                continue
            if index - agent.end > _ADJUNCT_LENGTH or self._has_cue(agent.end, index):
                return None
            opener = self.skip_forward(agent.end)
            is_aside = self._doc[agent.end].text == "," and (
                self._wordings.beginning("apposition-opener", opener) is not None
            )
            if is_aside and self.opens_clause(agent, start):
                return agent
        return None

    def is_named_aside(self, agent: Agent, start: int) -> bool:
        """Whether a name stands behind its office, between commas: "Ngoại trưởng Nga, ông X, …"."""
        before = self.skip_space(agent.start, start)
        if agent.kind != "person" or before <= start or self._doc[before - 1].text != ",":
            return False
        office = self._agent_at_end.get(self.skip_space(before - 1, start))
        return office is not None and office.actor == agent.actor

    def is_set_off(self, agent: Agent, start: int) -> bool:
        """Whether a subject that opens its sentence is set off by a comma: "Trưởng đoàn X, nói"."""
        return agent.kind == "person" and self.skip_space(agent.start, start) <= start

    def is_governed(self, agent: Agent, start: int) -> bool:
        """Whether a preposition, a nominaliser, a relative or a noun takes the agent as its own."""
        index = self.skip_space(agent.start, start)
        if index <= start:
            return False
        if agent.kind == "actor" and self._is_of_private(agent, start):
            return True
        if self._doc[index - 1].text == "-":
            return self._doc[index - 2].text not in QUOTES
        if self.owns_policy(agent, start):
            return False
        name, _ = self.longest((*_GOVERNING, *_FREEING), index)
        if agent.kind == "parties" and name in ("nominaliser", "apposition-link"):
            return False
        return name in _GOVERNING

    def owns_policy(self, agent: Agent, start: int) -> bool:
        """Whether it is an agent's policy that a cue states: "khẳng định lập trường của Nga …"."""
        begin = self._wordings.ending("policy-of", self.skip_space(agent.start, start))
        return begin is not None and any(cue.end == begin for cue in self._cues)

    def _is_of_private(self, agent: Agent, start: int) -> bool:
        """Whether the noun for a private person or body opens the phrase that the agent ends."""
        for head in self._agents:
            if head.kind == "private" and start <= head.start < head.end < agent.start:
                is_one = all(token.text not in ",;:" for token in self._doc[head.end : agent.start])
                if is_one and not self._has_cue(head.end, agent.start):
                    return self.opens_clause(head, start)
        return False

    def is_nominalised(self, agent: Agent, start: int) -> bool:
        """Whether "việc" makes a noun of the clause that the agent opens."""
        index = self.skip_space(agent.start, start)
        return index > start and self._wordings.ending("clause-noun", index) is not None

    def names_another(self, cue: Cue) -> bool:
        """Whether an agent stands right behind a cue: "mong Nga …" (wishes that Russia …)."""
        return any(agent.start == cue.end for agent in self._agents)

    def opens_clause(self, agent: Agent, start: int) -> bool:
        """Whether a pause, a link or the start of the sentence stands before the agent."""
        index = self.skip_space(agent.start, start)
        while index > start:
            skipped = self._wordings.ending("adverb", index)
            if skipped is None:
                break
            index = self.skip_space(skipped, start)
        return (
            index <= start
            or self._doc[index - 1].text in PAUSES
            or self._wordings.ending("clause-link", index) is not None
            or self._wordings.ending("complementiser", index) is not None
            or self._wordings.ending("clause-opener", index) is not None
        )

    def opens_adjunct(self, index: int) -> bool:
        """Whether an adjunct ("tại Hà Nội", "ngày 21/4") begins at a token."""
        return self._wordings.beginning("adjunct", index) is not None or index in self._date_starts

    def is_content(self, cue: Cue, agent: Agent) -> bool:
        """Whether the agent opens the content of the cue: nothing but openers between them.

        What stands before "rằng" (that) says to whom or where: "nói với báo giới rằng …".
        """
        if self.owns_policy(agent, cue.end):
            return True
        that = [token.i for token in self._doc[cue.end : agent.start] if token.lower_ == "rằng"]
        index = that[-1] if that and not self._has_cue(cue.end, that[-1]) else cue.end
        while index < agent.start:
            token = self._doc[index]
            if token.is_space or token.text in QUOTES or token.text in (",", ":"):
                index += 1
                continue
            skipped = next(
                (
                    end
                    for name in ("complementiser", "adverb", "nominaliser")
                    if (end := self._wordings.beginning(name, index)) is not None
                    and end <= agent.start
                ),
                None,
            )
            if skipped is None:
                return self._is_fronted(index, agent)
            index = skipped
        return True

    def _is_fronted(self, index: int, agent: Agent) -> bool:
        """Whether an adjunct that a comma closes stands from ``index`` to the agent."""
        between = self._doc[index : agent.start]
        opens = self.opens_adjunct(index) or any(
            self._wordings.beginning(name, index) is not None
            for name in ("preposition", "clause-opener", "subordinator")
        )
        is_quoted = any(token.text in QUOTES for token in between)
        return opens and between[-1].text == "," and not is_quoted

    def _breaks(self, begin: int, end: int, opener: int) -> bool:
        """Whether a cue, or a pause beside the adjunct's own, stands between subject and verb."""
        pauses = [i for i in range(opener, end) if self._doc[i].text in (",", ";", ":")]
        cues = [cue for cue in self._cues if begin <= cue.start < end and cue.kind != "future"]
        return bool(cues) or (opener == begin and bool(pauses))

    def _has_cue(self, start: int, end: int) -> bool:
        return any(start <= cue.start < end for cue in self._cues)

    def longest(self, names: Sequence[str], index: int) -> tuple[str | None, int]:
        """Return the class of the longest word before a token and where it begins.

        Of classes that have the same word the first counts.
        """
        found = [
            (begin, rank, name)
            for rank, name in enumerate(names)
            if (begin := self._wordings.ending(name, index)) is not None
        ]
        begin, _, name = min(found, default=(index, 0, None))
        return name, begin

    def skip_space(self, index: int, start: int) -> int:
        """Return the end of the last word or mark before ``index``; quotes are passed over."""
        while index > start and (
            self._doc[index - 1].is_space or self._doc[index - 1].text in QUOTES
        ):
            index -= 1
        return index

    def skip_forward(self, index: int) -> int:
        """Return the first token behind a comma and spaces."""
        while index < len(self._doc) - 1 and (
            self._doc[index].is_space or self._doc[index].text == ","
        ):
            index += 1
        return index


def _date_starts(doc: Doc) -> frozenset[int]:
    begins = {mention.span.begin for mention in doc._.dates}
    return frozenset(token.i for token in doc if token.idx in begins)
