"""What is written about an article keeps the rules of the graph contract."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from diplograph.graph.build import article_iri, quads
from diplograph.graph.snapshots import current_snapshot
from diplograph.ontology.model import (
    Actor,
    Article,
    Event,
    Extraction,
    PartialDate,
    Software,
    Span,
)
from diplograph.ontology.terms import (
    AUTHORITY_BASE,
    DATA_BASE,
    DIP,
    NIF,
    ONTOLOGY,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    VOCAB_BASE,
    XSD,
)

_SOFTWARE = Software("0.0.1", "a" * 64)


def _objects(found: list[Quad], subject: str, predicate: NamedNode) -> list[Literal | NamedNode]:
    node = NamedNode(DATA_BASE + subject)
    return [q.object for q in found if q.subject == node and q.predicate == predicate]


def test_one_graph_holds_all_facts_of_an_article(seed_extractions: tuple[Extraction, ...]) -> None:
    """Every statement about an article stands in the graph of its IRI, and none elsewhere."""
    for extraction in seed_extractions:
        graph = article_iri(extraction.article.key)
        assert {quad.graph_name for quad in quads(extraction)} == {graph}


def test_ontology_vocabularies_and_authority_files_have_graphs_of_their_own(
    seed_store: Store, seed_extractions: tuple[Extraction, ...]
) -> None:
    """A store holds its articles, the ontology, what describes it, and nothing beside."""
    articles = {article_iri(extraction.article.key) for extraction in seed_extractions}
    others = set(seed_store.named_graphs()) - articles
    assert len(articles) == 5
    assert ONTOLOGY in others
    assert all(
        isinstance(graph, NamedNode) and graph.value.startswith((VOCAB_BASE, AUTHORITY_BASE))
        for graph in others - {ONTOLOGY, NamedNode(DATA_BASE + "dataset/description")}
    )
    assert {quad.graph_name for quad in seed_store} == set(seed_store.named_graphs())


def test_no_node_is_blank(seed_store: Store) -> None:
    """Everything can be named, cited and corrected."""
    assert not any(
        isinstance(term, BlankNode) for q in seed_store for term in (q.subject, q.object)
    )


def test_evidence_is_the_exact_substring(
    seed_extractions: tuple[Extraction, ...], seed_folder: Path
) -> None:
    """Offsets cut the words out of the stored text, which is the file's own, inside the body."""
    proofs = 0
    for extraction in seed_extractions:
        found = quads(extraction)
        name = extraction.article.identifier
        text = (seed_folder / f"{name}.txt").read_bytes().decode()
        assert _objects(found, extraction.article.key, SCHEMA["text"]) == [Literal(text)]
        for node in {q.subject for q in found if q.predicate == NIF["anchorOf"]}:
            assert isinstance(node, NamedNode)
            key = node.value.removeprefix(DATA_BASE)
            begin, end, words = (
                _objects(found, key, NIF[term])[0].value
                for term in ("beginIndex", "endIndex", "anchorOf")
            )
            assert text[int(begin) : int(end)] == words != ""
            body = extraction.article.body
            assert body.begin <= int(begin) < int(end) <= body.end
            proofs += 1
    assert proofs > 150


@given(st.text(min_size=1), st.data())
def test_offsets_count_code_points(text: str, data: st.DataObject) -> None:
    """Whatever signs a text holds, evidence is its exact slice, and one node for one slice."""
    text = unicodedata.normalize("NFC", text.replace("\ud800", ""))
    begin = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(min(begin + 1, len(text)), len(text)))
    article = Article("article/a", "a", text, "0" * 64, Span(0, len(text)))
    person = Actor("person/vn_a", "Person", "A", (Span(begin, end), Span(begin, end)), 1.0)
    found = quads(Extraction(article, _SOFTWARE, actors=(person,)))
    key = f"evidence/a_{begin}-{end}"
    assert _objects(found, key, NIF["anchorOf"]) == [Literal(text[begin:end])]
    assert found == sorted(set(found), key=str)


def test_node_that_is_extracted_has_evidence_and_a_confidence(seed_store: Store) -> None:
    """Whatever was read out of an article says where and how surely."""
    for kind in ("Event", "Attendance", "Tenure", "Position", "Person"):
        nodes = {q.subject for q in seed_store.quads_for_pattern(None, RDF["type"], DIP[kind])}
        assert nodes
        for node in nodes:
            assert list(seed_store.quads_for_pattern(node, DIP["evidence"], None)), node
            for quad in seed_store.quads_for_pattern(node, DIP["confidence"], None):
                assert isinstance(quad.object, Literal)
                assert quad.object.datatype == XSD["decimal"]
                assert 0 <= float(quad.object.value) <= 1


def test_what_carries_a_name_has_a_label_in_vietnamese(seed_store: Store) -> None:
    """Actors, events, series and issues are labelled; a known series gives English names."""
    for kind in ("Actor", "Event", "MeetingSeries", "Issue", "Article"):
        for quad in seed_store.quads_for_pattern(None, RDF["type"], DIP[kind]):
            labels = seed_store.quads_for_pattern(quad.subject, RDFS["label"], None)
            assert "vi" in {getattr(label.object, "language", None) for label in labels}
    som = NamedNode(DATA_BASE + "meeting/asean-russia-som_17")
    names = {str(quad.object) for quad in seed_store.quads_for_pattern(som, RDFS["label"], None)}
    assert '"17th ASEAN-Russia SOM"@en' in names


@pytest.mark.parametrize(
    ("ordinal", "name"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (13, "13th"),
        (21, "21st"),
        (22, "22nd"),
        (103, "103rd"),
        (112, "112th"),
    ],
)
def test_english_name_counts_in_english(small: Extraction, ordinal: int, name: str) -> None:
    """Ordinals are written as English readers write them."""
    event = replace(small.events[0], ordinal=ordinal)
    found = quads(replace(small, events=(event,), attendances=(), positions=()))
    assert Literal(f"{name} Climate Dialogue", language="en") in _objects(
        found, event.key, RDFS["label"]
    )


@pytest.mark.parametrize(
    ("date", "lexical", "datatype"),
    [
        (PartialDate(2024, 3, 5), "2024-03-05", "date"),
        (PartialDate(2024, 3), "2024-03", "gYearMonth"),
        (PartialDate(2024), "2024", "gYear"),
        (PartialDate(month=3, day=5), "--03-05", "gMonthDay"),
    ],
    ids=lambda value: str(value),
)
def test_date_is_as_exact_as_the_text(
    small: Extraction,
    make_store: Callable[..., Path],
    date: PartialDate,
    lexical: str,
    datatype: str,
) -> None:
    """A date without a day or a year is stored as such; none is made up."""
    event = replace(small.events[0], date=date, end_date=None)
    store = current_snapshot(make_store([replace(small, events=(event, small.events[1]))])).open()
    found = store.quads_for_pattern(NamedNode(DATA_BASE + event.key), DIP["date"], None)
    assert [quad.object for quad in found] == [Literal(lexical, datatype=XSD[datatype])]


def test_what_the_text_does_not_support_is_absent(small: Extraction) -> None:
    """No default stands for a date, mode, level, place, series, speaker or addressee."""
    event = Event(
        "event/small_e0", False, "họp báo", "press-conference", "held", (), (Span(0, 8),), 1
    )
    position = replace(
        small.positions[0], speaker=None, addressee=None, occasion=None, content=None, issues=()
    )
    found = quads(Extraction(small.article, _SOFTWARE, events=(event,), positions=(position,)))
    said = {
        key: {
            str(q.predicate).rsplit("#", 1)[-1].rstrip(">")
            for q in found
            if q.subject == NamedNode(DATA_BASE + key) and q.predicate.value.startswith(DIP.iri)
        }
        for key in (event.key, position.key)
    }
    assert said == {
        event.key: {"kind", "status", "evidence", "confidence"},
        position.key: {"holder", "stance", "speechType", "rule", "evidence", "confidence"},
    }


def test_extraction_says_what_made_it_and_not_when(small: Extraction) -> None:
    """Version and rules are in the graph; a time, which would make builds differ, is not."""
    (maker,) = _objects(quads(small), "article/small", PROV["wasGeneratedBy"])
    assert maker.value == f"{DATA_BASE}software/0.0.1_{'a' * 12}"
    about = {q.predicate for q in quads(small) if q.subject == maker}
    assert about == {RDF["type"], RDFS["label"], SCHEMA["softwareVersion"], DIP["ruleset"]}


def test_base_of_the_data_is_a_setting(small: Extraction) -> None:
    """Under another base every node of the data moves, and no term of the ontology."""
    base = "https://example.org/data/"
    moved = quads(small, base)
    usual = quads(small)
    assert {str(quad).replace(DATA_BASE, base) for quad in usual} == set(map(str, moved))
    assert not any(DATA_BASE in str(quad) for quad in moved)
