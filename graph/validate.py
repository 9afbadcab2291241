"""Checks a store against the graph contract: SHACL shapes, then what shapes cannot say.

Shapes (``ontology/shapes.ttl``) are checked article by article on small graphs, because pySHACL
works on graphs in memory. The integrity checks are queries over the whole store.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyshacl
import rdflib
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)
from rdflib.namespace import RDF as RDF_NS
from rdflib.namespace import SH

from diplograph.graph.integrity import CHECKS
from diplograph.ontology.files import SHAPES
from diplograph.ontology.terms import DIP, NIF, PREFIXES, PROV, RDF, RDFS, SCHEMA

__all__ = ["Finding", "validate"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A node that breaks the contract, and how."""

    node: str
    message: str

    def line(self) -> str:
        """Return it as a line."""
        return f"{self.node}: {self.message}"


def validate(store: Store) -> list[Finding]:
    """Check a store.

    Returns:
        What breaks the contract, by node; empty for a sound store.
    """
    findings = [*_broken_evidence(store), *_broken_rules(store), *_broken_shapes(store)]
    return sorted(set(findings), key=lambda finding: (finding.node, finding.message))


def _broken_evidence(store: Store) -> Iterator[Finding]:
    """Find evidence that is not the exact words at its place."""
    texts = {q.subject: q.object for q in store.quads_for_pattern(None, SCHEMA["text"], None)}
    for quad in store.quads_for_pattern(None, DIP["source"], None):
        evidence, text = (
            quad.subject,
            texts.get(quad.object) if isinstance(quad.object, NamedNode) else None,
        )
        begin, end, words = (
            _value(store, evidence, term)
            for term in (NIF["beginIndex"], NIF["endIndex"], NIF["anchorOf"])
        )
        exact = (
            isinstance(text, Literal)
            and begin is not None
            and end is not None
            and text.value[int(begin) : int(end)] == words
        )
        if not exact:
            yield Finding(str(evidence), "its words do not stand at its place in the article")


def _value(store: Store, subject: object, predicate: NamedNode) -> str | None:
    if not isinstance(subject, NamedNode):
        return None
    found = next(iter(store.quads_for_pattern(subject, predicate, None)), None)
    return found.object.value if found and isinstance(found.object, Literal) else None


def _broken_rules(store: Store) -> Iterator[Finding]:
    for message, query in CHECKS:
        found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        if isinstance(found, QuerySolutions):
            yield from (Finding(str(row["node"]), message) for row in found)


def _broken_shapes(store: Store) -> Iterator[Finding]:
    shapes = rdflib.Graph().parse(SHAPES)
    corrections = _graphs(store, PROV["Entity"])
    for graph in (*_graphs(store, DIP["Article"]), *corrections):
        yield from _of_graph(store, graph, corrections, shapes)


def _graphs(store: Store, kind: NamedNode) -> tuple[NamedNode, ...]:
    """Return the graphs whose IRI is that of a thing of some class."""
    found = store.quads_for_pattern(None, RDF["type"], kind, None)
    return tuple(
        quad.subject
        for quad in found
        if isinstance(quad.subject, NamedNode) and quad.subject == quad.graph_name
    )


def _of_graph(
    store: Store, graph: NamedNode, corrections: Collection[NamedNode], shapes: rdflib.Graph
) -> Iterator[Finding]:
    """Check an article with what corrects it, or corrections with what they correct."""
    quads = list(store.quads_for_pattern(None, None, None, graph))
    subjects = {quad.subject for quad in quads}
    if corrections:
        quads += [
            quad
            for subject in subjects
            for quad in store.quads_for_pattern(subject, None, None)
            if graph in corrections or quad.graph_name in corrections
        ]
    quads += _described(store, {quad.object for quad in quads} - subjects)
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    content = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    data = rdflib.Graph().parse(data=content.decode(), format="nt")
    conforms, results, _ = pyshacl.validate(data, shacl_graph=shapes)
    if conforms:
        return
    # Nodes that are merely referred to are described elsewhere and not judged here.
    names = set(map(str, subjects))
    for result in results.subjects(RDF_NS.type, SH.ValidationResult):
        node = results.value(result, SH.focusNode)
        message = results.value(result, SH.resultMessage)
        if f"<{node}>" in names:
            yield Finding(f"<{node}>", str(message))


def _described(store: Store, nodes: Collection[object]) -> Iterator[Quad]:
    """Return classes and labels of nodes that an article refers to and does not describe."""
    for node in nodes:
        if isinstance(node, NamedNode):
            for predicate in (RDF["type"], RDFS["label"]):
                yield from store.quads_for_pattern(node, predicate, None)
