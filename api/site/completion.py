"""What the query editor offers to complete: terms of the ontology, and nodes by their names."""

from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from diplograph.api.site.tables import Tables
from diplograph.ontology.files import ontology_files
from diplograph.ontology.terms import DIP, OWL, PREFIXES, RDF, VOCAB_BASE

__all__ = ["complete", "terms"]

_MOST = 40
_CLASSES = (OWL["Class"],)
_PROPERTIES = (OWL["ObjectProperty"], OWL["DatatypeProperty"], OWL["AnnotationProperty"])
#: Terms of other vocabularies that the graph uses.
_OTHERS = (
    *("rdf:type", "rdfs:label", "skos:altLabel", "skos:prefLabel", "skos:broader"),
    *("skos:exactMatch", "nif:anchorOf", "nif:beginIndex", "nif:endIndex", "schema:headline"),
    *("schema:datePublished", "schema:publisher", "schema:text", "schema:url"),
    *("schema:inLanguage", "prov:wasGeneratedBy", "dcterms:identifier"),
)


@cache
def terms() -> dict[str, list[str]]:
    """Return the IRIs of classes and properties, for the editor."""
    quads = list(parse(ontology_files()[0].path.read_bytes(), RdfFormat.TURTLE))
    declared = {
        name: sorted(
            {
                quad.subject.value
                for quad in quads
                if isinstance(quad.subject, NamedNode)
                and quad.predicate == RDF["type"]
                and quad.object in kinds
                and quad.subject.value.startswith(DIP.iri)
            }
        )
        for name, kinds in (("classes", _CLASSES), ("properties", _PROPERTIES))
    }
    others = (name.split(":") for name in _OTHERS)
    declared["properties"] += [PREFIXES[prefix] + name for prefix, name in others]
    return declared


def complete(tables: Tables, prefix: str, text: str, base: str) -> list[str]:
    """Return the IRIs of nodes of a kind whose key or name has a text in it.

    Args:
        tables: Where they are.
        prefix: The kind: ``state``, or ``v-issue``.
        text: What was written after it.
        base: The IRI that data lives under.
    """
    folder = f"{prefix.removeprefix('v-')}/"
    rows = tables.rows(
        """SELECT DISTINCT key FROM node WHERE key LIKE ?1 || '%'
           AND (key LIKE '%' || ?2 || '%' OR label LIKE '%' || ?2 || '%'
                OR label_en LIKE '%' || ?2 || '%') ORDER BY key LIMIT ?3""",
        *(folder, text, _MOST),
    )
    start = VOCAB_BASE if prefix.startswith("v-") else base
    return [start + str(row[0]) for row in rows]
