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
_AT = frozenset({"tại", "ở"})
_RANKS = ("leaders", "ministerial", "deputy-ministerial", "senior-officials", "working-group")


class FactReader:
    """Reads facts around mentions of events in one doc."""

    def __init__(
        self, doc: Doc, lexicon: Lexicon, wordings: Wordings, starts: Iterable[int]
    ) -> None:
        """Take the doc, where words about events stand in it, and where events are named."""
        self._doc = doc
        self._lexicon = lexicon
        self._wordings = wordings
        self._starts = sorted(starts)
        self._sentences: dict[int, SpacySpan] = {t.i: s for s in doc.sents for t in s}
        self._places = {
            name: entity for entity in lexicon.of_kind("Place") for name in entity.names
        }

    def date(self, start: int, end: int) -> DateMention | None:
        """Return the date of the mention from token ``start`` to ``end``.

        It stands behind it, before any other event, else before every event of the sentence.
        """
        begin, limit = self._doc[start].idx, self._limit(start, end)
        last = self._doc[limit - 1]
        mentions: tuple[DateMention, ...] = self._doc._.dates
        behind = [m for m in mentions if begin <= m.span.begin < last.idx + len(last)]
        if behind:
            return behind[0]
        opening = self._sentences[start].start_char, self._doc[self._opening(start)].idx
        before = [m for m in mentions if opening[0] <= m.span.begin < opening[1]]
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
        """Return the place behind "tại" or "ở": behind the mention, else opening its sentence."""
        opening = range(self._sentences[start].start, self._opening(start))
        for indices in (range(start, self._limit(start, end)), opening):
            for index in indices:
                if self._doc[index].lower_ in _AT and (found := self._place_at(index + 1)):
                    return found
        return None

    def _place_at(self, index: int) -> Entity | None:
        limit = min(index + 7, self._sentences[index - 1].end)
        for first in range(index, min(index + 3, limit)):
            for last in range(min(first + 4, limit), first, -1):
                place = self._places.get(self._doc[first:last].text)
                if place is not None:
                    return place
        return None

    def _limit(self, start: int, end: int) -> int:
        """Return the token before which facts behind a mention are its own."""
        following = next((s for s in self._starts if s >= end), len(self._doc))
        return min(end + _REACH, self._sentences[start].end, max(following, end))

    def _opening(self, start: int) -> int:
        """Return the token before which facts are those of every event of the sentence."""
        sentence = self._sentences[start]
        return next((s for s in self._starts if sentence.start <= s <= start), start)

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
