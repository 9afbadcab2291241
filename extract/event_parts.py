"""Events that are part of longer ones, and what they take from them.

"Nhân chuyến thăm", "bên lề hội nghị" and "trong khuôn khổ SOM 2" (on the occasion of the visit, on
the sidelines of the conference, within SOM 2) name the longer one. An article on one day of a
conference ("ngày làm việc thứ ba của Hội nghị SOM 2", the third day of SOM 2) tells its parts
without saying again when and where they are: what it reports of the same sides is held on that day,
in that place. Called by ``event_linking.py``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from diplograph.extract.event_days import earlier
from diplograph.extract.event_drafts import EventDraft
from diplograph.extract.event_kinds import is_two_sided, usual_level

__all__ = ["DraftMention", "join_parts"]


@dataclass(frozen=True, slots=True)
class DraftMention:
    """Where an event is mentioned."""

    draft: EventDraft
    #: First token of its sentence.
    sentence: int
    begin: int
    #: The words name it as what another event is part of.
    is_frame: bool


def join_parts(mentions: Sequence[DraftMention]) -> None:
    """Tell events what they are part of, and what follows from it.

    Args:
        mentions: Of all events of an article, in its order.
    """
    for frame in (mention for mention in mentions if mention.is_frame):
        for part in mentions:
            is_beside = part.sentence == frame.sentence and not part.is_frame
            if is_beside and _can_be_part(part.draft, frame.draft):
                part.draft.frame = frame.draft
    told = next((m for m in mentions if m.draft.day_number), None)
    if told is not None:
        _join_sessions(told, (m for m in mentions if m.begin > told.begin))


def _can_be_part(draft: EventDraft, frame: EventDraft) -> bool:
    return draft is not frame and frame.frame is None and draft.frame is None and draft.is_meeting


def _join_sessions(told: DraftMention, later: Iterable[DraftMention]) -> None:
    """Let what an article on one day of a conference reports of its sides be of that day."""
    whole = told.draft
    framed = [m for m in later if not m.is_frame and set(m.draft.parties) == set(whole.parties)]
    for draft in (m.draft for m in framed):
        is_other = draft is whole or not draft.is_meeting or is_two_sided(draft.kind)
        if is_other or (draft.levels and set(draft.levels) & set(whole.levels)):
            continue
        draft.frame, draft.is_local = whole, draft.series is None
        day = whole.told_day
        if day is not None and draft.day_number:
            day = earlier(day, draft.day_number - 1)
        is_other_day = day and draft.date and draft.date.date.day and draft.date.date != day.date
        if draft.is_ahead or is_other_day:
            continue
        draft.date = replace(day, span=draft.spans[0]) if day else draft.date
        draft.is_located = draft.is_located or whole.is_located
        draft.place, draft.mode = draft.place or whole.place, draft.mode or whole.mode
        if "senior-officials" in whole.levels and not usual_level(draft.kind):
            draft.levels = draft.levels or ["working-group"]
