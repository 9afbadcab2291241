"""What the fields of forms offer."""

from dataclasses import dataclass

from diplograph.api.site.tables import Link, Tables

__all__ = ["Choices", "choices", "nodes_in"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a filter can be set to, by name."""

    issues: tuple[Link, ...]
    stances: tuple[Link, ...]
    levels: tuple[Link, ...]
    years: tuple[Link, ...]


def choices(tables: Tables) -> Choices:
    """Return what filters offer: issues that were raised, all stances and levels, years seen."""
    years = tables.rows(
        "SELECT DISTINCT year FROM tally WHERE issue = '' AND year != '' ORDER BY 1 DESC"
    )
    return Choices(
        issues=_named(tables, "SELECT issue FROM raised_issue"),
        stances=_concepts(tables, "stance/"),
        levels=_concepts(tables, "level/"),
        years=tuple(Link(str(year), str(year)) for (year,) in years),
    )


def nodes_in(tables: Tables, folder: str) -> tuple[Link, ...]:
    """Return all nodes of a kind by name.

    Args:
        tables: Where they are.
        folder: What their keys begin with: ``state/``.
    """
    return _named(
        tables,
        "SELECT DISTINCT key FROM node WHERE key LIKE ? || '%' AND class != 'Concept'",
        folder,
    )


def _concepts(tables: Tables, scheme: str) -> tuple[Link, ...]:
    """Return the concepts of a scheme; filters know them by the last word of their keys."""
    found = _named(tables, "SELECT concept FROM within WHERE topic LIKE ? || '%'", scheme)
    return tuple(Link(link.key.removeprefix(scheme), link.label) for link in found)


def _named(tables: Tables, query: str, *values: str) -> tuple[Link, ...]:
    keys = sorted({str(row[0]) for row in tables.rows(query, *values) if row[0]})
    names = tables.names(keys)
    return tuple(sorted((names[key] for key in keys), key=lambda link: link.label))
