"""Sends an answer as it is made, and stops where the client leaves, time runs out, or it fails.

An answer that stops in the middle is not closed as if it were whole: the server cuts the
connection, so that every client sees that something is missing.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from diplograph.api.observation import note
from diplograph.api.workers import Answer
from diplograph.ontology.errors import DiplographError, QueryMemoryError, QueryTimeoutError

__all__ = ["ClientGoneError", "Stream", "unless_gone"]

_T = TypeVar("_T")
_log = logging.getLogger("diplograph")
#: Seconds of work before it is worth a task to watch whether the client is there.
_MOMENT = 0.05
_CUT: dict[type[DiplographError], str] = {
    QueryTimeoutError: "timeout",
    QueryMemoryError: "memory",
}


class ClientGoneError(Exception):
    """The client closed its connection; there is nobody to answer."""


async def unless_gone(request: Request, work: Awaitable[_T]) -> _T:
    """Return what some work gives; give it up when the client leaves.

    Args:
        request: Whose body has been read.
        work: Is cancelled when the client leaves.

    Raises:
        ClientGoneError: The client left first.
    """
    return await _unless_gone(request.receive, work)


class Stream(Response):
    """An answer, whole or still being made."""

    def __init__(self, answer: Answer, headers: Mapping[str, str], media_type: str) -> None:
        """Take the answer, which is closed at the end, however it comes."""
        self._answer = answer
        self.status_code = 200
        self.media_type = media_type
        self.background = None
        self.init_headers(headers)
        self._largest = -1
        self._keep: Callable[[bytes], None] | None = None

    def when_whole(self, largest: int, keep: Callable[[bytes], None]) -> None:
        """Hand over all bytes once they are sent, if they are not too many.

        Args:
            largest: How many bytes at most.
            keep: What takes them.
        """
        self._largest, self._keep = largest, keep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; return early, without the end of the body, where it breaks off."""
        try:
            async with asyncio.timeout_at(self._answer.deadline):
                has_body = scope["method"] != "HEAD"
                if self._answer.is_whole:
                    await self._send_whole(send, has_body=has_body)
                else:
                    await _unless_gone(receive, self._send(send, has_body=has_body))
        except ClientGoneError:
            note(scope, cut="left")
        except TimeoutError:
            note(scope, cut="timeout")
            _log.warning("answer cut: the client did not take it in time")
        except DiplographError as error:
            note(scope, cut=_CUT.get(type(error), "broken"))
            _log.warning("answer cut: %s", error)
        finally:
            self._answer.close()

    async def _send_whole(self, send: Send, *, has_body: bool) -> None:
        """Send what is there already in one piece, with its length."""
        body = b"".join([chunk async for chunk in self._answer.chunks()])
        if self._keep is not None and len(body) <= self._largest:
            self._keep(body)
        headers = [*self.raw_headers, (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": self.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": body if has_body else b""})

    async def _send(self, send: Send, *, has_body: bool) -> None:
        headers = self.raw_headers
        await send({"type": "http.response.start", "status": self.status_code, "headers": headers})
        whole = bytearray()
        async for chunk in self._answer.chunks():
            if not has_body:
                break
            if len(whole) <= self._largest:
                whole += chunk
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        if has_body and self._keep is not None and len(whole) <= self._largest:
            self._keep(bytes(whole))
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _unless_gone(receive: Receive, work: Awaitable[_T]) -> _T:
    working = asyncio.ensure_future(work)
    tasks: list[asyncio.Future[Any]] = [working]
    try:
        await asyncio.wait(tasks, timeout=_MOMENT)
        if not working.done():
            tasks.append(asyncio.ensure_future(_disconnected(receive)))
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise ClientGoneError
    finally:
        left = [task for task in tasks if not task.done()]
        for task in left:
            task.cancel()
        if left:
            await asyncio.gather(*left, return_exceptions=True)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
