"""``diplograph serve`` and ``diplograph demo``: the SPARQL endpoint."""

import argparse
import contextlib
import errno
import socket
from importlib import resources
from pathlib import Path

import uvicorn

from diplograph.api.app import create_app
from diplograph.api.commands.build import build, print_report
from diplograph.api.commands.options import Commands, add_store, port, value
from diplograph.api.observation import log_requests
from diplograph.api.settings import SETTINGS, Settings, read_settings, store_folder
from diplograph.api.wire import Protocol
from diplograph.graph.snapshots import current_snapshot
from diplograph.ontology.errors import PortTakenError

__all__ = ["add_to"]

#: A query to try, for who starts a server.
_FIRST_QUERY = """\
SELECT ?holder ?stance ?words WHERE {
  ?position a dip:Position ; dip:holder/rdfs:label ?holder ;
            dip:stance/rdfs:label ?stance ; dip:evidence/nif:anchorOf ?words .
  FILTER(lang(?holder) = "vi" && lang(?stance) = "en")
} ORDER BY ?holder ?stance LIMIT 10"""

#: Seconds that running answers get when the server is told to stop.
_LAST_SECONDS = 3
_PENDING_CONNECTIONS = 2048


def add_to(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    serve = commands.add_parser("serve", help="answer SPARQL queries over HTTP")
    add_store(serve)
    serve.set_defaults(run=_serve)
    demo = commands.add_parser("demo", help="build the seed articles, then serve them")
    demo.add_argument("--store", metavar="DIR", help="folder of the store (default: ./demo-store)")
    demo.set_defaults(run=_demo)
    for parser in (serve, demo):
        parser.add_argument("--host", default="127.0.0.1", help="address (default: 127.0.0.1)")
        parser.add_argument("--port", type=port, default=8000, help="port (default: 8000)")
        for setting in SETTINGS:
            parser.add_argument(
                setting.option,
                type=value(setting.kind.read),
                metavar=setting.kind.unit,
                help=f"{setting.text} (default: ${setting.variable}, else {setting.default})",
            )


def _serve(arguments: argparse.Namespace) -> int:
    settings = read_settings(store_folder(arguments.store), vars(arguments))
    current_snapshot(settings.store)
    with _listener(arguments.host, arguments.port) as listener:
        _listen(settings, listener)
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    settings = read_settings(Path(arguments.store or "demo-store"), vars(arguments))
    # Taken before the build: who has to wait should not learn at the end that it was in vain.
    with (
        _listener(arguments.host, arguments.port) as listener,
        resources.as_file(resources.files("diplograph.seeds")) as seeds,
    ):
        report = build(sorted(map(str, seeds.glob("*.txt"))), settings.store, jobs=1)
        print_report(report)
        _listen(settings, listener)
    return 1 if report.failures else 0


def _listener(host: str, number: int) -> socket.socket:
    """Return a socket that the server can listen on.

    Raises:
        PortTakenError: The address is taken, not allowed, or not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sends small packets at once (TCP_NODELAY).
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, number))
        listener.listen(_PENDING_CONNECTIONS)
    except OSError as error:
        listener.close()
        hint = ""
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            hint = f"; try --port {number + 1 if number >= 1024 else 8000}"
        message = f"cannot listen on {host}, port {number}: {error.strerror}{hint}"
        raise PortTakenError(message) from error
    return listener


def _listen(settings: Settings, listener: socket.socket) -> None:
    """Serve until interrupted."""
    host, number = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{number}"
    print(f"\nSPARQL endpoint: {address}/sparql   (stop with Ctrl-C)\n")
    print("A first query, to paste into another terminal:\n")
    print(f"curl -H 'Accept: text/csv' {address}/sparql \\")
    print(f"  --data-urlencode 'query={_FIRST_QUERY}'\n", flush=True)
    if settings.log != "off":
        log_requests()
    config = uvicorn.Config(
        create_app(settings),
        log_level="warning",
        http=Protocol,
        proxy_headers=False,  # by a setting only, in the application
        timeout_graceful_shutdown=_LAST_SECONDS,
    )
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
