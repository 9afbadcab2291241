"""Reads the published snapshot through the workers, for pages and descriptions.

Whatever a page shows comes from queries that run under the limits of all queries.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from starlette.requests import Request
from starlette.responses import Response

from diplograph.api.frames import Job
from diplograph.api.protocol import QueryRequest
from diplograph.api.streaming import unless_gone
from diplograph.api.workers import Answer
from diplograph.graph.snapshots import Snapshot

__all__ = ["Reader"]

_TABLE = "application/sparql-results+json"
_GRAPH = "application/n-triples"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Reader:
    """What the server reads with."""

    #: Answers a query over HTTP, in the format that the request or the query's request names.
    respond: Callable[[Request, QueryRequest], Awaitable[Response]]
    #: Has a worker answer.
    answer: Callable[[Job, Snapshot], Awaitable[Answer]]
    published: Callable[[], Snapshot]

    async def rows(self, request: Request, query: str, snapshot: Snapshot) -> list[QuerySolution]:
        """Return the solutions of a SELECT; the request is for the client that may leave."""
        content = await self._bytes(request, query, snapshot)
        found = parse_query_results(content, QueryResultsFormat.JSON)
        return [] if isinstance(found, QueryBoolean) else list(found)

    async def triples(self, request: Request, query: str, snapshot: Snapshot) -> list[Triple]:
        """Return what a CONSTRUCT gives."""
        content = await self._bytes(request, query, snapshot)
        return [quad.triple for quad in parse(content, RdfFormat.N_TRIPLES)]

    async def _bytes(self, request: Request, query: str, snapshot: Snapshot) -> bytes:
        job = Job(query, _TABLE, _GRAPH, snapshot.manifest.base)

        async def read() -> bytes:
            answer = await self.answer(job, snapshot)
            return b"".join([chunk async for chunk in answer.chunks()])

        return await unless_gone(request, read())
