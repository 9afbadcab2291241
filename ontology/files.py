"""The Turtle files of the ontology, and the named graph that each of them is loaded into."""

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from diplograph.ontology.terms import AUTHORITY_BASE, ONTOLOGY, VOCAB_BASE

__all__ = ["SHAPES", "OntologyFile", "ontology_files"]

_FOLDER = Path(__file__).resolve().parent

#: The SHACL shapes, which are checked against and not loaded.
SHAPES = _FOLDER / "shapes.ttl"


@dataclass(frozen=True, slots=True)
class OntologyFile:
    """A Turtle file and the named graph that holds it in a store."""

    path: Path
    graph: NamedNode


def ontology_files() -> tuple[OntologyFile, ...]:
    """Return the ontology, the vocabularies and the authority files, in a fixed order."""
    found = [OntologyFile(_FOLDER / "diplograph.ttl", ONTOLOGY)]
    for folder, base in (("vocab", VOCAB_BASE), ("authority", AUTHORITY_BASE)):
        found += [
            OntologyFile(path, NamedNode(base + path.stem))
            for path in sorted((_FOLDER / folder).glob("*.ttl"))
        ]
    return tuple(found)
