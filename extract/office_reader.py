"""Reads offices: a title, its field, whose office it is, and what limits it.

    Thứ trưởng Ngoại giao Nga            deputy minister | of foreign affairs | of Russia
    Trưởng SOM ASEAN của Việt Nam        SOM leader for ASEAN | of Viet Nam
    đặc phái viên của Tổng thư ký LHQ    envoy | of the Secretary-General of the UN
    Đại sứ nước này tại Mỹ               ambassador | of the state at hand | posted to the US

The title is a wording of the vocabulary ``post``, the field one of ``portfolio``. What follows is
read as long as it can belong to the office: names of actors, the words of ``person-wording`` that
link them, and after a body's noun ("Ủy ban …") or a remit ("phụ trách …") free words up to a name,
a verb or a punctuation mark. Called by ``person_phrases.py``.
"""

from diplograph.extract.names import NameReader, is_syllable
from diplograph.extract.offices import OfficePhrase, Posts
from diplograph.extract.person_cues import PersonCues

__all__ = ["OfficeReader"]

#: How many words a body's name or a remit may have.
_LONGEST_FREE = 14
_LONGEST_FIELD = 9
_DEEPEST = 3
#: Offices that rank below this one are held at a post.
_POSTED_RANK = 2
_LONGEST_ACRONYM = 6
_SOM_LEADER = "som-leader"


class OfficeReader:
    """Reads offices in one doc."""

    def __init__(self, cues: PersonCues, names: NameReader, posts: Posts) -> None:
        """Take the cues of the doc, its reader of names, and the vocabulary of posts."""
        self._cues = cues
        self._doc = cues.doc
        self._names = names
        self._posts = posts

    def read(self, start: int, limit: int, depth: int = 0) -> OfficePhrase | None:
        """Return the office that begins at a token, if one does.

        Args:
            start: Its first token.
            limit: Where the sentence ends.
            depth: In how many other offices it stands.
        """
        index, former = self._before_title(start)
        title = self._cues.at("post", index)
        if title is None or index >= limit or self._is_no_title(index):
            return None
        office = OfficePhrase(
            start,
            title.end,
            title.value,
            self._doc[index : title.end].text.lower(),
            index,
            title.end,
            portfolio=self._posts.portfolio(title.value),
            former=former,
        )
        self._take_owner_in_title(office)
        while office.end < limit and self._extend(office, limit, depth):
            pass
        return office

    def _is_no_title(self, index: int) -> bool:
        return self._cues.end("no-title", index) is not None or self._is_inside_word(index)

    def _take_owner_in_title(self, office: OfficePhrase) -> None:
        """Take the actor that a title holds: "Chủ tịch Ủy ban châu Âu"."""
        for index in range(office.title_start + 1, office.end):
            found = self._cues.actors.get(index)
            if found and found[0] <= office.end:
                self._own(office, found[1].key)
                office.is_specific = True

    def _before_title(self, start: int) -> tuple[int, bool]:
        """Return where the title begins after words like "cựu" and "tân"; whether it is former."""
        index, former = start, False
        while True:
            past = self._cues.end("former", index)
            end = past or self._cues.end("status", index)
            if end is None or self._cues.end("post", index) or self._is_inside_word(index):
                return index, former
            index, former = end, former or past is not None

    def _is_inside_word(self, index: int) -> bool:
        """Return whether a syllable ends a longer word, as "quyền" (acting) does "chính quyền"."""
        begin = self._cues.before("one-state", index + 1)
        return begin is not None and begin < index

    def _extend(self, office: OfficePhrase, limit: int, depth: int) -> bool:
        """Take the next part of an office; return whether there was one."""
        readers = (
            self._take_several,
            self._take_field,
            self._take_status,
            self._take_abbreviation,
            self._take_owner,
            self._take_belonging,
            self._take_posting,
            self._take_remit,
            self._take_body,
        )
        if any(reader(office, limit) for reader in readers):
            office.is_specific = True
            return True
        return depth < _DEEPEST and self._take_inner(office, limit, depth)

    def _take_several(self, office: OfficePhrase, limit: int) -> bool:
        end = self._cues.end("several-states", office.end)
        if end is None and self._doc[office.end].like_num:
            end = self._cues.end("one-state", office.end + 1)
        if end is None:
            return False
        office.end, office.several = end, True
        return True

    def _take_field(self, office: OfficePhrase, limit: int) -> bool:
        """Take a field; "và" may join two."""
        index = office.end
        if office.owner is not None:
            return False
        if office.portfolio and (self._doc[index].lower_ == "và" or self._doc[index].text in ",-"):
            index += 1
        found = self._cues.at("portfolio", index) if index < limit else None
        if found is not None and (index == office.end or self._doc[index].text[0].isupper()):
            office.portfolio = office.portfolio or found.value
            office.end = office.head_end = found.end
            return True
        is_first = office.portfolio is None
        return (is_first or index > office.end) and self._take_unknown_field(office, index, limit)

    def _take_unknown_field(self, office: OfficePhrase, start: int, limit: int) -> bool:
        """Take a field that the vocabulary lacks: a capital, then lower case up to an anchor.

        The anchor is an actor, also in brackets, "của", or a name: "Bộ trưởng Thống nhất | Hàn
        Quốc" (minister of unification).
        """
        if start >= limit or not self._doc[start].text[0].isupper() or self._is_marked(start):
            return False
        if self._begins_name(start, limit):
            return False
        for index in range(start, min(limit, start + _LONGEST_FIELD)):
            if index > start and self._anchors(index, limit):
                if any(token.text[0].islower() for token in self._doc[start:index]):
                    office.end = office.head_end = index
                return office.end == index
            if not self._is_of_field(index, limit):
                return False
        return False

    def _is_of_field(self, index: int, limit: int) -> bool:
        """Return whether a word can belong to the name of a field: "Luật và Nhân quyền"."""
        token = self._doc[index]
        if token.lower_ == "và" or token.text == ",":
            return index + 1 < limit and self._doc[index + 1].text[0].isupper()
        return is_syllable(token.text) and not self._cues.is_clause(index)

    def _anchors(self, index: int, limit: int) -> bool:
        """Return whether an actor, a word of belonging or a whole name begins at a token."""
        if index in self._cues.actors or self._cues.end("belonging", index) is not None:
            return True
        if self._doc[index].text == "(" and index + 1 in self._cues.actors:
            return True
        return self._begins_name(index, limit)

    def _begins_name(self, index: int, limit: int) -> bool:
        """Return whether a name begins that no Vietnamese phrase looks like."""
        name = self._names.read(index, limit)
        return name is not None and name.is_whole and (name.is_vietnamese or name.is_foreign)

    def _is_marked(self, index: int) -> bool:
        return index in self._cues.actors or index in self._cues.inner

    def _take_status(self, office: OfficePhrase, limit: int) -> bool:
        end = self._cues.end("status-after", office.end)
        if end is None or end > limit:
            return False
        office.end = end
        return True

    def _take_abbreviation(self, office: OfficePhrase, limit: int) -> bool:
        """Take an abbreviation, in brackets or as a body: "Giám đốc FBI"."""
        before = office.end
        office.end = self._abbreviation(before, limit)
        if office.end > before and (found := self._cues.actors.get(before + 1)):
            self._own(office, found[1].key)
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
            and not self._doc[index - 1].text.isupper()
        )

    def _take_owner(self, office: OfficePhrase, limit: int) -> bool:
        """Take an actor: whose office it is, unless one was named by "của"."""
        if end := self._cues.end("same-state", office.end):
            office.end, office.of_same_state = end, office.owner is None
            return True
        index = office.end
        if index not in self._cues.actors:
            index = self._cues.end("one-state", index) or index
        found = self._cues.actors.get(index)
        if found is None:
            return False
        if index == office.end and self._names.is_syllabic_name(index, limit):
            return False
        office.end = self._abbreviation(found[0], limit)
        self._own(office, found[1].key)
        self._take_more_owners(office, limit)
        return True

    def _own(self, office: OfficePhrase, key: str) -> None:
        """Note an actor; a state after an organisation is whose office it is there.

        A SOM leader is a state's, whatever organisation the meeting is of.
        """
        if office.post == _SOM_LEADER and not key.startswith("state/"):
            return
        if office.owner is None or (
            key.startswith("state/") and not office.owner.startswith("state/")
        ):
            office.owner = key
        elif key.startswith("collective/"):
            office.several = True
        office.several = office.several or key.startswith("collective/")

    def _take_more_owners(self, office: OfficePhrase, limit: int) -> None:
        """Take states that commas, hyphens or "và" join to the first: then several are meant."""
        end = office.end
        while end + 1 < limit and (self._doc[end].text in ",-" or self._doc[end].lower_ == "và"):
            found = self._cues.actors.get(end + 1)
            if found is None or self._names.read(found[0], limit) is not None:
                return
            end = found[0]
            if self._doc[end - 1].is_sent_end or end == limit or self._doc[end].text != "(":
                office.end, office.several = end, True

    def _abbreviation(self, index: int, limit: int) -> int:
        """Return the end of an abbreviation in brackets: "Liên minh châu Âu (EU)"."""
        closed = index + 2
        if closed < limit and self._doc[index].text == "(" and self._doc[closed].text == ")":
            word = self._doc[index + 1].text
            if word.isupper() and index + 1 not in self._cues.actors:
                return closed + 1
            actor = self._cues.actors.get(index + 1)
            if actor and word.isupper() and len(word) > 1:
                return closed + 1
        return index

    def _take_belonging(self, office: OfficePhrase, limit: int) -> bool:
        """Take "của" (of) with an actor, a ministry, a body, or a person."""
        index = self._cues.end("belonging", office.end)
        if index is None or index >= limit:
            return False
        if end := self._cues.end("several-states", index):
            office.end, office.several = end, True
            return True
        state = self._cues.end("one-state", index) or index
        if end := self._cues.end("same-state", index):
            office.end, office.of_same_state = end, True
        elif (found := self._cues.actors.get(state)) and not found[1].key.startswith("collective/"):
            office.end, office.owner = self._abbreviation(found[0], limit), found[1].key
        elif ministry := self._cues.at("portfolio", index):
            office.end, office.portfolio = ministry.end, office.portfolio or ministry.value
        else:
            return self._take_patron(office, index, limit) or (
                not self._cues.is_clause(index) and self._take_free(office, index, limit, owns=True)
            )
        return True

    def _take_patron(self, office: OfficePhrase, index: int, limit: int) -> bool:
        """Take the person whom the holder serves: "phát ngôn viên của ông Trump"."""
        honorific = self._cues.end("honorific-male", index) or self._cues.end(
            "honorific-female", index
        )
        inner = self.read(index, limit, depth=1)
        regime = self._cues.end("government", index)
        start = honorific or (inner.end if inner else regime)
        if start is None or (inner and inner.several):
            return False
        name = self._names.read(start, limit, titled=True)
        if name is None and inner is None:
            return False
        if inner:
            office.inner.append(inner)
            office.owner = office.owner or inner.owner
            office.of_same_state = office.of_same_state or inner.of_same_state
        office.patron = name
        office.end = name.end if name else start
        return True

    def _take_posting(self, office: OfficePhrase, limit: int) -> bool:
        """Take where the office is exercised: "tại Mỹ", "ở Washington"."""
        index = self._cues.end("posting", office.end)
        if index is None or index >= limit:
            return False
        state = self._cues.end("one-state", index) or index
        found = self._cues.actors.get(state)
        end = found[0] if found else self._cues.end("place", index)
        if end is None:
            return False
        # A leader or minister is somewhere for a while, not posted there; only a name after the
        # place shows that it is part of the phrase: "Ngoại trưởng Nga tại New York" (is in …).
        is_posted = self._posts.rank(office) > _POSTED_RANK
        if not is_posted and self._names.read(end, limit) is None:
            return False
        office.end = end
        return True

    def _take_remit(self, office: OfficePhrase, limit: int) -> bool:
        index = self._cues.end("remit", office.end)
        return index is not None and self._take_free(office, index, limit, owns=False)

    def _take_body(self, office: OfficePhrase, limit: int) -> bool:
        return self._cues.end("unit", office.end) is not None and self._take_free(
            office, office.end, limit, owns=True
        )

    def _take_free(self, office: OfficePhrase, start: int, limit: int, *, owns: bool) -> bool:
        """Take free words up to a name, a title, a verb, a pronoun or a punctuation mark.

        Args:
            office: The office.
            start: The first of the words.
            limit: Where the sentence ends.
            owns: Whether actors among them are whose office it is.
        """
        index, last = start, min(limit, start + _LONGEST_FREE)
        owner = None
        while index < last:
            found = self._cues.actors.get(index)
            if found:
                owner = owner or found[1].key
                index = self._abbreviation(found[0], limit)
                if index < last and self._names.read(index, limit) is not None:
                    break
            elif not owns and self._links_remits(index, last):
                index += 1
            elif self._ends_free(index, start, limit):
                break
            else:
                index += 1
        if index == start:
            return False
        if owns and owner:
            self._own(office, owner)
        office.end = index
        return True

    def _links_remits(self, index: int, limit: int) -> bool:
        """Return whether a word joins two parts of a remit: "quan hệ với Đông và Nam Á"."""
        following = index + 1
        is_link = self._cues.end("list-link", index) == following or self._doc[index].text == "-"
        return (
            is_link
            and following < limit
            and self._cues.end("post", following) is None
            and (self._names.read(following, limit) is None or following in self._cues.actors)
            and not self._cues.is_clause(following)
        )

    def _ends_free(self, index: int, start: int, limit: int) -> bool:
        token = self._doc[index]
        if not token.text[0].isalnum():
            return not self._joins(index, limit)
        if index > start and (
            self._cues.end("post", index) is not None
            or self._cues.end("belonging", index) is not None
            or self._cues.is_clause(index)
        ):
            return True
        return self._begins_name(index, limit)

    def _joins(self, index: int, limit: int) -> bool:
        """Return whether a mark stands inside a body's name: "TP.HCM", "Lao động - Thương binh"."""
        if index + 1 >= limit or index == 0:
            return False
        tight = not self._doc[index - 1].whitespace_ and not self._doc[index].whitespace_
        mark = self._doc[index].text
        return (mark in ".&/" and tight) or (mark == "-" and self._doc[index + 1].text[0].isupper())

    def _take_inner(self, office: OfficePhrase, limit: int, depth: int) -> bool:
        """Take an office that follows at once: "Trợ lý Ngoại trưởng Mỹ"."""
        if office.is_specific:
            return False
        inner = self.read(office.end, limit, depth + 1)
        if inner is None:
            return False
        office.end, office.owner, office.several = inner.end, inner.owner, inner.several
        office.of_same_state = inner.of_same_state
        office.portfolio = office.portfolio or inner.portfolio
        office.head_end, office.is_specific = inner.head_end, True
        office.inner.append(inner)
        return True
