"""Describes a graph in the graph itself: how much of what it holds, prefixes, example queries.

Written into a named graph of its own wherever a store is published, by the VoID vocabulary
(https://www.w3.org/TR/void/) with the datatypes of http://ldf.fi/void-ext, prefixes and queries by
SHACL, as query editors look for them. The same graph always gets the same description.

Statements are counted once in each graph that makes them, as queries count them too. What leads
from class to class is read from the first statements of each class and property.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from diplograph.graph.questions import questions
from diplograph.ontology.terms import (
    DATA_BASE,
    DCTERMS,
    DIP,
    FOAF,
    ONTOLOGY,
    RDF,
    RDFS,
    SH,
    VOID,
    VOID_EXT,
    XSD,
    prefixes,
)

__all__ = ["dataset_iri", "description", "description_digest", "description_iri"]

_Term = NamedNode | Literal
#: How many entities of a class, and statements of a property, are looked at for what they lead to.
_FIRST = 300
_FORM = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.MULTILINE)
#: Changes whenever the same graph gets another description.
_VERSION = "1"


def dataset_iri(base: str = DATA_BASE) -> NamedNode:
    """Return the IRI of all that a store holds."""
    return NamedNode(f"{base}dataset/diplograph")


def description_iri(base: str = DATA_BASE) -> NamedNode:
    """Return the IRI of the named graph that holds the description."""
    return NamedNode(f"{base}dataset/description")


def description_digest(base: str = DATA_BASE) -> str:
    """Return a digest of what a description holds besides what is counted in the graph."""
    texts = (question.sparql for question in questions(base))
    return hashlib.sha256("\0".join((_VERSION, *texts)).encode()).hexdigest()


def description(store: Store, base: str = DATA_BASE) -> list[Quad]:
    """Describe what a store holds, which does not hold its description yet.

    Args:
        store: A published version, or a store about to be one.
        base: The IRI that its data lives under.

    Returns:
        Quads of one named graph, sorted, without blank nodes.
    """
    graph, dataset = description_iri(base), dataset_iri(base)
    writer, counts = _Writer(base), _Counts(store)
    facts = [
        *writer.about_dataset(),
        *writer.about_partitions(counts, _Links(store, counts)),
        *writer.about_prefixes(),
        *writer.about_examples(),
        (graph, RDF["type"], VOID["DatasetDescription"]),
        (graph, RDFS["label"], Literal("Mô tả dữ liệu", language="vi")),
        (graph, RDFS["label"], Literal("Description of the data", language="en")),
        (graph, FOAF["primaryTopic"], dataset),
    ]
    quads = sorted((Quad(*fact, graph) for fact in facts), key=str)
    digest = hashlib.sha256("\n".join(map(str, quads)).encode()).hexdigest()
    return [*quads, Quad(graph, DIP["sha256"], Literal(digest), graph)]


class _Counts:
    """What is counted in a store; Oxigraph counts without looking up the terms it passes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.triples = len(store)
        #: Entities of each class.
        self.entities = self._groups("{ ?s a ?x }", "COUNT(DISTINCT ?s)")
        #: Statements of each property.
        self.properties = self._groups("{ ?s ?x ?o }", "COUNT(*)")

    def _groups(self, pattern: str, count: str) -> dict[NamedNode, int]:
        query = f"SELECT ?x ({count} AS ?n) {pattern} GROUP BY ?x"
        found = self._store.query(query, use_default_graph_as_union=True)
        if not isinstance(found, QuerySolutions):
            raise TypeError(query)
        rows = ((row["x"], row["n"]) for row in found)
        return {
            term: int(number.value)
            for term, number in rows
            if isinstance(term, NamedNode) and isinstance(number, Literal)
        }


class _Links:
    """What leads from class to class, as far as the first statements show it.

    To look at all of them takes minutes in a store of millions.
    """

    def __init__(self, store: Store, counts: _Counts) -> None:
        self._store = store
        self._known: dict[NamedNode, frozenset[NamedNode]] = {}
        #: Class and property; classes and datatypes of the values.
        self.classes: dict[tuple[NamedNode, NamedNode], set[NamedNode]] = defaultdict(set)
        self.datatypes: dict[tuple[NamedNode, NamedNode], set[NamedNode]] = defaultdict(set)
        for class_ in counts.entities:
            found = store.quads_for_pattern(None, RDF["type"], class_)
            for subject in {quad.subject for quad in islice(found, _FIRST)}:
                self._see(class_, islice(store.quads_for_pattern(subject, None, None), _FIRST))
        for property_ in counts.properties:
            for quad in islice(store.quads_for_pattern(None, property_, None), _FIRST):
                for class_ in self._classes_of(quad.subject):
                    self._see(class_, [quad])

    def _see(self, class_: NamedNode, quads: Iterable[Quad]) -> None:
        for quad in quads:
            key = (class_, quad.predicate)
            self.classes[key] |= self._classes_of(quad.object)
            if isinstance(quad.object, Literal):
                self.datatypes[key].add(quad.object.datatype)

    def _classes_of(self, term: object) -> frozenset[NamedNode]:
        if not isinstance(term, NamedNode):
            return frozenset()
        if term not in self._known:
            found = self._store.quads_for_pattern(term, RDF["type"], None)
            classes = (quad.object for quad in found)
            self._known[term] = frozenset(c for c in classes if isinstance(c, NamedNode))
        return self._known[term]


_Fact = tuple[NamedNode, NamedNode, _Term]


class _Writer:
    """Writes the facts of a description."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._dataset = dataset_iri(base)
        self._prefixes = prefixes(base)

    def about_dataset(self) -> Iterator[_Fact]:
        yield from self._each(
            self._dataset,
            (RDF["type"], VOID["Dataset"]),
            (RDFS["label"], Literal("Đồ thị diplograph", language="vi")),
            (RDFS["label"], Literal("The diplograph graph", language="en")),
            (DCTERMS["title"], Literal("Đồ thị diplograph", language="vi")),
            (DCTERMS["title"], Literal("The diplograph graph", language="en")),
            (
                DCTERMS["description"],
                Literal(
                    "Cuộc gặp, người tham dự và lập trường trong tin đối ngoại, kèm bằng chứng.",
                    language="vi",
                ),
            ),
            (
                DCTERMS["description"],
                Literal(
                    "Meetings, attendees and positions in diplomatic news, with the words that "
                    "prove them.",
                    language="en",
                ),
            ),
            (VOID["uriSpace"], Literal(self._base)),
            (VOID["vocabulary"], ONTOLOGY),
        )

    def about_partitions(self, counts: _Counts, links: _Links) -> Iterator[_Fact]:
        yield from self._each(
            self._dataset,
            (VOID["triples"], _number(counts.triples)),
            (VOID["classes"], _number(len(counts.entities))),
            (VOID["properties"], _number(len(counts.properties))),
        )
        for property_, count in counts.properties.items():
            part = self._part("property", property_)
            yield self._dataset, VOID["propertyPartition"], part
            yield part, VOID["property"], property_
            yield part, VOID["triples"], _number(count)
        for class_, count in counts.entities.items():
            part = self._part("class", class_)
            yield self._dataset, VOID["classPartition"], part
            yield part, VOID["class"], class_
            yield part, VOID["entities"], _number(count)
        for (class_, property_), classes in links.classes.items():
            whole = self._part("class", class_)
            part = self._part(whole, property_)
            yield whole, VOID["propertyPartition"], part
            yield part, VOID["property"], property_
            for value in classes:
                inner = self._part(part, value)
                yield part, VOID["classPartition"], inner
                yield inner, VOID["class"], value
            for value in links.datatypes[class_, property_]:
                inner = self._part(part, value)
                yield part, VOID_EXT["datatypePartition"], inner
                yield inner, VOID_EXT["datatype"], value

    def about_prefixes(self) -> Iterator[_Fact]:
        for prefix, namespace in self._prefixes.items():
            node = NamedNode(f"{self._base}dataset/prefix_{prefix}")
            yield (self._dataset, SH["declare"], node)
            yield from self._each(
                node,
                (RDF["type"], SH["PrefixDeclaration"]),
                (SH["prefix"], Literal(prefix)),
                (SH["namespace"], Literal(namespace, datatype=XSD["anyURI"])),
            )

    def about_examples(self) -> Iterator[_Fact]:
        for question in questions(self._base):
            form = _FORM.search(question.sparql)
            if form is None:
                raise ValueError(question.name)
            node = NamedNode(f"{self._base}dataset/example_{question.name}")
            words = ((question.vietnamese, "vi"), (question.english, "en"))
            yield from self._each(
                node,
                (RDF["type"], SH["SPARQLExecutable"]),
                (RDF["type"], SH[f"SPARQL{form[1].title()}Executable"]),
                (SH[form[1].lower()], Literal(question.sparql)),
                (SH["prefixes"], self._dataset),
                *((RDFS["label"], Literal(text, language=tag)) for text, tag in words),
                *((RDFS["comment"], Literal(text, language=tag)) for text, tag in words),
            )

    def _each(self, subject: NamedNode, *facts: tuple[NamedNode, _Term]) -> Iterable[_Fact]:
        return ((subject, predicate, value) for predicate, value in facts)

    def _part(self, whole: NamedNode | str, term: NamedNode) -> NamedNode:
        """Return the IRI of the part that a class, property or datatype makes of a whole."""
        start = f"{self._base}dataset/{whole}" if isinstance(whole, str) else whole.value
        return NamedNode(f"{start}_{self._name(term)}")

    def _name(self, term: NamedNode) -> str:
        """Return ``dip-Meeting`` for ``dip:Meeting``, a digest where no prefix fits."""
        for prefix, namespace in self._prefixes.items():
            local = term.value.removeprefix(namespace)
            if local != term.value and local.isidentifier():
                return f"{prefix}-{local}"
        return hashlib.sha256(term.value.encode()).hexdigest()[:12]


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=XSD["integer"])
