"""The page of a node, by its class."""

from collections.abc import Callable, Mapping
from itertools import groupby

from fastapi import Request
from fastapi.responses import Response

from diplograph.api.rendering import language
from diplograph.api.site.actors import actor_page, voice_of
from diplograph.api.site.article import article_page
from diplograph.api.site.events import event_page
from diplograph.api.site.positions import Filter, Listed, list_positions
from diplograph.api.site.rendering import render
from diplograph.api.site.tables import Link, Tables, open_tables
from diplograph.api.site.topics import issue_page, series_page
from diplograph.graph.snapshots import Snapshot

__all__ = ["resource_page"]

#: Positions that the page of an event shows before it links to the list of all.
_SHOWN = 200


def resource_page(request: Request, snapshot: Snapshot, key: str) -> Response | None:
    """Return the page of a node by its class; None where nodes of its class have none."""
    with open_tables(snapshot, language(request)) as tables:
        show = _SHOWS.get(tables.names([key])[key].kind)
        return show(request, snapshot, tables, key) if show else None


def _show_article(
    request: Request, snapshot: Snapshot, tables: Tables, key: str
) -> Response | None:
    article = article_page(tables, key, snapshot.manifest.base)
    return render(request, snapshot, "article.html", article=article) if article else None


def _show_event(request: Request, snapshot: Snapshot, tables: Tables, key: str) -> Response | None:
    base = snapshot.manifest.base
    event = event_page(tables, key, base)
    wanted = Filter(occasion=key)
    found = list_positions(tables, wanted, base, size=_SHOWN)
    if event is None:
        return None
    return render(
        *(request, snapshot, "event.html"),
        event=event,
        groups=_by_issue(found.positions),
        more=found.total if found.pages > 1 else 0,
        filter=wanted,
    )


def _show_actor(request: Request, snapshot: Snapshot, tables: Tables, key: str) -> Response | None:
    actor = actor_page(tables, key)
    if actor is None:
        return None
    return render(
        *(request, snapshot, "actor.html"),
        actor=actor,
        as_voice=voice_of(key),
        as_holder=Filter(holder=key),
        as_speaker=Filter(speaker=key),
        as_addressee=Filter(addressee=key),
    )


def _show_issue(request: Request, snapshot: Snapshot, tables: Tables, key: str) -> Response | None:
    issue = issue_page(tables, key)
    if issue is None:
        return None
    return render(request, snapshot, "issue.html", issue=issue, filter=Filter(issue=key))


def _show_series(request: Request, snapshot: Snapshot, tables: Tables, key: str) -> Response | None:
    series = series_page(tables, key)
    if series is None:
        return None
    return render(request, snapshot, "series.html", series=series)


_Show = Callable[[Request, Snapshot, Tables, str], Response | None]
_SHOWS: Mapping[str, _Show] = {
    "Article": _show_article,
    "Meeting": _show_event,
    "Event": _show_event,
    "MeetingSeries": _show_series,
    "Issue": _show_issue,
} | dict.fromkeys(("Person", "State", "Organization", "CollectiveActor"), _show_actor)


def _by_issue(positions: tuple[Listed, ...]) -> list[tuple[Link | None, list[Listed]]]:
    """Group positions by their first issue; those without any come last."""

    def name(position: Listed) -> tuple[bool, str]:
        return (not position.issues, position.issues[0].label if position.issues else "")

    groups = groupby(sorted(positions, key=name), name)
    found = [list(group) for _, group in groups]
    return [(each[0].issues[0] if each[0].issues else None, each) for each in found]
