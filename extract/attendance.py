"""Who takes part in which event, in which roles, for whom, holding which office.

Reads sentences that mention an event (``attendance_rules.py``) and the positions voiced at it: who
speaks at a meeting attends it. A side for which no person attends attends itself. Writes
``doc._.attendances``, ``doc._.tenures``, ``doc._.collectives``; runs last.
"""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.agents import single_agents
from diplograph.extract.annotations import Person
from diplograph.extract.attendance_rules import Participation, RuleReader
from diplograph.extract.collectives import parties_of
from diplograph.extract.wordings import WordingFinder
from diplograph.ontology.iris import attendance_key, tenure_key
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Attendance, Event, Position, Span, Tenure

__all__ = ["AttendanceFinder", "make_attendance_finder"]

_CONFIDENCE = 0.85
_ASEAN, _ASEAN_MEMBERS = "organization/asean", "collective/asean-member-states"
_ROLES = ("chair", "co-chair", "host", "coordinator", "head-of-delegation", "speaker")


class AttendanceFinder:
    """Finds the attendances of docs."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        """Build the matchers from the lexicon."""
        self._wordings = WordingFinder(nlp, lexicon)
        self._about_events = WordingFinder(nlp, lexicon, "event-wording", "role")

    def __call__(self, doc: Doc) -> Doc:
        """Write the attendances on a doc."""
        wordings = self._wordings.find(doc)
        about_events = self._about_events.find(doc)
        rules = RuleReader(doc, wordings, about_events, single_agents(doc, wordings))
        writer = _Writer(doc)
        for participation in rules.participations():
            writer.take(participation)
        for position in doc._.positions:
            writer.take_position(position)
        writer.write()
        return doc


class _Writer:
    """Collects the participations of one doc."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._events: dict[str, Event] = {event.key: event for event in doc._.events}
        self._people: dict[str, Person] = {person.key: person for person in doc._.people}
        self._found: dict[tuple[str, str], tuple[set[str], list[Span]]] = {}
        self._speaking: list[Position] = []

    def take(self, participation: Participation) -> None:
        """Take what a rule found."""
        agent = participation.agent
        attendee = agent.speaker or agent.actor
        event = self._events.get(participation.event)
        if agent.kind == "parties" and event is not None:
            attendee = parties_of(event, participation.span).key
        if event is not None and attendee is not None:
            self._add(event.key, attendee, participation.role, participation.span)

    def take_position(self, position: Position) -> None:
        """Take a position: its speaker attends the event at which it was voiced."""
        event = self._events.get(position.occasion or "")
        if event is None or event.status != "held":
            return
        if position.speaker is not None:
            self._add(event.key, position.speaker, "speaker", position.evidence[0])
        else:
            self._speaking.append(position)

    def write(self) -> None:
        """Write attendances, tenures and collectives on the doc."""
        self._let_sides_attend()
        parties = {
            actor.key: actor
            for (key, attendee), (_, spans) in self._found.items()
            if (actor := parties_of(self._events[key], spans[0])).key == attendee
        }
        self._doc._.collectives = tuple(parties[key] for key in sorted(parties))
        tenures: dict[str, Tenure] = {}
        attendances = []
        for (event, attendee), (roles, spans) in sorted(self._found.items()):
            person = self._people.get(attendee)
            tenure = self._tenure(person, self._events[event]) if person else None
            if tenure is not None:
                tenures[tenure.key] = tenure
            attendances.append(
                Attendance(
                    key=attendance_key(event, attendee),
                    event=event,
                    attendee=attendee,
                    roles=_ordered(roles),
                    evidence=tuple(sorted(set(spans))),
                    confidence=_CONFIDENCE,
                    represents=person.side if person else None,
                    tenure=tenure.key if tenure else None,
                )
            )
        self._doc._.attendances = tuple(attendances)
        self._doc._.tenures = tuple(tenures[key] for key in sorted(tenures))

    def _add(self, event: str, attendee: str, role: str, span: Span) -> None:
        roles, spans = self._found.setdefault((event, attendee), (set(), []))
        roles.add(role)
        spans.append(span)

    def _let_sides_attend(self) -> None:
        """Let a side that speaks without a person attend, where none of its persons does."""
        for position in self._speaking:
            event = self._events[position.occasion or ""]
            present = {attendee for key, attendee in self._found if key == event.key}
            sides = {self._people[key].side for key in present if key in self._people}
            if position.holder.startswith("state/") and position.holder not in present | sides:
                self._add(event.key, position.holder, "speaker", position.evidence[0])
            own_members = len(event.parties) == 1 or not present
            if position.holder.endswith("_parties") and own_members:
                self._add(event.key, position.holder, "participant", position.evidence[0])
        self._drop_redundant()

    def _drop_redundant(self) -> None:
        """Drop the parties, or an organisation, where its members are named as attending."""
        for event in self._events.values():
            present = {attendee for key, attendee in self._found if key == event.key}
            sides = {key for key in present if key in event.parties or key == _ASEAN_MEMBERS}
            if len(sides) > 1 or _ASEAN_MEMBERS in present:
                self._found.pop((event.key, parties_of(event, Span(0, 0)).key), None)
            if _ASEAN_MEMBERS in present:
                self._found.pop((event.key, _ASEAN), None)

    def _tenure(self, person: Person, event: Event) -> Tenure | None:
        """Return the sighting of a person in the first office that the article gives."""
        if not person.offices:
            return None
        office = person.offices[0]
        return Tenure(
            key=tenure_key(person.key, office.text, event.date, self._doc._.article),
            person=person.key,
            office=office.text,
            evidence=(office.span,),
            confidence=_CONFIDENCE,
            post=office.post,
            organization=office.organization or person.side,
            attested_on=event.date,
        )


def _ordered(roles: Iterable[str]) -> tuple[str, ...]:
    """Return roles in a fixed order; "participant" only where there is no other."""
    found = set(roles)
    return tuple(role for role in _ROLES if role in found) or ("participant",)


@Language.factory("attendance")
def make_attendance_finder(nlp: Language, name: str) -> AttendanceFinder:
    """Create the component from the lexicon."""
    return AttendanceFinder(nlp, Lexicon.load())
