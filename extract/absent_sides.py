"""Who of an article attends for the sides of an event for which nobody does by its words.

Papers name two leaders and then only their summit, or tell what a minister said "after the talks
with Japan". Called by ``roll.py`` when all words of attendance are read.
"""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc

from diplograph.extract.annotations import Person
from diplograph.extract.occasions import OccasionFinder, tokens_of
from diplograph.extract.ranks import Ranks
from diplograph.ontology.model import Event, Span

__all__ = ["AbsentSides"]

_VISIT = "visit"
#: Kinds of events at which the leaders of two states need not be.
_WITHOUT_LEADERS = frozenset(
    {_VISIT, "ceremony", "signing", "forum", "workshop", "courtesy-call", "reception"}
)
_TWO = 2


class AbsentSides:
    """Finds persons for the sides of the events of one doc."""

    def __init__(self, doc: Doc, ranks: Ranks, occasions: OccasionFinder) -> None:
        """Take what was found in the doc."""
        self._doc = doc
        self._people: tuple[Person, ...] = doc._.people
        self._ranks = ranks
        self._of_leaders = occasions.of_leaders()

    def is_of_leaders(self, event: Event) -> bool:
        """Whether the leaders of its sides meet at an event."""
        return self._ranks.is_of_leaders(event) or event.key in self._of_leaders

    def leaders(self, event: Event, present: Collection[str | None]) -> Iterator[Person]:
        """Yield the leaders of two states who meet, where the article names all that are absent.

        Args:
            event: The event.
            present: Keys of those who attend, and of the sides that they stand for.
        """
        if event.kind in _WITHOUT_LEADERS or len(event.parties) != _TWO:
            return
        if not self.is_of_leaders(event):
            return
        leaders = [
            [person for person in self._people if person.side == side and self._ranks.leads(person)]
            for side in event.parties
            if side not in present
        ]
        if all(len(of_side) == 1 for of_side in leaders):
            yield from (leader for [leader] in leaders)

    def named(self, event: Event, present: Collection[str | None]) -> Iterator[Person]:
        """Yield the one person of an absent side whom a sentence on the event names.

        "A nói sau cuộc hội đàm với Nhật Bản" (A said after the talks with Japan): A met. Of a visit
        it is the visitor. Nobody whose office is of another level.

        Args:
            event: The event.
            present: Keys of those who attend, and of the sides that they stand for.
        """
        if len(event.parties) != _TWO or event.kind in _WITHOUT_LEADERS - {_VISIT}:
            return
        absent = [side for side in event.parties if side not in present]
        if event.kind == _VISIT:
            visited = self._named_by(event)
            absent = [side for side in absent if side not in visited and len(absent) == _TWO]
        sentences = self._sentences(event)
        for side in absent:
            of_side = [
                person
                for person in self._people
                if person.side == side and self._is_named(person, sentences)
            ]
            if len(of_side) == 1 and self._ranks.may_be_at(of_side[0], event):
                yield of_side[0]

    def _named_by(self, event: Event) -> set[str]:
        """Return the actors that the words of an event name: of a visit who is visited."""
        spans = [m.span for m in self._doc._.event_mentions if m.event == event.key]
        return {a.key for a in self._doc._.actors if any(a.span.overlap(span) for span in spans)}

    def _sentences(self, event: Event) -> list[Span]:
        """Return the sentences that mention an event."""
        mentions = (m for m in self._doc._.event_mentions if m.event == event.key)
        found = {tokens_of(self._doc, mention.span).sent for mention in mentions}
        return [Span(sentence.start_char, sentence.end_char) for sentence in found]

    def _is_named(self, person: Person, sentences: Collection[Span]) -> bool:
        """Whether one of these sentences mentions somebody, by name or not."""
        return any(
            sentence.begin <= mention.span.begin < sentence.end
            for mention in self._doc._.person_mentions
            if mention.person == person.key
            for sentence in sentences
        )
