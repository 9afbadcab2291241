"""``diplograph query`` and ``diplograph export``: what leaves a store without a server."""

import argparse
import sys
from pathlib import Path

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)

from diplograph.api.commands.options import Commands, add_store
from diplograph.api.negotiation import GRAPHS, TABLES
from diplograph.api.protocol import check
from diplograph.api.settings import store_folder
from diplograph.graph.export import article_quads, export, query_triples, to_bytes
from diplograph.graph.snapshots import Snapshot, current_snapshot
from diplograph.ontology.errors import QueryError, QuerySyntaxError
from diplograph.ontology.terms import prefixes

__all__ = ["add_to"]

_FORMATS = {offer.name: offer.format for offer in (*TABLES, *GRAPHS)}


def add_to(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    query = commands.add_parser("query", help="run a SPARQL query on the published snapshot")
    query.add_argument("sparql", nargs="?", metavar="SPARQL", help="the query")
    query.add_argument("--file", metavar="F", help="read the query from a file, - for stdin")
    query.add_argument(
        "--format", default="table", choices=["table", *_FORMATS], help="(default: table)"
    )
    add_store(query)
    query.set_defaults(run=_query)
    out = commands.add_parser("export", help="write the graph to a file")
    out.add_argument("file", metavar="FILE", help=".ttl .trig .nt .nq .rdf .jsonld, also .gz")
    part = out.add_mutually_exclusive_group()
    part.add_argument("--article", metavar="IRI", help="one article")
    part.add_argument("--query", metavar="SPARQL", help="what a CONSTRUCT or DESCRIBE gives")
    add_store(out)
    out.set_defaults(run=_export)


def _query(arguments: argparse.Namespace) -> int:
    snapshot = current_snapshot(store_folder(arguments.store))
    text = _text(arguments)
    check(text)
    _answer(snapshot.open(), text, snapshot, arguments.format)
    return 0


def _text(arguments: argparse.Namespace) -> str:
    if (arguments.sparql is None) == (arguments.file is None):
        raise QueryError("query: give either a query or --file")
    if arguments.sparql is not None:
        return str(arguments.sparql)
    try:
        if arguments.file == "-":
            return sys.stdin.read()
        return Path(arguments.file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{arguments.file}: cannot be read: {error}") from error


def _answer(store: Store, text: str, snapshot: Snapshot, name: str) -> None:
    base = snapshot.manifest.base
    try:
        found = store.query(text, prefixes=prefixes(base), use_default_graph_as_union=True)
        out = sys.stdout.buffer
        if isinstance(found, QueryTriples):
            wanted = _FORMATS.get(name, RdfFormat.TURTLE)
            format_ = wanted if isinstance(wanted, RdfFormat) else RdfFormat.TURTLE
            out.write(to_bytes(sorted(found, key=str), format_, base))
        elif name == "table" and isinstance(found, QuerySolutions):
            _print_table(found)
        elif isinstance(found, QueryBoolean) and name == "table":
            print("yes" if found else "no")
        elif isinstance(found, QuerySolutions | QueryBoolean):
            wanted = _FORMATS.get(name, QueryResultsFormat.CSV)
            if not isinstance(wanted, QueryResultsFormat):
                raise QueryError(f"--format {name} is for CONSTRUCT and DESCRIBE")
            found.serialize(out, wanted)
        out.flush()
    except SyntaxError as error:
        raise QuerySyntaxError(f"query: {error}") from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"query: {error}") from error


def _print_table(found: QuerySolutions) -> None:
    """Print solutions in columns; long values are not cut."""
    names = [variable.value for variable in found.variables]
    rows = [[_shown(solution[name]) for name in names] for solution in found]
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    for row in (names, ["-" * width for width in widths], *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
    print(f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})")


def _shown(term: object) -> str:
    value = getattr(term, "value", None)
    return "" if term is None else " ".join(str(value if value is not None else term).split())


def _export(arguments: argparse.Namespace) -> int:
    snapshot = current_snapshot(store_folder(arguments.store))
    store, base = snapshot.open(), snapshot.manifest.base
    path = Path(arguments.file)
    if arguments.query:
        check(arguments.query)
        count = export(query_triples(store, arguments.query, base), path, base)
    elif arguments.article:
        count = export(article_quads(store, arguments.article), path, base)
    else:
        count = export(store.quads_for_pattern(None, None, None, None), path, base)
    print(f"{path}: {count} statements of snapshot {snapshot.id}")
    return 0
