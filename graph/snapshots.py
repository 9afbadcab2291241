"""Published versions of a store: immutable, named by what they hold, switched atomically.

::

    STORE/primary/            the only store that is written to
    STORE/snapshots/ID/data/  a hard-link copy that readers open
    STORE/snapshots/ID/manifest.json
    STORE/current             the ID of the published snapshot
    STORE/removed             IRIs of articles that were removed, one a line

The ID is a digest of the articles, rules and ontology in the store: equal graphs have equal IDs,
whatever the order in which they were built, so a build that changes nothing publishes nothing.
Readers open snapshots and never ``primary``, for which Oxigraph promises them nothing.
"""

import fcntl
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pyoxigraph import Store

from diplograph.graph.index import INDEX, refresh_index
from diplograph.ontology.errors import NotFoundError, StoreError

__all__ = [
    "Manifest",
    "Published",
    "Snapshot",
    "clean",
    "current_snapshot",
    "find_snapshot",
    "hold",
    "note_removals",
    "now",
    "prune",
    "publish",
    "snapshots",
    "was_removed",
]

_SNAPSHOTS = "snapshots"
_MANIFEST = "manifest.json"
_CURRENT = "current"
_REMOVED = "removed"
_UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself."""

    id: str
    #: When it was published, in UTC, as an ISO 8601 string.
    published: str
    articles: int
    quads: int
    #: The IRI that data lives under.
    base: str
    version: str
    #: The snapshot that was published before it.
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published version."""

    path: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """Its name, which results carry and papers cite."""
        return self.manifest.id

    def open(self) -> Store:
        """Open it for reading.

        Raises:
            StoreError: It is damaged or was removed.
        """
        try:
            hold(self.path)
            return Store.read_only(str(self.path / "data"))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"snapshot {self.id} cannot be opened: {error}") from error


def current_snapshot(store: Path) -> Snapshot:
    """Return the published snapshot of a store.

    Raises:
        StoreError: There is no store, or nothing was published in it yet.
    """
    try:
        identifier = (store / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise StoreError(f"{store}: no store here; make one with 'diplograph build'") from error
    except OSError as error:
        raise StoreError(f"{store}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        identifier = ""
    if not identifier.isalnum():
        raise StoreError(f"{store / _CURRENT}: damaged; run 'diplograph build' again")
    return _read(store / _SNAPSHOTS / identifier)


class Published:
    """The published snapshot of a store, read again only when another one was published."""

    def __init__(self, store: Path) -> None:
        """Take the folder of the store."""
        self._store = store
        self._current = str(store / _CURRENT)
        self._seen: tuple[int, int] | None = None
        self._snapshot: Snapshot

    def __call__(self) -> Snapshot:
        """Return it.

        Raises:
            StoreError: There is no store, or nothing was published in it yet.
        """
        try:
            status = os.stat(self._current)  # noqa: PTH116 (at each request; a path takes longer)
        except OSError:
            return current_snapshot(self._store)
        seen = (status.st_ino, status.st_mtime_ns)
        if seen != self._seen:
            self._snapshot = current_snapshot(self._store)
            self._seen = seen
        return self._snapshot


def find_snapshot(store: Path, identifier: str) -> Snapshot:
    """Return a published snapshot, the current one or an older.

    Raises:
        NotFoundError: The store has none of this ID.
        StoreError: It is damaged.
    """
    path = store / _SNAPSHOTS / identifier
    if not identifier.isalnum() or not path.is_dir():
        raise NotFoundError(f"no snapshot {identifier!r} here; /snapshots lists them")
    return _read(path)


def snapshots(store: Path) -> tuple[Snapshot, ...]:
    """Return all published snapshots of a store, oldest first."""
    folder = store / _SNAPSHOTS
    names = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [_read(path) for path in names if not path.name.startswith(_UNFINISHED)]
    return tuple(sorted(found, key=lambda snapshot: (snapshot.manifest.published, snapshot.id)))


def publish(
    store: Path, data: Store, manifest: Manifest, amend: Callable[[Store], None] | None = None
) -> Snapshot:
    """Copy a store into a snapshot and make it the current one.

    A snapshot that exists already is not written again, only made current. A process killed in
    between leaves the published snapshot as it was.

    Args:
        store: The folder of the store.
        data: Its primary, open.
        manifest: What to write beside it.
        amend: What to change in the copy before it is published.

    Raises:
        StoreError: The disk is full or not writable.
    """
    target = store / _SNAPSHOTS / manifest.id
    try:
        if not target.is_dir():
            unfinished = target.with_name(_UNFINISHED + manifest.id)
            unfinished.mkdir(parents=True)
            data.flush()
            data.backup(str(unfinished / "data"))
            if amend is not None:
                copy = Store(str(unfinished / "data"))
                amend(copy)
                copy.flush()
                manifest = replace(manifest, quads=len(copy))
                del copy
            _write_index(unfinished, manifest, store)
            _write(unfinished / _MANIFEST, json.dumps(asdict(manifest), indent=1) + "\n")
            unfinished.rename(target)
        elif not (target / INDEX).is_file():
            # It was published by a version that wrote none, or before the tables changed.
            _write_index(target, manifest, store)
        switch = store / (_CURRENT + ".new")
        _write(switch, manifest.id + "\n")
        switch.replace(store / _CURRENT)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{store}: cannot publish: {error}") from error
    return _read(target)


@cache
def hold(snapshot: Path) -> int:
    """Mark a snapshot as read for as long as this process lives, so that none prunes it.

    Args:
        snapshot: Its folder.

    Returns:
        What holds it: the descriptor of a file that is locked.
    """
    descriptor = os.open(snapshot / _MANIFEST, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def prune(store: Path, keep: int) -> tuple[list[str], list[str]]:
    """Remove the oldest snapshots; only for the one who may write.

    The current one stays, and so do those that a process on this machine reads.

    Args:
        store: The folder of the store.
        keep: How many of the newest to keep.

    Returns:
        The IDs of those that were removed, and of those that stay because they are read.
    """
    current = current_snapshot(store).id
    older = [snapshot for snapshot in snapshots(store) if snapshot.id != current]
    removed, read = [], []
    for snapshot in older[: max(0, len(older) + 1 - keep)]:
        gone = snapshot.path.with_name(_UNFINISHED + snapshot.id)
        with (snapshot.path / _MANIFEST).open() as manifest:
            try:
                fcntl.flock(manifest, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                read.append(snapshot.id)
                continue
            snapshot.path.rename(gone)
        shutil.rmtree(gone)
        removed.append(snapshot.id)
    return removed, read


def is_complete(store: Path, identifier: str) -> bool:
    """Return whether a snapshot has its tables, too."""
    return (store / _SNAPSHOTS / identifier / INDEX).is_file()


def note_removals(store: Path, articles: Iterable[str]) -> None:
    """Remember that articles were here, so that who asks for them can be told."""
    with (store / _REMOVED).open("a", encoding="utf-8") as file:
        file.writelines(article + "\n" for article in articles)


def was_removed(store: Path, iri: str) -> bool:
    """Return whether an article of this IRI was removed at some time; it may be back."""
    try:
        return iri in (store / _REMOVED).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return False


def clean(store: Path) -> None:
    """Remove what a killed process left half-written; only for the one who may write."""
    for path in (store / _SNAPSHOTS).glob(_UNFINISHED + "*"):
        shutil.rmtree(path, ignore_errors=True)


def now() -> str:
    """Return the time for a manifest: the only clock that diplograph reads."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _write_index(snapshot: Path, manifest: Manifest, store: Path) -> None:
    """Write the tables of a snapshot, starting from those of the one before."""
    previous = store / _SNAPSHOTS / manifest.parent / INDEX if manifest.parent else None
    unfinished = snapshot / (INDEX + ".new")
    unfinished.unlink(missing_ok=True)
    refresh_index(unfinished, Store.read_only(str(snapshot / "data")), manifest.base, previous)
    unfinished.replace(snapshot / INDEX)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> Snapshot:
    try:
        fields = json.loads((path / _MANIFEST).read_text(encoding="utf-8"))
        return Snapshot(path, Manifest(**fields))
    except (OSError, ValueError, TypeError) as error:
        message = f"{path}: damaged snapshot ({error}); run 'diplograph build' again"
        raise StoreError(message) from error
