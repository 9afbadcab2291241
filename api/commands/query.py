"""``diplograph query`` and ``diplograph export``: what leaves a store without a server."""

import argparse
import signal
import sys
from pathlib import Path

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

from diplograph.api.commands.options import Commands, add_store
from diplograph.api.functions import FUNCTIONS
from diplograph.api.gate import reaches_out, refuse_update
from diplograph.api.negotiation import GRAPHS, TABLES
from diplograph.api.projection import in_query_order
from diplograph.api.settings import store_folder
from diplograph.api.syntax import syntax_error
from diplograph.api.text import normalized
from diplograph.graph.export import article_quads, export, to_bytes
from diplograph.graph.questions import questions
from diplograph.graph.snapshots import Snapshot, current_snapshot
from diplograph.ontology.errors import QueryError
from diplograph.ontology.terms import prefixes

__all__ = ["add_to"]

#: The default: a table for SELECT and ASK, Turtle for CONSTRUCT and DESCRIBE.
_TABLE = "table"
_FORMATS = {offer.name: offer.format for offer in (*TABLES, *GRAPHS)}
#: Columns are aligned up to this width; longer values are written in full and stand out.
_WIDEST = 60


def add_to(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    query = commands.add_parser("query", help="run a SPARQL query on the published snapshot")
    text = query.add_mutually_exclusive_group(required=True)
    text.add_argument("sparql", nargs="?", metavar="SPARQL", help="the query")
    text.add_argument("--file", metavar="F", help="read the query from a file, - for stdin")
    text.add_argument("--example", metavar="NAME", help="ask an example, such as 06 (see the docs)")
    query.add_argument(
        "--format",
        default=_TABLE,
        choices=[_TABLE, *_FORMATS],
        help="(default: a table, or Turtle for CONSTRUCT and DESCRIBE)",
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
    found = _results(snapshot, _query_text(arguments, snapshot.manifest.base))
    name, out = arguments.format, sys.stdout.buffer
    format_ = _FORMATS.get(name)
    if isinstance(found, QueryTriples):
        wanted = RdfFormat.TURTLE if name == _TABLE else format_
        if not isinstance(wanted, RdfFormat):
            raise QueryError(f"--format {name} is for SELECT and ASK")
        out.write(to_bytes(_evaluated(found), wanted, snapshot.manifest.base))
    elif isinstance(format_, QueryResultsFormat):
        found.serialize(out, format_)
    elif name != _TABLE:
        raise QueryError(f"--format {name} is for CONSTRUCT and DESCRIBE")
    elif isinstance(found, QueryBoolean):
        print("yes" if found else "no")
    else:
        _print_table(found)
    out.flush()
    return 0


def _export(arguments: argparse.Namespace) -> int:
    snapshot = current_snapshot(store_folder(arguments.store))
    path, base = Path(arguments.file), snapshot.manifest.base
    if arguments.query:
        found = _results(snapshot, arguments.query)
        if not isinstance(found, QueryTriples):
            raise QueryError("only CONSTRUCT and DESCRIBE give a graph to export")
        count = export(_evaluated(found), path, base)
    elif arguments.article:
        count = export(article_quads(snapshot.open(), arguments.article), path, base)
    else:
        count = export(snapshot.open().quads_for_pattern(None, None, None, None), path, base)
    print(f"{path}: {count} statements of snapshot {snapshot.id}")
    return 0


def _query_text(arguments: argparse.Namespace, base: str) -> str:
    if arguments.file is not None:
        return _read(arguments.file)
    if arguments.example is not None:
        return _example(arguments.example, base)
    return str(arguments.sparql)


def _example(name: str, base: str) -> str:
    known = questions(base)
    for question in known:
        if name in (question.name, question.name[:2]):
            return question.sparql
    names = ", ".join(question.name for question in known)
    raise QueryError(f"no example {name}; there are {names}")


def _read(file: str) -> str:
    """Return the text of a query file; a byte order mark does not belong to it."""
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise QueryError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{file}: is not UTF-8 (byte {error.start + 1})") from error


def _results(snapshot: Snapshot, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    query = normalized(text)
    refuse_update(query)
    reaches_out(query)
    store = snapshot.open()
    # Oxigraph does not hear of Ctrl-C while it computes; the system ends the process then.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        return store.query(
            in_query_order(query, snapshot.manifest.base),
            base_iri=snapshot.manifest.base,
            prefixes=prefixes(snapshot.manifest.base),
            use_default_graph_as_union=True,
            custom_functions=FUNCTIONS,
        )
    except SyntaxError as error:
        raise syntax_error(str(error)) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(str(error)) from error


def _evaluated(found: QueryTriples) -> list[Triple]:
    """Return the triples in a fixed order, by subject, so that Turtle groups them."""
    try:
        return sorted(found, key=str)
    except RuntimeError as error:
        raise QueryError(str(error)) from error


def _print_table(found: QuerySolutions) -> None:
    """Print solutions in columns; no value is cut."""
    names = [variable.value for variable in found.variables]
    rows = [[_shown(solution[name]) for name in names] for solution in found]
    widths = [min(_WIDEST, max(map(len, column))) for column in zip(names, *rows, strict=True)]
    for row in (names, ["-" * width for width in widths], *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
    print(f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})")


def _shown(term: object) -> str:
    value = getattr(term, "value", None)
    return "" if term is None else " ".join(str(value if value is not None else term).split())
