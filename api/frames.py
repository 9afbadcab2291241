"""What gateway and workers say to each other: frames of a kind, a length, and bytes."""

import json
from dataclasses import dataclass
from typing import BinaryIO, Self

__all__ = [
    "DATA",
    "END",
    "FAILED",
    "GRAPH",
    "HEADER",
    "QUERY",
    "READY",
    "TABLE",
    "Job",
    "frame",
    "read_frame",
    "write_frame",
]

QUERY = b"Q"
READY = b"R"
#: What a query gives, told before the first bytes of the answer.
TABLE = b"T"
GRAPH = b"G"
DATA = b"D"
END = b"E"
FAILED = b"F"
#: Length of the kind and of the length before the bytes of a frame.
HEADER = 1 + 8


@dataclass(frozen=True, slots=True)
class Job:
    """A query to answer."""

    query: str
    #: Media types to write in: of SELECT and ASK, of CONSTRUCT and DESCRIBE. None writes nothing.
    table: str | None
    graph: str | None
    base: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    #: Content coding of the answer.
    coding: str = "identity"

    def to_bytes(self) -> bytes:
        """Return it as the bytes of a frame."""
        return json.dumps({field: getattr(self, field) for field in self.__slots__}).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Return the job of a frame."""
        fields = json.loads(data)
        for name in ("default_graphs", "named_graphs"):
            fields[name] = tuple(fields[name])
        return cls(**fields)


def frame(kind: bytes, data: bytes) -> bytes:
    """Return the bytes of a frame."""
    return kind + len(data).to_bytes(HEADER - 1) + data


def write_frame(stream: BinaryIO, kind: bytes, data: bytes) -> None:
    """Write a frame and send it off."""
    stream.write(frame(kind, data))
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """Return kind and bytes of the next frame, or None at the end of the stream."""
    header = stream.read(HEADER)
    if len(header) < HEADER:
        return None
    return header[:1], stream.read(int.from_bytes(header[1:]))
