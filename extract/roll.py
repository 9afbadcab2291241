"""The roll of an article's events: who is on it, and who is struck off.

Takes participations and positions in the order of their weight, and decides what is attendance:
who speaks of an event does not attend it. Called by ``attendance.py``.
"""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from diplograph.extract.absent_sides import AbsentSides
from diplograph.extract.agents import Agent
from diplograph.extract.annotations import Person
from diplograph.extract.collectives import parties_of
from diplograph.extract.occasions import OccasionFinder
from diplograph.extract.participation import Participation
from diplograph.extract.ranks import Ranks
from diplograph.extract.wordings import Wordings
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Event, Position, Span

__all__ = ["Roll"]

_ASEAN, _ASEAN_MEMBERS = "organization/asean", "collective/asean-member-states"
_HEAD = "head-of-delegation"
_VISIT = "visit"
_TWO = 2
_BELOW_LEADERS = frozenset({"ministerial", "deputy-ministerial", "senior-officials"})


class Roll:
    """The attendances of one doc as they are found."""

    def __init__(
        self,
        doc: Doc,
        lexicon: Lexicon,
        words: Wordings,
        occasions: OccasionFinder,
        joined: Sequence[Agent],
    ) -> None:
        """Take what was found in the doc.

        Args:
            doc: The doc.
            lexicon: Has the members of organisations.
            words: Words of attendance.
            occasions: Tells at which events something took place.
            joined: The agents, with coordinations as one.
        """
        self._doc = doc
        self._entities = lexicon.entities
        self._ranks = Ranks(lexicon)
        self._absent = AbsentSides(doc, self._ranks, occasions)
        self._words = words
        self._events: dict[str, Event] = {event.key: event for event in doc._.events}
        self._people: dict[str, Person] = {person.key: person for person in doc._.people}
        self._main = main = occasions.main()
        bilateral = {mention.event for mention in doc._.event_mentions if mention.attendees}
        self._occasions = occasions
        self._agents = {doc[agent.start].idx: agent for agent in joined}
        self._places = occasions.places() | bilateral | ({main} if main else set())
        #: Who meets at a bilateral event, by its words.
        self._meeting = {
            (mention.event, key) for mention in doc._.event_mentions for key in mention.attendees
        }
        #: Sides that speak or are met without a person.
        self._standing_in: list[tuple[Event, str, Span]] = []
        #: Roles and evidence by event and attendee.
        self.entries: dict[tuple[str, str], tuple[set[str], list[Span]]] = {}

    def take(self, participation: Participation) -> None:
        """Take what a rule found."""
        event = self._events.get(participation.event)
        agent = participation.agent
        if event is None or agent.kind == "self":
            return
        person = self._people.get(agent.speaker or "")
        if agent.kind == "parties":
            if self._may_be_parties(agent, event) and participation.role != "host":
                key = parties_of(event, participation.span).key
                self._enter(event.key, key, "participant", participation.span)
        elif person is None:
            for side in self._sides_of(agent, event):
                if participation.told == "attends":
                    self._add(event, side, participation)
                elif self._may_stand_in(side, event, participation.told):
                    self._standing_in.append((event, side, participation.span))
        elif self._may_attend(person, event, participation):
            self._add(event, person.key, participation)

    def take_position(self, position: Position) -> None:
        """Take a position: who voices it attends the event at which it was voiced."""
        event = self._events.get(position.occasion or "")
        span = position.evidence[0]
        if event is None or event.status != "held" or event.key not in self._places:
            return
        if self._occasions.is_beside(event.key, span):
            return
        person = self._people.get(position.speaker or position.holder)
        if person is not None:
            if self._may_speak(person, event):
                self._enter(event.key, person.key, "speaker", span)
            return
        agent = self._agents.get(span.begin)
        for side in self._sides_of(agent, event) if agent else (position.holder,):
            is_party = side in (*event.parties, _ASEAN_MEMBERS)
            if is_party and self._may_stand_in(side, event, "speaks"):
                self._standing_in.append((event, side, span))
            elif agent and agent.kind == "parties" and self._may_be_parties(agent, event):
                self._standing_in.append((event, parties_of(event, span).key, span))

    def close(self) -> None:
        """Let sides attend for which no person does, and strike off what the roll says twice."""
        for event in self._events.values():
            self._call(event, self._absent.leaders(event, self._sides_of_persons(event)))
        for event, side, span in self._standing_in:
            if side not in self._sides_of_persons(event):
                self._enter(event.key, side, "participant", span)
        for event in self._events.values():
            here = {*self._present(event), *self._sides_of_persons(event)}
            self._call(event, self._absent.named(event, here))
            self._call_members(event)
            self._strike_sides(event)
            self._strike_collectives(event)
            self._settle_roles(event)

    def _call(self, event: Event, people: Iterable[Person]) -> None:
        for person in people:
            self._enter(event.key, person.key, "participant", event.evidence[0])

    def _call_members(self, event: Event) -> None:
        """Let the states of ASEAN attend its meeting that the article is about, if it is held."""
        is_told = {_ASEAN, parties_of(event, Span(0, 0)).key} & set(self._present(event))
        is_reported = event.key == self._main and event.status == "held"
        is_reported = is_reported and not self._occasions.is_only_setting(event.key)
        if is_reported and _ASEAN in event.parties and not is_told:
            self._enter(event.key, _ASEAN_MEMBERS, "participant", event.evidence[0])

    def _strike_sides(self, event: Event) -> None:
        """Strike off a state that meets another, where somebody named attends for it."""
        if _is_of_two_states(event):
            for side in self._sides_of_persons(event) & set(event.parties):
                self.entries.pop((event.key, side or ""), None)

    def _strike_collectives(self, event: Event) -> None:
        """Strike off the parties, or an organisation, where its members are named."""
        present = self._present(event)
        sides = {*present, *self._sides_of_persons(event)} & {*event.parties, _ASEAN_MEMBERS}
        parties = parties_of(event, Span(0, 0)).key
        is_told_twice = len(event.parties) == _TWO and len(present) > 1
        if len(sides) >= _TWO or _ASEAN_MEMBERS in present or is_told_twice:
            self.entries.pop((event.key, parties), None)
        if _ASEAN_MEMBERS in present:
            self.entries.pop((event.key, _ASEAN), None)

    def _sides_of_persons(self, event: Event) -> set[str | None]:
        return {self._people[key].side for key in self._present(event) if key in self._people}

    def _settle_roles(self, event: Event) -> None:
        """Let those who meet be participants, and heads of delegations be such by their office."""
        for key in self._present(event):
            roles, _ = self.entries[event.key, key]
            person = self._people.get(key)
            if (event.key, key) in self._meeting:
                roles.discard("speaker")
            elif person and any(office.post == _HEAD for office in person.offices):
                roles.add(_HEAD)

    def _present(self, event: Event) -> list[str]:
        return [attendee for key, attendee in self.entries if key == event.key]

    def _may_attend(self, person: Person, event: Event, participation: Participation) -> bool:
        """Whether somebody attends by what is told.

        At a meeting of two states no guest of a third attends, and a caption shows those who meet.
        """
        if participation.told == "speaks":
            return self._may_speak(person, event, is_told=True)
        if participation.told == "meets" or not _is_of_two_states(event):
            return True
        is_third = person.side is not None and person.side not in event.parties
        if is_third and participation.role == "participant":
            return False
        return participation.told != "shown" or self._may_meet(person, event)

    def _may_meet(self, person: Person, event: Event) -> bool:
        """Whether the words of an event do not say that others of a person's side meet at it."""
        meeting = {
            key
            for event_key, key in self._meeting
            if event_key == event.key
            if key in self._people and self._people[key].side == person.side
        }
        return not meeting or person.key in meeting

    def _may_speak(self, person: Person, event: Event, *, is_told: bool = False) -> bool:
        """Whether somebody attends an event by what is told of him there.

        Not at a visit, where people meet on many occasions; not a spokesperson, nobody of a third
        side, nobody of a lower rank at an event of leaders and no leader at talks of others, and at
        a bilateral event nobody else than the persons who meet.
        """
        is_low = self._absent.is_of_leaders(event) and self._ranks.is_below_leaders(person)
        is_high = not is_told and _is_below_leaders(event) and self._ranks.leads(person)
        if is_low or is_high or self._ranks.speaks_for_others(person):
            return False
        if not event.is_meeting:
            return True
        if event.kind == _VISIT or event.status != "held":
            return False
        is_guest = is_told and person.side is not None and _is_of_forum(event)
        if not is_guest and not self._is_side(person.side, event):
            return False
        return self._may_meet(person, event)

    def _is_side(self, side: str | None, event: Event) -> bool:
        """Whether an actor is a side of an event, or a member of one, as far as these are known."""
        if side is None or not event.parties:
            return False
        if side in event.parties or side == _ASEAN_MEMBERS:
            return True
        groups = [self._entities.get(party) for party in event.parties]
        return any(
            group is not None
            and group.kind == "Organization"
            and (not group.members or side in group.members)
            for group in groups
        )

    def _may_stand_in(self, side: str, event: Event, told: str) -> bool:
        """Whether a side without a person attends by what is told.

        By what it says only at an event of more than two states; an organisation is not a guest at
        its own meeting.
        """
        may_say = told == "meets" or (_is_of_forum(event) and self._is_side(side, event))
        return may_say and (side,) != event.parties

    def _side(self, agent: Agent, event: Event) -> str | None:
        """Return the actor of an agent at an event.

        Ministers of ASEAN are its members; other members of the one side are its parties.
        """
        is_plural = self._words.ending("officials", agent.start) is not None or any(
            self._words.beginning(name, agent.start) is not None
            for name in ("several", "officials")
        )
        if agent.actor in (_ASEAN, _ASEAN_MEMBERS):
            return _ASEAN_MEMBERS if is_plural else agent.actor
        is_collective = agent.actor is not None and agent.actor.startswith("collective/")
        if is_collective and len(event.parties) == 1:
            return parties_of(event, Span(0, 0)).key
        return agent.actor

    def _sides_of(self, agent: Agent, event: Event) -> tuple[str, ...]:
        """Return the sides that an agent names: several of a coordination."""
        if agent.kind == "parties":
            return (parties_of(event, Span(0, 0)).key,)
        return tuple(key for key in (*agent.members, self._side(agent, event)) if key)

    def _may_be_parties(self, agent: Agent, event: Event) -> bool:
        """Whether "các nước" and the like are those at an event, and not the event or its paper.

        "Hai bên" (both sides) are at none of more sides, nobody but persons on a visit, and "các
        bên liên quan" (those concerned) anywhere.
        """
        is_paper = self._words.beginning("document", agent.start) is not None
        is_open = any(
            self._words.ending("concerned", end) is not None
            for end in range(agent.start + 1, agent.end + 2)
        )
        if is_paper or is_open or event.kind == _VISIT:
            return False
        begin, last = self._doc[agent.start].idx, self._doc[agent.end - 1]
        span = Span(begin, last.idx + len(last))
        is_event = any(span.overlap(mention.span) for mention in self._doc._.event_mentions)
        are_two = self._words.beginning("two", agent.start) is not None
        return event.status == "held" and not is_event and are_two == (len(event.parties) == _TWO)

    def _add(self, event: Event, attendee: str, participation: Participation) -> None:
        self._enter(event.key, attendee, participation.role, participation.span)

    def _enter(self, event: str, attendee: str, role: str, span: Span) -> None:
        roles, spans = self.entries.setdefault((event, attendee), (set(), []))
        roles.add(role)
        spans.append(span)


def _is_of_two_states(event: Event) -> bool:
    return len(event.parties) == _TWO and all(side.startswith("state/") for side in event.parties)


def _is_of_forum(event: Event) -> bool:
    return any(not side.startswith("state/") for side in event.parties)


def _is_below_leaders(event: Event) -> bool:
    """Whether ministers or officials of two states meet."""
    return _is_of_two_states(event) and event.level in _BELOW_LEADERS
