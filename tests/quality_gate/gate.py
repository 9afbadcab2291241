"""Keeps what the extraction has reached on the seeds: figures may rise, and not sink unnoticed.

Reads the floors beside it and measures the seeds against their gold::

    python tests/quality_gate/gate.py                              compare
    python tests/quality_gate/gate.py --update                     raise floors to what is measured
    python tests/quality_gate/gate.py --update --allow-regression  also lower them

A floor is what was measured when it was set, less two hundredths. Floors hold for one gold: when
the annotations or their articles change, so does their digest, and the floors must be set anew. The
table of the README is written with the floors.
"""

import argparse
import json
import math
import sys
from hashlib import sha256
from pathlib import Path

from diplograph.extract.pipeline import Extractor
from diplograph.extract.scoring import evaluate

_ROOT = Path(__file__).parents[2]
_SEEDS = _ROOT / "seeds"
_FIGURES = {
    "meetings.f1": "meetings and other events, F1",
    "attendees.f1": "who took part in them, F1",
    "positions.f1": "positions: words, holder and stance, F1",
    "issues.f1": "issues of the positions found, F1",
    "speaker.accuracy": "speaker of the positions found, share",
    "addressee.accuracy": "addressee of the positions found, share",
    "occasion.accuracy": "occasion of the positions found, share",
    "date.accuracy": "date of the meetings found, share",
    "ordinal.accuracy": "ordinal of the meetings found, share",
    "level.accuracy": "level of the meetings found, share",
    "mode.accuracy": "mode of the meetings found, share",
    "status.accuracy": "status of the meetings found, share",
}
_LEAKAGE = "leakage"
_MARKS = ("<!-- floors: written by tests/quality_gate/gate.py -->\n", "<!-- end of floors -->\n")
_SLACK = 0.02


def main() -> int:
    """Compare or update; return the exit status."""
    parser = argparse.ArgumentParser(description="Hold the quality of the extraction.")
    parser.add_argument("--update", action="store_true", help="raise the floors")
    parser.add_argument("--allow-regression", action="store_true", help="lower them as well")
    parser.add_argument("--floors", type=Path, default=Path(__file__).with_name("floors.json"))
    parser.add_argument("--readme", type=Path, default=_ROOT / "README.md")
    arguments = parser.parse_args()
    pinned = json.loads(arguments.floors.read_text(encoding="utf-8"))
    measured = _measured()
    faults = _faults(pinned, measured)
    print("\n".join(faults or [f"{name}: {value:.3f}" for name, value in measured.items()]))
    if not arguments.update:
        return 1 if faults else 0
    if faults and not arguments.allow_regression:
        print("nothing updated; with --allow-regression floors may be lowered too")
        return 1
    old = {} if arguments.allow_regression else pinned["floors"]
    floors = {name: max(_floor(measured[name]), old.get(name, 0.0)) for name in _FIGURES}
    content = json.dumps({"gold": _digest(), "floors": floors}, indent=1)
    arguments.floors.write_text(content + "\n", encoding="utf-8")
    _write_table(arguments.readme, floors)
    return 0


def _measured() -> dict[str, float]:
    report = evaluate(_SEEDS / "gold", _SEEDS, Extractor().extract)
    return {
        name: value or 0.0
        for name, value in report.figures()
        if name in _FIGURES or name == _LEAKAGE
    }


def _faults(pinned: dict[str, object], measured: dict[str, float]) -> list[str]:
    floors = pinned["floors"]
    faults = [
        f"{name} is {measured[name]:.3f}, below its floor {floor}"
        for name, floor in (floors.items() if isinstance(floors, dict) else ())
        if measured[name] < floor
    ]
    if measured[_LEAKAGE]:
        faults.append(f"{measured[_LEAKAGE]:.0f} positions lie outside the body")
    if pinned["gold"] != _digest():
        faults.append("the gold is another than the one that the floors were set on")
    return faults


def _floor(value: float) -> float:
    return max(0.0, math.floor(100 * (value - _SLACK) + 1e-9) / 100)


def _digest() -> str:
    """Return a digest of the annotations and of the articles that they annotate."""
    digest = sha256()
    for path in sorted([*_SEEDS.glob("*.txt"), *(_SEEDS / "gold").iterdir()]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _write_table(readme: Path, floors: dict[str, float]) -> None:
    text = readme.read_text(encoding="utf-8")
    before, rest = text.split(_MARKS[0])
    after = rest.split(_MARKS[1])[1]
    rows = [f"| {_FIGURES[name]} | {floor:.2f} |" for name, floor in floors.items()]
    table = "\n".join(["| on the five seed articles | at least |", "|---|---|", *rows, ""])
    readme.write_text(f"{before}{_MARKS[0]}{table}{_MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
