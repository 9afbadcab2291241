"""That somebody takes part in an event: what the rules of attendance yield.

Made by ``attendance_rules.py`` and ``meeting_rules.py``, taken by ``roll.py``.
"""

from dataclasses import dataclass
from typing import Literal

from diplograph.extract.agents import Agent
from diplograph.ontology.model import Span

__all__ = ["Participation"]


@dataclass(frozen=True, slots=True)
class Participation:
    """That somebody takes part in an event, and the words that say so."""

    event: str
    agent: Agent
    role: str
    span: Span
    #: What the words tell: that somebody attends, that somebody is met, that a caption shows
    #: somebody there, or only that somebody says something there.
    told: Literal["attends", "meets", "shown", "speaks"] = "attends"
