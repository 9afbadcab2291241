"""Edits: what a store says of changes that come from no article, and what becomes of them."""

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple

from diplograph.graph.describe import description_iri
from diplograph.graph.snapshots import current_snapshot
from diplograph.graph.store import Writer

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
