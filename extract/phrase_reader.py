"""Reads noun phrases that mean persons, sentence by sentence, before anybody knows whom.

A phrase is a name with what stands around it (titles, honorifics, a state in brackets, appositions
on either side), a title alone, a counterpart or role noun (``role_phrases.py``), or a pronoun.
Titles that mean no one in particular are passed over: several holders ("các Bộ trưởng"), the level
of a meeting ("cấp Thứ trưởng"), an office as such ("ghế Tổng thống"). Called by ``persons.py``.
"""

from collections.abc import Iterator

from diplograph.extract.appositions import AppositionReader
from diplograph.extract.names import Name, NameReader
from diplograph.extract.office_reader import OfficeReader
from diplograph.extract.offices import OfficePhrase, Posts
from diplograph.extract.person_cues import PersonCues
from diplograph.extract.person_phrases import GENDERS, PersonPhrase, PhraseKind
from diplograph.extract.role_phrases import RoleReader
from diplograph.extract.titles import Title, TitleReader

__all__ = ["PhraseReader"]


class PhraseReader:
    """Reads the phrases of one doc."""

    def __init__(self, cues: PersonCues, posts: Posts) -> None:
        """Take the cues of the doc and the vocabulary of posts."""
        self._cues = cues
        self._doc = cues.doc
        self._posts = posts
        self.names = NameReader(cues)
        self._offices = OfficeReader(cues, self.names, posts)
        self._titles = TitleReader(cues, self.names, self._offices)
        self._appositions = AppositionReader(cues, self.names, self._offices, self._titles)
        self._roles = RoleReader(cues, self.names, self._offices, self._titles, self._appositions)

    def phrases(self, start: int, limit: int) -> Iterator[PersonPhrase]:
        """Yield the phrases of a sentence in order; that of a patron stands inside another.

        Args:
            start: First token of the sentence.
            limit: Its end, exclusive.
        """
        index = start
        while index < limit:
            found, index = self._read(index, start, limit)
            for phrase in found:
                yield phrase
                yield from _patrons(phrase)

    def _read(self, index: int, start: int, limit: int) -> tuple[list[PersonPhrase], int]:
        """Return the phrases that begin at a token, and where to go on."""
        if end := self._end_of_no_person(index) or self._roles.end_of_several(index):
            return [], end
        is_role = self._cues.end("leader-noun", index) is not None
        if not is_role and (title := self._titles.read(index, limit)):
            return self._titled(title, start, limit)
        phrase = (
            self._roles.counterpart(index, limit)
            or self._roles.role(index, start, limit)
            or self._pronoun(index)
            or self._bare(index, start, limit)
        )
        return ([phrase], max(phrase.end, index + 1)) if phrase else ([], index + 1)

    def _end_of_no_person(self, index: int) -> int | None:
        """Return the end of a word for no one person; "ông Hoàng" with a capital is a Mr Hoàng."""
        end = self._cues.end("no-person", index)
        is_name = end is not None and self.names.read(end - 1, end, titled=True) is not None
        return None if is_name else end

    def _titled(self, title: Title, start: int, limit: int) -> tuple[list[PersonPhrase], int]:
        """Return the phrases of a title: of the names after it, or of the title alone."""
        if self._titles.is_several(title):
            found, end = self._listed(title, limit)
            return [*_each_holder(title), *found], end
        if len(title.offices) > 1 and self._titles.is_office_as_such(title.start, start):
            title.offices = title.offices[1:]
            title.start = title.offices[0].start
        if phrase := self._named(title, limit) or self._inverted(title, limit):
            return self._with_coordinated(phrase, limit)
        if not title.offices:
            return [], title.end
        return self._unnamed(title, start, limit), title.offices[0].end

    def _named(self, title: Title, limit: int) -> PersonPhrase | None:
        """Return the phrase of a title and the name that follows: "(Tổng thống) Putin" too."""
        index = title.end
        if index < limit and title.start and self._doc[index].text == ")":
            index += self._doc[title.start - 1].text == "("
        name = self.names.read(index, limit, titled=True)
        return self._phrase(title, name, limit) if name else None

    def _phrase(self, title: Title, name: Name, limit: int) -> PersonPhrase:
        phrase = PersonPhrase(
            title.start,
            name.end,
            "name",
            name,
            offices=list(title.offices),
            gender=title.gender,
            is_weak=not name.is_whole and not name.is_foreign,
        )
        self._appositions.take(phrase, limit)
        return phrase

    def _inverted(self, title: Title, limit: int) -> PersonPhrase | None:
        """Return the phrase of an office with the name after a comma: "Trưởng SOM Nga, X"."""
        if not title.offices or title.end + 1 >= limit:
            return None
        is_mark = self._doc[title.end].text in ",-"
        if not is_mark and self._cues.end("copula", title.end) is None:
            return None
        honorific = self._titles.honorific(title.end + 1)
        index = honorific[0] if honorific else title.end + 1
        name = self.names.read(index, limit, titled=honorific is not None)
        if name is None or not name.is_whole:
            return None
        if honorific is None:
            is_specific = any(office.is_specific for office in title.offices)
            is_closed = name.end < limit and self._doc[name.end].text == ","
            is_subject = self._titles.is_fronted(title) and not is_closed
            if not is_specific or is_subject or not (is_mark or name.is_foreign):
                return None
        phrase = self._phrase(title, name, limit)
        phrase.gender = (honorific and honorific[1]) or title.gender
        return phrase

    def _listed(self, title: Title, limit: int) -> tuple[list[PersonPhrase], int]:
        """Return the names that several holders are listed by: "các Bộ trưởng A (Nga), B (Lào)"."""
        found: list[PersonPhrase] = []
        index = title.end
        while (name := self.names.read(index, limit)) and (name.is_whole or name.is_foreign):
            offices = [office.lent(_state_of(office)) for office in title.offices]
            phrase = PersonPhrase(name.start, name.end, "name", name, offices=offices)
            self._appositions.take_bracket(phrase, limit)
            for office in offices:
                office.owner = phrase.side or office.owner
            found.append(phrase)
            index = phrase.end
            if index + 1 >= limit or not self._is_link(index):
                break
            index += 1
        return found, found[-1].end if found else title.end

    def _is_link(self, index: int) -> bool:
        return self._doc[index].text in ",;" or self._cues.end("list-link", index) is not None

    def _with_coordinated(self, phrase: PersonPhrase, limit: int) -> tuple[list[PersonPhrase], int]:
        """Return a phrase and that of the bare name that "và" joins to it."""
        link = self._cues.end("list-link", phrase.end)
        name = self.names.read(link, limit) if link else None
        if name is None or not name.is_whole or not (name.is_foreign or name.is_vietnamese):
            return [phrase], phrase.end
        other = PersonPhrase(name.start, name.end, "name", name)
        self._appositions.take_bracket(other, limit)
        return [phrase, other], other.end

    def _unnamed(self, title: Title, start: int, limit: int) -> list[PersonPhrase]:
        """Return the phrase of the first office of a title that has no name."""
        office = title.offices[0]
        kind: PhraseKind = "office"
        is_as_such = self._titles.is_office_as_such(title.start, start)
        if is_as_such and office.patron is None:
            kind = "post"
        elif office.patron is None and (
            self._leads_to_several(office.end, limit) or self._is_of_many(office)
        ):
            return []
        is_bare = not office.is_specific and self._doc[title.start].text[0].islower()
        is_weak = is_bare or is_as_such or office.patron is not None
        return [PersonPhrase(title.start, office.end, kind, offices=[office], is_weak=is_weak)]

    def _leads_to_several(self, index: int, limit: int) -> bool:
        """Return whether words after a title mean others than one known holder.

        As in "Trưởng SOM, Trưởng đoàn các nước" (of the countries), or "Ngoại trưởng đầu tiên"
        (the first).
        """
        if index < limit and any(self._cues.end(k, index) for k in ("several-states", "sequel")):
            return True
        if index + 1 >= limit or self._doc[index].text != ",":
            return False
        other = self._offices.read(index + 1, limit)
        return other is not None and other.several

    def _is_of_many(self, office: OfficePhrase) -> bool:
        """Return whether an organisation is named where only states have the office.

        "Bộ trưởng Ngoại giao ASEAN" are the foreign ministers of its members.
        """
        is_of_organisation = office.owner is not None and not office.owner.startswith("state/")
        return is_of_organisation and self._posts.is_of_government(office)

    def _pronoun(self, index: int) -> PersonPhrase | None:
        for gender in GENDERS:
            if end := self._cues.end(f"pronoun-{gender}", index):
                return PersonPhrase(index, end, "pronoun", gender=gender)
        return None

    def _bare(self, index: int, start: int, limit: int) -> PersonPhrase | None:
        """Return the phrase of a name that no title precedes and an office explains."""
        name = self.names.read(index, limit)
        if name is None or not name.is_whole or not (name.is_foreign or name.is_vietnamese):
            return None
        phrase = PersonPhrase(name.start, name.end, "name", name)
        is_place = index > start and self._cues.before("place-link", index) is not None
        if name.is_foreign and not is_place and self._has_occupation(name.end, limit):
            return phrase
        self._appositions.take(phrase, limit)
        is_closed = phrase.end >= limit or self._doc[phrase.end].text in ",.;:)-"
        if phrase.offices and (name.is_foreign or (is_closed and phrase.offices[0].is_specific)):
            return phrase
        return None

    def _has_occupation(self, index: int, limit: int) -> bool:
        """Return whether an occupation follows: ", chuyên gia về …" (expert on)."""
        is_mark = index + 1 < limit and self._doc[index].text in ",-"
        return is_mark and self._cues.end("honorific", index + 1) is not None


def _each_holder(title: Title) -> Iterator[PersonPhrase]:
    """Yield a phrase for each state whose office a title is: "ngoại trưởng Mỹ | và Hàn Quốc".

    They count only where the article names the holders.
    """
    office = title.offices[-1] if title.offices else None
    if office is None or not office.more_owners:
        return
    first = office.more_owners[0][0]
    owned = office.lent(office.owner)
    yield PersonPhrase(title.start, first - 1, "office", offices=[owned], is_weak=True)
    for start, end, owner in office.more_owners:
        yield PersonPhrase(start, end, "office", offices=[office.lent(owner)], is_weak=True)


def _state_of(office: OfficePhrase) -> str | None:
    """Return the one state whose office several persons hold: "hai Phó Thủ tướng Nga A và B"."""
    is_state = office.owner is not None and office.owner.startswith("state/")
    return office.owner if is_state and not office.more_owners else None


def _patrons(phrase: PersonPhrase) -> Iterator[PersonPhrase]:
    """Yield the phrases of persons whose offices' offices a phrase holds."""
    for office in phrase.offices:
        if office.patron is not None:
            start = office.inner[0].start if office.inner else office.patron.start
            yield PersonPhrase(
                start, office.patron.end, "name", office.patron, offices=list(office.inner)
            )
