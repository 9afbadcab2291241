"""The IRIs of the ontology, its vocabularies and the vocabularies that it uses.

This is the only place that spells them. ``DIP["Meeting"]`` is a term of the ontology,
``concept("stance", "request")`` a concept of a vocabulary; a test checks that every term named in
the code is declared in ``diplograph.ttl``.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

__all__ = [
    "AUTHORITY_BASE",
    "DATA_BASE",
    "DCTERMS",
    "DIP",
    "FOAF",
    "KINDS",
    "NIF",
    "ONTOLOGY",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SCHEMES",
    "SD",
    "SH",
    "SKOS",
    "VOCAB_BASE",
    "VOID",
    "VOID_EXT",
    "XSD",
    "Namespace",
    "concept",
    "prefixes",
]


@dataclass(frozen=True, slots=True)
class Namespace:
    """A namespace whose terms are taken by name: ``DIP["Meeting"]``."""

    iri: str

    def __getitem__(self, name: str) -> NamedNode:
        """Return the term with this local name."""
        return NamedNode(self.iri + name)


#: The ontology itself, without the fragment.
ONTOLOGY: Final = NamedNode("https://w3id.org/diplograph/ontology")
#: Vocabularies are SKOS concept schemes under this IRI, one folder a scheme.
VOCAB_BASE: Final = "https://w3id.org/diplograph/vocab/"
#: Authority files are named graphs under this IRI.
AUTHORITY_BASE: Final = "https://w3id.org/diplograph/authority/"
#: Where data lives unless a setting says otherwise: ``…/id/KIND/KEY``.
DATA_BASE: Final = "https://w3id.org/diplograph/id/"

DIP: Final = Namespace(ONTOLOGY.value + "#")
DCTERMS: Final = Namespace("http://purl.org/dc/terms/")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
NIF: Final = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA: Final = Namespace("https://schema.org/")
SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
VOID: Final = Namespace("http://rdfs.org/ns/void#")
VOID_EXT: Final = Namespace("http://ldf.fi/void-ext#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")

#: Concept schemes, one a file, each of which gets a prefix of its own in what is written.
SCHEMES: Final = tuple(
    sorted(path.stem for path in (Path(__file__).resolve().parent / "vocab").glob("*.ttl"))
)

#: Kinds of data, each of which gets a prefix of its own: a key has no slash in it.
KINDS: Final = (
    "article",
    "attendance",
    "collective",
    "corrections",
    "dataset",
    "event",
    "evidence",
    "meeting",
    "membership",
    "organization",
    "person",
    "place",
    "position",
    "series",
    "software",
    "state",
    "tenure",
)

_COMMON_PREFIXES: Final = {
    "dcterms": DCTERMS.iri,
    "dip": DIP.iri,
    "foaf": FOAF.iri,
    "nif": NIF.iri,
    "org": "http://www.w3.org/ns/org#",
    "owl": OWL.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "sd": SD.iri,
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": SH.iri,
    "skos": SKOS.iri,
    "void": VOID.iri,
    "void-ext": VOID_EXT.iri,
    "wd": "http://www.wikidata.org/entity/",
    "xsd": XSD.iri,
}


def concept(scheme: str, name: str) -> NamedNode:
    """Return the IRI of a concept.

    >>> concept("stance", "request").value
    'https://w3id.org/diplograph/vocab/stance/request'
    """
    return NamedNode(f"{VOCAB_BASE}{scheme}/{name}")


def prefixes(base: str = DATA_BASE) -> dict[str, str]:
    """Return the prefixes that every export and every endpoint declares.

    Args:
        base: The IRI that data lives under.

    Returns:
        Prefix to namespace, in alphabetical order. Data and vocabularies have a prefix for each
        kind and each scheme, so that names in Turtle stay short and need no escapes.
    """
    found = dict(_COMMON_PREFIXES)
    found |= {f"v-{scheme}": f"{VOCAB_BASE}{scheme}/" for scheme in SCHEMES}
    found |= {kind: f"{base}{kind}/" for kind in KINDS}
    return dict(sorted(found.items()))


#: The prefixes for the usual base.
PREFIXES: Final = prefixes()
