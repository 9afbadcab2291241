"""What commands and server run with: options first, else the environment, else defaults.

``SETTINGS`` is the one table of a server's settings: the options of ``diplograph serve``, the page
``/settings`` and the table in ``docs/endpoint.md`` are made from it.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from diplograph.ontology.errors import SettingError
from diplograph.ontology.terms import DATA_BASE

__all__ = ["LOGS", "SETTINGS", "Setting", "Settings", "data_base", "read_settings", "store_folder"]

_MIB = 2**20
Value = int | float | str | tuple[str, ...]
#: What the log may say: nothing, lines without the texts of queries, lines with them.
LOGS = ("off", "requests", "queries")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server runs with; ``SETTINGS`` explains each field but the store and the token."""

    store: Path
    workers: int = 2
    long_workers: int = 2
    queue: int = 32
    wait: float = 30.0
    per_client: int = 16
    timeout: float = 30.0
    memory: int = 2048 * _MIB
    result_size: int = 1024 * _MIB
    request_size: int = _MIB
    allow_service: tuple[str, ...] = ()
    allow_load: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    log: str = "requests"
    document_size: int = 64 * _MIB
    cache: int = 64 * _MIB
    cached_answer: int = _MIB
    #: Who knows it may write; None or empty: nobody may. Of the environment alone, never shown.
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How values of a setting are written."""

    unit: str
    #: Returns the value of a text; raises ValueError with what is wrong.
    read: Callable[[str], Value]
    show: Callable[[Value], str] = str


def _count(least: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise ValueError(f"{text!r} is no whole number from {least} up")
        return int(text)

    return read


def _size(least: int) -> Callable[[str], int]:
    return lambda text: _count(least)(text) * _MIB


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ValueError(f"{text!r} is no number of seconds above 0")
    return seconds


def _log(text: str) -> str:
    if text not in LOGS:
        raise ValueError(f"{text!r} is none of {', '.join(LOGS)}")
    return text


def _words(value: Value) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


_AT_LEAST_ONE = _Kind("N", _count(1))
_NUMBER = _Kind("N", _count(0))
_SECONDS = _Kind("SECONDS", _seconds, "{:g}".format)
_SIZE = _Kind("MIB", _size(1), lambda size: f"{int(str(size)) // _MIB}")
_ANY_SIZE = _Kind("MIB", _size(0), _SIZE.show)
_LOG = _Kind("WHAT", _log)
_ADDRESSES = _Kind("ADDRESSES", lambda text: tuple(text.split()), _words)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a server."""

    #: The field of ``Settings``.
    name: str
    kind: _Kind
    #: What it is.
    text: str
    #: What happens to a request that goes beyond it.
    beyond: str

    @property
    def option(self) -> str:
        """Its option of the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """Its variable of the environment."""
        return "DIPLOGRAPH_" + self.name.upper()

    def shown(self, settings: Settings) -> str:
        """Return its value as it would be given."""
        return self.kind.show(getattr(settings, self.name))

    @property
    def default(self) -> str:
        """What it is where nobody sets it."""
        return self.shown(Settings(Path()))


SETTINGS = (
    Setting("workers", _AT_LEAST_ONE, "short queries answered at a time", "others wait"),
    Setting(
        "long_workers",
        _AT_LEAST_ONE,
        "long queries answered at a time, beside the short ones",
        "others wait",
    ),
    Setting("queue", _NUMBER, "queries that wait", "503 with `Retry-After`"),
    Setting(
        "wait",
        _SECONDS,
        "time that a request may take to come in, and a query to get a worker",
        "408; 503 with `Retry-After`",
    ),
    Setting(
        "per_client",
        _AT_LEAST_ONE,
        "queries of one client at a time, waiting ones included",
        "429 with `Retry-After`",
    ),
    Setting(
        "timeout", _SECONDS, "time of a query, sending included", "504, or a broken connection"
    ),
    Setting("memory", _SIZE, "memory of a query", "507, or a broken connection"),
    Setting("result_size", _SIZE, "size of an answer", "507, or a broken connection"),
    Setting("request_size", _SIZE, "size of a request", "413"),
    Setting("document_size", _SIZE, "size of what is written into a graph", "413"),
    Setting("cache", _ANY_SIZE, "size of all answers that are kept", "the oldest ones go"),
    Setting("cached_answer", _ANY_SIZE, "size of an answer that is kept", "it is not kept"),
    Setting("allow_service", _ADDRESSES, "addresses that SERVICE may ask", "403"),
    Setting("allow_load", _ADDRESSES, "addresses of documents that LOAD may fetch", "403"),
    Setting(
        "proxies",
        _ADDRESSES,
        "proxies that are believed on who the client is",
        "their own address counts",
    ),
    Setting("log", _LOG, f"what is logged of requests: {', '.join(LOGS)}", "nothing else is"),
)


def read_settings(
    store: Path,
    given: Mapping[str, Value | None],
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """Return the settings of a server.

    Args:
        store: The folder of the store.
        given: What the command line says, by name; None where it says nothing.
        environment: Holds the variables.

    Raises:
        SettingError: A variable holds what is no value of its setting.
    """
    values: dict[str, Value] = {}
    for setting in SETTINGS:
        value = given.get(setting.name)
        text = environment.get(setting.variable)
        if value is None and text:
            try:
                value = setting.kind.read(text)
            except ValueError as error:
                raise SettingError(f"{setting.variable}: {error}") from error
        if value is not None:
            values[setting.name] = value
    token = environment.get("DIPLOGRAPH_TOKEN")
    return Settings(store, token=token, **values)  # type: ignore[arg-type] # each kind reads the field's type


def store_folder(given: str | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the store: as given, else ``DIPLOGRAPH_STORE``, else ``diplograph-store`` here."""
    return Path(given or environment.get("DIPLOGRAPH_STORE") or "diplograph-store")


def data_base(environment: Mapping[str, str] = os.environ) -> str:
    """Return the IRI that data lives under: ``DIPLOGRAPH_BASE``, else the project's own."""
    return environment.get("DIPLOGRAPH_BASE") or DATA_BASE
