"""Which format an answer gets: the ``Accept`` header weighed against what can be written.

Follows RFC 9110, section 12.5.1: of the ranges that fit a media type the most specific one gives
its weight; the type with the highest weight wins, among equals the first one offered. A
``format`` or ``output`` parameter, as older clients send it, goes before the header.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import QueryResultsFormat, RdfFormat

from diplograph.ontology.errors import NotAcceptableError

__all__ = ["GRAPHS", "KNOWN", "PAGE", "TABLES", "Offer", "choose", "refusal", "weighed"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A format that an answer can be written in."""

    name: str
    media_types: tuple[str, ...]
    #: None for what is no data.
    format: QueryResultsFormat | RdfFormat | None

    @property
    def content_type(self) -> str:
        """The header of an answer in this format."""
        return f"{self.media_types[0]}; charset=utf-8"

    @property
    def extension(self) -> str:
        """What the name of a file in this format ends with."""
        return self.format.file_extension if isinstance(self.format, RdfFormat) else self.name


#: For SELECT and ASK; the first is what a client gets that does not care.
TABLES = (
    Offer("json", ("application/sparql-results+json", "application/json"), QueryResultsFormat.JSON),
    Offer(
        "xml",
        ("application/sparql-results+xml", "application/xml", "text/xml"),
        QueryResultsFormat.XML,
    ),
    Offer("csv", ("text/csv",), QueryResultsFormat.CSV),
    Offer("tsv", ("text/tab-separated-values",), QueryResultsFormat.TSV),
)

#: For CONSTRUCT and DESCRIBE.
GRAPHS = (
    Offer(
        "turtle",
        ("text/turtle", "application/turtle", "application/x-turtle"),
        RdfFormat.TURTLE,
    ),
    Offer("ntriples", ("application/n-triples", "text/plain"), RdfFormat.N_TRIPLES),
    Offer("rdfxml", ("application/rdf+xml", "application/xml", "rdf/xml"), RdfFormat.RDF_XML),
    Offer("jsonld", ("application/ld+json", "application/json"), RdfFormat.JSON_LD),
    Offer("trig", ("application/trig",), RdfFormat.TRIG),
    Offer("nquads", ("application/n-quads",), RdfFormat.N_QUADS),
)

#: For readers.
PAGE = Offer("html", ("text/html", "application/xhtml+xml"), None)

#: A weight by RFC 9110, section 12.4.2, with any number of digits.
_WEIGHT = re.compile(r"0(?:\.[0-9]*)?|1(?:\.0*)?")

#: How many headers are known without reading them again.
KNOWN = 128

_ALIASES = {
    "ttl": "turtle",
    "nt": "ntriples",
    "rdf": "rdfxml",
    "json-ld": "jsonld",
    "nq": "nquads",
}


@lru_cache(KNOWN)
def choose(offers: tuple[Offer, ...], accept: str | None, name: str | None = None) -> Offer | None:
    """Return the format that fits a request best, or None where nothing that is offered fits.

    Args:
        offers: What the answer can be written in, the favourite first.
        accept: The ``Accept`` header; None or empty means anything.
        name: A ``format`` parameter: a short name or a media type.

    >>> choose(TABLES, "text/csv;q=0.5, application/sparql-results+xml").name
    'xml'
    """
    if name:
        wanted = _ALIASES.get(name.lower(), name.lower())
        for offer in offers:
            if wanted in (offer.name, *offer.media_types):
                return offer
    ranges = weighed(accept)
    if not ranges:
        return offers[0]
    weights = [max(_weight(kind, ranges) for kind in offer.media_types) for offer in offers]
    best = max(weights)
    return offers[weights.index(best)] if best > 0 else None


def refusal(offers: Sequence[Offer], accept: str | None) -> NotAcceptableError:
    """Return the error that says what could be had instead."""
    known = ", ".join(offer.media_types[0] for offer in offers)
    return NotAcceptableError(f"cannot answer as {accept!r}; possible are {known}")


def weighed(header: str | None) -> list[tuple[str, float]]:
    """Return what an ``Accept…`` header lists, each with its weight, in lower case."""
    return [_range(part) for part in (header or "").split(",") if part.strip()]


def _range(part: str) -> tuple[str, float]:
    """Return a range and its weight; a weight that cannot be read is 1."""
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return media, float(value) if _WEIGHT.fullmatch(value.strip()) else 1.0
    return media, 1.0


def _weight(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    kind = media_type.split("/", 1)[0]
    for pattern in (media_type, f"{kind}/*", "*/*"):
        found = [weight for media, weight in ranges if media == pattern]
        if found:
            return max(found)
    return 0.0
