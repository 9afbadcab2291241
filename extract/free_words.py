"""Reads the words of a body's name or of a remit, which no vocabulary holds.

    Chủ tịch Ủy ban | Đối ngoại Thượng viện Nga | Konstantin Kosachev
    Trợ lý Ngoại trưởng phụ trách | khu vực Đông Á và Thái Bình Dương |, ông …

They go on up to a name, a title, a word of belonging, a verb or a punctuation mark. Called by
``office_scopes.py``.
"""

from dataclasses import dataclass

from diplograph.extract.names import NameReader
from diplograph.extract.person_cues import PersonCues

__all__ = ["FreeWordReader", "FreeWords", "end_of_abbreviation"]

_LONGEST = 14


@dataclass(frozen=True, slots=True)
class FreeWords:
    """Where the words end, and the first actor among them."""

    end: int
    actor: str | None


class FreeWordReader:
    """Reads free words in one doc."""

    def __init__(self, cues: PersonCues, names: NameReader) -> None:
        """Take the cues of the doc and its reader of names."""
        self._cues = cues
        self._doc = cues.doc
        self._names = names

    def read(self, start: int, limit: int, *, is_remit: bool = False) -> FreeWords:
        """Return the free words from a token on; there may be none.

        Args:
            start: The first of the words.
            limit: Where the sentence ends.
            is_remit: Whether "và" and the like may join parts: "quan hệ với Đông và Nam Á".
        """
        index, last = start, min(limit, start + _LONGEST)
        actor = None
        while index < last:
            if found := self._cues.actors.get(index):
                actor = actor or found[1].key
                index = end_of_abbreviation(self._cues, found[0], limit)
                if index < last and self._names.read(index, limit) is not None:
                    break
            elif self._goes_on(index, last, is_remit=is_remit) or not self._ends(index, limit):
                index += 1
            else:
                break
        return FreeWords(index, actor)

    def _goes_on(self, index: int, limit: int, *, is_remit: bool) -> bool:
        """Return whether a word belongs to the rest whatever it looks like."""
        if is_remit and self._joins_remits(index, limit):
            return True
        return (
            self._cues.before("district", index) is not None
            and self._doc[index].text.isalpha()
            and not self._cues.is_inside_word(index - 1)
        )

    def _joins_remits(self, index: int, limit: int) -> bool:
        following = index + 1
        is_link = self._cues.end("list-link", index) == following or self._doc[index].text == "-"
        return (
            is_link
            and following < limit
            and self._cues.end("post", following) is None
            and (self._names.read(following, limit) is None or following in self._cues.actors)
            and not self._cues.is_clause(following)
        )

    def _ends(self, index: int, limit: int) -> bool:
        if not self._doc[index].text[0].isalnum():
            return not self._is_inside_name(index, limit)
        if self._cues.end("post", index) or self._cues.end("belonging", index):
            return True
        return self._cues.is_clause(index) or self._names.begins_name(index, limit)

    def _is_inside_name(self, index: int, limit: int) -> bool:
        """Return whether a mark stands inside a name: "TP.HCM", "Lao động - Thương binh"."""
        if index + 1 >= limit or index == 0:
            return False
        is_tight = not self._doc[index - 1].whitespace_ and not self._doc[index].whitespace_
        mark = self._doc[index].text
        return (mark in ".&/" and is_tight) or (
            mark == "-" and self._doc[index + 1].text[0].isupper()
        )


def end_of_abbreviation(cues: PersonCues, index: int, limit: int) -> int:
    """Return where an abbreviation in brackets ends, or the token itself if none begins there.

    As in "Liên minh châu Âu (EU)".
    """
    closed = index + 2
    if closed >= limit or cues.doc[index].text != "(" or cues.doc[closed].text != ")":
        return index
    word = cues.doc[index + 1].text
    return closed + 1 if word.isupper() and len(word) > 1 else index
