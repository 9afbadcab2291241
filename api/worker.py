"""A process that answers queries on one snapshot, one at a time, until told to stop or killed.

Started by ``process.py`` as ``python -m diplograph.api.worker FOLDER MEMORY NETWORK``. Reads jobs
from standard input and writes frames to standard output (``frames.py``). It evaluates and
serialises in one thread, because Oxigraph's results abort the process when they cross threads;
the operating system keeps it to its limits (``isolation.py``), so that a query that needs too much
memory ends this process and no other. The thread of a long query gives way to others on the
processor.
"""

import contextlib
import json
import os
import sys
import threading
import time
import traceback
from functools import cache
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
from diplograph.api.functions import FUNCTIONS
from diplograph.api.isolation import leave_network, limit_memory
from diplograph.api.output import Output
from diplograph.api.projection import in_query_order
from diplograph.graph.snapshots import hold
from diplograph.ontology.terms import prefixes

__all__ = ["confine", "main"]

#: Characters of an error that the gateway hears; some hold what they are about.
_MESSAGE = 4000
#: Seconds between looks at the thread that does the jobs. Who is at the same one twice is slow.
_LOOK = 0.5
#: How much less a slow job counts for the system than others; what goes beyond 19 is 19.
_LESS_URGENT = 10
#: As much as a main thread usually has; it bounds how deeply a query may be nested.
_STACK = 8 * 2**20
_prefixes = cache(prefixes)


def main(arguments: list[str]) -> None:
    """Answer jobs until standard input ends.

    Args:
        arguments: The folder of the snapshot's data, the memory limit in bytes, and ``open`` or
            ``closed`` for the network.
    """
    folder, memory, network = arguments
    isolation = confine(network=network == "open")
    hold(Path(folder).parent)
    store = Store.read_only(folder)
    # Not before: opening takes many threads at once, and each of them counts with all its stack.
    limit_memory(int(memory))
    threading.stack_size(_STACK)
    write_frame(sys.stdout.buffer, READY, isolation.encode())
    while True:
        hand = _Hand(store, network)
        hand.start()
        seen = None
        while hand.is_alive():
            hand.join(_LOOK)
            if hand.job is not None and hand.job is seen:
                hand.yield_to_others()
            seen = hand.job
        if not hand.is_slow:
            return


class _Hand(Thread):
    """Does one job after the other until there are no more, or until it was slow at one.

    The system takes back no urgency that a thread has given up, so another one goes on then.
    """

    def __init__(self, store: Store, network: str) -> None:
        super().__init__(daemon=True)
        #: What it does now.
        self.job: Job | None = None
        self.is_slow = False
        self._store = store
        self._network = network

    def run(self) -> None:
        incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
        while not self.is_slow and (request := read_frame(incoming)) is not None:
            self.job = Job.from_bytes(request[1])
            _do(self._store, self.job, outgoing, self._network)
            self.job = None

    def yield_to_others(self) -> None:
        """Let other jobs go before; on Linux, where threads have priorities of their own."""
        if self.is_slow or sys.platform != "linux" or self.native_id is None:
            return
        self.is_slow = True
        with contextlib.suppress(OSError):  # it has ended
            usual = os.getpriority(os.PRIO_PROCESS, self.native_id)
            os.setpriority(os.PRIO_PROCESS, self.native_id, usual + _LESS_URGENT)


def _do(store: Store, job: Job, outgoing: BinaryIO, network: str) -> None:
    try:
        _answer(store, job, outgoing, _query(job, network))
    except SyntaxError as error:
        _fail(outgoing, "syntax", str(error))
    except (RuntimeError, ValueError, OSError) as error:
        _fail(outgoing, "query", str(error))
    except MemoryError:
        os.abort()
    except BaseException:  # also what Oxigraph panics with; the gateway logs it
        _fail(outgoing, "fault", traceback.format_exc())
    else:
        write_frame(outgoing, END, b"")


def confine(*, network: bool = False) -> str:
    """Take from this process the network and life beyond its parent's.

    Args:
        network: Whether to leave it the network.

    Returns:
        What keeps it from the network, or ``open``.
    """
    isolation = "open" if network else leave_network()  # first: it takes a process of one thread
    Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    return isolation


def _query(job: Job, network: str) -> str:
    # To look at its variables is to evaluate it, and others would be asked twice.
    return job.query if network == "open" else in_query_order(job.query, job.base)


def _answer(store: Store, job: Job, outgoing: BinaryIO, query: str) -> None:
    output = Output(outgoing, job.coding)
    file = cast("BinaryIO", output)
    named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in job.named_graphs]
    default: list[NamedNode | BlankNode | DefaultGraph] = [
        NamedNode(iri) for iri in job.default_graphs
    ]
    results = store.query(
        query,
        base_iri=job.base,
        prefixes=_prefixes(job.base),
        use_default_graph_as_union=not default and not named,
        default_graph=default or None,
        named_graphs=named or None,
        custom_functions=FUNCTIONS,
    )
    if isinstance(results, QueryTriples):
        outgoing.write(frame(GRAPH, b""))  # goes with the first bytes
        format_ = RdfFormat.from_media_type(job.graph) if job.graph else None
        if format_ is not None:
            # Oxigraph's JSON-LD lists the prefixes and uses none of them.
            declared = None if format_ == RdfFormat.JSON_LD else _prefixes(job.base)
            serialize(results, file, format_, prefixes=declared)
            output.finish()
    elif isinstance(results, QuerySolutions | QueryBoolean):
        outgoing.write(frame(TABLE, b""))
        table = QueryResultsFormat.from_media_type(job.table) if job.table else None
        if table is not None:
            results.serialize(file, table)
            output.finish()


def _fail(outgoing: BinaryIO, kind: str, message: str) -> None:
    write_frame(
        outgoing, FAILED, json.dumps({"kind": kind, "message": message[-_MESSAGE:]}).encode()
    )


def _end_with_parent(parent: int) -> None:
    """End this process when the server is killed, even in the middle of a query."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
