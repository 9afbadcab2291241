"""At which event the positions of each sentence are voiced.

A sentence places itself at an event ("Tại hội nghị, …", "A hội đàm với B", "Hội nghị ghi nhận …"),
and later sentences stay there, until one moves on: to another event, to another day, to an
interview. What is only spoken about ("về hội nghị", "sau cuộc gặp"), planned or called off is no
occasion, and nobody speaks at an event without being of its sides. Called by ``drafts.py``.
"""

from collections.abc import Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.acts import Act
from diplograph.extract.agents import Agent
from diplograph.extract.annotations import EventMention
from diplograph.extract.wordings import Wordings
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Event

__all__ = ["OccasionTracker"]

#: In so many sentences an article says what it is about.
_LEAD = 3
#: How far behind its verb "tại hội nghị" may stand, in tokens.
_TWO = 2


class OccasionTracker:
    """Keeps the event at hand, sentence by sentence of one doc."""

    def __init__(self, doc: Doc, lexicon: Lexicon, about_events: Wordings) -> None:
        """Take the doc, the members of groups, and where words about events stand in the doc."""
        self._doc = doc
        self._lexicon = lexicon
        self._about = about_events
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
        self._at = self._main()
        self._here = self._at

    def enter(self, sentence: SpacySpan, acts: Sequence[Act]) -> None:
        """Move on to a sentence."""
        limit = acts[0].cue.start if acts else sentence.end
        placed = self._placed(sentence, limit)
        if placed is not None:
            self._at = self._here = placed
            return
        opening = range(sentence.start, limit)
        if self._has("elsewhere", sentence) or self._is_of_another_day(opening):
            self._at = None
        self._here = None if self._has("earlier", self._doc[sentence.start : limit]) else self._at

    def occasion(self, agent: Agent | None) -> str | None:
        """Return the event at which somebody acts in the sentence, or None."""
        if self._here is None:
            return None
        event = self._events[self._here]
        if agent is not None and agent.kind == "parties" and not event.is_meeting:
            return self._last_meeting(agent)
        return self._here if self._takes_part(agent, event) else None

    def _main(self) -> str | None:
        """Return the first meeting of the article, if it begins by telling of it."""
        lead = list(self._doc.sents)[:_LEAD]
        for start, _, mention in self._mentions:
            event = self._events[mention.event]
            if lead and start < lead[-1].end and event.is_meeting and event.status == "held":
                return event.key
        return None

    def _placed(self, sentence: SpacySpan, limit: int) -> str | None:
        """Return the event at which a sentence places itself."""
        found: list[Event] = []
        for start, _, mention in self._mentions:
            if not sentence.start <= start < sentence.end:
                continue
            event = self._events[mention.event]
            if event.status == "held" and self._is_placed(start, mention, sentence, limit):
                found.append(event)
        stays = [event for event in found if event.kind != "visit"] or found
        return stays[0].key if stays else None

    def _is_placed(
        self, start: int, mention: EventMention, sentence: SpacySpan, limit: int
    ) -> bool:
        first = start
        while (before := self._about.ending("plural", first)) is not None:
            first = before
        if self._about.ending("spoken-about", first) is not None:
            return False
        if self._about.ending("within", first) is not None:
            return True
        opens = all(
            token.is_space or not token.is_alpha for token in self._doc[sentence.start : first]
        )
        told = bool(mention.attendees) or self._about.ending("has", first) is not None or opens
        return start < limit and told

    def _has(self, name: str, span: SpacySpan) -> bool:
        return any(span.start <= a < span.end for a, _ in self._about.phrases(name))

    def _is_of_another_day(self, tokens: range) -> bool:
        """Whether a sentence begins with a day that is not that of the event at hand."""
        event = self._events.get(self._at or "")
        for index in tokens:
            mention = self._dates.get(index)
            if mention is not None and mention.date.day is not None:
                return event is None or event.date is None or event.date.day != mention.date.day
        return False

    def _last_meeting(self, agent: Agent) -> str | None:
        place = self._doc[agent.start].idx
        for _, _, mention in reversed(self._mentions):
            event = self._events[mention.event]
            if mention.span.begin < place and len(event.parties) >= _TWO and event.is_meeting:
                return event.key
        return None

    def _takes_part(self, agent: Agent | None, event: Event) -> bool:
        """Whether somebody is of the sides of an event, or of the members of one."""
        if agent is None or not event.parties or agent.kind in ("parties", "self"):
            return True
        sides = set(event.parties)
        for party in event.parties:
            entity = self._lexicon.entities.get(party)
            sides |= set(entity.members) if entity else set()
        groups = (self._lexicon.entities.get(key) for key in self._keys(agent))
        keys = {
            *self._keys(agent),
            *(member for group in groups if group for member in group.members),
        }
        return bool(sides & keys)

    def _keys(self, agent: Agent) -> tuple[str, ...]:
        return agent.members or tuple(key for key in (agent.actor, agent.speaker) if key)
