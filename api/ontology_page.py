"""The classes and properties of the ontology, as its page lists them."""

from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode
from starlette.requests import Request

from diplograph.api.reading import Reader
from diplograph.graph.snapshots import Snapshot
from diplograph.ontology.terms import DIP, ONTOLOGY, OWL, PREFIXES, RDF, RDFS

__all__ = ["Term", "ontology_terms"]

_CLASS = OWL["Class"]
_SHOWN = (RDFS["subClassOf"], RDFS["domain"], RDFS["range"])


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property or a function."""

    name: str
    iri: str
    is_class: bool
    label: str
    comment: str
    #: Names of a relation (``subClassOf``) and of what it leads to.
    relations: tuple[tuple[str, str], ...]


async def ontology_terms(
    reader: Reader, request: Request, snapshot: Snapshot, lang: str
) -> tuple[Term, ...]:
    """Return the terms of the ontology in a snapshot: classes, then the others, by name."""
    query = f"SELECT ?s ?p ?o {{ GRAPH {ONTOLOGY} {{ ?s ?p ?o }} }}"
    facts: dict[NamedNode, list[tuple[object, object]]] = defaultdict(list)
    for row in await reader.rows(request, query, snapshot):
        subject = row["s"]
        if isinstance(subject, NamedNode) and subject.value.startswith(DIP.iri):
            facts[subject].append((row["p"], row["o"]))
    terms = (_term(node, found, lang) for node, found in facts.items())
    return tuple(sorted(terms, key=lambda term: (not term.is_class, term.name)))


def _term(node: NamedNode, facts: list[tuple[object, object]], lang: str) -> Term:
    relations = (
        (predicate.value.rpartition("#")[2], _name(value))
        for predicate, value in facts
        if isinstance(value, NamedNode) and isinstance(predicate, NamedNode) and predicate in _SHOWN
    )
    return Term(
        name=node.value.removeprefix(DIP.iri),
        iri=node.value,
        is_class=(RDF["type"], _CLASS) in facts,
        label=_words(facts, RDFS["label"], lang),
        comment=_words(facts, RDFS["comment"], lang),
        relations=tuple(sorted(relations)),
    )


def _words(facts: list[tuple[object, object]], property_: NamedNode, lang: str) -> str:
    found = (v for p, v in facts if p == property_ and isinstance(v, Literal))
    return next((value.value for value in found if value.language == lang), "")


def _name(node: NamedNode) -> str:
    for prefix, namespace in PREFIXES.items():
        if node.value.startswith(namespace):
            return f"{prefix}:{node.value.removeprefix(namespace)}"
    return node.value
