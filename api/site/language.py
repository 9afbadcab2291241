"""The language of the pages, and their words."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

__all__ = ["LANGUAGES", "Messages", "choose_language"]

LANGUAGES = ("vi", "en")

_FILE = Path(__file__).with_name("messages.toml")
_RANGE = re.compile(r"\s*(?P<tag>[a-zA-Z]+)[^;,]*(;\s*q=(?P<weight>[0-9.]+))?")


class Messages:
    """The words of the pages in one language."""

    def __init__(self, language: str) -> None:
        """Take a language of ``LANGUAGES``."""
        self.language = language

    def __call__(self, name: str, /, **values: object) -> str:
        """Return a message by its name, as ``home.title``, with values put into it.

        Raises:
            KeyError: There is no such message.
        """
        section, key = name.split(".")
        return _messages()[section][key][self.language].format(**values)


def choose_language(
    parameters: Mapping[str, str], cookies: Mapping[str, str], accepted: str
) -> str:
    """Return the language of a page: as asked for, else as chosen before, else as accepted.

    Args:
        parameters: Of the request; ``lang`` counts.
        cookies: Of the request; ``lang`` counts.
        accepted: The ``Accept-Language`` header.
    """
    for wanted in (parameters.get("lang"), cookies.get("lang")):
        if wanted in LANGUAGES:
            return wanted
    weights = {
        match["tag"].lower(): float(match["weight"] or 1)
        for match in map(_RANGE.match, accepted.split(","))
        if match and (match["weight"] or "1").replace(".", "", 1).isdigit()
    }
    return max(LANGUAGES, key=lambda language: weights.get(language, 0))


@cache
def _messages() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
