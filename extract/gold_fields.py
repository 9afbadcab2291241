"""Typed access to the fields of a gold annotation; what does not fit is an error that says where.

Called by ``gold.py``. Texts come out in NFC, as articles do.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from diplograph.ontology.errors import GoldFormatError
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import PartialDate

__all__ = ["GoldFields"]

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class GoldFields:
    """The fields of one JSON object. A field that is missing or null is None, or an empty list.

    Every method takes the name of a field and raises ``GoldFormatError`` if it does not fit.
    """

    def __init__(self, content: object, where: str, path: Path, lexicon: Lexicon) -> None:
        """Take a JSON value.

        Args:
            content: The value; anything but an object is an error.
            where: What it is, for errors; empty for the whole file.
            path: The file.
            lexicon: Has the concepts that fields may name.
        """
        self._where, self._path, self._lexicon = where, path, lexicon
        if not isinstance(content, dict):
            raise self._error("must be a JSON object")
        self._content = content
        if where and isinstance(content.get("id"), str):
            self._where = f'{where} "{content["id"]}"'

    def _error(self, message: str) -> GoldFormatError:
        return GoldFormatError(f"{self._where}: {message}" if self._where else message, self._path)

    def _wrong(self, name: str, expected: str) -> GoldFormatError:
        return self._error(f'"{name}" must be {expected}')

    def text(self, name: str) -> str:
        """Return a text that must be there."""
        value = self.optional_text(name)
        if not value:
            raise self._wrong(name, "a text, and is missing or empty")
        return value

    def optional_text(self, name: str) -> str | None:
        """Return a text."""
        value = self._content.get(name)
        if value is not None and not isinstance(value, str):
            raise self._wrong(name, "a text or null")
        return unicodedata.normalize("NFC", value) if value else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self._list(name)
        if not all(isinstance(value, str) and value for value in values):
            raise self._wrong(name, "a list of texts")
        return tuple(unicodedata.normalize("NFC", str(value)) for value in values)

    def pair(self, name: str) -> tuple[str, str]:
        """Return a list of exactly two texts."""
        values = self.texts(name)
        if len(values) != 2:
            raise self._wrong(name, "a list of two texts, the first and the last words")
        return values[0], values[1]

    def flag(self, name: str) -> bool:
        """Return true or false, which is the default."""
        value = self._content.get(name, False)
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false")
        return value

    def number(self, name: str) -> int | None:
        """Return a number above zero."""
        value = self._content.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self._wrong(name, "a number above zero, or null")
        return value

    def partial_date(self, name: str) -> PartialDate | None:
        """Return a day, a month or a year."""
        value = self.optional_text(name)
        if value is None:
            return None
        written = _DATE.fullmatch(value)
        parts = [int(part) for part in written.groups() if part] if written else []
        try:
            date(*(*parts, 1, 1)[:3])
        except (TypeError, ValueError) as error:
            raise self._wrong(name, "a date such as 2021-01-26, 2021-01 or 2021") from error
        return PartialDate(*parts)

    def day(self, name: str) -> date | None:
        """Return an exact day."""
        value = self.partial_date(name)
        if value is None:
            return None
        if value.year is None or value.month is None or value.day is None:
            raise self._wrong(name, "a day such as 2021-01-26")
        return date(value.year, value.month, value.day)

    def concept(self, name: str, scheme: str) -> str | None:
        """Return the name of a concept of a scheme."""
        value = self.optional_text(name)
        if value is not None:
            self._check_concept(name, value, scheme)
        return value

    def required_concept(self, name: str, scheme: str) -> str:
        """Return the name of a concept that must be there."""
        value = self.text(name)
        self._check_concept(name, value, scheme)
        return value

    def concepts(self, name: str, scheme: str) -> tuple[str, ...]:
        """Return the names of concepts of a scheme."""
        values = self.texts(name)
        for value in values:
            self._check_concept(name, value, scheme)
        return values

    def objects(self, name: str) -> "Iterator[GoldFields]":
        """Yield the objects of a list."""
        for number, value in enumerate(self._list(name), 1):
            where = f"{self._where}, {name} {number}" if self._where else f"{name} {number}"
            yield GoldFields(value, where, self._path, self._lexicon)

    def _list(self, name: str) -> list[object]:
        value = self._content.get(name, [])
        if not isinstance(value, list):
            raise self._wrong(name, "a list")
        return value

    def _check_concept(self, name: str, value: str, scheme: str) -> None:
        known = [concept.name for concept in self._lexicon.concepts(scheme)]
        if value not in known:
            raise self._wrong(name, f'one of {", ".join(known)}, and is "{value}"')
