"""A process that answers queries on one snapshot, one at a time, until told to stop or killed.

Started by ``workers.py`` as ``python -m diplograph.api.worker FOLDER MEMORY``. Reads jobs from
standard input and writes frames to standard output (``frames.py``). It evaluates and serialises in
one thread, because Oxigraph's results abort the process when they cross threads; memory is limited
by the operating system, so that a query that needs too much ends this process and no other.
"""

import ctypes
import json
import resource
import sys
from typing import BinaryIO, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from diplograph.api.frames import DATA, END, FAILED, READY, Job, read_frame, write_frame
from diplograph.ontology.terms import prefixes

__all__ = ["main"]

_CHUNK = 64 * 1024
_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000


class _Output:
    """A file that sends what is written to it in chunks; the first one waits until it is full.

    What it holds back when an error is raised is never sent, unlike with ``io.BufferedWriter``.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._pending = bytearray()

    def write(self, data: bytes) -> int:
        self._pending += data
        if len(self._pending) >= _CHUNK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._pending:
            write_frame(self._stream, DATA, bytes(self._pending))
            self._pending.clear()


def main(arguments: list[str]) -> None:
    """Answer jobs until standard input ends.

    Args:
        arguments: The folder of the snapshot's data, and the memory limit in bytes.
    """
    folder, memory = arguments
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _leave_network()
    store = Store.read_only(folder)
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    write_frame(outgoing, READY, b"")
    while (frame := read_frame(incoming)) is not None:
        job = Job.from_bytes(frame[1])
        try:
            _answer(store, job, outgoing)
        except SyntaxError as error:
            _fail(outgoing, "syntax", str(error))
        except (RuntimeError, ValueError, OSError) as error:
            _fail(outgoing, "query", str(error))
        else:
            write_frame(outgoing, END, b"")


def _answer(store: Store, job: Job, outgoing: BinaryIO) -> None:
    output = cast("BinaryIO", _Output(outgoing))
    named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in job.named_graphs]
    default: list[NamedNode | BlankNode | DefaultGraph] = [
        NamedNode(iri) for iri in job.default_graphs
    ]
    results = store.query(
        job.query,
        prefixes=prefixes(job.base),
        use_default_graph_as_union=not default and not named,
        default_graph=default or None,
        named_graphs=named or None,
    )
    if isinstance(results, QueryTriples):
        declared = prefixes(job.base) if job.format in ("turtle", "trig", "rdfxml") else None
        serialize(results, output, _graph_format(job), prefixes=declared)
    elif isinstance(results, QuerySolutions | QueryBoolean):
        results.serialize(output, _table_format(job))
    output.flush()


def _table_format(job: Job) -> QueryResultsFormat:
    return QueryResultsFormat.from_media_type(job.media_type) or QueryResultsFormat.JSON


def _graph_format(job: Job) -> RdfFormat:
    return RdfFormat.from_media_type(job.media_type) or RdfFormat.TURTLE


def _fail(outgoing: BinaryIO, kind: str, message: str) -> None:
    write_frame(outgoing, FAILED, json.dumps({"kind": kind, "message": message}).encode())


def _leave_network() -> None:
    """Move into a network of one's own, without any interface, where the system permits it."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.unshare(_NEW_USER_AND_NETWORK)


if __name__ == "__main__":
    main(sys.argv[1:])
