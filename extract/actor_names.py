"""Whether an actor of an extraction is the one that gold names.

Gold names states by ISO 3166 code, organisations and collectives by any of their names, persons by
theirs. Called by ``matching.py``.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from diplograph.extract.gold import PARTIES
from diplograph.ontology.lexicon import Entity, Lexicon
from diplograph.ontology.model import Actor

__all__ = ["ActorNames", "fold_name"]

#: Names of one holder: gold does not tell the organisation from its members in speech.
_ONE_HOLDER: Final = frozenset({"asean", "asean member states"})
_STROKED = str.maketrans("đĐ", "dD")
_NOT_A_LETTER = re.compile(r"[\W_]+")

_SAME: Final = 1.0
#: One name is the last words of the other: the same person, unless another has the whole name.
_SHORT_FORM: Final = 0.5


def fold_name(name: str) -> str:
    """Return a name in lower case, without accents, its words parted by single spaces.

    >>> fold_name("Choe Son - hui"), fold_name("Đỗ Hùng Việt")
    ('choe son hui', 'do hung viet')
    """
    letters = unicodedata.normalize("NFD", name.translate(_STROKED).lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_A_LETTER.sub(" ", plain).strip()


@dataclass(frozen=True, slots=True)
class _Known:
    """What an actor is called."""

    kind: str
    #: As listings show it.
    short_name: str
    iso_code: str | None
    #: Folded.
    names: frozenset[str]
    #: It has a meaning in its own article only.
    is_local: bool


@dataclass(frozen=True, slots=True)
class ActorNames:
    """The names of the actors that an extraction refers to."""

    _by_key: Mapping[str, _Known]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Self:
        """Return the names of the authority files."""
        return cls({key: _of_authority(entity) for key, entity in lexicon.entities.items()})

    def with_actors(self, actors: Iterable[Actor]) -> Self:
        """Return these names with those of the actors that an article adds."""
        return type(self)({**self._by_key, **{a.key: _of_article(a) for a in actors}})

    def agreement(self, key: str, name: str) -> float:
        """Return how well an actor fits a name of gold; 0 if it is another.

        Args:
            key: Key of the actor.
            name: An ISO code, a name, or ``parties``, which any collective fits that only its
                occasion gives a meaning.
        """
        actor = self._by_key.get(key)
        if actor is None:
            return 0.0
        if name == PARTIES:
            return _SAME if actor.kind == "CollectiveActor" and actor.is_local else 0.0
        folded = fold_name(name)
        if name == actor.iso_code or folded in actor.names:
            return _SAME
        if actor.kind == "Person" and any(_is_short_form(folded, own) for own in actor.names):
            return _SHORT_FORM
        return 0.0

    def is_same(self, key: str | None, name: str | None) -> bool:
        """Whether an actor is the one that gold names, or both are absent."""
        if key is None or name is None:
            return key is None and name is None
        return self.agreement(key, name) > 0

    def is_same_holder(self, key: str, name: str) -> bool:
        """Whether an actor is the holder that gold names; ASEAN and its members are one."""
        if self.is_same(key, name):
            return True
        actor = self._by_key.get(key)
        return (
            actor is not None
            and fold_name(name) in _ONE_HOLDER
            and not actor.names.isdisjoint(_ONE_HOLDER)
        )

    def short_name(self, key: str | None) -> str:
        """Return how a listing shows an actor, in the manner of gold."""
        if key is None:
            return "nobody"
        actor = self._by_key.get(key)
        return key if actor is None else actor.short_name


def _of_authority(entity: Entity) -> _Known:
    names = {entity.label, *entity.names, entity.label_en or "", entity.notation or ""}
    return _Known(
        kind=entity.kind,
        short_name=entity.iso_code or entity.notation or entity.label_en or entity.label,
        iso_code=entity.iso_code,
        names=frozenset(fold_name(name) for name in names if name),
        is_local=False,
    )


def _of_article(actor: Actor) -> _Known:
    is_collective = actor.kind == "CollectiveActor"
    return _Known(
        kind=actor.kind,
        short_name=f"{PARTIES} ({actor.label})" if is_collective else actor.label,
        iso_code=None,
        names=frozenset(fold_name(name) for name in (actor.label, *actor.alt_labels)),
        is_local=True,
    )


def _is_short_form(one: str, other: str) -> bool:
    """Whether one name is the last words of the other."""
    return f" {one}".endswith(f" {other}") or f" {other}".endswith(f" {one}")
