"""At which event the positions of each sentence are voiced.

A sentence places itself at an event ("Tại hội nghị, …", "A hội đàm với B", "Hội nghị ghi nhận …"),
and later sentences stay there, until one moves on: to another event, to another day, to an
interview, to what was said after the event. A person goes on where the text last heard him. What
is only spoken about ("về hội nghị"), planned or called off is no occasion, and nobody speaks at an
event without being of its sides. Called by ``drafts.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.acts import Act
from diplograph.extract.agents import Agent
from diplograph.extract.annotations import EventMention
from diplograph.extract.event_staging import Staging
from diplograph.extract.occasion_sides import SideTeller
from diplograph.extract.quotes import Quotation
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


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence says that it is spoken."""

    #: None: at no event.
    event: str | None
    #: The event after or before which it is spoken.
    beside: str | None = None


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
        self._quotations = quotations
        self._captions = [zone.span for zone in doc._.zones if zone.kind == "caption"]
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
        self._place: _Place | None = None
        self._is_contrast = False
        self._since = 0
        self._is_opening = self._at is None
        #: Where each person was heard last.
        self._heard: dict[str, str | None] = {}

    def enter(self, sentence: SpacySpan, acts: Sequence[Act]) -> None:
        """Move on to a sentence."""
        limit = acts[0].cue.start if acts else sentence.end
        frame = self._frame(sentence)
        self._place = self._told(sentence, limit)
        if self._place is None and frame is not None:
            self._place = self._told(frame, frame.end)
        is_placed = self._is_explicit()
        self._since = 0 if is_placed else self._since + 1
        opening = self._doc[sentence.start : limit]
        self._is_contrast = self._has("contrast", opening)
        self._here = self._at if self._place is None else self._place.event
        if self._is_in_caption(sentence.start_char):
            return
        self._at = self._here
        self._is_opening = self._is_opening and not is_placed
        if not is_placed and self._has("earlier", opening):
            self._here = None
            self._place = self._place or _Place(None)

    def occasion(self, agent: Agent | None, reporter: Agent | None = None) -> str | None:
        """Return the event at which somebody acts in the sentence, or None.

        Args:
            agent: Who acts.
            reporter: Who says so, where that is somebody else.
        """
        who = reporter if reporter is not None and reporter.speaker else agent
        key = self._situation(who)
        found = self._of(agent, reporter, key)
        if who is not None and who.speaker is not None:
            self._heard[who.speaker] = self._of(who, None, key)
        return found

    def _situation(self, who: Agent | None) -> str | None:
        """Return the event at which somebody is speaking, as far as the text goes."""
        if self._here is None and self._is_opening:
            return self._announced(who)
        if self._here is None and self._place is None:
            return self._resumed(who)
        return self._here

    def _of(self, agent: Agent | None, reporter: Agent | None, key: str | None) -> str | None:
        """Return the event at which somebody acts, where it is spoken of at an event."""
        if key is None or agent is None or self._is_explicit():
            return key
        event = self._events[key]
        if agent.kind == "parties" and not self._are_parties(agent, event):
            return self._last_meeting(agent)
        if agent.kind == "actor" and reporter is None and self._is_apart(agent, event):
            return None
        return key if self._sides.takes_part(agent, event) else self._resumed(agent)

    def _is_explicit(self) -> bool:
        """Whether the sentence itself names its event."""
        return self._place is not None and self._place.event is not None

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
            if lead and start < lead[-1].end and not self._is_archived(mention)
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

    def _frame(self, sentence: SpacySpan) -> SpacySpan | None:
        """Return the words that say who speaks, of a sentence inside a quotation that goes on."""
        for quotation in self._quotations:
            if quotation.start < sentence.end < quotation.end:
                last = self._doc[quotation.end - 1].sent
                return self._doc[quotation.end : last.end]
        return None

    def _told(self, words: SpacySpan, limit: int) -> _Place | None:
        """Return where words say that they are spoken: at an event, or elsewhere."""
        event = self._placed(words, limit)
        if event is not None:
            return _Place(event)
        if self._has("elsewhere", words) or self._is_of_another_day(words.start, limit):
            return _Place(None)
        return None

    def _placed(self, sentence: SpacySpan, limit: int) -> str | None:
        """Return the event at which a sentence places itself.

        A visit is where nothing else is: what is said on it is said at its talks.
        """
        found = [
            event
            for start, end, mention in self._mentions
            if sentence.start <= start < sentence.end
            and not any(quoted.start <= start < quoted.end for quoted in self._quotations)
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
        paper = self._about.ending("outcome-of", stage.start)
        if paper is not None and not self._is_person(paper - 1):
            return start < limit
        if stage.is_subject or (mention.anaphoric and stage.is_plural):
            return False
        if stage.is_setting:
            between = self._doc[limit:start]
            return start <= limit + _REACH and not any(token.text == "," for token in between)
        if not self._events[mention.event].is_meeting and mention.attendees:
            return True
        return start < limit and (bool(mention.attendees) or stage.is_told)

    def _is_person(self, index: int) -> bool:
        """Whether a token belongs to a person: "ông X tuyên bố sau …" (Mr X stated after …)."""
        place = self._doc[max(index, 0)].idx
        return any(m.span.begin <= place < m.span.end for m in self._doc._.person_mentions)

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
            is_told = event.status == "held" and not self._is_archived(mention)
            if event.is_meeting or not is_told or agent is None:
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

    def _resumed(self, agent: Agent | None) -> str | None:
        """Return where a person was heard last, else the last meeting that he was said to be at."""
        if agent is None or agent.speaker is None:
            return None
        if agent.speaker in self._heard:
            return self._heard[agent.speaker]
        place = self._doc[agent.start].idx
        for _, _, mention in reversed(self._mentions):
            event = self._events[mention.event]
            is_known = agent.speaker in mention.attendees
            if is_known and mention.span.begin < place and event.is_meeting:
                return event.key if event.status == "held" and event.kind != "visit" else None
        return None
