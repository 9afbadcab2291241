"""Tells which names of an article mean the same person.

Long names are placed first, then the short ones that may stand for them: "ông Dũng" is the nearest
"Nguyễn Quốc Dũng" before it, else the nearest after it, as headlines and leads shorten names too.
Sides, honorifics and titles that contradict keep people apart; a title alone only makes another
person of the same short name more likely. Called by ``persons.py``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from diplograph.extract.names import Name, are_variants, shortens
from diplograph.extract.offices import Posts
from diplograph.extract.person_cues import PersonCues
from diplograph.extract.person_phrases import PersonPhrase

__all__ = ["Individual", "NameLinker"]


@dataclass(eq=False, slots=True)
class Individual:
    """Somebody whom an article names."""

    names: list[Name] = field(default_factory=list)
    #: Other names, as brackets give them: "Vương Nghị (Wang Yi)".
    aliases: list[Name] = field(default_factory=list)
    phrases: list[PersonPhrase] = field(default_factory=list)
    #: Key of the actor that the person stands for.
    side: str | None = None

    @property
    def fullest(self) -> Name:
        """The name with the most words, not counting initials; of those the most frequent."""
        forms = [name.text for name in self.names]

        def fullness(name: Name) -> tuple[int, int, int]:
            spelt_out = sum(len(word) > 1 for word in name.words)
            return spelt_out, len(name.words), forms.count(name.text)

        return max(self.names, key=fullness)

    def is_named(self, name: Name) -> bool:
        """Return whether a name is one of this person's word by word."""
        return any(known.words == name.words for known in (*self.names, *self.aliases))

    def goes_by(self, name: Name) -> bool:
        """Return whether a name may be a form of this person's."""
        known_names = (*self.names, *self.aliases)
        return any(shortens(name, known) or shortens(known, name) for known in known_names)


class NameLinker:
    """Groups the phrases with names of one doc."""

    def __init__(
        self, cues: PersonCues, posts: Posts, stated_side: Callable[[PersonPhrase], str | None]
    ) -> None:
        """Take the cues, the vocabulary, and what tells the side that a phrase states."""
        self._cues = cues
        self._posts = posts
        self._stated_side = stated_side
        self.individuals: list[Individual] = []
        self.holders: dict[int, Individual] = {}
        self._family_names: set[tuple[int, str]] = set()

    def link(self, phrases: Iterable[PersonPhrase]) -> None:
        """Place every phrase with a name; a weak one only with a person known otherwise."""
        named = [phrase for phrase in phrases if phrase.name is not None]
        self._family_names = {(p.name.start, p.name.words[-1]) for p in named if p.name}
        for phrase in sorted(named, key=lambda p: (-len(_words(p)), p.start)):
            self.place(phrase)
        self.individuals.sort(key=lambda person: min(p.start for p in person.phrases))

    def place(self, phrase: PersonPhrase) -> None:
        """Add a phrase to the person whom it names, or to a new one."""
        if phrase.name is None or self._names_two(phrase.name):
            return
        person = self._match(phrase, phrase.name)
        if person is None:
            if phrase.is_weak:
                return
            person = Individual()
            self.individuals.append(person)
        person.names.append(phrase.name)
        if phrase.alias is not None:
            person.aliases.append(phrase.alias)
        person.phrases.append(phrase)
        self.holders[id(phrase)] = person

    def named(self, name: Name) -> Individual | None:
        """Return whom a name without a title means; of several the one mentioned most."""
        found = [person for person in self.individuals if _is_bare_form(name, person)]
        found.sort(key=lambda person: -len(person.phrases))
        is_clear = len(found) == 1 or (
            len(found) > 1 and len(found[0].phrases) > len(found[1].phrases)
        )
        return found[0] if is_clear else None

    def introduce(self) -> Individual:
        """Return a new person, whom no phrase with a title names."""
        person = Individual()
        self.individuals.append(person)
        return person

    def _names_two(self, name: Name) -> bool:
        """Return whether a hyphen joins the family names of two persons: "Trump-Putin"."""
        ends = {end for one, end in self._family_names if one != name.start}
        return "-" in name.text and len(name.words) == 2 and ends.issuperset(name.words)

    def _match(self, phrase: PersonPhrase, name: Name) -> Individual | None:
        same = [person for person in self.individuals if person.is_named(name)]
        if name.is_whole and same:
            return same[0]
        forms = [p for p in self.individuals if self._may_be(p, phrase, name)]
        return min(forms, key=lambda p: self._distance(p, phrase), default=None)

    def _may_be(self, person: Individual, phrase: PersonPhrase, name: Name) -> bool:
        if self._contradicts(person, phrase):
            return False
        if person.goes_by(name):
            return not any(self._is_fathers(name, known) for known in person.names)
        return any(are_variants(name, known) for known in person.names) and (
            self._shares_office(person, phrase) or not name.is_whole
        )

    def _is_fathers(self, name: Name, known: Name) -> bool:
        """Return whether a short name is that of the father inside a long one: "bin Salman"."""
        before = known.end - (name.end - name.start) - 1
        return (
            " " not in name.text
            and before >= known.start
            and known.words[-len(name.words) :] == name.words
            and self._cues.end("patronymic", before) is not None
        )

    def _contradicts(self, person: Individual, phrase: PersonPhrase) -> bool:
        genders = {p.gender for p in (*person.phrases, phrase) if p.gender}
        sides = {self._stated_side(p) for p in (*person.phrases, phrase)} - {None}
        states = {side for side in sides if side and side.startswith("state/")}
        return len(genders) > 1 or (len(states) > 1 and self._stated_side(phrase) in states)

    def _shares_office(self, person: Individual, phrase: PersonPhrase) -> bool:
        if phrase.leads and any(known.leads for known in person.phrases):
            return True
        return any(
            self._posts.agree(one, other)
            for known in person.phrases
            for one in known.offices
            for other in phrase.offices
        )

    def _distance(self, person: Individual, phrase: PersonPhrase) -> tuple[bool, bool, int]:
        """Return how far a person is from a phrase: others by title last, then those after it."""
        titled = any(known.offices or known.leads for known in person.phrases)
        is_other = bool(phrase.offices or phrase.leads) and titled
        is_other = is_other and not self._shares_office(person, phrase)
        before = [
            phrase.start - known.start for known in person.phrases if known.start < phrase.start
        ]
        after = [known.start - phrase.start for known in person.phrases]
        return is_other, not before, min(before or after)


def _words(phrase: PersonPhrase) -> tuple[str, ...]:
    return phrase.name.words if phrase.name else ()


def _is_bare_form(name: Name, person: Individual) -> bool:
    """Return whether a name may stand for a person without any title.

    Vietnamese and Chinese names do so whole; of others the family name is enough, and a longer
    form is taken where the person is known by no more than that.
    """
    for known in (*person.names, *person.aliases):
        if known.words == name.words and (known.is_whole or known.is_foreign):
            return True
        if known.is_vietnamese or known.is_chinese:
            continue
        if len(name.words) < len(known.words):
            family = known.words[:1] if known.is_eastern else known.words[-len(name.words) :]
            if name.words == family:
                return True
        elif not person.fullest.is_whole and name.words[-1:] == known.words:
            return True
    return False
