"""Verbs that are meetings: "X hội đàm với Y" (holds talks), "X thăm Nga" (visits).

A verb counts where a person or state stands left of it, adverbs skipped, and somebody of another
side right of it. Called by ``meetings.py``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from diplograph.extract.agents import Agent
from diplograph.extract.wordings import Wordings

__all__ = ["EventVerb", "event_verbs"]

#: Verbs (``vocab/event-wording.ttl``) and the kinds of event that they tell.
_KINDS = {"holds-talks": "talks", "receives": "reception", "calls": "call", "visits": "visit"}
#: How far the other side may stand behind the verb, in tokens.
_REACH = 6


@dataclass(frozen=True, slots=True)
class EventVerb:
    """A verb with its two sides: tokens ``start`` to ``end``."""

    start: int
    end: int
    kind: str
    subject: Agent
    object: Agent


def event_verbs(
    doc: Doc, wordings: Wordings, event_wordings: Wordings, agents: Sequence[Agent]
) -> Iterator[EventVerb]:
    """Yield the verbs of a doc that tell a meeting, in order."""
    starts = {agent.start: agent for agent in agents}
    ends = {agent.end: agent for agent in agents}
    found = [
        (start, end, kind)
        for name, kind in _KINDS.items()
        for start, end in event_wordings.phrases(name)
    ]
    last_end = 0
    for start, end, kind in sorted(found, key=lambda f: (f[0], -f[1])):
        if start < last_end:
            continue
        subject = ends.get(_before_adverbs(doc, wordings, start))
        other = next((starts[i] for i in range(end, end + _REACH) if i in starts), None)
        if subject and other and _are_two_sides(subject, other):
            last_end = end
            yield EventVerb(start, other.end, kind, subject, other)


def _before_adverbs(doc: Doc, wordings: Wordings, index: int) -> int:
    while index > 0:
        if doc[index - 1].is_space:
            index -= 1
            continue
        skipped = wordings.ending("adverb", index)
        if skipped is None:
            skipped = wordings.ending("commissive", index)
        if skipped is None:
            return index
        index = skipped
    return index


def _are_two_sides(one: Agent, other: Agent) -> bool:
    return (
        one.actor is not None
        and other.actor is not None
        and one.actor != other.actor
        and one.kind in ("person", "actor")
    )
