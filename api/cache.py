"""Answers that were sent before and are sent again without a worker.

A snapshot never changes, so the same query on it has the same answer, but for the few functions
that give something new each time. Only whole answers below a size are kept, those that were not
asked for longest go first.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from diplograph.api.gate import CLOSED
from diplograph.api.observation import note

__all__ = ["Cache", "Head", "Headers", "Kept", "KeptResponse", "Name", "is_repeatable", "knows"]

Headers = list[tuple[bytes, bytes]]

_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(|SERVICE", re.IGNORECASE)
#: A template that makes new blank nodes each time.
_CONSTRUCT = re.compile(r"\bCONSTRUCT\b", re.IGNORECASE)
_BLANK = re.compile(r"[^{}]*+\{[^}]*?(?:\[|(?<!\w)_\s)")
#: Headers of a request that the answer depends on.
_DECIDING = frozenset({b"accept", b"accept-encoding", b"origin"})
_OF_THE_BODY = frozenset({b"content-type", b"content-encoding", b"content-disposition"})
#: What an answer takes beside its bytes, about.
_OVERHEAD = 2048
#: How many different requests for an answer are known by name.
_NAMES = 8


def is_repeatable(query: str) -> bool:
    """Return whether a query has the same answer each time, byte for byte.

    >>> is_repeatable("SELECT (NOW() AS ?t) {}"), is_repeatable("SELECT ?now { ?now a 'RAND()' }")
    (False, True)
    """
    text = CLOSED.sub(" ", query)
    template = _CONSTRUCT.search(text)
    is_blank = template is not None and _BLANK.match(text, template.end()) is not None
    return not is_blank and not _CHANGING.search(text)


def knows(header: str, etag: str) -> bool:
    """Return whether an ``If-None-Match`` header names an answer; by RFC 9110 it may be weak.

    >>> knows('"a", W/"b"', '"b"'), knows('"a"', '"b"')
    (True, False)
    """
    tags = (part.strip().removeprefix("W/") for part in header.split(","))
    return etag in tags


@dataclass(frozen=True, slots=True)
class Name:
    """A GET or HEAD as it came: whoever asks the same gets the same."""

    path: str
    query_string: bytes
    #: The snapshot that is published.
    snapshot: str
    deciding: tuple[tuple[bytes, bytes], ...]

    @classmethod
    def of(cls, scope: Scope, snapshot: str) -> Self | None:
        """Return the name of a request; None for other methods."""
        if scope["method"] not in ("GET", "HEAD"):
            return None
        deciding = tuple(header for header in scope["headers"] if header[0] in _DECIDING)
        return cls(scope["path"], scope["query_string"], snapshot, deciding)

    def __len__(self) -> int:
        """Return how many bytes it takes, about."""
        return len(self.path) + len(self.query_string) + _size(self.deciding)


@dataclass(frozen=True, slots=True)
class Head:
    """How the answer to a request begins, with what every layer above the handler added."""

    route: object
    headers: Headers

    def __len__(self) -> int:
        """Return how many bytes it takes, about."""
        return _size(self.headers)


@dataclass(slots=True)
class Kept:
    """A whole answer."""

    etag: str
    query: str
    headers: Headers
    body: bytes
    #: Requests that got it, and how it began for each.
    names: dict[Name, Head] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return how many bytes it takes without its names, about."""
        return len(self.body) + len(self.query) + _OVERHEAD

    async def send(self, scope: Scope, send: Send, headers: Headers) -> None:
        """Send it, or that the client has it already.

        Args:
            scope: Of the request.
            send: What takes it.
            headers: What it begins with; its length comes to them.
        """
        note(scope, source="cache")
        asked = dict(scope["headers"]).get(b"if-none-match")
        if asked is not None and (
            asked.strip() == b"*" or knows(asked.decode("latin-1"), self.etag)
        ):
            left = [header for header in headers if header[0] not in _OF_THE_BODY]
            await send({"type": "http.response.start", "status": 304, "headers": left})
            await send({"type": "http.response.body", "body": b""})
            return
        length = (b"content-length", str(len(self.body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [*headers, length]})
        body = b"" if scope["method"] == "HEAD" else self.body
        await send({"type": "http.response.body", "body": body})


class KeptResponse(Response):
    """A kept answer as the framework wants it."""

    def __init__(self, kept: Kept) -> None:
        """Take the answer."""
        self._kept = kept
        self.status_code = 200
        self.background = None
        self.raw_headers = kept.headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await self._kept.send(scope, send, self._kept.headers)


class Cache:
    """Answers by what was asked, in a bounded number of bytes."""

    def __init__(self, size: int, largest: int) -> None:
        """Take the bounds.

        Args:
            size: Of all answers together, in bytes; 0 keeps none.
            largest: Of one answer.
        """
        self.largest = min(size, largest)
        self._left = size
        self._answers: OrderedDict[str, Kept] = OrderedDict()
        self._named: dict[Name, str] = {}

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._answers)

    def get(self, key: str) -> Kept | None:
        """Return an answer that is kept."""
        kept = self._answers.get(key)
        if kept is not None:
            self._answers.move_to_end(key)
        return kept

    def named(self, name: Name) -> tuple[Kept, Head] | None:
        """Return the answer that a request like this got, and how it began."""
        key = self._named.get(name)
        kept = self.get(key) if key is not None else None
        return (kept, kept.names[name]) if kept is not None else None

    def put(self, key: str, kept: Kept) -> None:
        """Keep an answer, if it is small enough; others go for it."""
        if len(kept.body) <= self.largest and key not in self._answers:
            self._answers[key] = kept
            self._left -= len(kept)
            self._trim()

    def give_name(self, key: str, name: Name, head: Head) -> None:
        """Let an answer, if it is kept, be found by a request.

        Args:
            key: Of the answer.
            name: The request.
            head: How the answer began for it.
        """
        kept = self._answers.get(key)
        if kept is not None and name not in self._named and len(kept.names) < _NAMES:
            self._named[name] = key
            kept.names[name] = head
            self._left -= len(name) + len(head)
            self._trim()

    def _trim(self) -> None:
        while self._left < 0:
            _, kept = self._answers.popitem(last=False)
            self._left += len(kept)
            for name, head in kept.names.items():
                del self._named[name]
                self._left += len(name) + len(head)


def _size(headers: Iterable[tuple[bytes, bytes]]) -> int:
    return sum(len(name) + len(value) for name, value in headers)
