"""Reads what stands before a name: offices and honorifics, one or several in a row.

"Phó Thủ tướng, Bộ trưởng Ngoại giao" are two offices of one holder, but "Tổng thống Mỹ, Thủ tướng
Anh" are two holders. Called by the readers of phrases.
"""

from dataclasses import dataclass, field

from diplograph.extract.names import NameReader
from diplograph.extract.office_reader import OfficeReader
from diplograph.extract.offices import OfficePhrase
from diplograph.extract.person_cues import PersonCues
from diplograph.extract.person_phrases import GENDERS, Gender

__all__ = ["Title", "TitleReader"]


#: Classes of words that open what precedes the subject.
_FRONTING = ("according-to", "preposition", "adjunct")


@dataclass(slots=True)
class Title:
    """Offices and honorifics in a doc: tokens ``start`` to ``end``."""

    start: int
    end: int
    offices: list[OfficePhrase] = field(default_factory=list)
    gender: Gender | None = None
    has_honorific: bool = False


class TitleReader:
    """Reads titles in one doc."""

    def __init__(self, cues: PersonCues, names: NameReader, offices: OfficeReader) -> None:
        """Take what is known of the doc."""
        self._cues = cues
        self._doc = cues.doc
        self._names = names
        self._offices = offices

    def read(self, start: int, limit: int) -> Title | None:
        """Return the title that begins at a token; honorifics alone need a name after them.

        Args:
            start: Its first token.
            limit: Where the sentence ends.
        """
        title = Title(start, start)
        while title.end < limit and self._extend(title, limit):
            pass
        if title.offices:
            return title
        is_named = self._names.read(title.end, limit, titled=True) is not None
        return title if title.has_honorific and is_named else None

    def is_several(self, title: Title) -> bool:
        """Return whether a title means several holders: "các Bộ trưởng", "hai Thủ tướng"."""
        return self.is_counted(title.start) or any(office.several for office in title.offices)

    def is_counted(self, index: int) -> bool:
        """Return whether the word before a noun says that several are meant."""
        return self._cues.before("several", index) is not None or (
            index > 0 and self._doc[index - 1].text.isdigit()
        )

    def is_office_as_such(self, index: int, start: int) -> bool:
        """Return whether a word before a title says that the office as such is meant.

        Args:
            index: Where the title begins.
            start: Where the sentence begins.
        """
        return index > start and self._cues.before("office-as-such", index) is not None

    def honorific(self, index: int) -> tuple[int, Gender | None] | None:
        """Return the end of the honorific at a token, and the gender that it tells."""
        for gender in GENDERS:
            if end := self._cues.end(f"honorific-{gender}", index):
                return end, gender
        end = self._cues.end("honorific", index)
        return (end, None) if end else None

    def _extend(self, title: Title, limit: int) -> bool:
        """Take the next office or honorific, over a comma or "kiêm" where one office follows."""
        for gender in GENDERS:
            if end := self._cues.end(f"honorific-{gender}", title.end):
                title.gender = gender
                if self._cues.end("post", title.end) is None:
                    title.end, title.has_honorific = end, True
                    return True
        index = self._next_office(title)
        office = self._offices.read(index, limit) if index < limit else None
        if office and (index == title.end or self._is_same_holder(title, office, limit)):
            title.offices.append(office)
            title.end = office.end
            return True
        end = self._cues.end("honorific", title.end)
        if end and (self._names.read(end, limit, titled=True) or self._cues.end("honorific", end)):
            title.end, title.has_honorific = end, True
            return True
        return False

    def _next_office(self, title: Title) -> int:
        """Return where one more office of the holder may begin."""
        if not title.offices or title.has_honorific:
            return title.end
        index = self._cues.end("concurrently", title.end) or title.end
        return index + 1 if self._doc[title.end].text in ",-" else index

    def is_fronted(self, title: Title) -> bool:
        """Return whether a title ends what precedes the subject: "Theo Ngoại trưởng Nga, X"."""
        first = title.start
        while first > 0 and not self._doc[first].is_sent_start:
            first -= 1
            if self._doc[first].text == ",":
                return False
        return any(self._cues.end(kind, first) is not None for kind in _FRONTING)

    def _is_same_holder(self, title: Title, office: OfficePhrase, limit: int) -> bool:
        """Return whether an office after a comma can be one more of the same person."""
        if self._is_met(title) and self._opens_clause(office, limit):
            return False
        known = [*title.offices, office]
        states = {one.owner for one in known if one.owner and one.owner.startswith("state/")}
        is_new = all(one.title != office.title for one in title.offices)
        return is_new and len(states) <= 1 and not any(one.several for one in known)

    def _is_met(self, title: Title) -> bool:
        """Return whether a title with a state is that of whom the subject meets, before it."""
        is_owned = any(office.owner for office in title.offices)
        is_met = self._cues.before("meeting", title.start) is not None
        return is_owned and is_met and self.is_fronted(title)

    def _opens_clause(self, office: OfficePhrase, limit: int) -> bool:
        """Return whether a verb, and no comma, follows an office and the name behind it.

        "Tại cuộc gặp Ngoại trưởng Nga, Đặc phái viên X nói …" (at the meeting with Russia's foreign
        minister, envoy X said …).
        """
        name = self._names.read(office.end, limit, titled=True)
        return name is not None and name.end < limit and self._cues.is_clause(name.end)
