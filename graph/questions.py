"""The questions that researchers ask of the graph, as queries to start from.

Each stands in ``queries/NAME.rq``: a line that asks in Vietnamese, one that asks in English, then
SPARQL that runs as it is and whose constants (a state, an issue, a series) are meant to be changed.
"""

from dataclasses import dataclass
from pathlib import Path

from diplograph.ontology.terms import DATA_BASE

__all__ = ["Question", "questions"]

_FOLDER = Path(__file__).resolve().parent / "queries"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, in words and in SPARQL."""

    name: str
    vietnamese: str
    english: str
    sparql: str


def questions(base: str = DATA_BASE) -> tuple[Question, ...]:
    """Return all questions, in the order of their numbers.

    Args:
        base: The IRI that the data lives under.
    """
    return tuple(_read(path, base) for path in sorted(_FOLDER.glob("*.rq")))


def _read(path: Path, base: str) -> Question:
    text = path.read_text(encoding="utf-8").replace(DATA_BASE, base)
    vietnamese, english, _ = text.split("\n", 2)
    return Question(path.stem, vietnamese.removeprefix("# "), english.removeprefix("# "), text)
