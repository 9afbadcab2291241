"""Joins what an article says twice: headline, lead, caption and body repeat one act.

In the body, two acts are one where holder and stance are the same and most words of the shorter
one stand in the longer one. A headline or lead sums up what the body tells, often with another
verb: its act joins the most similar one of the same holder, and is dropped where that holder has
an act of the same stance below. Stances of the summary that blame or refuse say what a plain report
below amounts to. The fullest statement of the stance is the evidence, the others stand behind it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from diplograph.extract.drafts import Draft
from diplograph.ontology.model import Span

__all__ = ["without_repetitions"]

_WORD = re.compile(r"\w+")
#: Which share of the shorter statement's words the longer one must hold.
_SHARED = 0.7
#: The same, where one of them is a headline or lead.
_SHARED_BY_SUMMARY = 0.35
#: Stances of mere speech; a summary in another one says what the speech amounts to.
_PLAIN = frozenset({"affirm", "inform"})
_AGAINST = frozenset({"concern", "oppose", "condemn"})
#: Statements of fewer words are too short to tell, unless they are equal.
_FEWEST_WORDS = 6


def without_repetitions(
    text: str, drafts: Sequence[Draft], summaries: Sequence[Span]
) -> list[Draft]:
    """Join repetitions.

    Args:
        text: The text that the spans count in.
        drafts: In the order of the text.
        summaries: Where headline and lead stand.

    Returns:
        One draft for each act, in the order of their fullest statements.
    """
    kept: list[Draft] = []
    summing_up: list[Draft] = []
    for draft in drafts:
        if any(draft.evidence[0].overlap(span) for span in summaries):
            summing_up.append(draft)
            continue
        same = (i for i, other in enumerate(kept) if _is_same(text, draft, other))
        index = next(same, None)
        if index is None:
            kept.append(draft)
        else:
            kept[index] = _joined(draft, kept[index])
    for draft in summing_up:
        _join_summary(text, draft, kept)
    return sorted(kept, key=lambda draft: draft.evidence[0])


def _is_same(text: str, one: Draft, other: Draft) -> bool:
    same = (one.holder, one.stance) == (other.holder, other.stance)
    return same and _shared(text, one, other) >= _SHARED


def _join_summary(text: str, draft: Draft, kept: list[Draft]) -> None:
    """Join an act of headline or lead to the act of the body that it sums up."""
    own = [index for index, other in enumerate(kept) if other.holder == draft.holder]
    if not own:
        is_told = any(_shared(text, draft, other) >= _SHARED_BY_SUMMARY for other in kept)
        if not (is_told and draft.holder.startswith("collective/")):
            kept.append(draft)
        return
    best = max(own, key=lambda i: (_shared(text, draft, kept[i]), kept[i].stance == draft.stance))
    told = kept[best]
    is_alike = told.stance == draft.stance or not _PLAIN.isdisjoint((told.stance, draft.stance))
    least = _SHARED_BY_SUMMARY if is_alike else _SHARED
    if _shared(text, draft, told) >= least:
        is_judged = told.stance in _PLAIN and draft.stance in _AGAINST
        stance = draft.stance if is_judged else told.stance
        evidence = told.evidence + draft.evidence
        if draft.stance == stance:
            evidence = _ordered(evidence)
        kept[best] = replace(told, stance=stance, evidence=evidence)
    elif all(kept[index].stance != draft.stance for index in own):
        kept.append(draft)


def _shared(text: str, one: Draft, other: Draft) -> float:
    """Return which share of the words of the shorter statement stands in the other."""
    words, others = _words(text, one.content), _words(text, other.content)
    shorter = min(len(words), len(others))
    if shorter < _FEWEST_WORDS:
        return float(bool(words) and words == others)
    return len(words & others) / shorter


def _words(text: str, span: Span | None) -> set[str]:
    return set(_WORD.findall(text[span.begin : span.end].lower())) if span else set()


def _joined(one: Draft, other: Draft) -> Draft:
    longer = max((one, other), key=lambda draft: draft.evidence[0].length)
    return replace(
        longer,
        evidence=_ordered(one.evidence + other.evidence),
        speaker=longer.speaker or one.speaker or other.speaker,
        addressee=longer.addressee or one.addressee or other.addressee,
        occasion=longer.occasion or one.occasion or other.occasion,
    )


def _ordered(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(sorted(dict.fromkeys(spans), key=lambda span: (-span.length, span)))
