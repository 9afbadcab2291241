"""The gateway's end of a worker: a process that opens a snapshot, takes jobs, and can be killed."""

import asyncio
import json
import logging
import math
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from diplograph.api.frames import HEADER, QUERY, Job, frame
from diplograph.api.syntax import syntax_error
from diplograph.graph.snapshots import Snapshot
from diplograph.ontology.errors import QueryError, QueryMemoryError, StoreError

__all__ = ["GONE", "Process", "WorkerFaultError", "reported"]

#: What a pipe says when the process at its other end is gone.
GONE = (asyncio.IncompleteReadError, ConnectionError)
#: Where Linux tells the size of what a process may write to, in ``/proc/PID/statm``.
_DATA = 5
#: Seconds that a worker may take to open a snapshot, however busy the machine is.
_PATIENCE = 60.0
_log = logging.getLogger("diplograph")


class WorkerFaultError(Exception):
    """A fault of ours in a worker; what it is stands in the log."""


class Process:
    """A worker, spoken to over a pair of sockets."""

    def __init__(self, snapshot: Snapshot, memory: int, *, network: bool = False) -> None:
        """Start it; it takes a job once ``ready`` has returned.

        Args:
            snapshot: What it opens.
            memory: Its limit in bytes.
            network: Whether it may reach other addresses.
        """
        self.snapshot = snapshot
        #: What keeps it from the network, once it is ready.
        self.isolation = ""
        #: When it became idle, in the time of the event loop.
        self.idle_since = asyncio.get_running_loop().time()
        self._header = b""
        self._memory = memory
        self._is_reusable = not network
        self._writer: asyncio.StreamWriter | None = None
        self._socket, other = socket.socketpair()
        arguments = (str(snapshot.path / "data"), str(memory), "open" if network else "closed")
        with other:
            pipe = other.fileno()
            self._process = subprocess.Popen(  # noqa: S603 (our own module, no shell)
                (sys.executable, "-m", "diplograph.api.worker", *arguments),
                stdin=pipe,
                stdout=pipe,
                stderr=subprocess.DEVNULL,  # what it has to say comes as a frame
            )
        self._opening = asyncio.ensure_future(self._open())
        self._opening.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def ready(self) -> None:
        """Wait until it has opened the snapshot.

        Raises:
            StoreError: It cannot.
        """
        await asyncio.shield(self._opening)

    async def _open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(sock=self._socket)
        try:
            async with asyncio.timeout(_PATIENCE):
                _, data = await self.read()
        except (*GONE, TimeoutError) as error:
            message = f"snapshot {self.snapshot.id} cannot be opened: damaged, or removed"
            raise StoreError(message) from error
        self.isolation = data.decode()

    async def send(self, job: Job) -> None:
        """Give it work."""
        if self._writer is not None:
            self._writer.write(frame(QUERY, job.to_bytes()))
            await self._writer.drain()

    async def read(self) -> tuple[bytes, bytes]:
        """Return kind and bytes of the next frame; what is cancelled goes on where it was."""
        self._header = self._header or await self._reader.readexactly(HEADER)
        data = await self._reader.readexactly(int.from_bytes(self._header[1:]))
        kind, self._header = self._header[:1], b""
        return kind, data

    def is_ready(self) -> bool:
        """Return whether it could take a job at once."""
        return self._opening.done()

    def is_reusable(self) -> bool:
        """Return whether it may take another query."""
        return self._is_reusable and self.is_alive()

    def is_alive(self) -> bool:
        """Return whether the process still runs."""
        return self._process.poll() is None

    def memory(self) -> float:
        """Return the bytes that count for its limit; infinite where the system does not tell."""
        try:
            pages = Path(f"/proc/{self._process.pid}/statm").read_text().split()[_DATA]
        except OSError:
            return math.inf
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def end(self) -> None:
        """Kill it; the system may take its time to give back the memory."""
        self._process.kill()
        self._opening.cancel()
        self._socket.close()
        if self._writer is not None:
            self._writer.close()
        asyncio.get_running_loop().run_in_executor(None, self._process.wait)

    async def failure(self) -> QueryError:
        """Return why it ended by itself in the middle of a query."""
        loop = asyncio.get_running_loop()
        status = await loop.run_in_executor(None, self._process.wait)
        if status == -signal.SIGSEGV:
            return QueryError("the query is nested too deeply, or has too many parts")
        limit = self._memory // 2**20
        return QueryMemoryError(f"the query needed more than {limit} MiB of memory")


def reported(data: bytes, query: str) -> Exception:
    """Return the error that a worker reports in a frame."""
    fields = json.loads(data)
    kind, message = fields["kind"], str(fields["message"])
    if kind == "syntax":
        return syntax_error(message, query)
    if kind == "query":
        return QueryError(message)
    _log.error("a worker failed: %s", message)
    return WorkerFaultError()
