"""Where the function words of ``vocab/wording.ttl`` stand in a doc, by class.

Rules read a clause from a cue leftwards, so a class is asked for the phrase that ends, or begins,
at a token.
"""

from collections import defaultdict
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.gazetteer import Gazetteer
from diplograph.ontology.lexicon import Lexicon

__all__ = ["WordingFinder", "Wordings"]


class Wordings:
    """The function words of one doc."""

    def __init__(self, found: Iterable[tuple[str, int, int]]) -> None:
        """Take class, first token and end (exclusive) of every phrase."""
        self._starts: dict[tuple[str, int], int] = {}
        self._ends: dict[tuple[str, int], int] = {}
        self._by_class: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for name, start, end in found:
            self._starts[name, end] = min(start, self._starts.get((name, end), start))
            self._ends[name, start] = max(end, self._ends.get((name, start), end))
            self._by_class[name].append((start, end))

    def ending(self, name: str, end: int) -> int | None:
        """Return where the longest phrase of a class that ends before token ``end`` begins."""
        return self._starts.get((name, end))

    def beginning(self, name: str, start: int) -> int | None:
        """Return the end of the longest phrase of a class that begins at token ``start``."""
        return self._ends.get((name, start))

    def phrases(self, name: str) -> tuple[tuple[int, int], ...]:
        """Return every phrase of a class as first token and end, in order; some may overlap."""
        return tuple(self._by_class[name])

    def has(self, name: str, start: int, end: int) -> bool:
        """Return whether a phrase of a class begins between two tokens."""
        return any(start <= first < end for first, _ in self._by_class[name])


class WordingFinder:
    """Finds the function words of docs."""

    def __init__(self, nlp: Language, lexicon: Lexicon, *schemes: str) -> None:
        """Build one matcher for all classes.

        Args:
            nlp: Gives the tokenizer.
            lexicon: Gives the wordings.
            schemes: Whose concepts are the classes; ``wording`` by default.
        """
        self._gazetteer = Gazetteer(
            nlp,
            (
                (wording, concept.name)
                for scheme in schemes or ("wording",)
                for concept in lexicon.concepts(scheme)
                for wording in concept.wordings
            ),
        )

    def find(self, doc: Doc) -> Wordings:
        """Return the function words of a doc."""
        return Wordings(
            (match.value, match.start, match.end) for match in self._gazetteer.matches(doc)
        )
