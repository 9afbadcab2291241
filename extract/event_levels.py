"""The level of an event: what its name states, else what the posts of those who meet say.

A side that ambassadors stand for makes a meeting one of ambassadors, whoever receives them; else
the highest rank counts: a minister who receives a deputy minister has a ministerial meeting. Called
by ``event_writing.py``, and by ``attendance.py`` once it is known who took part.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from diplograph.extract.affiliation import HOME
from diplograph.extract.annotations import Office, PersonMention
from diplograph.extract.event_kinds import is_two_sided
from diplograph.extract.wordings import Wordings
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Event

__all__ = ["RANKS", "LevelReader", "with_levels"]

#: Levels by rank, the highest first; ambassadors stand outside.
RANKS = ("leaders", "ministerial", "deputy-ministerial", "senior-officials", "working-group")
_TWO = 2
_ALL = ("ambassadors", *RANKS)
#: The post whose title is also that of the head of some states.
_CHAIR = "chair"


class LevelReader:
    """Tells the levels of the events of one doc."""

    def __init__(self, doc: Doc, lexicon: Lexicon, about_events: Wordings) -> None:
        """Take the doc, the levels of posts, and where words for levels stand in the doc."""
        self._doc = doc
        self._about = about_events
        self._ranks = _ranks(doc, lexicon)

    def level(self, stated: Iterable[str], persons: Iterable[PersonMention]) -> str | None:
        """Return the level of an event.

        Args:
            stated: Levels that its names state.
            persons: Who meets at it.
        """
        named = list(stated)
        if named and "ambassadors" not in named:
            return _highest(named)
        sides: dict[str | None, list[str]] = {}
        for person in persons:
            sides.setdefault(person.side, []).extend(self._ranks_of(person))
        highest = [*named, *(rank for ranks in sides.values() if (rank := _highest(ranks)))]
        return "ambassadors" if "ambassadors" in highest else _highest(highest)

    def of_title(self, index: int) -> str | None:
        """Return the level of a title at a token, or before: "ngoại trưởng [Mỹ và Hàn Quốc]"."""
        return next(
            (
                rank
                for rank in _ALL
                if self._about.ending(rank, index) is not None
                or self._about.beginning(rank, index) is not None
            ),
            None,
        )

    def _ranks_of(self, mention: PersonMention) -> Sequence[str]:
        """Return the ranks of a person, by the offices in the article, else by the title here."""
        ranks = self._ranks.get(mention.person or "", ())
        tokens = self._doc.char_span(mention.span.begin, mention.span.end, "expand")
        if ranks or tokens is None:
            return ranks
        titles = {rank: self._about.beginning(rank, tokens.start) for rank in _ALL}
        longest = max((end for end in titles.values() if end is not None), default=None)
        return [rank for rank, end in titles.items() if end == longest] if longest else ()


def with_levels(doc: Doc, lexicon: Lexicon) -> tuple[Event, ...]:
    """Return the events of a doc, those without a level with that of who takes part.

    A meeting of two sides has the level of whoever is named; another one needs persons of two.

    Args:
        doc: With events and attendances.
        lexicon: Has the levels of posts.
    """
    ranks = _ranks(doc, lexicon)
    return tuple(
        replace(event, level=_of_attendees(doc, event, ranks))
        if event.is_meeting and event.level is None
        else event
        for event in doc._.events
    )


def _of_attendees(doc: Doc, event: Event, ranks: Mapping[str, Sequence[str]]) -> str | None:
    sides: dict[str, list[str]] = {}
    for attendance in doc._.attendances:
        if attendance.event == event.key and attendance.represents in event.parties:
            held = ranks.get(attendance.attendee, ())
            sides.setdefault(attendance.represents, []).extend(held)
    highest = [rank for held in sides.values() if (rank := _highest(held))]
    is_of_two = is_two_sided(event.kind) or len(event.parties) == _TWO
    if len(highest) < (1 if is_of_two else _TWO):
        return None
    return "ambassadors" if "ambassadors" in highest else _highest(highest)


def _ranks(doc: Doc, lexicon: Lexicon) -> dict[str, list[str]]:
    """Return the ranks of the persons of a doc by their offices; who has left them has "other"."""
    posts = lexicon.schemes["post"]
    known = {n for e in lexicon.of_kind("Person") for n in (e.label, *e.names)}
    found: dict[str, list[str]] = {}
    for person in doc._.people:
        held = [office for office in person.offices if not office.former]
        concepts = [posts.get(office.post) for office in held]
        ranks = [c.level for c in concepts if c is not None and c.level]
        is_leader = person.name in known and person.side != HOME
        if any(_is_of_state(office, lexicon, is_leader=is_leader) for office in held):
            ranks.append("leaders")
        found[person.key] = ranks or (["other"] if person.offices and not held else [])
    return found


def _is_of_state(office: Office, lexicon: Lexicon, *, is_leader: bool) -> bool:
    """Whether a chair is that of a state: "Chủ tịch Trung Quốc"; alone of a known person's."""
    titles = [w for w in lexicon.wordings("post", _CHAIR) if office.text.startswith(w)]
    if office.post != _CHAIR or not titles:
        return False
    of_whom = office.text.removeprefix(max(titles, key=len)).strip()
    if not of_whom:
        return is_leader
    state = lexicon.entities.get(office.organization or "")
    return state is not None and state.kind == "State" and of_whom in state.names


def _highest(ranks: Sequence[str]) -> str | None:
    return next((rank for rank in (*RANKS, "ambassadors") if rank in ranks), None) or (
        ranks[0] if ranks else None
    )
