"""What an office is, and when two phrases mean the same one.

An ``OfficePhrase`` is what ``office_reader.py`` reads; ``Posts`` compares two of them by what the
vocabulary ``post`` says of their titles.
"""

from dataclasses import dataclass, field

from diplograph.extract.names import Name
from diplograph.ontology.lexicon import Lexicon

__all__ = ["OfficePhrase", "Posts"]

_STATE_OFFICE = "state-office"
#: From the highest; titles without a level rank below.
_RANKS = ("leaders", "ministerial", "deputy-ministerial", "senior-officials", "ambassadors")


@dataclass(slots=True)
class OfficePhrase:
    """An office in a doc: tokens ``start`` to ``end``."""

    start: int
    end: int
    post: str
    #: The words of the title, in lower case.
    title: str
    #: Where the title itself begins, after words like "tân" (new).
    title_start: int
    #: End of title and field, without whose office it is.
    head_end: int
    portfolio: str | None = None
    #: Key of the actor whose office it is.
    owner: str | None = None
    #: The owner is the state that was mentioned last: "nước này".
    of_same_state: bool = False
    #: Its holder has left it.
    former: bool = False
    #: It was held at the time told of: "Tổng thống Mỹ lúc bấy giờ" (the then president).
    of_then: bool = False
    #: Several holders are meant: "Bộ trưởng Ngoại giao các nước ASEAN".
    several: bool = False
    #: Whose else it is, by first token and end: "Ngoại trưởng Mỹ | và Hàn Quốc".
    more_owners: list[tuple[int, int, str]] = field(default_factory=list)
    #: More than the bare title stands there.
    is_specific: bool = False
    #: The name of the person whose office's office it is: "phát ngôn viên của ông Trump".
    patron: Name | None = None
    #: Offices inside it: "đặc phái viên của Tổng thống Putin".
    inner: list["OfficePhrase"] = field(default_factory=list)

    def lent(self, side: str | None = None, *, of_same_state: bool = False) -> "OfficePhrase":
        """Return the same office as somebody else's: title and field, with another owner."""
        return OfficePhrase(
            self.title_start,
            self.head_end,
            self.post,
            self.title,
            self.title_start,
            self.head_end,
            portfolio=self.portfolio,
            owner=side,
            of_same_state=of_same_state,
            is_specific=self.portfolio is not None,
        )


class Posts:
    """The concepts of the scheme ``post``."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the concepts with their broader ones and levels."""
        self._concepts = lexicon.schemes.get("post", {})
        self._fields = {
            post.name: field.name
            for post in self._concepts.values()
            for field in lexicon.concepts("portfolio")
            if post.label.endswith(f" {field.label}")
        }

    def agree(self, one: OfficePhrase, other: OfficePhrase) -> bool:
        """Return whether two phrases can mean one office, apart from whose it is.

        Titles of leaders have to be alike in words too, where one says no more than the title: a
        bare "Tổng thống" (president) is no "Chủ tịch nước", though both head a state.
        """
        fields = {one.portfolio, other.portfolio} - {None}
        is_same_post = other.post in self._line(one.post) or one.post in self._line(other.post)
        if not is_same_post or len(fields) > 1:
            return False
        if not self.is_leader(one) or (one.is_specific and other.is_specific):
            return True
        return one.title.startswith(other.title) or other.title.startswith(one.title)

    def portfolio(self, post: str) -> str | None:
        """Return the field that a title implies: its label ends with that of the field.

        "Ngoại trưởng" is labelled "bộ trưởng ngoại giao": minister of foreign affairs.
        """
        return self._fields.get(post)

    def is_of_government(self, office: OfficePhrase) -> bool:
        """Return whether only states have such an office: minister, not secretary-general."""
        in_state = _STATE_OFFICE in self._line(office.post)
        return in_state and self.rank(office) <= _RANKS.index("deputy-ministerial")

    def is_leader(self, office: OfficePhrase) -> bool:
        """Return whether the holder leads a state or its government."""
        return self.level(office) == "leaders"

    def level(self, office: OfficePhrase) -> str | None:
        """Return the level of meetings that a title implies."""
        levels = (
            self._concepts[post].level for post in self._line(office.post) if post in self._concepts
        )
        return next((level for level in levels if level), None)

    def _line(self, post: str) -> list[str]:
        """Return a post and its broader ones."""
        line = [post]
        while (concept := self._concepts.get(line[-1])) and concept.broader:
            if concept.broader in line:
                break
            line.append(concept.broader)
        return line

    def rank(self, office: OfficePhrase) -> int:
        """Return how high a title ranks, 0 for leaders."""
        level = self.level(office)
        return _RANKS.index(level) if level in _RANKS else len(_RANKS)
