"""When: date expressions of the body, with how their year is known.

Reads ``doc._.published``, writes ``doc._.dates``, ``doc._.editions``, ``doc._.year`` and
``doc._.written`` (the day on which the article was written, as far as it is known). A day without
a year takes it from the publication ("year-from-publication": the nearest such day), else from the
years that the article itself speaks of ("year-from-context"); where it speaks of none, the date
keeps day and month alone. No year is ever invented. "Cùng ngày" (the same day) repeats the day
before it ("relative").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.annotations import DateMention
from diplograph.extract.article_year import YearReader
from diplograph.extract.calendar import Expression, ExpressionFinder
from diplograph.extract.editions import EditionReader
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import PartialDate, Span

__all__ = ["DateFinder", "make_date_finder"]

#: Until this month the year spoken of as past is the one before.
_EARLY_MONTH = 3
#: Stands for a year that is not known, where days are counted.
_SOME_YEAR = 2001


class DateFinder:
    """Finds dates in docs."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Build the patterns from the calendar vocabulary."""
        self._finder = ExpressionFinder(lexicon)
        self._years = YearReader(lexicon)
        self._editions = EditionReader(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Write the dates on a doc."""
        expressions = self._finder.expressions(doc.text)
        editions = self._editions.editions(doc.text)
        at_hand = self._editions.years_at_hand(doc.text, editions)
        year = self._years.year(doc.text, expressions, at_hand)
        known = _Known(
            doc._.published,
            doc._.published or _day_of_writing(expressions, year),
            year,
            self._years.speaks_of_past_year(doc.text),
        )
        mentions: list[DateMention] = []
        for expression in expressions:
            mention = _dated(expression, known, mentions)
            if mention is not None:
                mentions.append(mention)
        doc._.dates = tuple(mentions)
        doc._.editions = editions
        doc._.year = None if doc._.published else year
        doc._.written = known.day(known.written) if known.written else None
        return doc


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of when an article appeared."""

    published: date | None
    #: The day of publication, else the one that the article's own words tell, in some year if the
    #: year is not known.
    written: date | None
    #: The year that an article without a date speaks of.
    year: int | None
    #: It looks back on the year before.
    past: bool

    def day(self, day: date) -> PartialDate:
        """Return a day that was counted, with its year if that is known."""
        year = day.year if self.published or self.year else None
        return PartialDate(year, day.month, day.day)


def _dated(said: Expression, known: _Known, earlier: Sequence[DateMention]) -> DateMention | None:
    """Return the date that an expression means; None where nothing gives it one."""
    if said.unit == "same":
        return _same_day(said, earlier)
    if said.day is None and (said.unit is not None or said.weekday is not None):
        return _relative(said, known)
    year, basis = _year(said, known)
    value = PartialDate(year, said.month, said.day)
    if not _exists(value):
        return None
    end = None
    if said.last_day:
        end = PartialDate(year, said.last_month or said.month, said.last_day)
    return DateMention(said.span, value, end, basis, said.coming)


def _year(said: Expression, known: _Known) -> tuple[int | None, str | None]:
    """Return the year of a date, and how it is known."""
    if said.year is not None:
        return said.year, "explicit"
    published = known.published
    current = published.year if published else known.year
    if said.year_offset is not None and current is not None:
        basis = "year-from-publication" if published else "year-from-context"
        return current + said.year_offset, basis
    if published is not None and said.month:
        nearest = _nearest_year(said.month, said.day, published, coming=said.coming)
        return nearest, "year-from-publication"
    if published is None and known.year is not None:
        early = known.past and said.month is not None and said.month <= _EARLY_MONTH
        return known.year + early, "year-from-context"
    return None, None


def _same_day(said: Expression, earlier: Sequence[DateMention]) -> DateMention | None:
    for mention in reversed(earlier):
        if mention.date.day is not None:
            basis = "relative" if mention.date.year else None
            return DateMention(said.span, mention.date, None, basis)
    return None


def _day_of_writing(expressions: Sequence[Expression], year: int | None) -> date | None:
    """Return the day on which an undated article was written, as "hôm qua, 12/7" tells it.

    Where the year is not known, it is some year: the day and month still count.
    """
    for said in expressions:
        if said.unit == "day" and said.day and said.month:
            told = PartialDate(year or _SOME_YEAR, said.month, said.day)
            if _exists(told):
                day = date(year or _SOME_YEAR, said.month, said.day)
                return day - timedelta(days=said.offset or 0)
    return None


def _relative(said: Expression, known: _Known) -> DateMention | None:
    """Return the date that lies some days, weeks, months or years from the day of writing."""
    written = known.written
    if written is None:
        return None
    found = _counted(said, written)
    if found is None or known.day(written).year is not None:
        return found
    bare = PartialDate(None, found.date.month, found.date.day)
    return DateMention(said.span, bare) if bare.month else None


def _counted(said: Expression, written: date) -> DateMention | None:
    offset = said.offset or 0
    if said.weekday is not None:
        since = (written.weekday() - said.weekday) % 7
        day = written + timedelta(days=7 - since if said.coming else -since)
        return DateMention(said.span, _exact(day), None, "relative")
    if said.unit == "day":
        return DateMention(said.span, _exact(written + timedelta(days=offset)), None, "relative")
    if said.unit == "year":
        return DateMention(said.span, PartialDate(written.year + offset), None, "relative")
    if said.unit == "week":
        monday = written + timedelta(days=7 * offset - written.weekday())
        return _within(said.span, monday, monday + timedelta(days=6))
    months = written.year * 12 + written.month - 1 + offset
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
