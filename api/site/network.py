"""Actors and meetings as a graph: who took part in what."""

from dataclasses import dataclass
from io import BytesIO

import networkx

from diplograph.api.site.tables import Tables, Value, text_of

__all__ = ["NODES", "Edge", "Network", "NetworkFilter", "Node", "network", "to_gexf", "to_graphml"]

#: How many nodes are shown: more than this nobody can move in.
NODES = 5_000


@dataclass(frozen=True, slots=True)
class NetworkFilter:
    """Which meetings a network is made of; what is None does not matter."""

    year: str | None = None
    level: str | None = None
    #: Meetings at which a position on this issue was voiced.
    issue: str | None = None
    #: Persons stand for themselves; without them only those they represent are shown.
    persons: bool = True


@dataclass(frozen=True, slots=True)
class Node:
    """An actor or a meeting."""

    key: str
    label: str
    kind: str
    date: str | None
    #: Number of its edges.
    degree: int


@dataclass(frozen=True, slots=True)
class Edge:
    """An actor took part in a meeting."""

    actor: str
    event: str


@dataclass(frozen=True, slots=True)
class Network:
    """The nodes with most edges, and the edges between them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    #: How many nodes there are in all.
    total: int


def network(tables: Tables, wanted: NetworkFilter, limit: int = NODES) -> Network:
    """Return who took part in which meetings.

    Args:
        tables: Where they are.
        wanted: Which meetings.
        limit: How many nodes at most: those with most edges.
    """
    condition, values = _conditions(wanted)
    pairs = f"""SELECT actor, event FROM taking_part JOIN occasion ON key = event
                WHERE meeting AND {condition}"""  # noqa: S608
    tables.keep("pair", pairs, *values)
    tables.keep(
        "degree",
        """SELECT actor AS key, COUNT(*) AS number FROM pair GROUP BY actor
           UNION ALL SELECT event, COUNT(*) FROM pair GROUP BY event""",
    )
    tables.keep("shown", "SELECT key, number FROM degree ORDER BY number DESC, key LIMIT ?", limit)
    rows = tables.rows(
        """SELECT key, number, date FROM shown LEFT JOIN occasion USING (key)
           ORDER BY number DESC, key"""
    )
    edges = tables.rows(
        """SELECT actor, event FROM pair WHERE actor IN (SELECT key FROM shown)
           AND event IN (SELECT key FROM shown) ORDER BY event, actor"""
    )
    names = tables.names(row[0] for row in rows)
    nodes = (
        Node(str(key), names[str(key)].label, names[str(key)].kind, text_of(date), int(number or 0))
        for key, number, date in rows
    )
    return Network(
        nodes=tuple(nodes),
        edges=tuple(Edge(str(actor), str(event)) for actor, event in edges),
        total=tables.count("SELECT COUNT(*) FROM degree"),
    )


def to_graphml(found: Network) -> bytes:
    """Write a network as GraphML."""
    written = BytesIO()
    networkx.write_graphml(_graph(found), written)
    return written.getvalue()


def to_gexf(found: Network) -> bytes:
    """Write a network as GEXF, which Gephi opens."""
    written = BytesIO()
    networkx.write_gexf(_graph(found), written)
    return written.getvalue()


def _graph(found: Network) -> "networkx.Graph[str]":
    graph: networkx.Graph[str] = networkx.Graph()
    for node in found.nodes:
        graph.add_node(node.key, label=node.label, kind=node.kind, date=node.date or "")
    graph.add_edges_from((edge.actor, edge.event) for edge in found.edges)
    return graph


def _conditions(wanted: NetworkFilter) -> tuple[str, list[Value]]:
    clauses, values = ["TRUE"], list[Value]()
    if wanted.year:
        clauses.append("substr(date, 1, 4) = ?")
        values.append(wanted.year)
    if wanted.level:
        clauses.append("level = ?")
        values.append(wanted.level)
    if wanted.issue:
        clauses.append(
            """key IN (SELECT occasion FROM position JOIN raised ON raised.position = position.key
               WHERE issue IN (SELECT concept FROM within WHERE topic = ?))"""
        )
        values.append(wanted.issue)
    if not wanted.persons:
        clauses.append("actor NOT LIKE 'person/%'")
    return " AND ".join(clauses), values
