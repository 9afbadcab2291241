"""What workers may and may not do, whatever the gateway lets through, and when they end."""

import asyncio
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest

from diplograph.api.frames import Job
from diplograph.api.settings import Settings
from diplograph.api.workers import Pool
from diplograph.graph.snapshots import Snapshot, current_snapshot
from diplograph.ontology.errors import QueryError, QuerySizeError, QueryTimeoutError

_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_ENDLESS_ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_RESULTS = (
    b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "a:b"}}]}}'
)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep processes in their network")
def test_workers_have_no_network(store: Path) -> None:
    """A SERVICE that the gateway overlooked reaches nobody."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(QueryError, match=r"(?i)denied|network"):
            asyncio.run(_answer(store, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
        with pytest.raises(BlockingIOError):
            server.accept()


def _recorder(status: int, location: str | None = None) -> tuple[HTTPServer, list[str]]:
    """Return a local server that answers each request alike, and the paths that it was asked."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(_RESULTS)))
            if location is not None:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(_RESULTS)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, paths


@pytest.fixture(name="elsewhere")
def _elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Yield the address of another endpoint, and what it was asked."""
    server, paths = _recorder(200)
    yield f"http://127.0.0.1:{server.server_port}/sparql", paths
    server.shutdown()
    server.server_close()


def test_allowed_address_is_asked(
    store: Path, serve: Callable[[Settings], str], elsewhere: tuple[str, list[str]]
) -> None:
    """SERVICE reaches an address on the list, other queries go on without a network."""
    url, asked = elsewhere
    address = serve(Settings(store, allow_service=(url,)))
    query = f"SELECT ?x {{ SERVICE <{url}> {{ ?x ?p ?o }} }}"
    with httpx.Client(base_url=address, timeout=60) as client:
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
        assert (answer.status_code, answer.text.split()) == (200, ["x", "a:b"])
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
        assert asked == ["/sparql"]
        other = client.get("/sparql", params={"query": query.replace("/sparql>", "/other>")})
        assert (other.status_code, asked) == (403, ["/sparql"])
        assert client.get("/settings").json()["settings"]["allow_service"]["value"] == url


def test_allowed_address_cannot_send_elsewhere(
    store: Path, serve: Callable[[Settings], str], elsewhere: tuple[str, list[str]]
) -> None:
    """A redirect is not followed: the list says where queries go, not who they ask."""
    url, asked = elsewhere
    for status in (302, 307):
        server, redirected = _recorder(status, location=url)
        allowed = f"http://127.0.0.1:{server.server_port}/"
        address = serve(Settings(store, allow_service=(allowed,)))
        query = f"SELECT * {{ SERVICE <{allowed}> {{ ?s ?p ?o }} }}"
        answer = httpx.get(f"{address}/sparql", params={"query": query}, timeout=60)
        server.shutdown()
        server.server_close()
        assert (answer.status_code, redirected, asked) == (400, ["/"], [])


def test_workers_stand_ready_and_end(store: Path) -> None:
    """One worker waits before the first query; after a killed query too; none outlives the pool."""

    async def work() -> None:
        snapshot = current_snapshot(store)
        pool = Pool(Settings(store, timeout=0.3))
        pool.start()
        await _until(lambda: pool.load().idle == 1)
        with pytest.raises(QueryTimeoutError):
            await pool.answer(_job(snapshot, _ENDLESS), snapshot)
        await _until(lambda: pool.load().idle == 1)
        assert pool.load().busy == 0
        await pool.close()
        assert (pool.load().idle, pool.load().busy) == (0, 0)

    asyncio.run(work())


def test_long_query_gives_way(store: Path) -> None:
    """A query beyond its time as a short one waits for a place among the long ones."""

    async def work() -> None:
        snapshot = current_snapshot(store)
        pool = Pool(Settings(store, workers=1, long_workers=1, timeout=3600, wait=3600))
        endless = [
            asyncio.ensure_future(pool.answer(_job(snapshot, _ENDLESS), snapshot)) for _ in "ab"
        ]
        await _until(lambda: pool.load().killed["long"] == 1)
        answer = await pool.answer(_job(snapshot, "ASK {}"), snapshot)
        assert [chunk async for chunk in answer.chunks()] == [b"true"]
        assert [task.done() for task in endless] == [False, False]
        for task in endless:
            task.cancel()
        await asyncio.gather(*endless, return_exceptions=True)
        assert (pool.load().busy, pool.load().waiting) == (0, 0)
        await pool.close()

    asyncio.run(work())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no urgency of threads")
def test_worker_of_a_long_query_is_kept(store: Path) -> None:
    """A long query gives way to others; its worker takes the next one, as urgent as before."""

    async def work() -> None:
        snapshot = current_snapshot(store)
        before, usual = _children(), os.getpriority(os.PRIO_PROCESS, 0)
        pool = Pool(Settings(store, workers=1, long_workers=1))
        # It is slow because nobody reads it.
        answer = await pool.answer(_job(snapshot, f"{_ENDLESS_ROWS} LIMIT 100000"), snapshot)
        (worker,) = _children() - before
        await _until(lambda: max(_urgencies(worker)) > usual)
        assert len([chunk async for chunk in answer.chunks()]) > 1
        await _until(lambda: set(_urgencies(worker)) == {usual})
        answer = await pool.answer(_job(snapshot, "ASK {}"), snapshot)
        assert [chunk async for chunk in answer.chunks()] == [b"true"]
        assert (pool.load().started, set(pool.load().killed.values())) == (1, {0})
        await pool.close()

    asyncio.run(work())


def test_answer_is_not_larger_than_allowed(store: Path) -> None:
    """An answer that grows too large is an error, before its first bytes or after."""

    async def work(size: int, query: str) -> bytes:
        snapshot = current_snapshot(store)
        pool = Pool(Settings(store, result_size=size, timeout=60))
        received = b""
        try:
            answer = await pool.answer(_job(snapshot, query), snapshot)
            with pytest.raises(QuerySizeError, match="larger than 4 MiB"):
                async for chunk in answer.chunks():
                    received += chunk
            answer.close()
        finally:
            await pool.close()
        return received

    received = asyncio.run(work(4 * 2**20, _ENDLESS_ROWS))
    assert 0 < len(received) <= 4 * 2**20
    with pytest.raises(QuerySizeError, match="larger than 0 MiB"):
        asyncio.run(work(10_000, "SELECT * { ?s ?p ?o }"))


def _children() -> set[str]:
    tasks = Path("/proc/self/task").iterdir()
    return {child for task in tasks for child in (task / "children").read_text().split()}


def _urgencies(process: str) -> list[int]:
    """Return how much less each thread of a process counts than usual (``man 5 proc``: nice)."""
    threads = Path(f"/proc/{process}/task").glob("*/stat")
    return [int(thread.read_text().rpartition(")")[2].split()[16]) for thread in threads]


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.02)


def _job(snapshot: Snapshot, query: str) -> Job:
    return Job(query, "text/csv", None, snapshot.manifest.base)


async def _answer(store: Path, query: str) -> None:
    snapshot = current_snapshot(store)
    pool = Pool(Settings(store))
    try:
        await pool.answer(_job(snapshot, query), snapshot)
    finally:
        await pool.close()
