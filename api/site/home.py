"""What is in a graph, for the start page."""

from dataclasses import dataclass

from diplograph.api.site.events import Event, Source, list_events
from diplograph.api.site.positions import Filter
from diplograph.api.site.stances import Mix, mixes
from diplograph.api.site.tables import Tables

__all__ = ["Home", "home"]


@dataclass(frozen=True, slots=True)
class Home:
    """A graph in numbers, with what is newest and most frequent in it."""

    articles: int
    meetings: int
    persons: int
    positions: int
    #: The first and the last date of its articles.
    first: str | None
    last: str | None
    #: Who published the articles, with how many, where that is known.
    outlets: tuple[tuple[str, int], ...]
    newest: tuple[Source, ...]
    latest: tuple[Event, ...]
    issues: tuple[Mix, ...]
    holders: tuple[Mix, ...]


def home(tables: Tables) -> Home:
    """Count what the tables hold."""
    outlets = tables.rows(
        """SELECT publisher, COUNT(*) FROM article WHERE publisher IS NOT NULL
           GROUP BY publisher ORDER BY 2 DESC, 1 LIMIT 20"""
    )
    newest = tables.rows(
        "SELECT key, published, publisher FROM article ORDER BY published DESC, key LIMIT 8"
    )
    ((first, last),) = tables.rows("SELECT MIN(published), MAX(published) FROM article")
    names = tables.names(row[0] for row in newest)
    return Home(
        articles=tables.count("SELECT COUNT(*) FROM article"),
        meetings=tables.count("SELECT COUNT(*) FROM occasion WHERE meeting"),
        persons=tables.count("SELECT COUNT(DISTINCT key) FROM node WHERE class = 'Person'"),
        positions=tables.count("SELECT COUNT(*) FROM position"),
        first=str(first) if first else None,
        last=str(last) if last else None,
        outlets=tuple((str(name), int(count or 0)) for name, count in outlets),
        newest=tuple(
            Source(names[str(key)], str(day) if day else None, str(who) if who else None)
            for key, day, who in newest
        ),
        latest=list_events(tables, "meeting AND date >= '1'", limit=8),
        issues=mixes(tables, "issue", Filter(), limit=12),
        holders=mixes(tables, "holder", Filter(), limit=12),
    )
