"""Updates and Graph Store writes: who may, what they change, and how they fail."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import DEVNULL, PIPE

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from diplograph.api import writing
from diplograph.api.settings import Settings
from diplograph.graph.snapshots import current_snapshot
from diplograph.graph.store import Writer

Serve = Callable[[Settings], str]

_TOKEN = "đúng mã"
_BASE = "http://example.org/"
_DIRECT = {"Content-Type": "application/sparql-update"}
_TURTLE = {"Content-Type": "text/turtle"}
_INSERT = "INSERT DATA { GRAPH <new> { <s> <p> 1 } }"


@pytest.fixture(name="writer")
def _writer(small_store: Path, serve: Serve) -> Iterator[httpx.Client]:
    """Return a client that has the token of a server on a small store."""
    settings = Settings(small_store, token=_TOKEN)
    headers = {"Authorization": f"Bearer {_TOKEN}".encode()}
    with httpx.Client(base_url=serve(settings), timeout=60, headers=headers) as client:
        yield client


def _is(client: httpx.Client, pattern: str) -> bool:
    response = client.get("/sparql", params={"query": f"ASK {{ {pattern} }}"})
    return bool(response.json()["boolean"])


def _update(client: httpx.Client, update: str, **parameters: object) -> httpx.Response:
    return client.post("/sparql", params=parameters, content=update.encode(), headers=_DIRECT)


def _graph(client: httpx.Client, **parameters: str) -> set[str]:
    response = client.get("/store", params=parameters, headers={"Accept": "application/n-triples"})
    assert response.status_code == 200
    return {str(quad.triple) for quad in parse(response.content, RdfFormat.N_TRIPLES)}


_WRITES = [
    ("POST", "/sparql", _DIRECT, _INSERT),
    ("POST", "/sparql", {"Content-Type": "application/x-www-form-urlencoded"}, "update=DROP ALL"),
    ("GET", "/sparql?update=DROP%20ALL", {}, ""),
    ("PUT", "/store?default", _TURTLE, ""),
    ("POST", "/store?default", _TURTLE, ""),
    ("DELETE", "/store?graph=g", {}, ""),
]
_WRITE_IDS = ["direct update", "form update", "update by GET", "PUT", "POST", "DELETE"]


@pytest.mark.parametrize("write", _WRITES, ids=_WRITE_IDS)
def test_nobody_writes_unless_it_is_switched_on(
    small_store: Path, serve: Serve, write: tuple[str, str, dict[str, str], str]
) -> None:
    """Without a token of the server no token helps, and the answer says what would."""
    method, path, headers, body = write
    with httpx.Client(base_url=serve(Settings(small_store))) as client:
        headers = headers | {"Authorization": "Bearer x"}
        response = client.request(method, path, headers=headers, content=body)
        assert response.status_code == 403
        assert response.text.splitlines() == [
            "writes are off; start the server with DIPLOGRAPH_TOKEN set"
        ]


@pytest.mark.parametrize("write", _WRITES, ids=_WRITE_IDS)
@pytest.mark.parametrize("given", [None, "Bearer wrong", "Bearer", f"Basic {_TOKEN}"], ids=str)
def test_writes_need_the_token(
    writer: httpx.Client, write: tuple[str, str, dict[str, str], str], given: str | None
) -> None:
    """A missing or wrong token gets 401 and how to send it; nothing changes."""
    method, path, headers, body = write
    with httpx.Client(base_url=writer.base_url) as client:
        credentials = {} if given is None else {"Authorization": given.encode()}
        response = client.request(method, path, headers={**headers, **credentials}, content=body)
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == 'Bearer realm="diplograph"'
        assert client.get("/health").json()["snapshot"] == "first"


@pytest.mark.parametrize("is_form", [False, True], ids=["direct", "form"])
def test_next_query_sees_an_update(writer: httpx.Client, small_store: Path, is_form: bool) -> None:
    """The answer to an update names the snapshot that holds it, and it is the current one."""
    text = "INSERT DATA { GRAPH <new> { <s> <p> 'Hội' } };  # thế thôi"
    response = writer.post("/sparql", data={"update": text}) if is_form else _update(writer, text)
    assert response.status_code == 200
    assert response.headers["x-snapshot"] == current_snapshot(small_store).id != "first"
    assert _is(writer, f"GRAPH <{_BASE}new> {{ <{_BASE}s> <{_BASE}p> 'Hội' }}")


def test_each_update_has_a_snapshot_of_its_own(writer: httpx.Client) -> None:
    """No two states share an ID, also where an update takes back another; nothing marks them."""
    updates = (
        "INSERT DATA { <a> <b> <c> }",
        "DELETE DATA { <a> <b> <c> }",
        "CLEAR ALL",
        "DROP ALL",
    )
    made = [_update(writer, update).headers["x-snapshot"] for update in updates]
    assert len(set(made)) == len(updates)
    assert not _is(writer, "GRAPH ?g { ?s ?p ?o } FILTER(?g != dataset:description)")
    assert not _is(writer, "GRAPH ?g {} FILTER(?g != dataset:description)")


def test_update_without_operation_publishes_nothing(writer: httpx.Client) -> None:
    """An update that says nothing is none."""
    response = _update(writer, "PREFIX insert: <http://x/> # DROP ALL")
    assert (response.status_code, response.headers["x-snapshot"]) == (200, "first")


@pytest.mark.parametrize(
    ("update", "status", "told"),
    [
        ("INSERT DATA {\n <a> <b> }", 400, "line 2"),
        ("", 200, "first"),
        ("INSERT DATA { <a> <b> 1 }; CREATE GRAPH <g>", 400, "already exists"),
        ("INSERT DATA { <a> <b> 1 }; LOAD <http://127.0.0.1:1/>", 403, "LOAD"),
        ("INSERT { ?s ?p 1 } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("ASK {}", 400, "line 1"),
    ],
    ids=["syntax", "empty", "half of it fails", "LOAD", "SERVICE", "a query"],
)
def test_update_is_made_whole_or_not(
    writer: httpx.Client, update: str, status: int, told: str
) -> None:
    """What cannot be made says why in one line, and leaves everything as it was."""
    response = _update(writer, update)
    assert response.status_code == status
    assert told in response.text
    assert len(response.text.splitlines()) == 1
    assert not _is(writer, "<http://example.org/a> ?p ?o")
    assert writer.get("/health").json()["snapshot"] == "first"


@pytest.mark.parametrize(
    "parameters", [[("update", "DROP ALL")] * 2, [("update", "DROP ALL"), ("query", "ASK {}")], []]
)
def test_one_update_a_request(writer: httpx.Client, parameters: list[tuple[str, str]]) -> None:
    """Several updates, or a query beside one, are the client's mistake."""
    body = httpx.QueryParams(parameters)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert writer.post("/sparql", content=str(body), headers=headers).status_code == 400
    assert writer.get("/sparql", params={"update": "DROP ALL"}).status_code == 400


def test_graphs_of_the_request_are_those_of_where(writer: httpx.Client) -> None:
    """``using-graph-uri`` counts for each operation, and never beside USING or WITH."""
    _update(writer, "INSERT DATA { GRAPH <h> { <where> <USING> '} WHERE {' } }")
    copy = "INSERT { GRAPH <copy> { ?s ?p ?o } } WHERE { { SELECT * WHERE { ?s ?p ?o } } }"
    both = f"PREFIX where: <x:> {copy} ; # WHERE {{\nDELETE\nWHERE {{ GRAPH <h> {{ ?s ?p ?o }} }}"
    graph = {"using-graph-uri": f"{_BASE}h"}
    assert _update(writer, both, **graph).status_code == 200
    assert _graph(writer, graph="copy") == {f'<{_BASE}where> <{_BASE}USING> "}} WHERE {{"'}
    # The graph is in the dataset of DELETE WHERE as the default graph and not as a named one.
    assert len(_graph(writer, graph="h")) == 1
    named = {"using-named-graph-uri": [f"{_BASE}h", f"{_BASE}g"]}
    assert _update(writer, "DELETE WHERE { GRAPH <h> { ?s ?p ?o } }", **named).status_code == 200
    assert not _is(writer, f"GRAPH <{_BASE}h> {{ ?s ?p ?o }}")
    conflict = _update(writer, f"WITH <g> {copy}", **graph)
    assert (conflict.status_code, "choose one" in conflict.text) == (400, True)
    assert _update(writer, copy, **{"using-graph-uri": "<x>"}).status_code == 400


def test_runaway_update_is_stopped(small_store: Path, serve: Serve) -> None:
    """An update that takes too long changes nothing, and the next one is made."""
    settings = Settings(small_store, token="t", timeout=4)
    headers = {"Authorization": "Bearer t"}
    with httpx.Client(base_url=serve(settings), timeout=60, headers=headers) as client:
        numbers = " ".join(map(str, range(300)))
        values = " ".join(f"VALUES ?v{n} {{ {numbers} }}" for n in range(9))
        runaway = f"INSERT {{ <a> <b> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {values} }} }}"
        assert _update(client, runaway).status_code == 504
        assert client.get("/health").json()["snapshot"] == "first"
    settings = Settings(small_store, token="t")
    with httpx.Client(base_url=serve(settings), timeout=60, headers=headers) as client:
        assert _update(client, _INSERT).status_code == 200


def test_update_that_needs_too_much_memory(small_store: Path, serve: Serve) -> None:
    """The process that writes dies of it, and neither the server nor the store."""
    settings = Settings(small_store, token="t", memory=2**31, timeout=120)
    headers = {"Authorization": "Bearer t"}
    growing = "BIND('xxxxxxxxxx' AS ?v0) " + " ".join(
        f"BIND(REPLACE(?v{n}, 'x', ?v{n}) AS ?v{n + 1})" for n in range(5)
    )
    with httpx.Client(base_url=serve(settings), timeout=120, headers=headers) as client:
        assert _update(client, f"INSERT {{ <a> <b> ?v5 }} WHERE {{ {growing} }}").status_code == 507
        assert _update(client, _INSERT).status_code == 200


#: The process that writes, but killed when it comes to one of its steps.
_KILLED = """
import os, signal, sys
from diplograph.api import writer

setattr(writer.Writer, sys.argv.pop(1), lambda *_: os.kill(os.getpid(), signal.SIGKILL))
writer.main(sys.argv[1:])
"""


def _kill_the_first(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Have the first process that writes killed at a step; later ones are left alone."""
    start, started = writing._start, []

    async def killed(settings: Settings) -> asyncio.subprocess.Process:
        started.append(step)
        if len(started) > 1:
            return await start(settings)
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _KILLED, step, str(settings.store), str(settings.memory)),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
        )

    monkeypatch.setattr(writing, "_start", killed)


@pytest.mark.parametrize("method", ["update", "POST", "PUT", "DELETE"])
def test_writer_killed_before_it_publishes(
    writer: httpx.Client, small_store: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    """What is in the store by then is published by the next process, once, and the client hears."""
    _kill_the_first(monkeypatch, "publish")
    if method == "update":
        response = _update(writer, "INSERT DATA { GRAPH <g> { _:b <p> 1 } }")
    else:
        response = writer.request(
            method, "/store", params={"graph": f"{_BASE}g"}, headers=_TURTLE, content="_:b <p> 1 ."
        )
    assert response.status_code == (200 if method == "update" else 204)
    assert response.headers["x-snapshot"] == current_snapshot(small_store).id != "first"
    if method == "DELETE":
        assert not _is(writer, f"GRAPH <{_BASE}g> {{}}")
    else:
        held = {"update": 2, "POST": 2, "PUT": 1}
        assert len(_graph(writer, graph=f"{_BASE}g")) == held[method]


def test_writer_killed_before_it_changes_anything(
    writer: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client hears that nothing was made, which is so; the next write is made."""
    _kill_the_first(monkeypatch, "edit")
    assert _update(writer, _INSERT).status_code == 507
    assert writer.get("/health").json()["snapshot"] == "first"
    assert _update(writer, _INSERT).status_code == 200
    assert _is(writer, f"GRAPH <{_BASE}new> {{ ?s ?p ?o }}")


def test_one_writer_at_a_time(writer: httpx.Client, small_store: Path) -> None:
    """While a build writes, others are told to come back; the server's own writes wait."""
    with Writer(small_store, _BASE):
        response = _update(writer, _INSERT)
        assert (response.status_code, response.headers["retry-after"]) == (503, "1")
        assert str(small_store) not in response.text
    assert _update(writer, _INSERT).status_code == 200
    assert _is(writer, f"GRAPH <{_BASE}new> {{ ?s ?p ?o }}")


def test_later_build_keeps_what_was_written(writer: httpx.Client, small_store: Path) -> None:
    """Edits are published again with whatever is published later, under another ID."""
    edited = _update(writer, _INSERT).headers["x-snapshot"]
    with Writer(small_store, _BASE) as later:
        assert later.publish() is None
        later.load_ontology()
        snapshot = later.publish()
    assert snapshot is not None
    assert snapshot.id != edited
    assert _is(writer, f"GRAPH <{_BASE}new> {{ ?s ?p ?o }}")
