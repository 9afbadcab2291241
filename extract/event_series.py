"""Which series a meeting belongs to: by the series' own name, or by sides, level, portfolio, kind.

Series are those of ``authority/series.ttl``; one that is not there is minted where the text shows
that there is one, by an ordinal or a word such as "thường niên" (annual).
"""

import re
from collections.abc import Iterable, Sequence

from diplograph.ontology.iris import local_name, series_key
from diplograph.ontology.lexicon import Entity, Lexicon
from diplograph.ontology.model import Series, Span

__all__ = ["SeriesFinder"]

#: The ordinal of a meeting and what follows it are no part of its series' name.
_ORDINAL = re.compile(r"\s+(?:lần|thứ)\s.*$|\s*\d.*$", re.DOTALL)


class SeriesFinder:
    """Finds series by what their meetings have in common."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the series of the authority files."""
        self._series = lexicon.of_kind("MeetingSeries")
        self._by_key = {series.key: series for series in self._series}

    def key(
        self,
        named: str | None,
        parties: Iterable[str],
        level: str | None,
        portfolio: str | None,
        kind: str,
    ) -> str | None:
        """Return the key of the series; None where none fits.

        Args:
            named: Key of the series whose name stands in the text.
            parties: Keys of the sides.
            level: The level, where it is known.
            portfolio: The portfolio, where it is not the general one.
            kind: The kind of event.
        """
        if named is not None:
            return named
        sides = set(parties)
        fitting = [
            series
            for series in self._series
            if set(series.parties) == sides and sides and series.portfolio == portfolio
        ]
        if kind == "dialogue":
            return next((s.key for s in fitting if s.event_kind == "dialogue"), None)
        same_level = [s for s in fitting if s.level == level and s.event_kind != "dialogue"]
        return same_level[0].key if level and same_level else None

    def parties(self, key: str) -> Sequence[str]:
        """Return the sides of the meetings of a series."""
        series: Entity | None = self._by_key.get(key)
        return series.parties if series else ()

    def level(self, key: str) -> str | None:
        """Return the level of the meetings of a series."""
        series: Entity | None = self._by_key.get(key)
        return series.level if series else None

    def mint(
        self,
        name: str,
        span: Span,
        parties: Iterable[str],
        level: str | None,
        portfolio: str | None,
        kind: str,
    ) -> Series:
        """Return a series that the authority files lack, named by what identifies it.

        Args:
            name: The fullest name of one of its meetings, whose ordinal is cut off for the label.
            span: Where that name stands.
            parties: Keys of the sides.
            level: The level.
            portfolio: The portfolio.
            kind: The kind of event.
        """
        parts = [*sorted(local_name(key) for key in set(parties)), portfolio, level, kind]
        label = _ORDINAL.sub("", " ".join(name.split())) or name
        return Series(series_key(" ".join(filter(None, parts))), label, (span,))
