"""Reads what explains a name after it: brackets, and offices after a comma, a dash or in brackets.

    Retno Marsudi (Indonesia)              Vương Nghị (Wang Yi)
    Đỗ Hùng Việt, Trưởng SOM ASEAN của Việt Nam, …

In a list the office after a comma is another person's: "Ngoại trưởng A, Bộ trưởng Quốc phòng B".
Called by the readers of phrases.
"""

from diplograph.extract.names import NameReader
from diplograph.extract.office_reader import OfficeReader
from diplograph.extract.offices import OfficePhrase
from diplograph.extract.person_cues import PersonCues
from diplograph.extract.person_phrases import PersonPhrase
from diplograph.extract.titles import TitleReader

__all__ = ["AppositionReader"]

_LONGEST_BRACKET = 8


class AppositionReader:
    """Reads appositions in one doc."""

    def __init__(
        self, cues: PersonCues, names: NameReader, offices: OfficeReader, titles: TitleReader
    ) -> None:
        """Take what is known of the doc."""
        self._cues = cues
        self._doc = cues.doc
        self._names = names
        self._offices = offices
        self._titles = titles

    def take(self, phrase: PersonPhrase, limit: int) -> None:
        """Add to a phrase what explains its name."""
        self.take_bracket(phrase, limit)
        self._take_owner(phrase, limit)
        index = phrase.end
        close = self._close(index, limit)
        if close and self._cues.at("post", index + 1) is None:
            index = close + 1
        while index + 1 < limit and (start := self._start_of_office(phrase, index)):
            office = self._offices.read(start, limit)
            if office is None or not self._is_own(phrase, office, limit):
                return
            phrase.offices.append(office)
            if self._doc[index].text == "(":
                phrase.end = office.end + 1
                return
            phrase.apposition = True
            phrase.end = index = office.end

    def _start_of_office(self, phrase: PersonPhrase, index: int) -> int | None:
        """Return where an office may begin: behind a mark, or behind "kiêm" and another one."""
        if self._doc[index].text in ",-(":
            return index + 1
        return self._cues.end("concurrently", index) if phrase.apposition else None

    def take_bracket(self, phrase: PersonPhrase, limit: int) -> None:
        """Add the state, or the other form of the name, that brackets give."""
        close = self._close(phrase.end, limit)
        if close is None:
            return
        found = self._cues.actors.get(phrase.end + 1)
        name = self._names.read(phrase.end + 1, close)
        if found and found[0] == close:
            phrase.side, phrase.end = found[1].key, close + 1
        elif name and name.end == close and name.is_whole:
            phrase.alias, phrase.end = name, close + 1

    def _take_owner(self, phrase: PersonPhrase, limit: int) -> None:
        """Add the state that follows a name: "Tổng thống Moon Jae-in của Hàn Quốc"."""
        index = self._cues.end("belonging", phrase.end)
        if index is None or index >= limit or any(office.owner for office in phrase.offices):
            return
        found = self._cues.actors.get(index)
        if found and phrase.offices and found[1].key.startswith("state/"):
            phrase.side, phrase.end = found[1].key, found[0]

    def _close(self, index: int, limit: int) -> int | None:
        """Return where a short bracket that opens at a token closes."""
        if index >= limit or self._doc[index].text != "(":
            return None
        last = min(limit, index + _LONGEST_BRACKET)
        return next((i for i in range(index, last) if self._doc[i].text == ")"), None)

    def _is_own(self, phrase: PersonPhrase, office: OfficePhrase, limit: int) -> bool:
        """Return whether an office after a name is that person's."""
        end = office.end
        if office.several or self._names.read(end, limit) is not None:
            return False
        if self._is_of_another(phrase, office):
            return False
        if end >= limit:
            return True
        if self._doc[office.start - 1].text == "(":
            return self._doc[end].text == ")"
        return not self._leads_on(phrase, end, limit) and self._is_closed(phrase, office)

    def _is_of_another(self, phrase: PersonPhrase, office: OfficePhrase) -> bool:
        """Return whether an office repeats a title, or names another state than the phrase."""
        known = {phrase.side, *(one.owner for one in phrase.offices)} - {None}
        keys = [*known, office.owner]
        is_foreign = (
            office.owner is not None
            and office.owner not in known
            and bool(known)
            and all(key and key.startswith("state/") for key in keys)
        )
        titles = {(one.title, one.former) for one in phrase.offices}
        return is_foreign or (office.title, office.former) in titles

    def _leads_on(self, phrase: PersonPhrase, end: int, limit: int) -> bool:
        """Return whether the office heads the next person of a list."""
        if self._cues.end("list-link", end):
            return end + 1 < limit and (
                self._offices.read(end + 1, limit) is not None
                or self._names.read(end + 1, limit) is not None
            )
        if not phrase.offices or self._doc[end].text != ",":
            return False
        title = self._titles.read(end + 1, limit)
        return title is not None and title.has_honorific and not title.offices

    def _is_closed(self, phrase: PersonPhrase, office: OfficePhrase) -> bool:
        """Return whether the words after an office show that it is complete."""
        mark = self._doc[office.end]
        if mark.text in ",.;:)-" or mark.is_sent_start:
            return True
        if phrase.is_bare and phrase.name and phrase.name.is_foreign:
            return True
        return office.is_specific and self._cues.is_clause(office.end)
