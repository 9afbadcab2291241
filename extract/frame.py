"""Finds where an article begins and ends on its page, from the order of the kinds of lines.

Reads the lines of ``page.py``, yields a ``Frame``; called by ``body.py``. The end is found by the
headings that lists of other articles and comments stand under, and by bylines. Where paragraphs go
on after a list, the list was a box inside the article.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from diplograph.extract.page import Line, PageReader

__all__ = ["Frame", "find_frame"]

#: So many paragraphs in a row continue an article after a list of others.
_RESUMING_RUN = 3
#: After a byline an article goes on if what follows is at least this part of what precedes.
_RESUMING_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the parts of an article stand, as numbers of lines."""

    headline: int | None
    #: The first paragraph; past the last line if there is none.
    first: int
    dateline: int | None
    #: Lists of other articles, and what follows the article.
    foreign: frozenset[int]


def find_frame(lines: Sequence[Line], reader: PageReader) -> Frame:
    """Find an article among the lines of its page."""
    paragraphs = [number for number, line in enumerate(lines) if line.is_paragraph]
    first, second = [*paragraphs, len(lines), len(lines)][:2]
    headline = _headline(lines[:first])
    foreign = frozenset(_Foreign(lines, reader).after(first))
    begin = _first_text(lines, first) if headline is None else headline
    dateline = _dateline(lines, begin, min(second, *foreign, len(lines)))
    return Frame(headline, first, dateline, foreign)


def _headline(head: Sequence[Line]) -> int | None:
    """Return the headline: the last candidate above the dateline, or the first below the menus.

    A line under a picture is a subheading.
    """
    captions = (number for number, line in enumerate(head) if line.kind in ("caption", "credit"))
    above_captions = range(next(captions, len(head)))
    candidates = [number for number in above_captions if head[number].may_be_headline]
    dateline = max((number for number, line in enumerate(head) if line.day), default=-1)
    menu = max((number for number, line in enumerate(head) if line.kind == "section"), default=-1)
    above_dateline = [number for number in candidates if number < dateline]
    if above_dateline:
        return above_dateline[-1]
    below_menu = [number for number in candidates if number > menu]
    return next(iter(below_menu or candidates), None)


def _first_text(lines: Sequence[Line], first: int) -> int:
    """Return the first line of a text without a headline: a caption, or the first paragraph."""
    kinds = ("running", "caption", "credit")
    return next((number for number, line in enumerate(lines) if line.kind in kinds), first)


def _dateline(lines: Sequence[Line], begin: int, end: int) -> int | None:
    """Return the dateline: around the lead, or else right above the article.

    Farther up, pages show the day on which they were read.
    """
    dated = [number for number in range(max(begin - 1, 0), end) if lines[number].day]
    below_headline = [number for number in dated if number > begin]
    return next(iter(below_headline or dated), None)


class _Foreign:
    """What of a page belongs to other articles and to comments."""

    def __init__(self, lines: Sequence[Line], reader: PageReader) -> None:
        self._lines = lines
        self._reader = reader
        words = (line.words if line.is_paragraph else 0 for line in lines)
        self._words_before = list(accumulate(words, initial=0))
        captions = (line.kind == "caption" for line in lines)
        self._captions_before = list(accumulate(captions, initial=0))

    def after(self, first: int) -> Iterator[int]:
        """Yield the numbers of the lines after a paragraph that are no part of its article."""
        number = first + 1
        while number < len(self._lines):
            line = self._lines[number]
            resumed = number
            if line.kind == "list-heading":
                resumed = self._resumption(number)
            elif line.kind == "end-heading" or self._closes(number):
                resumed = len(self._lines)
            yield from range(number, resumed)
            number = max(resumed, number + 1)

    def _resumption(self, heading: int) -> int:
        """Return where paragraphs go on after a list of other articles, or the end of the page.

        These are several in a row, or signed.
        """
        run: list[int] = []
        for number in range(heading + 1, len(self._lines)):
            line = self._lines[number]
            if line.kind == "end-heading":
                break
            if line.is_paragraph:
                run.append(number)
                if len(run) == _RESUMING_RUN or self._is_signed(number):
                    return run[0]
            elif line.kind not in ("caption", "credit"):
                run.clear()
        return len(self._lines)

    def _is_signed(self, number: int) -> bool:
        below = self._lines[number + 1 : number + 2]
        has_byline = any(line.kind == "byline" for line in below)
        return has_byline or self._reader.is_signed(self._lines[number].text)

    def _closes(self, number: int) -> bool:
        """Return whether a line ends the article: a byline, or a link set off from what follows.

        Neither does if much text follows, and a link does not if credited pictures follow.
        """
        line = self._lines[number]
        if line.kind not in ("byline", "link"):
            return False
        end = self._next_heading(number)
        before = self._words_before[number]
        after = self._words_before[end] - before
        if after >= before * _RESUMING_SHARE:
            return False
        below = self._lines[number + 1 : number + 2]
        is_set_off = not line.after_gap and any(other.after_gap for other in below)
        captions = self._captions_before[end] - self._captions_before[number]
        return line.kind == "byline" or (is_set_off and not captions)

    def _next_heading(self, number: int) -> int:
        while number < len(self._lines) and not self._lines[number].kind.endswith("-heading"):
            number += 1
        return number
