"""A pool of worker processes that can be killed: the only way to stop a query of Oxigraph.

A query gets a worker of its own for as long as it runs. The worker is killed where the query takes
too long, its client goes away, or it needs more memory than allowed; a fresh one stands ready.

Every query begins as a short one. One that has run for ``_SHORT`` seconds or filled ``_HELD`` bytes
is long and needs one of the places for long ones; where none is free it is stopped and begins again
when one is. Nothing of it has been sent by then, so its client only waits. In this way many heavy
queries never keep light ones from being answered.
"""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass

from diplograph.api.frames import DATA, END, FAILED, Job
from diplograph.api.places import Places
from diplograph.api.process import GONE, Process, reported
from diplograph.api.settings import Settings
from diplograph.graph.snapshots import Snapshot, current_snapshot
from diplograph.ontology.errors import (
    QueryError,
    QuerySizeError,
    QueryTimeoutError,
    StoreError,
)

__all__ = ["Answer", "Load", "Pool"]

_log = logging.getLogger("diplograph")

#: Until when a query is a short one: seconds, and bytes of its answer.
_SHORT = 0.5
_HELD = 2**20
#: Why workers are killed in a query: also where it is long and all places for such are taken.
_REASONS = ("timeout", "memory", "size", "left", "long")
#: The share of its memory that an idle worker may hold.
_ROOM = 0.25
#: Seconds between looks at what is published and which workers stand idle.
_LOOK = 1.0
#: The same where no worker can be started.
_PAUSE = 10.0
#: Seconds that an idle worker of another snapshot than the published one is kept.
_KEPT = 60.0


class Answer:
    """A query on a worker: the first bytes of its answer are there, the others come as made."""

    def __init__(self, pool: "Pool", places: Places, job: Job) -> None:
        """Take a place that was taken, and give it back at the end."""
        #: ``TABLE`` or ``GRAPH``.
        self.form = b""
        #: When it must have been sent, in the time of the event loop.
        self.deadline = 0.0
        #: Whether its end is there.
        self.is_whole = False
        self._pool = pool
        self._job = job
        self._places: Places | None = places
        self._process: Process | None = None
        self._held: list[bytes] = []
        self._size = 0
        #: Why its worker is killed, one of ``_REASONS``.
        self._reason = "left"

    async def start(self, snapshot: Snapshot, *, network: bool) -> None:
        """Give the query to a worker; its time begins when the worker is there."""
        self._process = self._pool.process(snapshot, network=network)
        await self._process.ready()
        self.deadline = self._pool.time() + self._pool.settings.timeout
        await self._process.send(self._job)

    async def fill(self, size: int, until: float) -> None:
        """Read until so many bytes are held, the time has come, or the answer is whole."""
        try:
            async with asyncio.timeout_at(min(until, self.deadline)):
                while not self.is_whole and sum(map(len, self._held)) < size:
                    self._held.extend(await self._next())
        except TimeoutError:
            if self._pool.time() >= self.deadline:
                self._reason = "timeout"
                seconds = f"{self._pool.settings.timeout:g}"
                message = f"the query ran longer than {seconds} seconds"
                raise QueryTimeoutError(message) from None

    def grow_long(self) -> bool:
        """Move to a place for long queries; return whether one is free."""
        if not self._pool.long.try_to_take():
            return False
        if self._places is not None:
            self._places.give_back()
        self._places = self._pool.long
        return True

    async def chunks(self) -> AsyncGenerator[bytes]:
        """Yield the bytes; an error after the first of them is raised, never hidden."""
        while self._held or not self.is_whole:
            if not self._held:
                await self.fill(1, self.deadline)
            held, self._held = self._held, []
            for chunk in held:
                yield chunk

    def close(self) -> None:
        """Free the place, wherever the answer stopped; a worker in the middle of it is killed."""
        if self._process is not None:
            self._pool.kill(self._process, self._reason)
        self._leave()

    def give_way(self) -> None:
        """Free the place, to begin again later."""
        self._reason = "long"
        self.close()

    async def _next(self) -> list[bytes]:
        """Return the bytes of the next frame, if it has some."""
        if self._process is None:
            raise QueryError("the answer was given up")
        try:
            kind, data = await self._process.read()
        except GONE:
            self._reason = "memory"
            raise await self._process.failure() from None
        if kind == DATA:
            self._size += len(data)
            limit = self._pool.settings.result_size
            if self._size > limit:
                self._reason = "size"
                raise QuerySizeError(f"the answer is larger than {limit // 2**20} MiB")
            return [data]
        if kind in (END, FAILED):
            self._pool.take_back(self._process, was_long=self._places is self._pool.long)
            self._leave()
            if kind == FAILED:
                raise reported(data, self._job.query)
            self.is_whole = True
        else:
            self.form = kind
        return []

    def _leave(self) -> None:
        self._process = None
        if self._places is not None:
            self._places.give_back()
            self._places = None


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
        self.settings = settings
        self.short = Places(settings.workers, settings)
        self.long = Places(settings.long_workers, settings)
        self._idle: list[Process] = []
        self._all: set[Process] = set()
        self._has_told = False
        self._started = 0
        self._killed = Counter(dict.fromkeys(_REASONS, 0))
        self._taken = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Keep a worker ready from now on, if there is a snapshot to open."""
        self._keeper = asyncio.create_task(self._keep())

    async def close(self) -> None:
        """End all workers."""
        if self._keeper is not None:
            self._keeper.cancel()
        for process in tuple(self._all):
            self.end(process)

    async def answer(
        self, job: Job, snapshot: Snapshot, client: str = "", *, network: bool = False
    ) -> Answer:
        """Answer a query on a snapshot: return once its first bytes are there.

        Args:
            job: The query.
            snapshot: What it asks.
            client: Who asks; clients take turns.
            network: Whether it may reach other addresses, on a worker of its own.

        Raises:
            QuerySyntaxError: The query does not parse.
            QueryOverloadError: Too many queries wait already.
            QueryTimeoutError: It ran longer than allowed.
            QueryMemoryError: It needed more memory than allowed.
            QuerySizeError: Its answer is larger than allowed.
            QueryError: It cannot be evaluated.
            StoreError: The snapshot cannot be opened.
        """
        await self.short.take(client)
        answer = Answer(self, self.short, job)
        try:
            await answer.start(snapshot, network=network)
            await answer.fill(_HELD, self.time() + _SHORT)
            if not answer.is_whole and not answer.grow_long():
                answer.give_way()
                await self.long.take(client)
                answer = Answer(self, self.long, job)
                await answer.start(snapshot, network=network)
            await answer.fill(1, answer.deadline)
        except BaseException:
            answer.close()
            raise
        return answer

    def load(self) -> Load:
        """Return what it has to do now."""
        idle = len(self._idle)
        waiting = self.short.waiting + self.long.waiting
        return Load(len(self._all) - idle, idle, waiting, self._started, dict(self._killed))

    def isolation(self) -> str:
        """Return what keeps workers from the network; empty until one has started."""
        known = {one.isolation for one in self._all} - {"", "open"}
        return next(iter(known), "")

    def time(self) -> float:
        """Return the time of the event loop."""
        return asyncio.get_running_loop().time()

    def process(self, snapshot: Snapshot, *, network: bool = False) -> Process:
        """Return a worker for a query: an idle one, or else a new one."""
        fit = [one for one in self._idle if one.snapshot.id == snapshot.id and one.is_alive()]
        if network or not fit:
            return self._start(snapshot, network=network)
        process = max(reversed(fit), key=Process.is_ready)  # the last one has the warmest caches
        self._idle.remove(process)
        if len(fit) == 1:
            self._taken.set()
        return process

    def take_back(self, process: Process, *, was_long: bool) -> None:
        """Take a worker that has done its work; a long query may have left it large."""
        fits = not was_long or process.memory() < self.settings.memory * _ROOM
        if fits and process.is_reusable() and len(self._idle) < self.settings.workers:
            process.idle_since = self.time()
            self._idle.append(process)
        else:
            self.end(process)

    def kill(self, process: Process, reason: str) -> None:
        """End a worker in the middle of a query."""
        self._killed[reason] += 1
        self.end(process)

    def end(self, process: Process) -> None:
        """End a worker."""
        self._all.discard(process)
        if process in self._idle:
            self._idle.remove(process)
        process.end()

    def _start(self, snapshot: Snapshot, *, network: bool = False) -> Process:
        process = Process(snapshot, self.settings.memory, network=network)
        self._all.add(process)
        self._started += 1
        return process

    async def _keep(self) -> None:
        """Keep one worker ready for the next query; end those of older snapshots."""
        while True:
            self._taken.clear()
            pause = _LOOK if self._look() else _PAUSE
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._taken.wait()

    def _look(self) -> bool:
        """Look once; return whether all is as it should be."""
        try:
            current = current_snapshot(self.settings.store)
        except StoreError:
            return False
        lost = [process for process in self._idle if not process.is_alive()]
        past = self.time() - _KEPT
        old = [
            process
            for process in self._idle
            if process.snapshot.id != current.id and process.idle_since < past
        ]
        for process in (*lost, *old):
            self.end(process)
        if lost:
            return False
        if self.isolation() == "none" and not self._has_told:
            self._has_told = True
            _log.warning("the system lets workers reach the network; only the gate keeps them in")
        if all(process.snapshot.id != current.id for process in self._idle):
            self._idle.append(self._start(current))
        return True
