"""The words that carry a stance: "đề nghị" (request), "ủng hộ" (support), "sẽ" (will: commit).

Cues are the hidden labels of ``vocab/stance.ttl``. A cue that is also a reporting verb
(``wording/reporting-verb``) gives its stance only where what it reports has no act of its own.
"""

from dataclasses import dataclass
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.gazetteer import Gazetteer
from diplograph.extract.wordings import Wordings
from diplograph.ontology.lexicon import Lexicon

__all__ = ["Cue", "CueFinder"]

#: What a negated stance turns into; the stances that are not here lose their meaning.
_OPPOSITES = {
    "support": "oppose",
    "agree": "oppose",
    "welcome": "oppose",
    "appreciate": "oppose",
    "oppose": "support",
    "commit": "oppose",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that carries a stance: tokens ``start`` to ``end``."""

    start: int
    end: int
    stance: str
    kind: Literal["verb", "reporting", "future"] = "verb"

    def negated(self) -> str | None:
        """Return the stance of the negated cue; None where negation leaves no clear one."""
        return _OPPOSITES.get(self.stance)


class CueFinder:
    """Finds the cues of docs."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        """Build the matcher from the stance vocabulary."""
        entries: list[tuple[str, str | None]] = [
            (wording, concept.name)
            for concept in lexicon.concepts("stance")
            for wording in concept.wordings
        ]
        entries += [(wording, None) for wording in lexicon.wordings("wording", "not-a-cue")]
        self._gazetteer = Gazetteer[str | None](nlp, entries)

    def find(self, doc: Doc, wordings: Wordings) -> list[Cue]:
        """Return the cues of a doc in order; they do not overlap."""
        cues = [
            Cue(
                match.start,
                match.end,
                match.value,
                "reporting" if _is_reporting(doc, wordings, match.start, match.end) else "verb",
            )
            for match in self._gazetteer.longest(doc)
            if match.value is not None
        ]
        covered = {token for cue in cues for token in range(cue.start, cue.end)}
        futures = [
            Cue(start, end, "commit", "future")
            for start, end in wordings.phrases("commissive")
            if not covered.intersection(range(start, end))
        ]
        return _without_overlap(cues + futures)


def _is_reporting(doc: Doc, wordings: Wordings, start: int, end: int) -> bool:
    """Whether a cue is a verb of reporting, with or without the "that" behind it."""
    verb = wordings.beginning("reporting-verb", start)
    return verb == end or (verb == end - 1 and wordings.ending("complementiser", end) == end - 1)


def _without_overlap(cues: list[Cue]) -> list[Cue]:
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda cue: (cue.start, -cue.end)):
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
    return kept
