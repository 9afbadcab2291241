"""Which edition of an annual meeting is meant, and so its year: "G20 tại Hamburg", "AMM-50".

Articles name the summits of their day by city or ordinal and leave the year out. The editions of
``vocab/edition.ttl`` tell it. Called by ``dates.py``; the year of an edition is that of its event
(``event_writing.py``), and speaks for that of the article (``article_year.py``).
"""

import re
from collections.abc import Iterable

from diplograph.extract.annotations import Edition
from diplograph.extract.normalize import fold
from diplograph.ontology.lexicon import Concept, Lexicon
from diplograph.ontology.model import Span

__all__ = ["EditionReader"]

#: Between a series and its ordinal, and between it and the city.
_TO_ORDINAL = r"(?:\s*\([^()]{1,30}\))?[\s,-]*"
_TO_CITY = r"[^.;\n]{0,40}?"


class EditionReader:
    """Finds the editions that texts name."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Build the patterns from ``vocab/edition.ttl``."""
        at = _any(lexicon.wordings("event-wording", "at"))
        ordinal = _any(lexicon.wordings("event-wording", "ordinal"))
        concepts = {concept.name: concept for concept in lexicon.concepts("edition")}
        self._patterns = [
            (_pattern(concepts[edition.broader], edition, at, ordinal), int(edition.notation))
            for edition in concepts.values()
            if edition.broader and edition.notation
        ]
        self._another = re.compile(
            rf"\s*(?:{_any(lexicon.wordings('calendar', 'last-year'))})", re.IGNORECASE
        )

    def editions(self, text: str) -> tuple[Edition, ...]:
        """Return the editions that a folded text names, in order."""
        found = [
            Edition(Span(*match.span()), year)
            for pattern, year in self._patterns
            for match in pattern.finditer(text)
        ]
        # "Ngoại trưởng Cấp cao Đông Á lần thứ 8" is no "Cấp cao Đông Á lần thứ 8".
        found.sort(key=lambda edition: (edition.span.begin, -edition.span.end))
        kept: list[Edition] = []
        for edition in found:
            if not kept or edition.span.begin >= kept[-1].span.end:
                kept.append(edition)
        return tuple(kept)

    def years_at_hand(self, text: str, editions: Iterable[Edition]) -> set[int]:
        """Return the years of the editions that a text does not call past: "năm ngoái"."""
        return {e.year for e in editions if not self._another.match(text, e.span.end)}


def _pattern(series: Concept, edition: Concept, at: str, ordinal: str) -> re.Pattern[str]:
    named, called = _any(series.wordings), _any(edition.wordings)
    if all(wording.isdigit() for wording in edition.wordings):
        behind = rf"{_TO_ORDINAL}(?:(?:{ordinal})\s+)?(?:{called})(?![\d/.,-]?\d)"
    else:
        behind = rf"{_TO_CITY}\b(?:{at}|\()\s*[^.;\n]{{0,15}}?(?:{called})(?!\w)"
    return re.compile(rf"(?<!\w)(?:{named}){behind}", re.IGNORECASE)


def _any(wordings: Iterable[str]) -> str:
    longest_first = sorted(map(fold, wordings), key=lambda wording: (-len(wording), wording))
    return "|".join(map(re.escape, longest_first))
