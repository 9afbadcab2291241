"""Reads offices: a title, its field, whose office it is, and what limits it.

    Thứ trưởng Ngoại giao Nga            deputy minister | of foreign affairs | of Russia
    Trưởng SOM ASEAN của Việt Nam        SOM leader for ASEAN | of Viet Nam
    đặc phái viên của Tổng thư ký LHQ    envoy | of the Secretary-General of the UN
    Đại sứ nước này tại Mỹ               ambassador | of the state at hand | posted to the US

The title is a wording of the vocabulary ``post``, the field one of ``portfolio``. What follows is
read as long as it can belong to the office (``office_owners.py``, ``office_scopes.py``). Called by
the readers of phrases.
"""

from diplograph.extract.names import NameReader, is_syllable
from diplograph.extract.office_owners import OwnerReader
from diplograph.extract.office_scopes import ScopeReader
from diplograph.extract.offices import OfficePhrase, Posts
from diplograph.extract.person_cues import PersonCues

__all__ = ["OfficeReader"]

#: How many words a field may have that the vocabulary lacks.
_LONGEST_FIELD = 14
#: How many words may follow a known field as a part of it, and what opens something else.
_LONGEST_REST = 5
_AFTER_FIELDS = (
    "belonging",
    "concurrently",
    "posting",
    "post",
    "remit",
    "same-state",
    "several",
    "several-states",
    "status-after",
    "unit",
)
_DEEPEST = 3


class OfficeReader:
    """Reads offices in one doc."""

    def __init__(self, cues: PersonCues, names: NameReader, posts: Posts) -> None:
        """Take the cues of the doc, its reader of names, and the vocabulary of posts."""
        self._cues = cues
        self._doc = cues.doc
        self._names = names
        self._posts = posts
        self._owners = OwnerReader(cues, names)
        self._scopes = ScopeReader(cues, names, posts, self._owners)

    def read(self, start: int, limit: int, depth: int = 0) -> OfficePhrase | None:
        """Return the office that begins at a token, if one does.

        Args:
            start: Its first token.
            limit: Where the sentence ends.
            depth: In how many other offices it stands.
        """
        start = self._after_status(start)
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
        self._owners.take_from_title(office)
        while office.end < limit and self._extend(office, limit, depth):
            pass
        return office

    def _is_no_title(self, index: int) -> bool:
        return self._cues.end("no-person", index) is not None or self._cues.is_inside_word(index)

    def _after_status(self, index: int) -> int:
        """Return where words like "tân" (new) end that no office's name holds."""
        while (end := self._cues.end("status", index)) and not self._cues.end("post", index):
            index = end
        return index

    def _before_title(self, index: int) -> tuple[int, bool]:
        """Return where the title begins after "cựu" and the like; whether its holder left it."""
        former = False
        while not self._cues.end("post", index) and not self._cues.is_inside_word(index):
            past = self._cues.end("former", index)
            end = past or self._cues.end("acting", index) or self._cues.end("status", index)
            if end is None:
                break
            index, former = end, former or past is not None
        return index, former

    def _extend(self, office: OfficePhrase, limit: int, depth: int) -> bool:
        """Take the next part of an office; return whether there was one."""
        is_specific = (
            self._take_field(office, limit)
            or self._take_rest_of_field(office, limit)
            or self._take_status(office, limit)
            or self._owners.take(office, limit)
            or self._take_patron(office, limit)
            or self._scopes.take(office, limit)
        )
        office.is_specific = office.is_specific or is_specific
        return is_specific or (depth < _DEEPEST and self._take_inner(office, limit, depth))

    def _take_field(self, office: OfficePhrase, limit: int) -> bool:
        """Take a field; "và" or a comma may join two."""
        if office.owner is not None:
            return False
        index = office.end
        is_joint = self._cues.end("list-link", index) or self._doc[index].text in ",-"
        if office.portfolio and is_joint:
            index += 1
        found = self._cues.at("portfolio", index) if index < limit else None
        if found and (index == office.end or self._doc[index].text[0].isupper()):
            office.portfolio = office.portfolio or found.value
            office.end = office.head_end = found.end
            return True
        is_expected = office.portfolio is None or index > office.end
        return is_expected and self._take_unknown_field(office, index, limit)

    def _take_unknown_field(self, office: OfficePhrase, start: int, limit: int) -> bool:
        """Take a field that the vocabulary lacks: a capital, then lower case up to an anchor.

        The anchor is an actor, also in brackets, "của", or a name: "Bộ trưởng Thống nhất | Hàn
        Quốc" (minister of unification).
        """
        if start >= limit or not self._may_begin_field(start, limit):
            return False
        for index in range(start, min(limit, start + _LONGEST_FIELD)):
            if index > start and self._anchors(index, limit):
                if any(token.text[0].islower() for token in self._doc[start:index]):
                    office.end = office.head_end = index
                return office.end == index
            if not self._is_of_field(index, limit):
                return False
        return False

    def _take_rest_of_field(self, office: OfficePhrase, limit: int) -> bool:
        """Take what a known field goes on with, up to a name or an actor before a name.

        As in "Bộ trưởng Phát triển | vùng cao Lào Bounthong Keo" (development | of highlands).
        """
        start = office.end
        if office.portfolio is None or start != office.head_end or office.owner is not None:
            return False
        if any(self._cues.end(kind, start) is not None for kind in _AFTER_FIELDS):
            return False
        for index in range(start, min(limit, start + _LONGEST_REST)):
            if self._leads_to_name(index, limit):
                office.end = office.head_end = index
                return index > start
            if not self._is_of_field(index, limit):
                return False
        return False

    def _leads_to_name(self, index: int, limit: int) -> bool:
        actor = self._cues.actors.get(index)
        return self._names.begins_name(actor[0] if actor else index, limit)

    def _may_begin_field(self, index: int, limit: int) -> bool:
        return (
            self._doc[index].text[0].isupper()
            and index not in self._cues.actors
            and index not in self._cues.inner
            and self._cues.end("unit", index) is None
            and not self._names.begins_name(index, limit)
        )

    def _is_of_field(self, index: int, limit: int) -> bool:
        """Return whether a word can belong to the name of a field: "Luật và Nhân quyền"."""
        token = self._doc[index]
        if token.text == "," or self._cues.end("list-link", index) is not None:
            return index + 1 < limit and self._doc[index + 1].text[0].isupper()
        return is_syllable(token.text) and not self._cues.is_clause(index)

    def _anchors(self, index: int, limit: int) -> bool:
        """Return whether an actor, a word of belonging or a whole name begins at a token."""
        if index in self._cues.actors or self._cues.end("belonging", index) is not None:
            return True
        if self._doc[index].text == "(" and index + 1 in self._cues.actors:
            return True
        return self._names.begins_name(index, limit)

    def _take_status(self, office: OfficePhrase, limit: int) -> bool:
        end = self._cues.end("status-after", office.end)
        if end is None or end > limit:
            return False
        office.of_then = office.of_then or self._cues.end("then", office.end) == end
        office.end = end
        return True

    def _take_patron(self, office: OfficePhrase, limit: int) -> bool:
        """Take the person whom the holder serves, or the body: "phát ngôn viên của ông Trump"."""
        index = self._cues.end("belonging", office.end)
        if index is None or index >= limit:
            return False
        honorific = self._cues.end("honorific-male", index) or self._cues.end(
            "honorific-female", index
        )
        inner = self.read(index, limit, _DEEPEST)
        start = inner.end if inner else honorific or self._cues.end("government", index)
        if start is None or (inner and inner.several):
            return self._scopes.take_body_of(office, index, limit)
        name = self._names.read(start, limit, titled=True)
        if name is None and inner is None:
            return self._scopes.take_body_of(office, index, limit)
        if inner:
            office.inner.append(inner)
            office.owner = office.owner or inner.owner
            office.of_same_state = office.of_same_state or inner.of_same_state
        office.patron = name
        office.end = name.end if name else start
        return True

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
