"""Reads a query out of an HTTP request, by the SPARQL 1.1 Protocol (section 2.1).

Also refuses what this server never does: SERVICE and LOAD reach other addresses, updates change
the store. The check reads the query as tokens, past comments, strings and IRIs; SPARQL knows no
way to write these keywords with escapes. The query is brought into NFC like the data.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs

from diplograph.ontology.errors import QueryError, QueryForbiddenError

__all__ = ["BadRequestError", "QueryRequest", "check", "form_of", "parse_request"]

QueryForm = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_TOKENS = re.compile(
    r"""
    \#[^\n\r]*                                              # comment
    | <[^<>"{}|^`\\\x00-\x20]*>                             # IRI
    | \"\"\"(?:(?:\"|\"\")?(?:[^"\\]|\\.))*\"\"\"           # long strings
    | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'         # strings
    | [?$]\w+ | [\w.-]*:[\w.:%\\-]*                         # variables and prefixed names
    | @[\w-]+                                               # language tags
    | (?P<word>[A-Za-z]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_QUERY_FORMS: dict[str, QueryForm] = {
    "SELECT": "SELECT",
    "ASK": "ASK",
    "CONSTRUCT": "CONSTRUCT",
    "DESCRIBE": "DESCRIBE",
}
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})


class BadRequestError(QueryError):
    """A request that is no query request of the protocol."""

    def __init__(self, message: str, status: int = 400) -> None:
        """Keep the HTTP status beside the message."""
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query and the dataset that the request names."""

    query: str
    #: IRIs of the graphs that make up the default graph; empty: all of them.
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    #: A ``format`` or ``output`` parameter.
    format: str | None = None


def parse_request(
    method: str, query_string: str, content_type: str | None, body: bytes
) -> QueryRequest:
    """Return the query of a request.

    Args:
        method: GET, HEAD or POST.
        query_string: What stands behind the question mark.
        content_type: Header of a POST.
        body: Of a POST.

    Raises:
        BadRequestError: The request is none of the three forms, or its text cannot be decoded.
    """
    parameters = _decoded(query_string)
    if method == "POST":
        media, charset = _content_type(content_type)
        text = _text(body, charset)
        if media == _FORM:
            parameters = _merged(parameters, _decoded(text))
        elif media == _DIRECT:
            parameters = _merged(parameters, {"query": [text]})
        else:
            raise BadRequestError(
                f"content type {media or 'missing'}: send {_FORM} or {_DIRECT}", 415
            )
    return _request(parameters)


def _request(parameters: dict[str, list[str]]) -> QueryRequest:
    if "update" in parameters:
        raise QueryForbiddenError("this endpoint answers queries only; updates are off")
    queries = parameters.get("query", [])
    if len(queries) != 1:
        found = "no query" if not queries else f"{len(queries)} queries"
        raise BadRequestError(f"{found} in the request; send exactly one 'query' parameter")
    formats = parameters.get("format", []) + parameters.get("output", [])
    return QueryRequest(
        query=unicodedata.normalize("NFC", queries[0]),
        default_graphs=tuple(parameters.get("default-graph-uri", [])),
        named_graphs=tuple(parameters.get("named-graph-uri", [])),
        format=next(iter(formats), None),
    )


def check(query: str) -> QueryForm | None:
    """Refuse what this server never does, and return the form of the query.

    Args:
        query: SPARQL text, not yet known to parse.

    Returns:
        Its form; None where no keyword of a form stands in it, so that it cannot parse.

    Raises:
        QueryForbiddenError: It holds SERVICE or LOAD, or is an update.
    """
    words = [m["word"].upper() for m in _TOKENS.finditer(query) if m["word"]]
    if "SERVICE" in words:
        raise QueryForbiddenError("SERVICE is off: this server reaches no other address")
    form = next((_QUERY_FORMS[word] for word in words if word in _QUERY_FORMS), None)
    if form is None and any(word in _UPDATES for word in words):
        raise QueryForbiddenError("this endpoint answers queries only; updates are off")
    return form


def form_of(query: str) -> QueryForm | None:
    """Return the form of a query without refusing anything."""
    try:
        return check(query)
    except QueryForbiddenError:
        return None


def _decoded(encoded: str) -> dict[str, list[str]]:
    try:
        return parse_qs(encoded, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise BadRequestError(f"the parameters cannot be decoded: {error}") from error


def _merged(one: dict[str, list[str]], other: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: one.get(name, []) + other.get(name, []) for name in one.keys() | other.keys()}


def _content_type(header: str | None) -> tuple[str, str]:
    media, *parameters = (piece.strip() for piece in (header or "").split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return media.lower(), value.strip().strip('"')
    return media.lower(), "utf-8"


def _text(body: bytes, charset: str) -> str:
    try:
        return body.decode(charset)
    except (UnicodeDecodeError, LookupError) as error:
        raise BadRequestError(f"the body is no text in {charset}: {error}") from error
