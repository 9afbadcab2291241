"""A process that answers queries on one snapshot, one at a time, until told to stop or killed.

Started by ``workers.py`` as ``python -m diplograph.api.worker FOLDER MEMORY``. Reads jobs from
standard input and writes frames to standard output (``frames.py``). It evaluates and serialises in
one thread, because Oxigraph's results abort the process when they cross threads; memory is limited
by the operating system, so that a query that needs too much ends this process and no other.
"""

import contextlib
import ctypes
import json
import os
import resource
import sys
import time
from pathlib import Path
from threading import Thread
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

from diplograph.api.frames import (
    END,
    FAILED,
    GRAPH,
    READY,
    TABLE,
    Job,
    frame,
    read_frame,
    write_frame,
)
from diplograph.api.output import Output
from diplograph.api.projection import in_query_order
from diplograph.graph.snapshots import hold
from diplograph.ontology.terms import prefixes

__all__ = ["confine", "main"]

_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000


def main(arguments: list[str]) -> None:
    """Answer jobs until standard input ends.

    Args:
        arguments: The folder of the snapshot's data, and the memory limit in bytes.
    """
    folder, memory = arguments
    confine(int(memory))
    hold(Path(folder).parent)
    store = Store.read_only(folder)
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    write_frame(outgoing, READY, b"")
    while (request := read_frame(incoming)) is not None:
        job = Job.from_bytes(request[1])
        try:
            _answer(store, job, outgoing)
        except SyntaxError as error:
            _fail(outgoing, "syntax", str(error))
        except (RuntimeError, ValueError, OSError) as error:
            _fail(outgoing, "query", str(error))
        else:
            write_frame(outgoing, END, b"")


def confine(memory: int) -> None:
    """Take from this process the network, memory above a limit, and life beyond its parent's.

    Args:
        memory: Its address space in bytes.
    """
    _leave_network()  # first: it takes a process of one thread
    Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CORE, 0)


def _answer(store: Store, job: Job, outgoing: BinaryIO) -> None:
    output = Output(outgoing, job.coding)
    file = cast("BinaryIO", output)
    named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in job.named_graphs]
    default: list[NamedNode | BlankNode | DefaultGraph] = [
        NamedNode(iri) for iri in job.default_graphs
    ]
    results = store.query(
        in_query_order(job.query, job.base),
        base_iri=job.base,
        prefixes=prefixes(job.base),
        use_default_graph_as_union=not default and not named,
        default_graph=default or None,
        named_graphs=named or None,
    )
    if isinstance(results, QueryTriples):
        outgoing.write(frame(GRAPH, b""))  # goes with the first bytes
        format_ = RdfFormat.from_media_type(job.graph) if job.graph else None
        if format_ is not None:
            # Oxigraph's JSON-LD lists the prefixes and uses none of them.
            declared = None if format_ == RdfFormat.JSON_LD else prefixes(job.base)
            serialize(results, file, format_, prefixes=declared)
            output.finish()
    elif isinstance(results, QuerySolutions | QueryBoolean):
        outgoing.write(frame(TABLE, b""))
        table = QueryResultsFormat.from_media_type(job.table) if job.table else None
        if table is not None:
            results.serialize(file, table)
            output.finish()


def _fail(outgoing: BinaryIO, kind: str, message: str) -> None:
    write_frame(outgoing, FAILED, json.dumps({"kind": kind, "message": message}).encode())


def _limit(what: int, value: int) -> None:
    """Set a limit, where the system knows it."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(what, (value, value))


def _leave_network() -> None:
    """Move into a network of one's own, without any interface, where the system permits it."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None:
        unshare(_NEW_USER_AND_NETWORK)


def _end_with_parent(parent: int) -> None:
    """End this process when the server is killed, even in the middle of a query."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
