"""Finds picture captions by the credit at their end: "… tại Hà Nội. Ảnh: TTXVN".

Called with single lines by ``page.py``. Pages turned into text run a caption into the next
paragraph, so the end of a credit must be guessed: it goes as far as a known agency, a web address,
a full stop, or the last word before an actor or a word that begins a sentence. Captions without a
credit are not found here.
"""

import re
from collections.abc import Iterable, Iterator

from diplograph.extract.normalize import fold
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Span

__all__ = ["CreditReader", "alternatives"]

_TOKEN = re.compile(r"\S+")
_CLOSING = {"(": ")", "[": "]"}
#: In words, if nothing else ends it.
_LONGEST_CREDIT = 5
#: In characters.
_LONGEST_BRACKET = 80


def alternatives(wordings: Iterable[str]) -> str:
    """Return a regular expression for any of these wordings as whole words, the longest first.

    Without wordings it matches nothing.
    """
    folded = {fold(wording) for wording in wordings}
    patterns = [
        re.escape(word) + (r"(?!\w)" if word[-1].isalnum() else "")
        for word in sorted(folded, key=lambda word: (-len(word), word))
    ]
    return "|".join(patterns) or "(?!)"


class CreditReader:
    """Finds credits of pictures in folded lines (``normalize.py``)."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the marks of the ``page`` vocabulary and the names of agencies."""
        marks = alternatives(lexicon.wordings("page", "caption-mark"))
        in_brackets = alternatives(lexicon.wordings("page", "caption-source-mark"))
        self._mark = re.compile(
            rf"(?<![\w/])(?:(?P<mark>{marks})|(?:{in_brackets}))\s{{0,3}}(?P<colon>:?)\s{{0,3}}",
            re.IGNORECASE,
        )
        agency = alternatives(lexicon.wordings("page", "agency"))
        self._agency = re.compile(rf"(?:{agency})(?:/[^\s/.,)]+)*", re.IGNORECASE)
        self._actor = re.compile(alternatives(_unlike_people(lexicon)))

    def credits(self, line: str) -> Iterator[Span]:
        """Yield the credits of a line with their marks, brackets and final stops, in order."""
        end = 0
        for mark in self._mark.finditer(line):
            if mark.start() >= end:
                span = self._bracketed(line, mark) or self._open(line, mark)
                if span:
                    end = span.end
                    yield span

    def _bracketed(self, line: str, mark: re.Match[str]) -> Span | None:
        opening = line[mark.start() - 1 : mark.start()]
        if opening not in _CLOSING:
            return None
        close = line.find(_CLOSING[opening], mark.end(), mark.end() + _LONGEST_BRACKET)
        is_credit = mark["colon"] or (
            opening == "(" and mark["mark"] and _is_name(line[mark.end() : close])
        )
        if close < 0 or not is_credit:
            return None
        return Span(mark.start() - 1, _after_stop(line, close + 1))

    def _open(self, line: str, mark: re.Match[str]) -> Span | None:
        if not mark["mark"]:
            return None
        if mark["colon"]:
            return Span(mark.start(), _after_stop(line, self._credit_end(line, mark.end())))
        before = line[max(0, mark.start() - 3) : mark.start()].rstrip()
        if before and before[-1] not in '-.!?…"”)':
            return None
        if line[mark.end() : mark.end() + 1] in ("", ".", "("):
            return Span(mark.start(), _after_stop(line, mark.end()))
        agency = self._agency.match(line, mark.end())
        end = _end_of_name(line, mark.end()) or (agency and agency.end())
        return Span(mark.start(), _after_stop(line, end)) if end else None

    def _credit_end(self, line: str, begin: int) -> int:
        """Return where a credit ends that may run into the next sentence."""
        end = _end_of_name(line, begin)
        if end:
            return end
        ends = [begin]
        for token in _TOKEN.finditer(line, begin):
            word = token[0]
            if word[0].isalnum() and not _is_name(word):
                return ends[-2] if len(ends) > 2 else ends[-1]
            is_actor = len(ends) > 1 and self._actor.match(line, token.start())
            if is_actor or len(ends) > _LONGEST_CREDIT:
                break
            agency = self._agency.match(line, token.start())
            if agency:
                return agency.end()
            ends.append(token.end())
            if self._ends_credit(word):
                break
        return ends[-1]

    def _ends_credit(self, word: str) -> bool:
        """Return whether a word is the last of a credit: an address, "…/AFP", or before a stop."""
        office = word.rstrip(".,").rsplit("/", 1)[-1]
        is_initial = len(word) == len("Q.")
        return (
            _is_domain(word)
            or bool(self._agency.fullmatch(office))
            or (word.endswith(".") and not is_initial)
        )


def _unlike_people(lexicon: Lexicon) -> Iterator[str]:
    """Yield names of actors that no photographer has: of several words, or an acronym.

    "Anh" is Britain and a first name.
    """
    for entity in lexicon.entities.values():
        yield from (name for name in entity.names if " " in name or name.isupper())


def _end_of_name(line: str, begin: int) -> int | None:
    """Return the end of a line if no more than a name is left of it, without the final stop."""
    rest = line[begin : begin + _LONGEST_BRACKET + 1].rstrip(" .")
    is_name = 0 < len(rest.split()) <= _LONGEST_CREDIT and _is_name(rest)
    reaches_end = len(line) - begin <= _LONGEST_BRACKET
    return begin + len(rest) if is_name and reaches_end else None


def _is_name(text: str) -> bool:
    return all(word[0].isupper() or _is_domain(word) for word in text.split())


def _is_domain(word: str) -> bool:
    return "." in word.rstrip(".")


def _after_stop(line: str, end: int) -> int:
    return end + 1 if line[end : end + 1] == "." else end
