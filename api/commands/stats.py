"""``diplograph stats``: what a graph holds, or what was not understood in articles."""

import argparse
import sys
from collections.abc import Iterator
from itertools import groupby

from diplograph.api.commands.options import Commands, add_store
from diplograph.api.settings import store_folder
from diplograph.extract.body import zones
from diplograph.extract.gaps import Gap, GapFinder, count_gaps
from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import read_sources
from diplograph.graph.snapshots import current_snapshot
from diplograph.graph.statistics import statistics
from diplograph.ontology.errors import ArticleFormatError

__all__ = ["add_to"]

_MOST_FREQUENT = 10


def add_to(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("stats", help="count what the published graph holds")
    parser.add_argument(
        "--gaps",
        nargs="+",
        metavar="PATH",
        help="instead: read these articles and count what was not understood in them",
    )
    parser.add_argument(
        "--top", type=int, default=20, metavar="N", help="how many gaps of each kind (20)"
    )
    add_store(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.gaps:
        return _print_gaps(arguments)
    snapshot = current_snapshot(store_folder(arguments.store))
    found = statistics(snapshot.open())
    rows: list[tuple[str, object]] = [
        ("articles", found.articles),
        ("events", found.events),
        ("of these meetings", found.meetings),
        ("persons", found.persons),
        ("attendances", found.attendances),
        ("positions", found.positions),
        ("first date", found.first_date or "-"),
        ("last date", found.last_date or "-"),
        ("snapshot", snapshot.id),
    ]
    for name, value in rows:
        print(f"{name:20} {value}")
    for title, counts in (("stances", found.stances), ("issues", found.issues)):
        print(f"\n{title}")
        for name, count in counts[:_MOST_FREQUENT]:
            print(f"{count:6}  {name}")
    return 0


def _print_gaps(arguments: argparse.Namespace) -> int:
    """Print, for each kind of gap, the most frequent ones with the place where each is first."""
    failures: list[ArticleFormatError] = []
    counts = count_gaps(_gaps(arguments.gaps, failures))
    for kind, group in groupby(counts, key=lambda count: count.kind):
        rows = list(group)
        print(f"{kind}: {sum(row.count for row in rows)}, of {len(rows)} wordings")
        print(f"{'times':>7}{'articles':>10}  words (first in)")
        for row in rows[: max(0, arguments.top)]:
            place = f"{row.article}:{row.span.begin}-{row.span.end}"
            print(f"{row.count:7}{row.articles:10}  {row.words} ({place})")
        print()
    for failure in failures:
        print(f"diplograph: {failure}", file=sys.stderr)
    return 1 if failures else 0


def _gaps(
    paths: list[str], failures: list[ArticleFormatError]
) -> Iterator[tuple[str, Iterator[Gap]]]:
    extractor = Extractor()
    finder = GapFinder(extractor)
    for source in read_sources(paths):
        if isinstance(source, ArticleFormatError):
            failures.append(source)
        else:
            doc = extractor.annotate(source, zones(source.text))
            yield source.name, finder.gaps(doc)
