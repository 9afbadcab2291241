"""What is read out of an article: frozen records that travel from extraction to graph.

``extract`` makes them, ``graph`` turns them into quads, ``evaluate`` compares them with gold. A
node is named by its *key*, ``KIND/KEY`` as in ``state/vn`` or ``meeting/asean-russia-som_17``: the
data IRI without its base, so that the base stays a setting. ``iris.py`` makes keys. Concepts are
named by the last part of their IRI ("request", "online"), their scheme by the field they stand in.

Actors, places and series that the authority files know are referred to by key alone; an
``Extraction`` lists only those that the article itself adds.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = [
    "Actor",
    "ActorClass",
    "Article",
    "Attendance",
    "Event",
    "Extraction",
    "PartialDate",
    "Place",
    "Position",
    "Series",
    "Software",
    "Span",
    "Tenure",
]

ActorClass = Literal["Person", "State", "Organization", "CollectiveActor"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's stored text, in Unicode code points; the end is exclusive."""

    begin: int
    end: int

    @property
    def length(self) -> int:
        """How many code points it covers."""
        return self.end - self.begin

    def overlap(self, other: "Span") -> int:
        """Return how many code points both spans cover."""
        return max(0, min(self.end, other.end) - max(self.begin, other.begin))


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exact as the text makes it: day, month, year, or day and month without a year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def datatype(self) -> str:
        """The XML Schema datatype that holds it: date, gYearMonth, gYear or gMonthDay."""
        if self.year is None:
            return "gMonthDay"
        if self.month is None:
            return "gYear"
        return "gYearMonth" if self.day is None else "date"

    def isoformat(self) -> str:
        """Return the lexical form of its datatype.

        >>> PartialDate(2021, 1, 26).isoformat(), PartialDate(2021, 10).isoformat()
        ('2021-01-26', '2021-10')
        >>> PartialDate(month=7, day=6).isoformat()
        '--07-06'
        """
        if self.year is None:
            return f"--{self.month or 0:02}-{self.day or 0:02}"
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Article:
    """A source document. Offsets of every span count in ``text``."""

    key: str
    #: What names it for good: its URL, its id, or its file name without ending.
    identifier: str
    text: str
    #: Of the input bytes, in hexadecimal.
    sha256: str
    #: Where the article proper lies, without navigation and links.
    body: Span
    language: str | None = None
    headline: str | None = None
    published: date | None = None
    url: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Software:
    """What made an extraction. It has no time, so that equal input gives equal bytes."""

    version: str
    #: Of the rules and the lexicon, in hexadecimal.
    ruleset: str


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor that the authority files do not know: a person, a collective, an organisation."""

    key: str
    kind: ActorClass
    #: In Vietnamese, as the text writes it in full.
    label: str
    evidence: tuple[Span, ...]
    confidence: float
    alt_labels: tuple[str, ...] = ()
    #: Keys of the members of a collective.
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the authority files do not know."""

    key: str
    label: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A series of meetings that the authority files do not know."""

    key: str
    label: str
    evidence: tuple[Span, ...]
    label_en: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or is planned, with a date and participants."""

    key: str
    #: Whether it is a ``dip:Meeting``: press conferences and speeches are not.
    is_meeting: bool
    #: In Vietnamese: the fullest name that the text gives it.
    label: str
    kind: str
    status: str
    #: Keys of the sides, sorted.
    parties: tuple[str, ...]
    evidence: tuple[Span, ...]
    confidence: float
    alt_labels: tuple[str, ...] = ()
    series: str | None = None
    ordinal: int | None = None
    level: str | None = None
    mode: str | None = None
    date: PartialDate | None = None
    end_date: PartialDate | None = None
    date_basis: str | None = None
    place: str | None = None
    about: tuple[str, ...] = ()
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person seen holding an office: a sighting, not an interval."""

    key: str
    person: str
    #: In the words of the text.
    office: str
    evidence: tuple[Span, ...]
    confidence: float
    post: str | None = None
    organization: str | None = None
    attested_on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """That an actor took part in an event, in which roles, for whom, holding which office."""

    key: str
    event: str
    attendee: str
    roles: tuple[str, ...]
    evidence: tuple[Span, ...]
    confidence: float
    represents: str | None = None
    tenure: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """One act by which a holder takes a stand on issues."""

    key: str
    holder: str
    stance: str
    #: The fullest statement first, then repetitions of the same act elsewhere in the article.
    evidence: tuple[Span, ...]
    confidence: float
    #: The name of the rule that found it, as ``docs/extraction.md`` lists them.
    rule: str
    speech: str
    issues: tuple[str, ...] = ()
    speaker: str | None = None
    addressee: str | None = None
    occasion: str | None = None
    #: What is asked, supported, … : a part of the evidence.
    content: Span | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was read out of one article."""

    article: Article
    software: Software
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    series: tuple[Series, ...] = ()
    events: tuple[Event, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    positions: tuple[Position, ...] = ()
