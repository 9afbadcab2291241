"""Tells what each line of a news page is, from its wording and shape alone.

Reads the text of a page, yields its lines; called by ``body.py``, which decides from their order
what belongs to the article. Wordings stand in ``ontology/vocab/page.ttl``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, Self

from diplograph.extract.captions import CreditReader, alternatives
from diplograph.extract.dateline import DatelineReader
from diplograph.extract.normalize import fold
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Span

__all__ = ["LONGEST_CAPTION", "LONGEST_HEADLINE", "Line", "LineKind", "PageReader"]

LineKind = Literal[
    "running",  # a paragraph: it ends like a sentence, or it is long
    "fragment",  # words without a sentence: a headline, a subheading, a menu
    "caption",  # ends with the credit of a picture
    "credit",  # the credit alone
    "dateline",
    "byline",  # who wrote the article, or which agency
    "link",  # a link to another article
    "list-heading",
    "end-heading",
    "furniture",
]

#: What a line is that consists of a wording of these concepts.
_WHOLE_LINES: dict[str, LineKind] = {
    "list-heading": "list-heading",
    "end-heading": "end-heading",
    "section": "furniture",
    "furniture": "furniture",
}

#: In words: more are no caption, and no headline.
LONGEST_CAPTION = 70
LONGEST_HEADLINE = 34
_SHORTEST_PARAGRAPH = 6
#: An opening such as "follow us" makes furniture of a line of up to so many words.
_LONGEST_NOTICE = 15
_LONGEST_NAME = 4
_LONGEST_BYLINE = 10

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_LINE_END = re.compile(r"\n|\r(?!\n)|\u2028|\u2029")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s+")
_WORD = re.compile(r"\w+(?:[^\w\s]+\w+)*")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
#: Headers of text corpora: "# newdoc id = 12".
_HEADER = re.compile(r"#\s*\S.*=")
_CELL = re.compile(r"\s*[>›»|•·/\t]\s*|\s{2,}")
_EDGE = " \t.,:;!|>»›•·*…-()[]"
_COUNT = re.compile(r"\s*\(?\d+\)?$")
_NAME_BREAK = re.compile(r"\s*[-,;&|()]\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, without the white space around it."""

    span: Span
    #: Folded (``normalize.py``), as long as the span.
    text: str
    kind: LineKind
    words: int
    #: An empty line precedes it.
    after_gap: bool
    #: Credits of pictures, in offsets of the line.
    credits: tuple[Span, ...] = ()
    #: Of a dateline.
    day: date | None = None

    @property
    def key(self) -> str:
        """What lines with the same words share."""
        return " ".join(self.text.casefold().split())


class PageReader:
    """Reads pages by the wordings of the ``page`` vocabulary."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Prepare the wordings for comparison."""
        self._whole: dict[str, LineKind] = {}
        for name, kind in _WHOLE_LINES.items():
            for wording in lexicon.wordings("page", name):
                self._whole.setdefault(_bare(fold(wording)), kind)
        self._notice = _opening(lexicon.wordings("page", "furniture-opening"))
        self._link = _opening(lexicon.wordings("page", "link-opening"))
        codes = alternatives(lexicon.wordings("page", "newsroom-code"))
        self._teaser = re.compile(rf"[^.!?…]{{20,}}\s\(?(?:{codes})\)?\s*-\s")
        self._dateline = DatelineReader(lexicon)
        self._credits = CreditReader(lexicon)
        self._abbreviations = frozenset(
            word.rstrip(".").casefold() for word in lexicon.wordings("wording", "abbreviation")
        )
        signature = ("agency", "byline-word", "source-word")
        words = alternatives(w for name in signature for w in lexicon.wordings("page", name))
        self._signature = re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)

    @classmethod
    @cache
    def load(cls) -> Self:
        """Return the reader for the project's own vocabulary."""
        return cls(Lexicon.load())

    def lines(self, text: str) -> Iterator[Line]:
        """Yield the lines of a page that hold anything but white space, in order."""
        end_of_last = 0
        for match in _LINE.finditer(text):
            stripped = match[0].strip()
            if not stripped:
                continue
            begin = match.start() + len(match[0]) - len(match[0].lstrip())
            gap = len(_LINE_END.findall(text, end_of_last, begin)) > 1
            end_of_last = begin + len(stripped)
            yield self._line(Span(begin, end_of_last), fold(stripped), gap)

    def _line(self, span: Span, text: str, after_gap: bool) -> Line:
        words = len(_WORD.findall(text))
        day = self._dateline.read(text)
        credits = tuple(self._credits.credits(text))
        kind = "dateline" if day else self._kind(text, words, credits)
        return Line(span, text, kind, words, after_gap, credits, day)

    def _kind(self, text: str, words: int, credits: tuple[Span, ...]) -> LineKind:
        known = self._kind_by_wording(text, words)
        if known:
            return known
        if credits and credits[-1].end == len(text) and words <= LONGEST_CAPTION:
            if credits[0].begin == 0:
                return "credit"
            return "byline" if self._is_byline(text[: credits[0].begin]) else "caption"
        if (self._is_link(text) and words <= LONGEST_HEADLINE) or self._teaser.match(text):
            return "link"
        if self._is_byline(text):
            return "byline"
        ends_like_sentence = bool(_SENTENCE_END.search(text))
        if words > LONGEST_HEADLINE or (ends_like_sentence and words >= _SHORTEST_PARAGRAPH):
            return "running"
        return "fragment"

    def _kind_by_wording(self, text: str, words: int) -> LineKind | None:
        whole = self._whole.get(_bare(text))
        if whole:
            return whole
        is_furniture = (
            not _LETTER.search(text)
            or _ADDRESS.fullmatch(text)
            or _HEADER.match(text)
            or all(_bare(cell) in self._whole for cell in _CELL.split(text))
            or (words <= _LONGEST_NOTICE and self._notice.match(text))
        )
        return "furniture" if is_furniture else None

    def _is_link(self, text: str) -> bool:
        """Return whether a line or the end of one links to another article."""
        opening = self._link.match(text)
        if opening is None:
            return False
        return text[opening.end() :].lstrip()[:1] in (":", ">", "»") or not text.endswith(".")

    def _is_byline(self, text: str) -> bool:
        """Return whether a line or the end of one says who wrote the article, and no more."""
        author, _, office = text.partition("/")
        if len(author.split()) + len(office.split()) > _LONGEST_BYLINE:
            return False
        bare = self._signature.sub(",", author.strip(" ."))
        names = [name.split() for name in _NAME_BREAK.split(bare) if name.strip(" .")]
        if not names and "," not in bare:
            return False
        return all(len(name) <= _LONGEST_NAME and _is_capitalized(name) for name in names)

    def remark_start(self, text: str) -> int:
        """Return where bylines and links at the end of a paragraph begin."""
        end = len(text)
        for start in reversed(self._starts(text)):
            remark = text[start:end].strip()
            if not (
                _bare(remark) in self._whole or self._is_byline(remark) or self._is_link(remark)
            ):
                break
            end = start
        return end

    def _is_remark(self, text: str) -> bool:
        return _bare(text) in self._whole or self._is_byline(text) or self._is_link(text)

    def last_sentence(self, text: str) -> int:
        """Return where the last sentence of a text begins."""
        starts = (start for start in reversed(self._starts(text)) if not _is_lower(text, start))
        return next(starts, 0)

    def _starts(self, text: str) -> list[int]:
        """Return where sentences and remarks may begin in a text, the first at 0."""
        starts = [0]
        for stop in _STOP.finditer(text):
            word = re.search(r"[^\s.(]*$", text[starts[-1] : stop.start()])
            if text[stop.start()] != "." or word is None or not self._is_abbreviation(word[0]):
                starts.append(stop.end())
        return starts

    def _is_abbreviation(self, word: str) -> bool:
        return word.casefold() in self._abbreviations or (len(word) == 1 and word.isalpha())


def _bare(text: str) -> str:
    """Return a line without case, the marks around it, and a count after it."""
    return " ".join(_COUNT.sub("", text.strip(_EDGE)).strip(_EDGE).casefold().split())


def _opening(wordings: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"[\s>»•*-]*(?:{alternatives(wordings)})", re.IGNORECASE)


def _is_lower(text: str, start: int) -> bool:
    first = _WORD.search(text, start)
    return first is not None and first[0][0].islower()


def _is_capitalized(words: Iterable[str]) -> bool:
    return all(word[0].isupper() for word in words)
