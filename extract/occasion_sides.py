"""Who can speak at an event: its sides, the members of a side, and of each side who was there.

Called by ``occasion_tracking.py``.
"""

from collections import defaultdict

from spacy.tokens import Doc

from diplograph.extract.agents import Agent
from diplograph.extract.annotations import PersonMention
from diplograph.extract.event_kinds import is_two_sided
from diplograph.extract.ranks import Ranks
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Event

__all__ = ["SideTeller"]

#: At what these hold, any state can speak.
_WORLDWIDE = "organization/un"
#: To these the members of an organisation invite guests.
_WITH_GUESTS = frozenset({"conference", "forum", "summit"})


class SideTeller:
    """Tells who takes part in the events of one doc."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        """Take who is said to meet, and the members of groups."""
        self._entities = lexicon.entities
        self._mentions: tuple[PersonMention, ...] = doc._.person_mentions
        self._sides = {person.key: person.side for person in doc._.people}
        ranks = Ranks(lexicon)
        self._spokespersons = {
            person.key for person in doc._.people if ranks.speaks_for_others(person)
        }
        self._present: dict[str, set[str]] = defaultdict(set)
        for mention in doc._.event_mentions:
            persons = {key for key in mention.attendees if key.startswith("person/")}
            self._present[mention.event] |= persons

    def takes_part(self, agent: Agent, event: Event) -> bool:
        """Whether somebody can be speaking at an event.

        Where persons meet, or somebody speaks to the press, of each side only they. Spokespersons
        tell of meetings from elsewhere.
        """
        if agent.kind in ("parties", "self"):
            return True
        if agent.speaker is not None and (is_two_sided(event.kind) or not event.is_meeting):
            side = self._sides.get(agent.speaker)
            own = {key for key in self._present[event.key] if self._sides.get(key) == side}
            if own:
                return agent.speaker in own
        if agent.speaker in self._spokespersons and event.is_meeting:
            return False
        if not event.parties or self._is_open(event):
            return True
        sides = self._of(event)
        keys = agent.members or tuple(key for key in (agent.actor, agent.speaker) if key)
        # A group is there if it is a side, or in the persons of several members.
        return any(key in sides or len(sides.intersection(self._members(key))) > 1 for key in keys)

    def is_named(self, event: Event, begin: int, end: int) -> bool:
        """Whether somebody who is said to be at an event is named within a stretch of text."""
        return any(
            begin < mention.span.begin < end and mention.person in self._present[event.key]
            for mention in self._mentions
        )

    def _of(self, event: Event) -> set[str]:
        return {*event.parties, *(m for party in event.parties for m in self._members(party))}

    def _is_open(self, event: Event) -> bool:
        """Whether others than members, or members that are not listed, meet at an event."""
        hosts = [party for party in event.parties if party.startswith("organization/")]
        if hosts and event.kind in _WITH_GUESTS and len(event.parties) == 1:
            return True
        return any(
            party.startswith(_WORLDWIDE)
            or (party.startswith("organization/") and not self._members(party))
            for party in event.parties
        )

    def _members(self, key: str) -> tuple[str, ...]:
        entity = self._entities.get(key)
        return entity.members if entity else ()
