"""What a sentence says of an event that it mentions: date, place, mode, status.

A fact counts where it stands near the mention in its sentence: behind it as far as the next event,
or opening the sentence ("Ngày 12/3, tại Hà Nội, …"). Names that "và" joins share what stands behind
the last of them. Nothing is taken from elsewhere, and nothing is assumed. The status is read by
``event_status.py``. Called by ``event_linking.py``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from diplograph.extract.annotations import DateMention
from diplograph.extract.event_days import FirstDayReader
from diplograph.extract.event_places import PlaceReader
from diplograph.extract.event_status import StatusReader
from diplograph.extract.wordings import Wordings
from diplograph.ontology.lexicon import Entity, Lexicon
from diplograph.ontology.model import PartialDate

__all__ = ["EventFacts", "FactReader"]

#: How far behind a mention its date and place may stand, in tokens.
_REACH = 25
#: A year alone dates an event only right behind its name, in tokens.
_YEAR_REACH = 3
_COORDINATORS = frozenset({",", "và", "cùng", "với", "các"})


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What a sentence says of one mention of an event."""

    date: DateMention | None = None
    place: Entity | None = None
    #: Key of the state in which they meet.
    state: str | None = None
    #: A city, a state or a venue is named as where they meet.
    is_located: bool = False
    mode: str | None = None
    status: str | None = None
    #: The sentence tells one of its days, the first of them being 1, and maybe its date.
    day_number: int | None = None
    told_day: DateMention | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    """Events that "và" joins: tokens ``start`` to ``end``, and where the next event begins."""

    start: int
    end: int
    following: int


class FactReader:
    """Reads facts around mentions of events in one doc.

    Attributes:
        status: Reads whether they are over, lie ahead or are called off.
    """

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
        self._dates = _dates(doc)
        self._places = PlaceReader(doc, lexicon, wordings, self._dates, self._mentions)
        self._days = FirstDayReader(doc, wordings)
        self.status = StatusReader(doc, wordings)

    def read(self, start: int, end: int, *, is_apart: bool = False) -> EventFacts:
        """Return what is said of an event.

        Args:
            start: First token of its mention.
            end: The token behind it.
            is_apart: What opens the sentence is not of this event: it lasts longer than what is
                told, as a visit, or is only spoken about.
        """
        group = self._group(start, end)
        behind = self._behind(start, group)
        is_invited = self.status.is_invited(start)
        opening = range(0) if is_invited else self._opening(start, group, is_apart=is_apart)
        places = [*self._places.names(behind), *self._places.names(opening)]
        date = self._date_behind(behind, end) or self._date_before(opening, start)
        told_day, day_number = date, self._days.number_of_day(start)
        if date is not None:
            limit = self._doc[start].sent.end
            date = self.of_event(self._days.first_day(date, start, end, limit), start)
        known = (place for name in places if (place := self._places.place(name)))
        return EventFacts(
            date=date,
            place=next(known, None),
            state=next((state for name in places if (state := self._places.state(name))), None),
            is_located=bool(places),
            mode=self._mode(start),
            status=self.status.status(
                start, group.end, group.following, is_over=date is not None and date.over
            ),
            day_number=day_number,
            told_day=told_day if day_number else None,
        )

    def is_frame(self, start: int) -> bool:
        """Whether an event is named as what another one is part of: "bên lề [hội nghị G20]"."""
        opener = self._wordings.ending("plural", start) or start
        return self._wordings.ending("frame", opener) is not None

    def _has_part(self, start: int) -> bool:
        """Whether a sentence names another event as part of the one at a token."""
        sentence = self._doc[start].sent
        others = (a for a, _ in self._mentions if sentence.start <= a < sentence.end and a != start)
        return self.is_frame(start) and any(not self.is_frame(other) for other in others)

    def of_event(self, date: DateMention, start: int) -> DateMention:
        """Return what a date beside an event says of it.

        Of a longer event, which another is part of, a single day tells the month alone.
        """
        said = date.date
        date = replace(date, over=self._is_past(date))
        if said.day is None or date.end is not None or not self._has_part(start):
            return date
        return replace(date, date=PartialDate(said.year, said.month))

    def has_ambassadors(self, end: int) -> bool:
        """Whether the sentence goes on to name ambassadors as taking part: "bao gồm các đại sứ"."""
        last = min(self._doc[end - 1].sent.end, end + _REACH)
        return self._wordings.has("ambassadors", end, last)

    def _group(self, start: int, end: int) -> _Group:
        """Return the events that a mention is joined to."""
        first, last, following = start, end, len(self._doc)
        for begin, finish in self._mentions:
            if begin >= last:
                if self.is_frame(begin):
                    continue
                if not self._are_joined(last, begin):
                    following = begin
                    break
                last = finish
        for begin, finish in reversed(self._mentions):
            if finish <= first:
                if not self._are_joined(finish, first):
                    break
                first = begin
        return _Group(first, last, following)

    def _are_joined(self, end: int, start: int) -> bool:
        between = [token.lower_ for token in self._doc[end:start] if not token.is_space]
        return bool(between) and all(word in _COORDINATORS for word in between)

    def _behind(self, start: int, group: _Group) -> range:
        """Return the tokens of a mention and of what is said behind it.

        That reaches to the next event, or to another clause; what follows "được tổ chức" (is held)
        belongs to it however long its topic is.
        """
        last, end = group.end, self._doc[start].sent.end
        held = [b for a, b in self._wordings.phrases("takes-place") if last <= a < group.following]
        if held and held[0] < end:
            last = held[0]
        limit = min(last + _REACH, end, group.following)
        breaks = [a for a, _ in self._wordings.phrases("clause-break") if last <= a < limit]
        return range(start, max(group.end, min([limit, *breaks])))

    def _opening(self, start: int, group: _Group, *, is_apart: bool) -> range:
        """Return the tokens before a mention whose facts are its own.

        They are those before every event of the sentence, or right before "đã diễn ra Hội nghị …"
        (there took place …).
        """
        sentence = self._doc[start].sent
        first = next((s for s, _ in self._mentions if sentence.start <= s <= start), start)
        if is_apart and first < start:
            return range(0)
        opener = self._wordings.ending("plural", group.start) or group.start
        if self._wordings.ending("takes-place", opener) is not None:
            return range(sentence.start, group.start)
        return range(sentence.start, first)

    def _date_behind(self, tokens: range, end: int) -> DateMention | None:
        for index in tokens:
            mention = self._dates.get(index)
            if mention is None or self._is_since(index, mention):
                continue
            is_near = index < end + _YEAR_REACH
            if mention.date.month or is_near or self._wordings.ending("in-year", index) is not None:
                return mention
        return None

    def _date_before(self, tokens: range, start: int) -> DateMention | None:
        """Return the last date before a mention, unless it says when somebody spoke of it."""
        for index in reversed(tokens):
            mention = self._dates.get(index)
            if mention is None or mention.date.month is None or self._is_since(index, mention):
                continue
            if self._is_in_other_clause(index):
                continue
            spoken = any(
                index < a < start and not self._is_in_other_clause(a)
                for a, _ in self._wordings.phrases("reports")
            )
            return None if spoken else mention
        return None

    def _is_in_other_clause(self, index: int) -> bool:
        """Whether a date stands in a clause of its own: "khi nhận tin … đêm 4/7, Bộ …"."""
        start = index
        while start > 0 and not (
            self._doc[start - 1].is_sent_end or self._doc[start - 1].text == ","
        ):
            start -= 1
        return self._wordings.has("clause-break", start, index)

    def _is_since(self, index: int, mention: DateMention) -> bool:
        """Whether a date is where a time begins that lasts: "từ tháng 3/1947".

        Of an event that begins it is the first day: "bắt đầu từ ngày 15/7".
        """
        starts = self._wordings.ending("starts-on", index) is not None
        is_open = mention.end is None and not starts
        return is_open and self._wordings.ending("since", index) is not None

    def _mode(self, start: int) -> str | None:
        """Return online, in-person or hybrid where the sentence says so."""
        sentence = self._doc[start].sent
        for name in ("hybrid", "online", "in-person"):
            for first, last in self._wordings.phrases(name):
                if sentence.start <= first and last <= sentence.end:
                    return name
        return None

    def _is_past(self, date: DateMention) -> bool:
        """Whether "hồi" (back in) stands before a date."""
        start = next(i for i, mention in self._dates.items() if mention.span == date.span)
        return self._wordings.ending("back-in", start) is not None


def _dates(doc: Doc) -> dict[int, DateMention]:
    """Return the dates of a doc by the token that they begin at."""
    found = {}
    for mention in doc._.dates:
        tokens = doc.char_span(mention.span.begin, mention.span.end, alignment_mode="expand")
        if tokens is not None:
            found[tokens.start] = mention
    return found
