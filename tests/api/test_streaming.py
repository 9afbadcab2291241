"""Long answers go through the server and do not stay in it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

_MIB = 2**20
#: Far more rows than the gateway may hold at a time.
_ROWS = {"query": "SELECT ?a ?b ?c ?d { ?a ?b ?c . ?d a dip:Article } LIMIT 140000"}
_AT_LEAST, _AT_MOST = 24 * _MIB, 8 * _MIB


@pytest.fixture(scope="module", name="server")
def _server(store: Path) -> Iterator[tuple[int, str]]:
    """Return process and address of a server that was started as users start it."""
    command = (str(Path(sys.executable).with_name("diplograph")), "serve", "--port", "0")
    environment = {**os.environ, "DIPLOGRAPH_STORE": str(store)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        address = next(filter(None, (re.search(r"http://[\d.]+:\d+", s) for s in process.stdout)))
        yield process.pid, address[0]
        process.terminate()


def _most_memory(process: int) -> int:
    """Return the most memory that a process had so far, in bytes."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_gateway_holds_no_answer(server: tuple[int, str], coding: str) -> None:
    """An answer many times as large as what the gateway may grow by leaves it as it was."""
    process, address = server
    headers = {"Accept": "text/csv", "Accept-Encoding": coding}
    size = 0
    with httpx.Client(base_url=address, headers=headers, timeout=120) as client:
        client.get("/sparql", params={"query": "ASK {}"})
        before = _most_memory(process)
        with client.stream("GET", "/sparql", params=_ROWS) as answer:
            assert answer.headers.get("content-encoding", "identity") == coding
            for piece in answer.iter_bytes():
                size += len(piece)
    assert size > _AT_LEAST
    assert _most_memory(process) - before < _AT_MOST


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_short_answers_tell_their_length(client: httpx.Client, method: str) -> None:
    """An answer that is whole before its first byte is sent comes with its length, in one piece."""
    query = {"query": f"SELECT ?l {{ state:vn rdfs:label ?l }} # {method}"}
    headers = {"Accept": "text/csv", "Accept-Encoding": "identity"}
    answer = client.request(method, "/sparql", params=query, headers=headers)
    again = client.get("/sparql", params=query, headers=headers)
    assert int(answer.headers["content-length"]) == len(again.content) > 0
    assert "transfer-encoding" not in answer.headers
    assert len(answer.content) == (0 if method == "HEAD" else len(again.content))
