"""The page that says what the server runs with."""

from html import escape

from diplograph.api.settings import SETTINGS, Settings

__all__ = ["settings_page", "settings_table"]

_HEAD = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>diplograph</title>
<meta name="viewport" content="width=device-width">
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
padding: 0 1rem } table { border-collapse: collapse } td { padding: .2rem 1rem .2rem 0 }
pre { overflow: auto; padding: 1rem; background: #8882 }</style></head>
"""

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


def settings_page(settings: Settings, isolation: str) -> str:
    """Return the same as HTML."""
    rows = "".join(
        f"<tr><td><code>{setting.option}</code></td>"
        f"<td>{escape(setting.shown(settings)) or '–'}</td>"
        f"<td>{setting.kind.unit.lower()}</td>"
        f"<td>{escape(setting.text)}; beyond: {setting.beyond.replace('`', '')}</td></tr>\n"
        for setting in SETTINGS
    )
    return f"""{_HEAD}<body>
<h1>Settings</h1>
<table>
{rows}</table>
<p>Network: {_ISOLATION[isolation]}.</p>
<p>Writes: {"for who has the token" if settings.token else "off"}.</p>
<p><a href="/">Start page</a></p>
</body>
</html>
"""
