"""What workers may and may not do, whatever the gateway lets through."""

import asyncio
import ctypes
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from diplograph.api.frames import Job
from diplograph.api.settings import Settings
from diplograph.api.workers import Pool
from diplograph.graph.snapshots import current_snapshot
from diplograph.ontology.errors import QueryError

_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000


def _may_leave_network() -> bool:
    """Return whether this system lets a process of no privileges leave the network."""
    if not hasattr(ctypes.CDLL(None), "unshare"):
        return False
    code = f"import ctypes; raise SystemExit(ctypes.CDLL(None).unshare({_NEW_USER_AND_NETWORK}))"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(not _may_leave_network(), reason="the system keeps processes in its network")
def test_workers_have_no_network(store: Path) -> None:
    """A SERVICE that the gateway overlooked reaches nobody."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(QueryError, match=r"(?i)network|connect"):
            asyncio.run(_answer(store, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
        with pytest.raises(BlockingIOError):
            server.accept()


async def _answer(store: Path, query: str) -> None:
    snapshot = current_snapshot(store)
    pool = Pool(Settings(store))
    try:
        await pool.answer(Job(query, "text/csv", None, snapshot.manifest.base), snapshot)
    finally:
        await pool.close()
