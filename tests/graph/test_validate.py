"""A sound graph passes; whatever breaks the contract is found and said in words."""

import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from diplograph.graph.snapshots import current_snapshot
from diplograph.graph.store import Writer
from diplograph.graph.validate import validate
from diplograph.ontology.model import Extraction
from diplograph.ontology.terms import PREFIXES

MakeStore = Callable[[Iterable[Extraction]], Path]

_NQUADS = RdfFormat.N_QUADS
_GRAPH = "https://w3id.org/diplograph/id/article/small"


def test_seeds_keep_the_contract(seed_store: Store) -> None:
    """Nothing is wrong with the graph of the seeds."""
    assert validate(seed_store) == []


def test_record_with_every_field_keeps_the_contract(
    small: Extraction, make_store: MakeStore
) -> None:
    """Nothing is wrong with an extraction that uses every class and property."""
    assert validate(current_snapshot(make_store([small])).open()) == []


@pytest.fixture(scope="module", name="sound")
def _sound(small: Extraction, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the statements of a sound store, to be spoilt in memory."""
    folder = tmp_path_factory.mktemp("sound")
    with Writer(folder) as writer:
        writer.load_ontology()
        writer.write([small])
        writer.publish()
    return current_snapshot(folder).open().dump(format=_NQUADS)


#: What to change, as SPARQL in the article's graph (``-`` deletes, ``+`` inserts), which node is
#: then to blame, and a part of what is said about it.
_BROKEN = [
    ("- position:small_p1 dip:holder ?x", "position/small_p1", "exactly one dip:holder"),
    ("+ position:small_p1 dip:holder state:no", "position/small_p1", "more than one holder"),
    (
        "+ position:small_p1 dip:stance v-stance:support",
        "position/small_p1",
        "exactly one dip:stance",
    ),
    ("- position:small_p1 dip:stance ?x", "position/small_p1", "exactly one dip:stance"),
    ("+ position:small_p2 dip:stance v-role:chair", "position/small_p2", "dip:stance"),
    ("+ position:small_p1 dip:issue v-issue:no-such", "position/small_p1", "no dip:Issue"),
    ("+ position:small_p1 dip:occasion state:vn", "position/small_p1", "dip:occasion"),
    ('+ position:small_p1 dip:content "khác"@vi', "position/small_p1", "more than one dip:content"),
    ("- position:small_p1 dip:speechType ?x", "position/small_p1", "dip:speechType"),
    ("- position:small_p2 dip:evidence ?x", "position/small_p2", "no evidence"),
    ("- position:small_p2 dip:confidence ?x", "position/small_p2", "dip:confidence"),
    ("+ position:small_p2 dip:confidence 2.0", "position/small_p2", "dip:confidence"),
    ("- meeting:climate_2 rdfs:label ?x", "meeting/climate_2", "label in Vietnamese"),
    ("+ meeting:climate_2 dip:kind v-kind:call", "meeting/climate_2", "dip:kind"),
    ("+ meeting:climate_2 dip:mode v-mode:online", "meeting/climate_2", "dip:mode"),
    ("+ meeting:climate_2 dip:date '2024'", "meeting/climate_2", "dip:date"),
    ("+ meeting:climate_2 dip:place state:vn", "meeting/climate_2", "dip:place"),
    ("- meeting:climate_2 dip:dateBasis ?x", "meeting/climate_2", "how the year is known"),
    ("+ meeting:climate_2 dip:ordinal 3", "meeting/climate_2", "dip:ordinal"),
    ("+ meeting:climate_2 dip:party place:sa-pa", "meeting/climate_2", "no dip:Actor"),
    ("+ meeting:climate_2 dip:participant state:fr", "meeting/climate_2", "without an attendance"),
    ("- meeting:climate_2 dip:participant ?x", "meeting/climate_2", "not its participant"),
    ("- ?x dip:role v-role:co-chair ; dip:role v-role:participant", None, "dip:role"),
    ("+ person:vn_trần-văn-mẫu a dip:State", "person/vn_trần-văn-mẫu", "exclude each other"),
    ("- person:vn_trần-văn-mẫu a ?x", "person/vn_trần-văn-mẫu", "not described anywhere"),
    ("+ tenure:vn_trần-văn-mẫu_2024-03-05 dip:holderOfTenure state:vn", None, "dip:holderOfTenure"),
    ("+ collective:climate_2_parties dip:hasMember place:sa-pa", None, "dip:hasMember"),
    ("- ?x nif:endIndex ?y", None, "nif:endIndex"),
    ("+ article:small schema:text 'khác'", "article/small", "schema:text"),
    ("- article:small dip:sha256 ?x", "article/small", "dip:sha256"),
    ("- article:small prov:wasGeneratedBy ?x", "article/small", "prov:wasGeneratedBy"),
    ("- article:small dip:bodyEnd ?x ; + article:small dip:bodyEnd 10", None, "outside the body"),
    ("+ person:vn_x a dip:Position", "person/vn_x", "another kind than its class"),
    ("+ evidence:small_0-1 a dip:Evidence", "evidence/small_0-1", "not used by anything"),
]


@pytest.mark.parametrize(("change", "node", "words"), _BROKEN, ids=[one[0] for one in _BROKEN])
def test_broken_graph_is_reported(change: str, node: str | None, words: str, sound: bytes) -> None:
    """Each way to break the contract gives a finding that names the node and what is wrong."""
    store = Store()
    store.load(sound, format=_NQUADS)
    for part in change.split(" ; + ") if change.startswith("-") else [change]:
        sign, pattern = (part[0], part[2:]) if part[0] in "+-" else ("+", part)
        _change(store, sign, pattern)
    findings = validate(store)
    matching = [finding for finding in findings if words in finding.message]
    assert matching, findings
    assert node is None or any(f"/id/{node}>" in finding.node for finding in matching)
    assert all(finding.line() == f"{finding.node}: {finding.message}" for finding in findings)


def _change(store: Store, sign: str, pattern: str) -> None:
    block = f"GRAPH <{_GRAPH}> {{ {pattern} }}"
    before = len(store)
    store.update(
        f"DELETE {{ {block} }} WHERE {{ {block} }}"
        if sign == "-"
        else f"INSERT DATA {{ {block} }}",
        prefixes=PREFIXES,
    )
    assert len(store) != before, "the change has no effect"


def test_moved_text_is_reported(sound: bytes) -> None:
    """Evidence that is not at its offsets any more is found."""
    store = Store()
    store.load(sound, format=_NQUADS)
    store.update(
        """DELETE { GRAPH ?g { ?a schema:text ?t } } INSERT { GRAPH ?g { ?a schema:text ?moved } }
           WHERE { GRAPH ?g { ?a schema:text ?t } BIND(CONCAT(" ", ?t) AS ?moved) }""",
        prefixes=PREFIXES,
    )
    messages = {finding.message for finding in validate(store)}
    assert "its words do not stand at its place in the article" in messages


def test_graph_of_nothing_is_reported(sound: bytes) -> None:
    """Statements outside the graphs of articles and of the ontology do not pass."""
    store = Store()
    store.load(sound, format=_NQUADS)
    store.update(
        "INSERT DATA { GRAPH <https://example.org/g> { state:vn rdfs:label 'x'@vi } }",
        prefixes=PREFIXES,
    )
    (finding,) = validate(store)
    assert finding.node == "<https://example.org/g>"


def test_command_says_how_many_findings_and_fails_on_any(
    seed_path: Path, diplograph: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """``diplograph validate`` reports nothing for the seeds and exits with 0."""
    done = diplograph("validate", "--store", seed_path)
    snapshot = current_snapshot(seed_path).id
    assert done.stdout == f"0 findings in snapshot {snapshot}\n"
    assert done.returncode == 0
