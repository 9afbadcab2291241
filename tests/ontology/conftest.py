"""Fixtures of the ontology tests: its Turtle files, read by rdflib."""

import pytest
import rdflib

from diplograph.ontology.files import ontology_files


@pytest.fixture(scope="session", name="ontology")
def _ontology() -> rdflib.Graph:
    """Return all of the project's own Turtle files as one graph."""
    graph = rdflib.Graph()
    for file in ontology_files():
        graph.parse(file.path)
    return graph
