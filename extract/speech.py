"""Gives the acts inside quoted and attributed words to the one who says them.

Where the words hold no act, the report is the act and the words its content. Reads the acts of
``acts.py`` sentence by sentence and the attributions of ``attributions.py``; called by
``drafts.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.acts import Act
from diplograph.extract.agents import Agent
from diplograph.extract.attributions import Attribution, AttributionFinder, other_than
from diplograph.extract.clauses import ClauseReader
from diplograph.extract.cues import Cue
from diplograph.extract.quotes import Quotation
from diplograph.extract.wordings import Wordings

__all__ = ["Sentence", "SpeechReader"]

#: A sentence of fewer words is no statement of its own.
_FEWEST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its acts, in order."""

    span: SpacySpan
    acts: tuple[Act, ...]
    #: Who says it, where it stands in a quotation.
    speaker: Agent | None = None


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
        self._quotations = quotations
        self._attributions = AttributionFinder(doc, wordings, agents, quotations, reader)

    def attributed(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """Return the sentences with each act given to the one who says it."""
        found = [self._with_source(sentence) for sentence in sentences]
        claimed: list[Attribution] = []
        for index in range(len(found)):
            attributions = [
                self._attributions.of_report(act, found[index].span) for act in found[index].acts
            ]
            if not any(attributions):
                attributions = [self._attributions.of_source(found[index].span)]
            for attribution in filter(None, attributions):
                self._give(attribution, found, index)
                claimed.append(attribution)
        for quotation in self._quotations:
            if not any(one.start < quotation.end and quotation.start < one.end for one in claimed):
                carried = self._carried(quotation, found)
                if carried is not None:
                    self._give(carried, found, None)
        return found

    def _carried(self, quotation: Quotation, found: Sequence[Sentence]) -> Attribution | None:
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
                return Attribution(report, quotation.start, quotation.end)
        return None

    def _with_source(self, sentence: Sentence) -> Sentence:
        """Read "Theo X, …": X is the reporter of the acts behind, or has the only one."""
        source = self._attributions.opening_source(sentence.span)
        if source is None:
            return sentence
        agent, cue, start = source
        acts = tuple(act for act in sentence.acts if act.cue.start >= start)
        if acts:
            own = (replace(act, reporter=act.reporter or other_than(agent, act)) for act in acts)
            return replace(sentence, acts=tuple(own))
        act = Act(cue, "affirm", start, agent, None, "source", content=(start, sentence.span.end))
        return replace(sentence, acts=(act,))

    def _give(self, attribution: Attribution, found: list[Sentence], index: int | None) -> None:
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
        self, attribution: Attribution, sentence: Sentence, *, is_own: bool
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
