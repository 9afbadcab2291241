"""The objects of a verb one by one: "gặp Ngoại trưởng Lào, Tổng thống Pháp và Thủ tướng Nhật Bản".

Called by ``event_sides.py``.
"""

from collections.abc import Collection, Sequence

from spacy.tokens import Doc

from diplograph.extract.agents import Agent
from diplograph.extract.wordings import Wordings

__all__ = ["ListReader"]

_JOINTS = frozenset({",", "và"})
_ENDS = frozenset(".;:,)…")


class ListReader:
    """Reads the lists of agents of one doc."""

    def __init__(
        self, doc: Doc, single: Sequence[Agent], about: Wordings, dates: Collection[int]
    ) -> None:
        """Take the doc, its agents, words about events, and where dates begin."""
        self._doc = doc
        self._single = {agent.start: agent for agent in single}
        self._about = about
        self._dates = dates

    def parts(self, agent: Agent, *, is_place: bool = False) -> list[Agent]:
        """Return the members of a coordination or of a list, else the agent itself.

        Args:
            agent: The object of a verb, or the first of several.
            is_place: It is where a visit leads.
        """
        inside = [a for s, a in sorted(self._single.items()) if agent.start <= s < agent.end]
        inside = [a for a in inside if a.end <= agent.end]
        if len(inside) > 1:
            return inside
        return [agent, *(self._states(agent) if is_place else self._persons(agent))]

    def _persons(self, agent: Agent) -> list[Agent]:
        """Return the persons whom commas join to an agent up to the end of its sentence.

        One behind a comma may be an apposition or the subject: a list has more.
        """
        listed = self._joined(agent, (",",))
        end = listed[-1].end if listed else agent.end
        is_end = self._doc[end - 1].is_sent_end or self._doc[end].text in ".;…"
        are_persons = all(found.speaker for found in listed)
        return listed if len(listed) > 1 and is_end and are_persons else []

    def _states(self, agent: Agent) -> list[Agent]:
        """Return the states that a list of those visited goes on with: "thăm Iraq, Iran vào …".

        What a verb follows is no part of it but a subject: "thăm Nga, Mỹ cho rằng …".
        """
        listed = self._joined(agent, _JOINTS)
        is_of_states = all(found.kind == "actor" for found in listed)
        return listed if listed and is_of_states and self._closes(listed[-1].end) else []

    def _joined(self, agent: Agent, joints: Collection[str]) -> list[Agent]:
        listed: list[Agent] = []
        sides, end = {agent.actor}, agent.end
        while end < len(self._doc) and self._doc[end].text in joints:
            found = self._single.get(end + 1)
            if found is None or found.actor in sides:
                break
            listed.append(found)
            sides.add(found.actor)
            end = found.end
        return listed

    def _closes(self, index: int) -> bool:
        """Whether no verb follows at a token, but a pause, a date or a preposition."""
        if index >= len(self._doc) or self._doc[index - 1].is_sent_end or index in self._dates:
            return True
        token = self._doc[index]
        prepositions = ("in-year", "since", "clause-break", "frame")
        is_adjunct = any(self._about.beginning(n, index) is not None for n in prepositions)
        return token.text in _ENDS or token.is_space or is_adjunct
