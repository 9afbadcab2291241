"""The one writer of a store: articles in, in transactions; snapshots out.

Whether an article is up to date is read from its own graph (digest of the input, software and
rules), so an interrupted build resumes by being run again. Every change is one transaction of
Oxigraph: it is there whole or not at all, whenever the process is killed.
"""

import contextlib
import hashlib
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar, cast

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from diplograph.graph import snapshots
from diplograph.graph.build import article_iri, quads, software_iri
from diplograph.graph.corrections import (
    apply_corrections,
    corrections_iri,
    has_corrections,
    read_corrections,
)
from diplograph.graph.describe import description, description_digest, description_iri
from diplograph.graph.edits import graph_difference, graph_update, has_mark, mark, unmark
from diplograph.graph.snapshots import Manifest, Snapshot
from diplograph.ontology.errors import NotFoundError, StoreError, StoreLockedError
from diplograph.ontology.files import OntologyFile, ontology_files
from diplograph.ontology.iris import article_key
from diplograph.ontology.model import Extraction, Software
from diplograph.ontology.terms import (
    AUTHORITY_BASE,
    DATA_BASE,
    DIP,
    ONTOLOGY,
    PROV,
    RDF,
    RDFS,
    VOCAB_BASE,
    prefixes,
)

__all__ = ["Writer"]

_Term = TypeVar("_Term")


class Writer:
    """Writes to a store; only one process at a time may."""

    def __init__(self, store: Path, base: str = DATA_BASE) -> None:
        """Name the store; ``with`` opens it.

        Args:
            store: Its folder, made if it is missing.
            base: The IRI that data lives under.
        """
        self._path = store
        self._base = base

    def __enter__(self) -> Self:
        """Open the store.

        Raises:
            StoreLockedError: Another process writes to it.
            StoreError: It cannot be made or opened.
        """
        try:
            (self._path / "primary").mkdir(parents=True, exist_ok=True)
            self._store = Store(str(self._path / "primary"))
        except OSError as error:
            if "lock" in str(error).lower():
                message = f"{self._path}: another process writes to this store; wait until it ends"
                raise StoreLockedError(message) from error
            raise StoreError(f"{self._path}: cannot be opened: {error}") from error
        except RuntimeError as error:
            message = f"{self._path}: damaged ({error}); remove the folder and build again"
            raise StoreError(message) from error
        snapshots.clean(self._path)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store; what was written stays."""
        del self._store

    def is_current(self, identifier: str, sha256: str, software: Software) -> bool:
        """Return whether the store holds an article as this software reads these bytes.

        Args:
            identifier: What names the article.
            sha256: Of its input, in hexadecimal.
            software: What would read it now.
        """
        article = article_iri(article_key(identifier), self._base)
        return self._holds(article, DIP["sha256"], Literal(sha256)) and self._holds(
            article, PROV["wasGeneratedBy"], software_iri(software, self._base)
        )

    def knows(self, identifier: str) -> bool:
        """Return whether the store holds an article of this name, in whatever version."""
        return self._store.contains_named_graph(article_iri(article_key(identifier), self._base))

    def write(self, extractions: Sequence[Extraction]) -> None:
        """Add articles, or put them in the place of what was there, in one transaction.

        Raises:
            StoreError: The disk is full or not writable; nothing of these articles is written.
        """
        base = self._base
        self._replace([(article_iri(e.article.key, base), quads(e, base)) for e in extractions])

    def remove(self, article: str) -> None:
        """Drop an article and all that was read out of it.

        Args:
            article: Its IRI.

        Raises:
            StoreError: The store has no such article.
        """
        try:
            graph = NamedNode(article)
        except ValueError as error:
            raise StoreError(f"{article}: no IRI") from error
        if not self._holds(graph, RDF["type"], DIP["Article"]):
            raise StoreError(f"{article}: no article of this store; 'diplograph query' lists them")
        self._replace([(graph, [])])
        snapshots.note_removals(self._path, [article])

    def correct(self, path: Path) -> int:
        """Take corrections from a file, in the place of those that a file of its name gave before.

        Returns:
            How many statements it holds; one without any withdraws its corrections.

        Raises:
            CorrectionError: The file cannot be used; nothing is changed.
        """
        graph = corrections_iri(path.stem, self._base)
        found = [
            Quad(self._rebased(quad.subject), quad.predicate, self._rebased(quad.object), graph)
            for quad in read_corrections(path)
        ]
        lines = "\n".join(sorted(map(str, found)))
        digest = Literal(hashlib.sha256(lines.encode()).hexdigest())
        about = [
            Quad(graph, RDF["type"], PROV["Entity"], graph),
            Quad(graph, RDFS["label"], Literal(path.name, language="vi"), graph),
            Quad(graph, DIP["sha256"], digest, graph),
        ]
        self._replace([(graph, [*about, *found] if found else [])])
        return len(found)

    def edit(self, update: str, value: str) -> None:
        """Change the store by a SPARQL update, in one transaction.

        Args:
            update: Operations with ``;`` between them and none at the end.
            value: What to mark the store with (``edits.py``).

        Raises:
            SyntaxError: It does not parse.
            RuntimeError: It cannot be evaluated; nothing is changed.
            StoreError: The disk is full or not writable; nothing is changed.
        """
        before = self._articles()
        self._update(f"{update}\n;\n{mark(value, self._base)}")
        if gone := before - self._articles():
            # The edit is made: where this fails, they are told to be unknown.
            with contextlib.suppress(OSError):
                snapshots.note_removals(self._path, sorted(gone))

    def has_mark(self, value: str) -> bool:
        """Return whether the last edit of the store had this mark."""
        return has_mark(self._store, value, self._base)

    def write_graph(
        self, graph: NamedNode | None, triples: Iterable[Triple], value: str, *, replace: bool
    ) -> bool:
        """Add triples to a graph, or put them in the place of what it holds, in one transaction.

        Args:
            graph: Its name; None is the default graph.
            triples: Blank nodes are never those of the store.
            value: What to mark the store with.
            replace: Whether what the graph holds goes.

        Returns:
            Whether the graph is new.

        Raises:
            StoreError: The disk is full or not writable; nothing is changed.
        """
        is_new = graph is not None and not self._store.contains_named_graph(graph)
        if replace:
            name = graph or DefaultGraph()
            held = (q.triple for q in self._store.quads_for_pattern(None, None, None, name))
            self.edit(graph_difference(graph, held, triples), value)
        else:
            self.edit(graph_update(graph, triples, replace=False), value)
        return is_new

    def drop_graph(self, graph: NamedNode | None, value: str) -> None:
        """Drop a graph.

        Args:
            graph: Its name; None empties the default graph.
            value: What to mark the store with.

        Raises:
            NotFoundError: There is no such graph.
            StoreError: The disk is full or not writable; nothing is changed.
        """
        if graph is not None and not self._store.contains_named_graph(graph):
            raise NotFoundError(f"{graph}: no graph of this store")
        self.edit(f"DROP GRAPH {graph}" if graph else "DROP DEFAULT", value)

    def prune(self, keep: int) -> tuple[list[str], list[str]]:
        """Remove all but the newest snapshots (``snapshots.prune``)."""
        return snapshots.prune(self._path, keep)

    def load_ontology(self) -> None:
        """Bring ontology, vocabularies and authority files up to date, each into its graph."""
        files = ontology_files()
        wanted = {file.graph for file in files}
        for graph in list(self._store.named_graphs()):
            if isinstance(graph, NamedNode) and _is_ontology(graph) and graph not in wanted:
                self._replace([(graph, [])])
        for file in files:
            content = file.path.read_bytes()
            digest = Literal(hashlib.sha256(content + self._base.encode()).hexdigest())
            if not self._holds(file.graph, DIP["sha256"], digest):
                about = Quad(file.graph, DIP["sha256"], digest, file.graph)
                self._replace([(file.graph, [about, *self._ontology_quads(file, content)])])

    def publish(self) -> Snapshot | None:
        """Publish what the store holds; return None where that is published already.

        Raises:
            StoreError: The snapshot cannot be written.
        """
        identifier, articles = self._content()
        parent = self._current_id()
        if identifier == parent and snapshots.is_complete(self._path, identifier):
            return None
        manifest = Manifest(
            id=identifier,
            published=snapshots.now(),
            articles=articles,
            quads=len(self._store),
            base=self._base,
            version=version("diplograph"),
            parent=parent,
        )
        return snapshots.publish(self._path, self._store, manifest, self._amend)

    def _amend(self, copy: Store) -> None:
        """Turn a copy of the store that is written to into what is published."""
        unmark(copy, self._base)
        if has_corrections(copy, self._base):
            apply_corrections(copy, self._base)
        copy.remove_graph(description_iri(self._base))
        copy.extend(description(copy, self._base))

    def _current_id(self) -> str | None:
        try:
            return snapshots.current_snapshot(self._path).id
        except StoreError:
            return None

    def _holds(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> bool:
        return Quad(subject, predicate, value, subject) in self._store

    def _articles(self) -> set[str]:
        """Return the IRIs of all articles."""
        found = self._store.quads_for_pattern(None, RDF["type"], DIP["Article"], None)
        graphs = (quad.graph_name for quad in found if quad.subject == quad.graph_name)
        return {graph.value for graph in graphs if isinstance(graph, NamedNode)}

    def _replace(self, graphs: Iterable[tuple[NamedNode, Iterable[Quad]]]) -> None:
        """Put graphs in the place of what was there, all in one transaction."""
        self._update("".join(_replacement(graph, found) for graph, found in graphs))

    def _update(self, request: str) -> None:
        try:
            self._store.update(request, base_iri=self._base, prefixes=prefixes(self._base))
        except OSError as error:
            raise StoreError(f"{self._path}: cannot be written: {error}") from error

    def _ontology_quads(self, file: OntologyFile, content: bytes) -> Iterable[Quad]:
        for quad in parse(content, RdfFormat.TURTLE):
            subject, value = self._rebased(quad.subject), self._rebased(quad.object)
            yield Quad(subject, quad.predicate, value, file.graph)

    def _rebased(self, term: _Term) -> _Term:
        """Move the data of the authority files under this store's base."""
        if isinstance(term, NamedNode) and term.value.startswith(DATA_BASE):
            return cast(_Term, NamedNode(self._base + term.value.removeprefix(DATA_BASE)))
        return term

    def _content(self) -> tuple[str, int]:
        """Return a digest of all graphs by the digests of what they were made from."""
        lines, articles = [self._base, description_digest(self._base)], 0
        for predicate in (DIP["sha256"], PROV["wasGeneratedBy"]):
            for quad in self._store.quads_for_pattern(None, predicate, None, None):
                lines.append(str(quad))
                articles += predicate == PROV["wasGeneratedBy"]
        digest = hashlib.sha256("\n".join(sorted(lines)).encode())
        return digest.hexdigest()[:16], articles


def _replacement(graph: NamedNode, found: Iterable[Quad]) -> str:
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in found]
    if not triples:
        return f"DROP SILENT GRAPH {graph};\n"
    lines = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
    return f"DROP SILENT GRAPH {graph};\nINSERT DATA {{ GRAPH {graph} {{\n{lines}}} }};\n"


def _is_ontology(graph: NamedNode) -> bool:
    return graph == ONTOLOGY or graph.value.startswith((VOCAB_BASE, AUTHORITY_BASE))
