"""A pool of worker processes that can be killed: the only way to stop a query of Oxigraph.

A query gets a worker of its own for as long as it runs. The worker is killed, and replaced when it
is next needed, where the query takes too long, its client goes away, or it needs more memory than
allowed. Idle workers of another snapshot make room; running queries keep theirs.
"""

import asyncio
import json
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass

from diplograph.api.frames import DATA, END, FAILED, HEADER, QUERY, Job, frame
from diplograph.api.settings import Settings
from diplograph.api.syntax import syntax_error
from diplograph.graph.snapshots import Snapshot
from diplograph.ontology.errors import (
    QueryError,
    QueryMemoryError,
    QueryOverloadError,
    QueryTimeoutError,
    StoreError,
)

__all__ = ["Answer", "Load", "Pool"]

#: Seconds after which a worker that idles on another snapshot ends.
_LINGER = 60
#: What a pipe says when the process at its other end is gone.
_GONE = (asyncio.IncompleteReadError, ConnectionError)


class _Worker:
    """One process, spoken to over a pair of sockets."""

    def __init__(self, snapshot: Snapshot, memory: int) -> None:
        """Start the process; it answers once ``ready`` has returned."""
        self.snapshot = snapshot
        self.idle_since = 0.0
        self._writer: asyncio.StreamWriter | None = None
        self._socket, other = socket.socketpair()
        arguments = ("-m", "diplograph.api.worker", str(snapshot.path / "data"), str(memory))
        with other:
            pipe = other.fileno()
            self._process = subprocess.Popen(  # noqa: S603 (our own module, no shell)
                (sys.executable, *arguments), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
            )

    async def ready(self) -> None:
        """Wait until it has opened the snapshot."""
        self._reader, self._writer = await asyncio.open_connection(sock=self._socket)
        try:
            await self.read()
        except _GONE as error:
            message = f"snapshot {self.snapshot.id} cannot be opened: damaged, or too little memory"
            raise StoreError(message) from error

    async def read(self) -> tuple[bytes, bytes]:
        """Return kind and bytes of the next frame."""
        header = await self._reader.readexactly(HEADER)
        return header[:1], await self._reader.readexactly(int.from_bytes(header[1:]))

    async def send(self, job: Job) -> None:
        """Give it work."""
        if self._writer is not None:
            self._writer.write(frame(QUERY, job.to_bytes()))
            await self._writer.drain()

    def is_alive(self) -> bool:
        """Return whether the process still runs."""
        return self._process.poll() is None

    def end(self) -> None:
        """Kill it; the system may take its time to give back the memory."""
        self._process.kill()
        (self._writer or self._socket).close()
        asyncio.get_running_loop().run_in_executor(None, self._process.wait)


class Answer:
    """The answer to a query: its first bytes are there, the others come as they are made."""

    def __init__(
        self, form: bytes, deadline: float, first: bytes, rest: AsyncGenerator[bytes]
    ) -> None:
        """Take what is there."""
        #: ``TABLE`` or ``GRAPH``.
        self.form = form
        #: When it must have been sent, in the time of the event loop.
        self.deadline = deadline
        self._first = first
        self._rest = rest

    async def chunks(self) -> AsyncGenerator[bytes]:
        """Yield the bytes; an error after the first of them is raised, never hidden."""
        if self._first:
            yield self._first
        async for chunk in self._rest:
            yield chunk

    async def close(self) -> None:
        """Free the worker, wherever the answer stopped."""
        await self._rest.aclose()


@dataclass(frozen=True, slots=True)
class Load:
    """What a pool has to do, and what it did since it is there."""

    busy: int
    idle: int
    waiting: int
    started: int
    #: How many workers were killed in a query, by the reason.
    killed: Mapping[str, int]


class Pool:
    """Worker processes on the published snapshots of a store."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; workers start when they are needed."""
        self._settings = settings
        #: Those that were used last stand at the end.
        self._idle: list[_Worker] = []
        self._free = asyncio.Semaphore(settings.workers)
        self._waiting = 0
        self._busy = 0
        self._started = 0
        self._killed = Counter({"timeout": 0, "memory": 0, "left": 0})

    def load(self) -> Load:
        """Return what it has to do now."""
        idle = len(self._idle)
        return Load(self._busy, idle, self._waiting, self._started, dict(self._killed))

    async def close(self) -> None:
        """End the idle workers."""
        while self._idle:
            self._idle.pop().end()

    async def answer(self, job: Job, snapshot: Snapshot) -> Answer:
        """Answer a query on a snapshot: return once its first bytes are there.

        Raises:
            QuerySyntaxError: The query does not parse.
            QueryOverloadError: Too many queries wait already.
            QueryTimeoutError: It ran longer than allowed.
            QueryMemoryError: It needed more memory than allowed.
            QueryError: It cannot be evaluated.
            StoreError: The snapshot cannot be opened.
        """
        await self._acquire()
        deadline = asyncio.get_running_loop().time() + self._settings.timeout
        rest = self._run(job, snapshot, deadline)
        form = await anext(rest)
        first = await anext(rest, b"")
        return Answer(form, deadline, first, rest)

    async def _run(self, job: Job, snapshot: Snapshot, deadline: float) -> AsyncGenerator[bytes]:
        """Yield the kind of the answer, then its bytes; give back the place that was acquired."""
        worker: _Worker | None = None
        reason = "left"
        self._busy += 1
        try:
            async with asyncio.timeout_at(deadline):
                worker = self._idle_worker(snapshot)
                if worker is None:
                    worker = _Worker(snapshot, self._settings.memory)
                    self._started += 1
                    await worker.ready()
                await worker.send(job)
                kind, data = await worker.read()
            if kind != FAILED:
                yield kind
            # One time-out a frame: other tasks may take the later frames than took the first.
            while kind not in (END, FAILED):
                async with asyncio.timeout_at(deadline):
                    kind, data = await worker.read()
                if kind == DATA:
                    yield data
            worker.idle_since = asyncio.get_running_loop().time()
            self._idle.append(worker)
            worker = None
        except TimeoutError as error:
            reason = "timeout"
            seconds = f"{self._settings.timeout:g}"
            raise QueryTimeoutError(f"the query ran longer than {seconds} seconds") from error
        except _GONE as error:
            reason = "memory"
            limit = self._settings.memory // 2**20
            message = f"the query needed more than {limit} MiB of memory, or is nested too deeply"
            raise QueryMemoryError(message) from error
        finally:
            if worker is not None:
                self._killed[reason] += 1
                worker.end()
            self._busy -= 1
            self._free.release()
        if kind == FAILED:
            raise _failure(data)

    async def _acquire(self) -> None:
        """Wait for a free place, if not too many wait for one."""
        if self._free.locked() and self._waiting >= self._settings.queue:
            raise QueryOverloadError("too many queries wait already; try again in a moment")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._settings.timeout):
                await self._free.acquire()
        except TimeoutError as error:
            raise QueryOverloadError("no worker was free in time; try again later") from error
        finally:
            self._waiting -= 1

    def _idle_worker(self, snapshot: Snapshot) -> _Worker | None:
        """Return an idle worker of the snapshot; end those in whose place it or another runs."""
        found = [worker for worker in self._idle if worker.snapshot.id == snapshot.id]
        others = [worker for worker in self._idle if worker.snapshot.id != snapshot.id]
        worker = found.pop() if found else None
        if worker is not None and not worker.is_alive():
            worker.end()
            worker = None
        long_ago = asyncio.get_running_loop().time() - _LINGER
        room = self._settings.workers - self._busy - len(found)
        while others and (len(others) > room or others[0].idle_since < long_ago):
            others.pop(0).end()
        self._idle = [*others, *found]
        return worker


def _failure(data: bytes) -> QueryError:
    """Return the error that a worker reports."""
    fields = json.loads(data)
    message = str(fields["message"])
    return syntax_error(message) if fields["kind"] == "syntax" else QueryError(message)
