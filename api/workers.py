"""A pool of worker processes that can be killed: the only way to stop a query of Oxigraph.

A query gets a worker of its own for as long as it runs. The worker is killed, and replaced when it
is next needed, where the query takes too long, its client goes away, or it needs more memory than
allowed. Workers of an older snapshot end when they are idle; running queries keep theirs.
"""

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator

from diplograph.api.frames import DATA, END, FAILED, HEADER, QUERY, READY, Job, frame
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

__all__ = ["Answer", "Pool"]

_START_SECONDS = 30.0


class _Worker:
    """One process."""

    def __init__(self, process: Process, snapshot: Snapshot) -> None:
        self.process = process
        self.snapshot = snapshot

    @classmethod
    async def start(cls, snapshot: Snapshot, memory: int) -> "_Worker":
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "diplograph.api.worker",
            str(snapshot.path / "data"),
            str(memory),
            stdin=PIPE,
            stdout=PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        worker = cls(process, snapshot)
        try:
            async with asyncio.timeout(_START_SECONDS):
                kind, _ = await worker.read()
        except (TimeoutError, asyncio.IncompleteReadError) as error:
            await worker.kill()
            raise StoreError(f"snapshot {snapshot.id} cannot be opened by a worker") from error
        if kind != READY:
            raise StoreError("a worker could not be started")
        return worker

    async def read(self) -> tuple[bytes, bytes]:
        stream = self.process.stdout
        if stream is None:
            raise StoreError("a worker has no output")
        header = await stream.readexactly(HEADER)
        return header[:1], await stream.readexactly(int.from_bytes(header[1:]))

    async def send(self, job: Job) -> None:
        stream = self.process.stdin
        if stream is None:
            raise StoreError("a worker has no input")
        stream.write(frame(QUERY, job.to_bytes()))
        await stream.drain()

    async def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


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
        try:
            if self._first:
                yield self._first
            async for chunk in self._rest:
                yield chunk
        finally:
            await self._rest.aclose()


class Pool:
    """Worker processes on the published snapshots of a store."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; workers start when they are needed."""
        self._settings = settings
        self._idle: list[_Worker] = []
        self._free = asyncio.Semaphore(settings.workers)
        self._waiting = 0

    async def close(self) -> None:
        """End the idle workers."""
        while self._idle:
            await self._idle.pop().kill()

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
        try:
            async with asyncio.timeout_at(deadline):
                worker = await self._worker(snapshot)
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
            self._idle.append(worker)
            worker = None
        except TimeoutError as error:
            seconds = f"{self._settings.timeout:g}"
            raise QueryTimeoutError(f"the query ran longer than {seconds} seconds") from error
        except (asyncio.IncompleteReadError, BrokenPipeError, ConnectionResetError) as error:
            limit = self._settings.memory // 2**20
            message = f"the query needed more than {limit} MiB of memory, or is nested too deeply"
            raise QueryMemoryError(message) from error
        finally:
            if worker is not None:
                await worker.kill()
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

    async def _worker(self, snapshot: Snapshot) -> _Worker:
        """Return an idle worker of the snapshot, or a new one; end those of older snapshots."""
        while self._idle:
            worker = self._idle.pop()
            if worker.snapshot.id == snapshot.id and worker.process.returncode is None:
                return worker
            await worker.kill()
        return await _Worker.start(snapshot, self._settings.memory)


def _failure(data: bytes) -> QueryError:
    """Return the error that a worker reports."""
    fields = json.loads(data)
    message = str(fields["message"])
    return syntax_error(message) if fields["kind"] == "syntax" else QueryError(message)
