"""How a sentence speaks of an event: at it, telling of it, or only about it.

"Tại hội nghị", "đã dự hội nghị" and a sentence that begins with "Hội nghị …" put an event before
the reader; "về hội nghị", "kết quả hội nghị" and "sau cuộc gặp" only speak about one. Called by
``event_linking.py`` and ``occasion_tracking.py``.
"""

from dataclasses import dataclass

from spacy.tokens import Doc

from diplograph.extract.wordings import Wordings

__all__ = ["Stage", "Staging"]

_ARTICLES = ("plural", "article")
#: How far behind the name of an event "diễn ra" (takes place) may stand, in tokens.
_TAKING_PLACE = 4


@dataclass(frozen=True, slots=True)
class Stage:
    """How a sentence speaks of an event."""

    #: First token of its mention, with what stands before the noun.
    start: int
    is_plural: bool
    #: "Về", "sau", "kết quả": it is only spoken about.
    is_subject: bool
    #: "Tại", "trong": the sentence is spoken at it.
    is_setting: bool
    #: The sentence begins with it, or has it as what was held or attended.
    is_told: bool


class Staging:
    """Tells how the sentences of one doc speak of events."""

    def __init__(self, doc: Doc, about_events: Wordings) -> None:
        """Take the doc, and where words about events stand in it."""
        self._doc = doc
        self._about = about_events

    def stage(self, start: int, end: int) -> Stage:
        """Return how a sentence speaks of the event that tokens ``start`` to ``end`` mention."""
        first, is_plural = start, False
        while (name := self._article(first)) is not None:
            is_plural = is_plural or name == "plural"
            first = self._about.ending(name, first) or 0
        opening = self._doc[self._doc[start].sent.start : first]
        behind = range(end, min(end + _TAKING_PLACE, len(self._doc)))
        return Stage(
            start=first,
            is_plural=is_plural,
            is_subject=self._about.ending("spoken-about", first) is not None,
            is_setting=self._about.ending("within", first) is not None,
            is_told=self._about.ending("has", first) is not None
            or not any(token.is_alpha for token in opening)
            or any(self._about.beginning("takes-place", i) is not None for i in behind),
        )

    def _article(self, index: int) -> str | None:
        return next((n for n in _ARTICLES if self._about.ending(n, index) is not None), None)
