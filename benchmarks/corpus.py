"""Measures extraction over articles without gold: crashes, the slowest article, exact evidence.

Usage: ``python benchmarks/corpus.py PATH…`` with files or folders of articles. Prints what failed,
every evidence that does not lie in the body of its article, the slowest articles, and how much time
extraction takes beside tokenising the same texts alone. Exit status 1 where anything is wrong.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from diplograph.extract.language import blank
from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import Source, read_sources
from diplograph.ontology.errors import ArticleFormatError
from diplograph.ontology.model import Extraction, Span

_SLOWEST = 3
_SECOND = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """The measurement of one article."""

    name: str
    characters: int
    seconds: float
    meetings: int
    positions: int
    #: Evidence that is empty or lies outside the body.
    misplaced: tuple[Span, ...]


def main() -> int:
    """Measure and print."""
    sources = list(read_sources(sys.argv[1:]))
    failures = [str(source) for source in sources if isinstance(source, ArticleFormatError)]
    articles = [source for source in sources if isinstance(source, Source)]
    extractor = Extractor()
    if articles:
        extractor.extract(articles[0])  # what is built at the first call is no article's time
    rows = [measure(extractor, source) for source in articles]
    for line in failures:
        print(f"failed: {line}")
    for row in rows:
        for span in row.misplaced:
            print(f"misplaced evidence: {row.name}:{span.begin}-{span.end}")
    slow = [row for row in rows if row.seconds > _SECOND]
    for row in sorted(rows, key=lambda row: -row.seconds)[:_SLOWEST]:
        print(f"{row.seconds:6.3f} s  {row.characters:8} characters  {row.name}")
    seconds = sum(row.seconds for row in rows)
    print(f"articles {len(rows)}, failed {len(failures)}, slower than a second {len(slow)}")
    print(f"meetings {sum(r.meetings for r in rows)}, positions {sum(r.positions for r in rows)}")
    print(f"{seconds / tokenising(articles):.0f} times as long as tokenising alone")
    return 1 if failures or slow or any(row.misplaced for row in rows) else 0


def measure(extractor: Extractor, source: Source) -> Row:
    """Extract one article."""
    started = time.perf_counter()
    found = extractor.extract(source)
    seconds = time.perf_counter() - started
    body = found.article.body
    return Row(
        source.name,
        len(source.text),
        seconds,
        sum(event.is_meeting for event in found.events),
        len(found.positions),
        tuple(s for s in spans(found) if not body.begin <= s.begin < s.end <= body.end),
    )


def spans(found: Extraction) -> Iterator[Span]:
    """Yield the evidence of every node."""
    for nodes in (
        found.actors,
        found.places,
        found.series,
        found.events,
        found.tenures,
        found.attendances,
        found.positions,
    ):
        for node in nodes:
            yield from node.evidence


def tokenising(articles: list[Source]) -> float:
    """Return how long the tokenizer alone takes, in seconds."""
    nlp = blank()
    started = time.perf_counter()
    for source in articles:
        nlp.make_doc(source.text)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
