"""The same articles give the same graph, however, how often and in how many pieces it is built."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import Source
from diplograph.graph.build import article_iri, quads
from diplograph.graph.snapshots import current_snapshot, snapshots
from diplograph.graph.store import Writer
from diplograph.ontology.errors import StoreError
from diplograph.ontology.model import Extraction

Canonical = Callable[[Path | Store], bytes]
CommandLine = Callable[..., subprocess.CompletedProcess[str]]
MakeStore = Callable[..., Path]


@pytest.mark.parametrize("jobs", [1, 2])
def test_command_line_builds_the_same_graph_for_any_order_and_number_of_jobs(
    jobs: int,
    seed_folder: Path,
    seed_path: Path,
    tmp_path: Path,
    diplograph: CommandLine,
    canonical: Canonical,
) -> None:
    """Files named backwards, by one process or two, give the bytes of the folder in order."""
    store = tmp_path / "store"
    backwards = sorted(seed_folder.glob("*.txt"), reverse=True)
    built = diplograph("build", *backwards, "--jobs", jobs, "--store", store)
    assert (built.returncode, built.stderr) == (0, "")
    assert canonical(store) == canonical(seed_path)
    assert current_snapshot(store).id == current_snapshot(seed_path).id


def test_what_is_extracted_before_leaves_no_trace(
    extractor: Extractor,
    seed_sources: tuple[Source, ...],
    seed_extractions: tuple[Extraction, ...],
) -> None:
    """One extractor gives the same for an article whatever it read before."""
    again = [extractor.extract(source) for source in reversed(seed_sources)]
    assert tuple(reversed(again)) == seed_extractions


def test_articles_loaded_one_build_at_a_time_give_the_graph_of_one_build(
    seed_extractions: tuple[Extraction, ...],
    seed_path: Path,
    tmp_path: Path,
    canonical: Canonical,
) -> None:
    """A store that grows article by article ends as the one that is built at once."""
    for extraction in reversed(seed_extractions):
        with Writer(tmp_path) as writer:
            writer.load_ontology()
            writer.write([extraction])
            writer.publish()
    assert canonical(tmp_path) == canonical(seed_path)
    assert current_snapshot(tmp_path).id == current_snapshot(seed_path).id


def test_second_build_changes_and_publishes_nothing(
    seed_folder: Path, seed_copy: Path, diplograph: CommandLine, canonical: Canonical
) -> None:
    """A build of what the store holds already reports so and leaves the snapshot as it is."""
    before, published = canonical(seed_copy), snapshots(seed_copy)
    again = diplograph("build", seed_folder, "--jobs", 1, "--store", seed_copy)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.splitlines() == [
        "0 added, 0 replaced, 5 unchanged, 0 failed",
        "nothing changed, nothing published",
    ]
    assert snapshots(seed_copy) == published
    assert canonical(seed_copy) == before


#: Loads pickled extractions in batches of two, and dies at the given call of a function.
_DYING_BUILD = """
import importlib, os, pickle, signal, sys
from pathlib import Path
from diplograph.graph import ingest
from diplograph.graph.store import Writer

store, extractions, module, name, calls = sys.argv[1:]
owner = importlib.import_module(module)
*path, attribute = name.split(".")
for part in path:
    owner = getattr(owner, part)
function, left = getattr(owner, attribute), int(calls)

def dying(*arguments, **options):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return function(*arguments, **options)

setattr(owner, attribute, dying)
ingest._BATCH = 2
with Writer(Path(store)) as writer:
    writer.load_ontology()
    loading = ingest.Ingest(writer)
    loading.take_all(pickle.loads(Path(extractions).read_bytes()))
    loading.finish()
"""

_SNAPSHOTS = "diplograph.graph.snapshots"
_STORE = "diplograph.graph.store"


@pytest.mark.parametrize(
    ("module", "function", "calls"),
    [
        pytest.param(_STORE, "Writer.load_ontology", 1, id="before the ontology"),
        pytest.param(_STORE, "Writer._replace", 4, id="in the ontology"),
        pytest.param(_STORE, "Writer.write", 1, id="before the first batch"),
        pytest.param(_STORE, "Writer.write", 2, id="after the first batch"),
        pytest.param(_STORE, "Writer.publish", 1, id="before publishing"),
        pytest.param(_SNAPSHOTS, "_write", 1, id="before the manifest"),
        pytest.param(_SNAPSHOTS, "Path.rename", 1, id="before the snapshot gets its name"),
        pytest.param(_SNAPSHOTS, "_write", 2, id="before the switch is written"),
        pytest.param(_SNAPSHOTS, "Path.replace", 1, id="before the switch"),
    ],
)
def test_killed_build_that_is_run_again_gives_the_same_graph(
    module: str,
    function: str,
    calls: int,
    seed_extractions: tuple[Extraction, ...],
    seed_path: Path,
    tmp_path: Path,
    canonical: Canonical,
) -> None:
    """Wherever a build is killed, nothing half-done is published, and the next one completes it."""
    store, pickled = tmp_path / "store", tmp_path / "extractions"
    pickled.write_bytes(pickle.dumps(seed_extractions))
    killed = subprocess.run(
        [sys.executable, "-c", _DYING_BUILD, store, pickled, module, function, str(calls)],
        timeout=60,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    with pytest.raises(StoreError, match="no store here"):
        current_snapshot(store)
    with Writer(store) as writer:
        writer.load_ontology()
        for extraction in seed_extractions:
            article = extraction.article
            if not writer.is_current(article.identifier, article.sha256, extraction.software):
                writer.write([extraction])
        writer.publish()
    assert canonical(store) == canonical(seed_path)
    assert [snapshot.id for snapshot in snapshots(store)] == [current_snapshot(seed_path).id]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs the processes in /proc")
def test_killed_command_that_is_run_again_gives_the_same_graph(
    seed_folder: Path,
    seed_path: Path,
    tmp_path: Path,
    diplograph: CommandLine,
    canonical: Canonical,
) -> None:
    """The command, killed at work, takes its processes along and completes at the next run."""
    store = tmp_path / "store"
    build = ("build", str(seed_folder), "--jobs", "2", "--store", str(store))
    with subprocess.Popen(
        [sys.executable, "-m", "diplograph.api.cli", *build], start_new_session=True
    ) as process:
        _wait_until(lambda: _size_of_group(process.pid) > 2)
        process.kill()
    try:
        _wait_until(lambda: _size_of_group(process.pid) == 0)
    finally:
        if _size_of_group(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
    built = diplograph(*build)
    assert (built.returncode, built.stderr) == (0, "")
    assert canonical(store) == canonical(seed_path)


def _size_of_group(group: int) -> int:
    """Return how many processes run in a process group, by the kernel's own list."""
    found = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found += int(fields[2]) == group and fields[0] != "Z"
    return found


def _wait_until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_changed_article_replaces_its_graph_wholly(
    extractor: Extractor,
    seed_sources: tuple[Source, ...],
    seed_extractions: tuple[Extraction, ...],
    seed_copy: Path,
    make_store: MakeStore,
    canonical: Canonical,
) -> None:
    """After an update the store is what it would be had there never been another version."""
    source = seed_sources[0]
    shorter = source.text[: len(source.text) // 2]
    changed = extractor.extract(replace(source, text=shorter, sha256="0" * 64))
    assert len(quads(changed)) < len(quads(seed_extractions[0]))
    with Writer(seed_copy) as writer:
        writer.write([changed])
        writer.publish()
    assert canonical(seed_copy) == canonical(make_store([changed, *seed_extractions[1:]]))


def test_remove_drops_one_article_wholly(
    seed_extractions: tuple[Extraction, ...],
    seed_copy: Path,
    make_store: MakeStore,
    canonical: Canonical,
) -> None:
    """After a removal the store is what it would be had the article never been read."""
    first, second, removed, *rest = seed_extractions
    with Writer(seed_copy) as writer:
        writer.remove(article_iri(removed.article.key).value)
        writer.publish()
    assert canonical(seed_copy) == canonical(make_store([first, second, *rest]))
