"""Every concept of every vocabulary is named, defined and in its place."""

from itertools import combinations
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, RDF, RDFS, SKOS, Literal, URIRef

from diplograph.ontology.files import ontology_files
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.terms import SCHEMES, VOCAB_BASE

_CONTRACT = {
    "stance": "support welcome appreciate thank commit agree favour request encourage propose hope "
    "ask affirm note inform neutral concern oppose condemn against",
    "level": "leaders ministerial deputy-ministerial senior-officials ambassadors working-group "
    "other",
    "mode": "online in-person hybrid",
    "status": "held planned cancelled",
    "role": "chair co-chair host coordinator head-of-delegation speaker participant",
    "date-basis": "explicit year-from-publication year-from-context year-from-series relative",
    "kind": "meeting summit dialogue talks call visit consultation courtesy-call press-conference "
    "speech signing",
    "speech": "direct indirect",
}
_BROADER = {
    "favour": "support welcome appreciate thank commit agree",
    "ask": "request encourage propose hope",
    "neutral": "affirm note inform",
    "against": "concern oppose condemn",
}
#: Vocabularies that the graph uses; the others hold wordings for the extraction alone.
_IN_GRAPH = (*_CONTRACT, "issue", "post", "portfolio")


def _texts(graph: rdflib.Graph, subject: object, predicate: URIRef) -> dict[str | None, str]:
    found = [o for o in graph.objects(subject, predicate) if isinstance(o, Literal)]
    assert len({o.language for o in found}) == len(found), (subject, predicate)
    return {o.language: str(o) for o in found}


def _concepts(graph: rdflib.Graph) -> list[object]:
    return sorted(set(graph.subjects(RDF.type, SKOS.Concept)))


def test_concept_has_labels_and_a_definition_in_both_languages(ontology: rdflib.Graph) -> None:
    """Every concept and scheme has one label and one definition in each language."""
    nodes = [*_concepts(ontology), *ontology.subjects(RDF.type, SKOS.ConceptScheme)]
    assert len(nodes) > len(SCHEMES)
    for node in nodes:
        for predicate in (RDFS.label, SKOS.prefLabel, SKOS.definition):
            assert set(_texts(ontology, node, predicate)) == {"vi", "en"}, node
        assert _texts(ontology, node, RDFS.label) == _texts(ontology, node, SKOS.prefLabel)


@pytest.mark.parametrize("scheme", _IN_GRAPH)
def test_no_two_concepts_of_a_scheme_read_the_same(scheme: str, ontology: rdflib.Graph) -> None:
    """Labels and definitions tell the concepts of a scheme apart."""
    base = f"{VOCAB_BASE}{scheme}/"
    concepts = [node for node in _concepts(ontology) if str(node).startswith(base)]
    assert concepts
    for predicate in (SKOS.prefLabel, SKOS.definition):
        for one, other in combinations(concepts, 2):
            texts = _texts(ontology, one, predicate), _texts(ontology, other, predicate)
            assert texts[0]["vi"] != texts[1]["vi"], (one, other)
            assert texts[0]["en"] != texts[1]["en"], (one, other)


@pytest.mark.parametrize("scheme", _IN_GRAPH)
def test_definition_says_more_than_the_label(scheme: str, ontology: rdflib.Graph) -> None:
    """A definition is no repetition of the label."""
    for node in _concepts(ontology):
        if str(node).startswith(f"{VOCAB_BASE}{scheme}/"):
            label, definition = (
                _texts(ontology, node, predicate) for predicate in (RDFS.label, SKOS.definition)
            )
            for language in ("vi", "en"):
                assert definition[language].rstrip(".").lower() != label[language].lower(), node


def test_concept_stands_in_its_scheme(ontology: rdflib.Graph) -> None:
    """A concept is in the scheme of its IRI: a top concept, or under a broader one of the same."""
    for node in _concepts(ontology):
        (scheme,) = ontology.objects(node, SKOS.inScheme)
        assert str(node).rsplit("/", 1)[0] == str(scheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in ontology
        broader = list(ontology.objects(node, SKOS.broader))
        if broader:
            (above,) = broader
            assert (above, SKOS.inScheme, scheme) in ontology, node
            assert node not in ontology.transitive_objects(above, SKOS.broader), node
        else:
            assert (node, SKOS.topConceptOf, scheme) in ontology, node


def test_scheme_has_a_licence_and_a_file_of_its_own(ontology: rdflib.Graph) -> None:
    """Each scheme is one file that is named like it, free to use under a licence."""
    for scheme in ontology.subjects(RDF.type, SKOS.ConceptScheme):
        assert ontology.value(scheme, DCTERMS.license), scheme
    graphs = {file.graph.value for file in ontology_files()}
    assert {VOCAB_BASE + scheme for scheme in SCHEMES} <= graphs


@pytest.mark.parametrize("scheme", _CONTRACT)
def test_scheme_has_the_concepts_of_the_contract(scheme: str) -> None:
    """Queries that are written for one build run on every other."""
    assert set(_CONTRACT[scheme].split()) <= set(Lexicon.load().schemes[scheme])


@pytest.mark.parametrize("broader", _BROADER)
def test_stance_stands_under_its_polarity(broader: str) -> None:
    """The narrower stances of each polarity are those of the contract."""
    stances = Lexicon.load().schemes["stance"].values()
    assert {s.name for s in stances if s.broader == broader} == set(_BROADER[broader].split())


def test_issues_of_the_annotation_guidelines_are_known() -> None:
    """Every issue that annotators may use is an issue of the scheme."""
    path = Path(__file__).parents[2] / "seeds" / "gold" / "issues.list"
    lines = path.read_text(encoding="utf-8").splitlines()
    names = {line.split("|")[0].strip() for line in lines if line and not line.startswith("#")}
    assert len(names) > 60
    assert names <= set(Lexicon.load().schemes["issue"])


def test_issue_stands_under_a_topic() -> None:
    """Issues are arranged: each has a broader topic, or is one that others stand under."""
    issues = Lexicon.load().schemes["issue"].values()
    topics = {issue.broader for issue in issues}
    assert all(issue.broader or issue.name in topics for issue in issues)


def test_wording_means_one_stance() -> None:
    """No wording is a cue of two stances."""
    seen: dict[str, str] = {}
    for stance in Lexicon.load().concepts("stance"):
        for wording in stance.wordings:
            assert seen.setdefault(wording, stance.name) == stance.name, wording
