"""Edits: what a store says of changes that come from no article, and what becomes of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    Store,
    Triple,
)

from diplograph.graph.describe import description_iri
from diplograph.graph.edits import graph_difference, graph_update
from diplograph.graph.snapshots import current_snapshot, was_removed
from diplograph.graph.store import Writer
from diplograph.ontology.terms import DIP, RDF

_BASE = "http://example.org/"
_GRAPH = NamedNode(f"{_BASE}g")
_FACT = Triple(_GRAPH, NamedNode(f"{_BASE}p"), Literal("Hội"))


def _edited(store: Path) -> list[Quad]:
    """Return what is published besides its description."""
    own = description_iri(_BASE)
    return [quad for quad in current_snapshot(store).open() if quad.graph_name != own]


def test_mark_tells_edits_apart_and_is_not_published(tmp_path: Path) -> None:
    """A store knows its last edit; who reads what is published sees the edit and no mark."""
    with Writer(tmp_path, _BASE) as writer:
        assert not writer.has_mark("1")
        assert writer.write_graph(_GRAPH, [_FACT], "1", replace=True)
        assert writer.has_mark("1")
        one = writer.publish()
        assert not writer.write_graph(_GRAPH, [_FACT], "2", replace=True)
        assert not writer.has_mark("1")
        assert writer.has_mark("2")
        two = writer.publish()
        assert writer.publish() is None
    assert one is not None
    assert two is not None
    assert one.id != two.id
    (quad,) = _edited(tmp_path)
    # What was written with combining marks is in NFC.
    assert (quad.triple, quad.graph_name) == (
        Triple(_GRAPH, _FACT.predicate, Literal("Hội")),
        _GRAPH,
    )
    assert two.manifest.quads == len(current_snapshot(tmp_path).open())


def test_edit_of_everything_leaves_its_mark(tmp_path: Path) -> None:
    """An update that drops all graphs is known like any other."""
    with Writer(tmp_path, _BASE) as writer:
        writer.write_graph(None, [_FACT], "1", replace=False)
        writer.publish()
        writer.edit("DROP ALL", "2")
        assert writer.has_mark("2")
        assert writer.publish() is not None
    assert _edited(tmp_path) == []


@pytest.mark.parametrize("way", ["update", "drop", "put"])
def test_articles_that_an_edit_takes_out_are_remembered(tmp_path: Path, way: str) -> None:
    """Who asks for such an article can be told that it was here; for what stayed, nobody is."""
    gone, stays = NamedNode(f"{_BASE}gone"), NamedNode(f"{_BASE}stays")
    with Writer(tmp_path, _BASE) as writer:
        for number, article in enumerate((gone, stays)):
            fact = Triple(article, RDF["type"], DIP["Article"])
            writer.write_graph(article, [fact, _FACT], str(number), replace=False)
        if way == "update":
            writer.edit(f"DELETE WHERE {{ GRAPH {gone} {{ ?s ?p ?o }} }}", "2")
        elif way == "drop":
            writer.drop_graph(gone, "2")
        else:
            writer.write_graph(gone, [_FACT], "2", replace=True)
        writer.write_graph(stays, [_FACT], "3", replace=False)
    assert was_removed(tmp_path, gone.value)
    assert not was_removed(tmp_path, stays.value)


_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_NODES = st.sampled_from([NamedNode("a:a"), NamedNode("a:b"), BlankNode("b")])
_VALUES = st.sampled_from(
    [
        *(Literal("Hội\n\u2028_"), Literal("Hô\u0323i"), Literal("Hội", language="VI")),
        *(Literal("01", datatype=_INTEGER), Literal(1), NamedNode("a:a"), BlankNode("b")),
    ]
)
_TRIPLES = st.lists(st.builds(Triple, _NODES, st.just(NamedNode("a:p")), _VALUES), max_size=4)


@pytest.mark.parametrize("graph", [None, _GRAPH], ids=["default graph", "named graph"])
@given(_TRIPLES, _TRIPLES)
def test_difference_ends_where_dropping_and_writing_would(
    graph: NamedNode | None, before: list[Triple], after: list[Triple]
) -> None:
    """A graph that is replaced holds the new triples and no others; other graphs are left alone."""
    other = Quad(NamedNode("a:other"), NamedNode("a:p"), Literal(1), NamedNode("a:other"))
    replaced, dropped = Store(), Store()
    for store in (replaced, dropped):
        store.add(other)
        store.update(graph_update(graph, before, replace=False))
    held = replaced.quads_for_pattern(None, None, None, graph or DefaultGraph())
    replaced.update(graph_difference(graph, (quad.triple for quad in held), after))
    dropped.update(graph_update(graph, after, replace=True))
    assert _canonical(replaced) == _canonical(dropped)
    assert {*replaced.named_graphs()} == {*dropped.named_graphs()}


def _canonical(store: Store) -> set[str]:
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}
