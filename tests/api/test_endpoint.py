"""The endpoint over real connections: each form of request, query and format; each way to fail."""

import contextlib
import csv
import io
import json
import os
import signal
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from diplograph.api.settings import Settings

Serve = Callable[[Settings], str]

_SELECT = "SELECT ?s ?l { VALUES ?s { state:vn } ?s rdfs:label ?l FILTER(lang(?l) = 'vi') }"
_ASK = "ASK { state:vn rdfs:label 'Việt Nam'@vi }"
_CONSTRUCT = "CONSTRUCT { ?s rdfs:label ?l } WHERE { VALUES ?s { state:vn } ?s rdfs:label ?l }"
_DESCRIBE = "DESCRIBE state:vn"
#: Has no first row for hours.
_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
#: Has rows at once, and too many of them.
_ENDLESS_ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_METHODS = ("GET", "form", "direct")
_TABLE_TYPES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
_GRAPH_TYPES = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
)


def _ask(
    client: httpx.Client, query: str, accept: str = "*/*", method: str = "GET", **parameters: str
) -> httpx.Response:
    headers = {"Accept": accept}
    if method == "GET":
        return client.get("/sparql", params={"query": query, **parameters}, headers=headers)
    if method == "form":
        return client.post("/sparql", data={"query": query, **parameters}, headers=headers)
    headers["Content-Type"] = "application/sparql-query"
    return client.post("/sparql", params=parameters, content=query, headers=headers)


def _labels(response: httpx.Response) -> list[tuple[str, str]]:
    """Return value and language of each label in a table, as far as the format has them."""
    media_type = response.headers["content-type"].partition(";")[0]
    if media_type.endswith("json"):
        rows = response.json()["results"]["bindings"]
        return [(row["l"]["value"], row["l"]["xml:lang"]) for row in rows]
    if media_type.endswith("xml"):
        literals = ElementTree.fromstring(response.content).iter(
            "{http://www.w3.org/2005/sparql-results#}literal"
        )
        name = "{http://www.w3.org/XML/1998/namespace}lang"
        return [(str(literal.text), literal.attrib[name]) for literal in literals]
    if media_type == "text/csv":
        return [(row["l"], "vi") for row in csv.DictReader(io.StringIO(response.text))]
    _, *lines = response.text.splitlines()
    return [(line.split("\t")[1].removesuffix("@vi").strip('"'), line[-2:]) for line in lines]


@pytest.mark.parametrize("method", _METHODS)
@pytest.mark.parametrize("accept", _TABLE_TYPES)
def test_select_in_each_format(client: httpx.Client, accept: str, method: str) -> None:
    """A table comes in the format asked for, with letters and languages as they are stored."""
    response = _ask(client, _SELECT, accept, method)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert _labels(response) == [("Việt Nam", "vi")]


@pytest.mark.parametrize("method", _METHODS)
@pytest.mark.parametrize("accept", _TABLE_TYPES)
def test_ask_in_each_format(client: httpx.Client, accept: str, method: str) -> None:
    """A yes or no comes in each format of tables."""
    response = _ask(client, _ASK, accept, method)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert "true" in response.text


@pytest.mark.parametrize("method", _METHODS)
@pytest.mark.parametrize("accept", _GRAPH_TYPES)
@pytest.mark.parametrize("query", [_CONSTRUCT, _DESCRIBE], ids=["CONSTRUCT", "DESCRIBE"])
def test_graph_in_each_format(client: httpx.Client, accept: str, method: str, query: str) -> None:
    """A graph comes in the format asked for, readable by others, with languages kept."""
    response = _ask(client, query, accept, method)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    format_ = RdfFormat.from_media_type(accept)
    assert format_ is not None
    found = {str(quad.object) for quad in parse(response.content, format_)}
    assert '"Việt Nam"@vi' in found


@pytest.mark.parametrize(
    ("accept", "name"), [("text/turtle", "turtle"), ("application/rdf+xml", "xml")]
)
def test_prefixes_are_declared(client: httpx.Client, accept: str, name: str) -> None:
    """Formats that know prefixes declare those of the project, and rdflib reads them."""
    response = _ask(client, _CONSTRUCT, accept)
    graph = Graph().parse(data=response.text, format=name)
    assert ("dip", "https://w3id.org/diplograph/ontology#") in {
        (prefix, str(iri)) for prefix, iri in graph.namespaces()
    }


@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        (_SELECT, "text/turtle", 406),
        (_CONSTRUCT, "text/csv", 406),
        (_SELECT, "text/html", 406),
        ("SELECT WHERE", "*/*", 400),
        ("", "*/*", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> {} }", "*/*", 403),
        ("DROP ALL", "*/*", 403),
        ("SELECT (<http://example.org/f>(1) AS ?x) {}", "*/*", 400),
    ],
    ids=[
        "a table as Turtle",
        "a graph as CSV",
        "HTML",
        "no SPARQL",
        "empty",
        "SERVICE",
        "update",
        "unknown function",
    ],
)
def test_failing_queries_have_a_status_and_one_line(
    client: httpx.Client, query: str, accept: str, status: int
) -> None:
    """What cannot be answered says so with the right status and a line of plain text."""
    response = _ask(client, query, accept)
    assert response.status_code == status
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(response.text.splitlines()) == (3 if query == "SELECT WHERE" else 1)
    assert "Traceback" not in response.text


def test_keyword_in_the_prologue_does_not_confuse(client: httpx.Client) -> None:
    """The format is chosen by what a query gives, not by how its text looks."""
    response = _ask(client, f"BASE <http://construct/> PREFIX select: <a:> {_ASK}", "text/csv")
    assert (response.status_code, response.text.strip()) == (200, "true")


@pytest.mark.parametrize("name", ["csv", "text/csv"])
def test_format_parameter_goes_before_the_header(client: httpx.Client, name: str) -> None:
    """Whoever cannot set headers gets the format by name."""
    response = _ask(client, _SELECT, "application/json", format=name)
    assert response.headers["content-type"] == "text/csv; charset=utf-8"


def test_default_graph_is_the_union_unless_the_request_names_graphs(client: httpx.Client) -> None:
    """Without a choice all graphs are asked, with one only those."""
    query = "ASK { ?a a dip:Article . ?s a dip:State }"
    article = _ask(client, "SELECT ?a { ?a a dip:Article } LIMIT 1").json()
    graph = article["results"]["bindings"][0]["a"]["value"]
    assert _ask(client, query).json()["boolean"] is True
    for method in _METHODS:
        chosen = _ask(client, query, method=method, **{"default-graph-uri": graph})
        assert chosen.json()["boolean"] is False
    named = _ask(client, "ASK { GRAPH ?g { ?a a dip:Article } }", **{"named-graph-uri": graph})
    assert named.json()["boolean"] is True
    broken = _ask(client, query, **{"default-graph-uri": "no iri"})
    assert broken.status_code == 400


def test_answers_name_their_snapshot_and_need_not_be_sent_again(
    client: httpx.Client, store: Path
) -> None:
    """A client that has the answer already is told so; other formats are other answers."""
    first = _ask(client, _SELECT, "text/csv")
    assert first.headers["x-snapshot"] == (store / "current").read_text().strip()
    etag = first.headers["etag"]
    request = {"params": {"query": _SELECT}}
    again = client.get(
        "/sparql", headers={"Accept": "text/csv", "If-None-Match": f'"x", {etag}'}, **request
    )
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(
        "/sparql", headers={"Accept": "application/json", "If-None-Match": etag}, **request
    )
    assert other.status_code == 200


def test_browsers_of_other_sites_may_ask(client: httpx.Client) -> None:
    """Any page may send queries, and none of them with the user's credentials."""
    answer = client.options(
        "/sparql",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_trailing_slash_and_head(client: httpx.Client) -> None:
    """The endpoint answers with a slash behind it too, and HEAD with the headers alone."""
    assert client.get("/sparql/", params={"query": _ASK}).json()["boolean"] is True
    head = client.head("/sparql", params={"query": _ASK})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"].startswith("application/sparql-results+json")


def test_head_does_not_wait_for_rows(store: Path, serve: Serve) -> None:
    """A client that wants the headers alone has them while a query would run on for hours."""
    settings = Settings(store, workers=1, timeout=3600)
    with httpx.Client(base_url=serve(settings), timeout=60) as client:
        assert client.head("/sparql", params={"query": _ENDLESS_ROWS}).status_code == 200
        assert _ask(client, _ASK).json()["boolean"] is True


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_methods(client: httpx.Client, path: str) -> None:
    """OPTIONS names the methods; another one is refused with the same names, in plain text."""
    options = client.options(path)
    assert (options.status_code, options.content) == (204, b"")
    assert set(options.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}
    for method in ("PUT", "DELETE", "PATCH"):
        refused = client.request(method, path, params={"query": _ASK})
        assert (refused.status_code, refused.text) == (405, "Method Not Allowed\n")


def test_headers_sent_twice_are_one(client: httpx.Client) -> None:
    """A list may come in several Accept headers."""
    headers = [("Accept", "text/html"), ("Accept", "text/csv")]
    response = client.get("/sparql", params={"query": _ASK}, headers=headers)
    assert response.headers["content-type"] == "text/csv; charset=utf-8"


def test_relative_iris_are_of_the_data(client: httpx.Client) -> None:
    """A relative IRI means the same on each server: it is resolved against the data's IRI."""
    row = _ask(client, "SELECT (<x> AS ?x) (STR(article:) AS ?y) {}", "text/csv").text.split()[1]
    relative, article = row.split(",")
    assert article.startswith(relative.removesuffix("x"))


@pytest.mark.parametrize(
    ("accept", "extension"),
    [("text/csv", "csv"), ("application/sparql-results+json", "json"), ("text/turtle", "ttl")],
)
def test_downloads_have_names(client: httpx.Client, accept: str, extension: str) -> None:
    """A saved answer is called after its snapshot and ends as its format does."""
    response = _ask(client, _CONSTRUCT if extension == "ttl" else _SELECT, accept)
    name = f"diplograph-{response.headers['x-snapshot']}.{extension}"
    assert response.headers["content-disposition"] == f'inline; filename="{name}"'


def test_columns_come_as_the_query_names_them(client: httpx.Client) -> None:
    """``SELECT *`` does not sort its columns."""
    response = _ask(client, "SELECT * { ?s ?p ?o } LIMIT 1", "text/csv")
    assert response.text.splitlines()[0] == "s,p,o"


@pytest.mark.parametrize("path", ["/health", "/settings", "/metrics"])
def test_what_watches_the_server_may_ask_for_the_head(client: httpx.Client, path: str) -> None:
    """HEAD is answered like GET, without the body; what a snapshot decides names it."""
    head, whole = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert ("x-snapshot" in head.headers) == (path != "/metrics")


def test_health_names_the_snapshot(client: httpx.Client, store: Path) -> None:
    """Health tells that answers come, and from which version."""
    health = client.get("/health").json()
    assert health == {"status": "ok", "snapshot": (store / "current").read_text().strip()}


def test_many_at_once(client: httpx.Client) -> None:
    """Answers do not mix, and no result crosses threads, which would end a worker."""
    numbers = range(60)

    def answer(number: int) -> int:
        rows = _ask(client, f"SELECT ?x {{ VALUES ?x {{ {number} }} ?s a dip:State }} LIMIT 1")
        return int(rows.json()["results"]["bindings"][0]["x"]["value"])

    with ThreadPoolExecutor(12) as pool:
        assert list(pool.map(answer, numbers)) == list(numbers)


def test_large_answer_is_whole(client: httpx.Client) -> None:
    """An answer of many chunks arrives as the counted rows."""
    count = _ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()
    rows = _ask(client, "SELECT ?s ?p ?o { ?s ?p ?o }", "text/csv").content.count(b"\r\n") - 1
    assert rows >= int(count["results"]["bindings"][0]["n"]["value"])


def test_request_that_is_too_large(client: httpx.Client) -> None:
    """A request above the limit is refused while it comes in."""
    response = _ask(client, "ASK {} #" + "x" * 2**20, method="direct")
    assert response.status_code == 413


def test_timeout_is_told_and_frees_the_worker(store: Path, serve: Serve) -> None:
    """A query without a first row in time gets 504; the only worker then answers others."""
    with httpx.Client(base_url=serve(Settings(store, workers=1, timeout=1)), timeout=60) as client:
        response = _ask(client, _ENDLESS)
        assert (response.status_code, response.text) == (
            504,
            "the query ran longer than 1 seconds\n",
        )
        assert _ask(client, _ASK).json()["boolean"] is True


def test_late_error_breaks_the_answer(store: Path, serve: Serve) -> None:
    """What stops after the first bytes is never closed as if it were whole."""
    with httpx.Client(base_url=serve(Settings(store, workers=1, timeout=2)), timeout=60) as client:
        request = client.build_request("GET", "/sparql", params={"query": _ENDLESS_ROWS})
        response = client.send(request, stream=True)
        assert response.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError):
            response.read()
        assert _ask(client, _ASK).json()["boolean"] is True


def test_memory_is_limited(store: Path, serve: Serve) -> None:
    """A query that grows without end is stopped alone, with the status that says why."""
    growing = "BIND('xxxxxxxxxx' AS ?v0) " + " ".join(
        f"BIND(REPLACE(?v{n}, 'x', ?v{n}) AS ?v{n + 1})" for n in range(5)
    )
    settings = Settings(store, workers=1, timeout=60, memory=2**29)
    with httpx.Client(base_url=serve(settings), timeout=120) as client:
        response = _ask(client, f"SELECT (STRLEN(?v5) AS ?n) {{ {growing} }}")
        assert response.status_code == 507
        assert "512 MiB" in response.text
        assert _ask(client, _ASK).json()["boolean"] is True


@pytest.mark.parametrize("query", [_ENDLESS, _ENDLESS_ROWS], ids=["no row yet", "in the middle"])
def test_client_that_leaves_frees_its_worker(store: Path, serve: Serve, query: str) -> None:
    """The place of a query with hours to go is free for others once nobody waits for it."""
    address = serve(Settings(store, long_workers=1, timeout=3600))
    with _asking(address, query) as leaver:
        if query == _ENDLESS_ROWS:
            assert leaver.recv(12) == b"HTTP/1.1 200"
        # Also a client that leaves the queue leaves nothing behind.
        with pytest.raises(httpx.ReadTimeout), httpx.Client(base_url=address) as other:
            other.get("/sparql", params={"query": _ENDLESS}, timeout=3)
    with httpx.Client(base_url=address, timeout=60) as client:
        assert client.head("/sparql", params={"query": _ENDLESS_ROWS}).status_code == 200


def test_full_queue_sends_clients_away(store: Path, serve: Serve) -> None:
    """More queries than may wait are told to come back, at once; short ones are answered."""
    address = serve(Settings(store, workers=1, long_workers=1, timeout=3600, queue=0))
    with (
        _asking(address, _ENDLESS_ROWS) as first,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        assert first.recv(12) == b"HTTP/1.1 200"
        response = _ask(client, _ENDLESS)
        assert (response.status_code, response.headers["retry-after"]) == (503, "1")
        assert _ask(client, _ASK).json()["boolean"] is True


def _asking(address: str, query: str) -> socket.socket:
    """Return a connection on which a query was sent."""
    host, port = urlsplit(address).hostname, urlsplit(address).port
    connection = socket.create_connection((host, port), timeout=60)
    path = f"/sparql?{urlencode({'query': query})}"
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return connection


def test_running_server_takes_up_what_is_published(
    store_copy: Path, serve: Serve, run: Callable[..., object]
) -> None:
    """Answers come from the newest snapshot as soon as it is published."""
    query = "SELECT ?a { ?a a dip:Article } ORDER BY ?a"
    with httpx.Client(base_url=serve(Settings(store_copy)), timeout=60) as client:
        before = _ask(client, query)
        first, *others = [row["a"]["value"] for row in before.json()["results"]["bindings"]]
        run("remove", first, "--store", store_copy)
        after = _ask(client, query)
        found = [row["a"]["value"] for row in after.json()["results"]["bindings"]]
        assert found == others
        assert after.headers["x-snapshot"] != before.headers["x-snapshot"]


def test_lost_worker_is_replaced(store: Path, serve: Serve) -> None:
    """A worker that the system ends while it is idle costs no query."""
    with httpx.Client(base_url=serve(Settings(store, workers=1)), timeout=60) as client:
        assert _ask(client, _ASK).status_code == 200
        for child in _workers_of(os.getpid(), store):
            with contextlib.suppress(ProcessLookupError):  # of a server of another test: it ends
                os.kill(child, signal.SIGKILL)
        answers = [_ask(client, _ASK).status_code for _ in range(3)]
        assert answers[-1] == 200


def _workers_of(parent: int, store: Path) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(status[1]) == parent and os.fsencode(store) in command:
            found.append(int(folder.name))
    return found


def test_damaged_snapshot_is_the_servers_fault(store_copy: Path, serve: Serve) -> None:
    """A snapshot that cannot be opened gives 503, which clients may try again."""
    identifier = (store_copy / "current").read_text().strip()
    (store_copy / "snapshots" / identifier / "data" / "CURRENT").write_text("junk")
    with httpx.Client(base_url=serve(Settings(store_copy)), timeout=60) as client:
        assert _ask(client, _ASK).status_code == 503
        (store_copy / "current").unlink()
        response = _ask(client, _ASK)
        assert (response.status_code, response.headers["retry-after"]) == (503, "1")
        assert client.get("/health").status_code == 503


def test_json_of_numbers_keeps_datatypes(client: httpx.Client) -> None:
    """Datatypes survive the way out."""
    rows = _ask(client, "SELECT (1.5 AS ?x) (xsd:date('2024-04-26') AS ?y) {}").json()
    (row,) = rows["results"]["bindings"]
    assert json.dumps(row["x"]) == json.dumps(
        {
            "type": "literal",
            "value": "1.5",
            "datatype": "http://www.w3.org/2001/XMLSchema#decimal",
        }
    )
    assert row["y"]["datatype"] == "http://www.w3.org/2001/XMLSchema#date"
