"""Fixtures of the API tests: the seeds built by the installed command, and real servers on them."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
import uvicorn
from pyoxigraph import Literal, NamedNode, Quad, Store

from diplograph import seeds
from diplograph.api.app import create_app
from diplograph.api.commands.serve import _listener
from diplograph.api.settings import Settings
from diplograph.api.wire import Protocol
from diplograph.graph.snapshots import Manifest, now, publish

# Commands inherit whether Ctrl-C is ignored, as it is for whatever a shell runs in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def _run(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command without the settings of whoever runs the tests."""
    command = [str(Path(sys.executable).with_name("diplograph")), *map(str, arguments)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DIPLOGRAPH_")}
    given = {"env": environment, "capture_output": True, "timeout": 300, "check": False}
    return subprocess.run(command, **(given | options))


@pytest.fixture(scope="session", name="run")
def _run_command() -> Run:
    """Return a function that runs the installed command."""
    return _run


@pytest.fixture(scope="session", name="seed_folder")
def _seed_folder() -> Path:
    """Return the folder that holds the five seed articles."""
    return Path(str(seeds.__file__)).parent


@pytest.fixture(scope="session", name="store")
def _store(tmp_path_factory: pytest.TempPathFactory, seed_folder: Path) -> Path:
    """Return a store of the seeds, only for reading; the test processes share one."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder = root / "api-store"
    with (root / "api-store.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "current").exists():
            built = _run("build", seed_folder, "--store", folder, "--jobs", 1)
            assert (built.returncode, built.stderr) == (0, b"")
    return folder


@pytest.fixture(name="store_copy")
def _store_copy(store: Path, tmp_path: Path) -> Path:
    """Return a store of the seeds that a test may write to."""
    return shutil.copytree(store, tmp_path / "store")


@pytest.fixture(name="small_store")
def _small_store(tmp_path: Path) -> Path:
    """Return a store of one graph of one statement, under ``http://example.org/``."""
    store = tmp_path / "store"
    (store / "primary").mkdir(parents=True)
    data = Store(str(store / "primary"))
    graph = NamedNode("http://example.org/g")
    data.add(Quad(graph, NamedNode("http://example.org/p"), Literal("Hội nghị"), graph))
    manifest = Manifest("first", now(), 0, len(data), "http://example.org/", "0")
    publish(store, data, manifest)
    return store


@contextmanager
def _served(settings: Settings) -> Iterator[str]:
    with _listener("127.0.0.1", 0) as listener:
        config = uvicorn.Config(
            create_app(settings),
            log_level="critical",
            http=Protocol,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session", name="served")
def _servers() -> Callable[[Settings], AbstractContextManager[str]]:
    """Return what runs a server for as long as it is entered, and gives its address."""
    return _served


@pytest.fixture(name="serve")
def _serve() -> Iterator[Callable[[Settings], str]]:
    """Return a function that starts a server and returns its address."""
    with ExitStack() as stack:
        yield lambda settings: stack.enter_context(_served(settings))


@pytest.fixture(scope="session", name="address")
def _address(store: Path) -> Iterator[str]:
    """Return the address of a server on the seeds."""
    with _served(Settings(store, timeout=60)) as address:
        yield address


@pytest.fixture(scope="session", name="client")
def _client(address: str) -> Iterator[httpx.Client]:
    """Return a client of the server on the seeds."""
    with httpx.Client(base_url=address, timeout=120) as client:
        yield client


@pytest.fixture(scope="module", name="visits")
def _visits() -> Iterator[list[str]]:
    """Yield what reaches a local server, and its address as the first of it."""
    visits: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            visits.append(self.path)
            self.send_error(500)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    recorder = HTTPServer(("127.0.0.1", 0), Handler)
    visits.append(f"http://127.0.0.1:{recorder.server_port}/")
    threading.Thread(target=recorder.serve_forever, daemon=True).start()
    yield visits
    recorder.shutdown()
    recorder.server_close()
