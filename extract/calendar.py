"""Patterns of dates, built from the words of ``vocab/calendar.ttl``.

A pattern matches the folded text and gives what the words say: day, month, year, a last day, or a
distance from the day of publication. ``dates.py`` turns that into dates. Not dates are amounts
("10,5 triệu"), fractions without a word for a day before them, and years that are a target or a
period ("giai đoạn 2021-2025"). Weekdays and months that are written out are told from ordinals and
counts ("lần thứ ba", the third; "ba tháng", three months) by a capital ("thứ Ba", Tuesday) or by a
word of time before them ("hồi tháng ba", in March).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diplograph.extract.normalize import fold
from diplograph.ontology.lexicon import Concept, Lexicon
from diplograph.ontology.model import Span

__all__ = ["Expression", "ExpressionFinder"]

_YEAR = r"(?:19|20)\d\d"
_UNITS = {
    "day": ("today", "yesterday", "tomorrow", "day-before-yesterday"),
    "week": ("this-week", "last-week", "next-week"),
    "month": ("this-month", "last-month", "next-month"),
    "year": ("this-year", "last-year", "next-year"),
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


@dataclass(frozen=True, slots=True)
class Expression:
    """What a date expression says, before its year is known."""

    span: Span
    day: int | None = None
    month: int | None = None
    year: int | None = None
    last_day: int | None = None
    last_month: int | None = None
    #: Distance from the publication, with its unit: day, week, month, year; "same" repeats a day.
    #: Beside a day and month ("hôm qua, 12/7") it tells when the article was written.
    offset: int | None = None
    unit: str | None = None
    weekday: int | None = None
    #: Distance of its year from the year of publication: "tháng 5 năm ngoái" (last May) has -1.
    year_offset: int | None = None
    #: It lies ahead: "tháng 9 tới" (this coming September).
    coming: bool = False


class ExpressionFinder:
    """Finds date expressions in a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Build the patterns from the calendar vocabulary."""
        self._lexicon = lexicon
        self._numbers = {
            form: int(concept.notation or 0)
            for concept in lexicon.concepts("calendar")
            for form in _folded(concept)
        }
        self._units = {
            form: unit
            for unit, names in _UNITS.items()
            for name in names
            for form in _folded(lexicon.concept("calendar", name))
        }
        self._patterns = [*self._numeric(), *self._worded()]
        self._time_before = re.compile(rf"(?<!\w){self._any('time-before')}\s+$", re.IGNORECASE)

    def expressions(self, text: str) -> list[Expression]:
        """Return the expressions of a folded text in order; they do not overlap.

        Args:
            text: Folded. Case matters only for weekdays and months that are written out.
        """
        lowered = text.lower()
        found = [e for pattern in self._patterns for e in self._matches(pattern, lowered, text)]
        found.sort(key=lambda e: (e.span.begin, -e.span.end))
        kept: list[Expression] = []
        for expression in found:
            if not kept or expression.span.begin >= kept[-1].span.end:
                kept.append(expression)
        return kept

    def _matches(self, pattern: re.Pattern[str], text: str, written: str) -> Iterator[Expression]:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            name = parts.get("name") or parts.get("weekday")
            if name and not self._is_named(written, match.start(), name):
                continue
            word, shift = parts.get("word"), parts.get("shift")
            expression = Expression(
                span=Span(*match.span()),
                day=_number(parts.get("day")),
                month=self._numbers[parts["name"]]
                if parts.get("name")
                else _number(parts.get("month")),
                year=_number(parts.get("year")),
                last_day=_number(parts.get("last")),
                last_month=_number(parts.get("last_month")),
                offset=self._numbers[word] if word else None,
                unit=self._units.get(word, "same") if word else None,
                weekday=self._numbers[parts["weekday"]] if parts.get("weekday") else None,
                year_offset=self._numbers[shift] if shift in self._units else None,
                coming=bool(shift) and shift not in self._units,
            )
            if _is_possible(expression):
                yield expression

    def _is_named(self, text: str, begin: int, name: str) -> bool:
        """Whether words name a weekday or a month: by a capital or a word of time before them."""
        last = text[begin : begin + len(name)].split()[-1]
        return last[0].isupper() or self._time_before.search(text, 0, begin) is not None

    def _any(self, *names: str) -> str:
        concepts = [self._lexicon.concept("calendar", name) for name in names]
        forms = {form for concept in concepts for form in _folded(concept)}
        return "(?:" + "|".join(map(re.escape, sorted(forms, key=lambda f: (-len(f), f)))) + ")"

    def _numeric(self) -> Iterator[re.Pattern[str]]:
        """Patterns of figures: 26/4/2024, 8-9/4, ngày 26-4, hôm 7.2, tháng 10/2021, năm 2021."""
        day, month, year = self._any("day"), self._any("month"), self._any("year")
        relative = rf"(?P<word>{self._any('today', 'yesterday', 'tomorrow')})"
        on = rf"(?:{day}\s+|{relative},?\s+(?:\(\s*)?(?:{day}\s+)?)"
        since = rf"(?:{day}|{self._any('from')})\s+"
        until = rf"(?:\s*-\s*|\s+{self._any('until')}\s+)(?:{day}\s+)?"
        before, after = r"(?<![\d/.,-])", r"(?![\d/]|[.,-]\d)"
        dated, numbered = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})"
        with_year = rf"(?P<year>{_YEAR})"
        last, last_month = r"(?P<last>\d{1,2})", r"(?P<last_month>\d{1,2})"
        shift = rf"(?:\s+(?P<shift>{self._any(*_UNITS['year'], 'coming')})(?!\w))?"
        slash, mark = r"\s?/\s?", r"\s?[/.-]\s?"
        written = rf"{numbered}(?:(?:[\s,]+{year}\s+|\s?[/-]\s?){with_year})?"
        patterns = [
            rf"{before}{dated}([/.-]){numbered}\2{with_year}{after}",
            rf"{before}{dated}{slash}{numbered}{until}{last}{slash}{last_month}{after}",
            rf"{before}{dated}{until}{last}{slash}{numbered}(?:{slash}{with_year})?{after}{shift}",
            rf"{before}{dated}/{numbered}{after}{shift}",
            rf"{on}{dated}{mark}{numbered}{after}{shift}",
            rf"{since}{dated}{mark}{numbered}{until}{last}{mark}{last_month}{after}",
            rf"{since}{dated}(?:,\s+|{until}){last}{mark}{numbered}(?:{mark}{with_year})?{after}{shift}",
            rf"{day}\s+{dated}\s+{month}\s+{written}{after}{shift}",
            rf"{day}\s+{dated}{until}{last}\s+{month}\s+{written}{after}{shift}",
            rf"{month}\s+{numbered}(?:\s*[/.-]\s*|,?\s+{year}\s+){with_year}{after}",
            rf"\({numbered}[/-]{with_year}\)",
            rf"{before}{numbered}/{with_year}{after}",
            rf"{month}\s+{numbered}{after}{shift}",
            rf"(?<!\w){year}\s+{with_year}{after}(?!\s*-\s*\d)",
        ]
        return map(re.compile, patterns)

    def _worded(self) -> Iterator[re.Pattern[str]]:
        """Patterns of words: tháng Mười năm 2021, hôm qua, cùng ngày, thứ Ba."""
        year = self._any("year")
        relative = self._any("same-day", *(name for names in _UNITS.values() for name in names))
        shift = rf"(?:\s+(?P<shift>{self._any(*_UNITS['year'], 'coming')})(?!\w))?"
        patterns = [
            rf"(?<!\w)(?P<name>{self._any(*_MONTH_NAMES)})(?:\s+{year}\s+(?P<year>{_YEAR}))?"
            rf"(?!\w){shift}",
            rf"(?<!\w)(?P<word>{relative})(?!\w)",
            rf"(?<!\w)(?P<weekday>{self._any(*_WEEKDAYS)})(?!\w){shift}",
        ]
        return map(re.compile, patterns)


def _folded(concept: Concept) -> Iterable[str]:
    return (fold(form).lower() for form in concept.wordings)


def _number(written: str | None) -> int | None:
    return int(written) if written else None


def _is_possible(expression: Expression) -> bool:
    """Whether day and month exist, and a range ends after it begins: 31/2 and 24/14 are none."""
    lengths = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    first, last = expression.month, expression.last_month or expression.month
    if any(month is not None and not 1 <= month <= 12 for month in (first, last)):
        return False
    for day, month in ((expression.day, first), (expression.last_day, last)):
        if day is not None and not 1 <= day <= (lengths[month - 1] if month else 31):
            return False
    if expression.last_day is None:
        return True
    begin, end = (first or 0, expression.day or 0), (last or 0, expression.last_day)
    return begin < end
