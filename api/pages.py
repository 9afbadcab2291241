"""The pages of the server: what it holds, with a first query to try, and what it runs with."""

from html import escape
from urllib.parse import urlencode

from diplograph.api.settings import SETTINGS, Settings
from diplograph.graph.snapshots import Manifest

__all__ = ["FIRST_QUERY", "settings_page", "settings_table", "start_page"]

FIRST_QUERY = """\
SELECT ?holder ?stance ?words WHERE {
  ?position a dip:Position ; dip:holder/rdfs:label ?holder ;
            dip:stance/rdfs:label ?stance ; dip:evidence/nif:anchorOf ?words .
  FILTER(lang(?holder) = "vi" && lang(?stance) = "en")
} ORDER BY ?holder ?stance LIMIT 10"""

_HEAD = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>diplograph</title>
<meta name="viewport" content="width=device-width">
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
padding: 0 1rem } table { border-collapse: collapse } td { padding: .2rem 1rem .2rem 0 }
pre { overflow: auto; padding: 1rem; background: #8882 }</style></head>
"""

_START = """\
<body>
<h1>diplograph</h1>
<p>{articles} articles and {quads} statements in snapshot <code>{snapshot}</code>,
published {published}.</p>
<p>The SPARQL endpoint is <a href="/sparql?{example}"><code>/sparql</code></a>. The prefixes of the
ontology, its vocabularies and the data need no declaration here. A first query:</p>
<pre>{query}</pre>
<p>Queries are stopped after {timeout:g} seconds; <a href="/settings">all settings</a>.</p>
</body>
</html>
"""


def start_page(manifest: Manifest, settings: Settings) -> str:
    """Return the start page as HTML."""
    return _HEAD + _START.format(
        articles=manifest.articles,
        quads=manifest.quads,
        snapshot=escape(manifest.id),
        published=escape(manifest.published),
        example=escape(urlencode({"query": FIRST_QUERY})),
        query=escape(FIRST_QUERY),
        timeout=settings.timeout,
    )


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
