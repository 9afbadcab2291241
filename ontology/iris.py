"""Keys: the deterministic names of nodes, from what identifies them.

The same thing always gets the same key, whatever was read before. Identity rules are those of the
graph contract (``docs/ontology.md``): a meeting is its series and ordinal; else its series and
exact date; else its parties, level and exact date; else it is local to its article. Weak keys
never merge two things.

``slug`` keeps letters with their marks: Dũng and Dung are two people.
"""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from diplograph.ontology.model import PartialDate, Span

__all__ = [
    "article_key",
    "attendance_key",
    "collective_key",
    "corrections_key",
    "event_key",
    "evidence_key",
    "local_meeting_key",
    "local_name",
    "meeting_key",
    "organization_key",
    "person_key",
    "place_key",
    "position_key",
    "series_key",
    "slug",
    "tenure_key",
]

#: What may not stand in a key: a key is one path segment and one Turtle local name.
_NOT_IN_SLUG = re.compile(r"[\W_]+")
_NOT_IN_ARTICLE = re.compile(r"[^\w-]+")


def slug(text: str) -> str:
    """Return a readable key for a name: lower case, words joined by hyphens, marks kept.

    Names that differ only in case, punctuation, spacing or Unicode form share a slug; no others
    do.

    >>> slug("Đỗ Hùng Việt"), slug("Yeo Seung-bae"), slug("  G-20 ")
    ('đỗ-hùng-việt', 'yeo-seung-bae', 'g-20')
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    return _NOT_IN_SLUG.sub("-", folded).strip("-")


def local_name(key: str) -> str:
    """Return a key without its kind: ``vn`` of ``state/vn``."""
    return key.split("/", 1)[1]


def article_key(identifier: str) -> str:
    """Return the key of an article.

    Args:
        identifier: What names the article for good: its URL, its ``id`` in a JSON Lines file, or
            its file name without ending.

    >>> article_key("000_99c1099159faabc7"), article_key("https://example.org/a?id=1")
    ('article/000_99c1099159faabc7', 'article/https-example-org-a-id-1')
    """
    folded = unicodedata.normalize("NFC", identifier)
    return "article/" + (_NOT_IN_ARTICLE.sub("-", folded).strip("-_") or quote(folded, safe=""))


def corrections_key(name: str) -> str:
    """Return the key of the graph that holds the corrections of a file of this name."""
    return f"corrections/{slug(name)}"


def _scope(side: str | None, article: str) -> str:
    """Return what a name is unique in; the underscore keeps articles apart from sides."""
    return local_name(side) if side else local_name(article) + "_"


def person_key(name: str, side: str | None, article: str) -> str:
    """Return the key of a person: one person of one side is one node across articles.

    Args:
        name: The full name.
        side: Key of the actor that the person stands for, where it is known.
        article: Key of the article, which a person without a side is local to.
    """
    return f"person/{_scope(side, article)}_{slug(name)}"


def organization_key(name: str, side: str | None, article: str) -> str:
    """Return the key of an organisation that the authority files do not know.

    Args:
        name: Its name in the text.
        side: Key of the state that it belongs to, where that is known.
        article: Key of the article, which an organisation without a state is local to.
    """
    return f"organization/{_scope(side, article)}_{slug(name)}"


def collective_key(name: str, scope: str) -> str:
    """Return the key of a collective that only its event or article gives a meaning.

    Args:
        name: ``parties``, or the phrase of the text.
        scope: Key of the event or article.
    """
    return f"collective/{local_name(scope)}_{slug(name)}"


def place_key(name: str) -> str:
    """Return the key of a place that the authority files do not know."""
    return f"place/{slug(name)}"


def series_key(name: str) -> str:
    """Return the key of a series that the authority files do not know, from its canonical name."""
    return f"series/{slug(name)}"


def meeting_key(
    *,
    series: str | None,
    ordinal: int | None,
    date: PartialDate | None,
    parties: Iterable[str],
    level: str | None,
    article: str,
    begin: int,
) -> str:
    """Return the key of a meeting by the strongest identity that the text supports.

    Args:
        series: Key of its series.
        ordinal: Its number in the series.
        date: When it takes place; only an exact day identifies.
        parties: Keys of its sides.
        level: Its level.
        article: Key of the article that reports it.
        begin: Offset of its first mention, for a meeting that is local to the article.

    >>> meeting_key(series="series/asean-russia-som", ordinal=17, date=None, parties=(),
    ...             level=None, article="article/a", begin=0)
    'meeting/asean-russia-som_17'
    """
    exact = date.isoformat() if date is not None and date.datatype == "date" else None
    if series and ordinal:
        return f"meeting/{local_name(series)}_{ordinal}"
    if series and exact:
        return f"meeting/{local_name(series)}_{exact}"
    sides = sorted(local_name(party) for party in parties)
    if exact and level and len(sides) > 1:
        return f"meeting/{'_'.join(sides)}_{level}_{exact}"
    return local_meeting_key(article, begin)


def local_meeting_key(article: str, begin: int) -> str:
    """Return the key of a meeting that nothing but its place in an article tells from others."""
    return f"meeting/{local_name(article)}_m{begin}"


def event_key(article: str, begin: int) -> str:
    """Return the key of an event that is no meeting: it is local to its article."""
    return f"event/{local_name(article)}_e{begin}"


def attendance_key(event: str, attendee: str) -> str:
    """Return the key of an attendance: one for each attendee of an event."""
    return f"attendance/{local_name(event)}_{attendee.replace('/', '_')}"


def tenure_key(person: str, office: str, attested_on: PartialDate | None, article: str) -> str:
    """Return the key of a sighting of a person in an office.

    Args:
        person: Key of the person.
        office: The office in the words of the text.
        attested_on: When the person was seen in it; without an exact day the sighting is local to
            the article.
        article: Key of the article.
    """
    exact = attested_on is not None and attested_on.datatype == "date"
    seen = attested_on.isoformat() if exact and attested_on else local_name(article)
    return f"tenure/{local_name(person)}_{slug(office)}_{seen}"


def position_key(article: str, cue_begin: int) -> str:
    """Return the key of a position: an article has one for each cue.

    Args:
        article: Key of the article.
        cue_begin: Offset of the word that carries the stance.
    """
    return f"position/{local_name(article)}_p{cue_begin}"


def evidence_key(article: str, span: Span) -> str:
    """Return the key of a span of an article's text."""
    return f"evidence/{local_name(article)}_{span.begin}-{span.end}"
