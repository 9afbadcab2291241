"""What a report amounts to whose content has no verb of stance: "ông X nói …", "cho biết …".

The words of the content decide: they refuse ("không cần trung gian"), deny ("vô căn cứ"), blame
("hành động gây hấn"), are alarmed ("vô cùng nguy hiểm"), promise, announce ("sẽ …") or judge ("là
…", "cần …"). A report without content, a question, a mere fact, and that there is no news take no
stand. Called by ``drafts.py``.
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from diplograph.extract.acts import Act
from diplograph.extract.agents import Agent
from diplograph.extract.clauses import ClauseReader
from diplograph.extract.contents import ContentReader
from diplograph.extract.cues import Cue
from diplograph.extract.subjects import QUOTES
from diplograph.extract.wordings import Wordings

__all__ = ["ReportReader"]

#: Words behind "will" that announce something.
_NEWS = ("programme", "collective-programme", "measure")
#: How far into the content the word stands that makes it news, in tokens.
_NEAR = 24


class ReportReader:
    """Reads the reports of one doc."""

    def __init__(
        self, doc: Doc, wordings: Wordings, agents: Sequence[Agent], reader: ClauseReader
    ) -> None:
        """Take what was found in the doc."""
        self._doc = doc
        self._wordings = wordings
        self._reader = reader
        self._contents = ContentReader(doc, wordings, agents, reader)

    def stance(self, act: Act, agent: Agent, start: int, end: int) -> str | None:
        """Return the stance of an act, or None where it takes none.

        Args:
            act: The act.
            agent: Whose act it is.
            start: First token of what it reports.
            end: End of what it reports.
        """
        if act.stance == "commit":
            return self._promised(act.cue, end)
        is_shared = agent.kind in ("parties", "coordination")
        if is_shared and act.stance == "support" and self._is("assent", act):
            return "agree"
        if act.cue.kind != "reporting" or act.stance not in ("affirm", "inform"):
            return act.stance
        if agent.kind == "open":
            return None
        start = self._contents.opened(start, end)
        end = self._contents.before_background(start, end)
        if self._is_silent(act, start, end):
            return None
        deed = self._deed(act, agent, start, end)
        return deed or self._contents.judgement(start, end) or self._told(act, agent, start, end)

    def _promised(self, cue: Cue, end: int) -> str:
        """Return what a promise is: a threat, a refusal, a forecast, or just that.

        "Sẽ không đàm phán" (will not negotiate) refuses, "sẽ không có giải pháp" (there will be no
        solution) is a view.
        """
        if self._threatens(cue.end, end, cue.end):
            return "concern"
        negation = self._wordings.ending("negation", cue.end)
        if negation is None:
            return "commit"
        if self._wordings.beginning("forecast", negation) is not None:
            return "affirm"
        return "oppose" if self._contents.begins("refused", cue.end) else "commit"

    def manner(self, act: Act) -> str:
        """Return what sort of verb an act has, as an ending of its rule: none for one of stance."""
        if act.cue.kind == "future":
            return "-future"
        if act.cue.kind == "verb":
            return ""
        return "-speech" if self._is_plain(act) else "-report"

    def _is(self, name: str, act: Act) -> bool:
        """Whether the verb of an act is a word of a class."""
        return self._wordings.beginning(name, act.cue.start) == act.cue.end

    def _is_plain(self, act: Act) -> bool:
        """Whether an act has a verb of mere speech, or none at all."""
        return self._is("plain-speech", act) or act.content is not None

    def _threatens(self, start: int, end: int, verb: int) -> bool:
        """Whether what is promised is a threat: "giáng đòn", "sẽ áp đặt trừng phạt nếu …"."""
        is_hostile = self._contents.begins("hostile", verb)
        is_condition = self._contents.has("condition", start, end)
        return self._contents.has("threat", start, end) or (is_hostile and is_condition)

    def _deed(self, act: Act, agent: Agent, start: int, end: int) -> str | None:
        """Return the stance of a report on what the one who says it does, or declines to do."""
        contents = self._contents
        if self._wordings.ending("clause-noun", start) is not None:
            return None
        takes_measure = contents.takes_measure(start, end)
        if takes_measure and self._is("declaring", act) and not contents.subject(start, end):
            return "concern" if self._threatens(start, end, start) else "inform"
        if not contents.is_own_deed(agent, start, end):
            return None
        if contents.will_do(start, end):
            return self._announced(agent, start, end)
        if contents.declines(start, end):
            return "oppose"
        if contents.resolves(start, end) or contents.goes_on(start, end):
            return "commit"
        is_announced = takes_measure or contents.is_under_way(start, end)
        is_told = self._is_plain(act) or act.stance == "inform"
        return "inform" if is_announced and is_told else None

    def _told(self, act: Act, agent: Agent, start: int, end: int) -> str | None:
        """Return the stance of a report that judges nobody and tells of no deed of one's own."""
        contents = self._contents
        if self._is("declaring", act) and contents.has("unwelcome", start, end):
            return "inform"
        if self._demands(act, agent, start, end) or contents.has("passive-request", start, end):
            return "request"
        if act.stance == "inform" or act.rule == "source":
            return self._announced(agent, start, end)
        if self._is_plain(act) and not contents.is_view(start, end):
            return None
        is_shared = self._is("opinion", act) and agent.kind in ("parties", "coordination")
        return "agree" if is_shared else act.stance

    def _demands(self, act: Act, agent: Agent, start: int, end: int) -> bool:
        """Whether the content says what another side must do: "Mỹ phải …", "… hãy …"."""
        if self._contents.has("imperative", start, end):
            return True
        subject = self._contents.subject(start, end)
        if subject is None or subject.kind != "actor" or subject.actor == agent.actor:
            return False
        is_duty = self._contents.begins("other-necessity", subject.end)
        is_suffered = self._contents.begins("penalty", subject.end)
        return is_duty and not is_suffered and not self._is("stressing", act)

    def _announced(self, agent: Agent, start: int, end: int) -> str | None:
        """Return what "cho biết" (lets know) amounts to: a plan, a judgement, or a mere fact."""
        contents, near = self._contents, min(end, start + _NEAR)
        is_own = contents.is_own_deed(agent, start, end)
        for verb in contents.lasts("commissive", start, near):
            if self._threatens(start, end, verb):
                return "concern"
            acted = self._wordings.beginning("passive", verb) or verb
            is_news = any(contents.begins(name, verb) for name in _NEWS)
            is_promised = is_own and not contents.begins("forecast", verb)
            if is_promised or is_news or contents.begins("measure", acted):
                return "inform"
        if contents.has("plan", start, near):
            return "inform"
        return "affirm" if contents.is_view(start, end) else None

    def _is_silent(self, act: Act, start: int, end: int) -> bool:
        words = [token.text for token in self._doc[start:end] if token.text not in QUOTES]
        if not any(map(str.isalpha, words)) or words[-1] == "?":
            return True
        if end < len(self._doc) and self._doc[end].text == "?":
            return True
        contents = self._contents
        if contents.has("no-news", start, end) or contents.is_talk(start, end):
            return True
        if contents.begins("referring", start):
            return True
        is_bare = self._is("bare-speech", act) and act.content is None
        if is_bare and not self._is_opened(act.cue.end, start, end):
            return True
        if self._is("describing", act) and not contents.has("equation", start, end):
            return True
        return self._is("plain-speech", act) and self._is_adjunct(start, end)

    def _is_opened(self, cue_end: int, start: int, end: int) -> bool:
        """Whether a mark or "that" stands between a verb of speech and what is said."""
        between = self._doc[cue_end:start]
        return any(not token.is_space for token in between) or any(
            token.lower_ == "rằng" for token in self._doc[start:end]
        )

    def _is_adjunct(self, start: int, end: int) -> bool:
        """Whether there is nothing but an adjunct or the addressee: no pause, no "that"."""
        opens = self._reader.opens_adjunct(start) or self._wordings.beginning("about", start)
        return bool(opens) and not any(
            token.text in (",", ":", '"', "“") or token.lower_ == "rằng"
            for token in self._doc[start:end]
        )
