"""Turns what the tables know into HTML."""

import re
from pathlib import Path
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import pass_context
from jinja2.runtime import Context

from diplograph.api.addresses import address
from diplograph.api.negotiation import GRAPHS, PAGE, TABLES
from diplograph.api.rendering import TEMPLATES, tagged
from diplograph.api.rendering import language as chosen_language
from diplograph.api.site.language import LANGUAGES, Messages
from diplograph.api.site.network import Node
from diplograph.api.site.stances import POLARITIES
from diplograph.api.site.tables import Link
from diplograph.graph.snapshots import Snapshot
from diplograph.ontology.terms import SCHEMES, VOCAB_BASE

__all__ = ["GRAPH_FORMATS", "STATIC", "TABLE_FORMATS", "node_path", "render"]

#: Where npm puts what it builds out of ``web/``.
STATIC = Path(__file__).resolve().parent.parent / "static"

#: Names of the formats that tables and graphs can be had in.
TABLE_FORMATS = tuple(offer.name for offer in TABLES)
GRAPH_FORMATS = tuple(offer.name for offer in GRAPHS)

_ENDING = re.compile(r"\.html$")
_OK = 200
_YEAR = 365 * 24 * 3600


def node_path(key: str, base: str) -> str:
    """Return the path of a node's page, percent-encoded.

    >>> node_path("person/vn_đỗ-hùng-việt", "https://w3id.org/diplograph/id/")
    '/id/person/vn_%C4%91%E1%BB%97-h%C3%B9ng-vi%E1%BB%87t'
    """
    start = VOCAB_BASE if key.partition("/")[0] in SCHEMES else base
    return address(start + key, base) or "/"


def render(
    request: Request, snapshot: Snapshot, template: str, status: int = 200, **values: object
) -> Response:
    """Return a page.

    Args:
        request: What asked for it.
        snapshot: What it tells of.
        template: Its file in ``templates/``.
        status: Its HTTP status.
        values: What the template shows.
    """
    language = chosen_language(request)
    other = next(each for each in LANGUAGES if each != language)
    parameters = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    html = TEMPLATES.get_template(template).render(
        {
            "t": Messages(language),
            "manifest": snapshot.manifest,
            "page": template.removesuffix(".html"),
            "text": "",
            "polarities": POLARITIES,
            "is_built": (STATIC / "query.js").is_file(),
            "other_language_url": "?" + urlencode([*parameters, ("lang", other)]),
            "formats": GRAPHS,
            "place": _ENDING.sub("", request.url.path),
            "table_formats": TABLE_FORMATS,
            "graph_formats": GRAPH_FORMATS,
            "linked_kinds": _LINKED,
        }
        | values
    )
    headers = {"Content-Language": language, "X-Snapshot": snapshot.id}
    response: Response = HTMLResponse(html, status, headers)
    if status == _OK:
        response = tagged(request, html.encode(), PAGE.content_type, headers)
    if request.query_params.get("lang") == language:
        response.set_cookie("lang", language, max_age=_YEAR, samesite="lax")
    return response


#: Kinds of nodes whose words are links in the text of an article.
_LINKED = ("person", "state", "organization", "collective", "meeting", "event", "series", "place")


@pass_context
def _href(context: Context, node: Link | Node) -> str:
    return node_path(node.key, context["manifest"].base)


TEMPLATES.filters["href"] = _href
