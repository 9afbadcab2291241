"""LOAD in updates: documents of allowed addresses, fetched here and written as INSERT DATA.

Oxigraph would fetch them itself, of any size, in whatever Unicode form, and with the network open
to the whole update. Fetched before, they are limited, and the update is evaluated without network.
Redirects are not followed: the list of addresses says where requests go.
"""

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import cast
from urllib.parse import quote, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector

from pyoxigraph import RdfFormat, Triple, parse

from diplograph.api.gate import mask_in_place
from diplograph.api.protocol import UNCLEAR_MEDIA, media_type
from diplograph.graph.edits import statements
from diplograph.ontology.errors import BadRequestError, QueryError, QueryForbiddenError

__all__ = ["Documents", "fetched", "loads", "with_documents", "without_loads"]

_ACCEPT = "text/turtle, application/n-triples, application/rdf+xml, application/ld+json;q=0.9"
_OK = 200
#: How long a server may be silent, in seconds.
_SILENCE = 10
_CHUNK = 2**16
#: What an IRI may hold beside letters and digits of ASCII; the rest is percent-encoded.
_RESERVED = "%:/?#[]@!$&'()*+,;=-._~"

#: Documents and their formats by address; what cannot be had is there as its error.
Documents = Mapping[str, tuple[bytes, RdfFormat] | QueryError]


@dataclass(frozen=True, slots=True)
class _Load:
    """A LOAD in the text of an update."""

    start: int
    end: int
    address: str
    is_silent: bool
    #: As the text names it; None is the default graph.
    graph: str | None


def loads(update: str, allowed: Collection[str] = ()) -> tuple[str, ...]:
    """Return the addresses of the documents that an update loads, as often as it does.

    Args:
        update: Its text, not yet known to parse.
        allowed: Addresses that it may load; it must name them as they are, in full.

    Raises:
        QueryForbiddenError: It may load another one.
    """
    if "load" not in update.lower():
        return ()
    masked, is_unclear = mask_in_place(update, allowed)
    found = list(_found(update, masked, allowed))
    for load in found:
        masked = masked[: load.start] + " " * (load.end - load.start) + masked[load.end :]
    # What is allowed was named in IRIs; their own words say nothing more.
    for address in allowed:
        masked = masked.replace(f"<{address}>", " ")
    if is_unclear or "load" in masked.lower():
        raise QueryForbiddenError(_refusal(allowed))
    return tuple(load.address for load in found)


def fetched(addresses: Collection[str], size: int) -> Documents:
    """Fetch documents.

    Args:
        addresses: Where they are.
        size: What they may have together, in bytes.
    """
    documents: dict[str, tuple[bytes, RdfFormat] | QueryError] = {}
    for address in addresses:
        try:
            documents[address] = content, _ = _fetch(address, size)
        except (OSError, HTTPException, ValueError, BadRequestError) as error:
            documents[address] = _failure(address, error)
        else:
            size -= len(content)
    return documents


def with_documents(update: str, documents: Documents) -> str:
    """Return an update with the documents in the place of each LOAD; lines stay where they are.

    Raises:
        QueryError: A document cannot be had, and the update is not silent about that.
    """
    return _replaced(update, documents, lambda load: _insertion(load, documents))


def without_loads(update: str, allowed: Collection[str]) -> str:
    """Return an update of the same syntax that loads nothing, for a store without data."""
    return _replaced(update, allowed, lambda _: "CLEAR ALL")


def _insertion(load: _Load, documents: Documents) -> str:
    try:
        lines = statements(_triples(load.address, documents)).replace("\n", " ")
    except QueryError:
        if not load.is_silent:
            raise
        return "INSERT DATA {}"
    if load.graph is None:
        return f"INSERT DATA {{ {lines} }}"
    return f"CREATE SILENT GRAPH {load.graph}; INSERT DATA {{ GRAPH {load.graph} {{ {lines} }} }}"


def _triples(address: str, documents: Documents) -> list[Triple]:
    """Return the triples of a document, with other blank nodes each time.

    Raises:
        QueryError: It cannot be had, or does not parse.
    """
    document = documents[address]
    if isinstance(document, QueryError):
        raise document
    content, format_ = document
    try:
        quads = parse(
            *(content, format_),
            base_iri=address,
            without_named_graphs=True,
            rename_blank_nodes=True,
        )
        return [quad.triple for quad in quads]
    except (SyntaxError, ValueError) as error:
        raise _failure(address, error) from error


def _failure(address: str, error: Exception) -> QueryError:
    return QueryError(f"LOAD <{address}>: {error}")


def _replaced(update: str, allowed: Collection[str], replacement: Callable[[_Load], str]) -> str:
    pieces, done = [], 0
    for load in _found(update, mask_in_place(update, allowed)[0], allowed):
        lines = "\n" * update.count("\n", load.start, load.end)
        pieces += [update[done : load.start], replacement(load), lines]
        done = load.end
    return "".join([*pieces, update[done:]])


def _found(update: str, masked: str, allowed: Collection[str]) -> Iterator[_Load]:
    """Yield each LOAD of an allowed address that is an operation of its own."""
    if not allowed:
        return
    graph = "<[^\\s<>]*>|[^\\s<>{};]+"
    addresses = "|".join(map(re.escape, allowed))
    load = re.compile(
        rf"(?<![\w.:-])LOAD\s*+(?P<silent>SILENT\s*+)?<(?P<address>{addresses})>"
        rf"(?:\s*+INTO\s++GRAPH\s*+(?P<graph>{graph}))?(?=\s*+(?:;|\Z))",
        re.ASCII | re.IGNORECASE,
    )
    for match in load.finditer(masked):
        # Names are masked: the text has them.
        start, end = match.span("graph")
        named = update[start:end] if match["graph"] else None
        yield _Load(*match.span(), match["address"], bool(match["silent"]), named)


def _fetch(address: str, size: int) -> tuple[bytes, RdfFormat]:
    """Return a document and its format.

    Raises:
        OSError: It cannot be had; ``HTTPException`` and ``ValueError`` mean the same.
    """
    opener = OpenerDirector()  # without those that follow redirects, read files, or ask proxies
    opener.add_handler(HTTPHandler())
    opener.add_handler(HTTPSHandler())
    opener.addheaders = [("Accept", _ACCEPT), ("User-Agent", "diplograph")]
    response = cast("HTTPResponse | None", opener.open(quote(address, _RESERVED), timeout=_SILENCE))
    if response is None:
        raise ValueError("no address of HTTP")
    with response:
        if response.status != _OK:
            follow = "; redirects are not followed" if response.status // 100 == 3 else ""
            raise ValueError(f"its server answers {response.status}{follow}")
        format_ = _format(response.headers.get("Content-Type"), address)
        content, parent = bytearray(), os.getppid()
        while chunk := response.read1(_CHUNK):
            content += chunk
            if len(content) > size:
                raise ValueError("it is larger than what may be written at a time")
            if os.getppid() != parent:
                raise ValueError("nobody waits for it")
    if response.length:
        raise ValueError("its server broke off")
    return bytes(content), format_


def _format(content_type: str | None, address: str) -> RdfFormat:
    media = media_type(content_type)
    format_ = None if media in UNCLEAR_MEDIA else RdfFormat.from_media_type(media)
    ending = urlsplit(address).path.rpartition("/")[2].rpartition(".")[2]
    found = format_ or RdfFormat.from_extension(ending)
    if found is None:
        raise ValueError(f"content type {media or 'missing'} is none of RDF")
    return found


def _refusal(allowed: Collection[str]) -> str:
    if not allowed:
        return "LOAD is off: updates reach no other address"
    return (
        f"LOAD may load no other documents than <{'>, <'.join(allowed)}>, named in full, "
        "as LOAD <…> or LOAD <…> INTO GRAPH …"
    )
