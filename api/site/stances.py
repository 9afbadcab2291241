"""Counts positions by stance: per issue, holder or year."""

from collections import Counter
from dataclasses import dataclass

from diplograph.api.site.positions import Filter, polarities
from diplograph.api.site.tables import Link, Tables, Value

__all__ = ["POLARITIES", "Mix", "mixes", "tally"]

#: The groups that stances roll up to, in the order that pages show them in.
POLARITIES = ("favour", "ask", "neutral", "against")

#: Like the table ``tally``, for filters that it does not know.
_TALLY = """SELECT holder, topic AS issue, stance, level, year, COUNT(*) AS number FROM (
    SELECT DISTINCT position.key, holder, topic, stance, level,
      CASE WHEN date >= '1' THEN substr(date, 1, 4) ELSE '' END AS year
    FROM position
    JOIN (SELECT position, topic FROM raised JOIN within ON concept = issue
          UNION ALL SELECT key, '' FROM position) ON position = position.key
    WHERE {})
  GROUP BY holder, topic, stance, level, year"""


@dataclass(frozen=True, slots=True)
class Mix:
    """How often each group of stances occurs, for one issue, actor or year."""

    of: Link
    #: One number for each of ``POLARITIES``.
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


def mixes(tables: Tables, by: str, wanted: Filter, limit: int = 40) -> tuple[Mix, ...]:
    """Count positions by group of stance.

    Args:
        tables: Where they are.
        by: ``issue``, ``holder`` or ``year``.
        wanted: Which positions.
        limit: How many mixes at most.

    Returns:
        Years in their order; all else by number, the most frequent first.
    """
    source, values = tally(wanted, by_issue=by == "issue")
    rows = tables.rows(
        f"""SELECT {by}, stance, SUM(number) FROM ({source})
            WHERE {by} != '' AND {by} NOT LIKE 'collective/%' GROUP BY 1, 2""",  # noqa: S608
        *values,
    )
    groups = polarities(tables)
    counts: dict[str, Counter[str]] = {}
    for of, stance, number in rows:
        counts.setdefault(str(of), Counter())[groups.get(str(stance), "")] += int(number or 0)
    found = {of: tuple(n[group] for group in POLARITIES) for of, n in counts.items()}
    order = sorted(found, key=lambda of: of if by == "year" else (-sum(found[of]), of))[:limit]
    names = tables.names(order)
    return tuple(Mix(names[of], found[of]) for of in order)


def tally(wanted: Filter, *, by_issue: bool) -> tuple[str, list[Value]]:
    """Return SQL that counts positions, and its values.

    Args:
        wanted: Which positions.
        by_issue: Whether issues are told apart; a position counts for each of its own.

    Returns:
        A query with the columns ``holder``, ``issue``, ``stance``, ``level``, ``year``, ``number``.
    """
    if wanted.speaker or wanted.addressee or wanted.occasion:
        condition, values = wanted.conditions()
        source = f"({_TALLY.format(condition)})"
    else:
        source, values = "tally", []
    clauses = ["TRUE"]
    for name in ("holder", "level", "year"):
        if value := getattr(wanted, name):
            clauses.append(f"{name} = ?")
            values.append(value)
    if wanted.stance:
        clauses.append("'stance/' || stance IN (SELECT concept FROM within WHERE topic = ?)")
        values.append(f"stance/{wanted.stance}")
    if not by_issue:
        clauses.append("issue = ?")
        values.append(wanted.issue or "")
    elif wanted.issue:
        clauses.append("issue IN (SELECT concept FROM within WHERE topic = ?)")
        values.append(wanted.issue)
    else:
        clauses.append("issue IN (SELECT issue FROM raised_issue)")
    return f"SELECT * FROM {source} WHERE {' AND '.join(clauses)}", values  # noqa: S608
