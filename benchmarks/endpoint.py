"""Measures the endpoint beside the native Oxigraph server and rdflib-endpoint, all in one run.

Usage: ``python benchmarks/endpoint.py STORE [SMALL]`` with stores of ``generate.py``: five million
statements in the first, a quarter of a million in the second, where rdflib-endpoint is asked too
(``pip install rdflib-endpoint oxrdflib``). Servers take turns, so that what else the machine does
slows all of them; ratios count, not milliseconds, and where the machine is busy the time that each
server used of a processor (CPU), its workers included. Each request has a number in a comment, so
that it is evaluated; ``again`` is the same request sent once more. Then a million rows are read,
and the memory of the gateway is measured before and after.
"""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from diplograph.graph.snapshots import current_snapshot
from diplograph.ontology.terms import PREFIXES

_BIN = Path(sys.executable).parent
#: Seconds after which a connection that nobody used is not trusted.
_IDLE = 2
_TABLE = "application/sparql-results+json"
_GRAPH = "application/n-triples"
_PIECE = 2**20
_END_OF_HEAD = b"\r\n\r\n"
_LAST_CHUNK = b"0\r\n\r\n"
_MILLION = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1000000"


@dataclass(frozen=True, slots=True)
class Query:
    """One of the eight."""

    name: str
    text: str
    repeats: int
    accept: str = _TABLE


_QUERIES = (
    Query("1 one position", "SELECT ?p ?o { position:a1000_p1 ?p ?o }", 300),
    Query(
        "2 join by holder, stance and issue",
        "SELECT ?words ?label { ?p dip:holder state:vn ; dip:issue v-issue:sea ;"
        " dip:stance v-stance:oppose ; dip:evidence/nif:anchorOf ?words ;"
        " dip:occasion ?m . ?m rdfs:label ?label ; dip:participant state:jp }",
        10,
    ),
    Query(
        "3 positions by issue and year",
        "SELECT ?issue ?year (COUNT(*) AS ?n) { ?p dip:issue ?issue ; dip:occasion/dip:date ?d }"
        " GROUP BY ?issue (YEAR(?d) AS ?year)",
        3,
    ),
    Query(
        "4 OPTIONAL and REGEX",
        "SELECT ?p ?to { ?p dip:holder state:la ; dip:issue v-issue:economy ; dip:content ?c"
        " OPTIONAL { ?p dip:addressee ?to } FILTER(REGEX(?c, 'hợp.*biển')) }",
        5,
    ),
    Query("5 CONSTRUCT of a meeting", "CONSTRUCT WHERE { meeting:m1000 ?p ?o }", 300, _GRAPH),
    Query("6 path of hundreds of steps", "SELECT ?e { meeting:m0 dip:partOf+ ?e }", 100),
    Query("7 a million rows", _MILLION, 3),
    Query(
        "8 ORDER BY, LIMIT 20",
        "SELECT ?a ?l { ?a a dip:Article ; rdfs:label ?l } ORDER BY ?l LIMIT 20",
        3,
    ),
)


class Server:
    """A running server, spoken to over one connection.

    By a socket and not by a library: one of Python takes longer for a lookup than the servers.
    """

    def __init__(self, name: str, process: subprocess.Popen[bytes], port: int, path: str) -> None:
        """Wait until it answers."""
        self.name = name
        self.process = process
        self._path = path
        self._last = time.monotonic()
        self._port = port
        while True:
            try:
                self._socket = self._connection()
                break
            except ConnectionRefusedError:
                if process.poll() is not None:
                    raise SystemExit(f"{name} does not start") from None
                time.sleep(0.1)

    def _connection(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self._port), timeout=600)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def processor(self) -> float:
        """Return the milliseconds of a processor that it used so far, with its workers."""
        ticks = 0
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # the process has ended
            if self.process.pid in (int(folder.name), int(fields[1])):
                ticks += int(fields[11]) + int(fields[12])
        return ticks * 1000 / os.sysconf("SC_CLK_TCK")

    def ask(self, query: str, accept: str) -> tuple[float, int]:
        """Return the milliseconds that an answer takes, and its size."""
        target = f"{self._path}?{urlencode({'query': query})}"
        request = f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n"
        if time.monotonic() - self._last > _IDLE:
            self._socket.close()  # the server closes it soon
            self._socket = self._connection()
        start = time.perf_counter()
        self._socket.sendall(request.encode())
        status, size = self._read()
        milliseconds = (time.perf_counter() - start) * 1000
        self._last = time.monotonic()
        if status != 200:
            raise SystemExit(f"{self.name}: {status} for {query}")
        return milliseconds, size

    def _read(self) -> tuple[int, int]:
        """Read an answer; return its status and the bytes of its body, with those of chunks."""
        received = b""
        while _END_OF_HEAD not in received:
            received += self._socket.recv(_PIECE)
        head, _, last = received.partition(_END_OF_HEAD)
        length = re.search(rb"(?i)content-length: (\d+)", head)
        size = len(last)
        while size < int(length[1]) if length else not last.endswith(_LAST_CHUNK):
            piece = self._socket.recv(_PIECE)
            size += len(piece)
            last = last[-len(_LAST_CHUNK) :] + piece
        return int(head.split()[1]), size


def main() -> int:
    """Measure and print."""
    compare(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        compare(Path(sys.argv[2]), has_peer=True)
    return 0


def compare(store: Path, *, has_peer: bool = False) -> None:
    """Print a table for one store."""
    snapshot = current_snapshot(store)
    print(f"\n{snapshot.manifest.quads:,} statements, median of milliseconds\n")
    with ExitStack() as stack:
        ours = stack.enter_context(_ours(store))
        servers = [ours, stack.enter_context(_native(snapshot.path / "data"))]
        if has_peer:
            servers.append(stack.enter_context(_peer(snapshot.path / "data")))
        print("| query |", " | ".join(server.name for server in servers), "| ratio | CPU | again |")
        for query in _QUERIES:
            print(_row(query, servers), flush=True)
        _stream(ours)


def _row(query: Query, servers: list[Server]) -> str:
    for server in servers:  # the first of each warms up
        server.ask(_unheard(query.text), query.accept)
    texts = [_unheard(query.text) for _ in range(query.repeats)]
    before = [server.processor() for server in servers]
    rounds = [[server.ask(text, query.accept)[0] for server in servers] for text in texts]
    used = [server.processor() - spent for server, spent in zip(servers, before, strict=True)]
    again = [servers[0].ask(text, query.accept)[0] for text in texts]
    medians = [statistics.median(times) for times in zip(*rounds, strict=True)]
    cells = [f"{median:,.2f}" for median in medians]
    cells += [_ratios(medians), _ratios(used), f"{statistics.median(again):,.2f}"]
    return f"| {query.name} | {' | '.join(cells)} |"


def _ratios(values: list[float]) -> str:
    """Return the first of some values as a multiple of each other one."""
    return " / ".join(f"{values[0] / value:.2f}" if value else "-" for value in values[1:])


def _unheard(query: str) -> str:
    """Return a query that nobody asked yet, with its prefixes, which the others do not know."""
    used = {
        name: iri for name, iri in PREFIXES.items() if f" {name}:" in query or f"/{name}:" in query
    }
    prologue = "".join(f"PREFIX {name}: <{iri}> " for name, iri in used.items())
    return f"{prologue}{query} # {time.time_ns()}"


def _stream(server: Server) -> None:
    """Print what a million rows cost the gateway in memory."""
    before = _memory(server.process.pid)
    _, size = server.ask(_unheard(_MILLION), _TABLE)
    after = _memory(server.process.pid)
    print(f"\na million rows, {size / 2**20:.0f} MiB: gateway {before} MiB before, {after} at most")


def _memory(process: int) -> int:
    """Return the most memory that a process had so far, in MiB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


@contextmanager
def _ours(store: Path) -> Iterator[Server]:
    port = _free_port()
    options = ("--store", store, "--port", str(port), "--timeout", "600")
    yield from _running("diplograph", ("diplograph", "serve", *options), port, "/sparql")


@contextmanager
def _native(data: Path) -> Iterator[Server]:
    port = _free_port()
    options = ("--location", data, "--bind", f"127.0.0.1:{port}", "--union-default-graph")
    yield from _running("oxigraph", ("oxigraph", "serve-read-only", *options), port, "/query")


@contextmanager
def _peer(data: Path) -> Iterator[Server]:
    port = _free_port()
    command = ("python", Path(__file__).with_name("peer.py"), data, str(port))
    yield from _running("rdflib-endpoint", command, port, "/")


def _running(name: str, command: tuple[object, ...], port: int, path: str) -> Iterator[Server]:
    program, *arguments = map(str, command)
    quiet = subprocess.DEVNULL
    with subprocess.Popen([_BIN / program, *arguments], stdout=quiet, stderr=quiet) as process:
        try:
            yield Server(name, process, port, path)
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
