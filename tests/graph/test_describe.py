"""The description of a graph says what counting says, and holds what query editors look for."""

from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from diplograph.graph.describe import dataset_iri, description, description_iri
from diplograph.graph.questions import questions
from diplograph.graph.snapshots import current_snapshot
from diplograph.graph.store import Writer
from diplograph.ontology.model import Extraction
from diplograph.ontology.terms import DIP, PREFIXES, RDF, prefixes

_OTHER = "https://example.org/data/"

#: The three queries that the query editor of the SIB asks of every endpoint.
_SIB_PREFIXES = """
    SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix }"""
_SIB_EXAMPLES = """
    SELECT DISTINCT ?sq ?comment ?query WHERE {
      ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ;
          sh:select|sh:ask|sh:construct|sh:describe ?query }"""
_SIB_CLASSES = """
    SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype WHERE {
      { ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
        ?pp void:property ?prop .
        OPTIONAL {
          { ?pp void:classPartition [ void:class ?objectClass ] }
          UNION { ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] } } } }"""


def _rows(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [tuple(getattr(term, "value", "") for term in row) for row in found]


def _counted(store: Store, pattern: str, what: str = "*") -> int:
    ((number,),) = _rows(store, f"SELECT (COUNT({what}) AS ?n) {{ {pattern} }}")
    return int(number)


def test_counts_are_those_of_the_graph(seed_path: Path) -> None:
    """Entities of a class and statements of a property are as many as a query finds."""
    store = current_snapshot(seed_path).open()
    graph = description_iri()
    for class_ in ("Position", "Meeting", "Person", "State"):
        ((number,),) = _rows(
            store, f"SELECT ?n {{ ?part void:class dip:{class_} ; void:entities ?n }}"
        )
        assert int(number) == _counted(store, f"?s a dip:{class_}", "DISTINCT ?s")
    for property_ in ("holder", "evidence", "date"):
        ((number,),) = _rows(
            store,
            f"""SELECT ?n {{ dataset:diplograph void:propertyPartition ?part .
                             ?part void:property dip:{property_} ; void:triples ?n }}""",
        )
        assert int(number) == _counted(store, f"?s dip:{property_} ?o")
    ((number,),) = _rows(store, "SELECT ?n { dataset:diplograph void:triples ?n }")
    own = len(list(store.quads_for_pattern(None, None, None, graph)))
    assert int(number) == len(store) - own


def test_query_editors_find_what_they_ask_for(seed_path: Path) -> None:
    """The SIB's editor gets prefixes, examples, and what leads from class to class."""
    store = current_snapshot(seed_path).open()
    assert dict(_rows(store, _SIB_PREFIXES)) == PREFIXES
    examples = _rows(store, _SIB_EXAMPLES)
    assert {query for _, _, query in examples} == {question.sparql for question in questions()}
    words = {comment for _, comment, _ in examples}
    for question in questions():
        assert {question.vietnamese, question.english} <= words
    partitions = set(_rows(store, _SIB_CLASSES))
    dip = DIP.iri
    assert (f"{dip}Position", f"{dip}holder", f"{dip}State", "") in partitions
    assert (f"{dip}Position", f"{dip}stance", PREFIXES["skos"] + "Concept", "") in partitions
    assert (f"{dip}Position", f"{dip}evidence", f"{dip}Evidence", "") in partitions
    date = (f"{dip}Meeting", f"{dip}date", "", PREFIXES["xsd"] + "date")
    assert date in partitions


def test_description_disturbs_nothing(seed_path: Path) -> None:
    """It stands in a graph of its own, holds no blank node, and describes itself."""
    store = current_snapshot(seed_path).open()
    graph = description_iri()
    quads = list(store.quads_for_pattern(None, None, None, graph))
    assert {type(term) for quad in quads for term in (quad.subject, quad.object)} == {
        NamedNode,
        Literal,
    }
    for quad in quads:
        assert list(store.quads_for_pattern(quad.subject, None, None)) == list(
            store.quads_for_pattern(quad.subject, None, None, graph)
        )


def test_description_follows_each_change(
    small: Extraction, seed_extractions: tuple[Extraction, ...], tmp_path: Path
) -> None:
    """An article that comes or goes changes the counts; the same graph is described the same."""
    with Writer(tmp_path) as writer:
        writer.load_ontology()
        writer.write([small])
        before = writer.publish()
        writer.write(seed_extractions[:1])
        between = writer.publish()
        writer.remove(
            dataset_iri().value.replace("dataset/diplograph", seed_extractions[0].article.key)
        )
        after = writer.publish()
    assert before and between and after
    one, two, three = (
        list(snapshot.open().quads_for_pattern(None, None, None, description_iri()))
        for snapshot in (before, between, after)
    )
    assert set(one) == set(three) != set(two)


def test_data_under_another_iri_is_described_there(small: Extraction, tmp_path: Path) -> None:
    """Description, prefixes and example queries move with the data."""
    with Writer(tmp_path, _OTHER) as writer:
        writer.write([small])
        snapshot = writer.publish()
    assert snapshot
    store = snapshot.open()
    assert store.contains_named_graph(description_iri(_OTHER))
    assert dict(_rows(store, _SIB_PREFIXES)) == prefixes(_OTHER)
    queries = [query for _, _, query in _rows(store, _SIB_EXAMPLES)]
    assert queries
    assert not any(PREFIXES["state"] in query for query in queries)


def test_classes_without_a_prefix_are_described_too() -> None:
    """What an update brings in from anywhere has its partition."""
    store = Store()
    store.update("INSERT DATA { GRAPH <a:g> { <a:s> a <a:Ừ> ; <a:p> <a:o> . <a:o> a <a:B> } }")
    store.extend(description(store))
    assert ("a:Ừ", "a:p", "a:B", "") in _rows(store, _SIB_CLASSES)
    assert ("a:Ừ", RDF["type"].value, "", "") in _rows(store, _SIB_CLASSES)
