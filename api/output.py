"""Sends what a worker writes to the gateway: in chunks, packed as the client accepts it."""

import time
from typing import BinaryIO

from diplograph.api.coding import coder
from diplograph.api.frames import DATA, frame

__all__ = ["Output"]

_CHUNK = 64 * 1024
#: Seconds after which rows that are there are sent, even where they fill no chunk.
_PATIENCE = 0.5


class Output:
    """A file that sends what is written to it in chunks; the first one waits until it is full.

    What it holds back when an error is raised is never sent, unlike with ``io.BufferedWriter``. It
    packs in the worker, as all answers share the one thread of the gateway.
    """

    def __init__(self, stream: BinaryIO, coding: str) -> None:
        """Take where frames go, and the name of the content coding."""
        self._stream = stream
        self._coder = coder(coding)
        self._pending = bytearray()
        self._sent = time.monotonic()

    def write(self, data: bytes) -> int:
        """Take bytes; some are sent where enough have come together."""
        self._pending += data
        if len(self._pending) >= _CHUNK or time.monotonic() - self._sent > _PATIENCE:
            self._send(self._coder.write(self._take()))
            self._stream.flush()
            self._sent = time.monotonic()
        return len(data)

    def flush(self) -> None:
        """Do nothing: whoever writes cannot know better when to send."""

    def finish(self) -> None:
        """Write the rest, which goes with the end, so that a short answer is one piece."""
        self._send(self._coder.finish(self._take()))

    def _take(self) -> bytes:
        data = bytes(self._pending)
        self._pending.clear()
        return data

    def _send(self, data: bytes) -> None:
        # A single literal may be large; the gateway holds no more than a chunk of it.
        for start in range(0, len(data), _CHUNK):
            self._stream.write(frame(DATA, data[start : start + _CHUNK]))
