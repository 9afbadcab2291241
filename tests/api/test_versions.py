"""Snapshots over HTTP, and answers that are sent again as a worker would send them."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Triple

from diplograph.api.settings import Settings
from diplograph.graph.store import Writer

Serve = Callable[[Settings], str]

_BASE = "http://example.org/"
_ALL = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
_PREDICATE = NamedNode(f"{_BASE}p")


@pytest.fixture(name="client")
def _client(small_store: Path, serve: Serve) -> Iterator[httpx.Client]:
    """Return a client of a server on a small store."""
    with httpx.Client(base_url=serve(Settings(small_store)), timeout=60) as client:
        yield client


def _publish(store: Path, *values: str) -> str:
    """Publish another snapshot with a graph of these literals; return its ID."""
    graph = NamedNode(f"{_BASE}values")
    with Writer(store, _BASE) as writer:
        triples = [Triple(graph, _PREDICATE, Literal(value)) for value in values]
        writer.write_graph(graph, triples, "".join(values)[:64], replace=True)
        snapshot = writer.publish()
    assert snapshot is not None
    return snapshot.id


def _csv(client: httpx.Client, path: str = "/sparql", **headers: str) -> httpx.Response:
    headers = {"Accept": "text/csv", **headers}
    return client.get(path, params={"query": _ALL}, headers=headers)


def test_snapshots_are_listed(client: httpx.Client, small_store: Path) -> None:
    """All snapshots are listed, newest first, for programs and for readers."""
    second = _publish(small_store, "x")
    listed = client.get("/snapshots").json()
    assert [(one["id"], one["current"]) for one in listed] == [(second, True), ("first", False)]
    assert client.get(listed[1]["endpoint"], params={"query": "ASK {}"}).status_code == 200
    page = client.get("/snapshots", headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert f"<code>{second}</code> (current)" in page.text
    assert "<header" in page.text


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_list_of_snapshots_is_kept_as_answers_are(client: httpx.Client, accept: str) -> None:
    """It names the snapshot that is current, and need not be sent again until another one is."""
    headers = {"Accept": accept}
    listed = client.get("/snapshots", headers=headers)
    assert (listed.headers["x-snapshot"], listed.headers["cache-control"]) == ("first", "no-cache")
    assert "Accept" in listed.headers["vary"]
    known = {**headers, "If-None-Match": listed.headers["etag"]}
    assert client.get("/snapshots", headers=known).status_code == 304
    head = client.head("/snapshots", headers=headers)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == listed.headers["etag"]


def test_list_of_snapshots_in_vietnamese(client: httpx.Client) -> None:
    """Its page is in the language of the reader."""
    headers = {"Accept": "text/html", "Accept-Language": "vi"}
    assert "Các phiên bản" in client.get("/snapshots", headers=headers).text


def test_methods_of_an_old_snapshot(client: httpx.Client) -> None:
    """OPTIONS names them, as at the current one."""
    for slash in ("", "/"):
        old = client.options(f"/snapshots/first/sparql{slash}")
        assert (old.status_code, old.headers["allow"]) == (
            204,
            client.options("/sparql").headers["allow"],
        )


def test_old_snapshots_answer_as_they_did(client: httpx.Client, small_store: Path) -> None:
    """An older snapshot has the answer that it had, by each form of the protocol."""
    before = _csv(client)
    second = _publish(small_store, "x")
    after = _csv(client)
    assert after.headers["x-snapshot"] == second
    assert after.text != before.text
    for path in ("/snapshots/first/sparql", "/snapshots/first/sparql/"):
        old = _csv(client, path)
        assert (old.text, old.headers["x-snapshot"]) == (before.text, "first")
        assert old.headers["etag"] == before.headers["etag"]
    posted = client.post("/snapshots/first/sparql", data={"query": _ALL, "format": "csv"})
    assert posted.text == before.text
    assert _csv(client, f"/snapshots/{second}/sparql").text == after.text


@pytest.mark.parametrize("identifier", ["unknown", ".unfinished-first", "a%2Fb"])
def test_unknown_snapshot(client: httpx.Client, identifier: str) -> None:
    """What is no snapshot is not found."""
    response = client.get(f"/snapshots/{identifier}/sparql", params={"query": "ASK {}"})
    assert response.status_code == 404


def test_snapshots_do_not_change(small_store: Path, serve: Serve) -> None:
    """No token makes an update of a snapshot."""
    headers = {"Authorization": "Bearer t"}
    with httpx.Client(base_url=serve(Settings(small_store, token="t")), headers=headers) as client:
        path = "/snapshots/first/sparql"
        assert client.post(path, data={"update": "DROP ALL"}).status_code == 403
        direct = {"Content-Type": "application/sparql-update"}
        assert client.post(path, content="DROP ALL", headers=direct).status_code == 415


def test_how_long_an_answer_holds(client: httpx.Client) -> None:
    """The current answer is to be checked, that of a snapshot is not, one of the moment goes."""
    assert _csv(client).headers["cache-control"] == "no-cache"
    assert "immutable" in _csv(client, "/snapshots/first/sparql").headers["cache-control"]
    now = client.get("/sparql", params={"query": "SELECT (RAND() AS ?x) {}"})
    assert now.headers["cache-control"] == "no-store"
    assert "etag" not in now.headers


def test_answers_of_the_moment_are_new_each_time(client: httpx.Client) -> None:
    """Chance is not repeated, and nobody is told to have the answer already."""
    request = {"params": {"query": "SELECT (RAND() AS ?x) {}"}, "headers": {"If-None-Match": "*"}}
    answers = [client.get("/sparql", **request) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].text != answers[1].text


@pytest.mark.parametrize("is_kept", [False, True], ids=["from a worker", "kept"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_conditional_requests(client: httpx.Client, method: str, is_kept: bool) -> None:
    """ETags, weak ones and ``*`` give 304 with the headers of the answer, whoever made it."""
    etag = _csv(client).headers["etag"]
    if not is_kept:
        client.get("/sparql", params={"query": "ASK {}"})
    for known in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        query = _ALL if is_kept else f"{_ALL} # {known}"
        headers = {"Accept": "text/csv", "If-None-Match": known}
        if not is_kept and known != "*":
            fresh = client.head("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
            headers["If-None-Match"] = known.replace(etag, fresh.headers["etag"])
        response = client.request(method, "/sparql", params={"query": query}, headers=headers)
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["x-snapshot"] == "first"
        assert "content-type" not in response.headers
    assert _csv(client, **{"If-None-Match": '"other"'}).status_code == 200


def test_whatever_is_no_answer_is_not_known_already(client: httpx.Client) -> None:
    """A query that fails does so also for a client that has some answer."""
    headers = {"If-None-Match": "*"}
    assert client.get("/sparql", params={"query": "SELECT"}, headers=headers).status_code == 400


def test_kept_answers_are_the_same(client: httpx.Client) -> None:
    """Sent again, an answer has the same bytes and headers, for GET and POST, page or program."""
    first = _csv(client)
    again = _csv(client)
    posted = client.post("/sparql", data={"query": _ALL}, headers={"Accept": "text/csv"})
    head = client.head("/sparql", params={"query": _ALL}, headers={"Accept": "text/csv"})
    origin = _csv(client, Origin="https://example.org")
    for other in (again, posted, head, origin):
        assert other.content == (b"" if other is head else first.content)
        for name in ("etag", "x-snapshot", "content-type", "vary", "content-disposition"):
            assert other.headers[name].startswith(first.headers[name])
    assert origin.headers["access-control-allow-origin"] == "*"
    json = client.get("/sparql", params={"query": _ALL}, headers={"Accept": "application/json"})
    assert json.headers["content-type"] == "application/json; charset=utf-8" or json.json()
    saved = client.get(
        "/sparql", params={"query": _ALL, "download": ""}, headers={"Accept": "text/csv"}
    )
    assert saved.headers["content-disposition"].startswith("attachment")


def test_kept_answers_need_no_worker(small_store: Path, serve: Serve) -> None:
    """A repeated query is answered while all workers are busy for hours."""
    numbers = " ".join(map(str, range(300)))
    endless = f"SELECT * {{ {' '.join(f'VALUES ?v{n} {{ {numbers} }}' for n in range(9))} }}"
    address = serve(Settings(small_store, workers=1, long_workers=1, queue=0, timeout=3600))
    path = f"/sparql?{urlencode({'query': endless})}"
    with (
        httpx.Client(base_url=address, timeout=60) as client,
        socket.create_connection((urlsplit(address).hostname, urlsplit(address).port)) as busy,
    ):
        first = _csv(client)
        busy.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert busy.recv(12) == b"HTTP/1.1 200"
        assert _csv(client).text == first.text
        assert client.get("/sparql", params={"query": f"{endless} # again"}).status_code == 503


def test_publishing_disturbs_no_reader(small_store: Path, serve: Serve) -> None:
    """A long answer that is read slowly is whole though two snapshots are published meanwhile."""
    values = [f"{number:06} {'x' * 100}" for number in range(60_000)]
    big = _publish(small_store, *values)
    address = serve(Settings(small_store, workers=2, timeout=600))
    with httpx.Client(base_url=address, timeout=60) as reader:
        query = f"SELECT ?o {{ <{_BASE}values> ?p ?o }}"
        request = reader.build_request(
            "GET",
            "/sparql",
            params={"query": query, "format": "csv"},
            headers={"Accept-Encoding": "identity"},
        )
        response = reader.send(request, stream=True)
        lines = response.iter_lines()
        read = [next(lines) for _ in range(100)]
        for value in ("a", "b"):
            published = _publish(small_store, value)
            with httpx.Client(base_url=address, timeout=60) as other:
                for _ in range(3):
                    assert _csv(other).headers["x-snapshot"] == published
        with Writer(small_store, _BASE) as writer:
            removed, in_use = writer.prune(1)
        assert "first" in removed
        assert big in in_use
        read += lines
        assert response.headers["x-snapshot"] == big
        assert sorted(read[1:]) == values


def test_workers_agree_to_the_byte(store: Path, serve: Serve) -> None:
    """An ETag names bytes: every worker gives the same for groups, joins and distinct rows."""
    queries = (
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
        "SELECT DISTINCT ?c { ?s a ?c }",
        "SELECT ?s ?l { ?s a dip:State ; rdfs:label ?l }",
        "CONSTRUCT { ?c a rdfs:Class } WHERE { ?s a ?c }",
        "DESCRIBE state:vn",
    )

    def answers() -> list[bytes]:
        with httpx.Client(base_url=serve(Settings(store)), timeout=60) as client:
            return [client.get("/sparql", params={"query": q}).content for q in queries]

    assert answers() == answers()
