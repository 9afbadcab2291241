"""Reads what somebody is reported to say: about whom it is, whom it judges, what it tells.

A judgement counts where it is said of something ("… là hành động gây hấn": is an act of
aggression), not where it names what is to be prevented or might happen. The words are classes of
``vocab/wording.ttl``. Called by ``reports.py``.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from diplograph.extract.agents import Agent
from diplograph.extract.clauses import ClauseReader
from diplograph.extract.subjects import QUOTES
from diplograph.extract.wordings import Wordings

__all__ = ["ContentReader"]

#: What words of the content say about the stance, the surest first.
_JUDGEMENTS = (
    ("denial", "oppose"),
    ("blame", "condemn"),
    ("alarm", "concern"),
    ("threat", "concern"),
    ("praise", "appreciate"),
)
#: What another side will suffer, or is threatened with, unless it does something.
_CONDITIONAL = ("threat", "penalty")
#: Words that say how something is or ought to be, not what happened.
_VIEWS = ("judgement", "necessity", "negation", "intensifier", "self", "commissive")
#: What links a judgement to the one who is judged.
_LINKS = ("copula", "doing", "showing", "reason")
#: What parts a judgement from what stands before it.
_STOPS = frozenset((",", ";", ":", "và", "việc"))


class ContentReader:
    """Reads the contents of reports in one doc; a content is a pair of tokens, first and end."""

    def __init__(
        self, doc: Doc, wordings: Wordings, agents: Sequence[Agent], reader: ClauseReader
    ) -> None:
        """Take what was found in the doc."""
        self._doc = doc
        self._agents = agents
        self._wordings = wordings
        self._reader = reader

    def opened(self, start: int, end: int) -> int:
        """Return where a content begins, behind marks and what introduces it.

        "nói với các phóng viên rằng …" introduces it up to "that".
        """
        index = start
        if self._wordings.beginning("about", start) is not None:
            that = next((t.i for t in self._doc[start:end] if t.lower_ == "rằng"), None)
            index = start if that is None else that
        while index < end:
            token = self._doc[index]
            opener = self._wordings.beginning("complementiser", index)
            if token.is_space or not token.text[0].isalnum():
                index += 1
            elif opener is not None and token.lower_ != "về":
                index = opener
            else:
                break
        return index

    def judgement(self, start: int, end: int) -> str | None:
        """Return the stance of a content that judges something."""
        for name, stance in _JUDGEMENTS:
            for first in self._firsts(name, start, end):
                is_aim = name == "blame" and self._is_aim(first, start)
                if not is_aim and not self._is_predicate(first, start):
                    continue
                if name == "blame" and self._is_alleged(first, start):
                    continue
                is_possible = self._wordings.ending("possible", first) is not None
                return "concern" if name == "blame" and is_possible else stance
        is_condition = self.has("condition", start, end)
        is_threat = is_condition and any(self.has(name, start, end) for name in _CONDITIONAL)
        return "concern" if is_threat else None

    def resolves(self, start: int, end: int) -> bool:
        """Whether a content tells of resolve, not of what has to be done: "cần tiếp tục …"."""
        return any(
            self._wordings.ending("necessity", first) is None
            for first in self._firsts("resolve", start, end)
        )

    def is_view(self, start: int, end: int) -> bool:
        """Whether a content says how something is or ought to be, or quotes words for it."""
        return any(self.has(name, start, end) for name in _VIEWS) or any(
            token.text in QUOTES for token in self._doc[start - 1 : end]
        )

    def subject(self, start: int, end: int) -> Agent | None:
        """Return the agent that opens a content, or follows an adjunct that opens it."""
        is_fronted = self._reader.opens_adjunct(start) or (
            self._wordings.beginning("preposition", start) is not None
        )
        for agent in self._agents:
            if agent.start < start or agent.end >= end:
                continue
            if agent.start == start or self._wordings.ending("side", agent.start) == start:
                return agent
            if not is_fronted:
                return None
            if self._doc[self._reader.skip_space(agent.start, start) - 1].text == ",":
                return agent
        return None

    def is_own_deed(self, agent: Agent, start: int, end: int) -> bool:
        """Whether a content is about what the one who says it does: no other subject."""
        subject = self.subject(start, end)
        if subject is not None:
            return subject.kind == "self" or subject.actor in (agent.actor, agent.speaker)
        return self.begins("resolve", start) or self.begins("own-deed", start)

    def declines(self, start: int, end: int) -> bool:
        """Whether the subject of a content refuses or denies something: "chúng tôi không cần …"."""
        index = self._behind_subject(start, end)
        while (skipped := self._wordings.beginning("adverb", index)) is not None:
            index = skipped
        negated = self._wordings.beginning("negation", index)
        return negated is not None and any(
            self.begins(name, negated) for name in ("declined", "refused")
        )

    def takes_measure(self, start: int, end: int) -> bool:
        """Whether the subject of a content takes a measure: "Nga đã triệu hồi …"."""
        return self.begins("measure", self._behind_subject(start, end))

    def will_do(self, start: int, end: int) -> bool:
        """Whether the subject of a content will do something: "nước này sẽ …"."""
        return self.begins("commissive", self._behind_subject(start, end))

    def goes_on(self, start: int, end: int) -> bool:
        """Whether the subject goes on doing something: "Việt Nam tiếp tục tích cực tham gia …"."""
        index = self._behind_subject(start, end)
        return self.begins("continuative", index) or self._is_steady(index)

    def is_under_way(self, start: int, end: int) -> bool:
        """Whether the subject is doing something: "chúng tôi đang bàn bạc …"."""
        return self.begins("progressive", self._behind_subject(start, end))

    def is_talk(self, start: int, end: int) -> bool:
        """Whether a content only tells that there were talks: "hai bên đã thảo luận …"."""
        is_talk = self.begins("talk", self._behind_subject(start, end))
        return is_talk and not self.is_under_way(start, end)

    def begins(self, name: str, index: int) -> bool:
        """Whether a word of a class begins at a token, adverbs skipped."""
        while (skipped := self._wordings.beginning("adverb", index)) is not None:
            if self._wordings.beginning(name, index) is not None:
                return True
            index = skipped
        return self._wordings.beginning(name, index) is not None

    def has(self, name: str, start: int, end: int) -> bool:
        """Whether a word of a class stands between two tokens."""
        return next(self._firsts(name, start, end), None) is not None

    def lasts(self, name: str, start: int, end: int) -> Iterator[int]:
        """Yield where the words of a class between two tokens end."""
        for first, last in self._wordings.phrases(name):
            if start <= first and last <= end:
                yield last

    def before_background(self, start: int, end: int) -> int:
        """Return the end of a content without the background that it is set in."""
        begin = self._wordings.beginning("background", start) or start
        return next(self._firsts("background", begin + 1, end), end)

    def _is_steady(self, index: int) -> bool:
        """Whether "always", "resolutely" and the like stand before what is undertaken."""
        begin = index
        while (skipped := self._wordings.beginning("steady", index)) is not None:
            index = skipped
        return index > begin and self._wordings.beginning("undertaking", index) is not None

    def _behind_subject(self, start: int, end: int) -> int:
        subject = self.subject(start, end)
        return start if subject is None else subject.end

    def _firsts(self, name: str, start: int, end: int) -> Iterator[int]:
        for first, last in self._wordings.phrases(name):
            if start <= first and last <= end:
                yield first

    def _is_predicate(self, index: int, start: int) -> bool:
        """Whether what is judged stands before: "… là hành động gây hấn", not "đối phó với …"."""
        if self._is_unreal(index, start):
            return False
        if any(self._wordings.beginning(name, index) for name in ("negation", "causing")):
            return True
        if self._doc[index - 1].text in QUOTES:
            return True
        before = index
        while (skipped := self._wordings.ending("deed", before)) is not None:
            if self._wordings.ending("intensifier", before) is not None:
                return True
            before = self._reader.skip_space(skipped, start)
        left = self._reader.left(before, start)
        before = self._reader.skip_space(left.start, start)
        is_linked = any(self._wordings.ending(name, before) for name in _LINKS)
        return left.kind == "agent" or before <= start or is_linked

    def _is_unreal(self, index: int, start: int) -> bool:
        """Whether what is judged is denied, a condition or a purpose: "không nhằm can thiệp"."""
        if self._doc[index - 1].text == ",":
            index -= 1
        while index > start and self._doc[index - 1].lower_ not in _STOPS:
            if self._wordings.ending("showing", index) is not None:
                return False
            index -= 1
            if any(self._wordings.beginning(name, index) for name in ("negation", "unreal")):
                return True
        return False

    def _is_aim(self, index: int, start: int) -> bool:
        """Whether blame is what somebody aims at: "vụ tấn công nhằm phá hoại đàm phán"."""
        aimed = self._wordings.ending("aim", index)
        return aimed is not None and not self._is_unreal(aimed, start)

    def _is_alleged(self, index: int, start: int) -> bool:
        """Whether blame is only told of: "làm rõ cáo buộc Nga can thiệp"."""
        begin = next((i for i in range(index, start, -1) if self._doc[i - 1].text in _STOPS), start)
        return self.has("alleging", begin, index)
