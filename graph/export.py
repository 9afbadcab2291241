"""Writes a graph to a file: Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD, also gzipped.

Statements are written in a fixed order, so equal graphs give equal bytes; prefixes are declared.
Formats without named graphs get the union of all graphs. The file appears whole or not at all: it
is written beside its place and then renamed. All statements are held in memory while they are
sorted.
"""

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from diplograph.ontology.errors import ExportError
from diplograph.ontology.terms import DATA_BASE, DIP, NIF, XSD, prefixes

__all__ = ["FORMATS", "article_quads", "export", "to_bytes"]

#: File name endings and the formats that they stand for.
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
#: Oxigraph keeps derived types of integers as xsd:integer; these are the ones of the contract.
_DATATYPES = {
    DIP["ordinal"]: XSD["positiveInteger"],
    DIP["bodyBegin"]: XSD["nonNegativeInteger"],
    DIP["bodyEnd"]: XSD["nonNegativeInteger"],
    NIF["beginIndex"]: XSD["nonNegativeInteger"],
    NIF["endIndex"]: XSD["nonNegativeInteger"],
}
_WITH_PREFIXES = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML, RdfFormat.JSON_LD)


def export(statements: Iterable[Quad] | Iterable[Triple], path: Path, base: str = DATA_BASE) -> int:
    """Write statements to a file in the format that its name ends in.

    Args:
        statements: Quads or triples; in a format without named graphs only the triples count.
        path: Where to write; an ending of ``.gz`` behind that of the format compresses.
        base: The IRI that data lives under, for the prefixes.

    Returns:
        How many statements were written.

    Raises:
        ExportError: The ending is unknown, or the file cannot be written.
    """
    is_compressed = path.suffix == ".gz"
    ending = Path(path.stem).suffix if is_compressed else path.suffix
    if ending not in FORMATS:
        known = " ".join(FORMATS)
        raise ExportError(f"{path}: unknown format; the name must end in one of {known} (or .gz)")
    found = _sorted(statements, FORMATS[ending])
    content = to_bytes(found, FORMATS[ending], base)
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        unfinished.write_bytes(gzip.compress(content, mtime=0) if is_compressed else content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise ExportError(f"{path}: cannot be written: {error.strerror}") from error
    return len(found)


def to_bytes(
    statements: Iterable[Quad] | Iterable[Triple], format_: RdfFormat, base: str = DATA_BASE
) -> bytes:
    """Return statements in a format, with prefixes declared where it has them."""
    declared = prefixes(base) if format_ in _WITH_PREFIXES else None
    return serialize(statements, format=format_, prefixes=declared) or b""


def article_quads(store: Store, article: str) -> Iterator[Quad]:
    """Return the statements of one article.

    Raises:
        ExportError: The store has no such article.
    """
    try:
        graph = NamedNode(article)
    except ValueError as error:
        raise ExportError(f"{article}: no IRI") from error
    if not store.contains_named_graph(graph):
        raise ExportError(f"{article}: no article of this store")
    return store.quads_for_pattern(None, None, None, graph)


def _sorted(
    statements: Iterable[Quad] | Iterable[Triple], format_: RdfFormat
) -> list[Quad] | list[Triple]:
    """Return the statements in a fixed order; by subject, so that Turtle groups them."""
    found: list[Quad | Triple] = list(statements)
    quads = {
        Quad(s.subject, s.predicate, _typed(s), s.graph_name) for s in found if isinstance(s, Quad)
    }
    if quads and format_.supports_datasets:
        return sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    return sorted({Triple(s.subject, s.predicate, _typed(s)) for s in found}, key=str)


def _typed(statement: Quad | Triple) -> NamedNode | BlankNode | Literal | Triple:
    """Return the object, a number with the datatype that the contract gives it."""
    value, datatype = statement.object, _DATATYPES.get(statement.predicate)
    if datatype is not None and isinstance(value, Literal):
        return Literal(value.value, datatype=datatype)
    return value
