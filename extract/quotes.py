"""Quotations: where they begin and end, also over several sentences.

A quotation opens with “ or ", and closes with ” or "; papers mix the two. One that is not closed
within a few lines is none.
"""

from dataclasses import dataclass

from spacy.tokens import Doc

__all__ = ["Quotation", "quotations"]

_OPEN = frozenset('“"«')
_CLOSE = frozenset('”"»')
#: How far a quotation may go on, in tokens and in line breaks: some papers break every sentence.
_LONGEST = 300
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens from the opening mark ``start`` to behind the closing mark ``end``."""

    start: int
    end: int


def quotations(doc: Doc) -> list[Quotation]:
    """Return the quotations of a doc in order."""
    found: list[Quotation] = []
    index = 0
    while index < len(doc):
        end = _closing(doc, index) if doc[index].text in _OPEN else None
        if end is not None:
            found.append(Quotation(index, end + 1))
        index = index + 1 if end is None else end + 1
    return found


def _closing(doc: Doc, start: int) -> int | None:
    """Return the mark that closes the quotation that a mark opens, if there is one."""
    lines = 0
    for index in range(start + 1, min(len(doc), start + _LONGEST)):
        token = doc[index]
        lines += token.text.count("\n") if token.is_space else 0
        if lines > _MOST_LINES or token.text == "“":
            return None
        if token.text in _CLOSE and (lines == 0 or not _opens_line(doc, index)):
            return index
        if lines and token.text in _OPEN:
            return None
    return None


def _opens_line(doc: Doc, index: int) -> bool:
    """Whether a straight mark stands at the start of a line: it opens another quotation."""
    return "\n" in doc[index - 1].text
