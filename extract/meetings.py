"""Events: meetings, press conferences, speeches, each once with what the article says of it.

Reads names (``event_names.py``) and verbs (``event_verbs.py``) of events, joins mentions of one
event (``event_linking.py``), and writes ``doc._.events``, ``doc._.event_mentions``,
``doc._.new_series``. An event that is only alluded to, without sides or identity, is none.
"""

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.agents import agents, single_agents
from diplograph.extract.clauses import ClauseReader
from diplograph.extract.event_facts import FactReader
from diplograph.extract.event_kinds import is_without_sides
from diplograph.extract.event_levels import LevelReader
from diplograph.extract.event_linking import Linker
from diplograph.extract.event_name import EventName
from diplograph.extract.event_names import EventNameFinder
from diplograph.extract.event_parties import PartyReader
from diplograph.extract.event_series import SeriesFinder
from diplograph.extract.event_sides import SideFinder
from diplograph.extract.event_staging import Staging
from diplograph.extract.event_verbs import EventVerb, event_verbs
from diplograph.extract.event_writing import EventWriter
from diplograph.extract.wordings import WordingFinder
from diplograph.ontology.lexicon import Lexicon

__all__ = ["EventFinder", "make_event_finder"]


class EventFinder:
    """Finds the events of docs."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        """Build the matchers from the lexicon."""
        self._names = EventNameFinder(nlp, lexicon)
        self._wordings = WordingFinder(nlp, lexicon)
        self._event_wordings = WordingFinder(
            nlp, lexicon, "event-wording", "mode", "status", "level"
        )
        self._series = SeriesFinder(lexicon)
        self._lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Write the events on a doc."""
        wordings = self._wordings.find(doc)
        about_events = self._event_wordings.find(doc)
        names = self._names.names(doc)
        actors = agents(doc, wordings)
        reader = ClauseReader(doc, wordings, actors, ())
        sides = SideFinder(doc, reader, actors, single_agents(doc, wordings), about_events, names)
        verbs = list(event_verbs(about_events, sides))
        told = {verb.start for verb in verbs}
        spoken = {name.start for name in names if is_without_sides(name.kind)}
        mentions: list[EventName | EventVerb] = [
            *(name for name in names if name.start in spoken or name.start not in told),
            *(verb for verb in verbs if verb.start not in spoken),
        ]
        mentions.sort(key=lambda mention: mention.start)
        parties = PartyReader(self._lexicon, sides, self._series, names)
        mentions = [m for m in mentions if isinstance(m, EventVerb) or parties.is_event(m)]
        facts = FactReader(doc, self._lexicon, about_events, [(m.start, m.end) for m in mentions])
        writer = EventWriter(doc, self._series, LevelReader(doc, self._lexicon, about_events))
        linker = Linker(
            doc, facts, sides, parties, self._series, writer, Staging(doc, about_events)
        )
        for mention in mentions:
            if isinstance(mention, EventName):
                linker.take_name(mention)
            else:
                linker.take_verb(mention)
        linker.join_equal()
        linker.join_parts()
        doc._.events = writer.events(linker.drafts)
        doc._.new_series = writer.new_series(linker.drafts)
        doc._.event_mentions = tuple(linker.mentions())
        return doc


@Language.factory("meetings")
def make_event_finder(nlp: Language, name: str) -> EventFinder:
    """Create the component from the lexicon."""
    return EventFinder(nlp, Lexicon.load())
