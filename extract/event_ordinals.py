"""Ordinals in the names of events: "lần thứ 17", "lần thứ nhất", "lần thứ 36 và 37", "SOM 2".

Called by ``event_name_reader.py``.
"""

import re
from collections.abc import Mapping

from spacy.tokens import Doc

from diplograph.extract.event_name import Wording
from diplograph.extract.gazetteer import Match

__all__ = ["OrdinalReader"]

_FIGURE = re.compile(r"\d{1,3}|[IVXL]+")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_OPENER = ("event-wording", "ordinal")


class OrdinalReader:
    """Reads the ordinals of one doc."""

    def __init__(
        self, doc: Doc, wordings: Mapping[int, list[Match[Wording]]], words: Mapping[str, int]
    ) -> None:
        """Take the doc, where words of names begin in it, and the ordinals in words."""
        self._doc = doc
        self._at = wordings
        self._words = words

    def ordinals(self, index: int) -> tuple[int, list[int]] | None:
        """Return the ordinals that begin at a token, with the token that they end before."""
        first = self._worded(index)
        if first is None:
            return None
        end, numbers = first[0], [first[1]]
        while (more := self._further(end)) is not None and more[1] > numbers[-1]:
            end, numbers = more[0], [*numbers, more[1]]
        return end, numbers

    def number(self, index: int) -> tuple[int, int] | None:
        """Return the number behind an abbreviation that ends at a token: "SOM 2", "AMM-49"."""
        before = index - 1
        if self._doc[index].text == "-":
            index += 1
        text = self._doc[min(index, len(self._doc) - 1)].text
        is_number = text.isdigit() and bool(_FIGURE.fullmatch(text))
        is_named = any(
            m.end == before + 1 and m.value[0] in ("level", "series") and self.is_abbreviation(m)
            for m in self._at.get(before, [])
        )
        return (index + 1, int(text)) if is_number and is_named else None

    def is_abbreviation(self, match: Match[Wording]) -> bool:
        """Whether a word is one of capitals alone."""
        return match.end == match.start + 1 and self._doc[match.start].text.isupper()

    def _worded(self, index: int) -> tuple[int, int] | None:
        """Read "lần thứ 17", "lần thứ nhất", "lần XX"."""
        ends = [m.end for m in self._at.get(index, []) if m.value == _OPENER]
        if not ends:
            return None
        start = max(ends)
        while start < len(self._doc) and self._doc[start].is_space:
            start += 1
        if start >= len(self._doc):
            return None
        text = self._doc[start].text
        if _FIGURE.fullmatch(text):
            return start + 1, int(text) if text.isdigit() else _roman(text)
        number = self._words.get(text.lower())
        return (start + 1, number) if number else None

    def _further(self, index: int) -> tuple[int, int] | None:
        """Read one more behind "và" or a comma: "và 37", "và lần thứ 37"."""
        if index + 1 >= len(self._doc) or self._doc[index].lower_ not in ("và", ","):
            return None
        text = self._doc[index + 1].text
        if text.isdigit() and _FIGURE.fullmatch(text):
            return index + 2, int(text)
        return self._worded(index + 1)


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
