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
from diplograph.extract.event_staging import Staging
from diplograph.extract.occasion_sides import SideTeller
from diplograph.extract.wordings import Wordings
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Event

__all__ = ["OccasionTracker"]

#: In so many sentences an article says what it is about.
_LEAD = 3
#: How far behind its verb "trong cuộc họp" may stand, in tokens.
_REACH = 8
#: For so many sentences a state without a speaker still speaks where one person does.
_ECHO = 2
_TWO = 2


class OccasionTracker:
    """Keeps the event at hand, sentence by sentence of one doc."""

    def __init__(self, doc: Doc, lexicon: Lexicon, about_events: Wordings) -> None:
        """Take the doc, the members of groups, and where words about events stand in the doc."""
        self._doc = doc
        self._about = about_events
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
        self._sides = SideTeller(doc, lexicon)
        self._at = self._main()
        self._here = self._at
        self._is_explicit = False
        self._is_contrast = False
        self._since = 0
        self._is_opening = self._at is None

    def enter(self, sentence: SpacySpan, acts: Sequence[Act]) -> None:
        """Move on to a sentence."""
        limit = acts[0].cue.start if acts else sentence.end
        placed = self._placed(sentence, limit)
        self._is_explicit = placed is not None
        self._since = 0 if self._is_explicit else self._since + 1
        self._is_contrast = self._has("contrast", self._doc[sentence.start : limit])
        if placed is not None:
            self._at = self._here = placed
            self._is_opening = False
            return
        if self._has("elsewhere", sentence) or self._is_of_another_day(sentence.start, limit):
            self._at = None
        self._here = None if self._has("earlier", self._doc[sentence.start : limit]) else self._at

    def occasion(self, agent: Agent | None, reporter: Agent | None = None) -> str | None:
        """Return the event at which somebody acts in the sentence, or None.

        Args:
            agent: Who acts.
            reporter: Who says so, where that is somebody else.
        """
        if self._here is None:
            return self._announced(agent) if self._is_opening else None
        event = self._events[self._here]
        if agent is None or self._is_explicit:
            return event.key
        if agent.kind == "parties" and not self._are_parties(agent, event):
            return self._last_meeting(agent)
        if agent.kind == "actor" and reporter is None and self._is_apart(agent, event):
            return None
        if self._sides.takes_part(agent, event):
            return event.key
        return self._of_person(agent)

    def _is_apart(self, agent: Agent, event: Event) -> bool:
        """Whether a state is told of for itself, and not as a side that speaks at an event.

        Bodies ("Bộ Ngoại giao Nga") let things know from where they are; "trong khi đó" (meanwhile)
        turns to another place; where one person speaks, a state soon stands for itself again.
        """
        is_echo = event.is_meeting or self._since <= _ECHO
        is_body = self._about.beginning("body", agent.start) is not None
        return is_body or self._is_contrast or not is_echo

    def _main(self) -> str | None:
        """Return the first event of the article, if it begins by telling of it."""
        lead = list(self._doc.sents)[:_LEAD]
        told = [
            self._events[mention.event]
            for start, _, mention in self._mentions
            if lead and start < lead[-1].end
        ]
        held = [event for event in told if event.status == "held"]
        stays = [event for event in held if event.kind != "visit"] or held
        return stays[0].key if stays else None

    def _placed(self, sentence: SpacySpan, limit: int) -> str | None:
        """Return the event at which a sentence places itself.

        A visit is where nothing else is: what is said on it is said at its talks.
        """
        found = [
            event
            for start, end, mention in self._mentions
            if sentence.start <= start < sentence.end
            and (event := self._events[mention.event]).status == "held"
            and self._is_placed(start, end, mention, limit)
        ]
        stays = [event for event in found if event.kind != "visit"]
        if not stays and self._at is not None:
            at_hand = set(self._events[self._at].parties)
            found = [event for event in found if set(event.parties) != at_hand]
        return next((event.key for event in stays or found), None)

    def _is_placed(self, start: int, end: int, mention: EventMention, limit: int) -> bool:
        stage = self._staging.stage(start, end)
        if self._about.ending("outcome-of", stage.start) is not None:
            return start < limit
        if stage.is_subject or (mention.anaphoric and stage.is_plural):
            return False
        if stage.is_setting:
            between = self._doc[limit:start]
            return start <= limit + _REACH and not any(token.text == "," for token in between)
        if not self._events[mention.event].is_meeting and mention.attendees:
            return True
        return start < limit and (bool(mention.attendees) or stage.is_told)

    def _has(self, name: str, span: SpacySpan) -> bool:
        return any(span.start <= a < span.end for a, _ in self._about.phrases(name))

    def _is_of_another_day(self, start: int, limit: int) -> bool:
        """Whether a sentence begins with a day that is not that of the event at hand."""
        event = self._events.get(self._at or "")
        for index in range(start, limit):
            mention = self._dates.get(index)
            if mention is not None and mention.date.day is not None:
                return event is None or event.date is None or event.date.day != mention.date.day
        return False

    def _announced(self, agent: Agent | None) -> str | None:
        """Return the press conference or speech that an article names after quoting from it."""
        for _, _, mention in self._mentions:
            event = self._events[mention.event]
            if event.is_meeting or event.status != "held" or agent is None:
                continue
            if agent.speaker in mention.attendees or (
                agent.speaker is None and agent.actor in event.parties
            ):
                return event.key
        return None

    def _are_parties(self, agent: Agent, event: Event) -> bool:
        """Whether an event has parties, and two of them where "hai bên" (both sides) act."""
        is_pair = self._about.beginning("pair", agent.start) is not None
        return event.is_meeting and (len(event.parties) == _TWO or not is_pair)

    def _last_meeting(self, agent: Agent) -> str | None:
        """Return the last meeting of two sides that was spoken of: that of "hai bên"."""
        place = self._doc[agent.start].idx
        for _, _, mention in reversed(self._mentions):
            event = self._events[mention.event]
            if mention.span.begin < place and len(event.parties) >= _TWO and event.is_meeting:
                return event.key
        return None

    def _of_person(self, agent: Agent) -> str | None:
        """Return the last meeting at which somebody was said to meet another."""
        place = self._doc[agent.start].idx
        for _, _, mention in reversed(self._mentions):
            event = self._events[mention.event]
            is_known = agent.speaker is not None and agent.speaker in mention.attendees
            if is_known and mention.span.begin < place and event.is_meeting:
                return event.key if event.status == "held" and event.kind != "visit" else None
        return None
