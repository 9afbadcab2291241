"""The start page: what the server holds, and a first query to try."""

from html import escape
from urllib.parse import urlencode

from diplograph.api.settings import Settings
from diplograph.graph.snapshots import Manifest

__all__ = ["FIRST_QUERY", "start_page"]

FIRST_QUERY = """\
SELECT ?holder ?stance ?words WHERE {
  ?position a dip:Position ; dip:holder/rdfs:label ?holder ;
            dip:stance/rdfs:label ?stance ; dip:evidence/nif:anchorOf ?words .
  FILTER(lang(?holder) = "vi" && lang(?stance) = "en")
} ORDER BY ?holder ?stance LIMIT 10"""

_PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>diplograph</title>
<meta name="viewport" content="width=device-width">
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
padding: 0 1rem }} pre {{ overflow: auto; padding: 1rem; background: #8882 }}</style></head>
<body>
<h1>diplograph</h1>
<p>{articles} articles and {quads} statements in snapshot <code>{snapshot}</code>,
published {published}.</p>
<p>The SPARQL endpoint is <a href="/sparql?{example}"><code>/sparql</code></a>. The prefixes of the
ontology, its vocabularies and the data need no declaration here. A first query:</p>
<pre>{query}</pre>
<p>Queries are stopped after {timeout:g} seconds. Updates, SERVICE and LOAD are off.</p>
</body>
</html>
"""


def start_page(manifest: Manifest, settings: Settings) -> str:
    """Return the start page as HTML."""
    return _PAGE.format(
        articles=manifest.articles,
        quads=manifest.quads,
        snapshot=escape(manifest.id),
        published=escape(manifest.published),
        example=escape(urlencode({"query": FIRST_QUERY})),
        query=escape(FIRST_QUERY),
        timeout=settings.timeout,
    )
