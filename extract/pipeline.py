"""The extraction: an article in, everything that was read out of it out.

Builds the spaCy pipeline of ``annotations.py`` and runs it over the body of an article. The doc has
the length of the stored text, so offsets need no map: what lies outside the body is blanked and
letters are folded one for one.
"""

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract import (
    attendance,
    dates,
    entities,
    meetings,
    persons,
    positions,
    sentences,
)
from diplograph.extract.annotations import register_extensions
from diplograph.extract.assembly import assemble
from diplograph.extract.body import Body, zones
from diplograph.extract.language import blank
from diplograph.extract.normalize import fold
from diplograph.extract.readers import Source
from diplograph.extract.ruleset import software
from diplograph.ontology.iris import article_key
from diplograph.ontology.model import Extraction, Software

__all__ = ["COMPONENTS", "Extractor", "make_pipeline"]

#: The components in the order in which they run; importing their modules registers them.
COMPONENTS = tuple(
    module.__name__.rsplit(".", 1)[1]
    for module in (sentences, entities, dates, persons, meetings, positions, attendance)
)


def make_pipeline() -> Language:
    """Return the pipeline with all components; takes about a second."""
    register_extensions()
    nlp = blank()
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


class Extractor:
    """Reads articles. Give each process one of its own; it keeps nothing between articles.

    Attributes:
        nlp: The spaCy pipeline.
    """

    def __init__(self) -> None:
        """Build the pipeline."""
        self.nlp = make_pipeline()

    @property
    def software(self) -> Software:
        """What signs the extractions."""
        return software()

    def extract(self, source: Source) -> Extraction:
        """Read one article.

        Args:
            source: The article as ``readers.py`` gives it.

        Returns:
            What it says. An article without diplomacy gives an extraction with an article alone.
        """
        body = zones(source.text)
        return assemble(source, body, self.annotate(source, body))

    def annotate(self, source: Source, body: Body) -> Doc:
        """Return the doc with what every component wrote on it, for development and tests."""
        doc = self.nlp.make_doc(_visible(source.text, body))
        doc._.article = article_key(source.identifier)
        doc._.published = source.published or body.published
        doc._.zones = tuple(zone for zone in body.zones if zone.is_article)
        return self.nlp(doc)


def _visible(text: str, body: Body) -> str:
    """Return the folded text of the body's zones, with all else blanked, in the same length."""
    visible = ["\n" if character == "\n" else " " for character in text]
    for zone in (zone for zone in body.zones if zone.is_article):
        visible[zone.span.begin : zone.span.end] = text[zone.span.begin : zone.span.end]
    return fold("".join(visible))
