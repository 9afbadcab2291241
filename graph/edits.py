"""Edits: changes of a store that come from no article, as updates over HTTP make them.

A store that was edited is no longer the sum of its articles, rules and ontology files, so a graph
of its own marks it: each edit puts a new mark there, in the same transaction. The mark
counts for the ID of the next snapshot like the digest of an article, and is not published.
"""

from collections.abc import Iterable
from unicodedata import normalize

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from diplograph.ontology.terms import DATA_BASE, DIP

__all__ = ["graph_update", "has_mark", "is_edited", "mark", "statements", "unmark"]


def mark(value: str, base: str = DATA_BASE) -> str:
    """Return the update that marks a store as edited.

    Args:
        value: No edit had it before.
        base: The IRI that data lives under.
    """
    return graph_update(_graph(base), [_fact(value, base).triple], replace=True)


def has_mark(store: Store, value: str, base: str = DATA_BASE) -> bool:
    """Return whether the last edit of a store had this mark."""
    return _fact(value, base) in store


def is_edited(store: Store, base: str = DATA_BASE) -> bool:
    """Return whether a store was ever edited."""
    return store.contains_named_graph(_graph(base))


def unmark(store: Store, base: str = DATA_BASE) -> None:
    """Take the mark away from a copy that is published."""
    store.remove_graph(_graph(base))


def graph_update(graph: NamedNode | None, triples: Iterable[Triple], *, replace: bool) -> str:
    """Return the update that writes triples into a graph.

    Args:
        graph: Its name; None is the default graph.
        triples: What to write.
        replace: Whether what it holds goes.
    """
    lines = statements(triples)
    if graph is None:
        return f"{'DROP DEFAULT;' if replace else ''} INSERT DATA {{\n{lines}}}"
    drop = f"DROP SILENT GRAPH {graph}; " if replace else ""
    return f"{drop}CREATE SILENT GRAPH {graph}; INSERT DATA {{ GRAPH {graph} {{\n{lines}}} }}"


def statements(triples: Iterable[Triple]) -> str:
    """Return triples as an update has them, each in a line, in NFC like all that a store holds."""
    return normalize("NFC", (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode())


def _graph(base: str) -> NamedNode:
    return NamedNode(base + "edits")


def _fact(value: str, base: str) -> Quad:
    graph = _graph(base)
    return Quad(graph, DIP["sha256"], Literal(value), graph)
