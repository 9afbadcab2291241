"""A process that changes the store once, in one transaction, and publishes it.

Started by ``writing.py`` as ``python -m diplograph.api.writer STORE MEMORY``. Reads an edit from
standard input; says when the change is made, and then what was published. It has the network only
while it fetches what LOAD names, or where SERVICE may ask others.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from diplograph.api.edit import COMMITTED, Edit, Written
from diplograph.api.frames import END, FAILED, read_frame, write_frame
from diplograph.api.isolation import limit_memory
from diplograph.api.loading import Documents, fetched, with_documents
from diplograph.api.updates import UpdateRequest, prepared
from diplograph.api.worker import confine
from diplograph.graph.snapshots import current_snapshot
from diplograph.graph.store import Writer
from diplograph.ontology.errors import (
    BadRequestError,
    NotFoundError,
    QueryError,
    StoreError,
    StoreLockedError,
)

__all__ = ["main"]

#: What an error is to the gateway, the more special ones first.
_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (StoreLockedError, "locked"),
    (NotFoundError, "missing"),
    (StoreError, "store"),
    (SyntaxError, "syntax"),
    (BadRequestError, "query"),
    (QueryError, "query"),
    (RuntimeError, "query"),
    (ValueError, "query"),
    (OSError, "store"),
)


def main(arguments: list[str]) -> None:
    """Make the edit that standard input holds.

    Args:
        arguments: The folder of the store, and the memory limit in bytes.
    """
    store, memory = arguments
    fields, content = read_frame(sys.stdin.buffer), read_frame(sys.stdin.buffer)
    if fields is None or content is None:
        return
    edit = Edit.from_frames(fields[1], content[1])
    limit_memory(int(memory))
    documents = fetched({*edit.loads}, edit.document_size)
    confine(network=edit.asks_others)
    try:
        written = _made(Path(store), edit, documents)
    except tuple(kind for kind, _ in _KINDS) as error:
        name = next(name for kind, name in _KINDS if isinstance(error, kind))
        failure = {"kind": name, "message": str(error)}
        write_frame(sys.stdout.buffer, FAILED, json.dumps(failure).encode())
    else:
        write_frame(sys.stdout.buffer, END, json.dumps(asdict(written)).encode())


def _made(store: Path, edit: Edit, documents: Documents) -> Written:
    with Writer(store, edit.base) as writer:
        created = _change(writer, edit, documents)
        if created is not None:
            write_frame(sys.stdout.buffer, COMMITTED, b"")
            writer.publish()
        return Written(current_snapshot(store).id, bool(created))


def _change(writer: Writer, edit: Edit, documents: Documents) -> bool | None:
    """Change the store; return whether that made a graph, and None where there is no change."""
    if edit.kind == "settle":
        if not writer.has_mark(edit.mark):
            raise NotFoundError("the edit was not made")
        return False
    if edit.kind == "update":
        asked = UpdateRequest(
            *(edit.update, edit.using, edit.using_named, edit.asks_others, edit.loads)
        )
        operations = prepared(asked, edit.base)
        if operations is None:
            return None
        try:
            writer.edit(with_documents(operations, documents), edit.mark)
        except StoreError as error:
            if not edit.asks_others:
                raise
            # Oxigraph does not tell whether it was the disk or the other server.
            raise QueryError(str(error.__cause__)) from error
        return False
    graph = NamedNode(edit.graph) if edit.graph is not None else None
    if edit.kind == "delete":
        writer.drop_graph(graph, edit.mark)
        return False
    return writer.write_graph(graph, _triples(edit), edit.mark, replace=edit.kind == "put")


def _triples(edit: Edit) -> list[Triple]:
    """Return the triples of the document that is written."""
    format_ = RdfFormat.from_media_type(edit.media_type)
    base = edit.graph or edit.base
    quads = parse(edit.content, format_, base_iri=base, without_named_graphs=True)
    return [quad.triple for quad in quads]


if __name__ == "__main__":
    main(sys.argv[1:])
