"""Finds the article on a page: where it begins and ends, and what its parts are.

Reads stored text, yields a ``Body`` whose zones tell headline, lead, paragraphs and captions from
what the page put between them; called by ``pipeline.py``. Everything outside the body is menus,
lists of other articles, comments and signatures.

The end is found by order: the headings that lists of other articles and comments stand under, and
bylines after the last paragraph (``ontology/vocab/page.ttl``). Where paragraphs go on after a list,
the list was a box inside the article. Not handled: a caption without a credit counts as a paragraph
unless the page repeats it, and so does a teaser of another article that reads like a sentence.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from diplograph.extract.page import LONGEST_CAPTION, LONGEST_HEADLINE, Line, PageReader
from diplograph.ontology.model import Span

__all__ = ["Body", "Zone", "ZoneKind", "zones"]

ZoneKind = Literal["headline", "dateline", "lead", "paragraph", "caption", "other"]

#: So many paragraphs in a row continue an article after a list of others.
_RESUMING_RUN = 3
#: After a byline an article goes on if what follows is at least this part of what precedes.
_RESUMING_SHARE = 0.5
_SHORTEST_HEADLINE = 4
_SHORTEST_GLUED = 12
#: The headline of another article, as a link in brackets inside a paragraph.
_BRACKETED_LINK = re.compile(r"\[[^\W_][^\[\]]{20,200}\](?=\s|$)")
_EXCLAMATION = re.compile(r"(?:[?!…]|\.\.\.)[\"'”’]*$")


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
    page = PageReader.load()
    return _Page(page, tuple(page.lines(text))).body()


class _Page:
    """The lines of one page, and what the order of their kinds says."""

    def __init__(self, reader: PageReader, lines: Sequence[Line]) -> None:
        self._reader = reader
        self._lines = lines
        self._first = self._first_paragraph()
        self._headline = self._find_headline()
        self._foreign = frozenset(self._foreign_lines())
        self._repeated = frozenset(self._repeated_lines())
        self._counts = Counter(line.key for line in lines)
        self._last = self._last_text()

    def body(self) -> Body:
        found = tuple(self._zones())
        article = [zone.span for zone in found if zone.is_article]
        span = Span(article[0].begin, article[-1].end) if article else Span(0, 0)
        dateline = next((line for line in self._lines[: self._first] if line.day), None)
        return Body(
            span=span,
            zones=tuple(z for z in found if span.begin <= z.span.begin and z.span.end <= span.end),
            headline=None if self._headline is None else self._lines[self._headline].span,
            published=dateline.day if dateline else None,
            published_span=dateline.span if dateline else None,
        )

    def _first_paragraph(self) -> int:
        """Return the index of the first paragraph, or that past the last line."""
        paragraphs = (index for index, line in enumerate(self._lines) if _is_paragraph(line))
        return next(paragraphs, len(self._lines))

    def _find_headline(self) -> int | None:
        """Return the headline: the last candidate before a dateline, else the first of all.

        A line under a picture is a subheading.
        """
        head = self._lines[: self._first]
        captions = (i for i, line in enumerate(head) if line.kind in ("caption", "credit"))
        before = range(next(captions, len(head)))
        candidates = [index for index in before if _may_be_headline(self._lines[index])]
        dateline = next((index for index in before if self._lines[index].day), 0)
        above = [index for index in candidates if index < dateline]
        return above[-1] if above else next(iter(candidates), None)

    def _foreign_lines(self) -> Iterator[int]:
        """Yield the lines of lists of other articles, and those after the end of the article."""
        index = self._first + 1
        while index < len(self._lines):
            line = self._lines[index]
            resumed = index
            if line.kind == "list-heading":
                resumed = self._resumption(index)
            elif line.kind == "end-heading" or self._closes(index):
                resumed = len(self._lines)
            yield from range(index, resumed)
            index = max(resumed, index + 1)

    def _resumption(self, heading: int) -> int:
        """Return where paragraphs go on after a list of other articles, or the end of the page."""
        run: list[int] = []
        for index in range(heading + 1, len(self._lines)):
            line = self._lines[index]
            if line.kind == "end-heading":
                break
            if _is_paragraph(line):
                run.append(index)
                if len(run) == _RESUMING_RUN:
                    return run[0]
            elif line.kind not in ("caption", "credit"):
                run.clear()
        return len(self._lines)

    def _closes(self, index: int) -> bool:
        """Return whether a line ends the article: a byline, or a link set off from what follows.

        Neither does if much text follows, and a link does not if credited pictures follow.
        """
        line, rest = self._lines[index], self._until_heading(index + 1)
        if line.kind == "link":
            is_set_off = not line.after_gap and any(below.after_gap for below in rest[:1])
            closes = is_set_off and all(below.kind != "caption" for below in rest)
        else:
            closes = line.kind == "byline"
        before = _paragraph_words(self._lines[:index])
        return closes and _paragraph_words(rest) < before * _RESUMING_SHARE

    def _until_heading(self, start: int) -> Sequence[Line]:
        headings = (
            index
            for index in range(start, len(self._lines))
            if self._lines[index].kind in ("list-heading", "end-heading")
        )
        return self._lines[start : next(headings, len(self._lines))]

    def _repeated_lines(self) -> Iterator[int]:
        """Yield the lines whose words stood on the page before."""
        seen: set[str] = set()
        for index, line in enumerate(self._lines):
            if line.key in seen:
                yield index
            seen.add(line.key)

    def _last_text(self) -> int:
        """Return the last line that can end the article: no subheading and no repetition."""
        own = [i for i in range(len(self._lines)) if i not in self._foreign | self._repeated]
        if self._first == len(self._lines):
            return own[-1] if own else -1
        return max(i for i in own if self._lines[i].kind in ("running", "caption", "credit"))

    def _zones(self) -> Iterator[Zone]:
        for index in range(self._headline or 0, len(self._lines)):
            line = self._lines[index]
            kind = self._kind(index)
            if kind in ("lead", "paragraph") and line.kind == "running":
                yield from _parts(self._reader, line, kind)
            else:
                yield Zone(line.span, kind)

    def _kind(self, index: int) -> ZoneKind:
        line = self._lines[index]
        if index == self._headline:
            return "headline"
        if index in self._foreign or index > self._last:
            return "other"
        if line.day:
            return "dateline"
        if line.kind not in ("running", "fragment", "caption", "credit"):
            return "other"
        if line.kind == "fragment" and self._is_of_page(index):
            return "other"
        if index in self._repeated and not self._may_repeat(line):
            return "other"
        if self._is_caption(index):
            return "caption"
        return "lead" if index == self._first and self._headline is not None else "paragraph"

    def _is_of_page(self, index: int) -> bool:
        """Return whether a fragment is a menu before the text, or several headlines in one."""
        line = self._lines[index]
        return _is_glued(line) or (
            index < self._first < len(self._lines) and line.words < _SHORTEST_HEADLINE
        )

    def _may_repeat(self, line: Line) -> bool:
        """Return whether a line says again what headline or lead said."""
        said = [self._headline] if self._headline is not None else []
        said += [self._first] if self._first < len(self._lines) else []
        return any(line.key == self._lines[index].key for index in said)

    def _is_caption(self, index: int) -> bool:
        """Return whether a line is a caption: by its credit, the next line's, or as a repetition.

        Pages print a caption twice, as the text of the picture and under it.
        """
        line = self._lines[index]
        if line.kind in ("caption", "credit"):
            return True
        if line.words > LONGEST_CAPTION:
            return False
        if self._may_repeat(line):
            return index in self._repeated and line.kind == "fragment"
        below = self._lines[index + 1 : index + 2]
        is_credited = any(other.kind == "credit" and not other.after_gap for other in below)
        return is_credited or self._counts[line.key] > 1


def _is_paragraph(line: Line) -> bool:
    return line.kind == "running" and not _may_be_headline(line)


def _paragraph_words(lines: Iterable[Line]) -> int:
    return sum(line.words for line in lines if _is_paragraph(line))


def _may_be_headline(line: Line) -> bool:
    if line.words < _SHORTEST_HEADLINE or _is_glued(line):
        return False
    is_exclamation = line.words <= LONGEST_HEADLINE and _EXCLAMATION.search(line.text) is not None
    return line.kind == "fragment" or (line.kind == "running" and is_exclamation)


def _is_glued(line: Line) -> bool:
    """Return whether headlines of other articles lost the line ends between them.

    As in "… hợp tác với ASEANHội thảo về … Thái Bình DươngNgoại trưởng …".
    """
    letters = zip(line.text, line.text[1:], line.text[2:], strict=False)
    joints = sum(a.isalpha() and b.isupper() and c.islower() for a, b, c in letters)
    return line.words >= _SHORTEST_GLUED and joints > 1


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
