"""Finds many phrases in a doc at once: the bridge from wordings in Turtle to spaCy's matcher.

Phrases are folded like the text (``normalize.py``), so a wording written either way is found.
Used by every component that looks for wordings.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.normalize import fold

__all__ = ["Gazetteer", "Match"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found: tokens ``start`` to ``end`` (exclusive) of the doc, and what it means."""

    start: int
    end: int
    value: T


class Gazetteer(Generic[T]):
    """Phrases and what they mean.

    A phrase may mean several things; each is a match of its own.
    """

    def __init__(
        self, nlp: Language, entries: Iterable[tuple[str, T]], *, case_sensitive: bool = False
    ) -> None:
        """Take phrases with their meanings.

        Args:
            nlp: Gives the tokenizer; the same one makes the docs.
            entries: Phrase and meaning.
            case_sensitive: Whether a phrase is found only as it is written here.
        """
        self._matcher = PhraseMatcher(nlp.vocab, attr="ORTH" if case_sensitive else "LOWER")
        self._meanings: dict[str, list[T]] = {}
        patterns: dict[str, Doc] = {}
        for phrase, meaning in entries:
            folded = fold(phrase) if case_sensitive else fold(phrase).lower()
            patterns.setdefault(folded, nlp.make_doc(folded))
            meanings = self._meanings.setdefault(folded, [])
            if meaning not in meanings:
                meanings.append(meaning)
        for folded, pattern in patterns.items():
            self._matcher.add(folded, [pattern])
        self._strings = nlp.vocab.strings

    def matches(self, text: Doc | SpacySpan) -> Iterator[Match[T]]:
        """Yield every match, those inside longer ones too, by start and then longest first.

        spaCy gives tokens of the doc, in a span too.
        """
        found = sorted(self._matcher(text), key=lambda match: (match[1], -match[2]))
        for phrase, start, end in found:
            for meaning in self._meanings[self._strings[phrase]]:
                yield Match(start, end, meaning)

    def longest(self, text: Doc | SpacySpan) -> list[Match[T]]:
        """Return matches that do not overlap: from left to right, each the longest there.

        All meanings of a phrase are returned.
        """
        kept: list[Match[T]] = []
        for match in self.matches(text):
            same = kept and (kept[-1].start, kept[-1].end) == (match.start, match.end)
            if same or not kept or match.start >= kept[-1].end:
                kept.append(match)
        return kept
