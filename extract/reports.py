"""What a report amounts to whose content has no verb of stance: "ông X nói …", "cho biết …".

The words of the content decide: they deny ("vô căn cứ"), blame ("hành động gây hấn"), are alarmed
("vô cùng nguy hiểm"), announce ("sẽ …") or judge ("là …", "cần …"). A report without content, a
question, and one that there is no news takes no stand. Called by ``drafts.py``.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from diplograph.extract.acts import Act
from diplograph.extract.agents import Agent
from diplograph.extract.clauses import ClauseReader
from diplograph.extract.wordings import Wordings

__all__ = ["ReportReader"]

#: What words of the content say about the stance, the surest first.
_JUDGEMENTS = (
    ("denial", "oppose"),
    ("blame", "condemn"),
    ("alarm", "concern"),
    ("praise", "appreciate"),
)

#: What parts a judgement from what stands before it.
_STOPS = frozenset((",", ";", ":", "và"))
#: How far into the content the word stands that makes it news, in tokens.
_NEAR = 24
_QUOTES = frozenset("\"“”‘’'«»")


class ReportReader:
    """Reads the reports of one doc."""

    def __init__(
        self, doc: Doc, wordings: Wordings, agents: Sequence[Agent], reader: ClauseReader
    ) -> None:
        """Take what was found in the doc."""
        self._doc = doc
        self._agents = agents
        self._wordings = wordings
        self._reader = reader

    def stance(self, act: Act, agent: Agent, start: int, end: int) -> str | None:
        """Return the stance of an act, or None where it takes none.

        Args:
            act: The act.
            agent: Whose act it is.
            start: First token of what it reports.
            end: End of what it reports.
        """
        if act.stance == "commit":
            return "concern" if self._has("threat", act.cue.end, end) else "commit"
        if act.cue.kind != "reporting" or act.stance not in ("affirm", "inform"):
            return act.stance
        if agent.kind == "open":
            return None
        start = self._opened(start, end)
        background = next(self._firsts("background", start + 1, end), end)
        end = background if background > start else end
        if self._is_silent(act, start, end):
            return None
        for name, stance in _JUDGEMENTS:
            if any(self._is_predicate(first, start) for first in self._firsts(name, start, end)):
                return stance
        return self._told(act, agent, start, end)

    def manner(self, act: Act) -> str:
        """Return what sort of verb an act has, as an ending of its rule: none for one of stance."""
        if act.cue.kind == "future":
            return "-future"
        if act.cue.kind == "verb":
            return ""
        plain = self._wordings.beginning("plain-speech", act.cue.start) == act.cue.end
        return "-speech" if plain or act.content is not None else "-report"

    def _told(self, act: Act, agent: Agent, start: int, end: int) -> str | None:
        """Return the stance of a report that judges nobody."""
        declares = self._wordings.beginning("declaring", act.cue.start) == act.cue.end
        is_deed = start > 0 and self._wordings.ending("clause-noun", start) is None
        if declares and is_deed and self._begins("measure", start):
            return "inform"
        if self._demands(act, agent, start, end) or self._has("passive-request", start, end):
            return "request"
        if self._is_own_deed(agent, start, end):
            if self._has("resolve", start, end) or self._goes_on(start, end):
                return "commit"
            plain = self._wordings.beginning("plain-speech", act.cue.start) == act.cue.end
            if (plain or act.content is not None) and self._is_under_way(start, end):
                return "inform"
        if act.stance == "inform":
            return self._announced(start, end)
        opinion = self._wordings.beginning("opinion", act.cue.start) == act.cue.end
        return "agree" if opinion and agent.kind in ("parties", "coordination") else act.stance

    def _begins(self, name: str, index: int) -> bool:
        """Whether a word of a class begins at a token, adverbs skipped."""
        while (skipped := self._wordings.beginning("adverb", index)) is not None:
            if self._wordings.beginning(name, index) is not None:
                return True
            index = skipped
        return self._wordings.beginning(name, index) is not None

    def _demands(self, act: Act, agent: Agent, start: int, end: int) -> bool:
        """Whether the content says what another side must do: "Mỹ phải …", "… hãy …"."""
        if self._has("imperative", start, end):
            return True
        subject = self._subject(start, end)
        if subject is None or subject.kind != "actor" or subject.actor == agent.actor:
            return False
        return self._begins("other-necessity", subject.end)

    def _subject(self, start: int, end: int) -> Agent | None:
        """Return the agent that opens the content."""
        return next((a for a in self._agents if a.start == start and a.end < end), None)

    def _is_own_deed(self, agent: Agent, start: int, end: int) -> bool:
        """Whether the content is about what the one who says it does: no other subject."""
        subject = self._subject(start, end)
        if subject is not None:
            return subject.kind == "self" or subject.actor in (agent.actor, agent.speaker)
        return self._begins("resolve", start) or self._begins("own-deed", start)

    def _goes_on(self, start: int, end: int) -> bool:
        """Whether the subject goes on doing something: "Việt Nam tiếp tục tích cực tham gia …"."""
        subject = self._subject(start, end)
        index = start if subject is None else subject.end
        while index < end:
            if self._wordings.beginning("continuative", index) is not None:
                return True
            skipped = self._wordings.beginning("adverb", index)
            if skipped is None:
                return False
            index = skipped
        return False

    def _is_under_way(self, start: int, end: int) -> bool:
        """Whether the subject is doing something: "chúng tôi đang bàn bạc …"."""
        subject = self._subject(start, end)
        index = start if subject is None else subject.end
        while index < end and self._wordings.beginning("adverb", index) is not None:
            if self._wordings.beginning("progressive", index) is not None:
                return True
            index += 1
        return False

    def _opened(self, start: int, end: int) -> int:
        """Return where the content begins, behind marks and what introduces it.

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

    def _is_silent(self, act: Act, start: int, end: int) -> bool:
        words = [token.text for token in self._doc[start:end] if token.text not in _QUOTES]
        if not any(map(str.isalpha, words)) or words[-1] == "?":
            return True
        if end < len(self._doc) and self._doc[end].text == "?":
            return True
        if self._has("no-news", start, end):
            return True
        bare = self._wordings.beginning("bare-speech", act.cue.start) == act.cue.end
        if bare and act.content is None and not self._is_opened(act.cue.end, start, end):
            return True
        describes = self._wordings.beginning("describing", act.cue.start) == act.cue.end
        if describes and not self._has("equation", start, end):
            return True
        if self._is_talk(start, end):
            return True
        plain = self._wordings.beginning("plain-speech", act.cue.start) == act.cue.end
        return plain and self._is_adjunct(start, end)

    def _is_opened(self, cue_end: int, start: int, end: int) -> bool:
        """Whether a mark or "that" stands between a verb of speech and what is said."""
        between = self._doc[cue_end:start]
        return any(not token.is_space for token in between) or any(
            token.lower_ == "rằng" for token in self._doc[start:end]
        )

    def _is_talk(self, start: int, end: int) -> bool:
        """Whether the content only tells that there were talks: "hai bên đã thảo luận …"."""
        agent = self._subject(start, end)
        index = agent.end if agent else start
        return self._begins("talk", index) and not self._is_under_way(start, end)

    def _is_adjunct(self, start: int, end: int) -> bool:
        """Whether there is nothing but an adjunct or the addressee: no pause, no "that"."""
        opens = self._reader.opens_adjunct(start) or self._wordings.beginning("about", start)
        return bool(opens) and not any(
            token.text in (",", ":", '"', "“") or token.lower_ == "rằng"
            for token in self._doc[start:end]
        )

    def _announced(self, start: int, end: int) -> str | None:
        """Return what "cho biết" (lets know) amounts to: a plan, a judgement, or a mere fact."""
        near = min(end, start + _NEAR)
        if self._has("commissive", start, near) or self._has("plan", start, near):
            return "inform"
        if self._has("judgement", start, end) or self._has("necessity", start, end):
            return "affirm"
        return None if any(token.like_num for token in self._doc[start:end]) else "affirm"

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
        if self._doc[index - 1].text in _QUOTES:
            return True
        before = index
        while (skipped := self._wordings.ending("deed", before)) is not None:
            if self._wordings.ending("intensifier", before) is not None:
                return True
            before = self._reader.skip_space(skipped, start)
        left = self._reader.left(before, start)
        before = self._reader.skip_space(left.start, start)
        is_linked = self._wordings.ending("copula", before) is not None
        return left.kind == "agent" or before <= start or is_linked

    def _is_unreal(self, index: int, start: int) -> bool:
        """Whether what is judged is denied, a condition or a purpose: "không nhằm can thiệp"."""
        while index > start and self._doc[index - 1].lower_ not in _STOPS:
            index -= 1
            if any(self._wordings.beginning(name, index) for name in ("negation", "unreal")):
                return True
        return False

    def _has(self, name: str, start: int, end: int) -> bool:
        return next(self._firsts(name, start, end), None) is not None
