"""What is in a store, in numbers."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from diplograph.ontology.terms import DIP, RDFS, SKOS

__all__ = ["Statistics", "statistics"]

_PREFIXES = f"PREFIX dip: <{DIP.iri}> PREFIX rdfs: <{RDFS.iri}> PREFIX skos: <{SKOS.iri}> "


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of a store."""

    articles: int
    events: int
    meetings: int
    persons: int
    attendances: int
    positions: int
    #: First and last date of its events, as they are written.
    first_date: str | None
    last_date: str | None
    #: Name of the stance and number of positions, most frequent first.
    stances: tuple[tuple[str, int], ...]
    #: Vietnamese label of the issue and number of positions, most frequent first.
    issues: tuple[tuple[str, int], ...]


def statistics(store: Store) -> Statistics:
    """Count what a store holds."""
    dates = sorted(name for name, _ in _groups(store, "?e dip:date ?x", "?x"))
    return Statistics(
        articles=_count(store, "?x a dip:Article"),
        events=_count(store, "?x a dip:Event"),
        meetings=_count(store, "?x a dip:Meeting"),
        persons=_count(store, "?x a dip:Person"),
        attendances=_count(store, "?x a dip:Attendance"),
        positions=_count(store, "?x a dip:Position"),
        first_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
        stances=_groups(store, "?p dip:stance ?x", "?x"),
        issues=_groups(store, "?p dip:issue ?i . ?i rdfs:label ?x FILTER(lang(?x) = 'vi')", "?x"),
    )


def _rows(store: Store, query: str) -> QuerySolutions:
    found = store.query(_PREFIXES + query, use_default_graph_as_union=True)
    if not isinstance(found, QuerySolutions):
        raise TypeError(query)
    return found


def _count(store: Store, pattern: str) -> int:
    (row,) = _rows(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")
    return int(_text(row["n"]))


def _groups(store: Store, pattern: str, variable: str) -> tuple[tuple[str, int], ...]:
    query = f"SELECT ?x (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY {variable} ORDER BY DESC(?n) ?x"
    rows = _rows(store, query)
    return tuple((_text(row["x"]).rsplit("/", 1)[-1], int(_text(row["n"]))) for row in rows)


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else ""
