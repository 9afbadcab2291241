"""Settings: the command line goes before the environment, and that before the defaults."""

from dataclasses import fields
from pathlib import Path

import pytest

from diplograph.api.settings import SETTINGS, Setting, Settings, read_settings
from diplograph.ontology.errors import SettingError

_STORE = Path("store")


def test_table_has_every_field() -> None:
    """Whatever a server can be told is a setting; only the store has an option of its own."""
    assert {"store", "token", *(setting.name for setting in SETTINGS)} == {
        field.name for field in fields(Settings)
    }


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_value_is_read_as_it_is_shown(setting: Setting) -> None:
    """What ``/settings`` shows can be given back, by option or by variable."""
    assert read_settings(_STORE, {}, {setting.variable: setting.default}) == Settings(_STORE)


def test_options_go_before_variables_before_defaults() -> None:
    """Each source is asked only where the one before it says nothing."""
    environment = {"DIPLOGRAPH_WORKERS": "5", "DIPLOGRAPH_TIMEOUT": "0.5", "DIPLOGRAPH_QUEUE": ""}
    settings = read_settings(_STORE, {"workers": 7, "timeout": None}, environment)
    assert settings == Settings(_STORE, workers=7, timeout=0.5)


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("DIPLOGRAPH_WORKERS", "0"),
        ("DIPLOGRAPH_QUEUE", "-1"),
        ("DIPLOGRAPH_TIMEOUT", "0"),
        ("DIPLOGRAPH_TIMEOUT", "inf"),
        ("DIPLOGRAPH_TIMEOUT", "nan"),
        ("DIPLOGRAPH_MEMORY", "1.5"),
    ],
)
def test_variable_that_is_no_value(variable: str, text: str) -> None:
    """A variable that cannot be read is named, with what is wrong."""
    with pytest.raises(SettingError, match=f"{variable}: '{text}' is no "):
        read_settings(_STORE, {}, {variable: text})
