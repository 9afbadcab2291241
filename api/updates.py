"""Reads an update out of an HTTP request, by the SPARQL 1.1 Protocol (section 2.2).

Oxigraph has no parameters for the graphs of an update's WHERE, so ``using-graph-uri`` and
``using-named-graph-uri`` are written into its text as USING clauses.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from diplograph.api.gate import mask_in_place, reaches_out
from diplograph.api.loading import loads, without_loads
from diplograph.api.protocol import FORM, decoded, merged, text_of
from diplograph.api.text import normalized
from diplograph.ontology.errors import BadRequestError
from diplograph.ontology.terms import prefixes

__all__ = [
    "UpdateRequest",
    "is_direct_update",
    "is_form_update",
    "parse_update",
    "prepared",
]

_DIRECT = "application/sparql-update"
_UPDATE = re.compile(rb"(?:^|&)update=")
_KEYWORD = r"(?<![\w.-]){}(?![\w.-]*:)(?![\w-])"
_OPERATION = re.compile(
    _KEYWORD.format("(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)"), re.IGNORECASE
)
_DATASET = re.compile(_KEYWORD.format("(?:USING|WITH)"), re.IGNORECASE)
_WHERE = re.compile(_KEYWORD.format("WHERE"), re.IGNORECASE)
_DELETE_WHERE = re.compile(_KEYWORD.format(r"DELETE\s*WHERE"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """An update and the graphs that its WHERE clauses ask."""

    update: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    #: Whether SERVICE asks others.
    asks_others: bool = False
    #: Addresses of the documents that it loads.
    loads: tuple[str, ...] = ()


def is_direct_update(method: str, content_type: str | None) -> bool:
    """Return whether the body of a request is an update."""
    return method == "POST" and (content_type or "").lower().startswith(_DIRECT)


def is_form_update(method: str, query_string: str, content_type: str | None, body: bytes) -> bool:
    """Return whether a parameter of a request is an update, wherever it stands.

    Args:
        method: GET, HEAD or POST.
        query_string: What stands behind the question mark.
        content_type: Header of a POST.
        body: Of a POST.
    """
    parameters = query_string.encode()
    if method == "POST" and (content_type or "").lower().startswith(FORM):
        parameters += b"&" + body
    return bool(_UPDATE.search(parameters))


def parse_update(
    method: str,
    query_string: str,
    media_type: str,
    body: bytes,
    *,
    allow_service: Collection[str] = (),
    allow_load: Collection[str] = (),
) -> UpdateRequest:
    """Return the update of a request.

    Args:
        method: GET, HEAD or POST.
        query_string: What stands behind the question mark.
        media_type: Of the body.
        body: Of a POST.
        allow_service: Addresses that SERVICE may ask.
        allow_load: Addresses that LOAD may fetch.

    Raises:
        BadRequestError: The request is none of the two forms, or its text cannot be decoded.
        QueryForbiddenError: SERVICE or LOAD may reach other addresses.
    """
    if method != "POST":
        raise BadRequestError("an update is sent by POST")
    found, text = decoded(query_string), text_of(body)
    if media_type == FORM:
        found = merged(found, decoded(text))
    elif media_type == _DIRECT:
        found = merged(found, {"update": [text]})
    else:
        raise BadRequestError(f"content type {media_type}: send {FORM} or {_DIRECT}", 415)
    if len(found.get("update", [])) != 1 or "query" in found:
        raise BadRequestError("send exactly one 'update' and no 'query'")
    update = normalized(*found["update"])
    return UpdateRequest(
        update=update,
        using=tuple(found.get("using-graph-uri", [])),
        using_named=tuple(found.get("using-named-graph-uri", [])),
        asks_others=reaches_out(update, allow_service),
        loads=loads(update, allow_load),
    )


def prepared(asked: UpdateRequest, base: str) -> str | None:
    """Return the operations of an update, with the graphs of the request as USING clauses.

    Args:
        asked: The update.
        base: The IRI that relative ones are resolved against.

    Returns:
        Text without ``;`` at its end; None where there is no operation.

    Raises:
        SyntaxError: It does not parse; places are those in the text as it was given.
        BadRequestError: Both the request and the update name graphs, or one of them is no IRI.
    """
    update, hidden = asked.update, _hidden(asked.update)
    if asked.using or asked.using_named:
        if _DATASET.search(hidden):
            raise BadRequestError(
                "graphs are named in the request and by USING or WITH in the update: choose one"
            )
        if not asked.asks_others:
            # Without data it has nothing to change: this only looks for errors of syntax.
            alone = without_loads(update, asked.loads)
            Store().update(alone, base_iri=base, prefixes=prefixes(base))
        update = _with_clauses(update, hidden, _clauses(asked))
        hidden = _hidden(update)
    if not _OPERATION.search(hidden):
        Store().update(update, base_iri=base, prefixes=prefixes(base))
        return None
    end = len(hidden.rstrip())
    return update[: end - 1] if hidden[end - 1] == ";" else update


def _hidden(update: str) -> str:
    """Return an update with blanks for whatever can hold no keyword, bracket or semicolon."""
    return mask_in_place(update)[0]


def _clauses(asked: UpdateRequest) -> str:
    try:
        return " ".join(
            [f"USING {NamedNode(iri)}" for iri in asked.using]
            + [f"USING NAMED {NamedNode(iri)}" for iri in asked.using_named]
        )
    except ValueError as error:
        raise BadRequestError(f"no IRI of a graph: {error}") from error


def _with_clauses(update: str, hidden: str, clauses: str) -> str:
    """Write clauses before each WHERE; ``DELETE WHERE`` is spelled out, as it can have none."""
    pieces, done = [], 0
    for start, end in _top_level(hidden):
        short = _DELETE_WHERE.search(hidden, start, end)
        where = _WHERE.search(hidden, start, end)
        if short is not None:
            close = _closing(hidden, end)
            pieces += [update[done : short.start()], "DELETE ", update[end:close], f" {clauses} "]
            pieces.append("WHERE ")
            done = end
        elif where is not None:
            pieces += [update[done : where.start()], f" {clauses} "]
            done = where.start()
    return "".join([*pieces, update[done:]])


def _top_level(hidden: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces of text outside braces that a brace follows."""
    depth, start = 0, 0
    for place, sign in enumerate(hidden):
        if sign == "{":
            if depth == 0:
                yield start, place
            depth += 1
        elif sign == "}":
            depth -= 1
            start = place + 1


def _closing(hidden: str, opening: int) -> int:
    """Return where the braces that open at a place are closed."""
    depth = 0
    for place in range(opening, len(hidden)):
        depth += {"{": 1, "}": -1}.get(hidden[place], 0)
        if depth == 0:
            return place + 1
    return len(hidden)
