"""Reads the syntax of clauses: whose act a verb is.

Vietnamese has no inflection and a strict order of subject, adverbs, verb, so a verb is read from
what stands left of it, adverbs skipped:

* a subject: "Nga ủng hộ …" (Russia supports) — unless a preposition, a nominaliser or a relative
  "do" or "mà" governs that noun, or an earlier cue has it as its object ("đề nghị Nga ủng hộ");
* a boundary (comma, semicolon, "và", "đồng thời", start of the sentence): the subject is that of
  the clause before, or the one that follows a fronted clause;
* another cue: "khẳng định ủng hộ" (affirms support) is one act;
* a nominaliser ("sự ủng hộ của Nga"): no act, unless a light verb governs it ("bày tỏ sự ủng hộ").

Called by ``acts.py`` and ``event_verbs.py``; limits are listed in ``docs/extraction.md``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc

from diplograph.extract.agents import Agent
from diplograph.extract.cues import Cue
from diplograph.extract.wordings import Wordings

__all__ = ["Boundary", "ClauseReader", "Left"]

_QUOTES = frozenset("\"“”‘’'«»")
_PAUSES = frozenset(",;:-")
#: How far an adjunct may reach between a subject and its verb, in tokens.
_ADJUNCT_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Left:
    """What stands left of a cue, adverbs skipped."""

    kind: Literal["agent", "boundary", "cue", "noun", "other"]
    #: First token of the cue with its adverbs, or of the light verb that governs it.
    start: int
    agent: Agent | None = None
    cue: Cue | None = None
    negated: bool = False
    future: bool = False
    light: bool = False


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a clause without a subject begins."""

    pause: str
    #: A link such as "đồng thời" opens a new act of the speaker.
    strong: bool


class ClauseReader:
    """Reads the sentences of one doc."""

    def __init__(
        self, doc: Doc, wordings: Wordings, agents: Sequence[Agent], cues: Sequence[Cue]
    ) -> None:
        """Take what was found in the doc."""
        self._doc = doc
        self._wordings = wordings
        self._agents = agents
        self._cues = cues
        self._agent_at_end = {agent.end: agent for agent in agents}
        self._cue_at_end = {cue.end: cue for cue in cues}
        self._date_starts = _date_starts(doc)

    def acting_cues(self, start: int, end: int) -> Iterator[tuple[Cue, Left]]:
        """Yield the cues between two tokens that are verbs, with what stands left of each."""
        for cue in self._cues:
            if start <= cue.start and cue.end <= end and not self._is_noun(cue):
                yield cue, self.left(cue.start, start, future=cue.kind == "future")

    def subject(self, index: int, start: int) -> Agent | None:
        """Return the subject of the verb at a token, in a sentence that begins at ``start``.

        It stands next to the verb, before an adjunct, or opens the sentence.
        """
        left = self.left(index, start)
        if left.agent is not None:
            return None if self.is_governed(left.agent, start) else left.agent
        return self.opening_subject(start, index) if left.kind == "boundary" else None

    def _is_noun(self, cue: Cue) -> bool:
        """Whether the cue is part of a name, or what follows shows that it is a noun."""
        inside = any(agent.start <= cue.start < agent.end for agent in self._agents)
        return inside or self._wordings.beginning("noun-mark", cue.end) is not None

    def skip_space(self, index: int, start: int) -> int:
        """Return the end of the last word or mark before ``index``; quotes are passed over."""
        while index > start and (
            self._doc[index - 1].is_space or self._doc[index - 1].text in _QUOTES
        ):
            index -= 1
        return index

    def left(self, index: int, start: int, *, future: bool = False) -> Left:
        """Return what stands left of the verb at a token, adverbs and light verbs skipped.

        Args:
            index: First token of the verb.
            start: First token of its sentence.
            future: It is in the future already.
        """
        first, negated, light = index, False, False
        while True:
            index = self.skip_space(index, start)
            if index <= start:
                return Left("boundary", first, negated=negated, future=future, light=light)
            if agent := self._agent_at_end.get(index):
                return Left("agent", first, agent, None, negated, future, light)
            if other := self._cue_at_end.get(index):
                if other.kind != "future":
                    return Left("cue", first, None, other, negated, future, light)
                index, future = other.start, True
                continue
            if (skipped := self._wordings.ending("negation", index)) is not None:
                index, negated = skipped, not negated
                continue
            if (skipped := self._wordings.ending("adverb", index)) is not None:
                index = skipped
                continue
            if (skipped := self._wordings.ending("light-verb", index)) is not None:
                index = first = skipped
                light = True
                continue
            if (skipped := self._wordings.ending("nominaliser", index)) is not None:
                governor = self._light_governor(skipped, start)
                if governor is None:
                    return Left("noun", first)
                index = first = governor
                light = True
                continue
            break
        return self._past_adjunct(
            index, start, Left("other", first, None, None, negated, future, light)
        )

    def _light_governor(self, index: int, start: int) -> int | None:
        """Return where the verb before a nominalised cue begins, if it lends the noun its act."""
        index = self.skip_space(index, start)
        while (skipped := self._wordings.ending("nominaliser", index)) is not None:
            index = self.skip_space(skipped, start)
        light = self._wordings.ending("light-verb", index)
        if light is not None:
            return light
        cue = self._cue_at_end.get(index)
        return cue.end if cue and cue.kind == "reporting" else None

    def _past_adjunct(self, index: int, start: int, left: Left) -> Left:
        """Look for the subject before an adjunct or an apposition; else say what stands there."""
        text = self._doc[index - 1].text
        if text in _PAUSES:
            closed = self.skip_space(index - 1, start)
            agent = self._agent_at_end.get(closed)
            if text == "," and agent and agent.apposition:
                return replace(left, kind="agent", agent=agent)
            agent = self._subject_before_adjunct(index - 1, start) if text == "," else None
            if agent is not None:
                return replace(left, kind="agent", agent=agent)
            return replace(left, kind="boundary")
        if self._wordings.ending("clause-link", index) is not None:
            return replace(left, kind="boundary")
        if any(
            self._wordings.ending(name, index) is not None
            for name in ("subordinator", "clause-opener")
        ):
            return replace(left, kind="noun")
        if self._wordings.ending("complementiser", index) is not None:
            opener = self.skip_space(self._wordings.ending("complementiser", index) or 0, start)
            cue = self._cue_at_end.get(opener)
            if cue is not None:
                return replace(left, kind="cue", cue=cue)
        agent = self._subject_before_adjunct(index, start)
        return replace(left, kind="agent", agent=agent) if agent else left

    def _subject_before_adjunct(self, index: int, start: int) -> Agent | None:
        """Return the agent that only an adjunct ("tại Hà Nội", "ngày 21/4") keeps from its verb."""
        for agent in reversed(self._agents):
            if agent.end > index or agent.start < start:
                continue
            if index - agent.end > _ADJUNCT_LENGTH or self.is_governed(agent, start):
                continue
            opener = agent.end
            if self._doc[opener].text == ",":
                opener += 1
            if self._opens_adjunct(opener) and not self._breaks(agent.end, index, opener):
                return agent
        return None

    def _opens_adjunct(self, index: int) -> bool:
        return self._wordings.beginning("adjunct", index) is not None or index in self._date_starts

    def _breaks(self, begin: int, end: int, opener: int) -> bool:
        """Whether a cue, or a pause beside the adjunct's own, stands between subject and verb."""
        pauses = [i for i in range(opener, end) if self._doc[i].text in (",", ";", ":")]
        cues = [cue for cue in self._cues if begin <= cue.start < end and cue.kind != "future"]
        return bool(cues) or (opener == begin and bool(pauses))

    def is_governed(self, agent: Agent, start: int) -> bool:
        """Whether a preposition, a nominaliser or a relative takes the agent as its noun."""
        index = self.skip_space(agent.start, start)
        if index <= start or self._wordings.ending("clause-opener", index) is not None:
            return False
        if self._doc[index - 1].text == "-":
            return True
        if agent.kind == "parties" and self._wordings.ending("preposition", index) is None:
            return self._wordings.ending("subordinator", index) is not None
        return any(
            self._wordings.ending(name, index) is not None
            for name in ("preposition", "subordinator", "nominaliser", "apposition-link")
        )

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
            or self._doc[index - 1].text in _PAUSES
            or self._wordings.ending("clause-link", index) is not None
            or self._wordings.ending("complementiser", index) is not None
            or self._wordings.ending("clause-opener", index) is not None
        )

    def is_content(self, cue: Cue, agent: Agent) -> bool:
        """Whether the agent opens the content of the cue: nothing but openers between them."""
        index = cue.end
        while index < agent.start:
            token = self._doc[index]
            if token.is_space or token.text in _QUOTES or token.text in (",", ":"):
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
        return (
            self._opens_adjunct(index) or self._wordings.beginning("preposition", index) is not None
        ) and between[-1].text == ","

    def following_subject(self, start: int, cue: Cue) -> Agent | None:
        """Return the subject that follows a fronted clause: "Cảm ơn …, đoàn Việt Nam đề nghị"."""
        for later in self._cues:
            if later.start < cue.end or later.start - start > 120:
                continue
            left = self.left(later.start, start, future=later.kind == "future")
            if left.kind != "agent" or left.agent is None:
                continue
            before = self.skip_space(left.agent.start, start)
            if self._doc[before - 1].text == ",":
                return left.agent
        return None

    def opening_subject(self, start: int, index: int) -> Agent | None:
        """Return the subject that opens the sentence with a verb of its own before a token."""
        for agent in self._agents:
            if agent.start < start or agent.end >= index:
                continue
            opens = self.opens_clause(agent, start) and not self.is_governed(agent, start)
            if opens and self._doc[agent.end].text not in _PAUSES:
                return agent
        return None

    def can_stand_alone(self, cue: Cue) -> bool:
        """Whether a cue is an act without a subject next to it."""
        if cue.kind == "future" or self._wordings.beginning("needs-subject", cue.start) == cue.end:
            return False
        return self._wordings.beginning("speech-opener", cue.start) is None

    def continues(self, cue: Cue) -> bool:
        """Whether the content says that the subject goes on doing something."""
        return self._wordings.beginning("continuative", cue.end) is not None

    def boundary(self, left: Left, start: int) -> Boundary:
        """Return the mark that a boundary consists of, and whether a strong link follows it."""
        index, strong = self.skip_space(left.start, start), False
        while index > start:
            strong = strong or self._wordings.ending("strong-link", index) is not None
            skipped = self._wordings.ending("adverb", index)
            if skipped is None:
                skipped = self._wordings.ending("clause-link", index)
            if skipped is None:
                break
            index = self.skip_space(skipped, start)
        return Boundary(self._doc[index - 1].text if index > start else "", strong)

    def links(self, begin: int, end: int) -> Iterator[str]:
        """Yield the marks between two tokens."""
        for token in self._doc[begin:end]:
            if token.text in (",", ";", ":"):
                yield token.text


def _date_starts(doc: Doc) -> frozenset[int]:
    begins = {mention.span.begin for mention in doc._.dates}
    return frozenset(token.i for token in doc if token.idx in begins)
