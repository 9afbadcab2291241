"""The sides of a named event: those of its name, else those that its sentence or article tells.

"Hội nghị ASEAN-Nga" names both sides; of "cuộc gặp với Ngoại trưởng Nga" (the meeting with Russia's
foreign minister) the other side is the subject of the sentence; "hội nghị lần thứ 9" is that of the
organisation that the article is about. Called by ``event_linking.py``.
"""

from collections.abc import Iterable, Sequence

from diplograph.extract.agents import Agent
from diplograph.extract.event_facts import EventFacts
from diplograph.extract.event_kinds import (
    is_bilateral,
    is_common_noun,
    is_two_sided,
    is_without_sides,
)
from diplograph.extract.event_name import EventName
from diplograph.extract.event_series import SeriesFinder
from diplograph.extract.event_sides import SideFinder, actors_of
from diplograph.ontology.lexicon import Lexicon

__all__ = ["PartyReader", "party"]

_ASEAN_MEMBERS, _ASEAN = "collective/asean-member-states", "organization/asean"
#: Members of a larger group are not all named as the sides of its meetings.
_SMALL_GROUP = 6
#: Kinds of events that one has with one other side at a time.
_ONE_BY_ONE = frozenset({"call", "visit"})


class PartyReader:
    """Tells the sides of the events that one doc names."""

    def __init__(
        self,
        lexicon: Lexicon,
        finder: SideFinder,
        series: SeriesFinder,
        names: Iterable[EventName],
    ) -> None:
        """Take what finds subjects, and all names, since one may list whom a forum joins."""
        self._finder = finder
        self._series = series
        self._members = {
            group.key: group.members
            for kind in ("CollectiveActor", "Organization")
            for group in lexicon.of_kind(kind)
        }
        self._forum = finder.forum()
        self._listed: dict[str, Sequence[str]] = {}
        for name in names:
            if name.listed and len(name.parties) == 1:
                self._listed[name.parties[0]] = self._joined(name.parties[0], name.listed)

    def named(self, name: EventName) -> list[str]:
        """Return the sides that a name tells."""
        keys = [*name.parties]
        if not keys and name.series:
            keys += self._series.parties(name.series)
        for person in name.persons:
            side = person.side or (person.person if is_two_sided(name.kind) else None)
            keys += [side] if side else []
        sides = [side for key in keys for side in self._meeting(key)]
        return list(dict.fromkeys(found for key in sides if (found := party(key))))

    def around(self, name: EventName, *, is_told: bool) -> list[str]:
        """Return the sides that only the context tells: the forum, or the two states, at hand.

        It tells them where enough is said to be one event: a level, an ordinal, a topic, a date, a
        place (``is_told``: the sentence says when or where it was).
        """
        if name.series or is_without_sides(name.kind) or not name.has_kind:
            return []
        together = self._finder.organisers(name.end) or self._finder.coordinated(name.start)
        if together:
            return [side for key in together if (side := party(key))]
        if self._forum and (name.ordinals or name.topic) and not is_bilateral(name.kind):
            return [self._forum]
        if is_two_sided(name.kind) and not name.plural:
            is_told = is_told or name.kind == "visit"
            return self._finder.two_sides(name.start) if is_told else []
        if name.levels or name.ordinals:
            return self._finder.two_sides(name.start) or self._finder.two_in_headline()
        return []

    def other(self, name: EventName, parties: Sequence[str]) -> Agent | None:
        """Return who meets whom a name names: the subject of its sentence.

        Of several that a name joins by "với" the subject meets all, but does not phone all at once.
        """
        spoken_for = {person.side for person in name.persons}
        has_forum = any(key.startswith("organization/") for key in set(parties) - spoken_for)
        is_open = name.with_other or (is_two_sided(name.kind) and not has_forum)
        is_joint = name.with_other and not name.plural and name.kind not in _ONE_BY_ONE
        if not is_open or (len(parties) > 1 and not is_joint) or name.series or name.is_between:
            return None
        subject = self._finder.beside(name.start, name.end, apart_from=parties)
        if subject is None or len({*parties, *actors_of(subject)}) < 2:
            return None
        if subject.kind == "person" and subject.actor == subject.speaker:
            # Who stands for nobody speaks about the meeting: a researcher, a journalist.
            return None
        return subject

    def is_event(self, name: EventName) -> bool:
        """Whether words that are common nouns too mean an event: by a capital, ordinal, "cuộc"."""
        return (
            not is_common_noun(name.kind)
            or self._finder.is_capital(name.start)
            or self._finder.is_counted(name.start)
            or bool(name.ordinals or name.date or name.persons)
            or bool(name.topic and self._finder.coordinated(name.start))
            or bool(self._finder.organisers(name.end))
        )

    def identifies(self, name: EventName, parties: Sequence[str], facts: EventFacts) -> bool:
        """Whether a name says enough to tell its event from others.

        Args:
            name: The name.
            parties: Its sides.
            facts: What its sentence says of it.
        """
        if is_without_sides(name.kind):
            return bool(parties or name.persons)
        is_dated = facts.date is not None or bool(name.ordinals)
        if not is_dated and self._finder.is_example(name.start):
            return False
        if not name.has_kind:
            return is_dated or facts.is_located or bool(name.levels and parties)
        if name.plural and not (is_dated or (name.levels and name.parties)):
            return False
        if name.series or len(parties) > 1:
            return True
        one_side = bool(parties) and parties[0].startswith("organization/")
        is_capital = self._finder.is_capital(name.start)
        return one_side and bool(name.levels or is_dated or is_capital)

    def _meeting(self, key: str) -> Sequence[str]:
        """Return the members of a small group that meets as such (ASEAN+3), else the actor."""
        if key in self._listed:
            return self._listed[key]
        members = self._members.get(key, ()) if key.startswith("collective/") else ()
        return members if 0 < len(members) <= _SMALL_GROUP else (key,)

    def _joined(self, forum: str, listed: Sequence[str]) -> Sequence[str]:
        """Return the sides of a forum whose partners brackets list; ASEAN convenes its own."""
        members = set(self._members.get(forum, ()))
        of_asean = set(self._members[_ASEAN])
        if forum == _ASEAN or _ASEAN in members or 2 * len(of_asean & members) > len(of_asean):
            partners = [key for key in listed if key not in of_asean and key != forum]
            return tuple(dict.fromkeys((_ASEAN, *partners)))
        return (forum,)


def party(key: str | None) -> str | None:
    """Return the side that an actor is: a state, an organisation, a person of none."""
    if key == _ASEAN_MEMBERS:
        return _ASEAN
    return key if key and not key.startswith("collective/") else None
