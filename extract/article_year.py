"""The year of an article that does not say when it appeared.

Five kinds of words tell it, and the latest year that they give counts:

* annual meetings that it names by city or ordinal (``editions.py``);
* present: "trong năm 2017" (in 2017), "APEC 2017", an anniversary "(1977-2017)", a month that lies
  ahead ("dự kiến vào tháng 11/2017", planned for November 2017);
* amounts of a whole year, which is over: "năm 2016, kim ngạch đạt 9 tỷ USD" (in 2016 trade reached
  9 billion) means 2017;
* a month with its year; if it lies behind ("đã … tháng 11/2016"), days without a year come later.

A year that is merely named tells nothing ("bầu cử năm 2016", the election of 2016), and targets,
periods, laws and what began or was founded then tell nothing. Called by ``dates.py``.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from diplograph.extract.calendar import Expression
from diplograph.extract.normalize import fold
from diplograph.ontology.lexicon import Lexicon

__all__ = ["YearReader"]

_YEAR = re.compile(r"(?<![\d-])(?<!\d [-–] )(?:19|20)\d\d(?![\d]|\s*[-–]\s*\d)")
_PERIOD = re.compile(r"\(((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)\)")
_SENTENCE_END = re.compile(r"[.;\n](?!\d)")
#: A name right before a year: "APEC 2017", "Năm Hữu nghị Việt Nam - Campuchia 2017".
_NAME = re.compile(r"(?<!\w)[^\W\d_a-zà-ỹ][\w-]*\s$")
#: The shortest anniversary that a period in brackets stands for; shorter ones are plans.
_ANNIVERSARY = 10
#: How far before a year, and behind it, the words may stand that say what it is, in characters.
_BEFORE, _BEHIND, _PART, _FUTURE = 28, 12, 16, 60
#: How long a lead is, in characters.
_LEAD = 700


class YearReader:
    """Tells the years of articles."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Build the patterns from the calendar vocabulary."""
        self._other, self._amount, self._expected, self._part, self._now, self._since = (
            _words(lexicon, name)
            for name in (
                "not-this-year",
                "amount",
                "expected",
                "part-of-year",
                "year-at-hand",
                "since",
            )
        )
        self._past, self._over, self._year, self._back_then, self._year_end = (
            _words(lexicon, name)
            for name in ("past-year", "over", "year", "back-then", "by-year-end")
        )

    def year(
        self, text: str, expressions: Sequence[Expression], editions: Collection[int] = ()
    ) -> int | None:
        """Return the year of an article, or None.

        Args:
            text: Folded.
            expressions: Its dates.
            editions: The years of the annual meetings that it tells of.
        """
        present = {*editions, *self._named(text), *self._ahead(text, expressions)}
        found = {*present, *self._after_amounts(text), *self._after_months(text, expressions)}
        year = max(found, default=None)
        over = max(self._told(text, expressions), default=None)
        if year and not (over and year < over):
            return year
        # No article is written before a month that it tells of.
        rest = {*self._deadlines(text), *self._after_past_months(text, expressions)}
        return max((year for year in rest if not over or year >= over), default=None)

    def speaks_of_past_year(self, text: str) -> bool:
        """Whether an article looks back on the year before: "trong năm qua" (in the past year)."""
        return self._past.search(text) is not None

    def _named(self, text: str) -> Iterator[int]:
        for period in _PERIOD.finditer(text):
            length = int(period[2]) - int(period[1])
            if length >= _ANNIVERSARY and length % 5 == 0:
                yield int(period[2])
        for match in self._years(text):
            if self._is_named(text, match) or self._is_at_hand(text, match):
                yield int(match[0])

    def _is_named(self, text: str, match: re.Match[str]) -> bool:
        """Whether a name stands before a year, and no capital of "Năm 2016" or "Từ 2016"."""
        name = _NAME.search(self._before(text, match))
        words = (self._year, self._since, self._now)
        return name is not None and not any(w.fullmatch(name[0].rstrip()) for w in words)

    def _is_at_hand(self, text: str, match: re.Match[str]) -> bool:
        """Whether words such as "trong năm" stand before a year, without "từ" (since)."""
        before = self._before(text, match)
        for words in self._now.finditer(before):
            if words.end() == len(before.rstrip(" /")):
                return not self._ends(self._since, before[: words.start()])
        return False

    def _ahead(self, text: str, expressions: Sequence[Expression]) -> Iterator[int]:
        return (said.year or 0 for said in _months(expressions) if self._is_expected(text, said))

    def _told(self, text: str, expressions: Sequence[Expression]) -> Iterator[int]:
        """Yield the years of months that are no target and do not lie ahead."""
        for said in _months(expressions):
            before = text[max(0, said.span.begin - _BEFORE) : said.span.begin]
            if not self._is_expected(text, said) and self._other.search(before) is None:
                yield said.year or 0

    def _after_amounts(self, text: str) -> Iterator[int]:
        for match in self._years(text):
            begin = max(text.rfind(mark, 0, match.start()) for mark in ".;\n") + 1
            ends = [end for mark in ".;\n" if (end := text.find(mark, match.end())) >= 0]
            before = self._before(text, match)
            is_whole = self._ends(self._year, before) and not self._part.search(before[-_PART:])
            # "Trong năm 2016, kim ngạch đạt …": behind the year at hand only what follows is of it.
            begin = match.end() if self._is_at_hand(text, match) else begin
            if is_whole and self._amount.search(text, begin, min(ends, default=len(text))):
                yield int(match[0]) + 1

    def _after_months(self, text: str, expressions: Sequence[Expression]) -> Iterator[int]:
        """Yield the year of the latest month with one; of the first day behind it if it is over."""
        months = [
            (said.year or 0, said.month or 0, self._is_over(text, said))
            for said in _months(expressions)
            if not self._is_start(text, said.span.begin)
            and (said.day is None or said.span.begin < _lead_end(text))
        ]
        if months:
            year, month, is_over = max(months)
            yield _next(year, month, expressions) if is_over else year

    def _after_past_months(self, text: str, expressions: Sequence[Expression]) -> Iterator[int]:
        """Yield the year that begins behind the latest past month: "hồi tháng 12/2016", "ngày 8/6".

        Where no new year lies between the month and the first day, the month may be years past.
        """
        months = [
            (said.year or 0, said.month or 0)
            for said in _months(expressions)
            if said.day is None
            and self._ends(
                self._back_then, text[max(0, said.span.begin - _BEFORE) : said.span.begin]
            )
            and not self._is_expected(text, said)
        ]
        if months and _next(*max(months), expressions) > max(months)[0]:
            yield _next(*max(months), expressions)

    def _deadlines(self, text: str) -> Iterator[int]:
        """Yield the years by whose end something will be done: "Đến cuối năm 2017, X sẽ …"."""
        for match in self._years(text):
            before = self._before(text, match).rstrip()
            end = _SENTENCE_END.search(text, match.end())
            will = self._expected.search(text, match.end(), end.start() if end else len(text))
            if will and self._ends(self._year_end, before):
                yield int(match[0])

    def _is_expected(self, text: str, said: Expression) -> bool:
        return self._expected.search(text, _clause(text, said), said.span.begin) is not None

    def _is_over(self, text: str, said: Expression) -> bool:
        """Whether the clause of a month says that it lies behind: "đã", "bị"."""
        over = self._over.search(text, _clause(text, said), said.span.begin)
        return over is not None and not self._is_expected(text, said)

    def _before(self, text: str, match: re.Match[str]) -> str:
        return text[max(0, match.start() - _BEFORE) : match.start()]

    def _years(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the years that are no target, no period and no name of a law."""
        for match in _YEAR.finditer(text):
            before, behind = max(0, match.start() - _BEFORE), match.end() + _BEHIND
            named = self._other.search(text, before, match.start())
            if not named and not self._expected.search(text, match.end(), behind):
                yield match

    def _is_start(self, text: str, begin: int) -> bool:
        before = text[max(0, begin - _BEFORE) : begin]
        return self._ends(self._since, before) or self._other.search(before) is not None

    def _ends(self, words: re.Pattern[str], text: str) -> bool:
        return any(match.end() == len(text.rstrip()) for match in words.finditer(text))


def _next(year: int, month: int, expressions: Sequence[Expression]) -> int:
    """Return the year of the first day that an article tells, which lies behind a month."""
    days = [said.month for said in expressions if said.day and said.month and not said.year]
    return year + (bool(days) and days[0] < month)


def _lead_end(text: str) -> int:
    """Return where the lead ends: behind it a full date is mostly one of the years before."""
    return len(text) - len(text.lstrip()) + _LEAD


def _clause(text: str, said: Expression) -> int:
    """Return where the words begin that say what a date is of."""
    stops = (text.rfind(mark, 0, said.span.begin) for mark in ".;\n")
    return max(*stops, said.span.begin - _FUTURE, 0)


def _months(expressions: Sequence[Expression]) -> Iterator[Expression]:
    return (said for said in expressions if said.year and said.month)


def _words(lexicon: Lexicon, name: str) -> re.Pattern[str]:
    forms = "|".join(re.escape(fold(form)) for form in lexicon.wordings("calendar", name))
    return re.compile(rf"\b(?:{forms})\b", re.IGNORECASE)
