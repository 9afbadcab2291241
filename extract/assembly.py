"""Puts what the components wrote on a doc together into an extraction.

Only what is referred to is kept: a person who neither attends nor speaks is no part of the graph.
"""

from collections.abc import Iterable

from spacy.tokens import Doc

from diplograph.extract.annotations import Person
from diplograph.extract.body import Body
from diplograph.extract.readers import Source
from diplograph.extract.ruleset import software
from diplograph.ontology.model import Actor, Article, Extraction, Span

__all__ = ["assemble"]

#: A name behind a title is a person's as good as always (``benchmarks/persons.py``).
_PERSON_CONFIDENCE = 0.95


def assemble(source: Source, body: Body, doc: Doc) -> Extraction:
    """Return the extraction of an article.

    Args:
        source: The article as it was read.
        body: Where its body lies.
        doc: What the pipeline wrote.
    """
    referred = _referred(doc)
    actors = [
        *(_person(person) for person in doc._.people if person.key in referred),
        *_merged((*doc._.collectives, *doc._.holders)),
    ]
    return Extraction(
        article=_article(source, body, doc),
        software=software(),
        actors=tuple(sorted(actors, key=lambda actor: actor.key)),
        places=doc._.new_places,
        series=doc._.new_series,
        events=doc._.events,
        tenures=tuple(tenure for tenure in doc._.tenures if tenure.person in referred),
        attendances=doc._.attendances,
        positions=doc._.positions,
    )


def _referred(doc: Doc) -> set[str | None]:
    keys: set[str | None] = {key for event in doc._.events for key in event.parties}
    for attendance in doc._.attendances:
        keys |= {attendance.attendee, attendance.represents}
    for position in doc._.positions:
        keys |= {position.holder, position.speaker, position.addressee}
    for collective in (*doc._.collectives, *doc._.holders):
        keys |= set(collective.members)
    return keys


def _person(person: Person) -> Actor:
    return Actor(
        key=person.key,
        kind="Person",
        label=person.name,
        evidence=person.mentions[:1],
        confidence=_PERSON_CONFIDENCE,
        alt_labels=person.other_names,
    )


def _merged(actors: Iterable[Actor]) -> list[Actor]:
    """Return one actor for each key: the first that was found."""
    found: dict[str, Actor] = {}
    for actor in actors:
        found.setdefault(actor.key, actor)
    return list(found.values())


def _article(source: Source, body: Body, doc: Doc) -> Article:
    headline = source.headline or _text(source.text, body.headline)
    return Article(
        key=doc._.article,
        identifier=source.identifier,
        text=source.text,
        sha256=source.sha256,
        body=body.span,
        language=source.language or "vi",
        headline=headline,
        published=source.published or body.published,
        url=source.url,
        publisher=source.publisher,
    )


def _text(text: str, span: Span | None) -> str | None:
    return " ".join(text[span.begin : span.end].split()) if span else None
