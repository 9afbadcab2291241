"""Joins what an article says twice: headline, lead, caption and body repeat one act.

Two acts are one where holder and stance are the same and most words of the shorter one stand in the
longer one. The fullest statement is the evidence, the others stand behind it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from diplograph.extract.drafts import Draft
from diplograph.ontology.model import Span

__all__ = ["without_repetitions"]

_WORD = re.compile(r"\w+")
#: Which share of the shorter statement's words the longer one must hold.
_SHARED = 0.7
#: Statements of fewer words are too short to tell.
_FEWEST_WORDS = 6


def without_repetitions(text: str, drafts: Iterable[Draft]) -> list[Draft]:
    """Join repetitions.

    Args:
        text: The text that the spans count in.
        drafts: In the order of the text.

    Returns:
        One draft for each act, in the order of their fullest statements.
    """
    kept: list[Draft] = []
    for draft in drafts:
        for index, other in enumerate(kept):
            if _same_act(text, draft, other):
                kept[index] = _joined(draft, other)
                break
        else:
            kept.append(draft)
    return sorted(kept, key=lambda draft: draft.evidence[0])


def _same_act(text: str, one: Draft, other: Draft) -> bool:
    if (one.holder, one.stance) != (other.holder, other.stance):
        return False
    words, others = _words(text, one.content), _words(text, other.content)
    shorter = min(len(words), len(others))
    if shorter < _FEWEST_WORDS:
        return bool(words) and words == others
    return len(words & others) >= _SHARED * shorter


def _words(text: str, span: Span | None) -> set[str]:
    return set(_WORD.findall(text[span.begin : span.end].lower())) if span else set()


def _joined(one: Draft, other: Draft) -> Draft:
    longer = max((one, other), key=lambda draft: _length(draft.evidence[0]))
    spans = dict.fromkeys((*one.evidence, *other.evidence))
    ordered = sorted(spans, key=lambda span: (-_length(span), span))
    return replace(
        longer,
        evidence=tuple(ordered),
        speaker=longer.speaker or one.speaker or other.speaker,
        addressee=longer.addressee or one.addressee or other.addressee,
        occasion=longer.occasion or one.occasion or other.occasion,
    )


def _length(span: Span) -> int:
    return span.end - span.begin
