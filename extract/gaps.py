"""What was not understood in articles, counted, so that one can see what to add to the lexicon.

Five kinds of gaps (``GAP_KINDS``). Each is counted under the words that a wording or an authority
file would need: the cue, the name, the head of the event, the words behind an actor. Reads docs as
the pipeline leaves them; called by ``diplograph stats --gaps``.

Limits: a gap is a hint, not an error. A cue may well have no holder ("sự ủng hộ", the support), and
a capitalised name need not be an actor.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.cues import CueFinder
from diplograph.extract.event_names import EventNameFinder
from diplograph.extract.gazetteer import Gazetteer
from diplograph.extract.pipeline import Extractor
from diplograph.extract.wordings import WordingFinder, Wordings
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Span

__all__ = ["GAP_KINDS", "Gap", "GapCount", "GapFinder", "count_gaps"]

GapKind = Literal[
    "cue without a holder",
    "person without a side",
    "event without parties",
    "actors without a position",
    "unknown name",
]
#: The kinds in the order of the report.
GAP_KINDS: tuple[GapKind, ...] = get_args(GapKind)

#: How many words behind an actor tell what it does: "Nga | tố cáo Mỹ".
_DOING = 2
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """One place that was not understood."""

    kind: GapKind
    #: The words that the same gap is counted under, in lower case except for names.
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class GapCount:
    """How often a gap occurs, and where first."""

    kind: GapKind
    words: str
    count: int
    articles: int
    #: The article that has it first, and the place there.
    article: str
    span: Span


def count_gaps(found: Iterable[tuple[str, Iterable[Gap]]]) -> list[GapCount]:
    """Count gaps over articles.

    Args:
        found: Names of articles, each with its gaps.

    Returns:
        One count for each kind and wording: by kind, then the most frequent first.
    """
    places: dict[tuple[GapKind, str], list[tuple[str, Span]]] = {}
    for article, gaps in found:
        for gap in gaps:
            places.setdefault((gap.kind, gap.words), []).append((article, gap.span))
    counts = [
        GapCount(kind, words, len(at), len({article for article, _ in at}), *at[0])
        for (kind, words), at in places.items()
    ]
    return sorted(counts, key=lambda c: (GAP_KINDS.index(c.kind), -c.count, c.words))


class GapFinder:
    """Finds the gaps of docs."""

    def __init__(self, extractor: Extractor) -> None:
        """Build the matchers with the tokenizer of an extractor, whose docs are read later."""
        lexicon = Lexicon.load()
        self._wordings = WordingFinder(extractor.nlp, lexicon)
        self._cues = CueFinder(extractor.nlp, lexicon)
        self._event_names = EventNameFinder(extractor.nlp, lexicon)
        self._lexicon = Gazetteer(extractor.nlp, ((name, None) for name in _names(lexicon)))

    def gaps(self, doc: Doc) -> Iterator[Gap]:
        """Yield the gaps of a doc, kind by kind.

        Args:
            doc: As ``Extractor.annotate`` gives it.
        """
        wordings = self._wordings.find(doc)
        yield from self._cues_without_holder(doc, wordings)
        for person in doc._.people:
            if person.side is None:
                yield Gap("person without a side", person.name, person.mentions[0])
        yield from self._events_without_parties(doc)
        yield from _actors_without_position(doc, wordings)
        yield from self._unknown_names(doc)

    def _cues_without_holder(self, doc: Doc, wordings: Wordings) -> Iterator[Gap]:
        understood = [span for position in doc._.positions for span in position.evidence]
        for cue in self._cues.find(doc, wordings):
            span = _span(doc[cue.start : cue.end])
            if not any(span.overlap(other) for other in understood):
                yield Gap("cue without a holder", _words(doc[cue.start : cue.end]), span)

    def _events_without_parties(self, doc: Doc) -> Iterator[Gap]:
        understood = [mention.span for mention in doc._.event_mentions]
        for name in self._event_names.names(doc):
            if not any(name.span.overlap(other) for other in understood):
                yield Gap("event without parties", _words(doc[name.start : name.end]), name.span)

    def _unknown_names(self, doc: Doc) -> Iterator[Gap]:
        """Yield runs of capitalised words inside sentences that nothing was recognised in."""
        known = {i for match in self._lexicon.matches(doc) for i in range(match.start, match.end)}
        known |= set(_recognised(doc))
        for sentence in doc.sents:
            first = next((token.i for token in sentence if token.is_alpha), sentence.start)
            capitals = [
                t.i for t in sentence if t.is_alpha and t.text[0].isupper() and t.i != first
            ]
            for run in _runs(capitals):
                if not known.intersection(run):
                    name = doc[run[0] : run[-1] + 1]
                    yield Gap("unknown name", " ".join(name.text.split()), _span(name))


def _actors_without_position(doc: Doc, wordings: Wordings) -> Iterator[Gap]:
    """Yield sentences that name several actors and hold no position, by what the first one does."""
    understood = [span for record in (*doc._.positions, *doc._.events) for span in record.evidence]
    for sentence in doc.sents:
        inside = _span(sentence)
        actors = [mention for mention in doc._.actors if inside.overlap(mention.span)]
        if len({actor.key for actor in actors}) < _SEVERAL:
            continue
        if any(inside.overlap(span) for span in understood):
            continue
        doing = _doing(doc, min(actor.span.end for actor in actors), sentence.end, wordings)
        if doing is not None:
            yield Gap("actors without a position", _words(doing), inside)


def _doing(doc: Doc, offset: int, end: int, wordings: Wordings) -> SpacySpan | None:
    """Return the words behind an actor that ends at an offset, adverbs left out."""
    start = next((token.i for token in doc if token.idx >= offset), end)
    while (after := wordings.beginning("adverb", start)) is not None:
        start = after
    words = doc[start : min(start + _DOING, end)]
    return words if len(words) == _DOING and all(t.is_alpha and t.is_lower for t in words) else None


def _names(lexicon: Lexicon) -> Iterator[str]:
    """Yield every label and wording of the lexicon."""
    for concepts in lexicon.schemes.values():
        for concept in concepts.values():
            yield from (*concept.forms, *concept.wordings)
    for entity in lexicon.entities.values():
        yield from (*entity.names, *entity.metonyms)


def _recognised(doc: Doc) -> Iterator[int]:
    """Yield the tokens of the actors, persons and events of a doc."""
    mentions = (*doc._.actors, *doc._.person_mentions, *doc._.event_mentions)
    spans = [mention.span for mention in mentions]
    spans += [span for person in doc._.people for span in person.mentions]
    covered = {offset for span in spans for offset in range(span.begin, span.end)}
    return (token.i for token in doc if token.idx in covered)


def _runs(indices: Iterable[int]) -> list[list[int]]:
    """Return numbers in ascending order as runs without holes."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _span(words: SpacySpan) -> Span:
    return Span(words.start_char, words.end_char)


def _words(words: SpacySpan) -> str:
    return " ".join(words.text.lower().split())
