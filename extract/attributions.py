"""Which words a sentence attributes, and to whom.

    "…", ông X nói.               A report follows its words, in quotation marks or without.
    …, hãng Y dẫn lời X nói.      Who quotes the one who says them may stand between.
    X nói: "… . … ."              A quotation of several sentences follows its report.
    Theo X, … / …, theo X.        A source opens or ends the sentence.

Called by ``speech.py``, which gives the acts inside the words to the one who says them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.acts import Act
from diplograph.extract.agents import Agent
from diplograph.extract.clauses import ClauseReader
from diplograph.extract.cues import Cue
from diplograph.extract.quotes import Quotation
from diplograph.extract.subjects import QUOTES
from diplograph.extract.wordings import Wordings

__all__ = ["Attribution", "AttributionFinder", "other_than"]

#: Marks that may stand between words and their attribution.
_JOINTS = frozenset(",.;:-–—!?…")
#: How many marks, and words before an opening mark, may part a report from its quotation.
_NEAR = 3
#: How far behind a quotation its source may stand.
_REACH = 8
#: How many tokens the name of who quotes somebody may have.
_OUTLET_REACH = 12


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words from token ``start`` to ``end`` and the act that reports them."""

    act: Act
    start: int
    end: int

    def covers(self, span: SpacySpan) -> bool:
        """Whether a sentence holds some of the words."""
        return span.start < self.end and self.start < span.end

    def has(self, act: Act) -> bool:
        """Whether an act stands inside the words."""
        return act.cue != self.act.cue and self.start <= act.cue.start < self.end

    def given(self, act: Act) -> Act:
        """Return an act inside the words with the one who says it."""
        if not self.has(act):
            return act
        agent = act.agent or self.act.agent
        return replace(act, agent=agent, reporter=act.reporter or other_than(self.act.agent, act))


class AttributionFinder:
    """Finds the attributions of one doc."""

    def __init__(
        self,
        doc: Doc,
        wordings: Wordings,
        agents: Sequence[Agent],
        quotations: Sequence[Quotation],
        reader: ClauseReader,
    ) -> None:
        """Take what was found in the doc."""
        self._doc = doc
        self._wordings = wordings
        self._agents = agents
        self._quotations = quotations
        self._reader = reader

    def of_report(self, act: Act, span: SpacySpan) -> Attribution | None:
        """Return what an act of reporting reports, where that does not just follow it."""
        is_speech = self._wordings.beginning("speech", act.cue.start) == act.cue.end
        if act.agent is None or not (is_speech or act.cue.kind == "reporting"):
            return None
        before = self._before_outlet(act.start, span.start)
        quoted = self._quotation_before(before, span.start)
        if quoted is not None and (not is_speech or self._says_no_more(act, span.end)):
            return Attribution(act, quoted.start, quoted.end)
        if is_speech:
            return None
        following = self._quotation_after(act)
        if following is not None:
            return Attribution(act, following.start, following.end)
        before = self._reader.skip_space(before, span.start)
        is_behind = before > span.start and self._doc[before - 1].text == ","
        if is_behind and self._is_adjunct(span.start, before - 1):
            return None
        if is_behind and act.rule == "subject" and self._says_no_more(act, span.end):
            return Attribution(act, span.start, before - 1)
        return None

    def of_source(self, span: SpacySpan) -> Attribution | None:
        """Read "…", theo X; "…", Reuters dẫn lời X."""
        for quotation in self._quotations:
            if not span.start < quotation.end < span.end or not self._is_said(quotation):
                continue
            for index in range(quotation.end, min(quotation.end + _REACH, span.end)):
                opened = self._wordings.beginning("according-to", index)
                opened = opened or self._wordings.beginning("quoting", index)
                agent = self._named_behind(index, opened)
                if opened is not None and agent is not None:
                    cue = Cue(index, opened, "affirm", "reporting")
                    report = Act(cue, "affirm", index, agent, None, "source")
                    return Attribution(report, quotation.start, quotation.end)
        return self._closing_source(span)

    def opening_source(self, span: SpacySpan) -> tuple[Agent, Cue, int] | None:
        """Return the source that opens a sentence, its cue, and where the words begin."""
        index = span.start
        while (end := self._link(index)) is not None:
            index = end
        opened = self._wordings.beginning("according-to", index)
        agent = self._named_behind(index, opened)
        if opened is None or agent is None or agent.kind not in ("person", "actor", "self"):
            return None
        comma = next((t.i for t in self._doc[agent.end : span.end] if t.text == ","), None)
        if comma is None or comma + 1 >= span.end:
            return None
        if comma > agent.end and not self._is_aside(agent.end):
            return None
        return agent, Cue(index, opened, "affirm", "reporting"), comma + 1

    def _closing_source(self, span: SpacySpan) -> Attribution | None:
        """Read …, theo X. and …, Reuters dẫn lời X., where the source ends its sentence."""
        for agent in self._agents:
            if not span.start < agent.start < agent.end <= span.end:
                continue
            if agent.kind not in ("person", "actor") or not self._ends(agent.end, span.end):
                continue
            named = self._wordings.ending("according-to", agent.start)
            end = self._before_outlet(agent.start, span.start) if named is None else named
            if span.start < end < agent.start and self._doc[end - 1].text == ",":
                cue = Cue(end, agent.start, "affirm", "reporting")
                report = Act(cue, "affirm", end, agent, None, "source")
                return Attribution(report, span.start, end - 1)
        return None

    def _before_outlet(self, index: int, start: int) -> int:
        """Return the end of what stands before a source, and before who quotes it.

        "…, Reuters dẫn lời X" (Reuters quotes X).
        """
        quoting = self._wordings.ending("quoting", self._reader.skip_space(index, start))
        if quoting is None:
            return index
        reach = range(quoting, max(start, quoting - _OUTLET_REACH), -1)
        return next((end for end in reach if self._doc[end - 1].text == ","), index)

    def _named_behind(self, index: int, opened: int | None) -> Agent | None:
        """Return who is named behind a word for a source; a paper of his may be part of both."""
        if opened is None:
            return None
        return next((a for a in self._agents if index < a.start <= opened < a.end), None)

    def _link(self, index: int) -> int | None:
        if index < len(self._doc) and (
            self._doc[index].is_space or self._doc[index].text in QUOTES | {","}
        ):
            return index + 1
        return self._wordings.beginning("clause-link", index) or (
            self._wordings.beginning("adverb", index)
        )

    def _is_aside(self, index: int) -> bool:
        """Whether an adjunct or a bracket opens at a token."""
        return self._doc[index].text == "(" or self._reader.opens_adjunct(index)

    def _quotation_before(self, end: int, start: int) -> Quotation | None:
        """Return the quotation that ends before a token, in a sentence from ``start``."""
        index = end
        while index and (self._doc[index - 1].text in _JOINTS or self._doc[index - 1].is_space):
            index -= 1
        near = (q for q in self._quotations if max(end - _NEAR - 1, start + 1) <= q.end <= end)
        return next((q for q in near if q.end >= index and self._is_said(q)), None)

    def _is_said(self, quotation: Quotation) -> bool:
        """Whether a quotation is more than a name or term: it is long and no noun precedes it."""
        if self._doc[quotation.start].sent != self._doc[quotation.end - 1].sent:
            return True
        before = self._reader.skip_space(quotation.start, 0)
        opens = (
            before == 0
            or self._doc[before - 1].text in _JOINTS
            or self._doc[quotation.start].is_sent_start
            or self._wordings.ending("complementiser", before) is not None
        )
        return bool(opens) and quotation.end - quotation.start > _NEAR

    def _quotation_after(self, act: Act) -> Quotation | None:
        """Return the quotation of several sentences that a report opens."""
        for quotation in self._quotations:
            if act.cue.end <= quotation.start:
                between = self._doc[act.cue.end : quotation.start]
                opened = not between or between[-1].text in (":", ",") or len(between) <= _NEAR
                several = self._doc[quotation.start].sent != self._doc[quotation.end - 1].sent
                same = self._doc[quotation.start].sent == self._doc[act.cue.start].sent
                return quotation if opened and several and same else None
        return None

    def _is_adjunct(self, start: int, end: int) -> bool:
        """Whether the words before a report only say where, when or to what."""
        first = next((t.i for t in self._doc[start:end] if t.is_alpha), start)
        if self._wordings.beginning("speech-opener", first) is not None:
            return True
        return self._reader.opens_adjunct(first) and all(
            token.text != "," for token in self._doc[first:end]
        )

    def _says_no_more(self, act: Act, end: int) -> bool:
        """Whether nothing or only an adjunct follows a report."""
        index = act.cue.end
        if index < end and self._doc[index].text in (",", ":"):
            return False
        told = self._wordings.beginning("about", index)
        if told is not None and self._doc[index].lower_ != "về":
            return all(token.lower_ != "rằng" for token in self._doc[told:end])
        return self._ends(index, end)

    def _ends(self, index: int, end: int) -> bool:
        """Whether nothing but marks and an adjunct stands between two tokens."""
        while index < end and (
            self._doc[index].is_space or self._doc[index].text in QUOTES | _JOINTS
        ):
            index += 1
        return index >= end or self._reader.opens_adjunct(index)


def other_than(agent: Agent | None, act: Act) -> Agent | None:
    """Return who reports an act, if that is somebody else than its subject."""
    return agent if agent is not act.agent else None
