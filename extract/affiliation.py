"""Tells which state or organisation a person stands for.

In this order:

1. the state that an office, brackets or an apposition names;
2. Viet Nam, for a Vietnamese name with an office whose state nobody names, as the Vietnamese press
   leaves its own state out;
3. the organisation of an office;
4. the side of a person whom readers know (``authority/persons.ttl``);
5. the state of the same office where it stands without a name elsewhere in the article;
6. the state whose delegation the sentence names;
7. for a counterpart, the other state that the sentence names;
8. that of the holder of another office whom "và" or a comma joins before;
9. the state that is visited, for a person who is met there;
10. for a name that can only be Chinese, the only such state that the article names;
11. for a holder of an office of state, the only foreign state that the article names;
12. the side of the person who is served: "phát ngôn viên của ông Trump".

What the text does not support stays open. Who has left an office stands for no one by it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from diplograph.extract.known_persons import KnownPersons
from diplograph.extract.offices import OfficePhrase, Posts
from diplograph.extract.person_cues import PersonCues
from diplograph.extract.person_links import Individual
from diplograph.extract.person_phrases import PersonPhrase

__all__ = ["HOME", "Affiliations"]

#: The state whose press leaves its own name out.
HOME = "state/vn"
#: How far behind a name the verb may stand by which a person leads a delegation, in tokens.
_LEADING_REACH = 5
#: States whose people Vietnamese papers call by names in Vietnamese reading.
_CHINESE_READING = frozenset({"state/cn", "state/tw", "state/hk", "state/mo", "state/sg"})


class Affiliations:
    """The sides of the persons of one doc."""

    def __init__(
        self,
        cues: PersonCues,
        posts: Posts,
        phrases: Sequence[PersonPhrase],
        known: KnownPersons,
    ) -> None:
        """Take the cues of the doc, the vocabulary of posts and what was read as persons."""
        self._cues = cues
        self._known = known
        self._posts = posts
        self._phrases = phrases
        self._states = [
            (start, mention.key)
            for start, (_, mention) in sorted(cues.actors.items())
            if mention.key.startswith("state/")
        ]
        self._sentences = [sentence.start for sentence in cues.doc.sents]
        self._holders: Mapping[int, Individual] = {}
        self._individuals: Sequence[Individual] = ()

    def stated(self, phrase: PersonPhrase) -> str | None:
        """Return the side that a phrase states itself: a state before an organisation."""
        if phrase.side:
            return phrase.side
        if phrase.of_same_state:
            return self._last_state(phrase.start)
        owners = [self.owner(office) for office in phrase.offices if not office.former]
        states = (owner for owner in owners if owner and owner.startswith("state/"))
        return next(states, None) or next((owner for owner in owners if owner), None)

    def settle(self, individuals: Sequence[Individual], holders: Mapping[int, Individual]) -> None:
        """Write on every person the side that the article gives, if any.

        Args:
            individuals: The persons.
            holders: The person whom each phrase with a name means, by the phrase's ``id``.
        """
        self._holders = holders
        self._individuals = individuals
        for rule in (
            self._of_statements,
            self._of_known_person,
            self._of_same_office,
            self._of_delegation,
            self._of_counterpart,
            self._of_neighbour,
            self._of_host,
            self._of_reading,
            self._of_only_state,
            self._of_patron,
        ):
            for person in individuals:
                person.side = person.side or rule(person)

    def owner(self, office: OfficePhrase) -> str | None:
        """Return the key of the state or organisation whose office it is, where the text says."""
        if office.of_same_state:
            return self._last_state(office.start)
        owner = office.owner
        return None if owner and owner.startswith("collective/") else owner

    def _last_state(self, index: int) -> str | None:
        """Return the state that was named last before a token."""
        position = bisect_left(self._states, (index, ""))
        return self._states[position - 1][1] if position else None

    def _of_statements(self, person: Individual) -> str | None:
        stated = [side for phrase in person.phrases if (side := self.stated(phrase))]
        states = Counter(side for side in stated if side.startswith("state/"))
        if states:
            return max(states, key=lambda side: (states[side], -stated.index(side)))
        if person.fullest.is_vietnamese and self._has_open_office(person):
            return self._home(person)
        return stated[0] if stated else None

    def _of_known_person(self, person: Individual) -> str | None:
        known = self._known.of(person)
        has_left = any(office.former for phrase in person.phrases for office in phrase.offices)
        if known is None or (has_left and not _current_offices(person)):
            return None
        return known.affiliation

    def _has_open_office(self, person: Individual) -> bool:
        return any(
            not office.former and self.owner(office) is None and office.patron is None
            for phrase in person.phrases
            for office in phrase.offices
        )

    def _home(self, person: Individual) -> str:
        """Return Viet Nam, or for a name that may be Chinese a state of such names nearby."""
        if not person.fullest.is_chinese:
            return HOME
        first = min(phrase.start for phrase in person.phrases)
        begin, end = self._sentence(first)
        near = [key for start, key in self._states if begin <= start < end]
        named = Counter(key for _, key in self._states)
        if HOME in near or (HOME in named and not _CHINESE_READING & set(near)):
            return HOME
        foreign = [key for key in near if key in _CHINESE_READING]
        foreign += [key for key, _ in named.most_common() if key in _CHINESE_READING]
        return foreign[0] if foreign else HOME

    def _sentence(self, index: int) -> tuple[int, int]:
        position = bisect_left(self._sentences, index + 1)
        end = self._sentences[position] if position < len(self._sentences) else len(self._cues.doc)
        return self._sentences[position - 1], end

    def _of_same_office(self, person: Individual) -> str | None:
        """Return the state that the person's office has where it stands without a name.

        Not where another person could be meant.
        """
        offices = _current_offices(person)
        sides = {
            side
            for phrase in self._phrases
            if phrase.kind in ("office", "post") and (side := self.stated(phrase))
            if any(self._posts.agree(one, phrase.offices[0]) for one in offices)
        }
        taken = {
            other.side
            for other in self._individuals
            if other is not person
            for one in _current_offices(other)
            if any(self._posts.agree(one, office) for office in offices)
        }
        free = sides - taken
        return free.pop() if len(free) == 1 and None not in taken else None

    def _of_delegation(self, person: Individual) -> str | None:
        """Return the state whose delegation a person belongs to.

        It is named right before ("phái đoàn Mỹ gồm …"), or opens the sentence ("Phía Nga sẽ có các
        đại diện gồm …"), or the person leads it ("A dẫn đầu phái đoàn Mỹ").
        """
        for phrase in _in_office(person):
            if led := self._led_by(phrase):
                return led
            link = self._cues.before("delegation-link", phrase.start)
            begin, _ = self._sentence(phrase.start)
            sides = [
                (self._delegation_before(start), end, mention.key)
                for start, (end, mention) in self._cues.actors.items()
                if link is not None and begin <= start < link and mention.key.startswith("state/")
            ]
            near = [key for side, end, key in sides if side is not None and end == link]
            opening = [key for side, _, key in sides if side == begin]
            if near or opening:
                return (near or opening)[0]
        return None

    def _led_by(self, phrase: PersonPhrase) -> str | None:
        """Return the state whose delegation somebody leads, by the words right behind a name."""
        for index in range(phrase.end, min(phrase.end + _LEADING_REACH, len(self._cues.doc))):
            verb = self._cues.end("leads", index)
            noun = self._cues.end("delegation", verb) if verb is not None else None
            found = self._cues.actors.get(noun) if noun is not None else None
            if found is not None and found[1].key.startswith("state/"):
                return found[1].key
        return None

    def _delegation_before(self, index: int) -> int | None:
        """Return where the words for a delegation begin: "đại diện phía" | "Nga"."""
        side = self._cues.before("delegation", index)
        further = self._cues.before("delegation", side) if side is not None else None
        return side if further is None else further

    def _of_counterpart(self, person: Individual) -> str | None:
        """Return the state near a counterpart that is not the state of the person before."""
        for phrase in person.phrases:
            if not phrase.is_counterpart:
                continue
            begin, end = self._sentence(phrase.start)
            before = (self._side_of(p) for p in self._before(phrase))
            other = next((side for side in before if side), None)
            states = [(start, key) for start, key in self._states if begin <= start < end]
            foreign = [(abs(start - phrase.start), key) for start, key in states if key != other]
            if foreign and other is not None:
                return min(foreign)[1]
            if person.fullest.is_chinese:
                return self._chinese_state(other)
        return None

    def _chinese_state(self, other: str | None) -> str | None:
        """Return the state with Chinese names, except another, that the article names most."""
        named = Counter(key for _, key in self._states if key in _CHINESE_READING - {other})
        return next((key for key, _ in named.most_common(1)), None)

    def _of_reading(self, person: Individual) -> str | None:
        """Return the one state with Chinese names in the article, for a name of no other form."""
        name = person.fullest
        if not name.is_chinese or name.is_vietnamese or not _current_offices(person):
            return None
        named = {key for _, key in self._states} & _CHINESE_READING
        return named.pop() if len(named) == 1 else None

    def _of_host(self, person: Individual) -> str | None:
        """Return the state that is visited to meet the person: "thăm Mỹ để gặp Tổng thống X"."""
        for phrase in _in_office(person):
            begin, _ = self._sentence(phrase.start)
            before = [state for state in self._states if begin <= state[0] < phrase.start]
            if (
                before
                and self._cues.before("meeting", phrase.start) is not None
                and self._cues.before("visit", before[-1][0]) is not None
            ):
                return before[-1][1]
        return None

    def _of_neighbour(self, person: Individual) -> str | None:
        """Return the side of a holder of another office whom a conjunction joins before."""
        for phrase in _in_office(person):
            other = next(iter(self._before(phrase)), None)
            if other is None or other.name is None:
                continue
            is_next = self._cues.doc[other.end].text == "," and other.end + 1 == phrase.start
            is_next = is_next or self._cues.end("list-link", other.end) == phrase.start
            offices = [(a, b) for a in other.offices for b in phrase.offices]
            if is_next and offices:
                side = self._side_of(other)
                is_team = self._cues.before("between", other.start) is None and all(
                    self._may_serve_together(one, two) for one, two in offices
                )
                return side if is_team and side != HOME else None
        return None

    def _may_serve_together(self, first: OfficePhrase, second: OfficePhrase) -> bool:
        """Return whether two offices may be those of one government: the higher first."""
        ranks = self._posts.rank(first), self._posts.rank(second)
        both_lead = ranks == (0, 0)
        return ranks[0] <= ranks[1] and not both_lead and not self._posts.agree(first, second)

    def _of_only_state(self, person: Individual) -> str | None:
        """Return the only foreign state of the article, for a holder of an office of state.

        Not where another person is its leader, for somebody who leads a state.
        """
        foreign = {key for _, key in self._states} - {HOME}
        offices = _current_offices(person)
        is_of_state = any(self._posts.level(office) or office.portfolio for office in offices)
        is_taken = any(
            other.side in foreign and self._posts.rank(one) == self._posts.rank(office) == 0
            for other in self._individuals
            if other is not person
            for one in _current_offices(other)
            for office in offices
        )
        return foreign.pop() if is_of_state and len(foreign) == 1 and not is_taken else None

    def _of_patron(self, person: Individual) -> str | None:
        """Return the side of the person whom an office serves."""
        patrons = {name.start: other for other in self._individuals for name in other.names}
        for office in _current_offices(person):
            patron = patrons.get(office.patron.start) if office.patron else None
            if patron is not None:
                return patron.side
        return None

    def _before(self, phrase: PersonPhrase) -> list[PersonPhrase]:
        """Return the phrases that end before another in its sentence, the nearest first."""
        begin, _ = self._sentence(phrase.start)
        before = [p for p in self._phrases if begin <= p.start and p.end <= phrase.start]
        return sorted(before, key=lambda p: -p.end)

    def _side_of(self, phrase: PersonPhrase) -> str | None:
        holder = self._holders.get(id(phrase))
        return holder.side if holder else self.stated(phrase)


def _in_office(person: Individual) -> list[PersonPhrase]:
    return [p for p in person.phrases if any(not office.former for office in p.offices)]


def _current_offices(person: Individual) -> list[OfficePhrase]:
    return [office for phrase in person.phrases for office in phrase.offices if not office.former]
