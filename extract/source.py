"""An article as it came in, and what its text must be.

``readers.py`` and ``jsonlines.py`` make sources; ``pipeline.py`` takes them.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from diplograph.ontology.errors import ArticleFormatError

__all__ = [
    "LARGEST_ARTICLE",
    "Source",
    "decode",
    "is_iri",
    "is_language_tag",
    "is_storable",
    "normal_text",
]

#: In bytes; a larger input is no single article.
LARGEST_ARTICLE = 20_000_000

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

#: As much of RFC 3987 as an IRI in RDF must keep to.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
#: The shape of a BCP 47 tag.
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it came in, with what is known about it beside its text."""

    #: What names it for good: its URL, its id, or its file name without ending.
    identifier: str
    #: Where it was read, for reports: a path, with the line in a file of many articles.
    name: str
    #: In NFC. Offsets count in it.
    text: str
    #: Of the input bytes, in hexadecimal.
    sha256: str
    language: str | None = None
    headline: str | None = None
    published: date | None = None
    url: str | None = None
    publisher: str | None = None


def decode(content: bytes, name: str, line: int | None = None) -> str:
    """Return bytes as text: UTF-8, or UTF-16 with a byte order mark, which is left out.

    Args:
        content: The bytes.
        name: Where they come from, for the error.
        line: The line there.

    Raises:
        ArticleFormatError: They are something else.
    """
    encoding = "utf-8"
    for mark, marked in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            content, encoding = content.removeprefix(mark), marked
            break
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        kind = "binary data" if b"\0" in content else f"not {encoding.upper()}"
        message = f"is {kind} (byte {error.start + 1}); give it as UTF-8 text"
        raise ArticleFormatError(message, name, line) from error
    if "\0" in text:
        raise ArticleFormatError("is binary data: it has NUL characters", name, line)
    return text


def normal_text(text: str, name: str, line: int | None = None) -> str:
    """Return the text of an article in NFC.

    Args:
        text: The text.
        name: Where it comes from, for the error.
        line: The line there.

    Raises:
        ArticleFormatError: It has no letters.
    """
    if not any(map(str.isalpha, text)):
        raise ArticleFormatError("has no text: there is no letter in it", name, line)
    return unicodedata.normalize("NFC", text)


def is_storable(text: str) -> bool:
    """Return whether a text can be written as UTF-8 and is free of NUL."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text)


def is_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI that can stand in RDF.

    >>> is_iri("https://example.org/tin?id=1"), is_iri("/tin/1")
    (True, False)
    """
    return _IRI.fullmatch(text) is not None


def is_language_tag(text: str) -> bool:
    """Return whether a text has the shape of a language tag.

    >>> is_language_tag("vi-VN"), is_language_tag("tiếng Việt")
    (True, False)
    """
    return _LANGUAGE_TAG.fullmatch(text) is not None
