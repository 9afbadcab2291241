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
#: Classes of words between a subject and its verb, the first of those equally long.
_SKIPPED = ("negation", "adverb", "light-verb", "nominaliser")
#: Classes of words that take the noun behind them, and of words that do not.
_GOVERNING = ("subordinator", "preposition", "nominaliser", "apposition-link")
_FREEING = ("clause-opener", "clause-link", "complementiser", "adverb")
#: Stances whose cue is a noun before a number: "yêu cầu 13 điểm" (a demand of 13 points).
_ASKING = frozenset({"request", "propose", "hope"})
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
        self._cue_at_start = {cue.start: cue for cue in cues}
        self._cue_at_end = {cue.end: cue for cue in cues}
        self._date_starts = _date_starts(doc)

    def acting_cues(self, start: int, end: int) -> Iterator[tuple[Cue, Left]]:
        """Yield the cues between two tokens that are verbs, with what stands left of each."""
        for cue in self._cues:
            if start <= cue.start and cue.end <= end and not self._is_noun(cue):
                left = self.left(cue.start, start, future=cue.kind == "future")
                if left.light or self._wordings.beginning("verb-as-noun", cue.start) is None:
                    yield cue, left

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
        if any(agent.start <= cue.start < agent.end for agent in self._agents):
            return True
        marked = self._wordings.beginning("noun-mark", cue.end) is not None
        if marked and not self._is_lent_its_act(cue):
            return True
        following = self._doc[cue.end] if cue.end < len(self._doc) else None
        is_noun = following is not None and (following.like_num or following.lower_ == "mà")
        return is_noun and cue.stance in _ASKING

    def _is_lent_its_act(self, cue: Cue) -> bool:
        """Whether a verb makes the noun an act: "chia sẻ lo ngại của các nước"."""
        names = ("light-verb", "reporting-verb")
        inside = (self._wordings.beginning(name, cue.start) for name in names)
        return self._wordings.ending("light-verb", cue.start) is not None or any(
            end is not None and end < cue.end for end in inside
        )

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
            other = self._cue_at_end.get(index)
            agent = self._agent_at_end.get(index)
            if agent is not None and (other is None or other.start >= agent.start):
                found = self._beyond(agent, index, start)
                return Left("agent", first, found, None, negated, future, light)
            if other is not None:
                if other.kind != "future":
                    return Left("cue", first, None, other, negated, future, light)
                index, future = other.start, True
                continue
            name, skipped = self._longest(_SKIPPED, index)
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

    def _longest(self, names: Sequence[str], index: int) -> tuple[str | None, int]:
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

    def _beyond(self, agent: Agent, index: int, start: int) -> Agent:
        """Return the subject before an adjunct that an agent ends: "X, đang thăm Nga, …"."""
        if self.is_governed(agent, start):
            return self._subject_before_adjunct(index, start) or agent
        return agent

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
            if text == "," and agent and (agent.apposition or self._is_aside(agent, start)):
                return replace(left, kind="agent", agent=agent)
            if text == "," and agent and self._is_set_off(agent, start):
                return replace(left, kind="agent", agent=agent)
            if text == "," and (agent := self._before_aside(closed, start)) is not None:
                return replace(left, kind="agent", agent=agent)
            agent = self._subject_before_adjunct(index - 1, start) if text == "," else None
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
            if cue is not None:
                return replace(left, kind="cue", cue=cue)
        cue = self._cue_at_start.get(left.start)
        if cue and self._wordings.beginning("needs-subject", cue.start) == cue.end:
            return left
        agent = self._subject_before_adjunct(index, start)
        return replace(left, kind="agent", agent=agent) if agent else left

    def _is_aside(self, agent: Agent, start: int) -> bool:
        """Whether a name stands behind its office, between commas: "Ngoại trưởng Nga, ông X, …"."""
        before = self.skip_space(agent.start, start)
        if agent.kind != "person" or before <= start or self._doc[before - 1].text != ",":
            return False
        office = self._agent_at_end.get(self.skip_space(before - 1, start))
        return office is not None and office.actor == agent.actor

    def _is_set_off(self, agent: Agent, start: int) -> bool:
        """Whether a subject that opens its sentence is set off by a comma: "Trưởng đoàn X, nói"."""
        return agent.kind == "person" and self.skip_space(agent.start, start) <= start

    def _before_aside(self, index: int, start: int) -> Agent | None:
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

    def skip_forward(self, index: int) -> int:
        """Return the first token behind a comma and spaces."""
        while index < len(self._doc) - 1 and (
            self._doc[index].is_space or self._doc[index].text == ","
        ):
            index += 1
        return index

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
            if self.opens_adjunct(opener) and not self._breaks(agent.end, index, opener):
                return agent
        return None

    def opens_adjunct(self, index: int) -> bool:
        """Whether an adjunct ("tại Hà Nội", "ngày 21/4") begins at a token."""
        return self._wordings.beginning("adjunct", index) is not None or index in self._date_starts

    def _breaks(self, begin: int, end: int, opener: int) -> bool:
        """Whether a cue, or a pause beside the adjunct's own, stands between subject and verb."""
        pauses = [i for i in range(opener, end) if self._doc[i].text in (",", ";", ":")]
        cues = [cue for cue in self._cues if begin <= cue.start < end and cue.kind != "future"]
        return bool(cues) or (opener == begin and bool(pauses))

    def is_governed(self, agent: Agent, start: int) -> bool:
        """Whether a preposition, a nominaliser or a relative takes the agent as its noun."""
        index = self.skip_space(agent.start, start)
        if index <= start:
            return False
        if self._doc[index - 1].text == "-":
            return self._doc[index - 2].text not in _QUOTES
        name, _ = self._longest((*_GOVERNING, *_FREEING), index)
        if agent.kind == "parties" and name in ("nominaliser", "apposition-link"):
            return False
        return name in _GOVERNING

    def is_nominalised(self, agent: Agent, start: int) -> bool:
        """Whether "việc" makes a noun of the clause that the agent opens."""
        index = self.skip_space(agent.start, start)
        return index > start and self._wordings.ending("clause-noun", index) is not None

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
        """Whether the agent opens the content of the cue: nothing but openers between them.

        What stands before "rằng" (that) says to whom or where: "nói với báo giới rằng …".
        """
        that = [token.i for token in self._doc[cue.end : agent.start] if token.lower_ == "rằng"]
        index = that[-1] if that and not self._has_cue(cue.end, that[-1]) else cue.end
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

    def _has_cue(self, start: int, end: int) -> bool:
        return any(start <= cue.start < end for cue in self._cues)

    def _is_fronted(self, index: int, agent: Agent) -> bool:
        """Whether an adjunct that a comma closes stands from ``index`` to the agent."""
        between = self._doc[index : agent.start]
        opens = self.opens_adjunct(index) or any(
            self._wordings.beginning(name, index) is not None
            for name in ("preposition", "clause-opener", "subordinator")
        )
        return opens and between[-1].text == ","

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

    def opening_subject(self, start: int, index: int) -> Agent | None:
        """Return the subject that opens the sentence with a verb of its own before a token."""
        for agent in self._agents:
            if agent.start < start or agent.end >= index:
                continue
            opens = self.opens_clause(agent, start) and not self.is_governed(agent, start)
            if opens and self._doc[agent.end].text not in _PAUSES:
                return agent
        return None

    def opens_sentence(self, left: Left, start: int) -> bool:
        """Whether nothing but links stands before a verb, and it is no noun: "Tuyên bố từ …"."""
        index = self.skip_space(left.start, start)
        while index > start:
            skipped = self._wordings.ending("clause-link", index)
            if skipped is None:
                skipped = self._wordings.ending("adverb", index)
            if skipped is None and self._doc[index - 1].text in _PAUSES:
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

    def can_stand_alone(self, cue: Cue, boundary: Boundary) -> bool:
        """Whether a cue is an act without a subject next to it."""
        if cue.kind == "future":
            return False
        if self._wordings.beginning("needs-subject", cue.start) == cue.end:
            return boundary.strong
        return self._wordings.beginning("speech-opener", cue.start) is None

    def is_modal(self, cue: Cue) -> bool:
        """Whether a cue only colours the verb behind it: "muốn nhấn mạnh" (wants to stress)."""
        return self._wordings.beginning("modal", cue.start) == cue.end

    def is_programme(self, cue: Cue, agent: Agent) -> bool:
        """Whether what "sẽ" (will) announces is an event, not a deed: "sẽ thảo luận"."""
        if self._wordings.beginning("event-as-party", agent.start) is not None:
            return True
        together = ("collective-programme",) if agent.kind == "parties" else ()
        index: int | None = cue.end
        while index is not None:
            if any(self._wordings.beginning(n, index) for n in ("programme", *together)):
                return True
            index = self._wordings.beginning("adverb", index)
        return False

    def believes(self, cue: Cue) -> bool:
        """Whether a cue says what somebody takes for true: "tin rằng Lào sẽ …"."""
        return self._wordings.beginning("belief", cue.start) == cue.end

    def declares(self, cue: Cue) -> bool:
        """Whether a cue announces what will be done rather than promising it."""
        return self._wordings.beginning("announcement", cue.start) == cue.end

    def is_measure(self, cue: Cue) -> bool:
        """Whether "sẽ" (will) tells of a measure: "sẽ trục xuất" (will expel)."""
        return self._wordings.beginning("measure", cue.end) is not None

    def is_adjacent(self, end: int, start: int) -> bool:
        """Whether nothing but adverbs stands between two tokens."""
        while end < start:
            skipped = self._wordings.beginning("adverb", end)
            if skipped is None and not self._doc[end].is_space:
                return False
            end = skipped or end + 1
        return True

    def goes_on(self, cue: Cue) -> bool:
        """Whether a word that the subject goes on doing something ends the cue."""
        return self._wordings.ending("continuative", cue.end) is not None

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
