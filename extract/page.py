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

__all__ = [
    "LONGEST_CAPTION",
    "SHORTEST_HEADLINE",
    "Line",
    "LineKind",
    "PageReader",
]

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
    "section",  # the section of the newspaper, or the path to it
    "furniture",
]

#: What a line is that consists of a wording of these concepts.
_WHOLE_LINES: dict[str, LineKind] = {
    "list-heading": "list-heading",
    "end-heading": "end-heading",
    "section": "section",
    "furniture": "furniture",
}

#: In words: more are no caption, and no headline.
LONGEST_CAPTION = 70
_LONGEST_HEADLINE = 34
SHORTEST_HEADLINE = 4
_SHORTEST_GLUED = 12
_SHORTEST_PARAGRAPH = 6
#: An opening such as "follow us" makes furniture of a line of up to so many words.
_LONGEST_NOTICE = 15
_LONGEST_NAME = 4
#: In characters.
_LONGEST_ABBREVIATION = 12
_LONGEST_MENU = 200
_LONGEST_BYLINE = 10

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_LINE_END = re.compile(r"\n|\r(?!\n)|\u2028|\u2029")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_EXCLAMATION = re.compile(r"(?:[?!…]|\.\.\.)[\"'”’]*$")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s+")
_WORD = re.compile(r"\w+(?:[^\w\s]+\w+)*")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
#: Headers of text corpora: "# newdoc id = 12".
_HEADER = re.compile(r"#\s*\S.*=")
#: The headline of another article, as a link.
_BRACKETED = re.compile(r"\[[^\[\]]{20,200}\]")
_CELL = re.compile(r"[>›»|•·/\t]|\s{2,}")
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

    @property
    def is_paragraph(self) -> bool:
        """Whether the line is text, and cannot be a headline."""
        return self.kind == "running" and not self.may_be_headline

    @property
    def may_be_headline(self) -> bool:
        """Whether the line is as long as a headline, and does not end like a sentence."""
        if not SHORTEST_HEADLINE <= self.words <= _LONGEST_HEADLINE:
            return False
        if self.kind == "running":
            return _EXCLAMATION.search(self.text) is not None
        return self.kind == "fragment" and not self.is_glued

    @property
    def is_glued(self) -> bool:
        """Whether headlines of other articles lost the line ends between them.

        As in "… hợp tác với ASEANHội thảo về … Thái Bình DươngNgoại trưởng …".
        """
        letters = zip(self.text, self.text[1:], self.text[2:], strict=False)
        joints = sum(a.isalpha() and b.isupper() and c.islower() for a, b, c in letters)
        return self.words >= _SHORTEST_GLUED and joints > 1


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
            return "credit" if credits[0].begin == 0 else "caption"
        if (self._is_link(text) and words <= _LONGEST_HEADLINE) or self._teaser.match(text):
            return "link"
        if self._is_byline(text):
            return "byline"
        if words > _LONGEST_HEADLINE:
            return "running"
        said = text[: self.remark_start(text)].rstrip()
        is_sentence = words >= _SHORTEST_PARAGRAPH and _SENTENCE_END.search(said)
        return "running" if is_sentence else "fragment"

    def _kind_by_wording(self, text: str, words: int) -> LineKind | None:
        if not _LETTER.search(text):
            return "furniture"
        whole = self._known(text)
        if whole:
            return whole
        is_short = len(text) <= _LONGEST_MENU
        cells = {self._known(cell) for cell in _CELL.split(text)} if is_short else {None}
        if None not in cells:
            return "section" if "section" in cells else "furniture"
        is_notice = words <= _LONGEST_NOTICE and self._notice.match(text)
        return "furniture" if is_notice or _ADDRESS.fullmatch(text) or _HEADER.match(text) else None

    def _known(self, text: str) -> LineKind | None:
        """Return the kind of a line that is a wording of the page."""
        return self._whole.get(_bare(text)) if len(text) <= _LONGEST_MENU else None

    def _is_link(self, text: str) -> bool:
        """Return whether a line or the end of one links to another article."""
        if _BRACKETED.fullmatch(text):
            return True
        opening = self._link.match(text)
        if opening is None:
            return False
        return text[opening.end() :].lstrip()[:1] in (":", ">", "»") or not text.endswith(".")

    def _is_byline(self, text: str) -> bool:
        """Return whether a line or the end of one says who wrote the article, and no more."""
        if len(text) > _LONGEST_MENU or len(text.split()) > _LONGEST_BYLINE:
            return False
        author, _, _ = text.partition("/")
        bare = self._signature.sub(",", author.strip(" ."))
        names = [name.split() for name in _NAME_BREAK.split(bare) if name.strip(" .")]
        if not names and "," not in bare:
            return False
        return all(len(name) <= _LONGEST_NAME and _is_capitalized(name) for name in names)

    def is_signed(self, text: str) -> bool:
        """Return whether a paragraph ends as the last of an article does: "./." or a byline."""
        return text.endswith("./.") or self.remark_start(text) < len(text)

    def remark_start(self, text: str) -> int:
        """Return where bylines and links at the end of a paragraph begin."""
        end = len(text)
        for start in reversed(self._starts(text)):
            if not self._is_remark(text[start:end].strip()):
                break
            end = start
        return end

    def _is_remark(self, text: str) -> bool:
        return self._known(text) is not None or self._is_byline(text) or self._is_link(text)

    def last_sentence(self, text: str) -> int:
        """Return where the last sentence of a text begins."""
        starts = (start for start in reversed(self._starts(text)) if not _is_lower(text, start))
        return next(starts, 0)

    def _starts(self, text: str) -> list[int]:
        """Return where sentences and remarks may begin in a text, the first at 0."""
        starts = [0]
        for stop in _STOP.finditer(text):
            before = text[max(0, stop.start() - _LONGEST_ABBREVIATION) : stop.start()]
            word = re.split(r"[\s.(]", before)[-1]
            if text[stop.start()] != "." or not self._is_abbreviation(word):
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
