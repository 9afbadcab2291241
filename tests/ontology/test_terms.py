"""Every class and property is declared, aligned, labelled and explained in both languages."""

import re
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize
from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef

import diplograph
from diplograph.ontology.terms import (
    DATA_BASE,
    DIP,
    KINDS,
    ONTOLOGY,
    PREFIXES,
    SCHEMES,
    VOCAB_BASE,
    concept,
    prefixes,
)

_CLASSES = {
    "Event": {"sem:Event", "schema:Event"},
    "Meeting": {"dip:Event"},
    "MeetingSeries": {"schema:EventSeries"},
    "Attendance": {"sem:Role"},
    "Actor": {"sem:Actor", "foaf:Agent", "prov:Agent"},
    "Person": {"dip:Actor", "foaf:Person", "schema:Person"},
    "State": {"dip:Actor", "schema:Country"},
    "Organization": {"dip:Actor", "org:Organization"},
    "CollectiveActor": {"dip:Actor", "foaf:Group"},
    "Tenure": {"org:Membership"},
    "Position": {"prov:Entity"},
    "Issue": {"skos:Concept"},
    "Article": {"schema:NewsArticle", "prov:Entity"},
    "Evidence": {"http://www.w3.org/ns/oa#SpecificResource", "nif:String"},
}
_OBJECT_PROPERTIES = """
    inSeries kind level mode status dateBasis place party participant about partOf event attendee
    role represents tenure holderOfTenure post ofOrganization hasMember holder stance issue speaker
    addressee occasion speechType evidence source
"""
_DATATYPE_PROPERTIES = """
    ordinal date endDate office attestedOn isoCode content confidence sha256 bodyBegin bodyEnd
"""
_ACTORS = ("Person", "State", "Organization", "CollectiveActor")


def _iri(name: str) -> URIRef:
    """Return the IRI of a name with a prefix, or of a bare name of the ontology."""
    prefix, separator, local = name.partition(":")
    if local.startswith("//"):
        return URIRef(name)
    return URIRef(PREFIXES[prefix] + local if separator else DIP.iri + name)


def _languages(graph: rdflib.Graph, subject: object, predicate: URIRef) -> set[str | None]:
    return {o.language for o in graph.objects(subject, predicate) if isinstance(o, Literal)}


def _own_terms(graph: rdflib.Graph) -> set[str]:
    found = {str(s) for s in graph.subjects(RDF.type, None) if str(s).startswith(DIP.iri)}
    return {iri.removeprefix(DIP.iri) for iri in found}


@pytest.mark.parametrize("name", _CLASSES)
def test_class_is_declared_and_aligned(name: str, ontology: rdflib.Graph) -> None:
    """Every class of the contract is a class here and a subclass of what the contract says."""
    assert (_iri(name), RDF.type, OWL.Class) in ontology
    above = set(ontology.objects(_iri(name), RDFS.subClassOf))
    assert above == {_iri(other) for other in _CLASSES[name]}


def test_position_comes_close_to_an_attribution(ontology: rdflib.Graph) -> None:
    """A position is near to GRaSP's attribution, and no subclass of it."""
    grasp = URIRef("http://groundedannotationframework.org/grasp#Attribution")
    assert (_iri("Position"), SKOS.closeMatch, grasp) in ontology


def test_kinds_of_actors_exclude_each_other(ontology: rdflib.Graph) -> None:
    """Person, state, organisation and collective are pairwise disjoint."""
    stated = {
        frozenset((str(one), str(other)))
        for one, other in ontology.subject_objects(OWL.disjointWith)
    }
    pairs = {
        frozenset((str(_iri(one)), str(_iri(other))))
        for one in _ACTORS
        for other in _ACTORS
        if one != other
    }
    assert pairs == stated


@pytest.mark.parametrize(
    ("kind", "names"),
    [(OWL.ObjectProperty, _OBJECT_PROPERTIES), (OWL.DatatypeProperty, _DATATYPE_PROPERTIES)],
    ids=["objects", "values"],
)
def test_property_is_declared(kind: URIRef, names: str, ontology: rdflib.Graph) -> None:
    """Every property of the contract is declared, with what its values are."""
    undeclared = [name for name in names.split() if (_iri(name), RDF.type, kind) not in ontology]
    assert undeclared == []


def test_term_has_labels_and_a_comment_in_both_languages(ontology: rdflib.Graph) -> None:
    """No term is without a Vietnamese and an English label and explanation."""
    names = _own_terms(ontology)
    assert len(names) > len(_CLASSES) + len(_OBJECT_PROPERTIES.split())
    for name in sorted(names):
        for predicate in (RDFS.label, RDFS.comment):
            assert _languages(ontology, _iri(name), predicate) == {"vi", "en"}, name
        for predicate in (RDFS.label, RDFS.comment):
            assert len(list(ontology.objects(_iri(name), predicate))) == 2, name
        assert (_iri(name), RDFS.isDefinedBy, URIRef(ONTOLOGY.value)) in ontology, name


def test_ontology_names_its_version_and_licence(ontology: rdflib.Graph) -> None:
    """The ontology has a version IRI below its own, and a licence."""
    own = URIRef(ONTOLOGY.value)
    version = ontology.value(own, OWL.versionInfo)
    assert ontology.value(own, OWL.versionIRI) == URIRef(f"{own}/{version}")
    assert ontology.value(own, rdflib.DCTERMS.license)


def test_domains_and_ranges_are_declared(ontology: rdflib.Graph) -> None:
    """What a property goes from and to is a term that the ontology or another one declares."""
    for predicate in (RDFS.domain, RDFS.range):
        for term in set(ontology.objects(None, predicate)):
            if str(term).startswith(DIP.iri):
                assert (term, RDF.type, OWL.Class) in ontology


def test_no_file_uses_a_term_that_is_not_declared(ontology: rdflib.Graph) -> None:
    """A mistyped property or class in a Turtle file does not pass."""
    used = {*ontology.predicates(), *ontology.objects(None, RDF.type)}
    names = {str(term).removeprefix(DIP.iri) for term in used if str(term).startswith(DIP.iri)}
    assert names <= _own_terms(ontology)


def test_code_names_only_terms_that_are_declared(ontology: rdflib.Graph) -> None:
    """Every ``DIP["name"]`` in the code stands in the ontology."""
    (package,) = {Path(path).resolve() for path in diplograph.__path__}
    code = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    names = set(re.findall(r'DIP\["(\w+)"\]', code))
    assert len(names) > len(_CLASSES)
    assert names <= _own_terms(ontology)


def test_every_scheme_and_kind_has_a_prefix(ontology: rdflib.Graph) -> None:
    """What is written to Turtle has no long IRI of ours in it."""
    schemes = {
        str(scheme).removeprefix(VOCAB_BASE)
        for scheme in ontology.subjects(RDF.type, SKOS.ConceptScheme)
    }
    assert schemes == set(SCHEMES)
    data = {
        str(subject).removeprefix(DATA_BASE).split("/")[0]
        for subject in ontology.subjects()
        if str(subject).startswith(DATA_BASE)
    }
    assert data <= set(KINDS)
    for base in (DATA_BASE, "https://example.org/data/"):
        declared = prefixes(base)
        assert declared["v-stance"] == f"{VOCAB_BASE}stance/"
        assert {f"{base}{kind}/" for kind in KINDS} <= set(declared.values())


_NAMES = st.text(
    st.characters(categories=("Ll", "Lu", "Nd"), include_characters="-_"), min_size=1, max_size=20
)


@given(_NAMES, _NAMES)
def test_term_survives_every_format(scheme: str, name: str) -> None:
    """What is written as Turtle or N-Triples is read back as the same term."""
    quad = Quad(concept(scheme, name), DIP[name], NamedNode(DATA_BASE + f"person/{name}"))
    for format_ in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES):
        declared = {**PREFIXES, "x": f"{VOCAB_BASE}{scheme}/"}
        written = serialize(
            [quad], format=format_, prefixes=declared if format_ == RdfFormat.TURTLE else None
        )
        assert list(parse(written, format_)) == [quad]
