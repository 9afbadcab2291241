"""Makes a graph of any size in the shape of the ontology, and publishes it as a store.

Usage: ``python benchmarks/generate.py STORE ARTICLES``. Each article has a graph of its own with
the meeting that it reports, three positions taken there, and their evidence: 65 statements in all,
so that 77,000 articles are five million. Ontology, vocabularies and authority files lie beside them
as in any store. The same call makes the same graph.
"""

import hashlib
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from diplograph.graph.store import Writer
from diplograph.ontology.terms import (
    DCTERMS,
    DIP,
    NIF,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    XSD,
)

_STATES = (
    *("vn", "la", "kh", "th", "jp", "us", "cn", "ru", "fr", "de", "au", "in", "kr", "id", "my"),
)
_ISSUES = ("security", "hot-spots", "sea", "order", "economy", "society", "agriculture")
_STANCES = ("support", "oppose", "encourage")
_LEVELS = ("leaders", "ministerial")
_TEXT = "hợp tác hòa bình ổn định biển thương mại đầu tư an ninh khí hậu nhân dân phát triển"
_WORDS = _TEXT.split()
_FIRST_DAY = date(2013, 1, 1)
_DAYS = 3287
#: Meetings that are each a part of the next.
_CHAIN = 600

Fact = tuple[NamedNode, NamedNode, NamedNode | Literal]


def main() -> int:
    """Make a store, unless it is there already."""
    store, articles = Path(sys.argv[1]), int(sys.argv[2])
    if (store / "current").exists():
        print(f"{store}: is there already")
        return 0
    with Writer(store) as writer:
        writer.load_ontology()
    primary = Store(str(store / "primary"))
    primary.bulk_extend(_quads(articles))
    primary.optimize()
    del primary
    with Writer(store) as writer:
        snapshot = writer.publish()
    print(snapshot and snapshot.manifest)
    return 0


def _quads(articles: int) -> Iterator[Quad]:
    chance = random.Random(1)
    for number in range(articles):
        graph = _named("article", f"a{number}")
        for fact in _facts(number, graph, chance):
            yield Quad(*fact, graph)


def _facts(number: int, article: NamedNode, chance: random.Random) -> Iterator[Fact]:
    """Yield what one article says."""
    title = Literal(f"Tin số {number}: {_words(chance, 6)}", language="vi")
    yield article, RDF["type"], DIP["Article"]
    yield article, RDFS["label"], title
    yield article, SCHEMA["headline"], title
    yield article, SCHEMA["inLanguage"], Literal("vi")
    yield article, DCTERMS["identifier"], Literal(f"a{number}")
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    yield article, DIP["sha256"], Literal(digest)
    yield article, PROV["wasGeneratedBy"], _named("software", "generator")
    meeting = _named("meeting", f"m{number}")
    yield from _meeting(number, meeting, chance)
    for place in range(3):
        yield from _position(f"a{number}_p{place}", article, meeting, chance)


def _meeting(number: int, meeting: NamedNode, chance: random.Random) -> Iterator[Fact]:
    day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
    yield meeting, RDF["type"], DIP["Event"]
    yield meeting, RDF["type"], DIP["Meeting"]
    yield meeting, RDFS["label"], Literal(f"cuộc gặp {number}", language="vi")
    yield meeting, DIP["date"], Literal(day.isoformat(), datatype=XSD["date"])
    yield meeting, DIP["level"], _named("v-level", chance.choice(_LEVELS))
    for state in chance.sample(_STATES, 2):
        yield meeting, DIP["participant"], _named("state", state)
    yield meeting, DIP["confidence"], Literal("0.85", datatype=XSD["decimal"])
    if number % _CHAIN:
        yield _named("meeting", f"m{number - 1}"), DIP["partOf"], meeting


def _position(
    key: str, article: NamedNode, meeting: NamedNode, chance: random.Random
) -> Iterator[Fact]:
    position, evidence = _named("position", key), _named("evidence", key)
    words = Literal(_words(chance, 12), language="vi")
    begin = chance.randrange(5000)
    yield position, RDF["type"], DIP["Position"]
    yield position, RDFS["label"], words
    yield position, DIP["holder"], _named("state", chance.choice(_STATES))
    yield position, DIP["stance"], _named("v-stance", chance.choice(_STANCES))
    yield position, DIP["issue"], _named("v-issue", chance.choice(_ISSUES))
    yield position, DIP["occasion"], meeting
    yield position, DIP["content"], words
    yield position, DIP["confidence"], Literal("0.74", datatype=XSD["decimal"])
    yield position, DIP["rule"], Literal("generated")
    yield position, DIP["evidence"], evidence
    if chance.random() < 0.3:
        yield position, DIP["addressee"], _named("state", chance.choice(_STATES))
    yield evidence, RDF["type"], DIP["Evidence"]
    yield evidence, RDFS["label"], words
    yield evidence, NIF["anchorOf"], Literal(words.value)
    yield evidence, NIF["beginIndex"], Literal(begin)
    yield evidence, NIF["endIndex"], Literal(begin + len(words.value))
    yield evidence, DIP["source"], article


def _words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choices(_WORDS, k=number))


def _named(kind: str, key: str) -> NamedNode:
    return NamedNode(PREFIXES[kind] + key)


if __name__ == "__main__":
    sys.exit(main())
