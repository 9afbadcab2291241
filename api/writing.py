"""Writes: who may, one at a time, each in a process that can be killed.

The process (``writer.py``) changes the store in one transaction and publishes. Until the change is
made it may be killed, at the limits that queries have; from then on it is left to publish.
"""

import asyncio
import hmac
import json
import secrets
import sys

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from diplograph.api.edit import COMMITTED, CONTENT, EDIT, Edit, Written
from diplograph.api.endpoint import Endpoint
from diplograph.api.frames import FAILED, HEADER, frame
from diplograph.api.protocol import media_type
from diplograph.api.settings import Settings
from diplograph.api.syntax import syntax_error
from diplograph.api.updates import parse_update
from diplograph.ontology.errors import (
    DiplographError,
    NotFoundError,
    QueryError,
    QueryForbiddenError,
    QueryMemoryError,
    QueryOverloadError,
    QueryTimeoutError,
    StoreError,
    StoreLockedError,
    UnauthorizedError,
)

__all__ = ["Writes", "authorize", "named", "new_mark", "update"]

_SCHEME = "bearer"
_SETTLE = "settle"


def authorize(request: Request, settings: Settings) -> None:
    """Let only those pass who may write.

    Raises:
        QueryForbiddenError: Writes are off.
        UnauthorizedError: The token is missing or wrong.
    """
    if not settings.token:
        raise QueryForbiddenError("writes are off; start the server with DIPLOGRAPH_TOKEN set")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    # Headers are bytes, read as Latin-1; a token may be any text.
    given, right = token.strip().encode("latin-1"), settings.token.encode()
    if scheme.lower() != _SCHEME or not hmac.compare_digest(given, right):
        raise UnauthorizedError("send the token of this server: Authorization: Bearer …")


class Writes:
    """Makes edits of a store, one after the other."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; a process starts with each edit."""
        self._settings = settings
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def make(self, edit: Edit) -> Written:
        """Make an edit and publish it.

        Raises:
            QueryOverloadError: Too many edits wait already.
            QueryTimeoutError: It took longer than allowed; nothing is changed.
            QueryMemoryError: It needed more memory than allowed; nothing is changed.
            QueryError: It does not parse, or cannot be made.
            NotFoundError: There is no such graph.
            StoreError: The store cannot be written; ``StoreLockedError``: another process does.
        """
        if self._waiting > self._settings.queue:
            raise QueryOverloadError("too many edits wait already; try again in a moment")
        self._waiting += 1
        try:
            async with self._turn:
                return await self._made(edit)
        finally:
            self._waiting -= 1

    async def _made(self, edit: Edit) -> Written:
        process = await _start(self._settings)
        try:
            async with asyncio.timeout(self._settings.timeout):
                await _send(process, edit)
                kind, data = await _read(process)
            if kind == COMMITTED:
                kind, data = await _read(process)
        except TimeoutError:
            seconds = f"{self._settings.timeout:g}"
            failure: QueryError = QueryTimeoutError(f"it took longer than {seconds} seconds")
        except (asyncio.IncompleteReadError, ConnectionError):
            limit = self._settings.memory // 2**20
            failure = QueryMemoryError(f"it needed more than {limit} MiB of memory")
        else:
            if kind == FAILED:
                raise _failure(data)
            return Written(**json.loads(data))
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
        if edit.kind == _SETTLE:
            raise failure
        # It may have been made at the very end: the store knows.
        try:
            return await self._made(Edit(_SETTLE, edit.mark, edit.base))
        except NotFoundError:
            raise failure from None


async def _start(settings: Settings) -> asyncio.subprocess.Process:
    store, memory = str(settings.store), str(settings.memory)
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "diplograph.api.writer", store, memory),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def _send(process: asyncio.subprocess.Process, edit: Edit) -> None:
    if process.stdin is not None:
        fields, content = edit.frames()
        process.stdin.write(frame(EDIT, fields) + frame(CONTENT, content))
        await process.stdin.drain()


async def _read(process: asyncio.subprocess.Process) -> tuple[bytes, bytes]:
    """Return kind and bytes of the next frame."""
    if process.stdout is None:
        raise ConnectionError
    header = await process.stdout.readexactly(HEADER)
    return header[:1], await process.stdout.readexactly(int.from_bytes(header[1:]))


def _failure(data: bytes) -> DiplographError:
    """Return the error that the process reports."""
    fields = json.loads(data)
    kind, message = str(fields["kind"]), str(fields["message"])
    if kind == "syntax":
        return syntax_error(message)
    if kind == "locked":
        return StoreLockedError("another process writes to the store; try again when it has ended")
    if kind == "store":
        return StoreError("the store cannot be written; nothing is changed")
    return NotFoundError(message) if kind == "missing" else QueryError(message)


async def update(request: Request, endpoint: Endpoint, writes: Writes, body: bytes) -> Response:
    """Make the update that a request holds.

    Args:
        request: What asks for it.
        endpoint: Knows what is published.
        writes: Makes it.
        body: Of the request.
    """
    settings = endpoint.settings
    authorize(request, settings)
    media = media_type(request.headers.get("content-type")) if request.method == "POST" else ""
    asked = parse_update(
        *(request.method, request.url.query, media, body),
        allow_service=settings.allow_service,
        allow_load=settings.allow_load,
    )
    base = endpoint.published().manifest.base
    edit = Edit(
        *("update", new_mark(), base, asked.update, asked.using, asked.using_named),
        asks_others=asked.asks_others,
        loads=asked.loads,
        document_size=settings.document_size,
    )
    written = await writes.make(edit)
    return PlainTextResponse(f"published snapshot {written.snapshot}\n", headers=named(written))


def new_mark() -> str:
    """Return what marks an edit and no other."""
    return secrets.token_hex(32)


def named(written: Written) -> dict[str, str]:
    """Return the headers of an answer to a write."""
    return {"X-Snapshot": written.snapshot, "Cache-Control": "no-store"}
