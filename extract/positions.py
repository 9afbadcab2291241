"""Positions: who takes which stand, for whom, to whom, where, in which words.

Turns the acts that ``clauses.py`` reads into ``doc._.positions``: resolves subjects to holders and
speakers across sentences (pronouns, ellipsis, "thay mặt", quotations), finds the occasion and the
addressee, and joins repetitions of one act. Reads ``doc._.events``, ``doc._.event_mentions``,
``doc._.person_mentions``, ``doc._.actors``; runs last. The rules are those of the annotation
guidelines: a minister who speaks for a state is the speaker, the state the holder.
"""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.agents import agents
from diplograph.extract.clauses import ClauseReader
from diplograph.extract.confidence import confidence_of
from diplograph.extract.cues import CueFinder
from diplograph.extract.drafts import Draft, DraftWriter
from diplograph.extract.issues import IssueFinder
from diplograph.extract.occasion_tracking import OccasionTracker
from diplograph.extract.quotes import quotations
from diplograph.extract.relevance import relevant
from diplograph.extract.repetition import without_repetitions
from diplograph.extract.wordings import WordingFinder
from diplograph.ontology.iris import position_key
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Position, Span

__all__ = ["PositionFinder", "make_position_finder"]


class PositionFinder:
    """Finds the positions of docs."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        """Build the matchers from the lexicon."""
        self._wordings = WordingFinder(nlp, lexicon)
        self._about_events = WordingFinder(nlp, lexicon, "event-wording")
        self._lexicon = lexicon
        self._cues = CueFinder(nlp, lexicon)
        self._issues = IssueFinder(nlp, lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Write the positions on a doc."""
        wordings = self._wordings.find(doc)
        actors = agents(doc, wordings)
        reader = ClauseReader(doc, wordings, actors, self._cues.find(doc, wordings))
        quoted = quotations(doc)
        occasions = OccasionTracker(doc, self._lexicon, self._about_events.find(doc), quoted)
        writer = DraftWriter(doc, wordings, actors, quoted, occasions)
        drafts = writer.drafts(reader)
        kept = without_repetitions(doc.text, relevant(doc, drafts, wordings), _summaries(doc))
        doc._.positions = tuple(self._positions(doc, kept))
        doc._.holders = writer.collectives(doc._.positions)
        return doc

    def _positions(self, doc: Doc, drafts: Iterable[Draft]) -> Iterable[Position]:
        parties = {event.key: event.parties for event in doc._.events}
        subject = self._issues.subject_of(doc)
        before: Draft | None = None
        issues: tuple[str, ...] = ()
        for draft in drafts:
            related = before is not None and draft.sentence == before.sentence
            issues = self._issues.issues(
                doc,
                draft.evidence[0],
                draft.cue_begin,
                opening=draft.opening,
                previous=issues if related else (),
                parties=_sides(doc, draft, parties.get(draft.occasion or "", ())),
                subject=subject,
            )
            before = draft
            if not issues and _is_remark(draft):
                continue
            yield Position(
                key=position_key(doc._.article, draft.cue_begin),
                holder=draft.holder,
                stance=draft.stance,
                evidence=draft.evidence,
                confidence=confidence_of(draft.rule),
                rule=draft.rule,
                speech="direct" if draft.direct else "indirect",
                issues=issues,
                speaker=draft.speaker if draft.speaker != draft.holder else None,
                addressee=draft.addressee,
                occasion=draft.occasion,
                content=draft.content,
            )


def _is_remark(draft: Draft) -> bool:
    """Whether a draft is what somebody merely said; on no issue that is no stand."""
    return draft.rule.endswith("-speech") and draft.stance in ("affirm", "inform")


def _summaries(doc: Doc) -> list[Span]:
    """Return headline, captions and lead.

    A lead that more is said in than below it sums up nothing.
    """
    told = sum(zone.span.length for zone in doc._.zones if zone.kind == "paragraph")
    return [
        zone.span
        for zone in doc._.zones
        if zone.kind in ("headline", "caption") or (zone.kind == "lead" and zone.span.length < told)
    ]


def _sides(doc: Doc, draft: Draft, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom a position is between: who meets, else the holder and whom it names.

    The speech or press conference of one state says nothing of the others.
    """
    if len(parties) > 1 or any(not key.startswith("state/") for key in parties):
        return parties
    span = draft.evidence[0]
    return (draft.holder, *(one.key for one in doc._.actors if span.overlap(one.span)))


@Language.factory("positions")
def make_position_finder(nlp: Language, name: str) -> PositionFinder:
    """Create the component from the lexicon."""
    return PositionFinder(nlp, Lexicon.load())
