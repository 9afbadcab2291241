"""Fixtures of the tests of pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from diplograph.api.site.tables import Tables, open_tables
from diplograph.graph.snapshots import current_snapshot


@pytest.fixture(scope="session", name="tables")
def _tables(store: Path) -> Iterator[Tables]:
    """Return the tables of a store of the seeds, with Vietnamese names."""
    with open_tables(current_snapshot(store)) as tables:
        yield tables
