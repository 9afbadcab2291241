"""Fixtures of the graph tests: the seeds, built once, and a small article written by hand."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from diplograph import seeds
from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import Source, read_sources
from diplograph.graph.ingest import Ingest
from diplograph.graph.snapshots import current_snapshot
from diplograph.graph.store import Writer
from diplograph.ontology.model import (
    Actor,
    Article,
    Attendance,
    Event,
    Extraction,
    PartialDate,
    Place,
    Position,
    Series,
    Software,
    Span,
    Tenure,
)

_TEXT = (
    "Việt Nam - Na Uy đối thoại về khí hậu\n"
    "Ngày 5/3/2024, tại Sa Pa, ông Trần Văn Mẫu, Thứ trưởng Bộ Thử nghiệm, đã đồng chủ trì "
    "Đối thoại Khí hậu Việt Nam - Na Uy lần thứ 2.\n"
    "Ông Mẫu đề nghị Na Uy chia sẻ kinh nghiệm. Hai bên nhất trí họp lại vào năm sau.\n"
)


def _words(words: str) -> Span:
    begin = _TEXT.index(words)
    return Span(begin, begin + len(words))


def _small() -> Extraction:
    """Return an extraction that has a record of every class and a value in every field."""
    article = Article(
        key="article/small",
        identifier="small",
        text=_TEXT,
        sha256="5" * 64,
        body=Span(0, len(_TEXT)),
        language="vi",
        headline="Việt Nam - Na Uy đối thoại về khí hậu",
        published=date(2024, 3, 6),
        url="https://example.org/small",
        publisher="Báo Thử",
    )
    person, series, place = "person/vn_trần-văn-mẫu", "series/climate", "place/sa-pa"
    dialogue, visit = "meeting/climate_2", "event/small_e0"
    sides, tenure = "collective/climate_2_parties", "tenure/vn_trần-văn-mẫu_2024-03-05"
    name = _words("Đối thoại Khí hậu Việt Nam - Na Uy lần thứ 2")
    day = PartialDate(2024, 3, 5)
    return Extraction(
        article=article,
        software=Software(version="0.0.1", ruleset="a" * 64),
        actors=(
            Actor(
                key=person,
                kind="Person",
                label="Trần Văn Mẫu",
                alt_labels=("Mẫu",),
                evidence=(_words("Trần Văn Mẫu"), _words("Mẫu đề nghị")),
                confidence=0.9,
            ),
            Actor(
                key=sides,
                kind="CollectiveActor",
                label="Hai bên",
                evidence=(_words("Hai bên"),),
                confidence=0.8,
                members=("state/no", "state/vn"),
            ),
        ),
        places=(Place(place, "Sa Pa", (_words("Sa Pa"),)),),
        series=(Series(series, "Đối thoại Khí hậu Việt Nam - Na Uy", (name,), "Climate Dialogue"),),
        events=(
            Event(
                key=dialogue,
                is_meeting=True,
                label="Đối thoại Khí hậu Việt Nam - Na Uy lần thứ 2",
                alt_labels=("Đối thoại Khí hậu",),
                kind="dialogue",
                status="held",
                parties=("state/no", "state/vn"),
                evidence=(name,),
                confidence=0.95,
                series=series,
                ordinal=2,
                level="deputy-ministerial",
                mode="in-person",
                date=day,
                end_date=PartialDate(2024, 3, 6),
                date_basis="explicit",
                place=place,
                about=("climate-change",),
                part_of=visit,
            ),
            Event(
                key=visit,
                is_meeting=False,
                label="chuyến thăm",
                kind="visit",
                status="held",
                parties=(),
                evidence=(_words("Ngày 5/3/2024"),),
                confidence=0.5,
            ),
        ),
        tenures=(
            Tenure(
                key=tenure,
                person=person,
                office="Thứ trưởng Bộ Thử nghiệm",
                post="deputy-minister",
                organization="state/vn",
                attested_on=day,
                evidence=(_words("Thứ trưởng Bộ Thử nghiệm"),),
                confidence=0.9,
            ),
        ),
        attendances=(
            Attendance(
                key="attendance/climate_2_person_vn_trần-văn-mẫu",
                event=dialogue,
                attendee=person,
                roles=("co-chair", "participant"),
                represents="state/vn",
                tenure=tenure,
                evidence=(_words("đồng chủ trì"),),
                confidence=1.0,
            ),
        ),
        positions=(
            Position(
                key="position/small_p1",
                holder="state/vn",
                stance="request",
                speaker=person,
                addressee="state/no",
                occasion=dialogue,
                issues=("climate-change",),
                content=_words("chia sẻ kinh nghiệm"),
                speech="indirect",
                rule="test-rule",
                evidence=(_words("Ông Mẫu đề nghị Na Uy chia sẻ kinh nghiệm"),),
                confidence=0.7,
            ),
            Position(
                key="position/small_p2",
                holder=sides,
                stance="agree",
                speech="indirect",
                rule="test-rule",
                evidence=(_words("Hai bên nhất trí họp lại vào năm sau"),),
                confidence=0.7,
            ),
        ),
    )


def _write(folder: Path, extractions: Iterable[Extraction]) -> Path:
    with Writer(folder) as writer:
        writer.load_ontology()
        ingest = Ingest(writer)
        ingest.take_all(extractions)
        ingest.finish()
    return folder


def _canonical(store: Path | Store) -> bytes:
    """Return the statements of a store, or of its published snapshot, as sorted N-Quads."""
    opened = store if isinstance(store, Store) else current_snapshot(store).open()
    lines = opened.dump(format=RdfFormat.N_QUADS).splitlines(keepends=True)
    return b"".join(sorted(lines))


@pytest.fixture(scope="session", name="seed_folder")
def _seed_folder() -> Path:
    """Return the folder that holds the five seed articles."""
    return Path(str(seeds.__file__)).parent


@pytest.fixture(scope="session", name="extractor")
def _extractor() -> Extractor:
    """Return an extractor, since making one takes a second."""
    return Extractor()


@pytest.fixture(scope="session", name="seed_sources")
def _seed_sources(seed_folder: Path) -> tuple[Source, ...]:
    """Return the seed articles as they are read from their files."""
    found = tuple(read_sources([str(seed_folder)]))
    assert all(isinstance(source, Source) for source in found)
    return found


@pytest.fixture(scope="session", name="seed_extractions")
def _seed_extractions(
    extractor: Extractor, seed_sources: tuple[Source, ...]
) -> tuple[Extraction, ...]:
    """Return what is read out of the seed articles."""
    return tuple(map(extractor.extract, seed_sources))


@pytest.fixture(scope="session", name="seed_path")
def _seed_path(
    seed_extractions: tuple[Extraction, ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the folder of a store of the seeds; only for reading."""
    return _write(tmp_path_factory.mktemp("seeds") / "store", seed_extractions)


@pytest.fixture(name="seed_copy")
def _seed_copy(seed_path: Path, tmp_path: Path) -> Path:
    """Return the folder of a store of the seeds that a test may write to."""
    return shutil.copytree(seed_path, tmp_path / "seed-copy")


@pytest.fixture(scope="session", name="seed_store")
def _seed_store(seed_path: Path) -> Store:
    """Return the published snapshot of the seeds, open for reading."""
    return current_snapshot(seed_path).open()


@pytest.fixture(scope="session", name="small")
def _small_extraction() -> Extraction:
    """Return the extraction of a small article that is written by hand."""
    return _small()


@pytest.fixture(name="make_store")
def _make_store(tmp_path: Path) -> Callable[[Iterable[Extraction]], Path]:
    """Return a function that builds and publishes a new store of given extractions."""
    numbers = count()

    def make_store(extractions: Iterable[Extraction]) -> Path:
        return _write(tmp_path / f"store-{next(numbers)}", extractions)

    return make_store


@pytest.fixture(scope="session", name="canonical")
def _canonical_form() -> Callable[[Path | Store], bytes]:
    """Return a function that gives a store's statements as sorted N-Quads."""
    return _canonical


@pytest.fixture(name="diplograph")
def _command_line(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs the command line in a process of its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DIPLOGRAPH_")}

    def diplograph(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "diplograph.api.cli", *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return diplograph
