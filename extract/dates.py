"""When: date expressions of the body, with how their year is known.

Reads ``doc._.published``, writes ``doc._.dates``. A day without a year takes it from the
publication ("year-from-publication": the nearest such day), else from the years that the article
itself speaks of ("year-from-context"); where it speaks of none, the date keeps day and month
alone. No year is ever invented. "Cùng ngày" (the same day) repeats the day before it ("relative").
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.annotations import DateMention
from diplograph.extract.calendar import Expression, ExpressionFinder
from diplograph.extract.normalize import fold
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import PartialDate

__all__ = ["DateFinder", "make_date_finder"]

_YEAR = re.compile(r"(?<![\d-])(?<!\d [-–] )(?:19|20)\d\d(?![\d]|\s*[-–]\s*\d)")
#: How far before a year the word may stand that makes it a target or a period, in characters.
_REACH = 28
#: Until this month the year spoken of as past is the one before.
_EARLY_MONTH = 3


class DateFinder:
    """Finds dates in docs."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Build the patterns from the calendar vocabulary."""
        self._finder = ExpressionFinder(lexicon)
        past, other = (
            "|".join(re.escape(fold(form)) for form in lexicon.wordings("calendar", name))
            for name in ("past-year", "not-this-year")
        )
        self._past_year = re.compile(rf"\b(?:{past})\b", re.IGNORECASE)
        self._other_year = re.compile(rf"\b(?:{other})\b", re.IGNORECASE)

    def __call__(self, doc: Doc) -> Doc:
        """Write the dates on a doc."""
        expressions = self._finder.expressions(doc.text)
        year = self._context_year(doc.text, expressions)
        past = self._past_year.search(doc.text) is not None
        mentions: list[DateMention] = []
        for expression in expressions:
            mention = _dated(expression, doc._.published, year, past, mentions)
            if mention is not None:
                mentions.append(mention)
        doc._.dates = tuple(mentions)
        return doc

    def _context_year(self, text: str, expressions: Sequence[Expression]) -> int | None:
        """Return the latest year that an article speaks of, or None.

        Periods ("2021-2025"), targets ("đến năm 2030") and the years of laws do not count.
        """
        years = [
            int(match[0])
            for match in _YEAR.finditer(text)
            if not self._other_year.search(text, max(0, match.start() - _REACH), match.start())
        ]
        years += [said.year for said in expressions if said.year and said.month]
        return max(years, default=None)


def _dated(
    said: Expression,
    published: date | None,
    context_year: int | None,
    past: bool,
    earlier: Sequence[DateMention],
) -> DateMention | None:
    """Return the date that an expression means; None where nothing gives it one."""
    if said.unit == "same":
        return _same_day(said, earlier)
    if said.unit is not None or said.weekday is not None:
        return _relative(said, published)
    value = PartialDate(said.year, said.month, said.day)
    basis: str | None = "explicit" if said.year else None
    if said.year is None and published is not None and said.month:
        value = replace(value, year=_nearest_year(said.month, said.day, published))
        basis = "year-from-publication"
    elif said.year is None and context_year is not None:
        early = past and said.month is not None and said.month <= _EARLY_MONTH
        value = replace(value, year=context_year + early)
        basis = "year-from-context"
    if value.year is None and value.day is None:
        return None
    if value.year and value.month and value.day and not _exists(value):
        return None
    end = replace(value, day=said.last_day) if said.last_day else None
    return DateMention(said.span, value, end, basis)


def _same_day(said: Expression, earlier: Sequence[DateMention]) -> DateMention | None:
    for mention in reversed(earlier):
        if mention.date.day is not None:
            basis = "relative" if mention.date.year else None
            return DateMention(said.span, mention.date, None, basis)
    return None


def _relative(said: Expression, published: date | None) -> DateMention | None:
    if published is None:
        return None
    if said.weekday is not None:
        day = published - timedelta(days=(published.weekday() - said.weekday) % 7)
        return DateMention(said.span, _exact(day), None, "relative")
    offset = said.offset or 0
    if said.unit == "day":
        return DateMention(said.span, _exact(published + timedelta(days=offset)), None, "relative")
    if said.unit == "year":
        return DateMention(said.span, PartialDate(published.year + offset), None, "relative")
    months = published.year * 12 + published.month - 1 + offset
    return DateMention(said.span, PartialDate(months // 12, months % 12 + 1), None, "relative")


def _nearest_year(month: int, day: int | None, published: date) -> int:
    """Return the year that brings a day or month closest to the publication."""
    years = (published.year, published.year - 1, published.year + 1)
    possible = [year for year in years if _exists(PartialDate(year, month, day or 15))]
    return min(possible, key=lambda year: abs((date(year, month, day or 15) - published).days))


def _exists(value: PartialDate) -> bool:
    try:
        date(value.year or 2000, value.month or 1, value.day or 1)
    except ValueError:
        return False
    return True


def _exact(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


@Language.factory("dates")
def make_date_finder(nlp: Language, name: str) -> DateFinder:
    """Create the component from the lexicon."""
    return DateFinder(Lexicon.load())
