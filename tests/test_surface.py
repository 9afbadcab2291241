"""What a module offers is what it says it offers."""

import ast
import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_MODULES = sorted(
    path
    for folder in ("ontology", "extract", "graph", "api")
    for path in (_ROOT / folder).rglob("*.py")
    if path.name != "__init__.py"
)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(_ROOT).with_suffix("").parts)


@pytest.mark.parametrize("path", _MODULES, ids=_name)
def test_all_is_sorted_and_names_what_is_there(path: Path) -> None:
    """``__all__`` lists, in order, names that the module has."""
    module = import_module(f"diplograph.{_name(path)}")
    listed = list(module.__all__)
    assert [name for name in listed if not hasattr(module, name)] == []
    assert sorted(set(listed), key=_natural) == listed


def test_modules_take_from_each_other_only_what_is_listed() -> None:
    """What one module imports from another stands in the other's ``__all__``."""
    names = {_name(path) for path in _MODULES}
    taken = [
        (_name(path), node.module.removeprefix("diplograph."), alias.name)
        for path in _MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    ]
    unlisted = [
        f"{user} takes {name} from {module}"
        for user, module, name in taken
        if module in names and name not in import_module(f"diplograph.{module}").__all__
    ]
    assert unlisted == []


def _natural(name: str) -> tuple[int, str]:
    """Return a key that sorts as ruff does: constants, then classes, then functions."""
    if name.isupper():
        return 0, name
    return (1, name) if name[:1].isupper() else (2, name)


def test_imports_point_one_way() -> None:
    """``api`` uses ``extract`` and ``graph``, these use ``ontology``, and nothing the way back."""
    allowed = {
        "ontology": {"ontology"},
        "extract": {"extract", "ontology"},
        "graph": {"graph", "ontology"},
        "api": {"api", "extract", "graph", "ontology"},
    }
    wrong = [
        f"{_name(path)} imports {used}"
        for path in _MODULES
        for used in re.findall(r"^\s*from diplograph\.(\w+)", path.read_text("utf-8"), re.MULTILINE)
        if used not in allowed[path.relative_to(_ROOT).parts[0]]
    ]
    assert wrong == []


def test_committed_files_name_no_registry_and_no_machine() -> None:
    """No file says where packages come from or where somebody's files lie."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=_ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    forbidden = re.compile(
        r"pypi\.org|pythonhosted|registry\.npm|npmjs\.(org|com)|files\.python|--index-url|--find-links"
        r"|/home/\w|/root/|/Users/\w|/work/|\.\./shared"
    )
    found = [
        f"{name}: {match[0]}"
        for name in listed.stdout.splitlines()
        if (_ROOT / name).is_file() and name != Path(__file__).relative_to(_ROOT).as_posix()
        for match in forbidden.finditer((_ROOT / name).read_text("utf-8", errors="replace"))
    ]
    assert found == []
