"""What the components of the pipeline write on a doc, and the names that they write it under.

The text of a doc has the length of the article's stored text: what lies outside the body is
blanked, and letters are folded one for one (``normalize.py``). So the offsets of every record
here count in the stored text as they are. Each component reads what earlier ones wrote:

==========================  ==============================================================
``doc._.article``           ``str``: key of the article
``doc._.published``         ``date | None``: when the article appeared
``doc._.zones``             zones of the body, in order (``body.py``)
``doc.sents``               sentences (``sentences.py``)
``doc._.actors``            ``ActorMention``: names of the authority files (``entities.py``)
``doc._.dates``             ``DateMention`` (``dates.py``)
``doc._.year``              ``int | None``: year that an undated article speaks of (``dates.py``)
``doc._.editions``          ``Edition``: of annual meetings (``dates.py``)
``doc._.people``            ``Person``: who is named (``persons.py``)
``doc._.person_mentions``   ``PersonMention``: names, offices and pronouns (``persons.py``)
``doc._.events``            ``Event`` (``meetings.py``)
``doc._.event_mentions``    ``EventMention`` (``meetings.py``)
``doc._.new_series``        ``Series`` that the authority files lack (``meetings.py``)
``doc._.new_places``        ``Place`` that the authority files lack (``meetings.py``)
``doc._.attendances``       ``Attendance`` (``attendance.py``)
``doc._.tenures``           ``Tenure`` (``attendance.py``)
``doc._.collectives``       ``Actor``: collectives that attend (``attendance.py``)
``doc._.positions``         ``Position`` (``positions.py``)
``doc._.holders``           ``Actor``: collectives that hold positions (``positions.py``)
==========================  ==============================================================
"""

from dataclasses import dataclass

from spacy.tokens import Doc

from diplograph.ontology.model import PartialDate, Span

__all__ = [
    "ActorMention",
    "DateMention",
    "Edition",
    "EventMention",
    "Office",
    "Person",
    "PersonMention",
    "register_extensions",
]


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A name of a state, an organisation or a collective of the authority files."""

    span: Span
    key: str
    #: The name is that of a capital or government; it means the state only where it acts.
    metonym: bool = False


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression that says when."""

    span: Span
    date: PartialDate
    #: Last day, of a range.
    end: PartialDate | None = None
    #: How the year is known; None where it is not.
    basis: str | None = None
    #: The words say that it lies ahead: "tháng 9 tới" (this coming September).
    coming: bool = False
    #: The words say that it lies behind: "hồi tháng 9" (back in September).
    over: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """Words that name an annual meeting by its city or ordinal, which tells its year."""

    span: Span
    year: int


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the text words it: "Thứ trưởng Ngoại giao", "Trưởng SOM ASEAN của Việt Nam"."""

    span: Span
    text: str
    #: The concept of the ``post`` scheme that heads it.
    post: str
    #: The concept of the ``portfolio`` scheme, where one follows the post.
    portfolio: str | None = None
    #: Key of the actor whose office it is, where the text names it.
    organization: str | None = None
    #: The holder has left it: "cựu", "nguyên".
    former: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the article names."""

    key: str
    #: The fullest form of the name.
    name: str
    #: Other forms of the name in this article.
    other_names: tuple[str, ...]
    #: Key of the actor that the person stands for.
    side: str | None
    offices: tuple[Office, ...]
    #: Where the name stands.
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A noun phrase that means one person: a name, an office, an honorific, a pronoun."""

    #: With title, office and appositions.
    span: Span
    #: Key of the person; None for an office whose holder the article does not name.
    person: str | None
    side: str | None
    #: The phrase ends with an apposition, which a comma may close: "X, Trưởng SOM Nga,".
    apposition: bool = False


@dataclass(frozen=True, slots=True)
class EventMention:
    """A noun phrase or verb that means an event."""

    span: Span
    #: Key of the event.
    event: str
    #: It says no more than "the meeting": it takes up an event named elsewhere.
    anaphoric: bool = False
    #: Keys of those whom the words say to meet: persons, or sides without one.
    attendees: tuple[str, ...] = ()
    #: The one of them who is the host.
    host: str | None = None


def register_extensions() -> None:
    """Declare on spaCy's Doc the attributes that components fill."""
    Doc.set_extension("article", default="", force=True)
    Doc.set_extension("published", default=None, force=True)
    Doc.set_extension("year", default=None, force=True)
    Doc.set_extension("written", default=None, force=True)
    for name in (
        "zones",
        "actors",
        "dates",
        "editions",
        "people",
        "person_mentions",
        "events",
        "event_mentions",
        "attendances",
        "tenures",
        "collectives",
        "new_series",
        "new_places",
        "positions",
        "holders",
    ):
        Doc.set_extension(name, default=(), force=True)
