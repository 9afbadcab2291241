"""The answer to a query as a table of a page."""

import json
from dataclasses import dataclass

from diplograph.api.site.tables import Link, Tables
from diplograph.graph.index import key_of
from diplograph.ontology.terms import VOCAB_BASE

__all__ = ["AnswerTable", "Cell", "answer_table"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value: a node with its name, or words."""

    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Rows of a SELECT query."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def answer_table(tables: Tables, answer: bytes, base: str) -> AnswerTable:
    """Read SPARQL results in JSON, and name the nodes in them.

    Args:
        tables: Where the names are.
        answer: As ``application/sparql-results+json``.
        base: The IRI that data lives under.
    """
    found = json.loads(answer)
    columns = tuple(found["head"]["vars"])
    values = [[row.get(name) for name in columns] for row in found["results"]["bindings"]]
    keys = {
        value["value"]: key_of(value["value"], base)
        for row in values
        for value in row
        if value and value["type"] == "uri" and value["value"].startswith((base, VOCAB_BASE))
    }
    names = tables.names(keys.values())

    def cell(value: dict[str, str] | None) -> Cell:
        if not value:
            return Cell("")
        key = keys.get(value["value"]) if value["type"] == "uri" else None
        if key is None:
            return Cell(value["value"])
        link = names[key]
        return Cell(link.label, link if link.has_page else None)

    return AnswerTable(columns, tuple(tuple(map(cell, row)) for row in values))
