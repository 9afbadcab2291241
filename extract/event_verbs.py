"""Verbs that are meetings: "X hội đàm với Y" (holds talks), "X thăm Nga" (visits).

A verb counts where it has a subject and an object of two sides, or a subject that names both ("A và
B hội đàm"). A verb that takes states as well as persons ("gặp", to meet or to play against) needs
a person. Called by ``meetings.py``.
"""

from collections.abc import Iterator
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
    "calls": "call",
    "visits": "visit",
}
#: Verbs that need a person among their sides.
_PERSONAL = frozenset({"meets", "receives", "pays-courtesy"})
#: Verbs whose subject is the host.
_HOSTING = frozenset({"receives", "summons"})


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


def event_verbs(event_wordings: Wordings, finder: SideFinder) -> Iterator[EventVerb]:
    """Yield the verbs of a doc that tell a meeting, in order."""
    found = [(start, end, name) for name in _KINDS for start, end in event_wordings.phrases(name)]
    other_words = event_wordings.phrases("not-an-event")
    last_end = 0
    for start, end, name in sorted(found, key=lambda f: (f[0], -f[1])):
        if start < last_end or any(a < end and start < b for a, b in other_words):
            continue
        sides = _sides(finder, start, end, personal=name in _PERSONAL)
        actors = {actor for side in sides for actor in actors_of(side)}
        has_person = any(finder.persons(side) for side in sides)
        if len(actors) > 1 and (has_person or name not in _PERSONAL):
            last_end = max(end, sides[-1].end)
            yield EventVerb(start, last_end, _KINDS[name], sides, name in _HOSTING)


def _sides(finder: SideFinder, start: int, end: int, *, personal: bool) -> tuple[Agent, ...]:
    other = finder.object(end)
    subject = finder.subject(start, other.end if other else end, personal=personal)
    if subject is None:
        return ()
    return (subject, other) if other is not None else (subject,)
