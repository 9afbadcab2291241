"""What commands and server run with: options first, else the environment, else defaults."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from diplograph.ontology.terms import DATA_BASE

__all__ = ["Settings", "data_base", "store_folder", "write_token"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server runs with; ``docs/endpoint.md`` explains each."""

    store: Path
    #: Processes that answer queries; each takes one at a time.
    workers: int = 2
    #: Seconds until a query is stopped.
    timeout: float = 30.0
    #: Address space of a worker, in bytes.
    memory: int = 4 * 2**30
    #: Queries that may wait for a worker.
    queue: int = 32
    #: Size of a request, in bytes.
    request_size: int = 2**20
    #: What is logged of requests, one of ``observation.LOGS``.
    log: str = "requests"
    #: Size of a document that is written into a graph, in bytes.
    document_size: int = 64 * 2**20
    #: Size of the answers that are kept to be sent again, in bytes, and of the largest of them.
    cache: int = 64 * 2**20
    cached_answer: int = 2**20
    #: Who knows it may write; None or empty: nobody may.
    token: str | None = field(default=None, repr=False)


def store_folder(given: str | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the store: as given, else ``DIPLOGRAPH_STORE``, else ``diplograph-store`` here."""
    return Path(given or environment.get("DIPLOGRAPH_STORE") or "diplograph-store")


def data_base(environment: Mapping[str, str] = os.environ) -> str:
    """Return the IRI that data lives under: ``DIPLOGRAPH_BASE``, else the project's own."""
    return environment.get("DIPLOGRAPH_BASE") or DATA_BASE


def write_token(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return what those know who may write over HTTP: ``DIPLOGRAPH_TOKEN``; None: nobody may."""
    return environment.get("DIPLOGRAPH_TOKEN") or None
