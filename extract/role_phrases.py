"""Reads phrases that take up a person by a role: counterparts and role nouns.

    người đồng cấp Trung Quốc Vương Nghị     his Chinese counterpart Wang Yi
    nhà ngoại giao Nga                       the Russian diplomat
    người đứng đầu Bộ Ngoại giao Qatar       the head of Qatar's foreign ministry
    nhà báo Jamal Khashoggi                  the journalist Jamal Khashoggi

Called by ``phrase_reader.py``.
"""

from diplograph.extract.appositions import AppositionReader
from diplograph.extract.names import NameReader
from diplograph.extract.office_reader import OfficeReader
from diplograph.extract.offices import OfficePhrase
from diplograph.extract.person_cues import PersonCues
from diplograph.extract.person_phrases import PersonPhrase
from diplograph.extract.titles import TitleReader

__all__ = ["RoleReader"]

#: The post of whom a noun for a leader introduces.
_LEADER = "head-of-state"
_LEADER_NOUNS = ("leader-noun", "named-leader")
#: Nouns that mean a person without a name too.
_TAKING_UP = ("leader-noun", "role-noun")
#: Occupations, and "lãnh đạo" (leader, leadership), which need a name.
_NAMED = ("named-leader", "honorific")


class RoleReader:
    """Reads counterparts and role nouns in one doc."""

    def __init__(
        self,
        cues: PersonCues,
        names: NameReader,
        offices: OfficeReader,
        titles: TitleReader,
        appositions: AppositionReader,
    ) -> None:
        """Take what is known of the doc."""
        self._cues = cues
        self._doc = cues.doc
        self._names = names
        self._offices = offices
        self._titles = titles
        self._appositions = appositions

    def end_of_several(self, index: int) -> int | None:
        """Return the end of a role noun that means several: "những người đồng cấp"."""
        for kind in ("counterpart", *_TAKING_UP):
            if (end := self._cues.end(kind, index)) and self._titles.is_counted(index):
                return end
        return None

    def counterpart(self, index: int, limit: int) -> PersonPhrase | None:
        """Return the phrase of a counterpart that begins at a token."""
        end = self._cues.end("counterpart", index)
        if end is None:
            return None
        phrase = PersonPhrase(index, end, "counterpart", is_counterpart=True)
        self._take_side(phrase, limit)
        self._take_name(phrase, limit)
        return phrase

    def role(self, index: int, start: int, limit: int) -> PersonPhrase | None:
        """Return the phrase of a role noun that begins at a token.

        Args:
            index: Its first token.
            start: Where the sentence begins.
            limit: Where it ends.
        """
        for kind in (*_TAKING_UP, *_NAMED):
            end = self._cues.end(kind, index)
            if end is None:
                continue
            phrase = PersonPhrase(index, end, "leader" if kind == "leader-noun" else "role")
            if ministry := self._cues.at("portfolio", end):
                phrase.end, phrase.portfolio = ministry.end, ministry.value
            self._take_side(phrase, limit)
            if self._take_name(phrase, limit):
                phrase.leads = kind in _LEADER_NOUNS
                # An occupation makes nobody stand for a state: "nhà báo Mỹ …" (US journalist).
                phrase.side = None if kind == "honorific" else phrase.side
                self._take_role_as_office(phrase)
                return phrase
            if kind in _TAKING_UP and not self._titles.is_office_as_such(index, start):
                return phrase
        return None

    def _take_role_as_office(self, phrase: PersonPhrase) -> None:
        """Take a role noun before a name that is also a title: "nhà lãnh đạo Đài Loan"."""
        if phrase.offices or phrase.name is None:
            return
        office = self._offices.read(phrase.start, phrase.end)
        if office and office.end <= phrase.name.start:
            phrase.offices.append(office)
        elif phrase.leads and phrase.side and phrase.side.startswith("state/"):
            phrase.offices.append(self._leading(phrase, phrase.name.start))

    def _leading(self, phrase: PersonPhrase, end: int) -> OfficePhrase:
        """Return the office of "lãnh đạo Triều Tiên" (North Korea's leader) before a name."""
        title = self._doc[phrase.start : end].text
        return OfficePhrase(
            phrase.start,
            end,
            _LEADER,
            title.lower(),
            phrase.start,
            end,
            owner=phrase.side,
            is_specific=True,
        )

    def _take_side(self, phrase: PersonPhrase, limit: int) -> None:
        """Take whose counterpart or role it is."""
        index = self._cues.end("belonging", phrase.end) or phrase.end
        index = self._cues.end("one-state", index) or index
        if index >= limit:
            return
        if end := self._cues.end("same-state", index):
            phrase.end, phrase.of_same_state = end, True
        elif found := self._cues.actors.get(index):
            phrase.end, phrase.side = found[0], found[1].key
            is_collective = phrase.side.startswith("collective/")
            phrase.several = is_collective or self._lists_more(phrase.end, limit)
        elif self._cues.end("several-states", index):
            phrase.several = True

    def _lists_more(self, index: int, limit: int) -> bool:
        """Return whether a list of states goes on: "người đồng cấp Nga, Nhật Bản và Lào"."""
        if index + 1 >= limit:
            return False
        is_link = self._doc[index].text == "," or self._cues.end("list-link", index) is not None
        found = self._cues.actors.get(index + 1) if is_link else None
        return found is not None and self._names.read(found[0], limit) is None

    def _take_name(self, phrase: PersonPhrase, limit: int) -> bool:
        """Take the name after a counterpart or role noun; return whether there is one.

        A comma before it needs an honorific ("…, ông X"), "là" one or a foreign name.
        """
        index = phrase.end
        if index >= limit:
            return False
        is_comma, is_verb = self._doc[index].text == ",", self._cues.end("copula", index)
        index += bool(is_comma or is_verb)
        title = self._titles.read(index, limit)
        name = self._names.read(title.end if title else index, limit, titled=True)
        if name is None or not (name.is_whole or name.is_foreign or title):
            return False
        is_honoured = title is not None and title.has_honorific and not title.offices
        may_be_linked = is_honoured or (is_verb and title is None and name.is_foreign)
        if (is_comma or is_verb) and not may_be_linked:
            return False
        phrase.kind, phrase.name, phrase.end = "name", name, name.end
        if title:
            phrase.offices, phrase.gender = title.offices, title.gender
        self._appositions.take(phrase, limit)
        return True
