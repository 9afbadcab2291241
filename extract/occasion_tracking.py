"""At which event the positions of each sentence are voiced.

A sentence places itself at an event ("Tại hội nghị, …", "A hội đàm với B", "Hội nghị ghi nhận …"),
and later sentences stay there, until one moves on: to another event, to another day, to an
interview, to what was said after the event. A person goes on where the text last heard him. What
is only spoken about ("về hội nghị"), planned or called off is no occasion, and nobody speaks at an
event without being of its sides. Called by ``drafts.py``.
"""

from collections.abc import Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.acts import Act
from diplograph.extract.agents import Agent
from diplograph.extract.annotations import EventMention
from diplograph.extract.occasion_places import Place, PlaceReader
from diplograph.extract.occasion_sides import SideTeller
from diplograph.extract.quotes import Quotation
from diplograph.extract.wordings import Wordings
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Event

__all__ = ["OccasionTracker"]

#: In so many sentences an article says what it is about.
_LEAD = 3
#: For so many sentences a state without a speaker still speaks where one person does.
_ECHO = 2
_TWO = 2


class OccasionTracker:
    """Keeps the event at hand, sentence by sentence of one doc."""

    def __init__(
        self,
        doc: Doc,
        lexicon: Lexicon,
        about_events: Wordings,
        quotations: Sequence[Quotation],
    ) -> None:
        """Take the doc, the members of groups, words about events, and what is quoted."""
        self._doc = doc
        self._about = about_events
        self._sentences = list(doc.sents)
        self._captions = [zone.span for zone in doc._.zones if zone.kind == "caption"]
        self._events: dict[str, Event] = {event.key: event for event in doc._.events}
        self._mentions: tuple[EventMention, ...] = doc._.event_mentions
        self._places = PlaceReader(doc, about_events, quotations)
        self._sides = SideTeller(doc, lexicon)
        self._at = self._main()
        self._here = self._at
        self._place: Place | None = None
        self._is_contrast = False
        self._since = 0
        self._is_opening = self._at is None
        self._number = 0
        #: Where each person was heard last, and in which sentence.
        self._heard: dict[str, tuple[str | None, int]] = {}
        #: The last sentence in which somebody was heard at the event at hand.
        self._alive = 0

    def enter(self, sentence: SpacySpan, acts: Sequence[Act]) -> None:
        """Move on to a sentence."""
        self._number += 1
        self._place = self._places.read(sentence, acts, self._events.get(self._at or ""))
        is_placed = self._is_explicit()
        self._since = 0 if is_placed else self._since + 1
        self._is_contrast = self._places.is_contrast(sentence, acts)
        self._here = self._at if self._place is None else self._place.event
        if self._is_in_caption(sentence.start_char):
            return
        self._is_opening = self._is_opening and not is_placed
        if self._place is None or self._place.stays:
            self._at = self._here
        if self._at is None:
            self._at = self._places.reported(sentence, acts)
            is_placed = self._at is not None
        if is_placed:
            self._alive = self._number

    def occasion(self, agent: Agent | None, reporter: Agent | None = None) -> str | None:
        """Return the event at which somebody acts in the sentence, or None.

        Args:
            agent: Who acts.
            reporter: Who says so, where that is somebody else.
        """
        who = reporter if reporter is not None and reporter.speaker else agent
        is_own = agent is None or agent.kind == "self" or who is None or agent.actor == who.actor
        key = self._situation(who if is_own else agent)
        found = self._of(agent, reporter, key)
        if who is not None and who.speaker is not None:
            place = self._of(who, None, self._situation(who))
            if place is not None or self._place is not None:
                self._heard[who.speaker] = place, self._number
        if found is not None and found == self._at:
            self._alive = self._number
        return found

    def _situation(self, who: Agent | None) -> str | None:
        """Return the event at which somebody is speaking, as far as the text goes."""
        if self._here is None and self._is_opening:
            return self._announced(who)
        if self._place is None and who is not None and who.speaker is not None:
            event, number = self._heard.get(who.speaker, (None, -1))
            if number >= self._alive:
                return event
        if self._here is None and self._place is None:
            return self._resumed(who)
        return self._here

    def _of(self, agent: Agent | None, reporter: Agent | None, key: str | None) -> str | None:
        """Return the event at which somebody acts, where it is spoken of at an event."""
        if key is None and agent is not None and self._place is not None:
            is_joint = agent.kind in ("parties", "coordination")
            return self._place.beside if is_joint else None
        if key is None or agent is None or self._is_explicit():
            return key
        event = self._events[key]
        if agent.kind == "parties" and not self._are_parties(agent, event):
            return self._last_meeting(agent)
        if agent.kind == "actor" and reporter is None and self._is_apart(agent, event):
            return None
        speaks = reporter if reporter is not None and agent.kind == "self" else agent
        return key if self._sides.takes_part(speaks, event) else self._resumed(speaks)

    def _is_explicit(self) -> bool:
        """Whether the sentence itself names its event."""
        return self._place is not None and self._place.event is not None

    def _is_apart(self, agent: Agent, event: Event) -> bool:
        """Whether a state is told of for itself, and not as a side that speaks at an event.

        Bodies ("Bộ Ngoại giao Nga") let things know from where they are; "trong khi đó" (meanwhile)
        turns to another place; where one person speaks, a state soon stands for itself again,
        unless that person is named again right behind.
        """
        is_echo = event.is_meeting or self._since <= _ECHO or self._goes_on(event, agent)
        is_body = self._about.has("body", agent.start, agent.end)
        return is_body or self._is_contrast or not is_echo

    def _goes_on(self, event: Event, agent: Agent) -> bool:
        """Whether somebody who speaks at an event is named soon after an agent."""
        near = self._sentences[self._number : self._number + _ECHO + 1]
        begin = self._doc[agent.end - 1].idx
        return bool(near) and self._sides.is_named(event, begin, near[-1].end_char)

    def _main(self) -> str | None:
        """Return the first event of the article, if it begins by telling of it."""
        lead = self._sentences[:_LEAD]
        told = [
            self._events[mention.event]
            for mention in self._mentions
            if lead and mention.span.begin < lead[-1].end_char and not self._is_archived(mention)
        ]
        held = [event for event in told if event.status == "held"]
        stays = [event for event in held if event.kind != "visit"] or held
        return stays[0].key if stays else None

    def _is_in_caption(self, place: int) -> bool:
        return any(caption.begin <= place < caption.end for caption in self._captions)

    def _is_archived(self, mention: EventMention) -> bool:
        """Whether an old picture shows an event: "trong cuộc họp báo hồi tháng 1/2018"."""
        date = self._events[mention.event].date
        is_old = date is not None and date.day is None
        return is_old and self._is_in_caption(mention.span.begin)

    def _announced(self, agent: Agent | None) -> str | None:
        """Return the event that an article names after telling what was said there.

        That is the press conference or speech of a person, and the meeting of two sides that act
        together.
        """
        if agent is None:
            return None
        for mention in self._mentions:
            event = self._events[mention.event]
            if event.status != "held" or self._is_archived(mention):
                continue
            is_heard = not event.is_meeting and agent.speaker in mention.attendees
            is_joint = len(agent.members) > 1 and set(agent.members) == set(event.parties)
            if is_heard or is_joint:
                return event.key
        return None

    def _are_parties(self, agent: Agent, event: Event) -> bool:
        """Whether an event has parties, and two of them where "hai bên" (both sides) act."""
        is_pair = self._about.beginning("pair", agent.start) is not None
        return event.is_meeting and (len(event.parties) == _TWO or not is_pair)

    def _last_meeting(self, agent: Agent) -> str | None:
        """Return the last meeting of two sides that was spoken of: that of "hai bên"."""
        place = self._doc[agent.start].idx
        for mention in reversed(self._mentions):
            event = self._events[mention.event]
            if mention.span.begin < place and len(event.parties) >= _TWO and event.is_meeting:
                return event.key
        return None

    def _resumed(self, agent: Agent | None) -> str | None:
        """Return where a person was heard last, else the last meeting that he was said to be at."""
        if agent is None or agent.speaker is None:
            return None
        if agent.speaker in self._heard:
            return self._heard[agent.speaker][0]
        place = self._doc[agent.start].idx
        for mention in reversed(self._mentions):
            event = self._events[mention.event]
            if agent.speaker in mention.attendees and mention.span.begin < place:
                return event.key if event.status == "held" and event.kind != "visit" else None
        return None
