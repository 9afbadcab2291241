"""What a sentence says of an event that it mentions: date, place, mode, status.

A fact counts where it stands near the mention in its sentence: behind it as far as the next event,
or opening the sentence ("Ngày 12/3, tại Hà Nội, …"). Names that "và" joins share what stands behind
the last of them. Nothing is taken from elsewhere, and nothing is assumed. Called by
``event_linking.py``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.annotations import DateMention
from diplograph.extract.wordings import Wordings
from diplograph.ontology.lexicon import Entity, Lexicon

__all__ = ["EventFacts", "FactReader"]

#: How far behind a mention its date and place may stand, in tokens.
_REACH = 25
#: A year alone dates an event only right behind its name, in tokens.
_YEAR_REACH = 3
#: How near a mention a word of its status stands, before and behind, in tokens.
_STATUS_BEFORE, _STATUS_BEHIND = 5, 4
#: How far behind "tại" its place may stand, and how long its name is, in tokens.
_PLACE_REACH, _PLACE_LENGTH = 3, 4
_COORDINATORS = frozenset({",", "và", "cùng", "với", "các"})
_PAUSES = frozenset(",.;()/-")


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What a sentence says of one mention of an event."""

    date: DateMention | None = None
    place: Entity | None = None
    #: A city, a state or a venue is named as where they meet.
    is_located: bool = False
    mode: str | None = None
    status: str | None = None


class FactReader:
    """Reads facts around mentions of events in one doc."""

    def __init__(
        self,
        doc: Doc,
        lexicon: Lexicon,
        wordings: Wordings,
        mentions: Iterable[tuple[int, int]],
    ) -> None:
        """Take the doc, where words about events stand in it, and where events are mentioned."""
        self._doc = doc
        self._wordings = wordings
        self._mentions = sorted(set(mentions))
        self._sentences: dict[int, SpacySpan] = {t.i: s for s in doc.sents for t in s}
        self._places = {
            name: entity for entity in lexicon.of_kind("Place") for name in entity.names
        }
        self._actor_starts = {mention.span.begin for mention in doc._.actors}
        self._dates = _dates(doc)
        self._in_person = {
            token.i
            for mention in doc._.person_mentions
            for token in doc.char_span(mention.span.begin, mention.span.end, "expand") or ()
        }

    def read(self, start: int, end: int, *, is_visit: bool = False) -> EventFacts:
        """Return what is said of an event.

        Args:
            start: First token of its mention.
            end: The token behind it.
            is_visit: It lasts longer than what else happens in its sentence, whose date is not its.
        """
        behind = self._behind(start, end)
        first = self._opening(start)
        opening = range(self._sentences[start].start, first)
        if is_visit and first < start:
            opening = range(0)
        places = [*self._located(behind), *self._located(opening)]
        return EventFacts(
            date=self._date_behind(behind, end) or self._date_before(opening, start),
            place=next((self._places[name] for name in places if name in self._places), None),
            is_located=bool(places),
            mode=self._mode(start),
            status=self._status(start, end),
        )

    def has_ambassadors(self, end: int) -> bool:
        """Whether the sentence goes on to name ambassadors as taking part: "bao gồm các đại sứ"."""
        last = min(self._sentences[end - 1].end, end + _REACH)
        return any(end <= a < last for a, _ in self._wordings.phrases("ambassadors"))

    def is_wished(self, index: int) -> bool:
        """Whether somebody is asked to do what follows: "mời [Tổng thống Nga thăm Mỹ]"."""
        return self._wordings.ending("wishes", index) is not None

    def _behind(self, start: int, end: int) -> range:
        """Return the tokens of a mention and of what is said behind it.

        That reaches to the next event, or to another clause; what follows "được tổ chức" (is held)
        belongs to it however long its topic is.
        """
        last, following = self._coordinated(end)
        sentence = self._sentences[start]
        limit = min(last + _REACH, sentence.end, following)
        held = [b for a, b in self._wordings.phrases("takes-place") if last <= a < following]
        if held and held[0] < sentence.end:
            limit = min(held[0] + _REACH, sentence.end, following)
            last = held[0]
        breaks = [a for a, _ in self._wordings.phrases("clause-break") if last <= a < limit]
        return range(start, min([limit, *breaks]))

    def _coordinated(self, end: int) -> tuple[int, int]:
        """Return where the events end that a mention is joined to, and the next one begins."""
        last = end
        for first, following in self._mentions:
            if first < last:
                continue
            between = [t.lower_ for t in self._doc[last:first] if not t.is_space]
            if not between or any(word not in _COORDINATORS for word in between):
                return last, first
            last = following
        return last, len(self._doc)

    def _opening(self, start: int) -> int:
        """Return the token before which facts are those of every event of the sentence.

        Those right before "đã diễn ra Hội nghị …" (there took place …) are its own.
        """
        sentence = self._sentences[start]
        opener = self._wordings.ending("plural", start) or start
        if self._wordings.ending("takes-place", opener) is not None:
            return start
        return next((s for s, _ in self._mentions if sentence.start <= s <= start), start)

    def _date_behind(self, tokens: range, end: int) -> DateMention | None:
        for index in tokens:
            mention = self._dates.get(index)
            if mention is None or self._is_since(index, mention):
                continue
            year_alone = mention.date.month is None
            if not year_alone or index < end + _YEAR_REACH:
                return mention
        return None

    def _date_before(self, tokens: range, start: int) -> DateMention | None:
        """Return the last date before a mention, unless it says when somebody spoke of it."""
        for index in reversed(tokens):
            mention = self._dates.get(index)
            if mention is None or mention.date.month is None or self._is_since(index, mention):
                continue
            spoken = any(index < a < start for a, _ in self._wordings.phrases("reports"))
            return None if spoken else mention
        return None

    def _is_since(self, index: int, mention: DateMention) -> bool:
        """Whether a date is where a time begins that lasts: "từ tháng 3/1947"."""
        return mention.end is None and self._wordings.ending("since", index) is not None

    def _located(self, tokens: range) -> Iterator[str]:
        """Yield the names of places behind "tại" or "ở"; an unknown venue has none."""
        for index in tokens:
            if index in self._in_person or self._wordings.beginning("at", index) is None:
                continue
            if self._wordings.ending("not-there", index) is not None:
                continue
            first = self._wordings.beginning("at", index) or index
            limit = min(first + _PLACE_REACH + _PLACE_LENGTH, self._sentences[index].end)
            found = self._place_name(first, limit)
            if found is not None:
                yield found

    def _place_name(self, first: int, limit: int) -> str | None:
        """Return the name of the place at a token, behind nouns such as "thủ đô"."""
        opened = False
        while (noun := self._wordings.beginning("place-noun", first)) is not None:
            first, opened = noun, True
        for last in range(min(first + _PLACE_LENGTH, limit), first, -1):
            if self._doc[first:last].text in self._places:
                return self._doc[first:last].text
        if first < limit and self._doc[first].idx in self._actor_starts:
            return self._doc[first].text
        capital = next((i for i in range(first, limit) if self._doc[i].text[0].isupper()), None)
        if capital is None or (capital > first and not opened):
            return None
        return self._doc[capital].text if opened or self._is_unknown_place(capital) else None

    def _is_unknown_place(self, index: int) -> bool:
        """Whether a name that nothing else is known of stands where a place does: "tại Hồ Nam,"."""
        if self._doc[index].text.isupper() or self._is_mentioned(index):
            return False
        while index < len(self._doc) and self._doc[index].is_title:
            index += 1
        return index < len(self._doc) and (
            self._doc[index].text in _PAUSES
            or self._doc[index].is_space
            or index in self._dates
            or self._wordings.beginning("takes-place", index) is not None
        )

    def _is_mentioned(self, index: int) -> bool:
        named = any(start <= index < end for start, end in self._mentions)
        return named or self._wordings.beginning("no-place", index) is not None

    def _mode(self, start: int) -> str | None:
        """Return online, in-person or hybrid where the sentence says so."""
        sentence = self._sentences[start]
        for name in ("hybrid", "online", "in-person"):
            for first, last in self._wordings.phrases(name):
                if sentence.start <= first and last <= sentence.end:
                    return name
        return None

    def _status(self, start: int, end: int) -> str | None:
        """Return held, planned or cancelled where a word near the mention says so."""
        if self._wordings.ending("wishes", start) is not None:
            return "planned"
        sentence = self._sentences[start]
        first = max(sentence.start, start - _STATUS_BEFORE)
        last = min(sentence.end, end + _STATUS_BEHIND)
        if any(first <= a and b <= start for a, b in self._wordings.phrases("prepares")):
            return "planned"
        for name in ("cancelled", "planned", "held"):
            if any(first <= a < last and b > first for a, b in self._wordings.phrases(name)):
                return name
        return None


def _dates(doc: Doc) -> dict[int, DateMention]:
    """Return the dates of a doc by the token that they begin at."""
    found = {}
    for mention in doc._.dates:
        tokens = doc.char_span(mention.span.begin, mention.span.end, alignment_mode="expand")
        if tokens is not None:
            found[tokens.start] = mention
    return found
