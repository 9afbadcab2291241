"""Takes addresses with letters that are not ASCII, as some tools send them.

HTTP wants them percent-encoded, and the parser below uvicorn refuses the request otherwise.
"""

import re

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["Protocol"]

_REQUEST_LINE = re.compile(rb"[A-Z]+ [^ \r\n]*[\x80-\xff][^ \r\n]* HTTP/1\.[01]\r\n")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


class Protocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, with the address of a request encoded on arrival."""

    def data_received(self, data: bytes) -> None:
        """Take bytes; where a request is to begin, these begin with its line."""
        begins = self.cycle is None or self.cycle.response_complete
        line = _REQUEST_LINE.match(data) if begins else None
        if line is not None:
            data = (
                _NOT_ASCII.sub(lambda byte: b"%%%02X" % ord(byte[0]), line[0]) + data[line.end() :]
            )
        super().data_received(data)
