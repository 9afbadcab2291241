"""Tells whom titles alone, counterparts, role nouns and pronouns mean.

Reads the phrases of a doc in order. What a phrase says about office, side and gender narrows down
who can be meant; of those the last sentence that mentions one decides, and in it the subject goes
before other roles, as Vietnamese keeps up a topic by its title. A title with a state or a field may
also point forward, to a holder whom the article names later. Called by ``persons.py``.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from diplograph.extract.affiliation import HOME, Affiliations
from diplograph.extract.known_persons import KnownPersons
from diplograph.extract.offices import OfficePhrase, Posts
from diplograph.extract.person_cues import PersonCues
from diplograph.extract.person_links import Individual
from diplograph.extract.person_phrases import Gender, PersonPhrase

__all__ = ["Reference", "ReferenceReader"]

#: The post that is held for a meeting, beside another.
_HEAD_OF_DELEGATION = "head-of-delegation"

_Test = Callable[[Individual], bool]


@dataclass(frozen=True, slots=True)
class Reference:
    """Whom a phrase means: a person, or somebody of a side whom the article does not name."""

    phrase: PersonPhrase
    person: Individual | None
    side: str | None


class ReferenceReader:
    """Resolves the phrases of one doc."""

    def __init__(
        self,
        cues: PersonCues,
        posts: Posts,
        affiliations: Affiliations,
        holders: dict[int, Individual],
        known: KnownPersons,
    ) -> None:
        """Take what is known of the doc, and the persons of phrases with names by phrase."""
        self._known = known
        self._cues = cues
        self._posts = posts
        self._affiliations = affiliations
        self._holders = holders
        self._sentences = [sentence.start for sentence in cues.doc.sents]
        self._starts = frozenset(self._sentences)
        self._read: list[Reference] = []
        self._named: list[PersonPhrase] = []

    def references(self, phrases: Sequence[PersonPhrase]) -> list[Reference]:
        """Return whom each phrase means, without those that mean nobody in particular."""
        self._named = [phrase for phrase in phrases if id(phrase) in self._holders]
        for phrase in phrases:
            reference = self._reference(phrase)
            if reference is not None:
                self._read.append(reference)
        return self._read

    def _reference(self, phrase: PersonPhrase) -> Reference | None:
        if phrase.kind == "post" or (phrase.several and phrase.name is None):
            return None
        person = self._holders.get(id(phrase))
        if person is not None:
            if phrase.is_counterpart and not phrase.offices:
                self._lend_office(phrase)
            return Reference(phrase, person, person.side)
        if phrase.name is not None and not phrase.offices:
            return None
        side = self._affiliations.stated(phrase)
        person = self._meant(phrase, side)
        if person is not None:
            return Reference(phrase, person, person.side)
        is_lower = self._cues.doc[phrase.start].text[0].islower()
        is_vague = phrase.is_weak or (side is None and (is_lower or phrase.kind != "office"))
        if is_vague or phrase.kind in ("pronoun", "role"):
            return None
        return Reference(phrase, None, side)

    def _meant(self, phrase: PersonPhrase, side: str | None) -> Individual | None:
        if phrase.kind == "pronoun":
            return self._of_gender(phrase)
        if phrase.kind == "counterpart":
            return self._counterpart(phrase, side)
        if phrase.kind in ("leader", "role"):
            return self._role(phrase, side)
        if not phrase.offices:
            return None
        office = phrase.offices[0]
        found = self._holder(phrase, office, side)
        if found is None and side and office.post == _HEAD_OF_DELEGATION:
            found = self._delegate(phrase, side)
        return found

    def _of_gender(self, phrase: PersonPhrase) -> Individual | None:
        """Return whom a pronoun means: "bà" (she) rather a known woman than whoever is unknown."""
        found = self._nearest(phrase, lambda person: self._gender(person) in (None, phrase.gender))
        if found is None or phrase.gender != "female":
            return found
        woman = self._nearest(phrase, lambda person: self._gender(person) == "female")
        is_as_near = woman and self._last_sentence(woman) >= self._last_sentence(found)
        return woman if is_as_near else found

    def _gender(self, person: Individual) -> Gender | None:
        said = next((phrase.gender for phrase in person.phrases if phrase.gender), None)
        known = self._known.of(person) if said is None else None
        return "female" if known is not None and known.is_female else said

    def _last_sentence(self, person: Individual) -> int:
        """Return the last sentence read so far that mentions a person."""
        return max(self._sentence(r.phrase.start) for r in self._read if r.person is person)

    def _delegate(self, phrase: PersonPhrase, side: str) -> Individual | None:
        """Return whom a head of delegation means that the article names by another office."""
        before = self._nearest(phrase, lambda person: person.side == side)
        people = (self._holders[id(p)] for p in self._named if p.start > phrase.start)
        return before or next((person for person in people if person.side == side), None)

    def _holder(
        self, phrase: PersonPhrase, office: OfficePhrase, side: str | None
    ) -> Individual | None:
        def holds(person: Individual) -> bool:
            return _is_of(person, side) and self._holds(person, office)

        found = self._nearest(phrase, holds) or self._later(phrase, holds)
        return found or self._leader_without_office(office, side)

    def _leader_without_office(self, office: OfficePhrase, side: str | None) -> Individual | None:
        """Return the one person of a state to whom the article gives no office, for its leader.

        "Tổng thống Nga" (Russia's president) means "ông Putin" of the same article.
        """
        if side is None or not self._posts.is_leader(office):
            return None
        people = {id(p): p for p in self._holders.values() if p.side == side}
        free = [person for person in people.values() if not _offices(person)]
        is_held = any(self._holds(person, office) for person in people.values())
        return free[0] if len(free) == 1 and not is_held else None

    def _later(self, phrase: PersonPhrase, test: _Test) -> Individual | None:
        """Return the one person after a phrase who passes a test.

        Of several for a bare title, the one of the state whose own press leaves it out.
        """
        after = (self._holders[id(p)] for p in self._named if p.start > phrase.start)
        people = list({id(person): person for person in after if test(person)}.values())
        at_home = [person for person in people if person.side == HOME]
        if len(people) > 1 and len(at_home) == 1 and not phrase.offices[0].is_specific:
            return at_home[0]
        return people[0] if len(people) == 1 and not phrase.is_weak else None

    def _holds(self, person: Individual, office: OfficePhrase) -> bool:
        return any(
            self._posts.agree(office, known)
            and office.former >= known.former
            and office.of_then >= known.of_then
            for phrase in person.phrases
            for known in phrase.offices
        )

    def _counterpart(self, phrase: PersonPhrase, side: str | None) -> Individual | None:
        """Return the person of a side who holds the office of somebody mentioned before."""
        anchor = self._anchor(phrase)
        if anchor is None or side is None:
            return None
        self._lend_office(phrase)
        other = anchor.person
        for office in phrase.offices[:1]:
            found = self._holder(phrase, office, side)
            if found is not None and found is not other:
                return found
        return None

    def _role(self, phrase: PersonPhrase, side: str | None) -> Individual | None:
        def plays(person: Individual) -> bool:
            offices = [office for known in person.phrases for office in known.offices]
            if not _is_of(person, side):
                return False
            if phrase.portfolio:
                return any(office.portfolio == phrase.portfolio for office in offices)
            leads = any(known.leads for known in person.phrases) or any(
                self._posts.is_leader(office) for office in offices
            )
            return leads == (phrase.kind == "leader")

        return self._nearest(phrase, plays) if side or phrase.portfolio else None

    def _anchor(self, phrase: PersonPhrase) -> Reference | None:
        """Return the last mention of an office holder before a counterpart."""
        for reference in reversed(self._read):
            offices = reference.phrase.offices or _offices(reference.person)
            if offices and reference.phrase.end <= phrase.start:
                return reference
        return None

    def _lend_office(self, phrase: PersonPhrase) -> None:
        """Give a counterpart the office of the person before, as that of the phrase's side."""
        anchor = self._anchor(phrase)
        if anchor is None:
            return
        offices = anchor.phrase.offices or _offices(anchor.person)
        lent = offices[-1].lent(phrase.side, of_same_state=phrase.of_same_state)
        phrase.offices.append(lent)

    def _nearest(self, phrase: PersonPhrase, test: _Test) -> Individual | None:
        """Return who passes a test and was mentioned in the last sentence that mentions one.

        In the phrase's own sentence that is the last subject, in an earlier one the first. A
        pronoun passes over those of its own sentence that are no subjects, as it takes up a topic:
        "Trong cuộc gặp với Thủ tướng A, ông …" (meeting Prime Minister A, he …) is not A.
        """
        found = [
            reference
            for reference in self._read
            if reference.person is not None
            and reference.phrase.end <= phrase.start
            and test(reference.person)
        ]
        here = self._sentence(phrase.start)
        same = [ref for ref in found if self._sentence(ref.phrase.start) == here]
        subjects = [ref for ref in same if self._is_subject(ref.phrase)]
        if subjects:
            return subjects[-1].person
        earlier = found[: len(found) - len(same)]
        if same and (phrase.kind != "pronoun" or not earlier):
            return same[-1].person
        if not earlier:
            return None
        last = self._sentence(earlier[-1].phrase.start)
        there = [ref for ref in earlier if self._sentence(ref.phrase.start) == last]
        subjects = [ref for ref in there if self._is_subject(ref.phrase)]
        return (subjects[0] if subjects else there[-1]).person

    def _sentence(self, index: int) -> int:
        return bisect_right(self._sentences, index)

    def _is_subject(self, phrase: PersonPhrase) -> bool:
        """Return whether a phrase stands where subjects do: first, or after a punctuation mark.

        The source of a statement counts too: "Theo ông A" (according to Mr A); and a word that
        links the sentence to the one before may open it: "Ngoài ra ông A" (besides, Mr A).
        """
        openers = (self._cues.before(k, phrase.start) for k in ("according-to", "clause-link"))
        start = next((begin for begin in openers if begin is not None), phrase.start)
        if start in self._starts or start == 0:
            return True
        before = self._cues.doc[start - 1]
        return before.is_space or not before.text[0].isalnum()


def _offices(person: Individual | None) -> list[OfficePhrase]:
    return [office for phrase in person.phrases for office in phrase.offices] if person else []


def _is_of(person: Individual, side: str | None) -> bool:
    return side is None or person.side == side
