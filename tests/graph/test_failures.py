"""A store survives what happens to machines: kills at any moment, full disks, two writers."""

import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from diplograph.graph.snapshots import current_snapshot, snapshots
from diplograph.graph.store import Writer
from diplograph.ontology.errors import StoreError, StoreLockedError
from diplograph.ontology.model import Extraction

Canonical = Callable[[Path | Store], bytes]
CommandLine = Callable[..., subprocess.CompletedProcess[str]]

#: Loads pickled extractions one by one and publishes after each; says when it starts.
_BUILD = """
import pickle, sys
from pathlib import Path
from diplograph.graph.store import Writer

store, extractions = map(Path, sys.argv[1:])
found = pickle.loads(extractions.read_bytes())
print("started", flush=True)
with Writer(store) as writer:
    writer.load_ontology()
    for extraction in found:
        article = extraction.article
        if not writer.is_current(article.identifier, article.sha256, extraction.software):
            writer.write([extraction])
        writer.publish()
"""


def test_build_killed_at_random_moments_ends_as_one_that_was_not(
    seed_extractions: tuple[Extraction, ...],
    seed_path: Path,
    tmp_path: Path,
    canonical: Canonical,
) -> None:
    """Between kills the store opens and its snapshot is whole; at last it is the same graph."""
    store, pickled = tmp_path / "store", tmp_path / "extractions"
    pickled.write_bytes(pickle.dumps(seed_extractions))
    command = [sys.executable, "-c", _BUILD, str(store), str(pickled)]
    moments = random.Random(7)
    for _ in range(8):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as build:
            assert build.stdout is not None
            assert build.stdout.readline() == b"started\n"
            time.sleep(moments.uniform(0, 0.4))
            build.kill()
        assert build.returncode in (0, -signal.SIGKILL)
        for snapshot in snapshots(store):
            # How many statements a snapshot holds was counted before it was copied.
            assert len(snapshot.open()) == snapshot.manifest.quads
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=60)
    assert canonical(store) == canonical(seed_path)
    assert current_snapshot(store).id == current_snapshot(seed_path).id
    assert list((store / "snapshots").glob(".*")) == []


def test_second_writer_is_refused_in_one_line(
    seed_copy: Path, seed_folder: Path, diplograph: CommandLine
) -> None:
    """While a build runs, another one is told so and changes nothing; reading goes on."""
    with Writer(seed_copy):
        with pytest.raises(StoreLockedError, match="another process writes to this store"):
            Writer(seed_copy).__enter__()
        refused = diplograph("build", seed_folder, "--store", seed_copy)
        reading = diplograph("query", "ASK { ?a a dip:Article }", "--store", seed_copy)
    assert refused.returncode == 1
    assert refused.stderr == (
        f"diplograph: {seed_copy}: another process writes to this store; wait until it ends\n"
    )
    assert (reading.returncode, reading.stdout) == (0, "yes\n")
    assert diplograph("build", seed_folder, "--store", seed_copy).returncode == 0


def test_removing_what_is_not_there_changes_nothing(
    seed_copy: Path, diplograph: CommandLine, canonical: Canonical
) -> None:
    """Neither an unknown article nor a graph of the ontology can be removed as an article."""
    before = canonical(seed_copy)
    for iri in (
        "https://w3id.org/diplograph/id/article/none",
        "https://w3id.org/diplograph/authority/states",
        "no iri",
    ):
        with Writer(seed_copy) as writer, pytest.raises(StoreError, match=iri):
            writer.remove(iri)
        refused = diplograph("remove", iri, "--store", seed_copy)
        assert refused.returncode == 1
        assert refused.stderr.startswith(f"diplograph: {iri}: ")
        assert refused.stderr.count("\n") == 1
    assert canonical(seed_copy) == before


#: Builds on a file system of its own: until it is full, while it is full, after there is room.
_FULL_DISK = """
disk=$1; one=$2; all=$3; out=$4; run="$5 -m diplograph.api.cli"
mount -t tmpfs -o size=64m tmpfs "$disk" || exit 77
$run build "$one" --jobs 1 --store "$disk/store" || exit 1
$run export "$out/before.nq" --store "$disk/store" || exit 1
dd if=/dev/zero of="$disk/filler" bs=4k 2>/dev/null
$run build "$all" --jobs 1 --store "$disk/store" >"$out/stdout" 2>"$out/stderr"
echo $? >"$out/status"
$run export "$out/full.nq" --store "$disk/store" || exit 1
rm "$disk/filler"
$run build "$all" --jobs 1 --store "$disk/store" || exit 1
$run export "$out/after.nq" --store "$disk/store" || exit 1
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare")
def test_full_disk_is_said_in_one_line_and_leaves_the_store_whole(
    seed_folder: Path, seed_path: Path, tmp_path: Path, diplograph: CommandLine
) -> None:
    """A full disk loses nothing: the snapshot stays readable, and the build completes later."""
    script, disk = tmp_path / "script", tmp_path / "disk"
    script.write_text(_FULL_DISK, encoding="utf-8")
    disk.mkdir()
    one = seed_folder / "000_99c1099159faabc7.txt"
    arguments = map(str, (disk, one, seed_folder, tmp_path, sys.executable))
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "bash", str(script), *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("may not mount a file system")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "status").read_text() == "1\n"
    (line,) = (tmp_path / "stderr").read_text().splitlines()
    assert line.startswith(f"diplograph: {disk}/store: cannot be ")
    assert "No space left on device" in line
    assert (tmp_path / "full.nq").read_bytes() == (tmp_path / "before.nq").read_bytes()
    diplograph("export", "whole.nq", "--store", seed_path)
    assert (tmp_path / "after.nq").read_bytes() == (tmp_path / "whole.nq").read_bytes()


def test_file_that_may_not_grow_is_said_in_one_line(
    seed_folder: Path, seed_path: Path, tmp_path: Path, canonical: Canonical
) -> None:
    """Where the store reaches a quota, the build ends in one line and completes later."""
    build = [sys.executable, "-m", "diplograph.api.cli", "build", str(seed_folder), "--jobs", "1"]
    store = ["--store", str(tmp_path / "store")]
    refused = subprocess.run(
        ["bash", "-c", 'ulimit -f 1024; exec "$@"', "bash", *build, *store],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert line.startswith(f"diplograph: {store[1]}: cannot be written: ")
    subprocess.run([*build, *store], check=True, capture_output=True, timeout=120)
    assert canonical(tmp_path / "store") == canonical(seed_path)
