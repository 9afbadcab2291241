"""What the gateway and the process that writes say to each other, as frames (``frames.py``)."""

import json
from dataclasses import asdict, dataclass, field
from typing import Self

__all__ = ["COMMITTED", "CONTENT", "EDIT", "Edit", "Written"]

EDIT = b"W"
CONTENT = b"B"
#: The store is changed; it is not published yet.
COMMITTED = b"C"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the store."""

    #: ``update``, ``put``, ``post``, ``delete``; ``settle`` publishes an edit that may be there.
    kind: str
    #: What the store is marked with.
    mark: str
    base: str
    #: Of ``update``.
    update: str = ""
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    #: Whether SERVICE asks others, all of which are allowed.
    asks_others: bool = False
    #: Addresses of the documents that it loads, and what these may have together, in bytes.
    loads: tuple[str, ...] = ()
    document_size: int = 0
    #: Of the others: the graph, None for the default graph, and what is written to it.
    graph: str | None = None
    media_type: str = ""
    content: bytes = field(default=b"", repr=False)

    def frames(self) -> tuple[bytes, bytes]:
        """Return the bytes of the two frames that carry it."""
        fields = asdict(self)
        content = fields.pop("content")
        return json.dumps(fields).encode(), content

    @classmethod
    def from_frames(cls, data: bytes, content: bytes) -> Self:
        """Return the edit of two frames."""
        fields = json.loads(data)
        for name in ("using", "using_named", "loads"):
            fields[name] = tuple(fields[name])
        return cls(**fields, content=content)


@dataclass(frozen=True, slots=True)
class Written:
    """What became of an edit."""

    #: The ID of the snapshot that holds it.
    snapshot: str
    #: Whether the graph is new.
    created: bool = False
