"""What the server says of its requests: lines in the log, and figures for Prometheus."""

import json
import logging
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from diplograph.api.observation import digest
from diplograph.api.settings import Settings

Serve = Callable[[Settings], str]

_ASK = "ASK { state:vn rdfs:label 'Việt Nam'@vi }"
_UNPACKED = {"Accept-Encoding": "identity"}
_REQUESTS = "diplograph_requests_total"
_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_ENDLESS_ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(name="lines")
def _lines() -> Iterator[list[str]]:
    """Return the lines that are logged, as they come."""
    found: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: found.append(record.getMessage())  # type: ignore[method-assign]
    log = logging.getLogger("diplograph.requests")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield found
    log.removeHandler(handler)


def _figures(client: httpx.Client) -> dict[tuple[str, ...], float]:
    """Return all figures, by name and the sorted values of labels."""
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(client.get("/metrics").text)
        for sample in family.samples
    }


def _wait_for(lines: list[str], number: int) -> None:
    """Wait until the server has recorded what it sent: clients have the bytes a little earlier."""
    for _ in range(1000):
        if len(lines) >= number:
            return
        time.sleep(0.01)
    raise AssertionError(lines)


def test_lines_tell_what_happened(store: Path, serve: Serve, lines: list[str]) -> None:
    """A request is one line of JSON with route, status, outcome, snapshot, size and a digest."""
    with httpx.Client(base_url=serve(Settings(store, timeout=4)), timeout=60) as client:
        answered = client.get("/sparql", params={"query": _ASK}, headers=_UNPACKED)
        etag = _UNPACKED | {"If-None-Match": answered.headers["etag"]}
        client.get("/sparql", params={"query": _ASK}, headers=etag)
        client.get("/sparql", params={"query": "no query"})
        client.post("/sparql", data={"query": _ENDLESS})
        client.get("/no-such-page")
        _wait_for(lines, 5)
    records = [json.loads(line) for line in lines]
    assert {(r["method"], r["route"], r["status"], r["outcome"]) for r in records} == {
        ("GET", "/sparql", 200, "answered"),
        ("GET", "/sparql", 304, "unchanged"),
        ("GET", "/sparql", 400, "refused"),
        ("POST", "/sparql", 504, "timeout"),
        ("GET", "/{path:path}", 404, "refused"),
    }
    of = {record["status"]: record for record in records}
    assert of[200]["query"] == of[304]["query"] == digest(_ASK) != of[400]["query"]
    assert of[200]["snapshot"] == answered.headers["x-snapshot"]
    assert of[200]["bytes"] == len(answered.content) > 0
    assert all(record["seconds"] >= 0 for record in records)


@pytest.mark.parametrize("log", ["off", "requests", "queries"])
def test_lines_are_silent_about_people(
    store: Path, serve: Serve, lines: list[str], log: str
) -> None:
    """Neither addresses nor headers nor paths are logged, and queries only where that is set."""
    headers = {"User-Agent": "secret-agent", "Referer": "http://secret.example/"}
    with httpx.Client(base_url=serve(Settings(store, log=log)), headers=headers) as client:
        client.get("/secret-path?secret=1")
        client.get("/sparql", params={"query": _ASK, "secret": "1"})
        _wait_for(lines, 0 if log == "off" else 2)
    text = "\n".join(lines)
    assert len(lines) == (0 if log == "off" else 2)
    assert "secret" not in text
    assert "127.0.0.1" not in text
    assert ("Việt Nam" in text) == (log == "queries")


def test_figures_count_what_happened(store: Path, serve: Serve, lines: list[str]) -> None:
    """Prometheus reads requests by outcome, what workers do and did, and the snapshot."""
    address = serve(Settings(store, workers=1, timeout=4))
    with httpx.Client(base_url=address, timeout=60) as client:
        answer = client.get("/sparql", params={"query": _ASK})
        client.get("/sparql", params={"query": _ENDLESS})
        client.get("/sparql", params={"query": _ASK})
        _wait_for(lines, 3)
        figures = _figures(client)
    assert [json.loads(line).get("source") for line in lines].count("cache") == 1
    assert figures["diplograph_kept_answers_total", "/sparql"] == 1
    assert figures[_REQUESTS, "/sparql", "GET", "answered"] == 2
    assert figures[_REQUESTS, "/sparql", "GET", "timeout"] == 1
    assert figures["diplograph_request_seconds_count", "/sparql"] == 3
    assert figures["diplograph_workers_started_total",] >= 1
    assert figures["diplograph_workers_killed_total", "timeout"] == 1
    assert figures["diplograph_workers_busy",] == figures["diplograph_queries_waiting",] == 0
    assert figures["diplograph_snapshot_info", answer.headers["x-snapshot"]] == 1
    assert figures["diplograph_snapshot_articles",] == 5


def test_client_that_leaves_is_recorded(store: Path, serve: Serve, lines: list[str]) -> None:
    """An answer that nobody waits for is not counted as a failure of the server."""
    address = serve(Settings(store, workers=1, timeout=3600))
    path = f"/sparql?{urlencode({'query': _ENDLESS_ROWS})}"
    with socket.create_connection((urlsplit(address).hostname, urlsplit(address).port)) as leaver:
        leaver.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert leaver.recv(12) == b"HTTP/1.1 200"
    _wait_for(lines, 1)
    assert json.loads(lines[0])["outcome"] == "left"
    with httpx.Client(base_url=address) as client:
        assert _figures(client)["diplograph_workers_killed_total", "left"] == 1
