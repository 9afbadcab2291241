"""What a researcher corrects wins over what was extracted, and outlives it."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store

from diplograph.graph.snapshots import current_snapshot, snapshots
from diplograph.graph.store import Writer
from diplograph.graph.validate import validate
from diplograph.ontology.errors import CorrectionError
from diplograph.ontology.model import Extraction
from diplograph.ontology.terms import DATA_BASE, PREFIXES, RDF, prefixes

Canonical = Callable[[Path | Store], bytes]
Correct = Callable[..., Store]

_PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


@pytest.fixture(name="store")
def _store(small: Extraction, make_store: Callable[..., Path]) -> Path:
    """Return the folder of a store of the small article."""
    return make_store([small])


@pytest.fixture(name="correct")
def _correct(store: Path, tmp_path: Path) -> Correct:
    """Return a function that takes corrections and opens what is then published."""

    def correct(turtle: str, name: str = "corrections.ttl") -> Store:
        path = tmp_path / name
        path.write_text(_PREFIXES + turtle, encoding="utf-8")
        with Writer(store) as writer:
            writer.correct(path)
            writer.publish()
        return current_snapshot(store).open()

    return correct


def _values(store: Store, subject: str, predicate: str, base: str = DATA_BASE) -> list[str]:
    """Return the values of a property, IRIs by their last two parts, over all graphs."""
    found = store.query(
        f"SELECT ?value {{ {subject} {predicate} ?value }} ORDER BY ?value",
        prefixes=prefixes(base),
        use_default_graph_as_union=True,
    )
    assert isinstance(found, QuerySolutions)
    values = (row["value"] for row in found)
    return [
        "/".join(value.value.rsplit("/", 2)[-2:]) if isinstance(value, NamedNode) else value.value
        for value in values
    ]


def test_stated_value_takes_the_place_of_the_extracted(correct: Correct) -> None:
    """One stance is replaced by another, and nothing else of the position changes."""
    published = correct("position:small_p1 dip:stance v-stance:encourage .")
    assert _values(published, "position:small_p1", "dip:stance") == ["stance/encourage"]
    assert _values(published, "position:small_p1", "dip:holder") == ["state/vn"]
    assert validate(published) == []


def test_property_without_a_value_is_gone(correct: Correct) -> None:
    """``dip:without`` removes what was extracted and leaves no trace of itself."""
    published = correct("position:small_p1 dip:without dip:addressee, dip:issue .")
    assert _values(published, "position:small_p1", "dip:addressee|dip:issue|dip:without") == []
    assert validate(published) == []


def test_retracted_node_goes_with_what_depends_on_it(correct: Correct) -> None:
    """Without the person there is no attendance, tenure or participant; the event stays."""
    published = correct("person:vn_trần-văn-mẫu dip:retracted true .")
    for pattern in (
        "?x a dip:Person",
        "?x a dip:Attendance",
        "?x a dip:Tenure",
        "?x dip:participant ?y",
        "?x dip:speaker ?y",
        "?x dip:retracted ?y",
    ):
        assert not published.query(
            f"ASK {{ {pattern} }}", prefixes=PREFIXES, use_default_graph_as_union=True
        ), pattern
    assert _values(published, "meeting:climate_2", "dip:level") == ["level/deputy-ministerial"]
    assert validate(published) == []


def test_participants_follow_a_corrected_attendance(correct: Correct) -> None:
    """Who attended instead is the participant instead."""
    published = correct(
        "attendance:climate_2_person_vn_trần-văn-mẫu dip:attendee state:vn ; "
        "dip:without dip:tenure ."
    )
    assert _values(published, "meeting:climate_2", "dip:participant") == ["state/vn"]
    assert "has a participant" not in str(validate(published))


def test_new_node_may_be_described(correct: Correct) -> None:
    """A position that the extraction missed can be added, with its evidence."""
    published = correct(
        """
        position:small_p99 a dip:Position ; rdfs:label "Hai bên nhất trí"@vi ; dip:holder state:no ;
            dip:stance v-stance:agree ; dip:speechType v-speech:indirect ; dip:confidence 1.0 ;
            dip:evidence ?words .
    """.replace("?words", _evidence_of(correct))
    )
    assert _values(published, "position:small_p99", "dip:holder") == ["state/no"]
    assert validate(published) == []


def _evidence_of(correct: Correct) -> str:
    (first, *_) = _values(correct(""), "position:small_p2", "dip:evidence")
    return first.replace("/", ":", 1)


def test_corrections_have_a_graph_of_their_own_and_survive_extraction(
    correct: Correct, store: Path, small: Extraction
) -> None:
    """An article that is read again with other rules is corrected again."""
    correct("position:small_p1 dip:stance v-stance:encourage .")
    again = replace(small, software=replace(small.software, ruleset="b" * 64))
    with Writer(store) as writer:
        writer.write([again])
        writer.publish()
    published = current_snapshot(store).open()
    assert _values(published, "position:small_p1", "dip:stance") == ["stance/encourage"]
    graph = NamedNode(DATA_BASE + "corrections/corrections")
    assert {quad.graph_name for quad in published.quads_for_pattern(graph, RDF["type"], None)} == {
        graph
    }


def test_withdrawn_corrections_leave_the_graph_as_it_was(
    correct: Correct, store: Path, canonical: Canonical
) -> None:
    """A file that states nothing any more brings back what was extracted."""
    before, first = canonical(store), current_snapshot(store).id
    correct("position:small_p1 dip:retracted true . meeting:climate_2 dip:mode v-mode:hybrid .")
    assert canonical(store) != before
    correct("")
    assert canonical(store) == before
    assert current_snapshot(store).id == first


def test_same_corrections_publish_nothing_new(correct: Correct, store: Path) -> None:
    """Taking a file twice changes nothing; the order in it does not matter."""
    correct("position:small_p1 dip:stance v-stance:hope ; dip:without dip:issue .")
    published = snapshots(store)
    correct("position:small_p1 dip:without dip:issue ; dip:stance v-stance:hope .")
    assert snapshots(store) == published


def test_files_correct_side_by_side(correct: Correct) -> None:
    """Each file has its own graph; one does not undo another."""
    correct("position:small_p1 dip:stance v-stance:hope .", "an.ttl")
    published = correct("position:small_p2 dip:stance v-stance:note .", "binh.ttl")
    assert _values(published, "position:small_p1", "dip:stance") == ["stance/hope"]
    assert _values(published, "position:small_p2", "dip:stance") == ["stance/note"]


def test_corrections_of_a_removed_article_wait_for_it(
    correct: Correct, store: Path, small: Extraction
) -> None:
    """Without the article its corrections show nothing; with it they win again."""
    correct("position:small_p1 dip:stance v-stance:hope .")
    with Writer(store) as writer:
        writer.remove(DATA_BASE + "article/small")
        writer.publish()
    assert _values(current_snapshot(store).open(), "position:small_p1", "dip:stance") == []
    with Writer(store) as writer:
        writer.write([small])
        writer.publish()
    published = current_snapshot(store).open()
    assert _values(published, "position:small_p1", "dip:stance") == ["stance/hope"]


def test_manifest_counts_what_was_published(correct: Correct, store: Path) -> None:
    """The manifest tells how many statements the corrected version holds."""
    published = correct("position:small_p1 dip:retracted true .")
    assert current_snapshot(store).manifest.quads == len(published)


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("position:small_p1 dip:stance .", "is no Turtle"),
        ("position:small_p1 dip:stence v-stance:hope .", "stence> is no property of the ontology"),
        ("position:small_p1 dip:without dip:adressee .", "adressee> is no property"),
        ("position:small_p1 dip:retracted false .", "can only be true"),
        ("state:vn rdfs:label 'Việt Nam'@vi .", "described by the authority files"),
        ("v-stance:hope rdfs:label 'x'@vi .", "no node that was extracted"),
        ("[] dip:stance v-stance:hope .", "has a blank node"),
    ],
)
def test_file_that_cannot_be_used_changes_nothing(
    turtle: str, message: str, correct: Correct, store: Path, canonical: Canonical
) -> None:
    """What is wrong is said with the name of the file."""
    before = canonical(store)
    with pytest.raises(CorrectionError, match=message) as raised:
        correct(turtle)
    assert "corrections.ttl" in str(raised.value)
    assert canonical(store) == before


def test_command_takes_a_file(
    store: Path, tmp_path: Path, diplograph: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """``diplograph correct`` publishes the corrected graph, or says why not in one line."""
    path = tmp_path / "fix.ttl"
    path.write_text(_PREFIXES + "position:small_p1 dip:retracted true .", encoding="utf-8")
    done = diplograph("correct", path, "--store", store)
    snapshot = current_snapshot(store).id
    assert done.stdout == f"{path}: 1 statements\npublished snapshot {snapshot}\n"
    failed = diplograph("correct", tmp_path / "gone.ttl", "--store", store)
    assert failed.returncode == 1
    assert (
        failed.stderr
        == f"diplograph: {tmp_path / 'gone.ttl'}: cannot be read: No such file or directory\n"
    )
