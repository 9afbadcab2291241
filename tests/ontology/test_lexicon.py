"""The lexicon is what the Turtle files say: an edit takes effect without code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

import diplograph
from diplograph.ontology.errors import VocabularyError
from diplograph.ontology.files import OntologyFile, ontology_files
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.terms import DATA_BASE, VOCAB_BASE

_ISSUE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dip: <https://w3id.org/diplograph/ontology#> .
@prefix v-issue: <https://w3id.org/diplograph/vocab/issue/> .

v-issue:deep-sea-mining a skos:Concept, dip:Issue ;
    skos:inScheme <https://w3id.org/diplograph/vocab/issue> ;
    skos:broader v-issue:sea ;
    rdfs:label "khai thác đáy biển"@vi, "Deep-sea mining"@en ;
    skos:prefLabel "khai thác đáy biển"@vi, "Deep-sea mining"@en ;
    skos:definition "Khai thác khoáng sản dưới đáy biển."@vi, "Mining of the sea bed."@en ;
    skos:hiddenLabel "khai thác đáy biển"@vi, "khoáng sản đáy biển"@vi .
"""
_SPELLING = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/diplograph/id/state/no> skos:altLabel "Na-uy-e"@vi .
"""
_ARTICLE = """Đối thoại về biển

Ngày 5/3/2024, Bộ trưởng Ngoại giao Việt Nam Trần Văn Mẫu hội đàm với người đồng cấp Na-uy-e.
Tại hội đàm, Việt Nam đề nghị Na-uy-e chia sẻ kinh nghiệm khai thác đáy biển.
"""


def _file(path: Path, text: str) -> OntologyFile:
    path.write_text(text, encoding="utf-8")
    return OntologyFile(path, NamedNode("https://example.org/graph"))


def test_concept_is_what_its_file_says(tmp_path: Path) -> None:
    """Labels, wordings and the broader concept come from the file."""
    lexicon = Lexicon.read([_file(tmp_path / "issue.ttl", _ISSUE)])
    issue = lexicon.concept("issue", "deep-sea-mining")
    assert (issue.label, issue.label_en) == ("khai thác đáy biển", "Deep-sea mining")
    assert issue.broader == "sea"
    assert lexicon.wordings("issue", "deep-sea-mining") == (
        "khai thác đáy biển",
        "khoáng sản đáy biển",
    )


def test_digest_changes_with_every_file(tmp_path: Path) -> None:
    """An edited file makes articles that were read before out of date."""
    files = ontology_files()
    more = _file(tmp_path / "more.ttl", _SPELLING)
    assert Lexicon.read(files).digest == Lexicon.load().digest
    assert Lexicon.read([*files, more]).digest != Lexicon.load().digest


def test_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    """Who edits a file is told where it stops being Turtle."""
    file = _file(tmp_path / "issue.ttl", _ISSUE + "v-issue:broken a .\n")
    line = len(file.path.read_text(encoding="utf-8").splitlines())
    with pytest.raises(VocabularyError, match=f"issue.ttl:{line}: is no Turtle"):
        Lexicon.read([file])


def test_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is an error of that file."""
    with pytest.raises(VocabularyError, match=r"gone\.ttl: cannot be read"):
        Lexicon.read([OntologyFile(tmp_path / "gone.ttl", NamedNode("https://example.org/g"))])


def test_issue_and_spelling_that_are_added_are_extracted_at_the_next_build(
    tmp_path: Path,
) -> None:
    """Who adds an issue and a name to the Turtle files finds both in the graph, without code."""
    (package,) = diplograph.__path__
    copy = shutil.copytree(package, tmp_path / "diplograph")
    with (copy / "ontology/vocab/issue.ttl").open("a", encoding="utf-8") as file:
        file.write(_ISSUE)
    with (copy / "ontology/authority/states.ttl").open("a", encoding="utf-8") as file:
        file.write(_SPELLING)
    (tmp_path / "article.txt").write_text(_ARTICLE, encoding="utf-8")
    query = "SELECT ?to ?issue { ?p dip:addressee ?to ; dip:issue ?issue }"
    answers = []
    for path in (None, tmp_path):
        _run(path, tmp_path, "build", "article.txt", "--jobs", "1")
        _, *rows = _run(path, tmp_path, "query", query, "--format", "csv").splitlines()
        answers.append(rows)
    before, after = answers
    assert after == [f"{DATA_BASE}state/no,{VOCAB_BASE}issue/deep-sea-mining"]
    assert before != after


def _run(package: Path | None, folder: Path, *arguments: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DIPLOGRAPH_")}
    if package is not None:
        environment["PYTHONPATH"] = str(package)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "diplograph.api.cli", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
