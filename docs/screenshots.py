"""Takes the pictures of the pages in docs/screenshots, from a store of the seeds.

Usage: python docs/screenshots.py

It needs Chromium (Debian's package ``chromium``) and the built scripts (``make web``).
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

_FOLDER = Path(__file__).with_name("screenshots")
_SEEDS = Path(__file__).resolve().parents[1] / "seeds"
_COMMAND = Path(sys.executable).with_name("diplograph")
_PAGES = {
    "start": "/",
    "search": "/search?q=doi+tac+chien+luoc",
    "positions": "/positions?holder=state/vn",
    "article": "/id/article/000_99c1099159faabc7",
    "meeting": "/id/meeting/asean-russia-som_17",
    "person": "/id/person/vn_nguyễn-quốc-dũng",
    "state": "/id/state/ru",
    "issue": "/vocab/issue/regional-peace-stability",
    "series": "/id/series/asean-russia-som",
    "matrix": "/matrix",
    "network": "/network",
    "query": "/query?query=SELECT+?holder+(COUNT(*)+AS+?positions)+{+?p+dip:holder+?holder+}"
    "+GROUP+BY+?holder+ORDER+BY+DESC(?positions)",
    "answer": "/answers/12-stances-per-year",
}
_SIZE = {"width": 1200, "height": 900}
_PHONE = {"width": 390, "height": 800}
#: Keep Chromium from looking up its maker's hosts.
_OFFLINE = ("--disable-background-networking", "--disable-component-update", "--disable-quic")
#: Milliseconds for what is drawn by scripts.
_DRAWING = 1500


def main() -> None:
    """Take them all."""
    _FOLDER.mkdir(exist_ok=True)
    with _server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=_OFFLINE, chromium_sandbox=False
        )
        for name, size, scheme in (("", _SIZE, "light"), ("-phone", _PHONE, "dark")):
            context = browser.new_context(
                base_url=address,
                viewport=size,  # type: ignore[arg-type]
                color_scheme=scheme,  # type: ignore[arg-type]
                locale="en-GB",
            )
            page = context.new_page()
            shown = _PAGES if not name else {key: _PAGES[key] for key in ("start", "article")}
            for key, path in shown.items():
                page.goto(path)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(_DRAWING)
                page.screenshot(path=_FOLDER / f"{key}{name}.png")
        browser.close()


@contextmanager
def _server() -> Iterator[str]:
    """Build the seeds and serve them for as long as this is entered."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as store:
        articles = sorted(_SEEDS.glob("*.txt"))
        subprocess.run([_COMMAND, "build", *articles, "--store", store], check=True)
        command = [_COMMAND, "serve", "--store", store, "--port", str(port)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
            _wait_for(address)
            yield address
            server.terminate()


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(f"{address}/health", timeout=10)
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
