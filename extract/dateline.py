"""Reads the line that dates an article: "07:10 27/04/2024", "Thứ Năm, 10/02/2022 14:00".

Called with single lines of a page by ``page.py``. A line is one only if next to nothing else
stands on it; a date in a headline or a sentence is no publication date. Days come first, as
Vietnamese writes them, except in ISO 8601 and in the ``# date = 20210421`` headers of some corpora.
Relative datings ("3 giờ trước", three hours ago) are not read: extraction has no clock.
"""

import re
from datetime import date

from diplograph.extract.normalize import fold
from diplograph.ontology.lexicon import Lexicon

__all__ = ["DatelineReader", "find_date"]

_TIME = re.compile(r"(?<!\d)\d{1,2}\s*[:h]\s*\d{2}(?:\s*:\s*\d{2})?(?!\d)", re.IGNORECASE)
_ZONE = re.compile(r"[+-]\s*\d{1,2}(?::?\d{2})?(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\W+(\d{1,2})\W+(\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_HEADER = re.compile(r"#\s*(\S+)\s*=\s*(\S+)\s*")

#: A line with more characters holds more than a date.
_LONGEST = 80
#: How many words a name beside the date may have, where a time or a weekday vouches for the line.
_LONGEST_NAME = 4


def find_date(text: str) -> date | None:
    """Return the first day that a text gives in figures, with its year.

    >>> find_date("Thứ Năm, 10/02/2022 14:00")
    datetime.date(2022, 2, 10)
    >>> find_date("2022-02-10T14:00:00+07:00")
    datetime.date(2022, 2, 10)
    """
    found = _search(text)
    return found[0] if found else None


def _search(text: str) -> tuple[date, int, int] | None:
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        for match in pattern.finditer(text):
            day = _day(*(int(match[group]) for group in order))
            if day:
                return day, match.start(), match.end()
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DatelineReader:
    """Tells dating lines from others."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the words that may stand beside a date, such as weekdays."""
        words = {fold(word).casefold() for word in lexicon.wordings("page", "dateline-word")}
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        self._words = words
        #: Icons leave their names glued to the line: "ClockThứ Năm".
        self._word = re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![^\W\d_])", re.I)

    def read(self, line: str) -> date | None:
        """Return the day that a line dates its article to.

        Args:
            line: Folded (``normalize.py``).

        Returns:
            None for a line that is no dateline.
        """
        header = _HEADER.fullmatch(line)
        if header:
            return self._read_header(header[1], header[2])
        if len(line) > _LONGEST or not any(map(str.isdigit, line)):
            return None
        without_time, times = _TIME.subn(" ", line)
        bare, words = self._word.subn(" ", without_time)
        found = _search(bare)
        if found is None:
            return None
        day, begin, end = found
        rest = re.findall(r"\w+", _ZONE.sub(" ", bare[:begin] + " " + bare[end:]))
        is_name = all(word[0].isupper() for word in rest)
        allowed = _LONGEST_NAME if (times or words) and is_name else 0
        return day if len(rest) <= allowed else None

    def _read_header(self, key: str, value: str) -> date | None:
        match = _COMPACT.fullmatch(value)
        if match is None or key.casefold() not in self._words:
            return None
        return _day(*map(int, match.groups()))
