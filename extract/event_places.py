"""Where an event is held: "tại thủ đô Bangkok", "ở Hồ Nam (Trung Quốc)", "tại trụ sở Bộ".

Cities and states are those of the authority files; another name counts where a noun of a place
stands before it, or nothing but a pause, a date or "diễn ra" (takes place) behind. Called by
``event_facts.py``.
"""

from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Doc

from diplograph.extract.annotations import DateMention
from diplograph.extract.wordings import Wordings
from diplograph.ontology.lexicon import Entity, Lexicon

__all__ = ["PlaceReader"]

#: How far behind "tại" its place may stand, and how long its name is, in tokens.
_REACH, _LONGEST = 3, 4
_PAUSES = frozenset(",.;()/-")


class PlaceReader:
    """Reads the places of one doc."""

    def __init__(
        self,
        doc: Doc,
        lexicon: Lexicon,
        wordings: Wordings,
        dates: Mapping[int, DateMention],
        events: Iterable[tuple[int, int]],
    ) -> None:
        """Take the doc, where words about events and dates stand in it, and events are named."""
        self._doc = doc
        self._wordings = wordings
        self._dates = dates
        self._known = {name: place for place in lexicon.of_kind("Place") for name in place.names}
        self._states = {
            doc.text[m.span.begin : m.span.end]: m.key
            for m in doc._.actors
            if m.key.startswith("state/")
        }
        self._actor_starts = {mention.span.begin for mention in doc._.actors}
        self._in_event = {index for start, end in events for index in range(start, end)}
        self._in_person = {
            token.i
            for mention in doc._.person_mentions
            for token in doc.char_span(mention.span.begin, mention.span.end, "expand") or ()
        }

    def names(self, tokens: Iterable[int]) -> Iterator[str]:
        """Yield the names of places behind "tại" or "ở" among some tokens."""
        for index in tokens:
            first = self._wordings.beginning("at", index)
            if first is None or index in self._in_person:
                continue
            if self._wordings.ending("not-there", index) is not None:
                continue
            name = self._name(first, min(first + _REACH + _LONGEST, self._doc[index].sent.end))
            if name is not None:
                yield name

    def state(self, name: str) -> str | None:
        """Return the key of the state that a name means, or that its place lies in."""
        place = self._known.get(name)
        return place.within if place is not None else self._states.get(name)

    def place(self, name: str) -> Entity | None:
        """Return the place of the authority files that has a name."""
        return self._known.get(name)

    def _name(self, first: int, limit: int) -> str | None:
        """Return the name of the place at a token, behind nouns such as "thủ đô"."""
        opened = False
        while (noun := self._wordings.beginning("place-noun", first)) is not None:
            first, opened = noun, True
        for last in range(min(first + _LONGEST, limit), first, -1):
            if self._doc[first:last].text in self._known:
                return self._doc[first:last].text
        if first < limit and self._doc[first].idx in self._actor_starts:
            return self._doc[first].text
        capital = next((i for i in range(first, limit) if self._doc[i].text[0].isupper()), None)
        if capital is None and opened:
            return self._doc[first - 1].text
        if capital is None or (capital > first and not opened):
            return None
        return self._doc[capital].text if opened or self._is_unknown_place(capital) else None

    def _is_unknown_place(self, index: int) -> bool:
        """Whether a name that nothing else is known of stands where a place does: "tại Hồ Nam,"."""
        is_other = (
            index in self._in_event or self._wordings.beginning("no-place", index) is not None
        )
        following = self._doc[index + 1] if index + 1 < len(self._doc) else None
        is_title = self._doc[index].text.isupper() and following is not None and following.is_title
        if is_other or (self._doc[index].text.isupper() and not is_title):
            return False
        while index < len(self._doc) and self._doc[index].text[0].isupper():
            index += 1
        return index < len(self._doc) and (
            self._doc[index].text in _PAUSES
            or self._doc[index].is_space
            or index in self._dates
            or self._wordings.beginning("takes-place", index) is not None
        )
