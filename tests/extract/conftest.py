"""Fixtures of the extraction tests: one extractor for all, since making it takes a second."""

from collections.abc import Callable
from functools import cache

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract import entities, persons, sentences
from diplograph.extract.annotations import register_extensions
from diplograph.extract.body import Zone
from diplograph.extract.language import blank
from diplograph.extract.normalize import fold
from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import Source
from diplograph.ontology.model import Extraction, Span


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


@cache
def _person_pipeline() -> Language:
    register_extensions()
    nlp = blank()
    for module in (sentences, entities, persons):
        nlp.add_pipe(module.__name__.rsplit(".", 1)[1])
    return nlp


@pytest.fixture(name="read_persons")
def _read_persons() -> Callable[[str], Doc]:
    """Return a function that finds the persons of a text, all of which is an article's words."""

    def read_persons(text: str) -> Doc:
        nlp = _person_pipeline()
        doc = nlp.make_doc(fold(text))
        doc._.article = "article/test"
        doc._.zones = (Zone(Span(0, len(text)), "paragraph"),) if text else ()
        return nlp(doc)

    return read_persons


#: "On 12 March 2019, in Ha Noi, Deputy Foreign Minister Lê Văn Bình held talks with Japan's Deputy
#: Foreign Minister Tanaka Hiroshi."
TALKS = (
    "Ngày 12/3/2019, tại Hà Nội, Thứ trưởng Ngoại giao Lê Văn Bình đã hội đàm với Thứ trưởng "
    "Ngoại giao Nhật Bản Tanaka Hiroshi.\n"
)


@pytest.fixture(name="stands")
def _stands(
    extract: Callable[[str], Extraction],
) -> Callable[[str], list[tuple[str | None, str, str | None]]]:
    """Return a function that reads holder, stance and speaker of what is said at some talks."""

    def stands(text: str) -> list[tuple[str | None, str, str | None]]:
        extraction = extract(f"{TALKS}{text}\n")
        return [
            (_called(p.holder, extraction), p.stance, _called(p.speaker, extraction))
            for p in extraction.positions
        ]

    return stands


def _called(key: str | None, extraction: Extraction) -> str | None:
    """Return the label of an actor of the article, or the local key of a known one."""
    labels = {actor.key: actor.label for actor in extraction.actors}
    if key is None:
        return None
    if key.startswith("collective/") and key.endswith("_parties"):
        return "parties"
    return labels.get(key, key.split("/")[1])
