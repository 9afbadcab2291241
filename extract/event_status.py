"""Whether an event is over, lies ahead or is called off, as a sentence tells that mentions it.

Words of status stand near the mention ("sẽ họp", will meet), before what is only wished or prepared
("đề nghị tổ chức", proposes to hold), or as the predicate of the event, however far behind its
name ("Hội nghị … đã được hoãn lại", has been put off). Called by ``event_facts.py`` and
``event_linking.py``.
"""

from spacy.tokens import Doc

from diplograph.extract.wordings import Wordings

__all__ = ["StatusReader"]

#: How near a mention a word of its status stands, before and behind, in tokens.
_BEFORE, _BEHIND = 5, 4
#: How far behind the name of an event the predicate may stand that calls it off, in tokens.
_REACH = 25
#: How far before "tham dự" (to attend) the verb may stand that asks somebody to, in tokens.
_INVITED_REACH = 12
_PAUSES = frozenset(",;")


class StatusReader:
    """Reads what the sentences of one doc say of the status of events."""

    def __init__(self, doc: Doc, wordings: Wordings) -> None:
        """Take the doc, and where words about events stand in it."""
        self._doc = doc
        self._wordings = wordings

    def status(self, start: int, end: int, following: int, *, is_over: bool) -> str | None:
        """Return held, planned or cancelled where words say so.

        Args:
            start: First token of the mention.
            end: The token behind it and the events that "và" joins to it.
            following: Where the next event begins.
            is_over: Its date lies behind.
        """
        if self._is_called_off(start, end, following):
            return "cancelled"
        if self._wordings.ending("wishes", start) is not None or self.is_invited(start):
            return "planned"
        if is_over:
            return "held"
        sentence = self._doc[start].sent
        first = max(sentence.start, start - _BEFORE)
        last = min(sentence.end, end + _BEHIND)
        prepares = self._wordings.phrases("prepares")
        if any(first <= a and b <= start and self._is_of_event(a, b) for a, b in prepares):
            return "planned"
        if (told := self._told_by_predicate(start, end, following)) is not None:
            return told
        for name in ("cancelled", "planned", "held"):
            near = [
                p for p in self._wordings.phrases(name) if first <= p[0] < last and p[1] > first
            ]
            if any(self._is_of_event(a, b) for a, b in near):
                return name
        return None

    def is_ahead(self, subject_start: int, subject_end: int, start: int) -> bool:
        """Whether somebody is asked to do, or will do, what a verb tells.

        "Mời [Tổng thống Nga] thăm Mỹ" (invited to visit), "[ông] sẽ dự hội nghị và thăm Mỹ".

        Args:
            subject_start: First token of the subject.
            subject_end: The token behind it.
            start: First token of the verb.
        """
        asked = self._wordings.ending("wishes", subject_start) is not None
        will = any(subject_end <= a and b <= start for a, b in self._wordings.phrases("planned"))
        return asked or will

    def is_reported_at(self, start: int) -> bool:
        """Whether nothing in the sentence around an event says that what it tells lies ahead.

        What somebody says there does not count: "Tại hội nghị, X khẳng định sẽ …".
        """
        first, end = self._doc[start].sent.start, self._doc[start].sent.end
        told = (a for n in ("reports", "clause-break") for a, _ in self._wordings.phrases(n))
        last = min((a for a in told if start < a < end), default=end)
        return not any(
            first <= a < last and self._is_of_event(a, b)
            for name in ("planned", "wishes", "prepares", "cancelled")
            for a, b in self._wordings.phrases(name)
        )

    def is_invited(self, start: int) -> bool:
        """Whether somebody is asked to attend what is mentioned: "mời Nga tham dự [hội nghị]"."""
        attends = self._wordings.ending("attends", self._wordings.ending("plural", start) or start)
        if attends is None:
            return False
        first = max(self._doc[start].sent.start, attends - _INVITED_REACH)
        if any(token.text in _PAUSES for token in self._doc[first:attends]):
            first = max(t.i for t in self._doc[first:attends] if t.text in _PAUSES)
        return any(first <= a and b <= attends for a, b in self._wordings.phrases("invites"))

    def _told_by_predicate(self, start: int, end: int, following: int) -> str | None:
        """Return what "sẽ diễn ra" or "đã diễn ra" says, however far behind the name it stands."""
        last = min(self._doc[start].sent.end, following)
        predicates = [p for p in self._wordings.phrases("takes-place") if end <= p[0] < last]
        if not predicates:
            return None
        first, behind = min(predicates, key=lambda p: (p[0], -p[1]))
        for name in ("planned", "held"):
            if any(a < behind and first < b for a, b in self._wordings.phrases(name)):
                return name
        return None

    def _is_called_off(self, start: int, end: int, following: int) -> bool:
        """Whether an event, as the subject of its sentence, is put off: "[Hội nghị …] bị hoãn"."""
        sentence = self._doc[start].sent
        opening = self._doc[sentence.start : self._wordings.ending("plural", start) or start]
        last = min(sentence.end, following, end + _REACH)
        is_subject = not any(token.is_alpha for token in opening)
        return is_subject and self._wordings.has("called-off", end, last)

    def _is_of_event(self, start: int, end: int) -> bool:
        """Whether a word of status is no part of a phrase such as "như dự kiến" (as planned)."""
        other = self._wordings.phrases("not-ahead")
        return not any(a <= start and end <= b for a, b in other)
