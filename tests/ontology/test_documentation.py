"""The documentation of the graph names everything that users meet in it."""

import re
from pathlib import Path

import rdflib
from pyoxigraph import Store

from diplograph.graph.questions import questions
from diplograph.ontology.terms import DIP, SCHEMES

_PAGE = (Path(__file__).parents[2] / "docs" / "ontology.md").read_text(encoding="utf-8")


def test_every_term_is_documented(ontology: rdflib.Graph) -> None:
    """No class or property of the ontology is missing from the page."""
    declared = {str(s) for s in ontology.subjects(rdflib.RDF.type) if str(s).startswith(DIP.iri)}
    names = {iri.removeprefix(DIP.iri) for iri in declared}
    assert {name for name in names if f"dip:{name}`" not in _PAGE} == set()


def test_every_documented_term_is_declared(ontology: rdflib.Graph) -> None:
    """The page names no class, property or vocabulary that is not there."""
    for name in re.findall(r"`dip:(\w+)`", _PAGE):
        assert (rdflib.URIRef(DIP.iri + name), None, None) in ontology, name
    assert set(re.findall(r"`v-([\w-]+)`", _PAGE)) <= set(SCHEMES)


def test_every_question_is_documented_and_no_other() -> None:
    """The table of examples lists the queries that are there."""
    listed = re.findall(r"^\| `(\d\d-[\w-]+)` \|", _PAGE, flags=re.MULTILINE)
    assert listed == [question.name for question in questions()]


def test_sparql_on_the_page_is_that_of_the_example() -> None:
    """The query that the page shows runs, and is the one that comes with diplograph."""
    (shown,) = re.findall(r"```sparql\n(.*?)```", _PAGE, flags=re.DOTALL)
    Store().query(shown)
    example = next(question for question in questions() if question.name.startswith("06"))
    lines = [line for line in example.sparql.splitlines() if not line.startswith("#")]
    assert shown.split() == "\n".join(lines).split()
