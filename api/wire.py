"""Speaks HTTP as uvicorn does, with what some clients send and what short answers need.

Some tools send addresses with letters that are not ASCII. HTTP wants them percent-encoded, and the
parser below uvicorn refuses the request otherwise. And uvicorn writes the head of an answer before
its body, in a packet of its own, which takes as long as all else that a short answer needs.
"""

import asyncio
import re
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["Protocol"]

_REQUEST_LINE = re.compile(rb"[A-Z]+ [^ \r\n]*[\x80-\xff][^ \r\n]* HTTP/1\.[01]\r\n")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
#: Bytes that wait for what is written after them; more of them are worth a packet.
_SMALL = 4096


class Protocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it; an address is encoded on arrival, head and body go together."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a new connection."""
        super().connection_made(cast("asyncio.Transport", _Joining(transport)))

    def data_received(self, data: bytes) -> None:
        """Take bytes; where a request is to begin, these begin with its line."""
        begins = self.cycle is None or self.cycle.response_complete
        line = _REQUEST_LINE.match(data) if begins else None
        if line is not None:
            data = (
                _NOT_ASCII.sub(lambda byte: b"%%%02X" % ord(byte[0]), line[0]) + data[line.end() :]
            )
        super().data_received(data)


class _Joining:
    """A transport that sends a few bytes with the next ones, if these come at once.

    All else that it is asked for is the business of the transport below.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._held = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held + data)
        elif len(data) < _SMALL:
            self._held = data
            asyncio.get_running_loop().call_soon(self._send)
        else:
            self._transport.write(data)

    def close(self) -> None:
        self._send()
        self._transport.close()

    def _send(self) -> None:
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held)
