"""What the extraction has reached on the seeds is kept; the gate cannot be opened quietly."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parent
_README = _FOLDER.parents[1] / "README.md"


def _gate(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(_FOLDER / "gate.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(name="copies")
def _copies(tmp_path: Path) -> list[str | Path]:
    """Return the options that make the gate work on copies of its files."""
    floors, readme = tmp_path / "floors.json", tmp_path / "README.md"
    shutil.copy(_FOLDER / "floors.json", floors)
    shutil.copy(_README, readme)
    return ["--floors", floors, "--readme", readme]


def test_figures_are_above_their_floors() -> None:
    """The seeds are read at least as well as when the floors were set."""
    done = _gate()
    assert done.returncode == 0, done.stdout + done.stderr


def test_floors_are_what_was_promised() -> None:
    """No floor may be set below what the project stands for."""
    floors = json.loads((_FOLDER / "floors.json").read_text())["floors"]
    promised = {
        "meetings.f1": 0.9,
        "attendees.f1": 0.85,
        "positions.f1": 0.8,
        "issues.f1": 0.75,
    }
    assert {name: floor for name, floor in promised.items() if floors[name] < floor} == {}


def test_floors_do_not_sink_without_the_flag(copies: list[str | Path]) -> None:
    """A figure below its floor and another gold fail, and an update leaves the floors alone."""
    floors = Path(copies[1])
    pinned = json.loads(floors.read_text()) | {"gold": "0" * 64}
    pinned["floors"]["positions.f1"] = 1.01
    floors.write_text(json.dumps(pinned))
    refused = _gate("--update", *copies)
    assert refused.returncode == 1
    assert "positions.f1" in refused.stdout
    assert "the gold is another" in refused.stdout
    assert json.loads(floors.read_text()) == pinned
    assert _gate("--update", "--allow-regression", *copies).returncode == 0
    assert json.loads(floors.read_text())["floors"]["positions.f1"] < 1


def test_readme_states_the_floors() -> None:
    """The table that readers see is the one that the gate enforces."""
    pinned = json.loads((_FOLDER / "floors.json").read_text())["floors"]
    text = _README.read_text(encoding="utf-8")
    table = text.split("gate.py -->\n")[1].split("<!-- end")[0]
    stated = [float(row.split("|")[2]) for row in table.splitlines()[2:]]
    assert stated == list(pinned.values())
