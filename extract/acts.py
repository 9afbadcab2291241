"""Which cues of a sentence are acts, and whose.

A cue whose subject ``clauses.py`` finds is an act. Under a reporting verb the content is read as
clauses of its own; their subject holds until a semicolon. Called by ``positions.py``.
"""

from dataclasses import dataclass, replace
from typing import Literal

from diplograph.extract.agents import Agent
from diplograph.extract.clauses import Boundary, ClauseReader, Left
from diplograph.extract.cues import Cue

__all__ = ["Act", "read_acts"]

#: Stances that can be part of what is asked for or agreed on: "đề nghị Nga …, ủng hộ …".
_EMBEDDABLE = frozenset({"support", "commit", "appreciate", "oppose", "note"})
_FAVOUR = frozenset({"support", "welcome", "appreciate", "commit", "agree"})
_AGAINST = frozenset({"concern", "oppose", "condemn"})
#: Stances whose reason is a deed of somebody else: "cảm ơn Nga vì đã ủng hộ …".
_REASONED = frozenset({"thank", "appreciate", "welcome", "condemn"})
_EMBEDDING = frozenset({"request", "encourage", "propose", "hope", "agree"})

#: How the subject of an act was found.
Rule = Literal["subject", "ellipsis", "opening", "fronted", "carried", "nested", "quoted", "source"]


@dataclass(frozen=True, slots=True)
class Act:
    """A stance taken in a sentence."""

    cue: Cue
    stance: str
    #: First token of the words that carry it: its own subject, its reporting verb, or the cue.
    start: int
    #: Its grammatical subject; None where it is that of an earlier sentence.
    agent: Agent | None
    #: Who reports it, where that is somebody else than the subject.
    reporter: Agent | None
    rule: Rule
    #: What is reported, where it does not just follow the cue.
    content: tuple[int, int] | None = None
    #: First token of the report whose place it takes.
    frame: int | None = None


def read_acts(reader: ClauseReader, start: int, end: int) -> list[Act]:
    """Return the acts of the sentence from token ``start`` to ``end``, in order."""
    reading = _Reading(reader, start)
    for cue, left in reader.acting_cues(start, end):
        reading.take(cue, left)
    return reading.acts or _duties(reader, start, end)


def _duties(reader: ClauseReader, start: int, end: int) -> list[Act]:
    """Return the act of a sentence that says what somebody has to do: its speaker affirms it."""
    duty = reader.duty(start, end)
    if duty is None:
        return []
    subject, cue = duty
    return [Act(cue, "affirm", subject.start, None, None, "carried", content=(subject.start, end))]


@dataclass
class _Reading:
    """The state of reading one sentence from left to right."""

    reader: ClauseReader
    start: int

    def __post_init__(self) -> None:
        self.acts: list[Act] = []
        self._main: Agent | None = None
        self._nested: Agent | None = None

    def take(self, cue: Cue, left: Left) -> None:
        """Decide what a cue is and add its act, if it is one."""
        stance = self._stance(cue, left)
        if stance is None or self._is_reported_view(cue):
            return
        if left.kind == "agent" and left.agent is not None:
            self._with_subject(cue, left, left.agent, stance)
        elif left.kind == "cue" and left.cue is not None:
            self._chained(cue, left, left.cue, stance)
        elif left.kind == "boundary":
            boundary = self.reader.boundary(left, self.start)
            linked = boundary.strong or self._adds(cue)
            if self.reader.senses.can_stand_alone(cue, linked=linked):
                self._without_subject(cue, left, stance, boundary)

    def _stance(self, cue: Cue, left: Left) -> str | None:
        if left.negated:
            return None if self.reader.senses.is_reached(cue) else cue.negated()
        if left.future and cue.kind == "reporting":
            return None
        if cue.stance == "affirm" and self.reader.senses.continues(cue):
            return "commit"
        return cue.stance

    def _is_reported_view(self, cue: Cue) -> bool:
        """Whether a cue only says what somebody thinks who is being reported already."""
        last = self.acts[-1] if self.acts else None
        is_inside = last is not None and (last.cue.kind == "reporting" or self._nested is not None)
        return is_inside and self.reader.senses.is_view(cue)

    def _adds(self, cue: Cue) -> bool:
        """Whether a cue adds a view or wish to an act: "…, coi đây là …", "… và mong Nga …"."""
        last = self.acts[-1] if self.acts else None
        is_free = last is not None and last.stance not in _EMBEDDING
        is_wish = cue.stance == "hope" and self.reader.names_another(cue)
        return is_free and (is_wish or self.reader.senses.equates(cue))

    def _with_subject(self, cue: Cue, left: Left, agent: Agent, stance: str) -> None:
        last = self.acts[-1] if self.acts else None
        if last is not None and self._follows_future(last, agent, cue):
            self._into_future(last, cue, stance)
            return
        if last is not None and last.cue.end <= agent.start:
            if last.agent is not agent and self.reader.is_content(last.cue, agent):
                if last.cue.kind == "reporting":
                    self._nest(cue, agent, stance, last)
                return
            is_noun = self.reader.is_nominalised(agent, self.start)
            if is_noun or not self.reader.opens_clause(agent, self.start):
                return
        if self.reader.is_governed(agent, self.start):
            return
        if self.reader.is_nominalised(agent, self.start):
            return
        if self._continues_content(cue, agent, last):
            self._nested = agent
            self._add(cue, stance, agent.start, agent, self._main, "nested")
            return
        if cue.kind == "future" and (self._is_wished(last) or not self._promises(cue, agent)):
            return
        self._main, self._nested = agent, None
        self._add(cue, stance, agent.start, agent, None, "subject")

    def _follows_future(self, last: Act, agent: Agent, cue: Cue) -> bool:
        """Whether "sẽ" (will) of the same subject stands before the cue: one act, not two."""
        return last.agent is agent and self._is_promised(last, cue)

    def _is_promised(self, last: Act, cue: Cue) -> bool:
        """Whether a cue stands right behind "sẽ" (will)."""
        is_future = last.cue.kind == "future"
        return is_future and self.reader.senses.is_adjacent(last.cue.end, cue.start)

    def _into_future(self, last: Act, cue: Cue, stance: str) -> None:
        """Take a cue behind "sẽ" for the act: favour that is promised is a commitment."""
        is_favour = stance in _FAVOUR and not self.reader.senses.goes_on(last.cue)
        self.acts[-1] = replace(last, cue=cue, stance="commit" if is_favour else stance)

    def _is_wished(self, last: Act | None) -> bool:
        """Whether what will be done is still what is hoped for or asked: "hy vọng … và … sẽ …"."""
        return last is not None and last.stance in _EMBEDDING and last.stance != "agree"

    def _promises(self, cue: Cue, agent: Agent) -> bool:
        """Whether what the text itself says will be done is a promise, and no programme."""
        return agent.kind in ("actor", "self", "parties") and not self.reader.senses.is_programme(
            cue, agent
        )

    def _continues_content(self, cue: Cue, agent: Agent, last: Act | None) -> bool:
        """Whether a clause with a subject of its own still belongs to what was reported."""
        if self._nested is None or last is None or cue.kind == "reporting":
            return False
        return agent.kind in ("actor", "parties", "self") and ";" not in self.reader.links(
            last.cue.end, agent.start
        )

    def _nest(self, cue: Cue, agent: Agent, stance: str, shell: Act) -> None:
        """Read the content of a reporting verb: its own act takes the place of the report."""
        if cue.kind == "reporting" and agent.kind not in ("actor", "parties", "self"):
            return
        if cue.kind == "future" and self.reader.senses.believes(shell.cue):
            return
        if cue.kind == "future" and self._announces(shell, cue, agent):
            self.acts[-1] = replace(shell, stance="inform")
            return
        if agent.kind == "private" or self.reader.is_nominalised(agent, self.start):
            return
        reporter = shell.agent or self._main
        if cue.kind == "future" and not _is_own(agent, reporter):
            return
        self.acts.pop()
        self._nested = agent
        self._add(cue, stance, agent.start, agent, reporter, "nested", shell.start)

    def _announces(self, shell: Act, cue: Cue, agent: Agent) -> bool:
        """Whether what will be done is told as news: "cho biết Nga sẽ …", "… sẽ gặp …"."""
        if shell.stance == "inform":
            return True
        if self._is_measure(shell.cue, cue):
            return True
        return shell.stance != "commit" and self.reader.senses.is_programme(cue, agent)

    def _is_measure(self, verb: Cue, future: Cue) -> bool:
        """Whether a measure is announced: "tuyên bố sẽ trục xuất …" (declares to expel)."""
        return self.reader.senses.declares(verb) and self.reader.senses.is_measure(future)

    def _chained(self, cue: Cue, left: Left, governor: Cue, stance: str) -> None:
        """Join "khẳng định ủng hộ" into one act; the object of another act is none of its own."""
        last = self.acts[-1] if self.acts else None
        if last is not None and self._is_promised(last, cue):
            self._into_future(last, cue, stance)
            return
        if last is None or last.cue.end != governor.end:
            return
        conveys = (
            governor.kind == "reporting"
            or self.reader.senses.is_modal(governor)
            or (last.stance == "note" and stance in ("concern", "support"))
            or (last.stance == "inform" and stance == "oppose")
        )
        if cue.kind == "future" and self._is_measure(governor, cue):
            self.acts[-1] = replace(last, stance="inform")
            return
        is_promise = left.future and not left.negated and stance not in _AGAINST
        if not conveys or (is_promise and last.stance == "inform"):
            return
        chained = replace(last, cue=cue, stance="commit" if is_promise else stance)
        self.acts[-1] = replace(chained, frame=last.start)

    def _without_subject(self, cue: Cue, left: Left, stance: str, boundary: Boundary) -> None:
        last = self.acts[-1] if self.acts else None
        if last is None:
            self._first_without_subject(cue, left, stance, boundary)
            return
        if (
            last.stance in _EMBEDDING
            and stance in _EMBEDDABLE
            and boundary.pause != ";"
            and not (boundary.strong or left.light)
        ):
            return
        if boundary.reason and last.stance in _REASONED:
            return
        if boundary.pause == ";" or (boundary.strong and cue.kind == "reporting"):
            self._nested = None
        agent = self._nested or self._main
        reporter = self._main if self._nested else None
        self._add(cue, stance, left.start, agent, reporter, "ellipsis")

    def _first_without_subject(self, cue: Cue, left: Left, stance: str, boundary: Boundary) -> None:
        """Look for the subject of a sentence whose first cue has none next to it."""
        rule: Literal["opening", "fronted", "carried"] = "opening"
        self._main = self.reader.opening_subject(self.start, cue.start)
        if self._main is None:
            self._main = self.reader.following_subject(self.start, cue)
            rule = "fronted" if self._main else "carried"
        opens = boundary.pause == ";" or self.reader.opens_sentence(left, self.start)
        if rule == "carried" and (not opens or self.reader.senses.is_topic(cue)):
            return
        if rule == "fronted" and not self.reader.is_fronted(left, self.start):
            return
        self._add(cue, stance, left.start, self._main, None, rule)

    def _add(
        self,
        cue: Cue,
        stance: str,
        start: int,
        agent: Agent | None,
        reporter: Agent | None,
        rule: Rule,
        frame: int | None = None,
    ) -> None:
        self.acts.append(Act(cue, stance, start, agent, reporter, rule, frame=frame))


def _is_own(agent: Agent, reporter: Agent | None) -> bool:
    """Whether what an agent will do is a promise of the one who reports it."""
    if agent.kind != "actor" or reporter is None or reporter.actor is None:
        return True
    return agent.actor == reporter.actor
