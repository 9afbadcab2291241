"""What a sentence says of an event that it mentions: date, place, mode, status; ranks of persons.

Called by ``event_linking.py``. A fact counts where it stands near the mention in its sentence;
nothing is taken from elsewhere, and nothing is assumed.
"""

from collections.abc import Iterable

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.annotations import DateMention, PersonMention
from diplograph.extract.wordings import Wordings
from diplograph.ontology.lexicon import Entity, Lexicon

__all__ = ["FactReader"]

#: How far behind a mention its date and place may stand, in tokens.
_REACH = 25
#: How near a mention a word of its status stands, before and behind, in tokens.
_STATUS_BEFORE, _STATUS_BEHIND = 5, 3
_RANKS = ("leaders", "ministerial", "deputy-ministerial", "senior-officials", "working-group")


class FactReader:
    """Reads facts around mentions of events in one doc."""

    def __init__(self, doc: Doc, lexicon: Lexicon, wordings: Wordings) -> None:
        """Take the doc, and where words about events stand in it."""
        self._doc = doc
        self._lexicon = lexicon
        self._wordings = wordings
        self._sentences: dict[int, SpacySpan] = {t.i: s for s in doc.sents for t in s}
        self._places = {
            name: entity for entity in lexicon.of_kind("Place") for name in entity.names
        }

    def date(self, start: int, end: int) -> DateMention | None:
        """Return the date of the mention from token ``start`` to ``end``: the nearest one.

        A date behind it goes before one that opens the sentence.
        """
        sentence = self._sentences[start]
        last = self._doc[min(end + _REACH, sentence.end) - 1]
        limit, begin = last.idx + len(last), self._doc[start].idx
        mentions: tuple[DateMention, ...] = doc_dates(self._doc)
        behind = [m for m in mentions if begin <= m.span.begin < limit]
        if behind:
            return behind[0]
        before = [m for m in mentions if sentence.start_char <= m.span.begin < begin]
        return before[-1] if before else None

    def mode(self, start: int, end: int) -> str | None:
        """Return online, in-person or hybrid where the sentence says so."""
        sentence = self._sentences[start]
        for name in ("hybrid", "online", "in-person"):
            for first, last in self._wordings.phrases(name):
                if sentence.start <= first and last <= sentence.end:
                    return name
        return None

    def place(self, start: int, end: int) -> Entity | None:
        """Return the place behind "tại" or "ở" in or behind the mention."""
        sentence = self._sentences[start]
        limit = min(end + _REACH, sentence.end)
        for index in range(start, limit):
            if self._doc[index].lower_ not in ("tại", "ở"):
                continue
            for first in range(index + 1, min(index + 4, limit)):
                for last in range(min(first + 4, limit), first, -1):
                    place = self._places.get(self._doc[first:last].text)
                    if place is not None:
                        return place
        return None

    def status(self, start: int, end: int) -> str | None:
        """Return held, planned or cancelled where a word near the mention says so."""
        sentence = self._sentences[start]
        first = max(sentence.start, start - _STATUS_BEFORE)
        last = min(sentence.end, end + _STATUS_BEHIND)
        for name in ("cancelled", "planned", "held"):
            if any(first <= a < last and b > first for a, b in self._wordings.phrases(name)):
                return name
        return None

    def speaker(self, start: int) -> PersonMention | None:
        """Return the person who speaks in the sentence: the first that it names."""
        sentence = self._sentences[start]
        mentions: tuple[PersonMention, ...] = self._doc._.person_mentions
        return next(
            (m for m in mentions if sentence.start_char <= m.span.begin < sentence.end_char), None
        )

    def has_ambassadors(self, end: int) -> bool:
        """Whether the sentence goes on to name ambassadors as taking part: "bao gồm các đại sứ"."""
        last = min(self._sentences[end - 1].end, end + _REACH)
        return any(end <= a < last for a, _ in self._wordings.phrases("ambassadors"))

    def level(self, levels: Iterable[str], persons: Iterable[PersonMention]) -> str | None:
        """Return the level that a name states, else that of the persons' posts.

        Ambassadors make a meeting one of ambassadors; else the highest rank counts.
        """
        stated = list(levels)
        if "ambassadors" in stated or not stated:
            ranks = stated + [r for p in persons for r in self._ranks_of(p)]
        else:
            ranks = stated
        if "ambassadors" in ranks:
            return "ambassadors"
        return next((rank for rank in _RANKS if rank in ranks), ranks[0] if ranks else None)

    def _ranks_of(self, mention: PersonMention) -> list[str]:
        posts = self._lexicon.schemes["post"]
        ranks = []
        for person in self._doc._.people:
            if person.key == mention.person:
                for office in person.offices:
                    concept = posts.get(office.post)
                    if concept is not None and concept.level:
                        ranks.append(concept.level)
        return ranks


def doc_dates(doc: Doc) -> tuple[DateMention, ...]:
    """Return the dates of a doc, typed."""
    found: tuple[DateMention, ...] = doc._.dates
    return found
