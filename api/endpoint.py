"""Answers queries over HTTP: from the cache, with 304, or by a worker.

Every answer names its snapshot. Since a snapshot never changes, the ETag of an answer is a digest
of the snapshot, the query, its parameters and the format: it is known before the answer is.
"""

import asyncio
import hashlib

from starlette.requests import Request
from starlette.responses import Response

from diplograph.api.cache import Cache, Kept, KeptResponse, is_repeatable, knows
from diplograph.api.coding import CODINGS, IDENTITY, choose_coding
from diplograph.api.frames import TABLE, Job
from diplograph.api.gate import reaches_out, refuse_update
from diplograph.api.guard import client_of
from diplograph.api.negotiation import GRAPHS, TABLES, Offer, choose, refusal
from diplograph.api.observation import note
from diplograph.api.protocol import QueryRequest
from diplograph.api.settings import Settings
from diplograph.api.shortcut import is_kept_as
from diplograph.api.streaming import Stream, unless_gone
from diplograph.api.workers import Answer, Load, Pool
from diplograph.graph.snapshots import Published, Snapshot
from diplograph.ontology.errors import BadRequestError, NotAcceptableError

__all__ = ["Endpoint", "body_of"]

_VARY = "Accept, Accept-Encoding"
#: What was published may be something else at the next request; a snapshot is what it is.
_CHECK = "no-cache"
_FOR_GOOD = "public, max-age=31536000, immutable"
_NEVER = "no-store"
#: Characters of a query from which on it takes a millisecond to look through it.
_LARGE = 4096
#: One of these headers says that a request has a body (RFC 9112, section 6).
_OF_A_BODY = ("content-length", "transfer-encoding")


class Endpoint:
    """The snapshots of a store, the workers on them, and what they answered."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; workers start when they are needed."""
        self.settings = settings
        self.published = Published(settings.store)
        self.cache = Cache(settings.cache, settings.cached_answer)
        self._pool = Pool(settings)

    def start(self) -> None:
        """Start a first worker."""
        self._pool.start()

    async def close(self) -> None:
        """End the workers."""
        await self._pool.close()

    def load(self) -> Load:
        """Return what the workers have to do now."""
        return self._pool.load()

    def isolation(self) -> str:
        """Return what keeps the workers from the network."""
        return self._pool.isolation()

    async def answer(
        self, request: Request, asked: QueryRequest, snapshot: Snapshot | None = None
    ) -> Response:
        """Answer a query.

        Args:
            request: What asks it.
            asked: The query.
            snapshot: The one that the address names; by default the one that is published.
        """
        note(request.scope, query=asked.query)
        network, repeatable = await self._checked(asked.query)
        lasts = snapshot is not None
        snapshot = snapshot or self.published()
        accept = ", ".join(request.headers.getlist("accept"))
        table, graph = (choose(offers, accept, asked.format) for offers in (TABLES, GRAPHS))
        coding = choose_coding(", ".join(request.headers.getlist("accept-encoding")))
        if coding is None:
            raise NotAcceptableError(f"no content coding fits; possible are {', '.join(CODINGS)}")
        headers = {"X-Snapshot": snapshot.id, "Vary": _VARY, "Cache-Control": _NEVER}
        etag = None
        if repeatable:
            etag = _etag(snapshot.id, asked, coding, table, graph)
            headers |= {"ETag": etag, "Cache-Control": _FOR_GOOD if lasts else _CHECK}
        known = request.headers.get("if-none-match", "")
        if etag and knows(known, etag):
            return Response(status_code=304, headers=headers)
        key = f"{etag} {lasts} {asked.download}"
        is_kept_as(request.scope, key)
        kept = self.cache.get(key)
        if kept is not None:
            return KeptResponse(kept)
        job = Job(
            query=asked.query,
            table=table.media_types[0] if table else None,
            graph=graph.media_types[0] if graph else None,
            base=snapshot.manifest.base,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            coding=coding,
        )
        client = client_of(request.scope)
        answer = await unless_gone(
            request, self._pool.answer(job, snapshot, client, network=network)
        )
        offer = table if answer.form == TABLE else graph
        if offer is None:
            answer.close()
            raise refusal(TABLES if answer.form == TABLE else GRAPHS, accept)
        if etag and known.strip() == "*":
            answer.close()
            return Response(status_code=304, headers=headers)
        file = f"diplograph-{snapshot.id}.{offer.extension}"
        disposition = "attachment" if asked.download else "inline"
        headers["Content-Disposition"] = f'{disposition}; filename="{file}"'
        if coding != IDENTITY:
            headers["Content-Encoding"] = coding
        stream = Stream(answer, headers, offer.content_type)
        if etag:

            def keep(body: bytes) -> None:
                self.cache.put(key, Kept(etag, asked.query, stream.raw_headers, body))

            stream.when_whole(self.cache.largest, keep)
        return stream

    async def ask(self, job: Job, snapshot: Snapshot) -> Answer:
        """Have a worker answer a query of the server itself."""
        return await self._pool.answer(job, snapshot)

    async def _checked(self, query: str) -> tuple[bool, bool]:
        """Return whether a query asks other addresses, and whether it always answers the same."""
        if len(query) < _LARGE:
            return self._check(query)
        # In a thread, as a large text takes its time and other requests should not wait for it.
        return await asyncio.to_thread(self._check, query)

    def _check(self, query: str) -> tuple[bool, bool]:
        refuse_update(query)
        return reaches_out(query, self.settings.allow_service), is_repeatable(query)

    async def select(self, query: str, snapshot: Snapshot) -> bytes:
        """Return the answer to a SELECT query, in JSON, within the limits of the endpoint."""
        job = Job(query, TABLES[0].media_types[0], None, snapshot.manifest.base)
        answer = await self.ask(job, snapshot)
        return b"".join([chunk async for chunk in answer.chunks()])

    async def holds(self, pattern: str, snapshot: Snapshot) -> bool:
        """Return whether a snapshot matches the pattern of an ASK query."""
        job = Job(f"ASK {{ {pattern} }}", "text/csv", None, snapshot.manifest.base)
        answer = await self.ask(job, snapshot)
        return b"true" in b"".join([chunk async for chunk in answer.chunks()])


async def body_of(request: Request, limit: int, wait: float) -> bytes:
    """Return the body of a request, which may neither be too large nor come in too slowly.

    Args:
        request: The request.
        limit: Bytes of its body and of its address.
        wait: Seconds until all of it is there.

    Raises:
        BadRequestError: It goes beyond one of them.
    """
    if len(request.scope["query_string"]) > limit:
        raise BadRequestError(f"more than {limit} bytes of query in the address", 414)
    if not any(name in request.headers for name in _OF_A_BODY):
        return b""
    body = bytearray()
    try:
        async with asyncio.timeout(wait):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise BadRequestError(f"more than {limit} bytes of request", 413)
    except TimeoutError as error:
        raise BadRequestError("the request did not come in in time", 408) from error
    return bytes(body)


def _etag(snapshot: str, asked: QueryRequest, coding: str, *offers: Offer | None) -> str:
    names = (offer.name if offer else "" for offer in offers)
    parts = (snapshot, asked.query, coding, *names, *asked.default_graphs, "", *asked.named_graphs)
    return '"' + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32] + '"'
