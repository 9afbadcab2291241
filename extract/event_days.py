"""The first day of an event that is told by another of its days.

"Ngày 11/5, ngày làm việc thứ ba của Hội nghị …" (11 May, the third day of the conference) tells
that it began on the 9th, and so does "bế mạc ngày 11/5, sau ba ngày làm việc" (closed on 11 May,
after three days). Called by ``event_facts.py``.
"""

from dataclasses import replace
from datetime import date as day_of
from datetime import timedelta

from spacy.tokens import Doc

from diplograph.extract.annotations import DateMention
from diplograph.extract.wordings import Wordings
from diplograph.ontology.model import PartialDate

__all__ = ["FirstDayReader", "earlier"]

#: How near an event the words for one of its days stand, in tokens.
_REACH = 8
#: Stands for a year that is not known, where days are counted.
_SOME_YEAR = 2001
_HIGHEST = 10


class FirstDayReader:
    """Counts back from a day of an event to its first one, in one doc."""

    def __init__(self, doc: Doc, wordings: Wordings) -> None:
        """Take the doc, and where words about events stand in it."""
        self._doc = doc
        self._wordings = wordings

    def first_day(self, date: DateMention, start: int, end: int, limit: int) -> DateMention:
        """Return when an event began.

        Args:
            date: A day on which it was held.
            start: First token of its mention.
            end: The token behind it.
            limit: Where its sentence ends.
        """
        before = self.number_of_day(start)
        lasted = self._length(end, limit)
        if before:
            return earlier(date, before - 1)
        return replace(earlier(date, lasted - 1), end=date.date) if lasted else date

    def number_of_day(self, start: int) -> int | None:
        """Return which of its days it is: "ngày làm việc thứ ba của [Hội nghị]"."""
        for _, end in self._wordings.phrases("day-of-event"):
            if 0 < start - end <= _REACH:
                found = self._number(end)
                if found and self._joins(found[0], start):
                    return found[1]
        return None

    def _length(self, end: int, limit: int) -> int | None:
        """Return how many days it lasted: "[bế mạc …] sau hai ngày làm việc"."""
        closes = self._wordings.has("closes", end, limit)
        for a, b in self._wordings.phrases("after-days"):
            found = self._number(b) if closes and end <= a < limit else None
            if found and self._wordings.beginning("days", found[0]) is not None:
                return found[1]
        return None

    def _number(self, index: int) -> tuple[int, int] | None:
        """Return the number at a token, with the token behind it."""
        if index < len(self._doc) and self._doc[index].text.isdigit():
            return index + 1, min(int(self._doc[index].text), _HIGHEST)
        for number in range(1, _HIGHEST + 1):
            following = self._wordings.beginning(f"number-{number}", index)
            if following is not None:
                return following, number
        return None

    def _joins(self, first: int, start: int) -> bool:
        """Whether nothing but "của", "diễn ra" or "trong khuôn khổ" stands between."""
        while first < start:
            following = max(
                (
                    found
                    for name in ("of-day", "takes-place", "frame", "plural")
                    if (found := self._wordings.beginning(name, first)) is not None
                ),
                default=None,
            )
            if following is None:
                return False
            first = following
        return True


def earlier(date: DateMention, days: int) -> DateMention:
    """Return the day that lies some days before a date; the date itself where it is no day."""
    said = date.date
    if said.month is None or said.day is None or date.end is not None:
        return date
    first = day_of(said.year or _SOME_YEAR, said.month, said.day) - timedelta(days=days)
    year = first.year if said.year else None
    value = PartialDate(year, first.month, first.day)
    return replace(date, date=value, basis="relative" if year else None)
