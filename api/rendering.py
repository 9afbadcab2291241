"""Pages in HTML: templates, the language of the reader, and answers that need not be sent twice."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from diplograph.api.cache import knows
from diplograph.api.site.language import choose_language

__all__ = ["TEMPLATES", "language", "rendered", "tagged"]

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def language(request: Request) -> str:
    """Return the language that a page is wanted in."""
    accepted = request.headers.get("accept-language", "")
    return choose_language(request.query_params, request.cookies, accepted)


def rendered(template: str, request: Request, **values: object) -> bytes:
    """Return a page.

    Args:
        template: A file of ``templates/``.
        request: Which language, and which address this is.
        values: What the template shows.
    """
    lang = language(request)
    root = request.scope.get("root_path", "")

    def in_words(english: str, vietnamese: str) -> str:
        return vietnamese if lang == "vi" else english

    page = TEMPLATES.get_template(template)
    return page.render(lang=lang, root=root, t=in_words, **values).encode()


def tagged(
    request: Request, content: bytes, content_type: str, headers: Mapping[str, str]
) -> Response:
    """Return an answer with a strong ETag, or 304 where the client has it already."""
    etag = '"' + hashlib.sha256(content).hexdigest()[:32] + '"'
    sent = {**headers, "ETag": etag}
    if knows(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=sent)
    return Response(content, headers=sent, media_type=content_type)
