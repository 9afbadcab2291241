"""What stands before all routes: limits of each client, headers, and no word on our own faults."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from diplograph.api.guard import Guard
from diplograph.api.settings import SETTINGS, Settings

Serve = Callable[[Settings], str]

_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def _asking(address: str, client: str) -> socket.socket:
    """Return a connection on which a proxy hands on an endless query."""
    host, port = urlsplit(address).hostname, urlsplit(address).port
    connection = socket.create_connection((host, port), timeout=60)
    path = f"/sparql?{urlencode({'query': _ENDLESS})}"
    connection.sendall(
        f"GET {path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {client}\r\n\r\n".encode()
    )
    return connection


def _status(address: str, client: str) -> int:
    response = httpx.get(
        f"{address}/sparql",
        params={"query": "ASK {}"},
        headers={"X-Forwarded-For": client},
        timeout=60,
    )
    assert (response.status_code == 429) == ("retry-after" in response.headers)
    return response.status_code


@pytest.mark.parametrize(
    ("proxies", "other", "status"),
    [
        ((), "192.0.2.2", 429),
        (("127.0.0.1",), "192.0.2.2", 200),
        (("127.0.0.1",), "192.0.2.1", 429),
        (("127.0.0.1",), "192.0.2.2, 192.0.2.1", 429),
    ],
    ids=["no proxy", "another client", "the same client", "what the client says itself"],
)
def test_client_has_its_share(
    store: Path, serve: Serve, proxies: tuple[str, ...], other: str, status: int
) -> None:
    """Who asks too much at a time waits alone; a proxy is believed only where it is named."""
    address = serve(Settings(store, per_client=2, timeout=3600, proxies=proxies))
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(_asking(address, "192.0.2.1"))
        # The third one may come before the server has read the others.
        while _status(address, "192.0.2.1") != 429:
            pass
        assert _status(address, other) == status
        graph = httpx.get(f"{address}/store?default", headers={"X-Forwarded-For": "192.0.2.1"})
        assert graph.status_code == 429


def test_share_comes_back(store: Path, serve: Serve) -> None:
    """Answered queries count no longer, whatever came of them."""
    address = serve(Settings(store, per_client=1))
    for query in ("ASK {}", "ASK", "SELECT * { SERVICE <a:a> {} }", "ASK {}"):
        assert httpx.get(f"{address}/sparql", params={"query": query}, timeout=60).status_code in {
            *(200, 400, 403)
        }


@pytest.mark.parametrize("path", ["/", "/settings", "/sparql", "/sparql?query=ASK{}", "/nothing"])
def test_every_response_is_secured(client: httpx.Client, path: str) -> None:
    """Pages run no foreign scripts, nothing is shown in frames or taken for another type."""
    response = client.get(path, headers={"Origin": "https://example.org", "Accept": "*/*"})
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers


def test_settings_are_shown(client: httpx.Client) -> None:
    """Programs and readers see what holds, also whether the system closes the network."""
    shown = client.get("/settings").json()
    assert set(shown["settings"]) == {setting.name for setting in SETTINGS}
    assert shown["settings"]["timeout"]["value"] == "60"
    assert shown["network"] in {"seccomp", "namespace", "none", None}
    page = client.get("/settings", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert all(setting.option in page.text for setting in SETTINGS)


def test_own_faults_are_not_told() -> None:
    """A fault of ours is 500 without a word on it; in the middle of an answer it breaks it."""

    async def fail(scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["path"] == "/late":
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("a secret")

    guarded = httpx.ASGITransport(Guard(fail, per_client=1))

    async def get(path: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=guarded, base_url="http://x") as client:
            return await client.get(path)

    early = asyncio.run(get("/early"))
    assert (early.status_code, "secret" in early.text) == (500, False)
    with pytest.raises(RuntimeError, match="a secret"):
        asyncio.run(get("/late"))
