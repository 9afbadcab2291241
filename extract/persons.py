"""Finds the persons of an article: names, offices, sides, and what takes them up.

Reads ``doc.sents``, ``doc._.zones``, ``doc._.actors`` and ``doc._.article``; writes
``doc._.people`` and ``doc._.person_mentions``, and drops from ``doc._.actors`` the names of states
that are syllables of a person's name. ``phrase_reader.py`` reads the noun phrases,
``person_links.py`` groups names, ``affiliation.py`` tells the sides, ``person_reference.py``
resolves what has no name.

Limits: a name without any title, honorific or apposition in the whole article is no person, unless
it is one of ``authority/persons.ttl``; of cataphora only titles with a state or a field are
resolved.
"""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.affiliation import Affiliations
from diplograph.extract.annotations import Office, Person, PersonMention
from diplograph.extract.known_persons import KnownPersons
from diplograph.extract.offices import OfficePhrase, Posts
from diplograph.extract.person_cues import PersonCueFinder
from diplograph.extract.person_links import Individual, NameLinker
from diplograph.extract.person_phrases import PersonPhrase
from diplograph.extract.person_reference import Reference, ReferenceReader
from diplograph.extract.phrase_reader import PhraseReader
from diplograph.ontology.iris import person_key
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Span

__all__ = ["PersonFinder", "make_person_finder"]


class PersonFinder:
    """Finds persons in docs."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        """Build the matchers from the vocabularies."""
        self._cues = PersonCueFinder(nlp, lexicon)
        self._posts = Posts(lexicon)
        self._known = KnownPersons(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Write persons and their mentions on a doc."""
        cues = self._cues.find(doc)
        reader = PhraseReader(cues, self._posts)
        sentences = list(_sentences(doc))
        phrases = [p for start, end in sentences for p in reader.phrases(start, end)]
        affiliations = Affiliations(cues, self._posts, phrases, self._known)
        linker = NameLinker(cues, self._posts, affiliations.stated)
        linker.link(phrases)
        phrases += list(_bare_names(reader, linker, self._known, phrases, sentences))
        affiliations.settle(linker.individuals, linker.holders)
        phrases.sort(key=lambda phrase: (phrase.start, -phrase.end))
        resolver = ReferenceReader(cues, self._posts, affiliations, linker.holders, self._known)
        references = resolver.references(phrases)
        _Writer(doc, references, affiliations, self._known).write()
        return doc


def _sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield first and last token of the sentences that are words of the article."""
    foreign = [zone.span for zone in doc._.zones if not zone.is_article]
    for sentence in doc.sents:
        span = Span(sentence.start_char, sentence.end_char)
        if not any(span.overlap(other) for other in foreign):
            yield sentence.start, sentence.end


def _bare_names(
    reader: PhraseReader,
    linker: NameLinker,
    known: KnownPersons,
    phrases: Sequence[PersonPhrase],
    sentences: Sequence[tuple[int, int]],
) -> Iterator[PersonPhrase]:
    """Yield the names without a title of persons whom the article or its readers know."""
    covered = {index for phrase in phrases for index in range(phrase.start, phrase.end)}
    for start, end in sentences:
        index = start
        while index < end:
            name = None if index in covered else reader.names.read(index, end)
            person = linker.named(name) if name else None
            if name and person is None and known.find(name.text):
                person = linker.introduce()
            if name and person:
                phrase = PersonPhrase(name.start, name.end, "name", name)
                person.names.append(name)
                person.phrases.append(phrase)
                linker.holders[id(phrase)] = person
                yield phrase
            index = name.end if name else index + 1


class _Writer:
    """Turns what was resolved into the records of ``annotations.py``."""

    def __init__(
        self,
        doc: Doc,
        references: Sequence[Reference],
        affiliations: Affiliations,
        known: KnownPersons,
    ) -> None:
        self._doc = doc
        self._known = known
        self._references = references
        self._affiliations = affiliations

    def write(self) -> None:
        people = self._individuals()
        keys = {id(person): self._key(person) for person in people}
        records: dict[str, Person] = {}
        for person in people:
            key = keys[id(person)]
            record = self._person(person, key)
            records[key] = _merged(records[key], record) if key in records else record
        self._doc._.people = tuple(records.values())
        self._doc._.person_mentions = tuple(
            PersonMention(
                self._span(ref.phrase.start, ref.phrase.end),
                keys[id(ref.person)] if ref.person else None,
                ref.side,
                ref.phrase.apposition,
            )
            for ref in self._references
        )
        names = [span for record in records.values() for span in record.mentions]
        self._doc._.actors = tuple(
            mention
            for mention in self._doc._.actors
            if not any(mention.span.overlap(name) for name in names)
        )

    def _individuals(self) -> list[Individual]:
        found = {id(ref.person): ref.person for ref in self._references if ref.person}
        return list(found.values())

    def _key(self, person: Individual) -> str:
        return person_key(self._name(person), person.side, self._doc._.article)

    def _name(self, person: Individual) -> str:
        """Return the name by which readers know a person, else the fullest of the article."""
        known = self._known.of(person)
        return known.label if known else person.fullest.text

    def _person(self, person: Individual, key: str) -> Person:
        name = self._name(person)
        names = [*person.names, *person.aliases]
        forms = dict.fromkeys(known.text for known in names if known.text != name)
        spans = sorted({self._span(known.start, known.end) for known in names})
        return Person(
            key, name, tuple(forms), person.side, tuple(self._offices(person)), tuple(spans)
        )

    def _offices(self, person: Individual) -> Iterator[Office]:
        """Yield the offices of a person, each wording once."""
        references = [ref for ref in self._references if ref.person is person]
        phrases = [
            phrase
            for ref in references
            for phrase in ref.phrase.offices
            if ref.phrase.kind == "name" or (phrase.is_specific and not ref.phrase.is_weak)
        ]
        specific = {phrase.post for phrase in phrases if phrase.is_specific}
        seen: set[str] = set()
        for phrase in phrases:
            office = self._office(phrase)
            is_repeated = phrase.post in specific and not phrase.is_specific
            if office.text.casefold() not in seen and not is_repeated:
                yield office
            seen.add(office.text.casefold())

    def _office(self, phrase: OfficePhrase) -> Office:
        text = " ".join(self._doc[phrase.start : phrase.end].text.split())
        return Office(
            self._span(phrase.start, phrase.end),
            text,
            phrase.post,
            phrase.portfolio,
            self._affiliations.owner(phrase),
            phrase.former,
        )

    def _span(self, start: int, end: int) -> Span:
        last = self._doc[end - 1]
        return Span(self._doc[start].idx, last.idx + len(last))


def _merged(one: Person, other: Person) -> Person:
    """Return two records of one key as one."""
    return Person(
        one.key,
        one.name,
        tuple(dict.fromkeys((*one.other_names, *other.other_names))),
        one.side,
        tuple(dict.fromkeys((*one.offices, *other.offices))),
        tuple(sorted({*one.mentions, *other.mentions})),
    )


@Language.factory("persons")
def make_person_finder(nlp: Language, name: str) -> PersonFinder:
    """Create the component from the lexicon."""
    return PersonFinder(nlp, Lexicon.load())
