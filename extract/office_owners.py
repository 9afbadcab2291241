"""Reads whose office it is: a state, an organisation, several of them, or the state at hand.

    Ngoại trưởng | Nga                     Trưởng SOM ASEAN | của Việt Nam
    Đại sứ | nước này                      Bộ trưởng Ngoại giao | các nước ASEAN
    Đại diện cấp cao | của Liên minh châu Âu (EU)

Called by ``office_reader.py``.
"""

from diplograph.extract.free_words import end_of_abbreviation
from diplograph.extract.names import NameReader
from diplograph.extract.offices import OfficePhrase
from diplograph.extract.person_cues import PersonCues

__all__ = ["OwnerReader"]

_LONGEST_ACRONYM = 6
_YEAR_LENGTH = 4
_SOM_LEADER = "som-leader"


class OwnerReader:
    """Reads the owners of offices in one doc."""

    def __init__(self, cues: PersonCues, names: NameReader) -> None:
        """Take the cues of the doc and its reader of names."""
        self._cues = cues
        self._doc = cues.doc
        self._names = names

    def take_from_title(self, office: OfficePhrase) -> None:
        """Note the actor that a title holds, or whose name begins in it.

        As in "Chủ tịch Ủy ban châu Âu", "Chủ tịch Hội đồng Liên bang | Nga", and where the office
        is that body: "Cao ủy | Liên hợp quốc về người tị nạn".
        """
        for index in range(office.title_start, office.end):
            if found := self._cues.actors.get(index):
                self.own(office, found[1].key)
                office.is_specific = True
                office.end = office.head_end = max(office.end, found[0])

    def take(self, office: OfficePhrase, limit: int) -> bool:
        """Take the next words if they say whose office it is; return whether they do."""
        return (
            self._take_several(office)
            or self._take_abbreviation(office, limit)
            or self._take_actor(office, limit)
            or self._take_term(office, limit)
            or self._take_belonging(office, limit)
        )

    def own(self, office: OfficePhrase, key: str) -> None:
        """Note an actor; a state after an organisation is whose office it is there.

        A SOM leader is a state's, whatever organisation the meeting is of.
        """
        is_state = key.startswith("state/")
        if office.post == _SOM_LEADER and not is_state:
            return
        if office.owner is None or (is_state and not office.owner.startswith("state/")):
            office.owner = key
        office.several = office.several or key.startswith("collective/")

    def _take_several(self, office: OfficePhrase) -> bool:
        end = self._cues.end("several-states", office.end)
        if end is None and self._doc[office.end].like_num:
            end = self._cues.end("one-state", office.end + 1)
        if end is None:
            return False
        office.end, office.several = end, True
        return True

    def _take_abbreviation(self, office: OfficePhrase, limit: int) -> bool:
        """Take an abbreviation, in brackets or as a body: "Giám đốc FBI"."""
        before = office.end
        office.end = end_of_abbreviation(self._cues, before, limit)
        if office.end > before and (found := self._cues.actors.get(before + 1)):
            self.own(office, found[1].key)
        if office.end == before and self._is_acronym(before):
            office.end += 1
        return office.end > before

    def _is_acronym(self, index: int) -> bool:
        word = self._doc[index].text
        return (
            1 < len(word) <= _LONGEST_ACRONYM
            and word.isupper()
            and word.isascii()
            and index not in self._cues.actors
            and self._cues.end("place", index) is None
            and not self._doc[index - 1].text.isupper()
        )

    def _take_actor(self, office: OfficePhrase, limit: int) -> bool:
        if end := self._cues.end("same-state", office.end):
            office.end, office.of_same_state = end, office.owner is None
            return True
        index = office.end
        if index not in self._cues.actors:
            index = self._cues.end("one-state", index) or index
        found = self._cues.actors.get(index)
        if found is None or (index == office.end and self._names.is_syllabic_name(index, limit)):
            return False
        office.end = end_of_abbreviation(self._cues, found[0], limit)
        self.own(office, found[1].key)
        self._take_more_actors(office, limit)
        return True

    def _take_more_actors(self, office: OfficePhrase, limit: int) -> None:
        """Take actors that commas, hyphens or "và" join to the first: then several are meant."""
        while office.end + 1 < limit and self._is_link(office.end):
            found = self._cues.actors.get(office.end + 1)
            if found is None or self._names.read(found[0], limit) is not None:
                return
            office.more_owners.append((office.end + 1, found[0], found[1].key))
            office.end, office.several = found[0], True

    def _is_link(self, index: int) -> bool:
        return self._doc[index].text in ",-" or self._cues.end("list-link", index) is not None

    def _take_term(self, office: OfficePhrase, limit: int) -> bool:
        """Take the year or session of an organisation: "Chủ tịch SOM APEC 2017", "khóa 73"."""
        session = self._cues.end("session", office.end)
        index = session or office.end
        if office.owner is None or index >= limit:
            return False
        word = self._doc[index].text
        if not word.isdigit() or (session is None and len(word) != _YEAR_LENGTH):
            return False
        office.end = index + 1
        return True

    def _take_belonging(self, office: OfficePhrase, limit: int) -> bool:
        """Take "của" (of) with an actor or a ministry."""
        index = self._cues.end("belonging", office.end)
        if index is None or index >= limit:
            return False
        if end := self._cues.end("several-states", index) or self._end_of_number(index):
            office.end, office.several = end, True
            return True
        found = self._cues.actors.get(self._cues.end("one-state", index) or index)
        if end := self._cues.end("same-state", index):
            office.end, office.of_same_state = end, True
        elif found and not found[1].key.startswith("collective/"):
            office.end = end_of_abbreviation(self._cues, found[0], limit)
            office.owner = found[1].key
        elif ministry := self._cues.at("portfolio", index):
            office.end, office.portfolio = ministry.end, office.portfolio or ministry.value
        else:
            return False
        return True

    def _end_of_number(self, index: int) -> int | None:
        """Return the end of a number: "Thị trưởng của 4 bang" (mayors of four states)."""
        return index + 1 if self._doc[index].text.isdigit() else None
