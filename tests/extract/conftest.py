"""Fixtures of the extraction tests: one extractor for the session, since making it takes a second."""

from collections.abc import Callable
from functools import cache

import pytest
from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import Source
from diplograph.ontology.model import Extraction


@cache
def _extractor() -> Extractor:
    return Extractor()


@pytest.fixture(name="extract")
def _extract() -> Callable[[str], Extraction]:
    """Return a function that reads an article from its text."""

    def extract(text: str) -> Extraction:
        return _extractor().extract(
            Source(identifier="article", name="article.txt", text=text, sha256="0" * 64)
        )

    return extract
