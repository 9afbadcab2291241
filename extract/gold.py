"""Gold annotations: what a careful reader wants in the graph, one JSON file for each article.

Reads the format that ``docs/quality.md`` describes; called by ``scoring.py``. Evidence stands in a
gold file as text, so that a file can be read and checked by hand; ``locate`` finds where the
article has it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from diplograph.extract.gold_fields import GoldFields
from diplograph.ontology.errors import GoldFormatError
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import PartialDate, Span

__all__ = [
    "PARTIES",
    "GoldArticle",
    "GoldAttendee",
    "GoldMeeting",
    "GoldPosition",
    "LocatedArticle",
    "LocatedPosition",
    "locate",
    "read_gold",
    "read_issue_ids",
]

#: The name that gold gives to the sides of an occasion ("hai bên": both sides).
PARTIES: Final = "parties"
#: Kinds of occasions that are no meetings.
_NO_MEETINGS = frozenset({"press-conference", "speech"})
#: The file beside the annotations, or above them, that lists the issues they may use; the first of
#: these names is the one for folders that are also built, where a .txt file is an article.
_ISSUES_FILES = ("issues.list", "issues.txt")


@dataclass(frozen=True, slots=True)
class GoldAttendee:
    """Somebody who took part in a meeting."""

    actor: str
    roles: tuple[str, ...]
    represents: str | None
    office: str | None


@dataclass(frozen=True, slots=True)
class GoldMeeting:
    """A meeting, or another occasion of positions: a press conference, a speech."""

    id: str
    kind: str
    name: str
    main: bool
    series: str | None
    ordinal: int | None
    level: str | None
    parties: tuple[str, ...]
    date: PartialDate | None
    date_basis: str | None
    mode: str | None
    place: str | None
    status: str | None
    attendees: tuple[GoldAttendee, ...]

    @property
    def is_meeting(self) -> bool:
        """Whether it counts among the meetings."""
        return self.kind not in _NO_MEETINGS


@dataclass(frozen=True, slots=True)
class GoldPosition:
    """One act by which a holder takes a stand."""

    id: str
    holder: str
    stance: str
    #: The fullest statement, then the same act told elsewhere in the article.
    evidence: tuple[str, ...]
    issues: tuple[str, ...]
    speaker: str | None
    addressee: str | None
    occasion: str | None
    speech: str | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """What one article says."""

    #: The annotation file.
    path: Path
    #: Name of the article's file.
    article: str
    #: The first and the last words of what belongs to the article itself.
    body: tuple[str, str]
    meetings: tuple[GoldMeeting, ...]
    positions: tuple[GoldPosition, ...]
    language: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class LocatedPosition:
    """A position with every place of the article that has its evidence."""

    position: GoldPosition
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LocatedArticle:
    """An annotation with its places in the article's text."""

    gold: GoldArticle
    text: str
    body: Span
    positions: tuple[LocatedPosition, ...]

    def outside(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return the spans that lie outside the body."""
        return tuple(span for span in spans if not span.overlap(self.body))


def read_gold(path: Path, lexicon: Lexicon | None = None) -> tuple[GoldArticle, ...]:
    """Read annotations.

    Args:
        path: A JSON file, or a folder whose JSON files are read in order of name.
        lexicon: Has the stances, levels … that an annotation may use; by default the project's own.

    Raises:
        GoldFormatError: A file cannot be read, is no JSON, or has a field that does not fit; names
            the file and the field.
    """
    vocabulary = lexicon or Lexicon.load()
    if not path.is_dir():
        return (_read_file(path, vocabulary),)
    files = sorted(path.glob("*.json"))
    if not files:
        raise GoldFormatError("holds no .json file", path)
    return tuple(_read_file(file, vocabulary) for file in files)


def read_issue_ids(path: Path) -> frozenset[str] | None:
    """Return the issues that annotations may use, or None where no list says.

    Args:
        path: An annotation file or a folder of them. The list is the ``issues.list`` or
            ``issues.txt`` beside it or in the nearest folder above; each line starts with an
            identifier, closed by ``|``.
    """
    start = path.resolve()
    for listed in (folder / name for folder in (start, *start.parents) for name in _ISSUES_FILES):
        if listed.is_file():
            lines = listed.read_text(encoding="utf-8").splitlines()
            ids = (line.split("|")[0].strip() for line in lines if not line.startswith("#"))
            return frozenset(filter(None, ids))
    return None


def locate(gold: GoldArticle, text: str) -> LocatedArticle:
    """Find the places of an annotation in its article.

    Args:
        gold: The annotation.
        text: The text of the article, in NFC. Words that it has several times are found at all of
            their places; the body reaches from the first of its first words to the last of its
            last.

    Raises:
        GoldFormatError: The article lacks words that the annotation quotes.
    """
    first, last = (_places(words, text, "body", gold.path) for words in gold.body)
    body = Span(first[0].begin, last[-1].end)
    positions = [
        LocatedPosition(
            position,
            tuple(
                span
                for words in position.evidence
                for span in _places(words, text, f'position "{position.id}"', gold.path)
            ),
        )
        for position in gold.positions
    ]
    return LocatedArticle(gold, text, body, tuple(positions))


def _places(words: str, text: str, where: str, path: Path) -> list[Span]:
    begin = text.find(words)
    if begin < 0:
        raise GoldFormatError(f'{where}: the article does not have the words "{words}"', path)
    found = []
    while begin >= 0:
        found.append(Span(begin, begin + len(words)))
        begin = text.find(words, begin + 1)
    return found


def _read_file(path: Path, lexicon: Lexicon) -> GoldArticle:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GoldFormatError(f"cannot be read: {error.strerror}", path) from error
    except UnicodeDecodeError as error:
        raise GoldFormatError("is not UTF-8", path) from error
    except json.JSONDecodeError as error:
        raise GoldFormatError(f"is no JSON: {error.msg}", path, error.lineno) from error
    fields = GoldFields(content, "", path, lexicon)
    meetings = tuple(map(_meeting, fields.objects("meetings")))
    positions = tuple(map(_position, fields.objects("positions")))
    _check_ids(meetings, positions, path)
    return GoldArticle(
        path=path,
        article=fields.text("article"),
        body=fields.pair("body"),
        meetings=meetings,
        positions=positions,
        language=fields.optional_text("language"),
        published=fields.day("published"),
    )


def _meeting(fields: GoldFields) -> GoldMeeting:
    return GoldMeeting(
        id=fields.text("id"),
        kind=fields.text("kind"),
        name=fields.text("name"),
        main=fields.flag("main"),
        series=fields.optional_text("series"),
        ordinal=fields.number("ordinal"),
        level=fields.concept("level", "level"),
        parties=fields.texts("parties"),
        date=fields.partial_date("date"),
        date_basis=fields.concept("date_basis", "date-basis"),
        mode=fields.concept("mode", "mode"),
        place=fields.optional_text("place"),
        status=fields.concept("status", "status"),
        attendees=tuple(
            GoldAttendee(
                actor=attendee.text("actor"),
                roles=attendee.concepts("roles", "role"),
                represents=attendee.optional_text("represents"),
                office=attendee.optional_text("office"),
            )
            for attendee in fields.objects("attendees")
        ),
    )


def _position(fields: GoldFields) -> GoldPosition:
    return GoldPosition(
        id=fields.text("id"),
        holder=fields.text("holder"),
        stance=fields.required_concept("stance", "stance"),
        evidence=(fields.text("evidence"), *fields.texts("also")),
        issues=fields.texts("issues"),
        speaker=fields.optional_text("speaker"),
        addressee=fields.optional_text("addressee"),
        occasion=fields.optional_text("occasion"),
        speech=fields.concept("speech", "speech"),
    )


def _check_ids(
    meetings: Iterable[GoldMeeting], positions: Iterable[GoldPosition], path: Path
) -> None:
    known: set[str] = set()
    for name in (*(meeting.id for meeting in meetings), *(position.id for position in positions)):
        if name in known:
            raise GoldFormatError(f'the id "{name}" is given twice', path)
        known.add(name)
    occasions = {meeting.id for meeting in meetings}
    for position in positions:
        if position.occasion is not None and position.occasion not in occasions:
            message = f'position "{position.id}": no meeting has the id "{position.occasion}"'
            raise GoldFormatError(message, path)
