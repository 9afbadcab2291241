"""What a cue means by the words beside it: a promise or a programme, a belief, mere colour.

Each question is answered by a class of ``vocab/wording.ttl``. Called by ``acts.py``.
"""

from itertools import takewhile

from spacy.tokens import Doc

from diplograph.extract.agents import Agent
from diplograph.extract.cues import Cue
from diplograph.extract.wordings import Wordings

__all__ = ["CueSenses"]

_PAUSES = frozenset(",;.:")


class CueSenses:
    """The senses of the cues of one doc."""

    def __init__(self, doc: Doc, wordings: Wordings) -> None:
        """Take what was found in the doc."""
        self._doc = doc
        self._wordings = wordings

    def is_modal(self, cue: Cue) -> bool:
        """Whether a cue only colours the verb behind it: "muốn nhấn mạnh" (wants to stress)."""
        return self._is("modal", cue)

    def is_view(self, cue: Cue) -> bool:
        """Whether a cue says what somebody thinks: "coi Nga là …" (sees Russia as …)."""
        return self._is("view", cue)

    def is_words(self, cue: Cue) -> bool:
        """Whether a cue right behind a report means words: "nhấn mạnh phát biểu này …"."""
        return cue.kind == "reporting" and self._is("needs-subject", cue)

    def is_topic(self, cue: Cue) -> bool:
        """Whether a verb of speech only names the topic of its sentence: "Nói về …, ông X …"."""
        return self._is("plain-speech", cue) and self._doc[cue.start].is_title

    def is_programme(self, cue: Cue, agent: Agent) -> bool:
        """Whether what "sẽ" (will) announces is an event, not a deed: "sẽ thảo luận"."""
        if self._wordings.beginning("event-as-party", agent.start) is not None:
            return True
        together = ("collective-programme",) if agent.kind == "parties" else ()
        index: int | None = cue.end
        while index is not None:
            names = ("programme", "forecast", *together)
            if any(self._wordings.beginning(name, index) for name in names):
                return True
            index = self._wordings.beginning("adverb", index)
        return False

    def is_measure(self, cue: Cue) -> bool:
        """Whether "sẽ" (will) tells of a measure: "sẽ trục xuất" (will expel)."""
        return self._wordings.beginning("measure", cue.end) is not None

    def is_reached(self, cue: Cue) -> bool:
        """Whether a cue says that an agreement was reached: "chưa đạt thỏa thuận" opposes none."""
        return self._wordings.beginning("reaching", cue.start) is not None

    def is_negative(self, cue: Cue) -> bool:
        """Whether a negation ends a cue: "sẽ không" (will not)."""
        return self._wordings.ending("negation", cue.end) is not None

    def believes(self, cue: Cue) -> bool:
        """Whether a cue says what somebody takes for true: "tin rằng Lào sẽ …"."""
        return self._is("belief", cue)

    def declares(self, cue: Cue) -> bool:
        """Whether a cue announces what will be done rather than promising it."""
        return self._is("announcement", cue)

    def continues(self, cue: Cue) -> bool:
        """Whether the content says that the subject goes on doing something."""
        return self._wordings.beginning("continuative", cue.end) is not None

    def goes_on(self, cue: Cue) -> bool:
        """Whether a word that the subject goes on doing something ends the cue."""
        return self._wordings.ending("continuative", cue.end) is not None

    def equates(self, cue: Cue) -> bool:
        """Whether a cue says as what somebody sees another: "coi Nga là …" (sees Russia as …)."""
        if not self._is("view", cue):
            return False
        clause = takewhile(lambda token: token.text not in _PAUSES, self._doc[cue.end :])
        return any(self._wordings.beginning("equation", token.i) for token in clause)

    def can_stand_alone(self, cue: Cue, *, linked: bool) -> bool:
        """Whether a cue is an act without a subject next to it."""
        if cue.kind == "future":
            return False
        if self._is("needs-subject", cue):
            return linked
        return self._wordings.beginning("speech-opener", cue.start) is None

    def is_adjacent(self, end: int, start: int) -> bool:
        """Whether nothing but adverbs stands between two tokens."""
        while end < start:
            skipped = self._wordings.beginning("adverb", end)
            if skipped is None and not self._doc[end].is_space:
                return False
            end = skipped or end + 1
        return True

    def _is(self, name: str, cue: Cue) -> bool:
        """Whether the cue is a word of a class."""
        return self._wordings.beginning(name, cue.start) == cue.end
