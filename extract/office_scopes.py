"""Reads what limits an office: a body, a posting, a remit.

    Chủ tịch | Ủy ban Đối ngoại Thượng viện Nga      Đại sứ Nga | tại Mỹ
    Trợ lý Ngoại trưởng Mỹ | về vấn đề Trung Đông    Tư lệnh Mỹ | ở Thái Bình Dương

Called by ``office_reader.py``.
"""

from diplograph.extract.free_words import FreeWordReader
from diplograph.extract.names import NameReader
from diplograph.extract.office_owners import OwnerReader
from diplograph.extract.offices import OfficePhrase, Posts
from diplograph.extract.person_cues import PersonCues

__all__ = ["ScopeReader"]

#: Offices that rank below deputy ministers are held at a post.
_POSTED_RANK = 2


class ScopeReader:
    """Reads the scopes of offices in one doc."""

    def __init__(
        self, cues: PersonCues, names: NameReader, posts: Posts, owners: OwnerReader
    ) -> None:
        """Take what is known of the doc, and what notes the owners of offices."""
        self._cues = cues
        self._doc = cues.doc
        self._names = names
        self._posts = posts
        self._owners = owners
        self._words = FreeWordReader(cues, names)

    def take(self, office: OfficePhrase, limit: int) -> bool:
        """Take the next words if they limit the office; return whether they do."""
        return (
            self._take_posting(office, limit)
            or self._take_remit(office, limit)
            or self._take_body(office, limit)
        )

    def take_body_of(self, office: OfficePhrase, index: int, limit: int) -> bool:
        """Take a body that "của" (of) introduces before a token."""
        if self._cues.is_clause(index):
            return False
        words = self._words.read(index, limit)
        if words.actor:
            self._owners.own(office, words.actor)
        office.end = max(words.end, office.end)
        return words.end > index

    def _take_posting(self, office: OfficePhrase, limit: int) -> bool:
        # A leader or minister is somewhere for a while, not posted there; only a name after the
        # place shows that it is part of the phrase: "Ngoại trưởng Nga tại New York" (is in …).
        is_posted = self._posts.rank(office) > _POSTED_RANK
        index = self._cues.end("posting", office.end)
        if index is None:
            end = self._cues.end("place", office.end) if is_posted else None
        elif index < limit:
            found = self._cues.actors.get(self._cues.end("one-state", index) or index)
            end = found[0] if found else self._cues.end("place", index)
        else:
            return False
        if end is None or not (is_posted or self._names.read(end, limit) is not None):
            return False
        office.end = end
        return True

    def _take_remit(self, office: OfficePhrase, limit: int) -> bool:
        index = self._cues.end("remit", office.end)
        if index is not None:
            office.end = index
            if index < limit and not self._cues.is_clause(index):
                office.end = self._words.read(index, limit, is_remit=True).end
            return True
        start = self._cues.end("about", office.end)
        if start is None or self._posts.rank(office) <= _POSTED_RANK:
            return False
        found = self._cues.actors.get(start)
        end = found[0] if found else self._words.read(start, limit, is_remit=True).end
        if found is None and self._names.read(end, limit) is None:
            return False
        office.end = end
        return True

    def _take_body(self, office: OfficePhrase, limit: int) -> bool:
        index = self._cues.end("unit", office.end)
        if index is None or index > limit or self._names.begins_name(office.end, limit):
            return False
        words = self._words.read(index, limit)
        if words.actor:
            self._owners.own(office, words.actor)
        office.end = words.end
        return True
