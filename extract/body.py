"""Finds the article on a page, and what its parts are.

Reads stored text, yields a ``Body`` whose zones tell headline, lead, paragraphs and captions from
what the page put between them; called by ``pipeline.py``. Everything outside the body is menus,
lists of other articles, comments and signatures. ``page.py`` says what single lines are and
``frame.py`` where the article begins and ends.

A paragraph is a line; text that is wrapped at a fixed width is not joined. Not handled: a caption
without a credit counts as a paragraph unless the page repeats it, and so does a teaser of another
article that reads like a sentence.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from diplograph.extract.frame import find_frame
from diplograph.extract.page import LONGEST_CAPTION, SHORTEST_HEADLINE, Line, PageReader
from diplograph.ontology.model import Span

__all__ = ["Body", "Zone", "ZoneKind", "zones"]

ZoneKind = Literal["headline", "dateline", "lead", "paragraph", "caption", "other"]

#: The headline of another article, as a link in brackets inside a paragraph.
_BRACKETED_LINK = re.compile(r"\[[^\W_][^\[\]]{20,200}\](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the body of one kind, without the white space around it."""

    span: Span
    kind: ZoneKind

    @property
    def is_article(self) -> bool:
        """Whether these are words of the article: no dateline, nothing that the page added."""
        return self.kind not in ("dateline", "other")


@dataclass(frozen=True, slots=True)
class Body:
    """The article proper in a stored text."""

    #: From the headline to the last words; empty if there are none.
    span: Span
    #: Inside the span, in order, without overlap.
    zones: tuple[Zone, ...] = ()
    headline: Span | None = None
    #: The day of the dateline, and where that stands: inside the span or before it.
    published: date | None = None
    published_span: Span | None = None


def zones(text: str) -> Body:
    """Find the article in the text of a page.

    Args:
        text: In NFC. Any text will do: a page, paragraphs on lines, or all on one line.

    Returns:
        Body and zones in offsets of the text. A text without letters has an empty body.
    """
    reader = PageReader.load()
    return _Page(reader, tuple(reader.lines(text))).body()


class _Page:
    """The lines of a page, and what each is to the article."""

    def __init__(self, reader: PageReader, lines: Sequence[Line]) -> None:
        self._reader = reader
        self._lines = lines
        self._frame = find_frame(lines, reader)
        self._counts = Counter(line.key for line in lines)
        self._repeated = frozenset(_repetitions(lines))
        self._last = self._last_text()

    def body(self) -> Body:
        """Return the article with its zones."""
        found = tuple(self._zones())
        article = [zone.span for zone in found if zone.is_article]
        span = Span(article[0].begin, article[-1].end) if article else Span(0, 0)
        headline, dateline = self._at(self._frame.headline), self._at(self._frame.dateline)
        return Body(
            span=span,
            zones=tuple(z for z in found if span.begin <= z.span.begin and z.span.end <= span.end),
            headline=headline.span if headline else None,
            published=dateline.day if dateline else None,
            published_span=dateline.span if dateline else None,
        )

    def _at(self, number: int | None) -> Line | None:
        return None if number is None else next(iter(self._lines[number : number + 1]), None)

    def _last_text(self) -> int:
        """Return the last line that can end the article: no subheading and no repetition."""
        left_out = self._frame.foreign | self._repeated
        own = [number for number in range(len(self._lines)) if number not in left_out]
        if self._frame.first < len(self._lines):
            kinds = ("running", "caption", "credit")
            own = [number for number in own if self._lines[number].kind in kinds]
        return max(own, default=-1)

    def _zones(self) -> Iterator[Zone]:
        for number in range(self._frame.headline or 0, len(self._lines)):
            line = self._lines[number]
            kind = self._kind(number)
            if kind in ("lead", "paragraph") and line.kind == "running":
                yield from _parts(self._reader, line, kind)
            else:
                yield Zone(line.span, kind)

    def _kind(self, number: int) -> ZoneKind:
        line = self._lines[number]
        if number == self._frame.headline:
            return "headline"
        if number in self._frame.foreign or number > self._last:
            return "other"
        if line.day:
            return "dateline"
        if line.kind not in ("running", "fragment", "caption", "credit"):
            return "other"
        if line.kind == "fragment" and self._is_of_page(number):
            return "other"
        if number in self._repeated and not self._says_again(line):
            return "other"
        if self._is_caption(number):
            return "caption"
        is_lead = number == self._frame.first and self._frame.headline is not None
        return "lead" if is_lead else "paragraph"

    def _is_of_page(self, number: int) -> bool:
        """Return whether a fragment is a menu above the text, or several headlines in one."""
        line = self._lines[number]
        is_above = number < self._frame.first < len(self._lines)
        return line.is_glued or (is_above and line.words < SHORTEST_HEADLINE)

    def _says_again(self, line: Line) -> bool:
        """Return whether a line has the words of headline or lead."""
        said = (self._at(self._frame.headline), self._at(self._frame.first))
        return any(other is not None and line.key == other.key for other in said)

    def _is_caption(self, number: int) -> bool:
        """Return whether a line is a caption: by its credit, the next line's, or as a repetition.

        Pages print a caption twice, as the text of the picture and under it.
        """
        line = self._lines[number]
        if line.kind in ("caption", "credit"):
            return True
        if line.words > LONGEST_CAPTION:
            return False
        if self._says_again(line):
            return number in self._repeated and line.kind == "fragment"
        below = self._at(number + 1)
        is_credited = below is not None and below.kind == "credit" and not below.after_gap
        return is_credited or self._counts[line.key] > 1


def _repetitions(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines whose words stood on the page before."""
    seen: set[str] = set()
    for number, line in enumerate(lines):
        if line.key in seen:
            yield number
        seen.add(line.key)


def _parts(reader: PageReader, line: Line, kind: ZoneKind) -> Iterator[Zone]:
    """Yield the parts of a paragraph: what is said, captions run into it, remarks at its end."""
    begin = 0
    for credit in line.credits:
        caption = begin + reader.last_sentence(line.text[begin : credit.begin].rstrip(" -(["))
        if len(line.text[caption : credit.end].split()) > LONGEST_CAPTION:
            caption = credit.begin
        yield from _said(line, begin, caption, kind)
        yield from _zone(line, caption, credit.end, "caption")
        begin = credit.end
    end = begin + reader.remark_start(line.text[begin:])
    yield from _said(line, begin, end, kind)
    yield from _zone(line, end, len(line.text), "other")


def _said(line: Line, begin: int, end: int, kind: ZoneKind) -> Iterator[Zone]:
    """Yield a paragraph without the links in brackets inside it."""
    for link in _BRACKETED_LINK.finditer(line.text, begin, end):
        yield from _zone(line, begin, link.start(), kind)
        yield from _zone(line, link.start(), link.end(), "other")
        begin = link.end()
    yield from _zone(line, begin, end, kind)


def _zone(line: Line, begin: int, end: int, kind: ZoneKind) -> Iterator[Zone]:
    """Yield the zone of a part of a line, unless nothing stands there."""
    part = line.text[begin:end]
    if part.strip():
        offset = line.span.begin + begin
        leading = len(part) - len(part.lstrip())
        yield Zone(Span(offset + leading, offset + len(part.rstrip())), kind)
