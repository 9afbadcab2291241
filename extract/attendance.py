"""Who takes part in which event, in which roles, for whom, holding which office.

Words that say so come first (``meeting_rules.py``, ``attendance_rules.py``), then who speaks:
whoever takes a stand at a meeting attends it, if it is held and theirs is one of its sides. A side
attends itself where the text names no person of it (``roll.py``). Writes ``doc._.attendances``,
``doc._.tenures``, ``doc._.collectives``, and the levels of events that follow; runs last.
"""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.agents import agents, single_agents
from diplograph.extract.annotations import Person
from diplograph.extract.attendance_rules import RuleReader
from diplograph.extract.clauses import ClauseReader
from diplograph.extract.collectives import parties_of
from diplograph.extract.cues import CueFinder
from diplograph.extract.event_levels import with_levels
from diplograph.extract.meeting_rules import MeetingReader
from diplograph.extract.occasions import OccasionFinder
from diplograph.extract.participants import ParticipantFinder
from diplograph.extract.roll import Roll
from diplograph.extract.wordings import WordingFinder
from diplograph.ontology.iris import attendance_key, tenure_key
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Attendance, Event, Tenure

__all__ = ["AttendanceFinder", "make_attendance_finder"]

_CONFIDENCE = 0.85
_ROLES = ("chair", "co-chair", "host", "coordinator", "head-of-delegation", "speaker")


class AttendanceFinder:
    """Finds the attendances of docs."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        """Build the matchers from the lexicon."""
        self._lexicon = lexicon
        self._wordings = WordingFinder(nlp, lexicon)
        self._words = WordingFinder(nlp, lexicon, "attendance-wording", "role")
        self._cues = CueFinder(nlp, lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Write the attendances on a doc."""
        wordings, words = self._wordings.find(doc), self._words.find(doc)
        cues = self._cues.find(doc, wordings)
        joined = agents(doc, wordings)
        people = ParticipantFinder(
            doc,
            words,
            ClauseReader(doc, wordings, joined, cues),
            single_agents(doc, wordings),
            joined,
            cues,
        )
        occasions = OccasionFinder(doc, words)
        roll = Roll(doc, self._lexicon, words, occasions, joined)
        for reader in (MeetingReader, RuleReader):
            for participation in reader(doc, words, people, occasions).participations():
                roll.take(participation)
        for position in doc._.positions:
            roll.take_position(position)
        roll.close()
        _write(doc, roll)
        doc._.events = with_levels(doc, self._lexicon)
        return doc


def _write(doc: Doc, roll: Roll) -> None:
    """Write attendances, tenures and collectives on a doc."""
    events: dict[str, Event] = {event.key: event for event in doc._.events}
    people: dict[str, Person] = {person.key: person for person in doc._.people}
    collectives, tenures, attendances = {}, {}, []
    for (key, attendee), (roles, spans) in sorted(roll.entries.items()):
        event, person = events[key], people.get(attendee)
        parties = parties_of(event, spans[0])
        if parties.key == attendee:
            collectives[attendee] = parties
        tenure = _tenure(person, event, doc._.article) if person else None
        if tenure is not None:
            tenures[tenure.key] = tenure
        attendances.append(
            Attendance(
                key=attendance_key(key, attendee),
                event=key,
                attendee=attendee,
                roles=_ordered(roles),
                evidence=tuple(sorted(set(spans))),
                confidence=_CONFIDENCE,
                represents=person.side if person else None,
                tenure=tenure.key if tenure else None,
            )
        )
    doc._.attendances = tuple(attendances)
    doc._.tenures = tuple(tenures[key] for key in sorted(tenures))
    doc._.collectives = tuple(collectives[key] for key in sorted(collectives))


def _tenure(person: Person, event: Event, article: str) -> Tenure | None:
    """Return the sighting of a person in the first office that the article gives."""
    if not person.offices:
        return None
    office = person.offices[0]
    return Tenure(
        key=tenure_key(person.key, office.text, event.date, article),
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
