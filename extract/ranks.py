"""What the offices of a person say about the events that the person attends.

Called by ``roll.py`` and ``absent_sides.py``.
"""

from diplograph.extract.annotations import Person
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Event

__all__ = ["Ranks"]

#: Who speaks about events for others and is at none of them.
_SPOKESPERSON = "spokesperson"
_LEADERS, _DEPUTY = "leaders", "deputy-head-of-state"


class Ranks:
    """Compares offices with the levels of events."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the posts of the lexicon."""
        self._posts = lexicon.schemes["post"]

    def is_of_leaders(self, event: Event) -> bool:
        """Whether an event is one of leaders by its level."""
        return event.level == _LEADERS

    def leads(self, person: Person) -> bool:
        """Whether somebody holds an office of leaders, and not as a deputy."""
        posts = {office.post for office in person.offices if not office.former} - {_DEPUTY}
        return any(self._posts[post].level == _LEADERS for post in posts if post in self._posts)

    def may_be_at(self, person: Person, event: Event) -> bool:
        """Whether an office of somebody is of the level of an event, as far as both are known."""
        levels = self._levels(person)
        is_of_level = not levels or event.level is None or event.level in levels
        return is_of_level and not self.speaks_for_others(person)

    def is_below_leaders(self, person: Person) -> bool:
        """Whether somebody holds offices, and none of leaders."""
        return bool(person.offices) and not self.leads(person)

    def speaks_for_others(self, person: Person) -> bool:
        """Whether somebody is a spokesperson."""
        return any(office.post == _SPOKESPERSON for office in person.offices)

    def _levels(self, person: Person) -> set[str | None]:
        posts = {office.post for office in person.offices if not office.former}
        return {self._posts[post].level for post in posts if post in self._posts} - {None}
