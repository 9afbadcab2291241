"""Reads articles from JSON Lines: one JSON object a line, in UTF-8 (https://jsonlines.org).

Called by ``readers.py`` with an open file, of which it holds one line at a time. The stored text of
an article is its text field; a headline field names the article and is not put before it.
"""

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from diplograph.extract.dateline import find_date
from diplograph.extract.source import (
    LARGEST_ARTICLE,
    Source,
    decode,
    is_iri,
    is_language_tag,
    is_storable,
    normal_text,
)
from diplograph.ontology.errors import ArticleFormatError

__all__ = ["JsonFields", "read_json_lines"]


@dataclass(frozen=True, slots=True)
class JsonFields:
    """Field names by what the fields hold; of several names the first that a line has counts."""

    text: tuple[str, ...] = ("text",)
    headline: tuple[str, ...] = ("headline", "title")
    published: tuple[str, ...] = ("published", "date")
    url: tuple[str, ...] = ("url",)
    identifier: tuple[str, ...] = ("id",)
    publisher: tuple[str, ...] = ("publisher",)
    language: tuple[str, ...] = ("language",)


def read_json_lines(
    lines: Iterable[bytes], name: str, stem: str, fields: JsonFields
) -> Iterator[Source | ArticleFormatError]:
    """Read the articles of a JSON Lines file.

    Args:
        lines: The lines of the file.
        name: Its path, for reports.
        stem: What an article without URL and id is named after, together with its line.
        fields: The names of its fields.

    Yields:
        An article for each line that is not blank, or why there is none.
    """
    for number, line in enumerate(lines, start=1):
        if len(line) > LARGEST_ARTICLE:
            message = "is too long for an article; the rest of the file is left out"
            yield ArticleFormatError(message, name, number)
            return
        content = line.rstrip(b"\r\n")
        if content.strip():
            try:
                yield _Record(content, name, number).source(stem, fields)
            except ArticleFormatError as error:
                yield error


class _Record:
    """One line of a file, as a JSON object."""

    def __init__(self, content: bytes, name: str, line: int) -> None:
        self._name = name
        self._line = line
        self._sha256 = sha256(content).hexdigest()
        self._values = self._parse(decode(content, name, line))

    def source(self, stem: str, fields: JsonFields) -> Source:
        text = self._string(fields.text)
        if text is None:
            raise self._error(f'has no field "{fields.text[0]}" with the text of an article')
        url = self._matching(fields.url, is_iri, "absolute IRI")
        return Source(
            identifier=url or self._string(fields.identifier) or f"{stem}-{self._line}",
            name=f"{self._name}:{self._line}",
            text=normal_text(text, self._name, self._line),
            sha256=self._sha256,
            language=self._matching(fields.language, is_language_tag, "language tag such as vi"),
            headline=self._string(fields.headline),
            published=self._date(fields.published),
            url=url,
            publisher=self._string(fields.publisher),
        )

    def _parse(self, text: str) -> dict[str, Any]:
        try:
            values = json.loads(text)
        except json.JSONDecodeError as error:
            raise self._error(f"is no JSON: {error.msg} (column {error.colno})") from error
        except (ValueError, RecursionError) as error:
            raise self._error(
                "is JSON that cannot be read: too deep, or a number too long"
            ) from error
        if not isinstance(values, dict):
            raise self._error("is no JSON object")
        return values

    def _error(self, message: str) -> ArticleFormatError:
        return ArticleFormatError(message, self._name, self._line)

    def _first(self, names: tuple[str, ...]) -> tuple[str, Any]:
        """Return the first of these fields that has a value, and its value."""
        for name in names:
            value = self._values.get(name)
            if value is not None and value != "":
                return name, value
        return names[0], None

    def _string(self, names: tuple[str, ...]) -> str | None:
        name, value = self._first(names)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str) or not is_storable(value):
            raise self._error(f'has a field "{name}" that is no text')
        return unicodedata.normalize("NFC", value)

    def _matching(
        self, names: tuple[str, ...], is_right: Callable[[str], bool], expected: str
    ) -> str | None:
        value = self._string(names)
        if value is not None and not is_right(value):
            raise self._error(f'has a field "{self._first(names)[0]}" that is no {expected}')
        return value

    def _date(self, names: tuple[str, ...]) -> date | None:
        value = self._string(names)
        found = None if value is None else find_date(value)
        if value is not None and found is None:
            message = f'has a field "{self._first(names)[0]}" that is no date such as 2024-04-27'
            raise self._error(message)
        return found
