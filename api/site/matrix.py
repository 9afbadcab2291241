"""Actors by issues: the mix of stances in each cell, and who asks whom for what."""

from collections import Counter
from dataclasses import dataclass, replace

from diplograph.api.site.positions import Filter, polarities
from diplograph.api.site.stances import POLARITIES, Mix, tally
from diplograph.api.site.tables import Link, Names, Tables

__all__ = ["ACTORS", "ISSUES", "Matrix", "Row", "Wish", "matrix", "wishes"]

#: How many actors and issues a matrix shows unless it is asked for more.
ACTORS, ISSUES = 25, 15


@dataclass(frozen=True, slots=True)
class Row:
    """An actor, with a cell for each issue."""

    holder: Link
    cells: tuple[Mix, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The actors and issues with most positions."""

    issues: tuple[Link, ...]
    rows: tuple[Row, ...]
    #: How many actors and issues there are in all.
    actors: int
    topics: int


@dataclass(frozen=True, slots=True)
class Wish:
    """How often one actor asked another for something, or promised it something."""

    holder: Link
    addressee: Link
    asked: int
    promised: int


def matrix(tables: Tables, wanted: Filter, actors: int = ACTORS, issues: int = ISSUES) -> Matrix:
    """Count positions by holder and issue.

    Args:
        tables: Where they are.
        wanted: Which positions count; a holder or an issue of it gives one row or one column.
        actors: How many rows at most.
        issues: How many columns at most.
    """
    source, values = tally(wanted, by_issue=True)
    # Collectives of one meeting ("hai bên") would fill the rows.
    rows = tables.rows(
        f"""SELECT holder, issue, stance, SUM(number) FROM ({source})
            WHERE holder NOT LIKE 'collective/%' GROUP BY holder, issue, stance""",  # noqa: S608
        *values,
    )
    groups = polarities(tables)
    cells: dict[tuple[str, str], Counter[str]] = {}
    by_holder, by_issue = Counter[str](), Counter[str]()
    for holder, issue, stance, number in rows:
        count = int(number or 0)
        pair = (str(holder), str(issue))
        cells.setdefault(pair, Counter())[groups.get(str(stance), "")] += count
        by_holder[pair[0]] += count
        by_issue[pair[1]] += count
    shown = _most(by_holder, actors), _most(by_issue, issues)
    names = tables.names([*shown[0], *shown[1]])
    return Matrix(
        issues=tuple(names[issue] for issue in shown[1]),
        rows=tuple(_row(names, holder, shown[1], cells) for holder in shown[0]),
        actors=len(by_holder),
        topics=len(by_issue),
    )


def wishes(tables: Tables, wanted: Filter, limit: int = 60) -> tuple[Wish, ...]:
    """Count requests and commitments by who voiced them and to whom, the most frequent first."""
    condition, values = replace(wanted, stance=None).conditions()
    rows = tables.rows(
        f"""SELECT holder, addressee, SUM(stance != 'commit'), SUM(stance = 'commit')
            FROM position WHERE {condition} AND addressee IS NOT NULL AND (stance = 'commit'
              OR 'stance/' || stance IN (SELECT concept FROM broader WHERE topic = 'stance/ask'))
            GROUP BY holder, addressee ORDER BY COUNT(*) DESC, holder, addressee LIMIT ?""",  # noqa: S608
        *values,
        limit,
    )
    names = tables.names(value for row in rows for value in row[:2])
    return tuple(
        Wish(names[str(holder)], names[str(addressee)], int(asked or 0), int(promised or 0))
        for holder, addressee, asked, promised in rows
    )


def _row(
    names: Names, holder: str, issues: list[str], cells: dict[tuple[str, str], Counter[str]]
) -> Row:
    found = [cells.get((holder, issue), Counter()) for issue in issues]
    mixes = [
        Mix(names[issue], tuple(counts[group] for group in POLARITIES))
        for issue, counts in zip(issues, found, strict=True)
    ]
    return Row(names[holder], tuple(mixes), sum(mix.total for mix in mixes))


def _most(counts: Counter[str], limit: int) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))[:limit]
