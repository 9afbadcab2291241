"""The tables of a snapshot that the pages read: what SPARQL would count anew for every visitor.

A snapshot has beside its graph an SQLite file with the same facts as rows, and with the words of
labels and articles for search without accents. It is derived: wherever it differs from the graph,
the graph is right. A snapshot takes over the file of the one before it and reads only the named
graphs that changed, which it tells by their digests.
"""

import hashlib
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from diplograph.ontology.iris import corrections_key
from diplograph.ontology.terms import (
    DATA_BASE,
    DIP,
    NIF,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VOCAB_BASE,
)

__all__ = ["INDEX", "key_of", "refresh_index"]

_SCHEMA = Path(__file__).with_name("index.sql")
_SUMMARY = Path(__file__).with_name("summary.sql")
_MADE_BY = b"".join(path.read_bytes() for path in (Path(__file__), _SCHEMA, _SUMMARY))
#: The name of the file within a snapshot; tables that another version wrote have another name.
INDEX = f"index-{hashlib.sha256(_MADE_BY).hexdigest()[:8]}.sqlite"

#: Classes whose nodes pages name, the most telling first.
_CLASSES = (
    *((DIP[name], name) for name in ("Article", "Meeting", "Event", "Person", "State")),
    *((DIP[name], name) for name in ("Organization", "CollectiveActor", "MeetingSeries", "Issue")),
    (SKOS["Concept"], "Concept"),
    (SCHEMA["Place"], "Place"),
)
_TABLES = (
    *("node", "article", "event", "party", "attendance", "tenure", "position", "evidence"),
    *("raised", "member", "broader"),
)
_Row = tuple[str, tuple[str | int | float | None, ...]]


def refresh_index(path: Path, store: Store, base: str, previous: Path | None = None) -> None:
    """Write the tables of a store.

    Args:
        path: The file to write; it must not exist.
        store: What the tables are to hold.
        base: The IRI that data lives under.
        previous: The tables of an earlier version of the store, to start from.
    """
    wanted = _digests(store)
    corrections = _corrections(wanted, base)
    if previous is not None and previous.is_file():
        shutil.copyfile(previous, path)
        if not _fits(path, base, corrections):
            path.unlink()
    with closing(sqlite3.connect(path)) as database:
        if not _has_tables(database):
            database.executescript(_SCHEMA.read_text(encoding="utf-8"))
            settings = [("base", base), ("corrections", corrections)]
            database.executemany("INSERT INTO setting VALUES (?, ?)", settings)
        _bring_up_to_date(database, store, base, wanted)
        database.executescript(_SUMMARY.read_text(encoding="utf-8"))
        database.commit()
        database.execute("ANALYZE")
        database.commit()


def key_of(iri: str, base: str = DATA_BASE) -> str:
    """Return the name of a node in the tables.

    >>> key_of("https://w3id.org/diplograph/id/state/vn")
    'state/vn'
    """
    return iri.removeprefix(base).removeprefix(VOCAB_BASE)


def _digests(store: Store) -> dict[str, str]:
    """Return what each named graph was made from: input, and software where there is one."""
    parts = defaultdict(list)
    for predicate in (DIP["sha256"], PROV["wasGeneratedBy"]):
        for subject, _, value, graph in store.quads_for_pattern(None, predicate, None, None):
            if subject == graph:
                parts[graph].append(str(value))
    return {
        graph.value: " ".join(sorted(parts.get(graph, ())))
        for graph in store.named_graphs()
        if isinstance(graph, NamedNode)
    }


def _corrections(digests: dict[str, str], base: str) -> str:
    """Return the state of the corrections; they change graphs whose digests stay."""
    found = (digest for graph, digest in digests.items() if graph.startswith(_start(base)))
    return " ".join(sorted(found))


def _start(base: str) -> str:
    """Return what the IRIs of graphs of corrections begin with."""
    return base + corrections_key("")


def _corrected(store: Store, graphs: Iterable[str]) -> dict[NamedNode, list[Quad]]:
    """Return what corrections state, by node: in a snapshot it stands beside what is left."""
    found: dict[NamedNode, list[Quad]] = defaultdict(list)
    for graph in graphs:
        for quad in store.quads_for_pattern(None, None, None, NamedNode(graph)):
            if isinstance(quad.subject, NamedNode):
                found[quad.subject].append(quad)
    return found


def _fits(path: Path, base: str, corrections: str) -> bool:
    """Return whether tables can be brought up to date instead of being written anew."""
    try:
        with closing(sqlite3.connect(path)) as database:
            settings = dict(database.execute("SELECT name, value FROM setting"))
    except sqlite3.Error:
        return False
    return settings == {"base": base, "corrections": corrections}


def _has_tables(database: sqlite3.Connection) -> bool:
    return bool(database.execute("SELECT 1 FROM sqlite_master").fetchone())


def _bring_up_to_date(
    database: sqlite3.Connection, store: Store, base: str, wanted: dict[str, str]
) -> None:
    """Drop the graphs that are gone or changed; read those that are new or changed."""
    rows = database.execute("SELECT graph, iri, digest FROM graph")
    known = {iri: (number, digest) for number, iri, digest in rows}
    # A graph without a digest may have changed without telling.
    kept = {iri for iri, (_, digest) in known.items() if digest and wanted.get(iri) == digest}
    _drop(database, [known[iri][0] for iri in known.keys() - kept])
    corrected = _corrected(store, (iri for iri in wanted if iri.startswith(_start(base))))
    for iri in sorted(wanted.keys() - kept):
        row = (iri, wanted[iri])
        added = database.execute("INSERT INTO graph (iri, digest) VALUES (?, ?)", row).lastrowid
        quads = store.quads_for_pattern(None, None, None, NamedNode(iri))
        for table, values in _Rows(quads, base, corrected).rows():
            _insert(database, table, added, values)


def _insert(
    database: sqlite3.Connection,
    table: str,
    graph: int | None,
    values: tuple[str | int | float | None, ...],
) -> None:
    if table == "words":
        # They stand under the number of their node, whose row was the last to be written.
        statement = "INSERT INTO words (rowid, names, text) VALUES (last_insert_rowid(), ?, ?)"
        database.execute(statement, values)
        return
    marks = ", ".join("?" * (len(values) + 1))
    database.execute(f"INSERT INTO {table} VALUES ({marks})", (graph, *values))  # noqa: S608


def _drop(database: sqlite3.Connection, graphs: Iterable[int]) -> None:
    """Delete the rows of graphs, with one pass over each table."""
    database.execute("CREATE TEMP TABLE gone (graph INTEGER PRIMARY KEY)")
    database.executemany("INSERT INTO gone VALUES (?)", [(graph,) for graph in graphs])
    for table in (*_TABLES, "graph"):
        database.execute(f"DELETE FROM {table} WHERE graph IN gone")  # noqa: S608


class _Rows:
    """The rows of one named graph."""

    def __init__(
        self, quads: Iterable[Quad], base: str, corrected: Mapping[NamedNode, list[Quad]]
    ) -> None:
        self._base = base
        # Values are keys, since each counts once and a property may have very many of them.
        self._nodes: dict[NamedNode, dict[NamedNode, dict[NamedNode | Literal, None]]] = {}
        for quad in quads:
            self._add(quad)
        for node in corrected.keys() & self._nodes.keys():
            for quad in corrected[node]:
                self._add(quad)

    def _add(self, quad: Quad) -> None:
        subject, predicate, value, _ = quad
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            self._nodes.setdefault(subject, {}).setdefault(predicate, {})[value] = None

    def rows(self) -> Iterator[_Row]:
        """Yield table and values of each row, without the graph."""
        for node in self._nodes:
            classes = self._all(node, RDF["type"])
            named = next((name for term, name in _CLASSES if term in classes), None)
            if named is not None:
                yield from self._named(node, named)
            if DIP["Article"] in classes:
                yield self._article(node)
            elif DIP["Event"] in classes:
                yield from self._event(node)
            elif DIP["Attendance"] in classes and self._has(node, "event", "attendee"):
                yield self._attendance(node)
            elif DIP["Tenure"] in classes and self._has(node, "holderOfTenure"):
                yield self._tenure(node)
            elif DIP["Position"] in classes and self._has(node, "holder", "stance"):
                yield from self._position(node)
            yield from self._evidence(node)
            for member in self._all(node, DIP["hasMember"]):
                yield "member", (self._key(node), self._key(member))
            for topic in self._all(node, SKOS["broader"]):
                yield "broader", (self._key(node), self._key(topic))

    def _named(self, node: NamedNode, name: str) -> Iterator[_Row]:
        key = self._key(node)
        label, label_en = self._label(node, "vi"), self._label(node, "en")
        yield "node", (key, name, label or label_en, label_en)
        names = {
            value.value
            for predicate in (RDFS["label"], SKOS["altLabel"])
            for value in self._all(node, predicate)
        }
        text = self._one(node, SCHEMA["text"]) or ""
        yield "words", (" · ".join(sorted(names)), text)

    def _article(self, node: NamedNode) -> _Row:
        properties = ("headline", "datePublished", "publisher", "url", "inLanguage")
        return "article", (
            *(self._key(node), *(self._one(node, SCHEMA[name]) for name in properties)),
            *(self._one(node, DIP[name]) for name in ("bodyBegin", "bodyEnd")),
        )

    def _event(self, node: NamedNode) -> Iterator[_Row]:
        key = self._key(node)
        names = ("kind", "level", "mode", "status", "date", "endDate", "dateBasis", "ordinal")
        links = ("inSeries", "place", "partOf")
        values = (*self._values(node, names), *self._values(node, links))
        is_meeting = DIP["Meeting"] in self._all(node, RDF["type"])
        yield "event", (key, int(is_meeting), *values)
        for party in self._all(node, DIP["party"]):
            yield "party", (key, self._key(party))

    def _attendance(self, node: NamedNode) -> _Row:
        roles = " ".join(sorted(self._name(role) for role in self._all(node, DIP["role"])))
        values = self._values(node, ("event", "attendee", "represents", "tenure"))
        return "attendance", (
            *(self._key(node), *values, roles),
            *(self._quote(node), self._confidence(node)),
        )

    def _tenure(self, node: NamedNode) -> _Row:
        names = ("holderOfTenure", "office", "ofOrganization", "attestedOn")
        return "tenure", (self._key(node), *self._values(node, names), self._quote(node))

    def _position(self, node: NamedNode) -> Iterator[_Row]:
        key = self._key(node)
        links = ("holder", "stance", "speaker", "addressee", "occasion")
        occasion = next(iter(self._all(node, DIP["occasion"])), None)
        level = date = None
        if isinstance(occasion, NamedNode):
            level, date = self._values(occasion, ("level", "date"))
        direct = self._one(node, DIP["speechType"]) or ""
        yield (
            "position",
            (
                *(
                    key,
                    *self._values(node, links),
                    self._quote(node),
                    int(direct.endswith("/direct")),
                ),
                *(self._confidence(node), level, date or self._published(node)),
            ),
        )
        for issue in self._all(node, DIP["issue"]):
            yield "raised", (key, self._key(issue))

    def _evidence(self, node: NamedNode) -> Iterator[_Row]:
        for evidence in self._all(node, DIP["evidence"]):
            if isinstance(evidence, NamedNode):
                begin, end = (self._one(evidence, NIF[x]) for x in ("beginIndex", "endIndex"))
                if begin is not None and end is not None:
                    yield "evidence", (self._key(node), int(begin), int(end))

    def _published(self, node: NamedNode) -> str | None:
        """Return when the article was published that a node was read from."""
        for evidence in self._all(node, DIP["evidence"]):
            if isinstance(evidence, NamedNode):
                for article in self._all(evidence, DIP["source"]):
                    if isinstance(article, NamedNode):
                        return self._one(article, SCHEMA["datePublished"])
        return None

    def _quote(self, node: NamedNode) -> str | None:
        """Return the words that prove a node: those that stand first in the article."""
        found = [e for e in self._all(node, DIP["evidence"]) if isinstance(e, NamedNode)]
        found.sort(key=lambda evidence: int(self._one(evidence, NIF["beginIndex"]) or 0))
        return self._one(found[0], NIF["anchorOf"]) if found else None

    def _confidence(self, node: NamedNode) -> float | None:
        value = self._one(node, DIP["confidence"])
        return float(value) if value else None

    def _values(self, node: NamedNode, names: Iterable[str]) -> tuple[str | None, ...]:
        found = (next(iter(self._all(node, DIP[name])), None) for name in names)
        return tuple(self._name(value) if value is not None else None for value in found)

    def _has(self, node: NamedNode, *names: str) -> bool:
        """Return whether a node has what it cannot be shown without."""
        return all(self._all(node, DIP[name]) for name in names)

    def _all(self, node: NamedNode, predicate: NamedNode) -> Collection[NamedNode | Literal]:
        return self._nodes.get(node, {}).get(predicate, {}).keys()

    def _one(self, node: NamedNode, predicate: NamedNode) -> str | None:
        return next((value.value for value in self._all(node, predicate)), None)

    def _label(self, node: NamedNode, language: str) -> str | None:
        labels = self._all(node, RDFS["label"])
        wanted = (x for x in labels if isinstance(x, Literal) and x.language == language)
        return next((value.value for value in wanted), None)

    def _key(self, node: NamedNode | Literal) -> str:
        return key_of(node.value, self._base)

    def _name(self, value: NamedNode | Literal) -> str:
        """Return a literal's text, a concept's last word, or the key of another node."""
        if isinstance(value, NamedNode) and value.value.startswith(VOCAB_BASE):
            return value.value.rsplit("/", 1)[-1]
        return self._key(value)
