"""Edits: changes of a store that come from no article, as updates over HTTP make them.

A store that was edited is no longer the sum of its articles, rules and ontology files, so a graph
of its own marks it: each edit puts a new mark there, in the same transaction. The mark
counts for the ID of the next snapshot like the digest of an article, and is not published.
"""

from collections.abc import Iterable
from itertools import islice
from unicodedata import normalize

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from diplograph.ontology.terms import DATA_BASE, DIP

__all__ = [
    "graph_difference",
    "graph_update",
    "has_mark",
    "is_edited",
    "mark",
    "statements",
    "unmark",
]

#: Up to how many triples a graph is compared with what it shall be.
_COMPARED = 500_000


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


def graph_difference(
    graph: NamedNode | None, held: Iterable[Triple], triples: Iterable[Triple]
) -> str:
    """Return the update that puts triples in the place of what a graph holds.

    Oxigraph takes three times as long to drop a triple as to write one, so what stays is left
    alone, unless the graph holds blank nodes, which no update can name, or is very large.

    Args:
        graph: Its name; None is the default graph.
        held: What it holds.
        triples: What to write.
    """
    before = list(islice(held, _COMPARED + 1))
    # N-Triples escapes the ends of lines that strings hold.
    old = set((serialize(before, format=RdfFormat.N_TRIPLES) or b"").decode().split("\n"))
    if len(before) > _COMPARED or any("_:" in line for line in old):
        return graph_update(graph, triples, replace=True)
    new = dict.fromkeys(statements(triples).split("\n"))
    gone = "\n".join(sorted(old - new.keys()))
    added = "\n".join(line for line in new if line not in old)
    if graph is None:
        return f"DELETE DATA {{\n{gone}\n}}; INSERT DATA {{\n{added}\n}}"
    delete = f"DELETE DATA {{ GRAPH {graph} {{\n{gone}\n}} }}"
    insert = f"INSERT DATA {{ GRAPH {graph} {{\n{added}\n}} }}"
    return f"CREATE SILENT GRAPH {graph}; {delete}; {insert}"


def statements(triples: Iterable[Triple]) -> str:
    """Return triples as an update has them, each in a line, in NFC like all that a store holds."""
    return normalize("NFC", (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode())


def _graph(base: str) -> NamedNode:
    return NamedNode(base + "edits")


def _fact(value: str, base: str) -> Quad:
    graph = _graph(base)
    return Quad(graph, DIP["sha256"], Literal(value), graph)
