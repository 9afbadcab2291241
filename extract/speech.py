"""Who is said to say a stretch of text: quotations and clauses with their attribution.

    "…", ông X nói.          The words come first, in quotation marks or without.
    X nói: "… . … ."         A quotation goes on over several sentences.
    Theo X, …                The source opens the sentence.

The acts inside the words belong to the one who says them; where there is none, the report is the
act and the words its content. Reads the acts of ``acts.py`` sentence by sentence; called by
``drafts.py``.
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
from diplograph.extract.wordings import Wordings

__all__ = ["Sentence", "SpeechReader"]

#: Marks that may stand between words and their attribution.
_JOINTS = frozenset(",.;:-–—!?…")
_QUOTES = frozenset("\"“”‘’'«»")
#: How many marks, and words before an opening mark, may part a report from its quotation.
_NEAR = 3
#: How far behind a quotation its source may stand.
_REACH = 8
#: How many tokens the name of who quotes somebody may have.
_OUTLET_REACH = 12
#: A sentence of fewer words is no statement of its own.
_FEWEST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its acts, in order."""

    span: SpacySpan
    acts: tuple[Act, ...]
    #: Who says it, where it stands in a quotation.
    speaker: Agent | None = None


@dataclass(frozen=True, slots=True)
class _Attribution:
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
        return replace(act, agent=agent, reporter=act.reporter or _other(self.act.agent, act))


class SpeechReader:
    """Attributes the sentences of one doc."""

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

    def attributed(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """Return the sentences with each act given to the one who says it."""
        found = [self._with_source(sentence) for sentence in sentences]
        claimed: list[_Attribution] = []
        for index in range(len(found)):
            attributions = [self._attribution(act, found[index].span) for act in found[index].acts]
            if not any(attributions):
                attributions = [self._trailing_source(found[index].span)]
            for attribution in filter(None, attributions):
                self._give(attribution, found, index)
                claimed.append(attribution)
        for quotation in self._quotations:
            if not any(one.start < quotation.end and quotation.start < one.end for one in claimed):
                carried = self._carried(quotation, found)
                if carried is not None:
                    self._give(carried, found, None)
        return found

    def _trailing_source(self, span: SpacySpan) -> _Attribution | None:
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
                    return _Attribution(report, quotation.start, quotation.end)
        return self._closing_source(span)

    def _closing_source(self, span: SpacySpan) -> _Attribution | None:
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
                return _Attribution(report, span.start, end - 1)
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

    def _carried(self, quotation: Quotation, found: Sequence[Sentence]) -> _Attribution | None:
        """Give a quotation that makes up sentences of its own to who spoke right before it."""
        first = self._doc[quotation.start].sent
        if any(token.is_alpha for token in self._doc[first.start : quotation.start]):
            return None
        rest = self._doc[quotation.end : self._doc[quotation.end - 1].sent.end]
        if any(token.is_alpha for token in rest):
            return None
        number = next(n for n, one in enumerate(found) if one.span.start == first.start)
        for sentence in reversed(found[max(0, number - 1) : number]):
            speaker = next((_speaker(act) for act in reversed(sentence.acts)), None)
            if speaker is not None:
                cue = Cue(quotation.start, quotation.start, "affirm", "reporting")
                report = Act(cue, "affirm", quotation.start, speaker, None, "quoted")
                return _Attribution(report, quotation.start, quotation.end)
        return None

    def _with_source(self, sentence: Sentence) -> Sentence:
        """Read "Theo X, …": X is the reporter of the acts behind, or has the only one."""
        source = self._source(sentence.span)
        if source is None:
            return sentence
        agent, cue, start = source
        acts = tuple(act for act in sentence.acts if act.cue.start >= start)
        if acts:
            own = (replace(act, reporter=act.reporter or _other(agent, act)) for act in acts)
            return replace(sentence, acts=tuple(own))
        act = Act(cue, "affirm", start, agent, None, "source", content=(start, sentence.span.end))
        return replace(sentence, acts=(act,))

    def _source(self, span: SpacySpan) -> tuple[Agent, Cue, int] | None:
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

    def _named_behind(self, index: int, opened: int | None) -> Agent | None:
        """Return who is named behind a word for a source; a paper of his may be part of both."""
        if opened is None:
            return None
        return next((a for a in self._agents if index < a.start <= opened < a.end), None)

    def _link(self, index: int) -> int | None:
        if index < len(self._doc) and (
            self._doc[index].is_space or self._doc[index].text in _QUOTES | {","}
        ):
            return index + 1
        return self._wordings.beginning("clause-link", index) or (
            self._wordings.beginning("adverb", index)
        )

    def _is_aside(self, index: int) -> bool:
        """Whether an adjunct or a bracket opens at a token."""
        return self._doc[index].text == "(" or self._reader.opens_adjunct(index)

    def _attribution(self, act: Act, span: SpacySpan) -> _Attribution | None:
        """Return what an act of reporting reports, where that does not just follow it."""
        is_speech = self._wordings.beginning("speech", act.cue.start) == act.cue.end
        if act.agent is None or not (is_speech or act.cue.kind == "reporting"):
            return None
        before = self._before_outlet(act.start, span.start)
        quoted = self._quotation_before(before, span.start)
        if quoted is not None and (not is_speech or self._says_no_more(act, span.end)):
            return _Attribution(act, quoted.start, quoted.end)
        if is_speech:
            return None
        following = self._quotation_after(act)
        if following is not None:
            return _Attribution(act, following.start, following.end)
        before = self._reader.skip_space(before, span.start)
        is_behind = before > span.start and self._doc[before - 1].text == ","
        if is_behind and self._is_adjunct(span.start, before - 1):
            return None
        if is_behind and act.rule == "subject" and self._says_no_more(act, span.end):
            return _Attribution(act, span.start, before - 1)
        return None

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
            self._doc[index].is_space or self._doc[index].text in _QUOTES | _JOINTS
        ):
            index += 1
        return index >= end or self._reader.opens_adjunct(index)

    def _give(self, attribution: _Attribution, found: list[Sentence], index: int | None) -> None:
        """Give the words to the one who says them.

        The acts inside are his; a sentence of his without an act is a statement of its own.

        Args:
            attribution: The words and who says them.
            found: All sentences; those with the words are replaced.
            index: The sentence that the report stands in, if there is one.
        """
        report = attribution.act
        for number, sentence in enumerate(found):
            if not attribution.covers(sentence.span):
                continue
            acts = [attribution.given(act) for act in sentence.acts]
            if number == index:
                acts = [act for act in acts if act.cue != report.cue]
            if not any(attribution.has(act) for act in acts):
                acts += self._statement(attribution, sentence, is_own=number == index)
            speaker = report.agent if number != index else sentence.speaker
            ordered = tuple(sorted(acts, key=lambda act: act.start))
            found[number] = replace(sentence, acts=ordered, speaker=speaker)
        if index is not None and not attribution.covers(found[index].span):
            acts = [act for act in found[index].acts if act.cue != report.cue]
            found[index] = replace(found[index], acts=tuple(acts))

    def _statement(
        self, attribution: _Attribution, sentence: Sentence, *, is_own: bool
    ) -> list[Act]:
        """Return the act of a sentence that is said, if it is more than an exclamation.

        Its cue is the verb of saying, where that stands in the sentence.
        """
        report = attribution.act
        start = max(attribution.start, sentence.span.start)
        end = min(attribution.end, sentence.span.end)
        if is_own:
            return [replace(report, start=min(report.start, start), content=(start, end))]
        if sum(token.is_alpha for token in self._doc[start:end]) < _FEWEST_WORDS:
            return []
        cue = Cue(start, start, report.stance, "reporting")
        return [replace(report, cue=cue, start=start, rule="quoted", content=(start, end))]


def _speaker(act: Act) -> Agent | None:
    """Return who is quoted by an act: who reports it, or a person who acts."""
    return act.reporter or (act.agent if act.agent and act.agent.kind != "self" else None)


def _other(agent: Agent | None, act: Act) -> Agent | None:
    return agent if agent is not act.agent else None
