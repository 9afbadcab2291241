"""The language of the pages, and their words."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from diplograph.api.negotiation import weighed

__all__ = ["LANGUAGES", "Messages", "choose_language"]

#: The languages that pages are written in; the first is what a reader gets who asks for neither.
LANGUAGES = ("en", "vi")

_FILE = Path(__file__).with_name("messages.toml")


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
    for name, weight in sorted(weighed(accepted), key=lambda found: -found[1]):
        if weight > 0 and name.split("-")[0] in LANGUAGES:
            return name.split("-")[0]
    return LANGUAGES[0]


@cache
def _messages() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
