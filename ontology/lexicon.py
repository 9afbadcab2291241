"""What the Turtle files say, as records: concepts with their wordings, authority nodes with names.

Reads ``ontology/*.ttl``; called by extraction (which matches the wordings), by the graph (which
labels nodes) and by scoring (which compares actors by name). A wording that is added to a file
takes effect at the next start, without code.

Wordings are those tagged ``vi`` or untagged; authority nodes are also matched by their names in
other languages, as Vietnamese papers write "Australia" and "Facebook" as they are.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Self

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from diplograph.ontology.errors import VocabularyError
from diplograph.ontology.files import OntologyFile, ontology_files
from diplograph.ontology.terms import DATA_BASE, DIP, RDF, RDFS, SCHEMA, SKOS, VOCAB_BASE

__all__ = ["Concept", "Entity", "Lexicon"]

_NAME_PROPERTIES = (SKOS["prefLabel"], SKOS["altLabel"], SKOS["hiddenLabel"])


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a vocabulary."""

    scheme: str
    name: str
    label: str
    label_en: str | None
    #: Every Vietnamese label: preferred, alternative, hidden.
    forms: tuple[str, ...]
    #: The hidden labels alone: wordings that extraction recognises, where labels only describe.
    wordings: tuple[str, ...]
    broader: str | None = None
    #: The level of a meeting that a post or an event name implies.
    level: str | None = None
    #: A number that the concept stands for, such as the month of a month's name.
    notation: str | None = None
    #: Of an issue: 0 for one that counts only where no other is named, 2 for the usual one.
    specificity: int = 2


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the authority files: an actor, a place or a series of meetings."""

    key: str
    #: Local name of its class: State, Organization, CollectiveActor, Person, Place, MeetingSeries.
    kind: str
    label: str
    label_en: str | None
    #: Names in any language, without those of other things that stand for it.
    names: tuple[str, ...]
    #: Names of a capital or government that the press uses for the state.
    metonyms: tuple[str, ...] = ()
    #: Of a state: names that mean it only beside another one, as in "Mỹ-Triều".
    short_names: tuple[str, ...] = ()
    iso_code: str | None = None
    notation: str | None = None
    members: tuple[str, ...] = ()
    #: Of a series: whose sides, level, portfolio and kind its meetings have.
    parties: tuple[str, ...] = ()
    level: str | None = None
    portfolio: str | None = None
    event_kind: str | None = None
    #: Of a place: the state that it lies in.
    within: str | None = None
    #: Of a person: the actor that the person stands for.
    affiliation: str | None = None
    is_female: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All concepts and authority nodes, by name."""

    #: By scheme, then by name.
    schemes: Mapping[str, Mapping[str, Concept]]
    #: By key.
    entities: Mapping[str, Entity]
    #: Of the files, in hexadecimal.
    digest: str
    _by_kind: dict[str, tuple[Entity, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    @cache
    def load(cls) -> Self:
        """Read the project's own Turtle files, once in a process."""
        return cls.read(ontology_files())

    @classmethod
    def read(cls, files: Iterable[OntologyFile]) -> Self:
        """Read Turtle files.

        Raises:
            VocabularyError: A file is missing or no Turtle; names file and line.
        """
        digest = hashlib.sha256()
        facts = _Facts()
        for file in files:
            content = _content(file)
            digest.update(content)
            for quad in _quads(file, content):
                facts.add(quad)
        schemes: dict[str, dict[str, Concept]] = defaultdict(dict)
        for concept in map(facts.concept, facts.instances(SKOS["Concept"])):
            schemes[concept.scheme][concept.name] = concept
        entities: dict[str, Entity] = {}
        for kind in ("State", "Organization", "CollectiveActor", "MeetingSeries"):
            entities |= {e.key: e for e in facts.entities(DIP[kind], kind)}
        for kind in ("Person", "Place"):
            entities |= {e.key: e for e in facts.entities(SCHEMA[kind], kind)}
        return cls(dict(schemes), entities, digest.hexdigest())

    def concepts(self, scheme: str) -> tuple[Concept, ...]:
        """Return the concepts of a scheme in the order of their names; none if it is unknown."""
        found = self.schemes.get(scheme, {})
        return tuple(found[name] for name in sorted(found))

    def concept(self, scheme: str, name: str) -> Concept:
        """Return a concept.

        Raises:
            KeyError: There is none of that name.
        """
        return self.schemes[scheme][name]

    def wordings(self, scheme: str, name: str) -> tuple[str, ...]:
        """Return the wordings of a concept."""
        return self.concept(scheme, name).wordings

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        """Return the authority nodes of a class, in the order of their keys."""
        if kind not in self._by_kind:
            self._by_kind[kind] = tuple(
                self.entities[key]
                for key in sorted(self.entities)
                if self.entities[key].kind == kind
            )
        return self._by_kind[kind]


def _content(file: OntologyFile) -> bytes:
    try:
        return file.path.read_bytes()
    except OSError as error:
        raise VocabularyError(f"cannot be read: {error.strerror}", file.path) from error


def _quads(file: OntologyFile, content: bytes) -> Iterable[Quad]:
    try:
        yield from parse(content, RdfFormat.TURTLE)
    except SyntaxError as error:
        raise VocabularyError(f"is no Turtle: {error.msg}", file.path, error.lineno) from error


class _Facts:
    """The statements of all files, by subject and property."""

    def __init__(self) -> None:
        self._objects: dict[tuple[str, str], list[NamedNode | Literal]] = defaultdict(list)
        self._instances: dict[str, list[str]] = defaultdict(list)

    def add(self, quad: Quad) -> None:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            return
        self._objects[subject.value, quad.predicate.value].append(value)
        if quad.predicate == RDF["type"] and isinstance(value, NamedNode):
            self._instances[value.value].append(subject.value)

    def instances(self, kind: NamedNode) -> list[str]:
        return self._instances[kind.value]

    def entities(self, iri: NamedNode, kind: str) -> Iterable[Entity]:
        return (self._entity(subject, kind) for subject in self.instances(iri))

    def concept(self, iri: str) -> Concept:
        scheme, name = iri.removeprefix(VOCAB_BASE).split("/", 1)
        return Concept(
            scheme=scheme,
            name=name,
            label=self._label(iri, "vi") or name,
            label_en=self._label(iri, "en"),
            forms=self._names(iri, _NAME_PROPERTIES, ("vi", None)),
            wordings=self._names(iri, (SKOS["hiddenLabel"],), ("vi", None)),
            broader=self._concept_name(iri, SKOS["broader"]),
            level=self._concept_name(iri, DIP["level"]),
            notation=self._text(iri, SKOS["notation"]),
            specificity=int(self._text(iri, DIP["specificity"]) or 2),
        )

    def _entity(self, iri: str, kind: str) -> Entity:
        return Entity(
            key=iri.removeprefix(DATA_BASE),
            kind=kind,
            label=self._label(iri, "vi") or iri,
            label_en=self._label(iri, "en"),
            names=self._names(iri, _NAME_PROPERTIES, None),
            metonyms=self._texts(iri, DIP["metonym"]),
            short_names=self._texts(iri, DIP["shortName"]),
            iso_code=self._text(iri, DIP["isoCode"]),
            notation=self._text(iri, SKOS["notation"]),
            members=self._keys(iri, DIP["hasMember"]),
            parties=self._keys(iri, DIP["party"]),
            level=self._concept_name(iri, DIP["level"]),
            portfolio=self._concept_name(iri, DIP["portfolio"]),
            event_kind=self._concept_name(iri, DIP["kind"]),
            within=next(iter(self._keys(iri, SCHEMA["containedInPlace"])), None),
            affiliation=next(iter(self._keys(iri, SCHEMA["affiliation"])), None),
            is_female=bool(self._objects[iri, SCHEMA["gender"].value]),
        )

    def _label(self, iri: str, language: str) -> str | None:
        for value in self._objects[iri, RDFS["label"].value]:
            if isinstance(value, Literal) and value.language == language:
                return value.value
        return None

    def _names(
        self, iri: str, terms: tuple[NamedNode, ...], languages: tuple[str | None, ...] | None
    ) -> tuple[str, ...]:
        found = (
            value.value
            for term in terms
            for value in self._objects[iri, term.value]
            if isinstance(value, Literal) and (languages is None or value.language in languages)
        )
        return tuple(dict.fromkeys(found))

    def _texts(self, iri: str, term: NamedNode) -> tuple[str, ...]:
        found = self._objects[iri, term.value]
        return tuple(dict.fromkeys(value.value for value in found if isinstance(value, Literal)))

    def _text(self, iri: str, term: NamedNode) -> str | None:
        return next(iter(self._texts(iri, term)), None)

    def _keys(self, iri: str, term: NamedNode) -> tuple[str, ...]:
        found = self._objects[iri, term.value]
        return tuple(sorted(value.value.removeprefix(DATA_BASE) for value in found))

    def _concept_name(self, iri: str, term: NamedNode) -> str | None:
        found = [value.value for value in self._objects[iri, term.value]]
        return found[0].rsplit("/", 1)[1] if found else None
