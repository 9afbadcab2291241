"""A hundred hostile queries at once: others are answered, nothing gets out, nothing is left."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

_PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_GROWING = "BIND('xxxxxxxxxx' AS ?v0) " + " ".join(
    f"BIND(REPLACE(?v{n}, 'x', 'xxxxxxxxxx') AS ?v{n + 1})" for n in range(9)
)
_DOUBLED = "BIND('xxxxxxxxxx' AS ?v0) " + " ".join(
    f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(30)
)
_BROKEN = 0
#: By name: the query, where URL stands for a local server, and the statuses that are right. What
#: grows by and by reaches the limit of time or the one of memory, whichever comes first.
_HOSTILE = {
    "count of a product": (f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}", {504}),
    "rows of a product": (f"SELECT * {{ {_PRODUCT} }}", {_BROKEN, 504}),
    "nested CONCAT": (f"SELECT (STRLEN(?v30) AS ?n) {{ {_DOUBLED} }}", {504, 507}),
    "nested REPLACE": (f"SELECT (STRLEN(?v9) AS ?n) {{ {_GROWING} }}", {504, 507}),
    "GROUP_CONCAT": (f"SELECT (GROUP_CONCAT(CONCAT(?c, ?f)) AS ?x) {{ {_PRODUCT} }}", {504, 507}),
    "ORDER BY": (f"SELECT * {{ {_PRODUCT} }} ORDER BY ?i ?a", {504, 507}),
    "paths": (
        "SELECT (COUNT(*) AS ?n) { ?a (!<a:a>|^!<a:a>)* ?b . ?c (!<a:b>|^!<a:b>)* ?d }",
        {504, 507},
    ),
    "SERVICE": ("SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }", {403}),
    "SERVICE glued": ("PREFIX : <URL> SELECT * { ?s ?p trueSERVICE:x {} }", {403}),
    "LOAD": ("LOAD <URL>", {403}),
    "deep nesting": ("SELECT * " + "{" * 50_000 + "}" * 50_000, {400}),
    "many operators": ("SELECT * { FILTER(1" + "+1" * 20_000 + ") }", {400, 504}),
    "backtracking": ("SELECT * { ?s ?p " + "(" * 1000 + "1" + ")" * 1000 + " }", {504}),
    "unclosed strings": ("SELECT * { SERVICE " + '\\"' * 150_000, {403}),
    "10 MB of text": ("SELECT * {} #" + "x" * 10_000_000, {413}),
}
_NUMBER = 100
#: Workers that stand ready for short queries, and one more that is kept fresh.
_IDLE = 5
#: MiB that may remain in use: what Python and the C library keep for the next time.
_MORE = 50
_SETTINGS = {
    "DIPLOGRAPH_WORKERS": "4",
    "DIPLOGRAPH_LONG_WORKERS": "4",
    "DIPLOGRAPH_TIMEOUT": "1",
    "DIPLOGRAPH_MEMORY": "192",
    "DIPLOGRAPH_QUEUE": "200",
    "DIPLOGRAPH_WAIT": "60",
    "DIPLOGRAPH_PER_CLIENT": "20",
    "DIPLOGRAPH_PROXIES": "127.0.0.1",
}


@dataclass
class _Server:
    process: subprocess.Popen[str]
    host: str
    port: int

    def workers(self) -> list[int]:
        """Return the processes that the server started and that are still there."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(child) for path in children for child in path.read_text().split()]

    def memory(self) -> int:
        """Return what server and workers have to themselves, in MiB."""
        total = 0
        for process in (self.process.pid, *self.workers()):
            text = Path(f"/proc/{process}/status").read_text()
            total += sum(map(int, re.findall(r"RssAnon:\s*(\d+) kB", text)))
        return total // 1024


@pytest.fixture(name="server")
def _server(store: Path) -> Iterator[_Server]:
    command = [str(Path(sys.executable).with_name("diplograph")), "serve", "--port", "0"]
    environment = {**os.environ, **_SETTINGS, "DIPLOGRAPH_STORE": str(store)}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    address = next(found for line in process.stdout if (found := re.search(r"//(.*):(\d+)", line)))
    yield _Server(process, address[1], int(address[2]))
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)


async def _ask(server: _Server, body: bytes, client: str, patience: float | None) -> int | None:
    """Return the status of an answer; None where the client left before."""
    reader, writer = await asyncio.open_connection(server.host, server.port)
    head = (
        f"POST /sparql HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {client}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    try:
        async with asyncio.timeout(patience):
            writer.write(head.encode() + body)
            start = await reader.readline()
            status = int(start.split()[1])
            if status == 200:
                with_end = b"\r\n0\r\n\r\n"
                last = b""
                while chunk := await reader.read(2**16):
                    last = (last + chunk)[-len(with_end) :]
                status = 200 if last == with_end else _BROKEN
            return status
    except TimeoutError:
        return None
    finally:
        writer.transport.abort()


async def _ordinary(server: _Server, done: asyncio.Event) -> list[float]:
    """Ask one query after the other; return how long each took."""
    seconds = []
    headers = {"X-Forwarded-For": "192.0.2.1"}
    address = f"http://{server.host}:{server.port}/sparql"
    async with httpx.AsyncClient(timeout=60, headers=headers) as client:
        while not done.is_set():
            started = time.monotonic()
            answer = await client.get(address, params={"query": "ASK { ?s a dip:Meeting }"})
            assert (answer.status_code, answer.json()["boolean"]) == (200, True)
            seconds.append(time.monotonic() - started)
            await asyncio.sleep(0.05)
    return seconds


async def _attack(
    server: _Server, bodies: dict[str, bytes]
) -> tuple[list[tuple[str, int | None]], list[float]]:
    """Ask a hundred hostile queries from ten clients; half of them are given up."""
    names = [list(bodies)[number % len(bodies)] for number in range(_NUMBER)]
    done = asyncio.Event()
    ordinary = asyncio.ensure_future(_ordinary(server, done))
    asked = [
        _ask(
            server,
            bodies[name],
            f"198.51.100.{number % 10}",
            # Some leave while they wait, others in the middle of their query or its rows.
            0.2 + number / 25 if number // len(bodies) % 2 else None,
        )
        for number, name in enumerate(names)
    ]
    statuses = await asyncio.gather(*asked)
    done.set()
    return list(zip(names, statuses, strict=True)), await ordinary


async def _ask_each(server: _Server, bodies: dict[str, bytes]) -> None:
    """Ask each query once and leave, so that what the server keeps anyhow is there before."""
    await asyncio.gather(*(_ask(server, body, "192.0.2.9", 0.5) for body in bodies.values()))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits workers")
def test_hundred_hostile_queries(server: _Server, visits: list[str]) -> None:
    """Each hostile client gets what is right, ordinary ones their answers, and nothing is left."""
    bodies = {
        name: urlencode({"query": query.replace("URL", visits[0])}).encode()
        for name, (query, _) in _HOSTILE.items()
    }
    asyncio.run(_ask_each(server, bodies))
    before = server.memory()
    statuses, seconds = asyncio.run(_attack(server, bodies))
    wrong = [
        (name, status)
        for name, status in statuses
        if status is not None and status not in _HOSTILE[name][1]
    ]
    assert wrong == []
    assert {name for name, status in statuses if status is not None} == set(_HOSTILE)
    assert visits[1:] == []
    assert len(seconds) > 1
    _settled(server, before)


def _settled(server: _Server, before: int) -> None:
    """Wait until idle workers alone are left, and hardly more memory in use than before."""
    deadline = time.monotonic() + 30
    while len(server.workers()) > _IDLE or server.memory() > before + _MORE:
        assert time.monotonic() < deadline, (server.workers(), before, server.memory())
        time.sleep(0.1)
