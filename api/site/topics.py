"""What the tables know of issues and of series of meetings."""

from dataclasses import dataclass

from diplograph.api.site.events import Event, list_events
from diplograph.api.site.positions import Filter
from diplograph.api.site.stances import Mix, mixes
from diplograph.api.site.tables import Link, Tables

__all__ = ["IssuePage", "SeriesPage", "issue_page", "series_page"]


@dataclass(frozen=True, slots=True)
class IssuePage:
    """All that is known of an issue."""

    link: Link
    broader: tuple[Link, ...]
    narrower: tuple[Link, ...]
    total: int
    holders: tuple[Mix, ...]
    years: tuple[Mix, ...]


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """All that is known of a series of meetings."""

    link: Link
    meetings: tuple[Event, ...]
    #: Ordinals between the first and the last that no article tells of.
    gaps: tuple[int, ...]


def issue_page(tables: Tables, key: str) -> IssuePage | None:
    """Return what is known of an issue; None where there is none of this key."""
    up = tables.column("SELECT topic FROM broader WHERE concept = ?", key)
    down = tables.column("SELECT concept FROM broader WHERE topic = ?", key)
    names = tables.names([key, *up, *down])
    if not names[key].kind:
        return None
    wanted = Filter(issue=key)
    return IssuePage(
        link=names[key],
        broader=tuple(names[topic] for topic in sorted(up)),
        narrower=tuple(names[topic] for topic in sorted(down)),
        total=tables.count("SELECT SUM(number) FROM tally WHERE issue = ?", key),
        holders=mixes(tables, "holder", wanted),
        years=mixes(tables, "year", wanted),
    )


def series_page(tables: Tables, key: str) -> SeriesPage | None:
    """Return what is known of a series; None where there is none of this key."""
    link = tables.names([key])[key]
    if not link.kind:
        return None
    meetings = list_events(tables, "series = ?", key, limit=1000)
    meetings = tuple(sorted(meetings, key=lambda m: (m.ordinal or 0, m.date or ""), reverse=True))
    seen = {meeting.ordinal for meeting in meetings if meeting.ordinal}
    gaps = sorted(set(range(min(seen), max(seen))) - seen) if seen else []
    return SeriesPage(
        link=link,
        meetings=meetings,
        gaps=tuple(gaps),
    )
