"""Quotations: where they begin and end, also over several sentences.

A quotation opens with “ or ", and closes with ” or " in the same paragraph; papers mix the two.
One that is never closed is none.
"""

from dataclasses import dataclass

from spacy.tokens import Doc

__all__ = ["Quotation", "quotations"]

_OPEN = frozenset('“"«')
_CLOSE = frozenset('”"»')


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens from the opening mark ``start`` to behind the closing mark ``end``."""

    start: int
    end: int


def quotations(doc: Doc) -> list[Quotation]:
    """Return the quotations of a doc in order."""
    found: list[Quotation] = []
    opened: int | None = None
    for token in doc:
        if token.is_space and "\n" in token.text:
            opened = None
        elif opened is None and token.text in _OPEN:
            opened = token.i
        elif opened is not None and token.text in _CLOSE:
            found.append(Quotation(opened, token.i + 1))
            opened = None
        elif token.text == "“":
            opened = token.i
    return found
