"""A graph leaves a store unchanged, in every format, for every reader."""

import gzip
import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from diplograph.graph.build import article_iri, quads
from diplograph.graph.export import FORMATS, article_quads, export, to_bytes
from diplograph.graph.snapshots import current_snapshot
from diplograph.ontology.errors import ExportError
from diplograph.ontology.model import Extraction
from diplograph.ontology.terms import DATA_BASE, DIP, NIF, ONTOLOGY, PREFIXES, XSD

_RDFLIB = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "nt",
    ".nq": "nquads",
    ".rdf": "xml",
    ".jsonld": "json-ld",
}
_WITH_GRAPHS = (".trig", ".nq", ".jsonld")


@pytest.fixture(scope="module", name="statements")
def _statements(seed_store: Store, seed_extractions: tuple[Extraction, ...]) -> set[Quad]:
    """Return the graphs of the seeds and of the ontology; the others only take time."""
    graphs = [ONTOLOGY, *(article_iri(extraction.article.key) for extraction in seed_extractions)]
    return {q for graph in graphs for q in seed_store.quads_for_pattern(None, None, None, graph)}


@pytest.fixture(scope="module", name="exported")
def _exported(statements: set[Quad], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return these statements in every format, by ending."""
    folder = tmp_path_factory.mktemp("exported")
    paths = {ending: folder / f"graph{ending}" for ending in FORMATS}
    for path in paths.values():
        export(statements, path)
    return paths


def _without_graphs(statements: Iterable[Quad]) -> set[Triple]:
    return {Triple(s.subject, s.predicate, s.object) for s in statements}


def _as_stored(statements: Iterable[Quad]) -> set[Quad]:
    """Return statements as Oxigraph keeps them: derived integers as integers."""
    store = Store()
    store.extend(statements)
    return set(store)


@pytest.mark.parametrize("ending", FORMATS)
def test_oxigraph_reads_what_was_written(
    ending: str, exported: dict[str, Path], statements: set[Quad]
) -> None:
    """Nothing is lost or added on the way out and in, named graphs included where there are any."""
    found = list(parse(exported[ending].read_bytes(), FORMATS[ending]))
    if ending in _WITH_GRAPHS:
        assert _as_stored(found) == statements
    else:
        assert _without_graphs(_as_stored(found)) == _without_graphs(statements)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("ending", FORMATS)
def test_rdflib_reads_what_was_written(ending: str, exported: dict[str, Path]) -> None:
    """Another library finds the same statements in every format, and no blank node."""
    dataset = rdflib.Dataset()
    dataset.parse(data=exported[ending].read_text(encoding="utf-8"), format=_RDFLIB[ending])
    found = {(s, p, o) for s, p, o, _ in dataset.quads()}
    assert not any(isinstance(term, rdflib.BNode) for one in found for term in one)
    reference = rdflib.Graph().parse(data=exported[".nt"].read_text(encoding="utf-8"), format="nt")
    assert found == set(reference)


@pytest.mark.parametrize("ending", [".ttl", ".trig"])
def test_names_are_short_and_readable(ending: str, exported: dict[str, Path]) -> None:
    """Every prefix is declared, and no node of ours is written out in full or with escapes."""
    text = exported[ending].read_text(encoding="utf-8")
    declared = dict(re.findall(r"^@prefix (\S*): <(.*)> \.$", text, flags=re.MULTILINE))
    assert declared == PREFIXES
    body = re.sub(r"^@prefix .*$", "", text, flags=re.MULTILINE)
    body = re.sub(r'"(?:[^"\\]|\\.)*"', '""', body)
    written_out = set(re.findall(r"<(https://w3id\.org/diplograph/[^>]*)>", body))
    allowed = ("ontology", "authority/", "vocab/", "ontology/0.1.0")
    assert {iri for iri in written_out if "/id/" in iri} == set()
    assert all(
        iri.removeprefix("https://w3id.org/diplograph/").startswith(allowed) for iri in written_out
    )
    assert "meeting:asean-russia-som_17" in body
    assert "person:vn_đỗ-hùng-việt" in body
    assert "_:" not in body
    assert "\\" not in body


def test_numbers_have_the_datatypes_of_the_contract(exported: dict[str, Path]) -> None:
    """Offsets and ordinals leave the store as what the contract says they are."""
    expected = {
        DIP["ordinal"]: XSD["positiveInteger"],
        NIF["beginIndex"]: XSD["nonNegativeInteger"],
        NIF["endIndex"]: XSD["nonNegativeInteger"],
        DIP["bodyBegin"]: XSD["nonNegativeInteger"],
        DIP["bodyEnd"]: XSD["nonNegativeInteger"],
    }
    found = {
        quad.predicate: quad.object.datatype
        for quad in parse(exported[".ttl"].read_bytes(), RdfFormat.TURTLE)
        if quad.predicate in expected and isinstance(quad.object, Literal)
    }
    assert found == expected


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10, deadline=None
)
@given(
    order=st.permutations(range(5)), ending=st.sampled_from(_WITH_GRAPHS), kept=st.integers(1, 5)
)
def test_export_loaded_and_exported_again_is_the_same(
    order: list[int],
    ending: str,
    kept: int,
    seed_extractions: tuple[Extraction, ...],
    tmp_path: Path,
) -> None:
    """Build, export, load, export: equal bytes, for any articles in any order."""
    chosen = [seed_extractions[index] for index in order[:kept]]
    first, second = tmp_path / f"first{ending}", tmp_path / f"second{ending}"
    export([quad for extraction in chosen for quad in quads(extraction)], first)
    store = Store()
    store.load(path=str(first), format=FORMATS[ending])
    export(store, second)
    assert first.read_bytes() == second.read_bytes()
    export([quad for extraction in sorted(chosen, key=str) for quad in quads(extraction)], second)
    assert first.read_bytes() == second.read_bytes()


def test_compressed_file_holds_the_same(statements: set[Quad], tmp_path: Path) -> None:
    """``.gz`` changes nothing but the size, and equal graphs give equal bytes."""
    plain, packed, again = (tmp_path / name for name in ("a.nq", "a.nq.gz", "b.nq.gz"))
    for path in (plain, packed, again):
        export(statements, path)
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert packed.read_bytes() == again.read_bytes()


def test_one_article_leaves_alone(
    seed_store: Store, seed_extractions: tuple[Extraction, ...]
) -> None:
    """``--article`` exports the graph of that article and nothing of another."""
    extraction = seed_extractions[0]
    iri = article_iri(extraction.article.key)
    assert set(article_quads(seed_store, iri.value)) == _as_stored(quads(extraction))


@pytest.mark.parametrize("iri", [f"{DATA_BASE}article/none", "no iri"])
def test_unknown_article_is_an_error(iri: str, seed_store: Store) -> None:
    """An article that the store does not hold is named in the error."""
    with pytest.raises(ExportError, match=re.escape(iri)):
        list(article_quads(seed_store, iri))


def test_file_appears_whole_or_not_at_all(seed_store: Store, tmp_path: Path) -> None:
    """An export that fails leaves what was there before."""
    (folder := tmp_path / "graph.ttl").mkdir()
    with pytest.raises(ExportError, match=r"graph\.ttl: cannot be written"):
        export(seed_store, folder)
    with pytest.raises(ExportError, match="cannot be written"):
        export(seed_store, tmp_path / "missing" / "graph.ttl")
    with pytest.raises(
        ExportError, match=r"must end in one of \.ttl \.trig \.nt \.nq \.rdf \.jsonld"
    ):
        export(seed_store, tmp_path / "graph.docx")
    assert list(tmp_path.iterdir()) == [folder]


def test_data_under_another_base_gets_its_prefixes() -> None:
    """The prefixes follow the base of the data."""
    base = "https://example.org/data/"
    quad = Quad(NamedNode(base + "state/vn"), DIP["isoCode"], Literal("VN"))
    assert b"state:vn dip:isoCode" in to_bytes([quad], RdfFormat.TURTLE, base)


def test_command_exports_the_published_snapshot(
    seed_path: Path, tmp_path: Path, diplograph: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """The command says how much it wrote and of which snapshot; equal stores give equal files."""
    done = [diplograph("export", name, "--store", seed_path) for name in ("a.ttl", "b.ttl")]
    snapshot = current_snapshot(seed_path).id
    assert done[0].stdout.endswith(f" statements of snapshot {snapshot}\n")
    assert [one.returncode for one in done] == [0, 0]
    assert (tmp_path / "a.ttl").read_bytes() == (tmp_path / "b.ttl").read_bytes()
