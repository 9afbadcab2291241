"""The persons of ``authority/persons.ttl``, whom papers name without saying for whom they speak.

"Ông Trump" alone, in an article that never says "Tổng thống Mỹ", means the one whom readers know. A
person is known by the fullest name that the article gives, so that "Ivanka Trump" is not taken for
another Trump. Called by ``persons.py`` and ``affiliation.py``.
"""

from diplograph.extract.actor_names import fold_name
from diplograph.extract.person_links import Individual
from diplograph.ontology.lexicon import Entity, Lexicon

__all__ = ["KnownPersons"]

_SUFFIXES = frozenset({"jr", "sr"})


class KnownPersons:
    """Finds known persons by name."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the persons of the authority files."""
        self._by_name = {
            fold_name(name): entity
            for entity in lexicon.of_kind("Person")
            for name in (entity.label, *entity.names)
        }

    def find(self, name: str) -> Entity | None:
        """Return the person whom readers know by a name; initials and "Jr" may be added to it."""
        folded = fold_name(name)
        spelt_out = [word for word in folded.split() if len(word) > 1 and word not in _SUFFIXES]
        found = self._by_name.get(folded)
        if found is None and len(spelt_out) > 1:
            found = self._by_name.get(" ".join(spelt_out))
        return found

    def of(self, person: Individual) -> Entity | None:
        """Return whom a person of the article is, unless the article says another side."""
        names = (person.fullest, *person.aliases)
        known = next((entity for name in names if (entity := self.find(name.text))), None)
        if known is None or person.side not in (None, known.affiliation):
            return None
        return known
