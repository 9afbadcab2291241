"""Pages speak the language that is asked for."""

import re
import tomllib
from pathlib import Path

import pytest

from diplograph.api.site import language
from diplograph.api.site.language import LANGUAGES, Messages, choose_language

_FOLDER = Path(language.__file__).resolve().parent
_FIELD = re.compile(r"\{(\w+)\}")


def _messages() -> dict[str, dict[str, str]]:
    sections = tomllib.loads((_FOLDER / "messages.toml").read_text(encoding="utf-8"))
    return {
        f"{section}.{name}": each for section, m in sections.items() for name, each in m.items()
    }


@pytest.mark.parametrize(
    ("parameters", "cookies", "accepted", "wanted"),
    [
        ({"lang": "en"}, {"lang": "vi"}, "vi", "en"),
        ({}, {"lang": "vi"}, "en", "vi"),
        ({}, {}, "en-GB,en;q=0.8,vi;q=0.5", "en"),
        ({}, {}, "fr, vi;q=0.4, en;q=0.3", "vi"),
        ({"lang": "fr"}, {}, "en", "en"),
        ({}, {}, "", "en"),
        ({}, {}, ";;q=x,,=", "en"),
    ],
)
def test_a_choice_goes_before_a_habit_and_a_habit_before_a_header(
    parameters: dict[str, str], cookies: dict[str, str], accepted: str, wanted: str
) -> None:
    """The parameter wins, then the cookie, then the weights of the header."""
    assert choose_language(parameters, cookies, accepted) == wanted


def test_every_message_is_there_in_every_language_with_the_same_fields() -> None:
    """A translation takes the values that the other one takes."""
    for name, each in _messages().items():
        assert set(each) == set(LANGUAGES), name
        assert len({frozenset(_FIELD.findall(text)) for text in each.values()}) == 1, name


def test_every_message_that_a_page_names_is_there_and_every_one_there_is_named() -> None:
    """Templates ask for no message that is missing, and none is left over."""
    folder = _FOLDER.parent
    sources = [*(folder / "templates").glob("*.html"), *(folder / "site").glob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    asked = set(re.findall(r"""\bt\(["'](\w+\.[\w-]+)["']""", text))
    built = set(re.findall(r"""\bt\(f?["'](\w+)\.["'{]""", text))
    known = _messages()
    assert asked <= known.keys()
    assert {name for name in known if name.split(".")[0] not in built} <= asked


def test_values_are_put_into_messages() -> None:
    """A message with fields takes their values by name."""
    assert Messages("en")("nav.page", page=2, pages=3) == "Page 2 of 3"
