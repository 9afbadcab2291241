"""From acts to drafts of positions: holder, speaker, addressee, occasion and exact evidence.

Carries a state from sentence to sentence: who acted last, for whom somebody speaks ("thay mặt
ASEAN": on behalf of ASEAN), at which event. Called by ``positions.py``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.acts import Act, read_acts
from diplograph.extract.addressees import AddresseeReader
from diplograph.extract.agents import Agent
from diplograph.extract.clauses import ClauseReader
from diplograph.extract.collectives import collective_of, named_organization, parties_of
from diplograph.extract.occasion_tracking import OccasionTracker
from diplograph.extract.quotes import Quotation
from diplograph.extract.reports import ReportReader
from diplograph.extract.speech import Sentence, SpeechReader
from diplograph.extract.wordings import Wordings
from diplograph.ontology.model import Actor, Event, Position, Span

__all__ = ["Draft", "DraftWriter"]

_TRAILING = frozenset(",;:.–-—(…/ \n")


@dataclass(frozen=True, slots=True)
class Draft:
    """A position before repetitions are joined."""

    holder: str
    stance: str
    evidence: tuple[Span, ...]
    content: Span | None
    rule: str
    cue_begin: int
    #: The words of its sentence before the first act, which may name its subject matter.
    opening: Span | None = None
    #: The sentence that it stands in, counted from the first.
    sentence: int = 0
    speaker: str | None = None
    #: Who tells of it, for whichever side.
    teller: str | None = None
    addressee: str | None = None
    occasion: str | None = None
    direct: bool = False
    #: It is what somebody says in so many words, without a verb of stance.
    statement: bool = False


@dataclass(frozen=True, slots=True)
class _Context:
    """What later sentences take up from earlier ones."""

    agent: Agent | None = None
    #: The last sentence in which it acted.
    sentence: int = -1
    #: Key of the actor on whose behalf ``behalf_speaker`` speaks.
    behalf: str | None = None
    behalf_speaker: str | None = None
    occasion: str | None = None


class DraftWriter:
    """Writes the drafts of one doc."""

    def __init__(
        self,
        doc: Doc,
        wordings: Wordings,
        actors: Sequence[Agent],
        quotations: Sequence[Quotation],
        occasions: OccasionTracker,
    ) -> None:
        """Take what was found in the doc."""
        self._doc = doc
        self._wordings = wordings
        self._agents = actors
        self._quotations = quotations
        self._events: dict[str, Event] = {event.key: event for event in doc._.events}
        self._collectives: dict[str, Actor] = {}
        self._occasions = occasions
        self._addressees = AddresseeReader(doc, wordings, actors)

    def drafts(self, reader: ClauseReader) -> list[Draft]:
        """Return the drafts of all sentences in order.

        Statements of one stance that follow each other in a quotation are one.
        """
        found: list[Draft] = []
        for draft in self._single(reader):
            if found and self._continues(found[-1], draft):
                found[-1] = _extended(found[-1], draft)
            else:
                found.append(draft)
        return found

    def _continues(self, one: Draft, other: Draft) -> bool:
        same = (one.holder, one.stance) == (other.holder, other.stance)
        is_quoted = one.rule.startswith("quoted") and other.statement
        between = self._doc.text[one.evidence[0].end : other.evidence[0].begin]
        return same and is_quoted and not any(map(str.isalnum, between))

    def _single(self, reader: ClauseReader) -> Iterator[Draft]:
        read = [
            Sentence(span, tuple(read_acts(reader, span.start, span.end)))
            for span in self._doc.sents
        ]
        speech = SpeechReader(self._doc, self._wordings, self._agents, self._quotations, reader)
        self._reports = ReportReader(self._doc, self._wordings, self._agents, reader)
        context = _Context()
        for number, sentence in enumerate(speech.attributed(read)):
            span, acts = sentence.span, sentence.acts
            context = self._enter(context, span, acts)
            for read_act, end in zip(acts, self._ends(acts, span), strict=True):
                act = replace(read_act, agent=read_act.agent or sentence.speaker)
                if number - context.sentence > 1 and not act.reporter:
                    act = replace(act, agent=self._named_last(act.agent))
                agent = act.agent or context.agent
                if self._is_foretold(act, sentence, context, number):
                    continue
                if act.cue.kind == "verb" and act.content and number - context.sentence > 1:
                    continue
                reporter = act.reporter or (
                    context.agent if agent and agent.kind == "self" else None
                )
                context = replace(context, occasion=self._occasions.occasion(agent, reporter))
                draft = self._draft(act, agent, end, context)
                if draft is not None:
                    yield replace(draft, opening=self._opening(span, acts[0]), sentence=number)
            context = self._leave(context, sentence, number)

    def _named_last(self, agent: Agent | None) -> Agent | None:
        """Return the state named last for "nước này" (this state); others as they are."""
        if agent is None or agent.kind != "self":
            return agent
        if self._wordings.ending("same-state", agent.end) is None:
            return agent
        before = (other for other in self._agents if other.end <= agent.start)
        states = [other for other in before if (other.actor or "").startswith("state/")]
        return replace(agent, kind="actor", actor=states[-1].actor) if states else agent

    def collectives(self, positions: Iterable[Position]) -> tuple[Actor, ...]:
        """Return the collectives that positions refer to."""
        used = {key for p in positions for key in (p.holder, p.addressee) if key}
        return tuple(self._collectives[key] for key in sorted(used & self._collectives.keys()))

    def _enter(self, context: _Context, sentence: SpacySpan, acts: Sequence[Act]) -> _Context:
        """Take up what a sentence says of where it is spoken and on whose behalf."""
        first = next((t.i for t in sentence if not t.is_space), sentence.start)
        if self._wordings.beginning("speech-opener", first) is not None:
            context = replace(context, behalf=None, behalf_speaker=None)
        for _, end in self._phrases("on-behalf", sentence):
            agent = next((a for a in self._agents if a.start == end), None)
            speaker = next((a for a in self._agents if a.start > end and a.speaker), None)
            if agent and agent.actor and speaker and speaker.start < sentence.end:
                context = replace(context, behalf=agent.actor, behalf_speaker=speaker.speaker)
        self._occasions.enter(sentence, acts)
        return context

    def _is_foretold(self, act: Act, sentence: Sentence, context: _Context, number: int) -> bool:
        """Whether only the journalist says what will be done: nobody speaks for the subject."""
        if act.cue.kind != "future" or act.rule != "subject" or act.frame is not None:
            return False
        if act.reporter or sentence.speaker or (act.agent and act.agent.kind == "self"):
            return False
        earlier = [other for other in sentence.acts if other.cue.start < act.cue.start]
        if earlier:
            return False
        return context.agent is None or number - context.sentence > 1

    def _leave(self, context: _Context, sentence: Sentence, number: int) -> _Context:
        if sentence.speaker is not None:
            return context
        subjects = [act.reporter or act.agent for act in sentence.acts]
        last = next((a for a in reversed(subjects) if a and a.kind != "self"), None)
        return replace(context, agent=last, sentence=number) if last else context

    def _phrases(self, name: str, sentence: SpacySpan) -> Iterator[tuple[int, int]]:
        for start, end in self._wordings.phrases(name):
            if sentence.start <= start and end <= sentence.end:
                yield start, end

    def _ends(self, acts: Sequence[Act], sentence: SpacySpan) -> list[int]:
        """Return where the words of each act end: before the next act, or with its content."""
        ends: list[int] = []
        for index, act in enumerate(acts):
            following = acts[index + 1] if index + 1 < len(acts) else None
            end = sentence.end
            if following is not None:
                end = following.start if following.frame is None else following.frame
            if act.content is not None:
                end = max(act.content[1], act.cue.end)
            ends.append(self._trimmed(max(end, act.cue.end), act.cue.end))
        return ends

    def _trimmed(self, end: int, least: int) -> int:
        """Drop closing marks and the words that link to the next act."""
        changed = True
        while changed and end > least:
            changed = False
            text = self._doc[end - 1].text
            if text in _TRAILING or self._doc[end - 1].is_space:
                end, changed = end - 1, True
                continue
            link = self._wordings.ending("clause-link", end)
            if link is not None and link >= least:
                end, changed = link, True
        return end

    def _draft(
        self,
        act: Act,
        agent: Agent | None,
        end: int,
        context: _Context,
    ) -> Draft | None:
        if agent is None:
            return None
        holder = self._holder(agent, act, context)
        stance = self._reports.stance(act, agent, *(act.content or (act.cue.end, end)))
        if holder is None or stance is None:
            return None
        act = replace(act, stance=stance)
        span, teller = self._span(act.start, end), act.reporter or act.agent
        return Draft(
            holder=holder,
            stance=act.stance,
            evidence=(span,),
            content=self._content(act, end),
            rule=act.rule + self._reports.manner(act),
            cue_begin=self._doc[act.cue.start].idx,
            speaker=self._speaker(act, holder, context),
            teller=teller.speaker if teller else None,
            addressee=self._addressee(act, holder, end, context),
            occasion=context.occasion,
            direct=self._is_direct(act, end),
            statement=act.content is not None,
        )

    def _content(self, act: Act, end: int) -> Span | None:
        start, told = act.content or (act.cue.end, end)
        end = min(told, end)
        return self._span(start, end) if end > start else None

    def _opening(self, sentence: SpacySpan, first: Act) -> Span | None:
        if first.start <= sentence.start:
            return None
        return self._span(sentence.start, first.start)

    def _span(self, start: int, end: int) -> Span:
        last = self._doc[end - 1]
        return Span(self._doc[start].idx, last.idx + len(last))

    def _holder(self, agent: Agent, act: Act, context: _Context) -> str | None:
        """Return the key of whose stand it is."""
        if agent.kind == "self":
            source = act.reporter or context.agent
            if source is None or source.kind == "self":
                return None
            if source.kind == "open" and source.members:
                return source.members[0]
            return self._holder(source, replace(act, reporter=None), context)
        if agent.kind == "person" and context.behalf and agent.speaker == context.behalf_speaker:
            return context.behalf
        if agent.kind in ("actor", "person", "private"):
            return agent.actor
        if agent.kind == "open":
            is_press = self._wordings.beginning("press", agent.start) is not None
            return None if is_press else self._open_actor(agent)
        return self._collective(agent, context)

    def _speaker(self, act: Act, holder: str, context: _Context) -> str | None:
        """Return who speaks for the holder: its subject, or the one who reports it.

        Nobody speaks for the parties together, or for a state of which another side reports.
        """
        agent, reporter = act.agent, act.reporter
        if agent is None or agent.kind == "person":
            return agent.speaker if agent else None
        if agent.kind in ("parties", "coordination"):
            return None
        if reporter is None:
            is_person = self._wordings.ending("speaking-self", agent.end) is not None
            return context.agent.speaker if is_person and context.agent else None
        is_foreign = holder.startswith("state/") and reporter.actor != holder
        return reporter.speaker if agent.kind == "self" or not is_foreign else None

    def _collective(self, agent: Agent, context: _Context) -> str:
        """Return the collective of "hai bên" or of names joined by "và", and remember it."""
        span = self._span(agent.start, agent.end)
        event = self._events.get(context.occasion or "")
        named = set(agent.members)
        if event is not None and (not named or len(named & set(event.parties)) > 1):
            actor = parties_of(event, span)
        else:
            label = self._doc.text[span.begin : span.end]
            actor = collective_of(label, agent.members, self._doc._.article, span)
        self._collectives.setdefault(actor.key, actor)
        return actor.key

    def _open_actor(self, agent: Agent) -> str:
        """Return an actor that no authority file knows, named as the text names it."""
        span = self._span(agent.start, agent.end)
        actor = named_organization(self._doc.text[span.begin : span.end], self._doc._.article, span)
        self._collectives.setdefault(actor.key, actor)
        return actor.key

    def _addressee(self, act: Act, holder: str, end: int, context: _Context) -> str | None:
        """Return the key of whom an act is directed at; of several names the first."""
        for agent in self._addressees.addressees(act, end):
            named = next((key for key in agent.members if key != holder), None)
            key = named if agent.kind == "coordination" else self._holder(agent, act, context)
            if key and key != holder:
                return key
        return None

    def _is_direct(self, act: Act, end: int) -> bool:
        """Whether most of the words stand in quotation marks."""
        quoted = sum(max(0, min(q.end, end) - max(q.start, act.start)) for q in self._quotations)
        return 2 * quoted > end - act.start


def _extended(one: Draft, other: Draft) -> Draft:
    """Return a statement that goes on into the next sentence."""
    span = Span(one.evidence[0].begin, other.evidence[0].end)
    return replace(one, evidence=(span,), content=span)
