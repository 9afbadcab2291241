"""The level of an event: what its name states, else what the posts of those who meet say.

Ambassadors make a meeting one of ambassadors, whoever receives them; else the highest rank counts:
a minister who receives a deputy minister has a ministerial meeting. Called by
``event_linking.py``.
"""

from collections.abc import Iterable

from spacy.tokens import Doc

from diplograph.extract.annotations import PersonMention
from diplograph.ontology.lexicon import Lexicon

__all__ = ["LevelReader"]

_RANKS = ("leaders", "ministerial", "deputy-ministerial", "senior-officials", "working-group")


class LevelReader:
    """Tells the levels of the events of one doc."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        """Take the doc, whose persons have offices, and the levels of posts."""
        posts = lexicon.schemes["post"]
        self._ranks: dict[str, list[str]] = {}
        for person in doc._.people:
            concepts = [posts.get(office.post) for office in person.offices]
            self._ranks[person.key] = [c.level for c in concepts if c is not None and c.level]

    def level(self, stated: Iterable[str], persons: Iterable[PersonMention]) -> str | None:
        """Return the level of an event.

        Args:
            stated: Levels that its names state.
            persons: Who meets at it.
        """
        ranks = list(stated)
        if "ambassadors" in ranks or not ranks:
            ranks += [rank for p in persons if p.person for rank in self._ranks.get(p.person, ())]
        if "ambassadors" in ranks:
            return "ambassadors"
        return next((rank for rank in _RANKS if rank in ranks), ranks[0] if ranks else None)
