"""What the tables know of meetings and other events."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diplograph.api.site.tables import Link, Names, Tables, Value, text_of

__all__ = [
    "Attendee",
    "Event",
    "EventPage",
    "Source",
    "event_page",
    "list_events",
    "sources",
]

#: Columns of ``event`` whose values are concepts, with the scheme of each.
_CONCEPTS = (("kind", "kind"), ("level", "level"), ("mode", "mode"), ("status", "status"))


@dataclass(frozen=True, slots=True)
class Source:
    """An article that something was read from."""

    article: Link
    published: str | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """An event in a list. Where articles differ, the value that sorts last."""

    link: Link
    is_meeting: bool
    date: str | None
    ordinal: int | None
    level: Link | None
    status: Link | None
    parties: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who took part, as one article says it."""

    actor: Link
    represents: Link | None
    office: str | None
    roles: tuple[Link, ...]
    quote: str
    article: Link
    anchor: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """All that is known of an event. Several values of one property mean that articles differ."""

    link: Link
    is_meeting: bool
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    dates: tuple[tuple[str, str | None, Link | None], ...]
    ordinals: tuple[int, ...]
    series: tuple[Link, ...]
    whole: tuple[Link, ...]
    parts: tuple[Event, ...]
    parties: tuple[Link, ...]
    attendees: tuple[Attendee, ...]
    sources: tuple[Source, ...]


def event_page(tables: Tables, key: str, base: str) -> EventPage | None:
    """Return what is known of an event; None where there is no such event."""
    rows = tables.rows(
        """SELECT DISTINCT meeting, kind, level, mode, status, date, end_date, basis, ordinal,
           series, place, whole FROM event WHERE key = ?""",
        key,
    )
    if not rows:
        return None
    named = {f"{scheme}/{row[i + 1]}" for row in rows for i, (_, scheme) in enumerate(_CONCEPTS)}
    named |= {f"date-basis/{row[7]}" for row in rows} | {key}
    links = {value for row in rows for value in row[9:12] if isinstance(value, str)}
    parties = tables.column("SELECT DISTINCT actor FROM party WHERE event = ?", key)
    names = tables.names(named | links | {*parties})
    facts = [(name, _concepts(names, rows, i + 1, s)) for i, (name, s) in enumerate(_CONCEPTS)]
    return EventPage(
        link=names[key],
        is_meeting=any(row[0] for row in rows),
        facts=(*facts, ("place", _links(names, rows, 10))),
        dates=tuple(
            sorted({(str(r[5]), text_of(r[6]), _basis(names, r[7])) for r in rows if r[5]}, key=str)
        ),
        ordinals=tuple(sorted({int(row[8]) for row in rows if row[8]})),
        series=_links(names, rows, 9),
        whole=_links(names, rows, 11),
        parts=list_events(tables, "whole = ?", key),
        parties=tuple(names[party] for party in parties),
        attendees=tuple(_attendees(tables, key, base)),
        sources=sources(tables, "event", key),
    )


def list_events(
    tables: Tables, condition: str, *values: Value, limit: int = 200, offset: int = 0
) -> tuple[Event, ...]:
    """Return events, the newest first; those without a date come last.

    Args:
        tables: Where they are.
        condition: What SQL asks of a row of ``occasion``.
        values: The values in it.
        limit: How many at most.
        offset: How many to leave out before.
    """
    rows = tables.rows(
        f"""SELECT key, meeting, date, ordinal, level, status FROM occasion
            WHERE {condition} ORDER BY date DESC, key LIMIT ? OFFSET ?""",  # noqa: S608
        *values,
        limit,
        offset,
    )
    keys = [str(row[0]) for row in rows]
    marks = ", ".join("?" * len(keys))
    parties: dict[str, list[str]] = {}
    query = f"SELECT DISTINCT event, actor FROM party WHERE event IN ({marks})"  # noqa: S608
    for event, actor in tables.rows(query, *keys):
        parties.setdefault(str(event), []).append(str(actor))
    named = {*keys} | {actor for each in parties.values() for actor in each}
    named |= {f"level/{row[4]}" for row in rows} | {f"status/{row[5]}" for row in rows}
    names = tables.names(named)
    return tuple(
        Event(
            link=names[str(key)],
            is_meeting=bool(meeting),
            date=text_of(date),
            ordinal=int(ordinal) if ordinal else None,
            level=names[f"level/{level}"] if level else None,
            status=names[f"status/{status}"] if status else None,
            parties=tuple(names[actor] for actor in parties.get(str(key), ())),
        )
        for key, meeting, date, ordinal, level, status in rows
    )


def sources(tables: Tables, table: str, key: str) -> tuple[Source, ...]:
    """Return the articles that tell of a node, the oldest first.

    Args:
        tables: Where they are.
        table: ``event`` or ``node``: where the node is a row of each article that tells of it.
        key: The node.
    """
    rows = tables.rows(
        f"""SELECT DISTINCT article.key, published, publisher FROM {table}
            JOIN article USING (graph) WHERE {table}.key = ? ORDER BY published, article.key""",  # noqa: S608
        key,
    )
    names = tables.names(row[0] for row in rows)
    return tuple(Source(names[str(a)], text_of(when), text_of(who)) for a, when, who in rows)


def _attendees(tables: Tables, event: str, base: str) -> Iterator[Attendee]:
    rows = tables.rows(
        """SELECT DISTINCT attendance.key, attendee, represents, office, role, attendance.quote,
           graph.iri FROM attendance JOIN graph USING (graph)
           LEFT JOIN tenure ON tenure.key = attendance.tenure AND tenure.graph = attendance.graph
           WHERE event = ? ORDER BY represents IS NULL, represents, attendee, graph.iri""",
        event,
    )
    roles = {role: f"role/{role}" for row in rows for role in str(row[4] or "").split()}
    articles = [str(row[6]).removeprefix(base) for row in rows]
    names = tables.names(
        {value for row in rows for value in row[1:3]} | {*articles} | {*roles.values()}
    )
    for row, article in zip(rows, articles, strict=True):
        key, attendee, represents, office, role, quote, _ = row
        yield Attendee(
            actor=names[str(attendee)],
            represents=names.get(text_of(represents)),
            office=text_of(office),
            roles=tuple(names[roles[name]] for name in str(role or "").split()),
            quote=str(quote or ""),
            article=names[article],
            anchor=str(key).rsplit("/", 1)[-1],
        )


def _concepts(
    names: Names, rows: Iterable[tuple[Value, ...]], column: int, scheme: str
) -> tuple[Link, ...]:
    return tuple(
        names[f"{scheme}/{value}"]
        for value in sorted({r[column] for r in rows if r[column]}, key=str)
    )


def _links(names: Names, rows: Iterable[tuple[Value, ...]], column: int) -> tuple[Link, ...]:
    return tuple(
        names[str(value)] for value in sorted({r[column] for r in rows if r[column]}, key=str)
    )


def _basis(names: Names, value: Value) -> Link | None:
    return names[f"date-basis/{value}"] if value else None
