"""Reads noun phrases that mean persons, sentence by sentence, before anybody knows whom.

A phrase is a name with what stands around it (titles, honorifics, a state in brackets, appositions
on either side), a title alone, "người đồng cấp Nga" (the Russian counterpart), a role noun ("nhà
ngoại giao Nga", the Russian diplomat), or a pronoun. Titles that mean no one in particular are
passed over: several holders ("các Bộ trưởng"), the level of a meeting ("cấp Thứ trưởng"), an office
as such ("ghế Tổng thống"). Called by ``persons.py``; ``person_links.py`` tells who is meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from diplograph.extract.names import Name, NameReader
from diplograph.extract.office_reader import OfficeReader
from diplograph.extract.offices import OfficePhrase, Posts
from diplograph.extract.person_cues import PersonCues

__all__ = ["PersonPhrase", "PhraseReader"]

Gender = Literal["male", "female"]

_GENDERS: tuple[Gender, Gender] = ("male", "female")
_LONGEST_BRACKET = 6


@dataclass(slots=True)
class PersonPhrase:
    """A noun phrase of a doc that means one person: tokens ``start`` to ``end``."""

    start: int
    end: int
    kind: Literal["name", "office", "counterpart", "role", "leader", "pronoun"]
    name: Name | None = None
    offices: list[OfficePhrase] = field(default_factory=list)
    gender: Gender | None = None
    #: Another form of the name, in brackets after it.
    alias: Name | None = None
    #: Key of the actor that brackets or a role noun name.
    side: str | None = None
    of_same_state: bool = False
    portfolio: str | None = None
    apposition: bool = False
    #: A noun for the leader of a state introduces it.
    leads: bool = False
    #: The phrase means a counterpart of somebody: it lends that person's office.
    is_counterpart: bool = False
    #: What it says counts only if the person is known: a bare title in lower case, a single
    #: Vietnamese syllable after a title.
    is_weak: bool = False


@dataclass(slots=True)
class _Title:
    """What stands before a name: offices, honorifics, a counterpart or a role noun."""

    start: int
    end: int
    offices: list[OfficePhrase] = field(default_factory=list)
    gender: Gender | None = None
    has_honorific: bool = False


class PhraseReader:
    """Reads the phrases of one doc."""

    def __init__(self, cues: PersonCues, posts: Posts) -> None:
        """Take the cues of the doc and the vocabulary of posts."""
        self._cues = cues
        self._doc = cues.doc
        self.names = NameReader(cues)
        self._posts = posts
        self._offices = OfficeReader(cues, self.names, posts)

    def phrases(self, start: int, limit: int) -> Iterator[PersonPhrase]:
        """Yield the phrases of a sentence in order; a patron's stands inside another's."""
        index = start
        while index < limit:
            found, index = self._read(index, start, limit)
            for phrase in found:
                yield phrase
                yield from _patrons(phrase)

    def _read(self, index: int, start: int, limit: int) -> tuple[list[PersonPhrase], int]:
        """Return the phrases that begin at a token, and where to go on."""
        if end := self._passed_over(index):
            return [], end
        is_role = self._cues.end("leader-noun", index) is not None
        if not is_role and (title := self._title(index, limit)):
            return self._titled(title, start, limit)
        for reader in (self._counterpart, self._role, self._pronoun, self._bare):
            if phrase := reader(index, start, limit):
                return [phrase], max(phrase.end, index + 1)
        return [], index + 1

    def _passed_over(self, index: int) -> int | None:
        """Return the end of words that mean no one person: "đàn ông", "những người đồng cấp"."""
        end = self._cues.end("no-pronoun", index)
        if end and self._cues.end("leader-noun", index) is None:
            return end
        for kind in ("counterpart", "leader-noun", "role-noun"):
            if (end := self._cues.end(kind, index)) and self._is_counted(index):
                return end
        return None

    # Titles -----------------------------------------------------------------------------------

    def _title(self, start: int, limit: int) -> _Title | None:
        """Return the offices and honorifics that begin at a token."""
        title = _Title(start, start)
        while title.end < limit and self._extend(title, limit):
            pass
        if not title.offices and not (title.has_honorific and self._names_somebody(title, limit)):
            return None
        return title

    def _names_somebody(self, title: _Title, limit: int) -> bool:
        return self.names.read(title.end, limit, titled=True) is not None

    def _extend(self, title: _Title, limit: int) -> bool:
        """Take the next office or honorific, over a comma or "kiêm" where one office follows."""
        for gender in _GENDERS:
            if end := self._cues.end(f"honorific-{gender}", title.end):
                title.end, title.gender, title.has_honorific = end, gender, True
                return True
        index = title.end
        if title.offices and not title.has_honorific:
            index = self._cues.end("concurrently", index) or index
            if index == title.end and self._doc[index].text in ",-":
                index += 1
        office = self._offices.read(index, limit) if index < limit else None
        if office and (index == title.end or self._is_same_holder(title, office)):
            title.offices.append(office)
            title.end = office.end
            return True
        end = self._cues.end("honorific", title.end)
        if end and self._names_after(end, limit):
            title.end, title.has_honorific = end, True
            return True
        return False

    def _names_after(self, index: int, limit: int) -> bool:
        name = self.names.read(index, limit, titled=True)
        return name is not None or self._cues.end("honorific", index) is not None

    def _is_same_holder(self, title: _Title, office: OfficePhrase) -> bool:
        """Return whether an office after a comma can be one more of the same person."""
        owners = {known.owner for known in title.offices if known.owner}
        several = office.several or any(known.several for known in title.offices)
        posts = {known.post for known in title.offices}
        states = {o for o in (*owners, office.owner) if o and o.startswith("state/")}
        return not several and office.post not in posts and len(states) <= 1

    def _titled(self, title: _Title, start: int, limit: int) -> tuple[list[PersonPhrase], int]:
        """Return the phrases of a title: of the names after it, or of the title alone."""
        if self._is_several(title):
            return self._listed(title, limit)
        if len(title.offices) > 1 and self._means_office(title.start, start):
            title.offices = title.offices[1:]
            title.start = title.offices[0].start
        phrase = self._named(title, limit)
        if phrase is not None:
            return self._with_coordinated(phrase, limit)
        if not title.offices:
            return [], title.end
        return self._untitled_office(title, start, limit)

    def _named(self, title: _Title, limit: int) -> PersonPhrase | None:
        """Return the phrase of a title with the name that follows it, or follows a comma."""
        index = title.end
        if index < limit and title.start and self._doc[index].text == ")":
            index += self._doc[title.start - 1].text == "("
        name = self.names.read(index, limit, titled=True)
        if name is not None:
            return self._phrase(title, name, limit)
        return self._inverted(title, limit)

    def _phrase(self, title: _Title, name: Name, limit: int) -> PersonPhrase:
        phrase = PersonPhrase(
            title.start,
            name.end,
            "name",
            name,
            list(title.offices),
            title.gender,
            is_weak=not name.is_whole and not name.is_foreign,
        )
        self._take_after(phrase, limit)
        return phrase

    def _inverted(self, title: _Title, limit: int) -> PersonPhrase | None:
        """Return the phrase of an office with the name after a comma: "Trưởng SOM Nga, X"."""
        if not title.offices or title.end + 1 >= limit or any(o.patron for o in title.offices[1:]):
            return None
        mark = self._doc[title.end]
        if mark.text not in ",-" and mark.lower_ != "là":
            return None
        index, gender = title.end + 1, title.gender
        honorific = self._cues.end("honorific", index)
        for kind in _GENDERS:
            if end := self._cues.end(f"honorific-{kind}", index):
                honorific, gender = end, kind
        name = self.names.read(honorific or index, limit, titled=honorific is not None)
        if name is None or not name.is_whole:
            return None
        specific = any(office.is_specific for office in title.offices)
        if not honorific and (not specific or self._is_fronted(title)):
            return None
        if not honorific and mark.text not in ",-" and not name.is_foreign:
            return None
        phrase = self._phrase(title, name, limit)
        phrase.gender = gender
        return phrase

    def _is_fronted(self, title: _Title) -> bool:
        """Return whether a title ends what precedes the subject: "Theo Ngoại trưởng Nga, X"."""
        first = title.start
        while first > 0 and not self._doc[first].is_sent_start:
            first -= 1
            if self._doc[first].text == ",":
                return False
        kinds = ("according-to", "preposition", "adjunct")
        return any(self._cues.end(kind, first) is not None for kind in kinds)

    # After a name -----------------------------------------------------------------------------

    def _take_after(self, phrase: PersonPhrase, limit: int) -> None:
        """Take the state or other name in brackets after a name, and appositions."""
        self._take_bracket(phrase, limit)
        self._take_appositions(phrase, limit)

    def _take_bracket(self, phrase: PersonPhrase, limit: int) -> None:
        close = self._close(phrase.end, limit)
        if close is None:
            return
        found = self._cues.actors.get(phrase.end + 1)
        name = self.names.read(phrase.end + 1, close)
        if found and found[0] == close:
            phrase.side, phrase.end = found[1].key, close + 1
        elif name and name.end == close and name.is_whole:
            phrase.alias, phrase.end = name, close + 1

    def _close(self, index: int, limit: int) -> int | None:
        """Return where a short bracket that opens at a token closes."""
        if index >= limit or self._doc[index].text != "(":
            return None
        last = min(limit, index + _LONGEST_BRACKET + 2)
        return next((i for i in range(index, last) if self._doc[i].text == ")"), None)

    def _take_appositions(self, phrase: PersonPhrase, limit: int) -> None:
        """Take offices after a comma, a dash or inside brackets."""
        index = phrase.end
        if (close := self._close(index, limit)) and self._cues.at("post", index + 1) is None:
            index = close + 1
        while index + 1 < limit and self._doc[index].text in ",-(":
            bracket = self._doc[index].text == "("
            office = self._offices.read(index + 1, limit)
            if office is None or not self._is_apposition(phrase, office, limit):
                return
            phrase.offices.append(office)
            phrase.apposition = not bracket
            phrase.end = index = office.end
            if bracket:
                phrase.end = index = office.end + 1
                return

    def _is_apposition(self, phrase: PersonPhrase, office: OfficePhrase, limit: int) -> bool:
        """Return whether an office after a name is that person's, not another's in a list."""
        end = office.end
        if office.several or self.names.read(end, limit) is not None:
            return False
        owners = {known.owner for known in phrase.offices if known.owner} | {phrase.side}
        owners -= {None}
        if office.owner and owners and office.owner not in owners and _are_states(owners, office):
            return False
        if any(known.post == office.post for known in phrase.offices):
            return False
        if end >= limit:
            return True
        mark = self._doc[end]
        if self._cues.end("list-link", end) and self._heads_another(end + 1, limit):
            return False
        if phrase.offices and mark.text == "," and self._heads_honorific(end + 1, limit):
            return False
        if self._doc[office.start - 1].text == "(":
            return mark.text == ")"
        closed = mark.text in ",.;:)-" or mark.is_sent_start
        return closed or (office.is_specific and self._cues.is_clause(end))

    def _heads_honorific(self, index: int, limit: int) -> bool:
        title = self._title(index, limit)
        return title is not None and title.has_honorific and not title.offices

    def _heads_another(self, index: int, limit: int) -> bool:
        return index < limit and (
            self._offices.read(index, limit) is not None
            or self.names.read(index, limit) is not None
        )

    # Lists ------------------------------------------------------------------------------------

    def _is_several(self, title: _Title) -> bool:
        return any(office.several for office in title.offices) or self._is_counted(title.start)

    def _is_counted(self, index: int) -> bool:
        """Return whether the words before a noun say that several are meant."""
        return self._cues.before("several", index) is not None or (
            index > 0 and self._doc[index - 1].text.isdigit()
        )

    def _listed(self, title: _Title, limit: int) -> tuple[list[PersonPhrase], int]:
        """Return the names that several holders are listed by: "các Bộ trưởng A (Nga), B (Lào)"."""
        found: list[PersonPhrase] = []
        index = title.end
        while (name := self.names.read(index, limit)) and (name.is_whole or name.is_foreign):
            phrase = PersonPhrase(name.start, name.end, "name", name)
            phrase.offices = [office.lent() for office in title.offices]
            self._take_bracket(phrase, limit)
            found.append(phrase)
            index = phrase.end
            if index + 1 >= limit or not (
                self._doc[index].text in ",;" or self._cues.end("list-link", index)
            ):
                break
            index += 1
        return found, found[-1].end if found else title.end

    def _with_coordinated(self, phrase: PersonPhrase, limit: int) -> tuple[list[PersonPhrase], int]:
        """Return a phrase and those of the bare names that "và" joins to it."""
        found = [phrase]
        link = self._cues.end("list-link", phrase.end)
        name = self.names.read(link, limit) if link else None
        if name and name.is_whole and (name.is_foreign or name.is_vietnamese):
            other = PersonPhrase(name.start, name.end, "name", name)
            self._take_bracket(other, limit)
            found.append(other)
        return found, found[-1].end

    # Titles alone -----------------------------------------------------------------------------

    def _untitled_office(
        self, title: _Title, start: int, limit: int
    ) -> tuple[list[PersonPhrase], int]:
        """Return the phrase of a title without a name, if it means somebody in particular."""
        office = title.offices[0]
        end = office.end
        if self._means_office(office.start, start) or office.patron is not None:
            inner = PersonPhrase(office.start, end, "office", offices=[office], is_weak=True)
            return [inner] if office.patron else [], end
        if self._leads_to_several(end, limit) or self._is_of_many(office):
            return [], end
        is_weak = not office.is_specific and self._doc[office.start].text[0].islower()
        return [PersonPhrase(office.start, end, "office", offices=[office], is_weak=is_weak)], end

    def _leads_to_several(self, index: int, limit: int) -> bool:
        """Return whether a list goes on with several: "Trưởng SOM, Trưởng đoàn các nước"."""
        if index < limit and (
            self._cues.end("several-states", index) or self._cues.end("sequel", index)
        ):
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

    def _means_office(self, index: int, start: int) -> bool:
        """Return whether the words before a title say that the office as such is meant."""
        return index > start and self._cues.before("office-as-such", index) is not None

    # Other phrases ----------------------------------------------------------------------------

    def _counterpart(self, index: int, start: int, limit: int) -> PersonPhrase | None:
        end = self._cues.end("counterpart", index)
        if end is None:
            return None
        phrase = PersonPhrase(index, end, "counterpart", is_counterpart=True)
        self._take_side(phrase, limit)
        return self._with_name(phrase, limit)

    def _role(self, index: int, start: int, limit: int) -> PersonPhrase | None:
        """Return the phrase of a role noun: "nhà ngoại giao Nga" (the Russian diplomat).

        An occupation ("nhà báo", journalist) and "lãnh đạo" (leader, leadership) need a name.
        """
        for kind in ("leader-noun", "role-noun", "named-leader", "honorific"):
            end = self._cues.end(kind, index)
            if end is None:
                continue
            phrase = PersonPhrase(index, end, "leader" if kind == "leader-noun" else "role")
            if ministry := self._cues.at("portfolio", end):
                phrase.end, phrase.portfolio = ministry.end, ministry.value
            self._take_side(phrase, limit)
            named = self._with_name(phrase, limit)
            if named.kind == "name":
                named.leads = kind in ("leader-noun", "named-leader")
                self._take_role_as_office(named)
                named.side = None if kind == "honorific" else named.side
                return named
            if kind in ("leader-noun", "role-noun") and not self._means_office(index, start):
                return named
        return None

    def _take_role_as_office(self, phrase: PersonPhrase) -> None:
        """Take a role noun before a name that is also a title: "nhà lãnh đạo Đài Loan"."""
        office = self._offices.read(phrase.start, phrase.end)
        if office and not phrase.offices and phrase.name and office.end <= phrase.name.start:
            phrase.offices.append(office)

    def _take_side(self, phrase: PersonPhrase, limit: int) -> None:
        """Take whose counterpart or role it is."""
        index = self._cues.end("belonging", phrase.end) or phrase.end
        index = self._cues.end("one-state", index) or index
        if end := self._cues.end("same-state", index):
            phrase.end, phrase.of_same_state = end, True
        elif index < limit and (found := self._cues.actors.get(index)):
            phrase.end, phrase.side = found[0], found[1].key

    def _with_name(self, phrase: PersonPhrase, limit: int) -> PersonPhrase:
        """Add the name after a counterpart or role noun, with its honorific and office."""
        index = phrase.end
        if index >= limit:
            return phrase
        if self._doc[index].text == "," or self._doc[index].lower_ == "là":
            index += 1
        title = self._title(index, limit)
        name = self.names.read(title.end if title else index, limit, titled=True)
        if name is None or not (name.is_whole or name.is_foreign or title):
            return phrase
        is_linked = index > phrase.end
        if (
            is_linked
            and title is None
            and (self._doc[phrase.end].text == "," or not name.is_foreign)
        ):
            return phrase
        phrase.kind, phrase.name, phrase.end = "name", name, name.end
        if title:
            phrase.offices, phrase.gender = title.offices, title.gender
        self._take_after(phrase, limit)
        return phrase

    def _pronoun(self, index: int, start: int, limit: int) -> PersonPhrase | None:
        for gender in _GENDERS:
            if end := self._cues.end(f"pronoun-{gender}", index):
                return PersonPhrase(index, end, "pronoun", gender=gender)
        return None

    def _bare(self, index: int, start: int, limit: int) -> PersonPhrase | None:
        """Return the phrase of a name that no title precedes and an office explains."""
        if index > start and self._cues.before("place-link", index) is not None:
            return None
        name = self.names.read(index, limit)
        if name is None or not name.is_whole or not (name.is_foreign or name.is_vietnamese):
            return None
        phrase = PersonPhrase(name.start, name.end, "name", name)
        if name.is_foreign and self._has_occupation(name.end, limit):
            return phrase
        self._take_after(phrase, limit)
        is_closed = phrase.end >= limit or self._doc[phrase.end].text in ",.;:)-"
        if phrase.offices and phrase.offices[0].is_specific and is_closed:
            return phrase
        return None

    def _has_occupation(self, index: int, limit: int) -> bool:
        """Return whether an occupation follows after a comma: ", chuyên gia về …" (expert on)."""
        return (
            index + 1 < limit
            and self._doc[index].text in ",-"
            and self._cues.end("honorific", index + 1) is not None
        )


def _patrons(phrase: PersonPhrase) -> Iterator[PersonPhrase]:
    """Yield the phrases of persons whose offices' offices a phrase holds."""
    for office in phrase.offices:
        if office.patron is not None:
            inner = office.inner[0].start if office.inner else office.patron.start
            yield PersonPhrase(inner, office.patron.end, "name", office.patron, list(office.inner))


def _are_states(owners: set[str | None], office: OfficePhrase) -> bool:
    return (office.owner or "").startswith("state/") and all(
        (owner or "").startswith("state/") for owner in owners
    )
