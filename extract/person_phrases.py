"""What a noun phrase that means a person says, before anybody knows whom it means.

Made by ``phrase_reader.py``; ``person_links.py`` and ``person_reference.py`` tell who is meant.
"""

from dataclasses import dataclass, field
from typing import Literal

from diplograph.extract.names import Name
from diplograph.extract.offices import OfficePhrase

__all__ = ["GENDERS", "Gender", "PersonPhrase", "PhraseKind"]

Gender = Literal["male", "female"]
#: A "post" is an office as such, which means nobody; it tells whose office there is.
PhraseKind = Literal["name", "office", "counterpart", "role", "leader", "pronoun", "post"]

GENDERS: tuple[Gender, Gender] = ("male", "female")


@dataclass(eq=False, slots=True)
class PersonPhrase:
    """A noun phrase of a doc that means one person: tokens ``start`` to ``end``."""

    start: int
    end: int
    kind: PhraseKind
    name: Name | None = None
    #: Another form of the name, in brackets after it.
    alias: Name | None = None
    offices: list[OfficePhrase] = field(default_factory=list)
    gender: Gender | None = None
    #: Key of the actor that brackets, a counterpart or a role noun name.
    side: str | None = None
    of_same_state: bool = False
    #: The field of a role: "người đứng đầu Bộ Ngoại giao" (head of the foreign ministry).
    portfolio: str | None = None
    apposition: bool = False
    #: Several are meant: "người đồng cấp các nước ASEAN".
    several: bool = False
    #: A noun for the leader of a state introduces it.
    leads: bool = False
    #: The phrase means a counterpart of somebody: it lends that person's office.
    is_counterpart: bool = False
    #: It counts only if the person is known otherwise: a bare title in lower case, a single
    #: Vietnamese syllable after a title.
    is_weak: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether it begins with a name, without a title."""
        return self.name is not None and self.name.start == self.start
