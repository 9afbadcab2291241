"""The tables of a snapshot say the same as its graph."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from diplograph.graph.index import INDEX, key_of, refresh_index
from diplograph.graph.snapshots import current_snapshot
from diplograph.ontology.model import Extraction
from diplograph.ontology.terms import DATA_BASE, DIP, PREFIXES, RDF

_SCHEMA_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words%'"


def _contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables, with the names of graphs for their numbers."""
    with closing(sqlite3.connect(path)) as database:
        graphs = dict(database.execute("SELECT graph, iri FROM graph"))
        tables = [name for (name,) in database.execute(_SCHEMA_TABLES) if "sqlite" not in name]
        found: dict[str, list[tuple[object, ...]]] = {}
        for table in tables:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            rows = database.execute(f"SELECT * FROM {table}").fetchall()
            if columns[0] == "graph":
                rows = [(graphs[row[0]], *row[1:]) for row in rows]
            found[table] = sorted(rows, key=repr)
        found["words"] = sorted(
            database.execute(
                "SELECT key, names, text FROM words JOIN node ON node.rowid = words.rowid"
            ).fetchall()
        )
    return found


def _tables(store: Store, path: Path, previous: Path | None = None) -> Path:
    refresh_index(path, store, DATA_BASE, previous)
    return path


def _copy(store: Store) -> Store:
    copied = Store()
    copied.extend(store.quads_for_pattern(None, None, None, None))
    return copied


@pytest.fixture(scope="module", name="index")
def _index(seed_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _tables(seed_store, tmp_path_factory.mktemp("index") / INDEX)


def _count(store: Store, pattern: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT * {{ {pattern} }} }}"
    rows = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return int(next(iter(rows))["n"].value)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("sql", "pattern"),
    [
        ("SELECT COUNT(*) FROM article", "?x a dip:Article"),
        ("SELECT COUNT(*) FROM occasion", "?x a dip:Event"),
        ("SELECT COUNT(*) FROM occasion WHERE meeting", "?x a dip:Meeting"),
        ("SELECT COUNT(DISTINCT key) FROM attendance", "?x a dip:Attendance"),
        ("SELECT COUNT(DISTINCT key) FROM tenure", "?x a dip:Tenure"),
        ("SELECT COUNT(*) FROM position", "?x a dip:Position"),
        ("SELECT COUNT(*) FROM raised", "?x a dip:Position ; dip:issue ?y"),
        ("SELECT COUNT(DISTINCT event || actor) FROM party", "?x a dip:Event ; dip:party ?y"),
        ("SELECT SUM(number) FROM tally WHERE issue = ''", "?x a dip:Position"),
        (
            "SELECT SUM(number) FROM tally WHERE issue = 'issue/security'",
            "?x a dip:Position ; dip:issue/skos:broader* v-issue:security",
        ),
        (
            "SELECT SUM(number) FROM tally WHERE issue = '' AND holder = 'state/vn'",
            "?x a dip:Position ; dip:holder state:vn",
        ),
        (
            "SELECT events FROM partner WHERE actor = 'state/vn' AND other = 'state/ru'",
            "?x dip:party|(^dip:event/(dip:attendee|dip:represents)) state:vn, state:ru",
        ),
    ],
)
def test_tables_count_what_the_graph_holds(
    seed_store: Store, index: Path, sql: str, pattern: str
) -> None:
    """A number of the tables is what SPARQL counts."""
    with closing(sqlite3.connect(index)) as database:
        (number,) = database.execute(sql).fetchone()
    assert number == _count(seed_store, pattern) > 0


def test_tables_brought_up_to_date_are_tables_written_anew(
    make_store: Callable[[Iterable[Extraction]], Path],
    seed_extractions: tuple[Extraction, ...],
    tmp_path: Path,
) -> None:
    """Whatever was added, replaced or removed, nothing is left of the state before."""
    first, second, *others = seed_extractions
    article = replace(second.article, sha256="0" * 64, headline="Đã đổi")
    changed = replace(second, article=article)
    before = current_snapshot(make_store([first, second])).open()
    after = current_snapshot(make_store([changed, *others])).open()
    earlier = _tables(before, tmp_path / "earlier")
    assert _contents(_tables(after, tmp_path / "brought", earlier)) == _contents(
        _tables(after, tmp_path / "anew")
    )


def test_a_graph_without_a_digest_is_read_anew(seed_store: Store, tmp_path: Path) -> None:
    """What an update added without saying so is in the tables of the next snapshot."""
    store = _copy(seed_store)
    graph = NamedNode("https://example.org/added")
    store.add(Quad(NamedNode(DATA_BASE + "state/vn"), RDF["type"], DIP["State"], graph))
    earlier = _tables(store, tmp_path / "earlier")
    node = NamedNode(DATA_BASE + "meeting/added")
    store.add(Quad(node, RDF["type"], DIP["Event"], graph))
    later = _contents(_tables(store, tmp_path / "later", earlier))
    assert "meeting/added" in {row[0] for row in later["occasion"]}


def test_tables_that_do_not_fit_are_written_anew(seed_store: Store, tmp_path: Path) -> None:
    """Damaged tables, and those of another base, are no start."""
    damaged = tmp_path / "damaged"
    damaged.write_bytes(b"SQLite format 3\0 and then nothing")
    anew = _contents(_tables(seed_store, tmp_path / "anew"))
    assert _contents(_tables(seed_store, tmp_path / "from-damaged", damaged)) == anew
    other = tmp_path / "other"
    refresh_index(other, seed_store, "https://example.org/id/")
    assert _contents(_tables(seed_store, tmp_path / "from-other", other)) == anew


def test_a_key_is_the_iri_without_its_base() -> None:
    """Data and concepts have short keys; what lies elsewhere keeps its IRI."""
    assert key_of("https://example.org/id/state/vn", "https://example.org/id/") == "state/vn"
    assert key_of("https://example.org/other") == "https://example.org/other"
