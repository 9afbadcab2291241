"""Reads a query out of an HTTP request, by the SPARQL 1.1 Protocol (section 2.1).

The query is brought into NFC like the data.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs

from diplograph.api.gate import UPDATES_OFF
from diplograph.api.text import normalized
from diplograph.ontology.errors import BadRequestError, QueryForbiddenError

__all__ = [
    "FORM",
    "UNCLEAR_MEDIA",
    "QueryRequest",
    "decoded",
    "media_type",
    "merged",
    "parse_request",
    "text_of",
]

FORM = "application/x-www-form-urlencoded"
#: What cannot be told to be RDF, though Oxigraph would guess a format.
UNCLEAR_MEDIA = frozenset({"application/xml", "text/xml", "application/json", "text/plain"})
_DIRECT = "application/sparql-query"
#: UTF-8 and what is part of it.
_CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query and the dataset that the request names."""

    query: str
    #: IRIs of the graphs that make up the default graph; empty: all of them.
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    #: A ``format`` or ``output`` parameter.
    format: str | None = None
    #: Whether a browser should save the answer instead of showing it.
    download: bool = False


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
    parameters = decoded(query_string)
    if method == "POST":
        media = media_type(content_type)
        text = text_of(body)
        if media == FORM:
            parameters = merged(parameters, decoded(text))
        elif media == _DIRECT:
            parameters = merged(parameters, {"query": [text]})
        else:
            raise BadRequestError(
                f"content type {media or 'missing'}: send {FORM} or {_DIRECT}", 415
            )
    return _request(parameters)


def _request(parameters: dict[str, list[str]]) -> QueryRequest:
    if "update" in parameters:
        raise QueryForbiddenError(UPDATES_OFF)
    queries = parameters.get("query", [])
    if len(queries) != 1:
        found = "no query" if not queries else f"{len(queries)} queries"
        raise BadRequestError(f"{found} in the request; send exactly one 'query' parameter")
    formats = parameters.get("format", []) + parameters.get("output", [])
    return QueryRequest(
        query=normalized(queries[0]),
        default_graphs=tuple(map(normalized, parameters.get("default-graph-uri", []))),
        named_graphs=tuple(map(normalized, parameters.get("named-graph-uri", []))),
        format=next(iter(formats), None),
        download="download" in parameters,
    )


def decoded(encoded: str) -> dict[str, list[str]]:
    """Return the values of each parameter of a form or an address."""
    try:
        return parse_qs(encoded, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise BadRequestError(f"the parameters cannot be decoded: {error}") from error


def merged(one: dict[str, list[str]], other: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the values of two sets of parameters, those of the first before the others."""
    return {name: one.get(name, []) + other.get(name, []) for name in one.keys() | other.keys()}


def media_type(header: str | None) -> str:
    """Return the media type of a body, which the protocol wants in UTF-8 and nothing else."""
    media, *parameters = (piece.strip().lower() for piece in (header or "").split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        charset = value.strip().strip('"')
        if name.strip() == "charset" and charset not in _CHARSETS:
            raise BadRequestError(f"the charset is {charset or 'empty'}: send UTF-8", 415)
    return media


def text_of(body: bytes) -> str:
    """Return the text of a body."""
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadRequestError(f"the body is no text in UTF-8: {error}") from error
