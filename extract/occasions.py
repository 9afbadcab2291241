"""Which event words of attendance are about: the one behind a verb, before a list, or at hand.

"Dự hội nghị A và diễn đàn B" is about both; "các hội nghị này" (these conferences) about those of
the sentence before. An event that is only the setting ("bên lề hội nghị", beside the conference) is
not what the words around it are about. Called by ``attendance_rules.py``.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.annotations import EventMention
from diplograph.extract.wordings import Wordings
from diplograph.ontology.model import Event, Span

__all__ = ["Occasion", "OccasionFinder", "tokens_of"]

#: Words that join one event to another.
_JOINTS = frozenset({",", "và", "cùng", "các", "cũng", "như", ")", "("})
_PAUSES = frozenset(",;:")
_TWO = 2
#: How far behind an event's name "diễn ra" (takes place) may stand, in tokens.
_TAKING_PLACE = 4


@dataclass(frozen=True, slots=True)
class Occasion:
    """Events that words are about, named between two tokens; there may be none."""

    events: tuple[str, ...]
    start: int
    end: int


class OccasionFinder:
    """Finds the events that words of one doc are about."""

    def __init__(self, doc: Doc, words: Wordings) -> None:
        """Take the doc and the words of attendance in it."""
        self._doc = doc
        self._words = words
        self._mentions: tuple[EventMention, ...] = doc._.event_mentions
        named = [tokens_of(doc, mention.span) for mention in self._mentions]
        self._tokens = [(tokens.start, tokens.end) for tokens in named]
        self._by_key: dict[str, Event] = {event.key: event for event in doc._.events}
        self._held = frozenset(
            event.key for event in doc._.events if event.is_meeting and event.status == "held"
        )
        self._meetings = frozenset(event.key for event in doc._.events if event.is_meeting)

    def behind(self, index: int, reach: int, sentence: SpacySpan) -> Occasion:
        """Return the events that are named from a token on, within so many tokens."""
        limit = min(index + reach, sentence.end)
        for number, (start, _) in enumerate(self._tokens):
            if index <= start < limit and not self._is_verb(number):
                return self._joined(number)
        return Occasion((), index, index)

    def _is_verb(self, number: int) -> bool:
        """Whether an event is told by a verb: "gặp B" (meets B); nobody attends "gặp"."""
        start, mention = self._tokens[number][0], self._mentions[number]
        is_noun = self._words.beginning("of-event", start) is not None
        return bool(mention.attendees) and self._doc[start].text.islower() and not is_noun

    def before(self, index: int, sentence: SpacySpan) -> Occasion:
        """Return the event that is named last before a token in its sentence."""
        for number in reversed(range(len(self._mentions))):
            if sentence.start <= self._tokens[number][0] < index and not self._is_beside(number):
                return self._joined(number)
        return Occasion((), index, index)

    def at_hand(self, sentence: SpacySpan) -> Occasion:
        """Return the meeting named last before a sentence, else the article's main one."""
        for number in reversed(range(len(self._mentions))):
            start, end = self._tokens[number]
            key = self._mentions[number].event
            if start < sentence.start and key in self._meetings and not self._is_beside(number):
                return Occasion((key,), start, end)
        main = self.main()
        return Occasion((main,) if main else (), sentence.start, sentence.start)

    def main(self) -> str | None:
        """Return the meeting that the article speaks of most, of several the first."""
        counts = Counter(m.event for m in self._mentions if m.event in self._meetings)
        return counts.most_common(1)[0][0] if counts else None

    def of_forum(self, actor: str | None) -> Occasion:
        """Return the last meeting of an organisation's own members that was named."""
        for number in reversed(range(len(self._mentions))):
            event = self._by_key.get(self._mentions[number].event)
            if event is not None and event.is_meeting and event.parties == (actor,):
                return Occasion((event.key,), *self._tokens[number])
        return Occasion((), 0, 0)

    def opening(self, sentence: SpacySpan) -> Occasion:
        """Return the events at which a sentence places itself: "Tại hội nghị, …"."""
        for number, (start, _) in enumerate(self._tokens):
            if sentence.start <= start < sentence.end:
                at = self._words.ending("at", self._before_several(start))
                if at is None or self._is_told_before(sentence.start, at):
                    break
                return self._joined(number)
        return Occasion((), sentence.start, sentence.start)

    def _is_told_before(self, start: int, end: int) -> bool:
        """Whether more than when stands before a pause: not so in "Trước đó, ngày 2/8, | tại"."""
        fronted = self._doc[start:end]
        if not any(token.text in _PAUSES for token in fronted):
            return False
        begin, last = fronted.start_char, fronted.end_char
        named = (*self._doc._.person_mentions, *self._doc._.actors)
        return any(begin <= mention.span.begin < last for mention in named)

    def places(self) -> frozenset[str]:
        """Return the events at which the text says that something took place."""
        return frozenset(
            mention.event
            for number, mention in enumerate(self._mentions)
            if self._words.ending("at", self._before_several(self._tokens[number][0])) is not None
        )

    def of_leaders(self) -> frozenset[str]:
        """Return the events that "giữa hai nhà lãnh đạo" and the like are said of."""
        return frozenset(
            mention.event
            for mention, (start, end) in zip(self._mentions, self._tokens, strict=True)
            if any(
                self._words.beginning("two-leaders", index) is not None
                for index in range(start, min(end + _TAKING_PLACE, len(self._doc)))
            )
        )

    def is_beside(self, key: str, span: Span) -> bool:
        """Whether something is told beside an event where it was named last, up to a sentence."""
        end = tokens_of(self._doc, span).sent.end
        named = [
            number
            for number, (start, _) in enumerate(self._tokens)
            if start < end and self._mentions[number].event == key
        ]
        return bool(named) and self._is_beside(named[-1], ("beside",))

    def is_only_setting(self, key: str) -> bool:
        """Whether an event is named only as what another one is beside: "bên lề Hội nghị ASEAN"."""
        named = [n for n, mention in enumerate(self._mentions) if mention.event == key]
        return all(self._is_beside(number, ("beside",)) for number in named)

    def _is_beside(self, number: int, names: Sequence[str] = ("beside", "framework")) -> bool:
        start = self._before_several(self._tokens[number][0])
        return any(self._words.ending(name, start) is not None for name in names)

    def _before_several(self, start: int) -> int:
        """Return where "các" before an event begins, else the event."""
        skipped = self._words.ending("several", start)
        return start if skipped is None else skipped

    def _joined(self, number: int) -> Occasion:
        """Return an event with those that "và" joins to it; of a plural those that it takes up."""
        start, end = self._tokens[number]
        if several := self._several(number):
            return Occasion(several, start, end)
        keys = [self._event(number)]
        for following in range(number + 1, len(self._mentions)):
            begin, last = self._tokens[following]
            gap = [token for token in self._doc[end:begin] if not token.is_space]
            if any(token.lower_ not in _JOINTS for token in gap):
                break
            # "Kỳ họp lần thứ 5" | "Đối thoại …": the second name says which session it is of.
            if not gap:
                keys.pop()
            keys.append(self._event(following))
            end = last
        return Occasion(tuple(dict.fromkeys(keys)), start, end)

    def _event(self, number: int) -> str:
        """Return the event of a mention; "the meeting" is the one that the text was at last."""
        mention = self._mentions[number]
        if not mention.anaphoric or self._is_clear(number):
            return mention.event
        before = (
            self._mentions[other].event
            for other in reversed(range(number))
            if self._is_staged(other)
        )
        return next(before, mention.event)

    def _is_clear(self, number: int) -> bool:
        """Whether the sentence of "the meeting" names it before."""
        begin = self._doc[self._tokens[number][0]].sent.start
        return any(
            self._tokens[other][0] >= begin
            and self._mentions[other].event == self._mentions[number].event
            for other in range(number)
            if not self._mentions[other].anaphoric
        )

    def _is_staged(self, number: int) -> bool:
        """Whether a mention puts a meeting that is held before the reader.

        It opens its sentence, says who meets, or stands with "tại" or a verb of taking place or of
        taking part; what is prepared for, followed up or talked about does not.
        """
        mention, (start, end) = self._mentions[number], self._tokens[number]
        if mention.anaphoric or mention.event not in self._held or self._is_beside(number):
            return False
        first = self._before_several(start)
        if number and self._tokens[number - 1][1] == start:
            first = self._before_several(self._tokens[number - 1][0])
        roles = ("at", "participant", "chair", "co-chair", "host", "speaker", "takes-place")
        return (
            bool(mention.attendees)
            or self._doc[first].is_sent_start
            or any(self._words.ending(name, first) is not None for name in roles)
            or any(
                self._words.beginning("takes-place", index) is not None
                for index in range(end, min(end + _TAKING_PLACE, len(self._doc)))
            )
        )

    def _several(self, number: int) -> tuple[str, ...]:
        """Return what "các hội nghị này" means: the last events that were named together."""
        start, end = self._tokens[number]
        are_these = any(self._words.ending("these", at) is not None for at in (end, end + 1))
        if not are_these or self._before_several(start) == start:
            return ()
        for sentence in reversed([s for s in self._doc.sents if s.end <= start]):
            named = dict.fromkeys(
                mention.event
                for other, mention in enumerate(self._mentions)
                if sentence.start <= self._tokens[other][0] < sentence.end
                and not mention.anaphoric
                and not self._is_beside(other)
            )
            if len(named) >= _TWO:
                return tuple(named)
        return ()


def tokens_of(doc: Doc, span: Span) -> SpacySpan:
    """Return the tokens that a span of the text covers, in full or in part.

    Raises:
        ValueError: It covers none.
    """
    tokens = doc.char_span(span.begin, span.end, alignment_mode="expand")
    if tokens is None:
        raise ValueError(f"no tokens at {span}")
    return tokens
