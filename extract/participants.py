"""Who words of attendance are said of: the subject of a verb, a list behind a noun.

    Thứ trưởng A đã cùng Thứ trưởng B | chủ trì        the subject, with those "cùng" joins to it
    Tham dự hội nghị có | A, B và C                    a list
    Phát biểu tại hội nghị, | A …                      the subject behind a fronted clause

Agents are told one by one, also those of a coordination. Called by ``attendance_rules.py``.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.agents import Agent
from diplograph.extract.clauses import ClauseReader
from diplograph.extract.cues import Cue
from diplograph.extract.wordings import Wordings

__all__ = ["ParticipantFinder"]

_QUOTES = frozenset('"“”«»')
_SPEECH = _QUOTES | {":"}
#: Marks that close an apposition.
_CLOSING = frozenset(",)-–")
#: How far "cùng" may stand before those whom it joins, and a list go on between two of them.
_COMPANION_REACH, _LIST_GAP = 6, 12
#: How far behind a name its brackets open: "ASEAN + 3 (…)".
_BRACKET_REACH = 3
#: How far before "của" the plural of "các chuyên gia của Nga" stands, in tokens.
_NOUN_REACH = 5


class ParticipantFinder:
    """Finds who takes part, in one doc."""

    def __init__(
        self,
        doc: Doc,
        words: Wordings,
        reader: ClauseReader,
        single: Sequence[Agent],
        joined: Sequence[Agent],
        cues: Sequence[Cue],
    ) -> None:
        """Take what was found in the doc.

        Args:
            doc: The doc.
            words: Words of attendance.
            reader: Reads clauses of the joined agents.
            single: The agents one by one.
            joined: The agents with coordinations as one.
            cues: Words of stance, which end a list.
        """
        self._doc = doc
        self._words = words
        self._reader = reader
        self._single = single
        self._joined = joined
        self._cues = cues
        self._cue_starts = frozenset(cue.start for cue in cues if cue.kind != "future")
        self._cue_ends = frozenset(cue.end for cue in cues)

    def subjects(self, verb: int, sentence: SpacySpan, *, near: bool = False) -> list[Agent]:
        """Return those who do what the verb at a token says; none if it is negated or a noun.

        Args:
            verb: First token of the verb.
            sentence: Its sentence.
            near: No other verb may part them from it.
        """
        start = sentence.start
        left = self._reader.left(verb, start)
        while left.kind == "cue" and left.cue is not None and not left.negated:
            left = self._reader.left(left.cue.start, start)
        if left.negated or left.kind == "noun":
            return []
        is_near = left.kind in ("agent", "boundary")
        subject = left.agent or (self._nearest(verb, start) if is_near or not near else None)
        if subject is None or self._is_modifier(subject, sentence):
            return []
        companion = self._companion(subject, start)
        if companion is not None:
            return [*self.subjects(companion, sentence), *self.members(subject)]
        if self._reader.is_governed(subject, start) and not self._has_sent(subject, start):
            subject = self._nearest(subject.start, start)
        return self.members(subject) if subject is not None else []

    def of_main_clause(self, index: int, sentence: SpacySpan) -> list[Agent]:
        """Return the subject before a subordinate clause, with acts of its own between."""
        subject = self._nearest(index, sentence.start, over_acts=True)
        return self.members(subject) if subject is not None else []

    def around(self, index: int) -> list[Agent]:
        """Return the parties whose words a token belongs to: "các đại biểu | tham dự"."""
        return [a for a in self._single if a.kind == "parties" and a.start < index < a.end]

    def leading(self, index: int) -> list[Agent]:
        """Return the person whose words a token belongs to: "đoàn Nga do A | dẫn đầu"."""
        return [a for a in self._single if a.speaker and a.start < index < a.end]

    def next_to(self, verb: int, sentence: SpacySpan) -> list[Agent]:
        """Return those right before a verb, also as objects: "tiếp Thủ tướng A đang thăm"."""
        left = self._reader.left(verb, sentence.start)
        return self.members(left.agent) if left.agent and not left.negated else []

    def speaking_before(self, index: int, sentence: SpacySpan) -> list[Agent]:
        """Return the subjects of an act that ends at a token: "ông A nói | tại hội nghị"."""
        start = next((cue.start for cue in self._cues if cue.end == index), None)
        return self.subjects(start, sentence) if start is not None else []

    def members(self, agent: Agent) -> list[Agent]:
        """Return the agents that a coordination joins; of another agent the agent itself."""
        return self.between(agent.start, agent.end)

    def between(self, start: int, end: int) -> list[Agent]:
        """Return the agents between two tokens, without names inside compounds ("Nga-ASEAN")."""
        return [agent for agent in self.inside(start, end) if not self._is_compound(agent)]

    def inside(self, start: int, end: int) -> list[Agent]:
        """Return all agents between two tokens."""
        return [agent for agent in self._single if start <= agent.start and agent.end <= end]

    def beginning(self, start: int, end: int) -> list[Agent]:
        """Return all agents that begin between two tokens."""
        return [agent for agent in self._single if start <= agent.start < end]

    def passive(self, opener: int, verb: int, sentence: SpacySpan) -> list[Agent]:
        """Return those between "do" and a verb: "do A (nước điều phối) và B đồng chủ trì".

        The first follows "do" at once, and nothing but an apposition parts the last from the verb.
        """
        found = self.between(opener, verb)
        if not found or any(token.is_alpha for token in self._doc[opener : found[0].start]):
            return []
        left = self._reader.left(verb, sentence.start)
        is_closed = left.agent is not None or self._doc[left.start - 1].text in _CLOSING
        return found if is_closed else []

    def listed(self, start: int, limit: int) -> list[Agent]:
        """Return the agents of a list that begins at a token; places in it are passed over."""
        return list(self._listed(start, limit))

    def behind_comma(self, index: int, sentence: SpacySpan) -> list[Agent]:
        """Return the subject that follows a fronted clause: right behind a comma, before a verb."""
        depth, start = 0, None
        for token in self._doc[index : sentence.end]:
            depth += (token.text == "(") - (token.text == ")")
            if token.text == "," and depth <= 0:
                start = token.i
                break
        for agent in self._joined if start is not None else ():
            if start is not None and agent.start > start and agent.end < sentence.end:
                is_listed = self._doc[agent.end].text in ",." and not agent.apposition
                if is_listed or self._is_in_state(agent):
                    start = agent.end
                    continue
                is_subject = self._reader.opens_clause(agent, sentence.start)
                is_subject = is_subject and self._doc[agent.start - 1].text not in _SPEECH
                return self.members(agent) if is_subject else []
        return []

    def in_brackets(self, start: int, end: int) -> list[Agent]:
        """Return the agents in brackets behind or inside a name: "SOM (giữa ASEAN với Nga)"."""
        for index in range(start, min(end + _BRACKET_REACH, len(self._doc) - 1)):
            if self._doc[index].text == "(" and self._words.beginning("between", index + 1):
                return self.between(index, self._closing(index))
        return []

    def _closing(self, index: int) -> int:
        end = self._doc[index].sent.end
        return next((i for i in range(index, end) if self._doc[i].text == ")"), end)

    def _is_compound(self, agent: Agent) -> bool:
        """Whether a hyphen joins an agent to another: "Nga-ASEAN", "Việt Nam - Đức"."""
        return agent.kind != "person" and any(
            (other.start == agent.end + 1 and self._doc[agent.end].text == "-")
            or (other.end == agent.start - 1 and self._doc[other.end].text == "-")
            for other in self._single
        )

    def _has_sent(self, agent: Agent, start: int) -> bool:
        """Whether a plural noun before "của" are people of an agent: "các chuyên gia của Nga"."""
        if self._doc[agent.start - 1].lower_ != "của":
            return False
        nouns = range(max(start, agent.start - _NOUN_REACH), agent.start)
        return any(self._words.beginning("several", index) is not None for index in nouns)

    def _is_modifier(self, agent: Agent, sentence: SpacySpan) -> bool:
        """Whether a state only qualifies the noun before it: "báo chí Nga" (the Russian press)."""
        before = self._reader.skip_space(agent.start, sentence.start)
        return (
            agent.kind == "actor"
            and agent.actor is not None
            and agent.actor.startswith("state/")
            and before not in self._cue_ends
            and self._doc[before - 1].is_alpha
            and before > sentence.start
            and not self._reader.opens_clause(agent, sentence.start)
            and not self._reader.is_governed(agent, sentence.start)
            and self._words.ending("companion", agent.start) is None
        )

    def _nearest(self, index: int, start: int, *, over_acts: bool = False) -> Agent | None:
        """Return the last agent before a token in its clause that nothing governs.

        None where another act stands between them, unless acts may.
        """
        for agent in reversed(self._joined):
            if agent.end > index or agent.start < start:
                continue
            if not over_acts and any(agent.end <= cue < index for cue in self._cue_starts):
                return None
            if any(
                token.text in ";:" or token.text in _QUOTES
                for token in self._doc[agent.end : index]
            ):
                return None
            if not self._reader.is_governed(agent, start) and not self._is_place(agent):
                return agent
        return None

    def _is_in_state(self, agent: Agent) -> bool:
        """Whether a state says where a place before a comma lies: "tại Geneva, Thụy Sĩ"."""
        index = agent.start - 1
        is_bare = agent.kind == "actor" and self._doc[agent.start].text[0].isupper()
        if not is_bare or index < 0 or self._doc[index].text != ",":
            return False
        while index > 0 and self._doc[index - 1].text[0].isupper():
            index -= 1
        return index < agent.start - 1 and self._words.ending("at", index) is not None

    def _is_place(self, agent: Agent) -> bool:
        """Whether a name is part of a place, or in brackets: "tại sân bay Palam, New Delhi, …"."""
        after = self._doc[agent.end].text if agent.end < len(self._doc) else ""
        follows = agent.start > 0 and self._doc[agent.start - 1].text == ","
        return agent.kind == "actor" and (after == ")" or (after == "," and follows))

    def _companion(self, agent: Agent, start: int) -> int | None:
        """Return where the "cùng" stands that joins an agent to the subject before it."""
        for index in range(agent.start, max(start, agent.start - _COMPANION_REACH), -1):
            begin = self._words.ending("companion", index)
            if begin is not None:
                return begin if begin > start else None
        return None

    def _listed(self, start: int, limit: int) -> Iterator[Agent]:
        end, place = start, False
        for agent in self._single:
            if agent.start < start or agent.end > limit:
                continue
            gap = self._doc[end : agent.start]
            if len(gap) > _LIST_GAP or any(self._ends_list(token.i) for token in gap):
                return
            is_item = self._is_item(agent, end)
            # "Tại Hà Nội, Việt Nam" (in Ha Noi, Viet Nam) goes on over a comma.
            is_in_place = place and agent.kind == "actor" and gap.text.strip() == ","
            place = is_in_place or self._words.ending("at", agent.start) is not None
            end = agent.end
            if is_item and not place:
                yield agent

    def _is_item(self, agent: Agent, start: int) -> bool:
        """Whether an agent is listed itself, and does not qualify a noun: "học giả Nga".

        The name of a ministry is its state: "Bộ Giáo dục và Khoa học Nga".
        """
        if agent.kind != "actor" or not self._doc[agent.start - 1].is_alpha:
            return True
        nouns = range(max(start, agent.start - _LIST_GAP), agent.start)
        is_body = any(self._words.beginning("body", index) is not None for index in nouns)
        return is_body or self._words.ending("list-joint", agent.start) is not None

    def _ends_list(self, index: int) -> bool:
        return self._doc[index].text in _QUOTES or index in self._cue_starts
