"""The page that says what the server runs with."""

from fastapi import Request
from fastapi.responses import Response

from diplograph.api.settings import SETTINGS, Settings
from diplograph.api.site.rendering import render
from diplograph.graph.snapshots import Snapshot

__all__ = ["settings_page", "settings_table"]

#: What each kind of isolation means to a reader.
_ISOLATION = {
    "seccomp": "workers cannot reach any address: a filter of system calls",
    "namespace": "workers cannot reach any address: a network without interfaces",
    "none": "the system lets workers reach other addresses; only the check of each query does not",
    "": "no worker has started yet",
}


def settings_table(settings: Settings, isolation: str) -> dict[str, object]:
    """Return what the server runs with, for JSON."""
    rows = {
        setting.name: {
            "value": setting.shown(settings),
            "unit": setting.kind.unit,
            "option": setting.option,
            "variable": setting.variable,
            "what": setting.text,
            "beyond": setting.beyond,
        }
        for setting in SETTINGS
    }
    return {"settings": rows, "network": isolation or None, "writes": bool(settings.token)}


def settings_page(
    request: Request, snapshot: Snapshot, settings: Settings, isolation: str
) -> Response:
    """Return the same as a page."""
    return render(
        *(request, snapshot, "settings.html"),
        settings=settings,
        rows=SETTINGS,
        network=_ISOLATION[isolation],
    )
