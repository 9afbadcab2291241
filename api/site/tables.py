"""Reads the tables of a snapshot (``graph/index.py``) for the pages."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from diplograph.graph.index import INDEX
from diplograph.graph.snapshots import Snapshot
from diplograph.ontology.errors import StoreError

__all__ = ["Link", "Names", "Tables", "Value", "open_tables", "text_of"]

Value = str | int | float | None
#: How many values one statement of SQLite may have, well below its limit.
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Link:
    """A node as a page names it."""

    #: Its IRI without the base of the data.
    key: str
    label: str
    #: The local name of its class: ``Person``; empty where the tables do not know it.
    kind: str = ""
    #: Its name in English, where it has one.
    label_en: str | None = None

    @property
    def has_page(self) -> bool:
        """Whether the server shows it on a page of its own."""
        return self.kind not in ("", "Concept", "Place")

    @property
    def anchor(self) -> str:
        """What its words are called on the page of an article."""
        return self.key.rsplit("/", 1)[-1]


class Names:
    """The names of nodes in one language."""

    def __init__(self, links: Iterable[Link]) -> None:
        """Take the nodes that have names."""
        self._links = {link.key: link for link in links}

    def __getitem__(self, key: str) -> Link:
        """Return a node with its name; its key stands in where it has none."""
        return self._links.get(key) or Link(key, key.rsplit("/", 1)[-1].replace("-", " "))

    def get(self, key: str | None) -> Link | None:
        """Return a node with its name, or None for no node."""
        return self[key] if key else None


class Tables:
    """The tables of one snapshot, open for reading."""

    def __init__(self, database: sqlite3.Connection, language: str) -> None:
        """Take an open file and the language that names are wanted in: ``vi`` or ``en``."""
        self._database = database
        self._language = language

    def rows(self, query: str, *values: Value) -> list[tuple[Value, ...]]:
        """Return the rows of a query."""
        return self._database.execute(query, values).fetchall()

    def column(self, query: str, *values: Value) -> list[str]:
        """Return the first values of the rows of a query, as text."""
        return [str(row[0]) for row in self.rows(query, *values)]

    def count(self, query: str, *values: Value) -> int:
        """Return the one number that a query gives."""
        (number,) = self._database.execute(query, values).fetchone()
        return int(number or 0)

    def keep(self, name: str, query: str, *values: Value) -> None:
        """Keep the rows of a query as a table of that name, until the tables are closed."""
        self._database.execute(f"DROP TABLE IF EXISTS temp.{name}")
        self._database.execute(f"CREATE TEMP TABLE {name} AS {query}", values)

    def names(self, keys: Iterable[Value]) -> Names:
        """Return the names of nodes."""
        wanted = sorted({key for key in keys if isinstance(key, str)})
        return Names(
            link
            for start in range(0, len(wanted), _CHUNK)
            for link in self._links(wanted[start : start + _CHUNK])
        )

    def _links(self, keys: list[str]) -> Iterator[Link]:
        # The longest name of several: articles name a person by surname and by full name.
        label = "COALESCE(MAX(label_en), MAX(label))" if self._language == "en" else "MAX(label)"
        marks = ", ".join("?" * len(keys))
        query = f"""SELECT key, {label}, MAX(class), MAX(label_en) FROM node
                    WHERE key IN ({marks}) GROUP BY key"""  # noqa: S608
        for key, name, kind, name_en in self._database.execute(query, keys):
            yield Link(key, name or key, kind, name_en or None)


def text_of(value: Value) -> str | None:
    """Return a value as text; nothing stays nothing."""
    return str(value) if value is not None else None


@contextmanager
def open_tables(snapshot: Snapshot, language: str = "vi") -> Iterator[Tables]:
    """Open the tables of a snapshot, for one thread.

    Raises:
        StoreError: The snapshot has none, or they are damaged.
    """
    path = (snapshot.path / INDEX).resolve()
    try:
        # A snapshot never changes: SQLite needs no locks.
        database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise StoreError(_MISSING.format(snapshot.id)) from error
    try:
        yield Tables(database, language)
    except sqlite3.Error as error:
        raise StoreError(_MISSING.format(snapshot.id)) from error
    finally:
        database.close()


_MISSING = "snapshot {} has no tables for pages; run 'diplograph build' again"
