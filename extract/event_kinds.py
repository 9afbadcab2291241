"""What the kinds of ``vocab/kind.ttl`` imply: who meets, how, and which kinds can be one event.

Called by ``event_drafts.py``, ``event_linking.py`` and ``event_writing.py``.
"""

__all__ = [
    "are_alike",
    "can_be_of_leaders",
    "can_be_one",
    "is_bilateral",
    "is_common_noun",
    "is_in_person",
    "is_two_sided",
    "is_without_sides",
    "usual_level",
]

_NO_MEETINGS = frozenset({"press-conference", "speech"})
#: Kinds that are never the same event as one of another kind.
_APART = frozenset(
    {"visit", "call", "press-conference", "speech", "ceremony", "signing", "forum", "workshop"}
)
#: Kinds at which one side meets another, each in the person of whoever speaks for it.
_TWO_SIDED = frozenset({"encounter", "talks", "call", "visit", "courtesy-call", "reception"})
#: Kinds that no round of negotiations is.
_SESSIONS = frozenset({"dialogue", "conference", "summit", "consultation"})
#: Kinds that are called high-level whoever meets.
_HIGH_LEVEL = frozenset({"dialogue", "consultation", "forum", "workshop", "negotiation"})
#: Kinds for which one has to be there.
_IN_PERSON = frozenset({"encounter", "talks", "visit", "courtesy-call", "reception"})
#: Kinds whose words are common nouns too: they name an event with a capital or an ordinal.
_COMMON_NOUNS = frozenset(
    {"dialogue", "consultation", "negotiation", "talks", "forum", "workshop", "signing"}
)


def can_be_one(kind: str, other: str) -> bool:
    """Whether one event can be called by two kinds: "cuộc gặp" and "hội đàm" can be one."""
    pair = {kind, other}
    if "negotiation" in pair and pair & _SESSIONS:
        return False
    return kind == other or not pair & _APART


def are_alike(kind: str, other: str) -> bool:
    """Whether two kinds are both of persons who meet, or both of bodies that meet."""
    return kind == other or is_two_sided(kind) == is_two_sided(other)


def can_be_of_leaders(kind: str) -> bool:
    """Whether "cấp cao" in a name means leaders: not in "đối thoại cấp cao"."""
    return kind not in _HIGH_LEVEL


def is_without_sides(kind: str) -> bool:
    """Whether an event of a kind is no meeting: a press conference, a speech."""
    return kind in _NO_MEETINGS


def is_two_sided(kind: str) -> bool:
    """Whether one side meets another at an event of a kind."""
    return kind in _TWO_SIDED


def is_bilateral(kind: str) -> bool:
    """Whether an event of a kind has two sides by its nature: talks, a call, a visit."""
    return kind in _TWO_SIDED - {"encounter"}


def is_in_person(kind: str) -> bool:
    """Whether the word for a kind means that people meet in one place."""
    return kind in _IN_PERSON


def is_common_noun(kind: str) -> bool:
    """Whether the words of a kind often mean no particular event: "đối thoại" (dialogue)."""
    return kind in _COMMON_NOUNS


def usual_level(kind: str) -> str | None:
    """Return the level of an event of a kind of which nothing tells another."""
    return "other" if kind == "workshop" else None
