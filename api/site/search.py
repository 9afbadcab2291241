"""Search over names and texts, with or without accents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from diplograph.api.site.tables import Link, Tables, Value

__all__ = ["PAGE", "Hit", "Results", "match_expression", "search"]

#: How many hits a page shows.
PAGE = 25

_WORD = re.compile(r'"([^"]+)"|(\S+)')
_LETTERS = re.compile(r"\w+")
#: A Vietnamese syllable has its đ at its begin, so a d there may stand for one.
_FIRST_D = re.compile(r"\b[dđ]", re.IGNORECASE)
#: Readings of a phrase; one with more words in d than that is searched as it is written.
_MOST_READINGS = 16
#: Hits in names before hits in texts.
_WEIGHTS = "10.0, 1.0"


@dataclass(frozen=True, slots=True)
class Hit:
    """A node whose names or text have the words."""

    link: Link
    #: Pieces of the text around the words, and whether each is a word that was searched.
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits."""

    total: int
    page: int
    hits: tuple[Hit, ...]
    #: Local name of a class, and how many of the hits are of it.
    kinds: tuple[tuple[str, int], ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


def search(tables: Tables, text: str, kind: str | None = None, page: int = 1) -> Results:
    """Return the nodes with all the words of a text, hits in names first.

    Args:
        tables: Where to search.
        text: Words, the last of which may be unfinished; phrases in quotation marks.
        kind: Only nodes of this class.
        page: Which page, from 1.
    """
    expression = match_expression(text)
    if not expression:
        return Results(0, 1, (), ())
    kinds = tables.rows(
        """SELECT class, COUNT(DISTINCT key) FROM words JOIN node ON node.rowid = words.rowid
           WHERE words MATCH ? AND class != 'Concept' GROUP BY class ORDER BY 2 DESC, 1""",
        expression,
    )
    rows = tables.rows(
        f"""WITH hits AS MATERIALIZED
              (SELECT rowid, bm25(words, {_WEIGHTS}) AS rank FROM words WHERE words MATCH ?1)
            SELECT key, hits.rowid, MIN(rank) FROM hits JOIN node ON node.rowid = hits.rowid
            WHERE class != 'Concept' AND (?2 IS NULL OR class = ?2)
            GROUP BY key ORDER BY 3, key LIMIT {PAGE} OFFSET ?3""",  # noqa: S608
        expression,
        kind,
        (page - 1) * PAGE,
    )
    snippets = _snippets(tables, expression, [row[1] for row in rows])
    names = tables.names(row[0] for row in rows)
    counts = tuple((str(name), int(number or 0)) for name, number in kinds)
    total = sum(number for name, number in counts if kind in (None, name))
    hits = (Hit(names[str(key)], tuple(_pieces(snippets.get(row, "")))) for key, row, _ in rows)
    return Results(total, page, tuple(hits), counts)


def match_expression(text: str) -> str:
    """Return what SQLite is asked: all words, with đ wherever d may stand for it.

    >>> match_expression('doi thoai')
    '("doi" OR "đoi") AND "thoai"*'
    """
    found = [match[1] or match[2] for match in _WORD.finditer(text)]
    phrases = [phrase for phrase in (" ".join(_LETTERS.findall(each)) for each in found) if phrase]
    is_unfinished = not text.endswith(('"', " "))
    return " AND ".join(
        _either(phrase, "*" if is_unfinished and phrase is phrases[-1] else "")
        for phrase in phrases
    )


def _either(phrase: str, ending: str) -> str:
    readings = [f'"{reading}"{ending}' for reading in _readings(phrase)]
    return readings[0] if len(readings) == 1 else f"({' OR '.join(readings)})"


def _readings(phrase: str) -> Iterator[str]:
    parts = _FIRST_D.split(phrase)
    if len(parts) == 1 or 2 ** (len(parts) - 1) > _MOST_READINGS:
        yield phrase
        return
    # Who writes đ means it.
    letters = ["đ" if m[0] in "đĐ" else "dđ" for m in _FIRST_D.finditer(phrase)]
    for choice in product(*letters):
        yield parts[0] + "".join(map("".join, zip(choice, parts[1:], strict=True)))


def _snippets(tables: Tables, expression: str, rows: list[Value]) -> dict[Value, str]:
    marks = ", ".join("?" * len(rows))
    query = f"""SELECT rowid, snippet(words, 1, char(2), char(3), '…', 24) FROM words
                WHERE words MATCH ? AND rowid IN ({marks})"""  # noqa: S608
    return {row: str(snippet) for row, snippet in tables.rows(query, expression, *rows)}


def _pieces(snippet: str) -> Iterator[tuple[str, bool]]:
    for part in re.split("(\2[^\3]*\3)", snippet):
        if part:
            yield part.strip("\2\3"), part.startswith("\2")
