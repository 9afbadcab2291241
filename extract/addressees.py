"""Whom a stand is directed at: who is asked, thanked, informed, or promised something.

    đề nghị Nga rút quân            who is asked stands behind the verb: Russia
    mong muốn cùng Lào thúc đẩy …   or behind "cùng" (together with): Laos
    cam kết hỗ trợ Lào              who is helped, or whom one works with: Laos
    thông báo với Nga về …          who is told something stands behind "với", "cho": Russia

Called by ``drafts.py``.
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from diplograph.extract.acts import Act
from diplograph.extract.agents import Agent
from diplograph.extract.wordings import Wordings

__all__ = ["AddresseeReader"]

#: Stances that ask for something.
_ASKING = frozenset({"request", "encourage", "propose", "hope"})
#: Stances that are directed at somebody.
_ADDRESSED = _ASKING | {"thank", "commit", "inform"}
#: Where the addressee may stand, in tokens behind the cue: farther for thanks or a promise.
_REACH = 14
_NEAR = 4


class AddresseeReader:
    """Reads whom the acts of one doc are directed at."""

    def __init__(self, doc: Doc, wordings: Wordings, agents: Sequence[Agent]) -> None:
        """Take what was found in the doc."""
        self._doc = doc
        self._wordings = wordings
        self._agents = agents

    def addressees(self, act: Act, end: int) -> list[Agent]:
        """Return who may be addressed by an act, as the text names them, the first first.

        Args:
            act: The act.
            end: End of its words.
        """
        if act.stance not in _ADDRESSED:
            return []
        reach = min(end, act.cue.end + (_NEAR if act.stance == "inform" else _REACH))
        behind = [
            agent
            for agent in self._agents
            if act.cue.end <= agent.start < reach and agent.kind not in ("self", "private")
        ]
        if act.stance == "thank":
            return behind[:1]
        if act.stance in _ASKING:
            return [one for one in behind[:1] if self._is_asked(act, one)]
        names = ("helping",) if act.stance == "commit" else ()
        return [one for one in behind if self._is_reached(one, ("addressing", *names))][:1]

    def _is_asked(self, act: Act, agent: Agent) -> bool:
        """Whether nothing but adverbs and "cùng" stands between a verb of asking and an agent."""
        if agent.kind == "parties" and not self._can_be_asked(act, agent):
            return False
        index = act.cue.end
        while index < agent.start:
            skipped = self._wordings.beginning("adverb", index)
            if skipped is None and self._doc[index].is_alpha:
                return False
            index = skipped or index + 1
        return True

    def _can_be_asked(self, act: Act, agent: Agent) -> bool:
        """Whether the parties are asked: not those concerned, an event, or those of a wish."""
        is_event = self._wordings.beginning("event-as-party", agent.start) is not None
        is_concerned = self._wordings.ending("concerned", agent.end) is not None
        return act.stance != "hope" and not is_event and not is_concerned

    def _is_reached(self, agent: Agent, names: Sequence[str]) -> bool:
        """Whether a word that leads to an addressee stands before an agent."""
        if agent.kind == "parties":
            return False
        begins = [self._wordings.ending(name, agent.start) for name in names]
        found = min((begin for begin in begins if begin is not None), default=None)
        longest = self._wordings.ending("preposition", agent.start)
        return found is not None and (longest is None or found <= longest)
