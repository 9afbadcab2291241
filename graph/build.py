"""Turns an extraction into quads, by the graph contract (``docs/ontology.md``).

Pure: the same extraction always gives the same quads in the same order. All of them stand in the
named graph whose IRI is the article's, so that dropping that graph drops the article whole.
Actors, places and series of the authority files are referred to and not described again; the
English name of a meeting comes from that of its series.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from diplograph.ontology.iris import evidence_key
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import (
    Actor,
    Article,
    Attendance,
    Event,
    Extraction,
    PartialDate,
    Place,
    Position,
    Series,
    Software,
    Span,
    Tenure,
)
from diplograph.ontology.terms import (
    DATA_BASE,
    DCTERMS,
    DIP,
    NIF,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    XSD,
    concept,
)

__all__ = ["article_iri", "quads", "software_iri"]

_Term = NamedNode | Literal
_LABEL_LENGTH = 80


def article_iri(key: str, base: str = DATA_BASE) -> NamedNode:
    """Return the IRI of an article, which is also that of its named graph."""
    return NamedNode(base + key)


def software_iri(software: Software, base: str = DATA_BASE) -> NamedNode:
    """Return the IRI of the software and rules that made an extraction."""
    return NamedNode(f"{base}software/{software.version}_{software.ruleset[:12]}")


def quads(extraction: Extraction, base: str = DATA_BASE) -> list[Quad]:
    """Return the facts of an article.

    Args:
        extraction: What was read out of it.
        base: The IRI that data lives under.

    Returns:
        Quads of one named graph, sorted, without duplicates and without blank nodes.
    """
    writer = _Writer(extraction, base)
    return sorted(set(writer.quads()), key=str)


class _Writer:
    """Writes the quads of one article."""

    def __init__(self, extraction: Extraction, base: str) -> None:
        self._extraction = extraction
        self._article = extraction.article
        self._base = base
        self._graph = article_iri(self._article.key, base)
        self._series_en = {series.key: series.label_en for series in extraction.series}

    def quads(self) -> Iterator[Quad]:
        extraction = self._extraction
        yield from self._about_article(extraction.article, extraction.software)
        for actor in extraction.actors:
            yield from self._about_actor(actor)
        for place in extraction.places:
            yield from self._about_place(place)
        for series in extraction.series:
            yield from self._about_series(series)
        for event in extraction.events:
            yield from self._about_event(event)
        for tenure in extraction.tenures:
            yield from self._about_tenure(tenure)
        for attendance in extraction.attendances:
            yield from self._about_attendance(attendance)
        for position in extraction.positions:
            yield from self._about_position(position)

    def _node(self, key: str) -> NamedNode:
        return NamedNode(self._base + key)

    def _facts(
        self, subject: NamedNode, facts: Iterable[tuple[NamedNode, _Term | None]]
    ) -> Iterator[Quad]:
        for predicate, value in facts:
            if value is not None:
                yield Quad(subject, predicate, value, self._graph)

    def _each(
        self, subject: NamedNode, predicate: NamedNode, values: Iterable[_Term]
    ) -> Iterator[Quad]:
        return self._facts(subject, ((predicate, value) for value in values))

    def _link(self, key: str | None) -> NamedNode | None:
        return self._node(key) if key else None

    def _about_article(self, article: Article, software: Software) -> Iterator[Quad]:
        maker = software_iri(software, self._base)
        language = article.language
        yield from self._facts(
            self._graph,
            [
                (RDF["type"], DIP["Article"]),
                (RDFS["label"], _vietnamese(article.headline or article.identifier)),
                (SCHEMA["headline"], _tagged(article.headline, language)),
                (SCHEMA["inLanguage"], _string(language)),
                (SCHEMA["datePublished"], _date_of(article)),
                (SCHEMA["url"], _iri(article.url)),
                (SCHEMA["publisher"], _string(article.publisher)),
                (SCHEMA["text"], _string(article.text)),
                (DCTERMS["identifier"], _string(article.identifier)),
                (DIP["sha256"], _string(article.sha256)),
                (DIP["bodyBegin"], _count(article.body.begin)),
                (DIP["bodyEnd"], _count(article.body.end)),
                (PROV["wasGeneratedBy"], maker),
            ],
        )
        yield from self._facts(
            maker,
            [
                (RDF["type"], PROV["Activity"]),
                (RDFS["label"], _vietnamese(f"diplograph {software.version}")),
                (RDFS["label"], _english(f"diplograph {software.version}")),
                (SCHEMA["softwareVersion"], _string(software.version)),
                (DIP["ruleset"], _string(software.ruleset)),
            ],
        )

    def _proof(
        self, subject: NamedNode, spans: Iterable[Span], confidence: float | None = None
    ) -> Iterator[Quad]:
        """Write the evidence of a node, and how far to trust it."""
        for span in spans:
            evidence = self._node(evidence_key(self._article.key, span))
            words = self._article.text[span.begin : span.end]
            yield from self._facts(subject, [(DIP["evidence"], evidence)])
            yield from self._facts(
                evidence,
                [
                    (RDF["type"], DIP["Evidence"]),
                    (RDFS["label"], _vietnamese(_short(words))),
                    (DIP["source"], self._graph),
                    (NIF["beginIndex"], _count(span.begin)),
                    (NIF["endIndex"], _count(span.end)),
                    (NIF["anchorOf"], _string(words)),
                ],
            )
        if confidence is not None:
            yield from self._facts(subject, [(DIP["confidence"], _decimal(confidence))])

    def _about_actor(self, actor: Actor) -> Iterator[Quad]:
        node = self._node(actor.key)
        yield from self._each(node, RDF["type"], (DIP["Actor"], DIP[actor.kind]))
        yield from self._facts(node, [(RDFS["label"], _vietnamese(actor.label))])
        yield from self._each(node, SKOS["altLabel"], map(_vietnamese, actor.alt_labels))
        yield from self._each(node, DIP["hasMember"], map(self._node, actor.members))
        yield from self._proof(node, actor.evidence, actor.confidence)

    def _about_place(self, place: Place) -> Iterator[Quad]:
        node = self._node(place.key)
        yield from self._facts(
            node, [(RDF["type"], SCHEMA["Place"]), (RDFS["label"], _vietnamese(place.label))]
        )
        yield from self._proof(node, place.evidence)

    def _about_series(self, series: Series) -> Iterator[Quad]:
        node = self._node(series.key)
        yield from self._facts(
            node,
            [
                (RDF["type"], DIP["MeetingSeries"]),
                (RDFS["label"], _vietnamese(series.label)),
                (RDFS["label"], _english(series.label_en)),
            ],
        )
        yield from self._proof(node, series.evidence)

    def _about_event(self, event: Event) -> Iterator[Quad]:
        node = self._node(event.key)
        kinds = (DIP["Event"], DIP["Meeting"]) if event.is_meeting else (DIP["Event"],)
        yield from self._each(node, RDF["type"], kinds)
        yield from self._facts(
            node,
            [
                (RDFS["label"], _vietnamese(event.label)),
                (RDFS["label"], _english(self._event_name_en(event))),
                (DIP["inSeries"], self._link(event.series)),
                (DIP["ordinal"], _positive(event.ordinal)),
                (DIP["kind"], concept("kind", event.kind)),
                (DIP["level"], _concept("level", event.level)),
                (DIP["mode"], _concept("mode", event.mode)),
                (DIP["status"], concept("status", event.status)),
                (DIP["date"], _date(event.date)),
                (DIP["endDate"], _date(event.end_date)),
                (DIP["dateBasis"], _concept("date-basis", event.date_basis)),
                (DIP["place"], self._link(event.place)),
                (DIP["partOf"], self._link(event.part_of)),
            ],
        )
        yield from self._each(node, SKOS["altLabel"], map(_vietnamese, event.alt_labels))
        yield from self._each(node, DIP["party"], map(self._node, event.parties))
        yield from self._each(node, DIP["about"], (concept("issue", i) for i in event.about))
        yield from self._proof(node, event.evidence, event.confidence)

    def _event_name_en(self, event: Event) -> str | None:
        """Return "17th ASEAN-Russia SOM" for the meeting of that number in a series so named."""
        known = Lexicon.load().entities.get(event.series or "")
        series = known.label_en if known else self._series_en.get(event.series or "")
        return f"{_in_english(event.ordinal)} {series}" if series and event.ordinal else None

    def _about_tenure(self, tenure: Tenure) -> Iterator[Quad]:
        node = self._node(tenure.key)
        yield from self._facts(
            node,
            [
                (RDF["type"], DIP["Tenure"]),
                (RDFS["label"], _vietnamese(tenure.office)),
                (DIP["holderOfTenure"], self._node(tenure.person)),
                (DIP["office"], _vietnamese(tenure.office)),
                (DIP["post"], _concept("post", tenure.post)),
                (DIP["ofOrganization"], self._link(tenure.organization)),
                (DIP["attestedOn"], _date(tenure.attested_on)),
            ],
        )
        yield from self._proof(node, tenure.evidence, tenure.confidence)

    def _about_attendance(self, attendance: Attendance) -> Iterator[Quad]:
        node, event = self._node(attendance.key), self._node(attendance.event)
        attendee = self._node(attendance.attendee)
        words = self._words(attendance.evidence)
        yield from self._facts(
            node,
            [
                (RDF["type"], DIP["Attendance"]),
                (RDFS["label"], _vietnamese(words)),
                (DIP["event"], event),
                (DIP["attendee"], attendee),
                (DIP["represents"], self._link(attendance.represents)),
                (DIP["tenure"], self._link(attendance.tenure)),
            ],
        )
        yield from self._each(node, DIP["role"], (concept("role", r) for r in attendance.roles))
        yield from self._facts(event, [(DIP["participant"], attendee)])
        yield from self._proof(node, attendance.evidence, attendance.confidence)

    def _about_position(self, position: Position) -> Iterator[Quad]:
        node = self._node(position.key)
        content = (position.content,) if position.content else ()
        yield from self._facts(
            node,
            [
                (RDF["type"], DIP["Position"]),
                (RDFS["label"], _vietnamese(self._words(position.evidence))),
                (DIP["holder"], self._node(position.holder)),
                (DIP["stance"], concept("stance", position.stance)),
                (DIP["speaker"], self._link(position.speaker)),
                (DIP["addressee"], self._link(position.addressee)),
                (DIP["occasion"], self._link(position.occasion)),
                (DIP["speechType"], concept("speech", position.speech)),
                (DIP["rule"], _string(position.rule)),
            ],
        )
        for span in content:
            words = self._article.text[span.begin : span.end].strip()
            literal = _tagged(words, self._article.language) if words else None
            yield from self._facts(node, [(DIP["content"], literal)])
        yield from self._each(node, DIP["issue"], (concept("issue", i) for i in position.issues))
        yield from self._proof(node, position.evidence, position.confidence)

    def _words(self, spans: tuple[Span, ...]) -> str:
        if not spans:
            return self._article.identifier
        return _short(self._article.text[spans[0].begin : spans[0].end])


def _short(words: str) -> str:
    """Return words as a label: on one line and not too long."""
    line = " ".join(words.split())
    return line if len(line) <= _LABEL_LENGTH else line[: _LABEL_LENGTH - 1].rstrip() + "…"


def _in_english(ordinal: int) -> str:
    """Return an ordinal in figures: 1st, 2nd, 3rd, 4th, 11th."""
    ending = (
        "th" if ordinal % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(ordinal % 10)
    )
    return f"{ordinal}{ending or 'th'}"


def _concept(scheme: str, name: str | None) -> NamedNode | None:
    return concept(scheme, name) if name else None


def _string(value: str | None) -> Literal | None:
    return Literal(value) if value is not None else None


def _iri(value: str | None) -> _Term | None:
    """Return an IRI where the value is one, else a string: a wrong URL is no reason to fail."""
    if value is None:
        return None
    try:
        return NamedNode(value)
    except ValueError:
        return Literal(value)


def _tagged(value: str | None, language: str | None) -> Literal | None:
    return Literal(value, language=language or "und") if value is not None else None


def _vietnamese(value: str) -> Literal:
    return Literal(value, language="vi")


def _english(value: str | None) -> Literal | None:
    return Literal(value, language="en") if value else None


def _count(value: int) -> Literal:
    return Literal(str(value), datatype=XSD["nonNegativeInteger"])


def _positive(value: int | None) -> Literal | None:
    return Literal(str(value), datatype=XSD["positiveInteger"]) if value else None


def _decimal(value: float) -> Literal:
    return Literal(str(Decimal(str(value)).normalize()), datatype=XSD["decimal"])


def _date(value: PartialDate | None) -> Literal | None:
    return Literal(value.isoformat(), datatype=XSD[value.datatype]) if value else None


def _date_of(article: Article) -> Literal | None:
    published = article.published
    return Literal(published.isoformat(), datatype=XSD["date"]) if published else None
