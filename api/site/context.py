"""What a page needs of the server that it runs in."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import Request

from diplograph.api.rendering import language
from diplograph.api.settings import Settings
from diplograph.api.site.tables import Tables, open_tables
from diplograph.graph.snapshots import Snapshot

__all__ = ["Ask", "Site", "reading", "site_of"]

#: Answers a query on a snapshot in SPARQL's JSON, within the limits of the endpoint.
Ask = Callable[[str, Snapshot], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Site:
    """A server that shows a store."""

    settings: Settings
    #: Returns what the pages show.
    snapshot: Callable[[], Snapshot]
    ask: Ask


def site_of(request: Request) -> Site:
    """Return the server that a request came to."""
    site = request.app.state.site
    if not isinstance(site, Site):
        raise TypeError(site)
    return site


@contextmanager
def reading(request: Request) -> Iterator[tuple[Snapshot, Tables]]:
    """Open the tables of the published snapshot, with names in the language of the page."""
    snapshot = site_of(request).snapshot()
    with open_tables(snapshot, language(request)) as tables:
        yield snapshot, tables
