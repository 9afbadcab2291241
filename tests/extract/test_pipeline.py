"""Laws of the extraction as a whole, for any text."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplograph.extract.pipeline import Extractor
from diplograph.extract.source import Source
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Extraction, Span


def _phrases() -> list[str]:
    """Return words of every class that the rules look for, and marks between them."""
    lexicon = Lexicon.load()
    concepts = [c for scheme in lexicon.schemes.values() for c in scheme.values()]
    wordings = [word for c in concepts for word in c.wordings[:3]]
    names = [name for e in lexicon.entities.values() for name in e.names[:1]]
    chosen = random.Random(1)
    return [
        *chosen.sample(sorted(set(wordings)), 600),
        *chosen.sample(sorted(set(names)), 200),
        *(
            "ông Dũng",
            "Nguyễn Quốc Dũng",
            "Thứ trưởng",
            "ngày 26/1",
            "năm 2021",
            "hôm qua",
            "lần thứ 17",
        ),
        *(
            ", ",
            ". ",
            "; ",
            ": ",
            "“",
            "”",
            '"',
            "(",
            ")",
            "-",
            "\n",
            "\n\n",
            "…",
            "\u00a0",
            "_",
            "'",
        ),
    ]


PHRASES = _phrases()
TEXTS = st.lists(st.sampled_from(PHRASES), max_size=60).map(" ".join) | st.text(max_size=200)


@pytest.fixture(name="extractor", scope="module")
def _extractor() -> Extractor:
    return Extractor()


def spans(found: Extraction) -> Iterator[Span]:
    """Yield every stretch of text that a node rests on."""
    for nodes in (found.actors, found.events, found.tenures, found.attendances, found.positions):
        for node in nodes:
            yield from node.evidence
    yield from (position.content for position in found.positions if position.content)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_any_text_is_read_the_same_way_twice_with_evidence_in_its_body(
    extractor: Extractor, text: str
) -> None:
    """Whatever a text is, reading it repeats, and proves what it says by words of the body."""
    source = Source(identifier="article", name="article.txt", text=text, sha256="0" * 64)
    found = extractor.extract(source)
    assert found == extractor.extract(source)
    body = found.article.body
    for span in spans(found):
        assert body.begin <= span.begin < span.end <= body.end
        assert text[span.begin : span.end].strip()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_nodes_refer_to_nodes_that_exist(extractor: Extractor, text: str) -> None:
    """Every key that a node names is one of the extraction or, but for persons, of the lexicon."""
    found = extractor.extract(
        Source(identifier="article", name="article.txt", text=text, sha256="0" * 64)
    )
    known = {e.key for e in Lexicon.load().entities.values() if e.kind != "Person"}
    actors = {actor.key for actor in found.actors} | known
    events = {event.key for event in found.events}
    tenures = {tenure.key for tenure in found.tenures}
    for event in found.events:
        assert set(event.parties) <= actors
    for attendance in found.attendances:
        assert attendance.event in events
        assert {attendance.attendee, attendance.represents} - {None} <= actors
        assert attendance.tenure is None or attendance.tenure in tenures
    for position in found.positions:
        assert {position.holder, position.speaker, position.addressee} - {None} <= actors
        assert position.occasion is None or position.occasion in events
    for actor in found.actors:
        assert set(actor.members) <= actors
