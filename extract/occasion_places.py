"""Where a sentence says that it is spoken: at an event, after one, or somewhere else.

"Tại hội nghị, …", "A hội đàm với B, …" and "Hội nghị ghi nhận …" are spoken at the event; "phát
biểu sau cuộc gặp", "trả lời phỏng vấn" and another day are not. A sentence inside a quotation is
spoken where the end of the quotation says; what is quoted says nothing of it. Called by
``occasion_tracking.py``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.acts import Act
from diplograph.extract.annotations import EventMention
from diplograph.extract.event_staging import Staging
from diplograph.extract.quotes import Quotation
from diplograph.extract.wordings import Wordings
from diplograph.ontology.model import Event

__all__ = ["Place", "PlaceReader"]

#: How far behind its verb "trong cuộc họp" may stand, in tokens.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence says that it is spoken."""

    #: None: at no event.
    event: str | None
    #: The event after or before which it is spoken.
    beside: str | None = None
    #: Later sentences are spoken there too.
    stays: bool = True


class PlaceReader:
    """Reads where the sentences of one doc are spoken."""

    def __init__(self, doc: Doc, about_events: Wordings, quotations: Sequence[Quotation]) -> None:
        """Take the doc, where words about events stand in it, and what is quoted."""
        self._doc = doc
        self._about = about_events
        self._quotations = quotations
        self._staging = Staging(doc, about_events)
        self._events: dict[str, Event] = {event.key: event for event in doc._.events}
        self._mentions: list[tuple[int, int, EventMention]] = [
            (tokens.start, tokens.end, mention)
            for mention in doc._.event_mentions
            if (tokens := doc.char_span(mention.span.begin, mention.span.end, "expand"))
        ]
        self._dates = {
            tokens.start: mention
            for mention in doc._.dates
            if (tokens := doc.char_span(mention.span.begin, mention.span.end, "expand"))
        }

    def read(self, sentence: SpacySpan, acts: Sequence[Act], at: Event | None) -> Place | None:
        """Return where a sentence says that it is spoken; None if it says nothing of it.

        Args:
            sentence: The sentence.
            acts: Its acts, in order.
            at: The event at hand.
        """
        limit = _limit(sentence, acts)
        place = self._told(sentence, limit, at)
        frame = self._frame(sentence)
        if place is None and frame is not None:
            place = self._told(frame, frame.end, at)
        if place is None and self._is_past(self._doc[sentence.start : limit], acts):
            return Place(None, stays=False)
        return place

    def reported(self, sentence: SpacySpan, acts: Sequence[Act]) -> str | None:
        """Return the event that a report tells of: "Nhà Trắng cho biết A đã hội đàm với B"."""
        for start, end, mention in self._within(sentence):
            event, stage = self._events[mention.event], self._staging.stage(start, end)
            is_told = (bool(mention.attendees) or stage.is_told) and not stage.is_subject
            is_held = event.is_meeting and event.status == "held"
            if start >= _limit(sentence, acts) and is_told and is_held:
                return event.key
        return None

    def is_contrast(self, sentence: SpacySpan, acts: Sequence[Act]) -> bool:
        """Whether a sentence turns to what happens elsewhere: "Trong khi đó, …" (meanwhile)."""
        return self._has("contrast", self._doc[sentence.start : _limit(sentence, acts)])

    def _within(self, words: SpacySpan) -> Iterable[tuple[int, int, EventMention]]:
        """Yield the mentions of events within words, but for those that are quoted."""
        for start, end, mention in self._mentions:
            if words.start <= start < words.end and not self._is_quoted(start):
                yield start, end, mention

    def _is_quoted(self, index: int) -> bool:
        return any(quoted.start <= index < quoted.end for quoted in self._quotations)

    def _frame(self, sentence: SpacySpan) -> SpacySpan | None:
        """Return the words that say who speaks, of a sentence inside a quotation that goes on."""
        for quotation in self._quotations:
            if quotation.start < sentence.end < quotation.end:
                last = self._doc[quotation.end - 1].sent
                return self._doc[quotation.end : last.end]
        return None

    def _told(self, words: SpacySpan, limit: int, at: Event | None) -> Place | None:
        event = self._placed(words, limit, at)
        if event is not None:
            return Place(event, stays=not self._is_of_earlier_year(event))
        if self._has("elsewhere", words) or self._is_of_another_day(words.start, limit, at):
            return Place(None)
        beside = self._beside(words, limit)
        return Place(None, beside, stays=False) if beside is not None else None

    def _placed(self, words: SpacySpan, limit: int, at: Event | None) -> str | None:
        """Return the event at which words place themselves.

        Of several it is the widest, at which the sides of the others are too. A visit is where
        nothing else is: what is said on it is said at its talks.
        """
        found = [
            event
            for start, end, mention in self._within(words)
            if (event := self._events[mention.event]).status == "held"
            and self._is_placed(start, end, mention, limit)
        ]
        stays = [event for event in found if event.kind != "visit"]
        if not stays and at is not None:
            found = [event for event in found if set(event.parties) != set(at.parties)]
        placed = stays or found
        return max(placed, key=lambda event: len(event.parties)).key if placed else None

    def _is_placed(self, start: int, end: int, mention: EventMention, limit: int) -> bool:
        stage = self._staging.stage(start, end)
        paper = self._about.ending("outcome-of", stage.start)
        if paper is not None and not self._is_person(paper - 1):
            return start < limit
        if stage.is_subject or (mention.anaphoric and stage.is_plural):
            return False
        if stage.is_setting:
            return self._is_near(limit, start)
        if not self._events[mention.event].is_meeting and mention.attendees:
            return True
        return start < limit and (bool(mention.attendees) or stage.is_told)

    def _is_of_earlier_year(self, key: str) -> bool:
        """Whether an event is told as background: it was in another year than the article is of."""
        date, now = self._events[key].date, self._doc._.published or self._doc._.written
        year = now.year if now is not None else self._doc._.year
        return bool(date and date.year and year and date.year < year)

    def _beside(self, words: SpacySpan, limit: int) -> str | None:
        """Return the event after or before which words say that they are spoken."""
        for start, end, mention in self._within(words):
            after = self._about.ending("after-event", self._staging.stage(start, end).start)
            is_held = self._events[mention.event].status == "held"
            if after is None or not is_held or not self._is_near(limit, start):
                continue
            # "Từ sau hội nghị" (since the conference) is no time of speaking.
            if self._about.ending("since", after) is None:
                return mention.event
        return None

    def _is_near(self, limit: int, start: int) -> bool:
        """Whether an event stands before an act, or close behind it without a comma between.

        Who says quoted words is named behind them.
        """
        ends = [quoted.end for quoted in self._quotations if limit < quoted.end < start]
        if ends:
            # The comma behind the quotation, and who says it, come before the event.
            limit = ends[-1] + 1
        reach = 2 * _REACH if ends else _REACH
        is_straight = not any(token.text == "," for token in self._doc[limit:start])
        return start <= limit + reach and is_straight

    def _is_person(self, index: int) -> bool:
        """Whether a token belongs to a person: "ông X tuyên bố sau …" (Mr X stated after …)."""
        place = self._doc[max(index, 0)].idx
        return any(m.span.begin <= place < m.span.end for m in self._doc._.person_mentions)

    def _is_of_another_day(self, start: int, limit: int, at: Event | None) -> bool:
        """Whether a day or month before an act is not that of the event at hand."""
        for index in range(start, limit):
            mention = self._dates.get(index)
            if mention is None or mention.coming or self._is_quoted(index):
                continue
            for part in ("day", "month"):
                told = getattr(mention.date, part)
                if told is not None:
                    known = self._at_hand(part, start, at)
                    return at is None or (known is not None and known != told)
        return False

    def _at_hand(self, part: str, start: int, at: Event | None) -> int | None:
        """Return day or month of the event at hand, else what the text told of it last."""
        known = getattr(at.date, part) if at is not None and at.date is not None else None
        before = (m.date for i, m in self._dates.items() if i < start)
        told = [getattr(date, part) for date in before if getattr(date, part) is not None]
        return known or (told[-1] if told else None)

    def _is_past(self, opening: SpacySpan, acts: Sequence[Act]) -> bool:
        """Whether the words before an act say that it came before, or again and again."""
        agent = acts[0].agent if acts else None
        begin = agent.start if agent is not None else opening.start
        return self._has("earlier", opening) or self._has(
            "habitual", self._doc[begin : opening.end]
        )

    def _has(self, name: str, words: SpacySpan) -> bool:
        return self._about.has(name, words.start, words.end)


def _limit(sentence: SpacySpan, acts: Sequence[Act]) -> int:
    """Return the first act of a sentence, before which it says where it is spoken, else its end."""
    return acts[0].cue.start if acts else sentence.end
