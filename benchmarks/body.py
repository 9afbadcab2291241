"""Measures how well the body of articles is found, against gold annotations.

Usage: ``python benchmarks/body.py GOLD ARTICLES`` with a folder of gold files (``NAME.json`` with
``article``, ``body`` and ``published``) and the folder of the articles. Prints one row an article:
precision and recall in characters, gold evidence that fell outside the body or into zones that are
no part of the article, and whether the publication date is right.
"""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diplograph.extract.body import Body, zones
from diplograph.ontology.model import Span


@dataclass(frozen=True, slots=True)
class Row:
    """The measurement of one article."""

    name: str
    gold: int
    found: int
    common: int
    evidence: int
    lost: tuple[str, ...]
    published: bool
    seconds: float


def main() -> int:
    """Measure and print."""
    gold, articles = (Path(argument) for argument in sys.argv[1:])
    rows = [measure(path, articles) for path in sorted(gold.glob("*.json"))]
    print(f"{'article':28} {'gold':>6} {'found':>6} {'P':>6} {'R':>6} {'lost':>6} {'ms':>6}  date")
    for row in rows:
        print(_line(row))
        for text in row.lost:
            print(f"    lost: {text[:90]}")
    total = Row(
        "all",
        *(sum(getattr(row, field) for row in rows) for field in ("gold", "found", "common")),
        sum(row.evidence for row in rows),
        tuple(text for row in rows for text in row.lost),
        all(row.published for row in rows),
        sum(row.seconds for row in rows) / len(rows),
    )
    print(_line(total))
    return 0


def measure(path: Path, articles: Path) -> Row:
    """Compare one article with its gold annotation."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (articles / gold["article"]).read_bytes().decode("utf-8")
    started = time.perf_counter()
    body = zones(text)
    seconds = time.perf_counter() - started
    first, last = gold["body"]
    begin = text.index(first)
    span = Span(begin, text.rindex(last) + len(last))
    evidence = list(_evidence(gold))
    published = body.published.isoformat() if body.published else None
    return Row(
        name=path.stem,
        gold=span.end - span.begin,
        found=body.span.end - body.span.begin,
        common=span.overlap(body.span),
        evidence=len(evidence),
        lost=tuple(words for words in evidence if not _is_kept(words, text, body)),
        published=published == gold["published"],
        seconds=seconds,
    )


def _evidence(gold: dict[str, Any]) -> Iterator[str]:
    for position in gold["positions"]:
        yield position["evidence"]
        yield from position.get("also", ())


def _is_kept(words: str, text: str, body: Body) -> bool:
    """Return whether some occurrence of the words lies in zones of the article."""
    begin = text.find(words)
    while begin >= 0:
        span = Span(begin, begin + len(words))
        shared = (
            text[max(span.begin, zone.span.begin) : min(span.end, zone.span.end)]
            for zone in body.zones
            if zone.is_article and span.overlap(zone.span)
        )
        if "".join("".join(shared).split()) == "".join(words.split()):
            return True
        begin = text.find(words, begin + 1)
    return False


def _line(row: Row) -> str:
    precision = row.common / row.found if row.found else 0.0
    recall = row.common / row.gold
    return (
        f"{row.name:28} {row.gold:6} {row.found:6} {precision:6.3f} {recall:6.3f} "
        f"{len(row.lost):>2}/{row.evidence:<3} {row.seconds * 1000:6.1f}  "
        f"{'right' if row.published else 'WRONG'}"
    )


if __name__ == "__main__":
    sys.exit(main())
