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
from itertools import takewhile
from typing import Literal

from spacy.tokens import Doc

from diplograph.extract.agents import Agent
from diplograph.extract.cue_senses import CueSenses
from diplograph.extract.cues import Cue
from diplograph.extract.subjects import PAUSES, SubjectReader
from diplograph.extract.wordings import Wordings

__all__ = ["Boundary", "ClauseReader", "Left"]

#: Classes of words between a subject and its verb, the first of those equally long.
_SKIPPED = ("negation", "adverb", "light-verb", "nominaliser")
#: Stances whose cue is no act before a number: "yêu cầu 13 điểm" (a demand of 13 points).
_COUNTED = frozenset({"request", "propose", "hope", "note"})

#: Stances whose cue right behind "that" is a noun, since it has no subject.
_NOUN_LIKE = frozenset({"request", "propose", "condemn"})


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
    #: "Vì" (because) opens it.
    reason: bool = False


class ClauseReader(SubjectReader):
    """Reads the sentences of one doc."""

    def __init__(
        self, doc: Doc, wordings: Wordings, agents: Sequence[Agent], cues: Sequence[Cue]
    ) -> None:
        """Take what was found in the doc."""
        super().__init__(doc, wordings, agents, cues)
        self.senses = CueSenses(doc, wordings)
        self._cue_at_start = {cue.start: cue for cue in cues}
        self._cue_at_end = {cue.end: cue for cue in cues}

    def acting_cues(self, start: int, end: int) -> Iterator[tuple[Cue, Left]]:
        """Yield the cues between two tokens that are verbs, with what stands left of each."""
        for cue in self._cues:
            if start <= cue.start and cue.end <= end and not self._is_noun(cue):
                left = self.left(cue.start, start, future=cue.kind == "future")
                if left.light or self._wordings.beginning("verb-as-noun", cue.start) is None:
                    yield cue, left

    def subject(self, index: int, start: int) -> Agent | None:
        """Return the subject of the verb at a token, in a sentence that begins at ``start``.

        It stands next to the verb, before an adjunct, or opens the sentence.
        """
        left = self.left(index, start)
        if left.agent is not None:
            return None if self.is_governed(left.agent, start) else left.agent
        return self.opening_subject(start, index) if left.kind == "boundary" else None

    def duty(self, start: int, end: int) -> tuple[Agent, Cue] | None:
        """Return who has to do something by a sentence, and the words for it: "ASEAN cần …"."""
        for agent in self._agents:
            if start <= agent.start and agent.end < end and self.opens_clause(agent, start):
                index = agent.end
                while (skipped := self._wordings.beginning("adverb", index)) is not None:
                    index = skipped
                needed = self._wordings.beginning("necessity", index)
                if needed is None or self.is_governed(agent, start):
                    return None
                return agent, Cue(index, needed, "affirm")
        return None

    def left(self, index: int, start: int, *, future: bool = False) -> Left:
        """Return what stands left of the verb at a token, adverbs and light verbs skipped.

        Args:
            index: First token of the verb.
            start: First token of its sentence.
            future: It is in the future already.
        """
        first, negated, light = index, False, False
        if self._wordings.beginning("act-adjunct", index) is not None:
            return Left("boundary", first)
        while True:
            index = self.skip_space(index, start)
            if index <= start:
                return Left("boundary", first, negated=negated, future=future, light=light)
            other = self._cue_at_end.get(index)
            agent = self._agent_at_end.get(index)
            if agent is not None and (other is None or other.start >= agent.start):
                found = self.beyond(agent, index, start)
                return Left("agent", first, found, None, negated, future, light)
            if other is not None:
                if other.kind != "future":
                    if self._is_asked(first, index):
                        return Left("noun", first)
                    return Left("cue", first, None, other, negated, future, light)
                negated = negated != self.senses.is_negative(other)
                index, future = other.start, True
                continue
            name, skipped = self.longest(_SKIPPED, index)
            if name == "nominaliser":
                governor = self._light_governor(skipped, start)
                if governor is None:
                    return Left("noun", first)
                index = first = governor
                light = True
            elif name == "light-verb":
                index = first = skipped
                light = True
            elif name is not None:
                index, negated = skipped, negated != (name == "negation")
            else:
                break
        return self._past_adjunct(
            index, start, Left("other", first, None, None, negated, future, light)
        )

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
        reason = self._wordings.ending("reason", index) is not None
        return Boundary(self._doc[index - 1].text if index > start else "", strong, reason)

    def following_subject(self, start: int, cue: Cue) -> Agent | None:
        """Return the subject that follows a fronted clause: "Cảm ơn …, đoàn Việt Nam đề nghị".

        A fronted verb of mere speech ("Nói về …") is an adjunct.
        """
        if self._wordings.beginning("plain-speech", cue.start) == cue.end:
            return None
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

    def opens_sentence(self, left: Left, start: int) -> bool:
        """Whether nothing but links stands before a verb, and it is no noun: "Tuyên bố từ …"."""
        index = self.skip_space(left.start, start)
        while index > start:
            skipped = self._wordings.ending("clause-link", index)
            if skipped is None:
                skipped = self._wordings.ending("adverb", index)
            if skipped is None and self._doc[index - 1].text in PAUSES:
                skipped = index - 1
            if skipped is None:
                return False
            index = self.skip_space(skipped, start)
        return True

    def is_fronted(self, left: Left, start: int) -> bool:
        """Whether a verb opens its sentence, or only an adjunct stands before it."""
        first = start
        while first < left.start and self._doc[first].is_space:
            first += 1
        is_adjunct = any(
            self._wordings.beginning(name, first) is not None
            for name in ("adjunct", "speech-opener", "preposition")
        )
        return is_adjunct or self.opens_sentence(left, start)

    def links(self, begin: int, end: int) -> Iterator[str]:
        """Yield the marks between two tokens."""
        for token in self._doc[begin:end]:
            if token.text in (",", ";", ":"):
                yield token.text

    def _is_noun(self, cue: Cue) -> bool:
        """Whether the cue is part of a name, or what follows shows that it is a noun."""
        if any(agent.start <= cue.start < agent.end for agent in self._agents):
            return True
        following = self._doc[cue.end] if cue.end < len(self._doc) else None
        counted = following is not None and (following.like_num or following.lower_ == "mà")
        marked = self._wordings.beginning("noun-mark", cue.end) is not None
        is_noun = marked or (counted and cue.stance in _COUNTED)
        if self._doc[cue.start].is_sent_start and self._is_issued(cue):
            return True
        return is_noun and not self._is_lent_its_act(cue)

    def _is_issued(self, cue: Cue) -> bool:
        """Whether a cue is what was put forward: "Đề nghị trả tự do cho X được đưa ra …"."""
        clause = takewhile(lambda token: token.text not in PAUSES, self._doc[cue.end :])
        return any(self._wordings.beginning("issued", token.i) for token in clause)

    def _is_asked(self, start: int, index: int) -> bool:
        """Whether a cue of asking stands right behind "that": "cho rằng yêu cầu đó là …"."""
        cue = self._cue_at_start.get(start)
        is_noun = cue is not None and cue.stance in _NOUN_LIKE
        return is_noun and self._wordings.ending("that", index) is not None

    def _is_lent_its_act(self, cue: Cue) -> bool:
        """Whether a verb makes the noun an act: "chia sẻ lo ngại của các nước"."""
        names = ("light-verb", "reporting-verb")
        inside = (self._wordings.beginning(name, cue.start) for name in names)
        noun = self._wordings.ending("nominaliser", cue.start) or cue.start
        if self._wordings.ending("light-verb", self.skip_space(noun, 0)) is not None:
            return True
        affirmed = self._wordings.ending("affirming", self.skip_space(noun, 0)) is not None
        is_stand = cue.kind != "reporting" and cue.stance not in _NOUN_LIKE
        return (affirmed and is_stand) or any(end is not None and end < cue.end for end in inside)

    def _light_governor(self, index: int, start: int) -> int | None:
        """Return where the verb before a nominalised cue begins, if it lends the noun its act.

        A verb of reporting does not where the noun is counted: "khẳng định các cam kết này …".
        """
        is_counted = self._wordings.beginning("determiner", index) is not None
        index = self.skip_space(index, start)
        while (skipped := self._wordings.ending("nominaliser", index)) is not None:
            index = self.skip_space(skipped, start)
        light = self._wordings.ending("light-verb", index)
        if light is not None:
            return light
        cue = self._cue_at_end.get(index)
        return cue.end if cue and cue.kind == "reporting" and not is_counted else None

    def _past_adjunct(self, index: int, start: int, left: Left) -> Left:
        """Look for the subject before an adjunct or an apposition; else say what stands there."""
        text = self._doc[index - 1].text
        if text in PAUSES:
            closed = self.skip_space(index - 1, start)
            agent = self._agent_at_end.get(closed)
            if agent and agent.apposition and text in ",-":
                return replace(left, kind="agent", agent=agent)
            if text == "," and agent and self.is_named_aside(agent, start):
                return replace(left, kind="agent", agent=agent)
            if text == "," and agent and self.is_set_off(agent, start):
                return replace(left, kind="agent", agent=agent)
            if text == "," and (agent := self.before_aside(closed, start)) is not None:
                return replace(left, kind="agent", agent=agent)
            agent = self.before_adjunct(index - 1, start) if text == "," else None
            if agent is not None and self.opens_clause(agent, start):
                return replace(left, kind="agent", agent=agent)
            return replace(left, kind="boundary")
        if self._wordings.ending("clause-link", index) is not None:
            return replace(left, kind="boundary")
        if self._wordings.ending("clause-opener", index) is not None:
            return replace(left, kind="boundary")
        if self._wordings.ending("subordinator", index) is not None:
            return replace(left, kind="noun")
        if self._wordings.ending("complementiser", index) is not None:
            opener = self.skip_space(self._wordings.ending("complementiser", index) or 0, start)
            cue = self._cue_at_end.get(opener)
            owner = self._agent_at_end.get(opener)
            if owner is not None and self.owns_policy(owner, start):
                return replace(left, kind="agent", agent=owner)
            if cue is not None:
                is_noun = self._is_asked(left.start, index)
                return replace(left, kind="noun" if is_noun else "cue", cue=cue)
        cue = self._cue_at_start.get(left.start)
        if cue and self._wordings.beginning("needs-subject", cue.start) == cue.end:
            return left
        agent = self.before_adjunct(index, start)
        return replace(left, kind="agent", agent=agent) if agent else left
