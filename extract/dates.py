"""When: date expressions of the body, with how their year is known.

Reads ``doc._.published``, writes ``doc._.dates`` and ``doc._.year``.
A day without a year takes it from the
publication ("year-from-publication": the nearest such day), else from the years that the article
itself speaks of ("year-from-context"); where it speaks of none, the date keeps day and month
alone. No year is ever invented. "Cùng ngày" (the same day) repeats the day before it ("relative").
"""

from collections.abc import Sequence
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.annotations import DateMention
from diplograph.extract.article_year import YearReader
from diplograph.extract.calendar import Expression, ExpressionFinder
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import PartialDate, Span

__all__ = ["DateFinder", "make_date_finder"]

#: Until this month the year spoken of as past is the one before.
_EARLY_MONTH = 3


class DateFinder:
    """Finds dates in docs."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Build the patterns from the calendar vocabulary."""
        self._finder = ExpressionFinder(lexicon)
        self._years = YearReader(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Write the dates on a doc."""
        expressions = self._finder.expressions(doc.text)
        year = self._years.year(doc.text, expressions)
        past = self._years.speaks_of_past_year(doc.text)
        mentions: list[DateMention] = []
        for expression in expressions:
            mention = _dated(expression, doc._.published, year, past, mentions)
            if mention is not None:
                mentions.append(mention)
        doc._.dates = tuple(mentions)
        doc._.year = None if doc._.published else year
        return doc


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
    year, basis = _year(said, published, context_year, past)
    value = PartialDate(year, said.month, said.day)
    if not _exists(value):
        return None
    end = None
    if said.last_day:
        end = PartialDate(year, said.last_month or said.month, said.last_day)
    return DateMention(said.span, value, end, basis, said.coming)


def _year(
    said: Expression, published: date | None, context_year: int | None, past: bool
) -> tuple[int | None, str | None]:
    """Return the year of a date, and how it is known."""
    if said.year is not None:
        return said.year, "explicit"
    current = published.year if published else context_year
    if said.year_offset is not None and current is not None:
        basis = "year-from-publication" if published else "year-from-context"
        return current + said.year_offset, basis
    if published is not None and said.month:
        nearest = _nearest_year(said.month, said.day, published, coming=said.coming)
        return nearest, "year-from-publication"
    if published is None and context_year is not None:
        early = past and said.month is not None and said.month <= _EARLY_MONTH
        return context_year + early, "year-from-context"
    return None, None


def _same_day(said: Expression, earlier: Sequence[DateMention]) -> DateMention | None:
    for mention in reversed(earlier):
        if mention.date.day is not None:
            basis = "relative" if mention.date.year else None
            return DateMention(said.span, mention.date, None, basis)
    return None


def _relative(said: Expression, published: date | None) -> DateMention | None:
    if published is None:
        return None
    offset = said.offset or 0
    if said.weekday is not None:
        since = (published.weekday() - said.weekday) % 7
        day = published + timedelta(days=7 - since if said.coming else -since)
        return DateMention(said.span, _exact(day), None, "relative")
    if said.unit == "day":
        return DateMention(said.span, _exact(published + timedelta(days=offset)), None, "relative")
    if said.unit == "year":
        return DateMention(said.span, PartialDate(published.year + offset), None, "relative")
    if said.unit == "week":
        monday = published + timedelta(days=7 * offset - published.weekday())
        return _within(said.span, monday, monday + timedelta(days=6))
    months = published.year * 12 + published.month - 1 + offset
    return DateMention(said.span, PartialDate(months // 12, months % 12 + 1), None, "relative")


def _within(span: Span, first: date, last: date) -> DateMention | None:
    """Return the month, or the year, that the days of a week have in common."""
    if first.year != last.year:
        return None
    month = first.month if first.month == last.month else None
    return DateMention(span, PartialDate(first.year, month), None, "relative")


def _nearest_year(month: int, day: int | None, published: date, *, coming: bool) -> int:
    """Return the year that brings a day or month closest to the publication."""
    years = (published.year, published.year - 1, published.year + 1)
    possible = [year for year in years if _exists(PartialDate(year, month, day or 15))]
    ahead = [year for year in possible if (year, month) >= (published.year, published.month)]
    return min(
        ahead if coming and ahead else possible,
        key=lambda year: abs((date(year, month, day or 15) - published).days),
    )


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
