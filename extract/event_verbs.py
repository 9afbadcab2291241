"""Verbs that are meetings: "X hội đàm với Y" (holds talks), "X thăm Nga" (visits).

A verb counts where it has a subject and an object of two sides, or a subject that names both ("A và
B hội đàm"). A verb that takes states as well as persons ("gặp", to meet or to play against) needs
a person. A body meets by itself ("Hội đồng Bảo an họp", the Security Council meets). Called by
``meetings.py``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diplograph.extract.agents import Agent
from diplograph.extract.event_sides import SideFinder, actors_of
from diplograph.extract.wordings import Wordings

__all__ = ["EventVerb", "event_verbs"]

#: Verbs (``vocab/event-wording.ttl``) and the kinds of event that they tell.
_KINDS = {
    "holds-talks": "talks",
    "meets": "encounter",
    "receives": "reception",
    "pays-courtesy": "courtesy-call",
    "summons": "encounter",
    "is-summoned": "encounter",
    "calls": "call",
    "visits": "visit",
    "convenes": "meeting",
    "meets-each-other": "encounter",
    "discusses": "talks",
}
#: Verbs that need a person among their sides, and those whose object is one.
_PERSONAL = frozenset(
    {"meets", "receives", "pays-courtesy", "visits", "holds-talks", "discusses", "calls"}
)
_PERSONAL_OBJECT = frozenset({"meets", "receives", "pays-courtesy"})
#: Verbs of which states are the subject where they act together: "Nga và Mỹ hội đàm".
_OF_STATES = frozenset({"holds-talks", "calls"})
#: Verbs whose subject names both sides.
_RECIPROCAL = frozenset({"convenes", "discusses", "meets-each-other"})
#: Those of which "hai ông" (the two) can be the subject.
_OF_TWO_PERSONS = frozenset({"holds-talks", "calls", "meets-each-other"})
#: Verbs whose subject is the host.
_HOSTING = frozenset({"receives", "summons"})
_TWO = 2


@dataclass(frozen=True, slots=True)
class EventVerb:
    """A verb with its sides: tokens ``start`` to ``end``, the object included."""

    start: int
    end: int
    kind: str
    #: Its subject, then its object, if it has one.
    sides: tuple[Agent, ...]
    #: The subject is the host.
    hosted: bool = False
    #: Its subject is "hai ông" (the two): the sides are named in a sentence before.
    is_of_two: bool = False
    #: It says no more than that they talked, maybe at an event that is named elsewhere.
    is_talk: bool = False
    #: Which one it is of the events that the verb tells, counted from 0.
    number: int = 0
    #: The end of the verb itself, where it tells several.
    shared_end: int | None = None


def event_verbs(event_wordings: Wordings, finder: SideFinder) -> Iterator[EventVerb]:
    """Yield the verbs of a doc that tell a meeting, in order; one may tell several."""
    found = [(start, end, name) for name in _KINDS for start, end in event_wordings.phrases(name)]
    other_words = event_wordings.phrases("not-an-event")
    last_end = 0
    for start, end, name in sorted(found, key=lambda f: (f[0], -f[1])):
        if start < last_end or any(a < end and start < b for a, b in other_words):
            continue
        if name in ("convenes", "meets-each-other") and finder.leads_to_event(end):
            continue
        sides = _sides(finder, start, end, name)
        if _tells(finder, sides, name):
            last_end = max(end, sides[-1].end)
            meetings = list(_meetings(finder, sides, name))
            for number, pair in enumerate(meetings):
                yield EventVerb(
                    start,
                    last_end,
                    _KINDS[name],
                    pair,
                    hosted=name in _HOSTING,
                    is_of_two=len(pair) == _TWO and pair[1].end <= start,
                    is_talk=name == "discusses",
                    number=number,
                    shared_end=end if len(meetings) > 1 else None,
                )


def _sides(finder: SideFinder, start: int, end: int, name: str) -> tuple[Agent, ...]:
    takes_object = name not in _RECIPROCAL or finder.ends_with_preposition(end)
    other = finder.object(end, is_place=name == "visits") if takes_object else None
    if other is None and name in _OF_TWO_PERSONS and (two := finder.two_before(start)):
        return two
    last = other.end if other else end
    visitor = finder.of_whom(last) if name == "visits" and other else None
    subject = visitor or finder.subject(start, last, personal=name in _PERSONAL)
    if subject is None:
        return ()
    return (subject, other) if other is not None else (subject,)


def _tells(finder: SideFinder, sides: Sequence[Agent], name: str) -> bool:
    """Whether a verb with these sides tells a meeting."""
    actors = {actor for side in sides for actor in actors_of(side)}
    if name == "convenes" and any(key.startswith("organization/") for key in actors):
        return True
    if len(actors) < 2:
        return False
    is_personal = finder.persons(sides[-1]) or finder.has_title(sides[-1])
    are_envoys = len(sides) > 1 and all(finder.are_envoys(side) for side in sides)
    if are_envoys or (name not in _PERSONAL):
        return True
    if name in _PERSONAL_OBJECT and not is_personal:
        return False
    both_act = len(sides) == 1 and name in _OF_STATES
    return both_act or any(finder.persons(side) for side in sides)


def _meetings(
    finder: SideFinder, sides: tuple[Agent, ...], name: str
) -> Iterator[tuple[Agent, ...]]:
    """Yield the sides of each meeting that a verb tells: one for each state that is its object.

    "Gặp Ngoại trưởng Nga và Ngoại trưởng Ấn Độ" tells two; of persons of one state only a courtesy
    call tells one for each.
    """
    if len(sides) < 2:
        yield sides
        return
    parts = finder.parts(sides[1], is_place=name == "visits")
    states = {key for part in parts for key in actors_of(part)}
    if len(states) > 1 or (name == "pays-courtesy" and len(parts) > 1):
        for part in parts:
            yield sides[0], part
    else:
        yield sides
