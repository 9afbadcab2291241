"""Old snapshots go when they are told to, and never the published one or one that is read."""

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from diplograph.graph.snapshots import Published, current_snapshot, find_snapshot, snapshots
from diplograph.graph.store import Writer
from diplograph.ontology.errors import NotFoundError

_BASE = "http://example.org/"
_SUBJECT = NamedNode(f"{_BASE}a")
_READER = """
import sys
from pathlib import Path
from pyoxigraph import NamedNode
from diplograph.graph.snapshots import find_snapshot
store = find_snapshot(Path(sys.argv[1]), sys.argv[2]).open()
subject = NamedNode("http://example.org/a")
print(len(list(store.quads_for_pattern(subject, None, None))), flush=True)
sys.stdin.read()
print(len(list(store.quads_for_pattern(subject, None, None))))
"""


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Path:
    """Return a store with four snapshots of one to four statements."""
    with Writer(tmp_path, _BASE) as writer:
        for number in range(4):
            writer.edit(f"INSERT DATA {{ <a> <b> {number} }}", str(number))
            writer.publish()
    return tmp_path


def _ids(store: Path) -> list[str]:
    return [snapshot.id for snapshot in snapshots(store)]


@pytest.mark.parametrize("keep", [1, 2, 3, 4, 5])
def test_newest_snapshots_stay(store: Path, keep: int) -> None:
    """So many as are to be kept stay, the newest; they can still be read."""
    before = _ids(store)
    with Writer(store, _BASE) as writer:
        removed, read = writer.prune(keep)
    assert (removed + _ids(store), read) == (before, [])
    assert len(_ids(store)) == min(keep, 4)
    assert len(list(current_snapshot(store).open().quads_for_pattern(_SUBJECT, None, None))) == 4


def test_published_snapshot_stays_though_it_is_old(store: Path) -> None:
    """A store can be back at an older snapshot; that one is kept, and the newest of the others."""
    first, *_, last = _ids(store)
    (store / "current").write_text(f"{first}\n")
    with Writer(store, _BASE) as writer:
        writer.prune(2)
    assert _ids(store) == [first, last]


def test_snapshot_that_is_read_stays(store: Path) -> None:
    """A process that reads a snapshot keeps it, for as long as it lives."""
    first, *_, last = _ids(store)
    command = [sys.executable, "-c", _READER, str(store), first]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdin is not None
        assert reader.stdout.readline() == "1\n"
        with Writer(store, _BASE) as writer:
            assert writer.prune(1)[1] == [first]
        assert _ids(store) == [first, last]
        reader.stdin.close()
        assert reader.stdout.read() == "1\n"
    with Writer(store, _BASE) as writer:
        assert writer.prune(1) == ([first], [])


def test_snapshot_is_found_by_its_id(store: Path) -> None:
    """Each is found, and what is none is not, however it is spelled."""
    for identifier in _ids(store):
        assert find_snapshot(store, identifier).id == identifier
    for wrong in ("", "..", "x", f"../snapshots/{_ids(store)[0]}"):
        with pytest.raises(NotFoundError):
            find_snapshot(store, wrong)


def test_published_snapshot_is_seen_at_once(store: Path) -> None:
    """Whoever asks which one is published is told of each that is."""
    published = Published(store)
    for number in range(5, 8):
        with Writer(store, _BASE) as writer:
            writer.edit(f"INSERT DATA {{ <a> <b> {number} }}", str(number))
            snapshot = writer.publish()
        assert published() == published() == snapshot
