"""``diplograph serve`` and ``diplograph demo``: the SPARQL endpoint."""

import argparse
import socket
from importlib import resources
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from diplograph.api.app import create_app
from diplograph.api.commands.build import build, print_report
from diplograph.api.commands.options import Commands, add_store
from diplograph.api.pages import FIRST_QUERY
from diplograph.api.settings import Settings, store_folder
from diplograph.graph.snapshots import current_snapshot
from diplograph.ontology.errors import DiplographError

__all__ = ["PortTakenError", "add_to"]


class PortTakenError(DiplographError):
    """The address to listen on is not free."""


def add_to(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    serve = commands.add_parser("serve", help="answer SPARQL queries over HTTP")
    demo = commands.add_parser("demo", help="build the seed articles, then serve them")
    for parser in (serve, demo):
        add_store(parser)
        parser.add_argument("--host", default="127.0.0.1", help="address (default: 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port (default: 8000)")
    serve.set_defaults(run=_serve)
    demo.set_defaults(run=_demo)


def _serve(arguments: argparse.Namespace) -> int:
    store = store_folder(arguments.store)
    current_snapshot(store)
    return _listen(Settings(store, arguments.host, arguments.port))


def _demo(arguments: argparse.Namespace) -> int:
    store = Path(arguments.store) if arguments.store else Path("demo-store")
    _check_free(arguments.host, arguments.port)
    with resources.as_file(resources.files("diplograph.seeds")) as seeds:
        articles = sorted(str(path) for path in seeds.glob("*.txt"))
        report = build(articles, store, jobs=1)
    print_report(report)
    return _listen(Settings(store, arguments.host, arguments.port)) or bool(report.failures)


def _listen(settings: Settings) -> int:
    _check_free(settings.host, settings.port)
    address = f"http://{settings.host}:{settings.port}"
    print(f"\nSPARQL endpoint: {address}/sparql   (stop with Ctrl-C)\n")
    print("A first query, from another terminal:\n")
    query = urlencode({"query": " ".join(FIRST_QUERY.split())})
    print(f"curl -H 'Accept: text/csv' '{address}/sparql?{query}'\n", flush=True)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        http="httptools",
    )
    return 0


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"cannot listen on {host}:{port} ({error.strerror}); try --port {port + 1}"
            raise PortTakenError(message) from error
