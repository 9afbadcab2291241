"""What is built from the tree is all that a user needs."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_PACKAGES = ("ontology", "extract", "graph", "api", "seeds")


def test_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    """Code, ontology, queries and seeds with their gold are in the wheel, and nothing else."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=_ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = [name for name in listed.stdout.splitlines() if (_ROOT / name).is_file()]
    for name in names:
        copy = tmp_path / "tree" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(_ROOT / name, copy)
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(tmp_path))
    command = (sys.executable, "-m", "pip", "wheel", *options, str(tmp_path / "tree"))
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    wanted = {f"diplograph/{name}" for name in names if name.split("/")[0] in _PACKAGES}
    assert packed == wanted
