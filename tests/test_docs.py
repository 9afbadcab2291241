"""What exists is documented, and what is documented works."""

import argparse
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from diplograph.api.cli import COMMANDS, make_parser
from diplograph.api.negotiation import GRAPHS, TABLES
from diplograph.api.settings import SETTINGS, Setting
from diplograph.ontology import errors
from diplograph.ontology.terms import PREFIXES

_ROOT = Path(__file__).parents[1]
_README = (_ROOT / "README.md").read_text(encoding="utf-8")
_COMMAND_LINE = (_ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
_ENDPOINT = (_ROOT / "docs" / "endpoint.md").read_text(encoding="utf-8")
_DOCUMENTS = [_ROOT / "README.md", *sorted((_ROOT / "docs").glob("*.md"))]


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", _README, re.MULTILINE | re.DOTALL)


def _parsers() -> dict[str, argparse.ArgumentParser]:
    (commands,) = (
        action
        for action in make_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return dict(commands.choices)


@pytest.mark.parametrize("command", COMMANDS)
def test_command_and_its_options_are_documented(command: str) -> None:
    """Every command is in the table, and every option where its command is described."""
    assert f"| [`{command}`](#" in _COMMAND_LINE
    options = {name for action in _parsers()[command]._actions for name in action.option_strings}
    for option in options - {"-h", "--help"}:
        assert option in _COMMAND_LINE + "".join(f"`{setting.option} " for setting in SETTINGS)


@pytest.mark.parametrize("name", errors.__all__)
def test_error_is_documented(name: str) -> None:
    """Every error that users can meet is in one of the tables of errors, and in the tree."""
    assert f"`{name}`" in _COMMAND_LINE + _ENDPOINT
    assert f" {name} " in f" {errors.__doc__} ".replace("\n", " ")


@pytest.mark.parametrize("offer", [*TABLES, *GRAPHS], ids=lambda offer: offer.name)
def test_format_is_documented(offer: object) -> None:
    """Every format is documented with its name and media type."""
    assert f"`{offer.name}` {offer.media_types[0]}" in _ENDPOINT


def test_settings_are_documented() -> None:
    """Every variable of the environment that the code reads is documented."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (_ROOT / "api").rglob("*.py"))
    settings = set(re.findall(r"DIPLOGRAPH_[A-Z_]*[A-Z]", sources))
    assert settings
    assert {name for name in settings if f"`{name}`" not in _COMMAND_LINE + _ENDPOINT} == set()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_setting_is_documented(setting: Setting) -> None:
    """Every setting of the server has its row, with what is true of it."""
    cells = (
        f"`{setting.option} {setting.kind.unit}`",
        f"`{setting.variable}`",
        setting.default,
        setting.text,
        setting.beyond,
    )
    assert f"| {' | '.join(cells)} |" in _ENDPOINT


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.name)
def test_links_inside_the_project_lead_somewhere(document: Path) -> None:
    """Relative links name files that exist, and headings that exist in them."""
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)]*)\)", text):
        name, _, heading = target.partition("#")
        path = (document.parent / name) if name else document
        assert path.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", found.lower()).replace(" ", "-") for found in headings}
            assert heading in slugs, target


def test_readme_runs(tmp_path: Path) -> None:
    """The article of the README, built by its commands, gives the statements that it shows."""
    (article,) = (block for block in _blocks("text") if block.startswith("Việt Nam"))
    (tmp_path / "vidu.txt").write_text(article, encoding="utf-8")
    for line in "".join(_blocks("sh")).splitlines():
        program, *arguments = shlex.split(line)
        assert program == "diplograph"
        command = [str(Path(sys.executable).with_name(program)), *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), line
    declared = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    (shown,) = _blocks("turtle")
    built = {str(quad) for quad in parse(path=tmp_path / "vidu.ttl")}
    statements = [str(quad) for quad in parse(declared + shown, RdfFormat.TURTLE)]
    assert statements
    assert [statement for statement in statements if statement not in built] == []
    (query,) = _blocks("sparql")
    asked = subprocess.run(
        [str(Path(sys.executable).with_name("diplograph")), "query", query, "--format", "csv"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(asked.stdout.splitlines()) == 2
