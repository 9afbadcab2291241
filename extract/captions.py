"""Finds picture captions by the credit at their end: "… tại Hà Nội. Ảnh: TTXVN".

Called with single lines by ``page.py`` and ``body.py``. Pages turned into text run a caption into
the next paragraph, so its end must be guessed: a credit goes as far as a known agency, a full stop,
or the last word before one that begins a sentence. Captions without a credit are not found here.
"""

import re
from collections.abc import Iterable, Iterator

from diplograph.extract.normalize import fold
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Span

__all__ = ["CreditReader", "alternatives"]

_TOKEN = re.compile(r"\S+")
_CLOSING = {"(": ")", "[": "]"}
_LONGEST_BRACKET = 80
_LONGEST_CREDIT = 5


def alternatives(wordings: Iterable[str]) -> str:
    """Return a regular expression for any of these wordings as whole words, the longest first."""
    folded = {fold(wording) for wording in wordings}
    patterns = (
        re.escape(word) + (r"(?!\w)" if word[-1].isalnum() else "")
        for word in sorted(folded, key=lambda word: (-len(word), word))
    )
    return "|".join(patterns)


class CreditReader:
    """Finds credits of pictures in folded lines (``normalize.py``)."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the marks of the ``page`` vocabulary and the names of agencies."""
        marks = lexicon.wordings("page", "caption-mark")
        in_brackets = lexicon.wordings("page", "caption-source-mark")
        self._mark = re.compile(
            rf"(?<![\w/])(?:(?P<mark>{alternatives(marks)})|(?:{alternatives(in_brackets)}))"
            r"\s*(?P<colon>:?)\s*",
            re.IGNORECASE,
        )
        agency = alternatives(lexicon.wordings("page", "agency"))
        self._agency = re.compile(rf"(?:{agency})(?:/[^\s/.,)]+)*", re.IGNORECASE)

    def credits(self, line: str) -> Iterator[Span]:
        """Yield the credits of a line with their marks, brackets and final stops, in order."""
        end = 0
        for mark in self._mark.finditer(line):
            if mark.start() < end:
                continue
            span = self._bracketed(line, mark) or self._open(line, mark)
            if span:
                end = span.end
                yield span

    def _bracketed(self, line: str, mark: re.Match[str]) -> Span | None:
        before = line[: mark.start()].rstrip()
        if not before or before[-1] not in _CLOSING:
            return None
        close = line.find(_CLOSING[before[-1]], mark.end(), mark.end() + _LONGEST_BRACKET)
        if close < 0:
            return None
        is_credit = mark["colon"] or (
            before[-1] == "(" and mark["mark"] and self._is_credit(line[mark.end() : close])
        )
        return Span(len(before) - 1, _after_stop(line, close + 1)) if is_credit else None

    def _open(self, line: str, mark: re.Match[str]) -> Span | None:
        if not mark["mark"]:
            return None
        if mark["colon"]:
            return Span(mark.start(), _after_stop(line, self._credit_end(line, mark.end())))
        before = line[: mark.start()].rstrip()
        if before and before[-1] not in '-.!?…"”)':
            return None
        rest = line[mark.end() :]
        if rest[:1] in (".", "("):
            return Span(mark.start(), _after_stop(line, mark.end()))
        if self._is_credit(rest.strip(" .")) and len(rest.split()) <= _LONGEST_CREDIT:
            return Span(mark.start(), len(line))
        agency = self._agency.match(line, mark.end())
        return Span(mark.start(), _after_stop(line, agency.end())) if agency else None

    def _is_credit(self, text: str) -> bool:
        return all(word[0].isupper() or _is_domain(word) for word in text.split())

    def _credit_end(self, line: str, begin: int) -> int:
        """Return where a credit ends that may run into the next sentence."""
        rest = line[begin:].rstrip(" .")
        if len(rest.split()) <= _LONGEST_CREDIT and self._is_credit(rest):
            return begin + len(rest)
        ends = [begin]
        for token in _TOKEN.finditer(line, begin):
            word = token[0]
            if not (word[0].isupper() or _is_domain(word)) and word[0].isalnum():
                return ends[-2] if len(ends) > 2 else ends[-1]
            if len(ends) > _LONGEST_CREDIT:
                break
            agency = self._agency.match(line, token.start())
            if agency:
                return agency.end()
            ends.append(token.end())
            if _is_domain(word) or self._ends_with_agency(word):
                break
            if word.endswith(".") and len(word) > len("Q."):
                break
        return ends[-1]

    def _ends_with_agency(self, word: str) -> bool:
        return bool(self._agency.fullmatch(word.rstrip(".,").rsplit("/", 1)[-1]))


def _is_domain(word: str) -> bool:
    return "." in word.rstrip(".")


def _after_stop(line: str, end: int) -> int:
    return end + 1 if line[end : end + 1] == "." else end
