"""Patterns of dates, built from the words of ``vocab/calendar.ttl``.

A pattern matches the folded text and gives what the words say: day, month, year, a last day, or a
distance from the day of publication. ``dates.py`` turns that into dates. Not dates are amounts
("10,5 triệu"), fractions without a word for a day before them, and years that are a target or a
period ("giai đoạn 2021-2025").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diplograph.extract.normalize import fold
from diplograph.ontology.lexicon import Concept, Lexicon
from diplograph.ontology.model import Span

__all__ = ["Expression", "ExpressionFinder"]

_YEAR = r"(?:19|20)\d\d"
_DAYS = ("today", "yesterday", "tomorrow", "day-before-yesterday")
_YEARS = ("this-year", "last-year", "next-year")
_MONTHS = ("this-month", "last-month", "next-month")
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
    #: Distance from the publication, with its unit: day, month, year; "same" repeats a day.
    offset: int | None = None
    unit: str | None = None
    weekday: int | None = None


class ExpressionFinder:
    """Finds date expressions in a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Build the patterns from the calendar vocabulary."""
        self._lexicon = lexicon
        self._numbers = {
            fold(form).lower(): int(concept.notation or 0)
            for concept in lexicon.concepts("calendar")
            for form in concept.wordings
        }
        self._patterns = self._numeric() + self._worded()

    def expressions(self, text: str) -> list[Expression]:
        """Return the expressions of a folded text in order; they do not overlap.

        Args:
            text: Folded; case does not matter.
        """
        lowered = text.lower()
        found = [e for pattern in self._patterns for e in self._matches(pattern, lowered)]
        found.sort(key=lambda e: (e.span.begin, -e.span.end))
        kept: list[Expression] = []
        for expression in found:
            if not kept or expression.span.begin >= kept[-1].span.end:
                kept.append(expression)
        return kept

    def _matches(self, pattern: re.Pattern[str], text: str) -> Iterator[Expression]:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            word = parts.get("word")
            expression = Expression(
                span=Span(*match.span()),
                day=_number(parts.get("day")),
                month=self._month(parts.get("month")),
                year=_number(parts.get("year")),
                last_day=_number(parts.get("last")),
                offset=self._numbers[word] if word else None,
                unit=self._unit(word) if word else None,
                weekday=self._numbers[parts["weekday"]] if parts.get("weekday") else None,
            )
            if _is_possible(expression):
                yield expression

    def _month(self, written: str | None) -> int | None:
        if written is None or written.isdigit():
            return _number(written)
        return self._numbers[written]

    def _unit(self, word: str) -> str:
        for unit, names in (("day", _DAYS), ("month", _MONTHS), ("year", _YEARS)):
            if word in self._forms(names):
                return unit
        return "same"

    def _forms(self, names: Iterable[str]) -> list[str]:
        concepts: list[Concept] = [self._lexicon.concept("calendar", name) for name in names]
        forms = {fold(form).lower() for concept in concepts for form in concept.wordings}
        return sorted(forms, key=lambda form: (-len(form), form))

    def _any(self, *names: str) -> str:
        return "(?:" + "|".join(map(re.escape, self._forms(names))) + ")"

    def _numeric(self) -> list[re.Pattern[str]]:
        """Patterns of figures: 26/4/2024, 8-9/4, ngày 26-4, tháng 10/2021, (8-2017), năm 2021."""
        day, month, year = self._any("day"), self._any("month"), self._any("year")
        until = rf"(?:\s*-\s*|\s+{self._any('until')}\s+)"
        before, after = r"(?<![\d/.,-])", r"(?![\d/]|[.,-]\d)"
        first = rf"(?P<day>\d{{1,2}}){until}(?:{day}\s+)?(?P<last>\d{{1,2}})"
        dated = r"(?P<day>\d{1,2})"
        numbered = r"(?P<month>\d{1,2})"
        with_year = rf"(?P<year>{_YEAR})"
        patterns = [
            rf"{before}{dated}([/.-]){numbered}\2{with_year}{after}",
            rf"{before}{first}/{numbered}(?:/{with_year})?{after}",
            rf"{before}{dated}/{numbered}{after}",
            rf"(?:{day}|{self._any('tomorrow', 'today')},)\s+{dated}-{numbered}{after}",
            rf"{day}\s+{first}-{numbered}(?:-{with_year})?{after}",
            rf"{day}\s+{dated}\s+{month}\s+{numbered}(?:(?:[\s,]+{year}\s+|/){with_year})?{after}",
            rf"{day}\s+{first}\s+{month}\s+{numbered}(?:[\s,]+{year}\s+{with_year})?{after}",
            rf"{month}\s+{numbered}(?:\s*[/-]\s*|\s+{year}\s+){with_year}{after}",
            rf"\({numbered}[/-]{with_year}\)",
            rf"{before}{numbered}/{with_year}{after}",
            rf"{month}\s+{numbered}{after}",
            rf"(?<!\w){year}\s+{with_year}{after}(?!\s*-\s*\d)",
        ]
        return [re.compile(pattern) for pattern in patterns]

    def _worded(self) -> list[re.Pattern[str]]:
        """Patterns of words: tháng Mười năm 2021, hôm qua, cùng ngày, thứ Ba."""
        names, year = self._any(*_MONTH_NAMES), self._any("year")
        relative = self._any("same-day", *_DAYS, *_YEARS, *_MONTHS)
        return [
            re.compile(rf"(?<!\w)(?P<month>{names})(?:\s+{year}\s+(?P<year>{_YEAR}))(?!\w)"),
            re.compile(rf"(?<!\w)(?P<word>{relative})(?!\w)"),
            re.compile(rf"(?<!\w)(?P<weekday>{self._any(*_WEEKDAYS)})(?!\w)"),
        ]


def _number(written: str | None) -> int | None:
    return int(written) if written else None


def _is_possible(expression: Expression) -> bool:
    """Whether day and month exist: 31/2 and 24/14 are no dates."""
    day, month, last = expression.day, expression.month, expression.last_day
    if month is not None and not 1 <= month <= 12:
        return False
    lengths = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    longest = lengths[month - 1] if month else 31
    return all(value is None or 1 <= value <= longest for value in (day, last)) and (
        last is None or day is None or last > day
    )
