"""A phrase that names an event, and what it says as it is read.

Written by ``event_name_reader.py``, read by ``event_parties.py`` and ``event_linking.py``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from diplograph.extract.annotations import DateMention, PersonMention
from diplograph.ontology.model import Span

__all__ = ["EventName", "NameFacts", "Wording"]

#: Scheme and name of a concept, or "series" and its key.
Wording = tuple[str, str]


@dataclass(frozen=True, slots=True)
class EventName:
    """A phrase that names or takes up an event: tokens ``start`` to ``end``."""

    start: int
    end: int
    span: Span
    kind: str
    levels: tuple[str, ...] = ()
    portfolio: str | None = None
    ordinals: tuple[int, ...] = ()
    #: Keys of the sides in the order of the text.
    parties: tuple[str, ...] = ()
    #: Keys of the sides that brackets behind the name of a forum list.
    listed: tuple[str, ...] = ()
    persons: tuple[PersonMention, ...] = ()
    date: DateMention | None = None
    #: Key of a series whose own name stands here.
    series: str | None = None
    #: "Thường niên" and the like: the text shows that it is one of a series.
    recurring: bool = False
    #: The first words of what it is about: behind "về", in quotation marks, or of its title.
    topic: str | None = None
    #: It begins with a kind of event ("Hội nghị SOM ASEAN"), not with a level or a series ("EAS").
    has_kind: bool = True
    #: "Các", "những": several events at once.
    plural: bool = False
    #: It goes on with "với": the side that its name lacks is the subject of its sentence.
    with_other: bool = False
    #: It goes on with "giữa": it names all its sides.
    is_between: bool = False
    #: "Tiếp theo", "lần trước": an event like the one at hand, but another one.
    another: bool = False
    #: Which one it is of the events that the phrase names, counted from 0.
    number: int = 0
    #: "Này", "nói trên": the one spoken of last.
    this_one: bool = False
    #: "Một cuộc gặp": one that was not spoken of before.
    indefinite: bool = False
    #: "Đầu tiên": the first of its series, if nothing tells another number.
    is_first: bool = False
    #: "Hội nghị hẹp": none of the numbered meetings of its series.
    is_retreat: bool = False
    #: "Chuyến thăm Nga và Pháp": several states are visited.
    is_joined: bool = False

    @property
    def ordinal(self) -> int | None:
        """Its number in its series."""
        return self.ordinals[0] if self.ordinals else None

    @property
    def is_bare(self) -> bool:
        """Whether it says no more than "the meeting"."""
        facts = (self.levels, self.parties, self.persons, self.series, self.ordinals, self.topic)
        return not any(facts)


class NameFacts:
    """What a name says, as it is read."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.levels: list[str] = []
        self.ordinals: list[int] = []
        self.parties: list[str] = []
        #: Those of the parties that are named by their capitals.
        self.cities: list[str] = []
        #: The sides that brackets list.
        self.listed: list[str] = []
        self.persons: list[PersonMention] = []
        self.date: DateMention | None = None
        self.topic: str | None = None
        #: The first words of a title that are no words of the vocabularies.
        self.title: str | None = None
        self.plural = self.with_other = self.indefinite = self.is_joined = False
        #: It goes on with "giữa": a list of its sides may follow.
        self.is_between = False
        #: The sentence is spoken at it: "trong chuyến thăm Doha, …".
        self.is_setting = False
        self._noted: dict[str, list[str]] = {}

    @property
    def is_visit(self) -> bool:
        """Whether it is a visit: where it leads to is a side of it."""
        return self._first("kind") == "visit"

    def note(self, value: Wording) -> None:
        """Take a word of the vocabularies, or the name of a series."""
        scheme, name = value
        if scheme == "level":
            self.levels.append(name)
        else:
            self._noted.setdefault(scheme, []).append(name)

    def note_all(self, values: Iterable[Wording]) -> None:
        """Take several."""
        for value in values:
            self.note(value)

    def name(self, start: int, end: int, span: Span) -> EventName:
        """Return the name.

        A capital alone is no side but where they meet ("Hội nghị Geneva"), except for visits.
        """
        parties = dict.fromkeys(self.parties)
        if len(parties) == 1 and self.cities and not self.is_visit:
            parties.clear()
        wordings = self._noted.get("event-wording", ())
        return EventName(
            start=start,
            end=end,
            span=span,
            kind=self._first("kind") or "meeting",
            levels=tuple(dict.fromkeys(self.levels)),
            portfolio=self._first("portfolio"),
            ordinals=tuple(dict.fromkeys(self.ordinals)),
            parties=tuple(parties),
            listed=tuple(dict.fromkeys(self.listed)),
            persons=tuple(self.persons),
            date=self.date,
            series=self._first("series"),
            recurring="recurring" in wordings,
            topic=self.topic,
            has_kind="kind" in self._noted,
            plural=self.plural,
            indefinite=self.indefinite,
            with_other=self.with_other,
            is_between=self.is_between,
            another="another" in wordings,
            this_one="this-one" in wordings,
            is_first="first" in wordings,
            is_retreat="retreat" in wordings,
            is_joined=self.is_joined,
        )

    def _first(self, scheme: str) -> str | None:
        return next(iter(self._noted.get(scheme, ())), None)
