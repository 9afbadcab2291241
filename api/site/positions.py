"""Lists of positions: who stood where on what, with the words that prove it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from diplograph.api.site.tables import Link, Tables, Value, text_of

__all__ = [
    "PAGE",
    "Filter",
    "Listed",
    "PositionList",
    "list_positions",
    "polarities",
    "positions_of_graph",
]

#: How many positions a page shows.
PAGE = 50

_SELECT = """SELECT position.key, holder, stance, speaker, addressee, occasion, quote, direct,
  confidence, date, graph.iri FROM position JOIN graph USING (graph)"""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which positions a page is about; what is None does not matter."""

    holder: str | None = None
    speaker: str | None = None
    addressee: str | None = None
    occasion: str | None = None
    issue: str | None = None
    #: A stance, or one of the groups that stances roll up to: ``favour``.
    stance: str | None = None
    year: str | None = None
    level: str | None = None

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> "Filter":
        """Read a filter from the parameters of a request; others are ignored."""
        names = (field.name for field in fields(cls))
        return cls(**{name: parameters[name] for name in names if parameters.get(name)})

    def given(self) -> dict[str, str]:
        """Return what matters, by name."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in values if value}

    def url(self, path: str = "/positions", **more: str | int) -> str:
        """Return the address of a page with this filter."""
        parameters = self.given() | {name: str(value) for name, value in more.items()}
        return f"{path}?{urlencode(parameters)}"

    def conditions(self) -> tuple[str, list[Value]]:
        """Return what SQL asks of a row of ``position``, and its values."""
        clauses, values = ["TRUE"], list[Value]()
        for name in ("holder", "speaker", "addressee", "occasion", "level"):
            if value := getattr(self, name):
                clauses.append(f"position.{name} = ?")
                values.append(value)
        if self.year:
            clauses.append("substr(date, 1, 4) = ?")
            values.append(self.year)
        if self.stance:
            clauses.append("'stance/' || stance IN (SELECT concept FROM within WHERE topic = ?)")
            values.append(f"stance/{self.stance}")
        if self.issue:
            clauses.append(
                """position.key IN (SELECT position FROM raised
                   WHERE issue IN (SELECT concept FROM within WHERE topic = ?))"""
            )
            values.append(self.issue)
        return " AND ".join(clauses), values


@dataclass(frozen=True, slots=True)
class Listed:
    """A position as pages show it."""

    key: str
    holder: Link
    stance: Link
    #: The group of its stance: favour, ask, neutral or against.
    polarity: str
    speaker: Link | None
    addressee: Link | None
    occasion: Link | None
    quote: str
    is_direct: bool
    confidence: float | None
    date: str | None
    article: Link
    issues: tuple[Link, ...]

    @property
    def anchor(self) -> str:
        """Where its words stand on the page of the article."""
        return self.key.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class PositionList:
    """One page of the positions that fit a filter."""

    total: int
    page: int
    positions: tuple[Listed, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


def list_positions(
    tables: Tables, wanted: Filter, base: str, page: int = 1, size: int = PAGE
) -> PositionList:
    """Return positions, the newest first."""
    condition, values = wanted.conditions()
    total = tables.count(f"SELECT COUNT(*) FROM position WHERE {condition}", *values)  # noqa: S608
    rows = tables.rows(
        f"""{_SELECT} WHERE {condition} ORDER BY date DESC, position.key LIMIT ? OFFSET ?""",
        *values,
        size,
        (page - 1) * size,
    )
    return PositionList(total, page, tuple(_listed(tables, rows, base)))


def positions_of_graph(tables: Tables, graph: Value, base: str) -> tuple[Listed, ...]:
    """Return the positions of one article, in the order of its text."""
    first = """(SELECT MIN(begin) FROM evidence
                WHERE evidence.graph = position.graph AND node = position.key)"""
    query = f"{_SELECT} WHERE position.graph = ? ORDER BY {first}, position.key"
    return tuple(_listed(tables, tables.rows(query, graph), base))


def polarities(tables: Tables) -> dict[str, str]:
    """Return the group of each stance, by its name."""
    rows = tables.rows("SELECT concept, topic FROM broader WHERE concept LIKE 'stance/%'")
    return {str(stance).rsplit("/", 1)[-1]: str(topic).rsplit("/", 1)[-1] for stance, topic in rows}


def _listed(tables: Tables, rows: list[tuple[Value, ...]], base: str) -> Iterator[Listed]:
    groups = polarities(tables)
    issues = _issues(tables, [str(row[0]) for row in rows])
    articles = [str(row[10]).removeprefix(base) for row in rows]
    named = {value for row in rows for value in (row[1], *row[3:6])} | {*articles}
    named |= {f"stance/{row[2]}" for row in rows} | {i for each in issues.values() for i in each}
    names = tables.names(named)
    for row, article in zip(rows, articles, strict=True):
        key, holder, stance, speaker, addressee, occasion, quote, direct, confidence, date, _ = row
        yield Listed(
            key=str(key),
            holder=names[str(holder)],
            stance=names[f"stance/{stance}"],
            polarity=groups.get(str(stance), str(stance)),
            speaker=names.get(text_of(speaker)),
            addressee=names.get(text_of(addressee)),
            occasion=names.get(text_of(occasion)),
            quote=str(quote or ""),
            is_direct=bool(direct),
            confidence=confidence if isinstance(confidence, float) else None,
            date=text_of(date),
            article=names[article],
            issues=tuple(names[issue] for issue in issues.get(str(key), ())),
        )


def _issues(tables: Tables, positions: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    marks = ", ".join("?" * len(positions))
    query = f"SELECT DISTINCT position, issue FROM raised WHERE position IN ({marks})"  # noqa: S608
    for position, issue in tables.rows(query, *positions):
        found.setdefault(str(position), []).append(str(issue))
    return found
