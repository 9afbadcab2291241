"""The Graph Store Protocol over real connections: each method, each status, each format."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, Triple, parse, serialize

from diplograph.api.settings import Settings

Serve = Callable[[Settings], str]

_BASE = "http://example.org/"
_G = {"graph": f"{_BASE}g"}
_NEW = {"graph": f"{_BASE}mới"}
_FORMATS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
_TURTLE = "<http://example.org/s> <http://example.org/p> 'một'@vi, _:b ."


@pytest.fixture(name="graphs")
def _graphs(small_store: Path, serve: Serve) -> Iterator[httpx.Client]:
    """Return a client that may write."""
    settings = Settings(small_store, token="t")
    headers = {"Authorization": "Bearer t"}
    with httpx.Client(base_url=serve(settings), timeout=60, headers=headers) as client:
        yield client


def _read(client: httpx.Client, accept: str = "text/turtle", **parameters: str) -> list[Triple]:
    response = client.get("/store", params=parameters, headers={"Accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (
        200,
        f"{accept}; charset=utf-8",
    )
    return [quad.triple for quad in parse(response.content, RdfFormat.from_media_type(accept))]


def _written(triples: list[Triple]) -> list[Triple]:
    """Return what does not describe the store itself."""
    return [triple for triple in triples if triple.predicate.value.startswith(_BASE)]


def _write(
    client: httpx.Client, method: str, content: str | bytes, kind: str = "text/turtle", **to: str
) -> httpx.Response:
    headers = {"Content-Type": kind}
    return client.request(method, "/store", params=to, content=content, headers=headers)


@pytest.mark.parametrize("kind", _FORMATS)
def test_what_is_put_can_be_got(graphs: httpx.Client, kind: str) -> None:
    """A graph comes back as it was written, in each format of RDF, under a name of any letters."""
    (triple, _) = parse(_TURTLE, RdfFormat.TURTLE)
    content = serialize([triple.triple], format=RdfFormat.from_media_type(kind))
    response = _write(graphs, "PUT", content or b"", f"{kind}; charset=utf-8", **_NEW)
    assert response.status_code == 201
    assert response.headers["x-snapshot"] == graphs.get("/health").json()["snapshot"]
    assert _read(graphs, kind, **_NEW) == [triple.triple]


def test_put_replaces_and_post_adds(graphs: httpx.Client) -> None:
    """PUT leaves nothing of the graph, POST all of it; only a new graph is 201."""
    assert _write(graphs, "PUT", _TURTLE, **_G).status_code == 204
    assert len(_read(graphs, **_G)) == 2
    assert _write(graphs, "POST", _TURTLE, **_G).status_code == 204
    assert len(_read(graphs, **_G)) == 3  # blank nodes of two documents are two
    assert _write(graphs, "POST", "", **_NEW).status_code == 201
    assert _read(graphs, **_NEW) == []
    assert _write(graphs, "PUT", "", **_G).status_code == 204
    assert _read(graphs, **_G) == []


def test_delete(graphs: httpx.Client) -> None:
    """A graph that was deleted is gone, and cannot be deleted again."""
    assert graphs.delete("/store", params=_G).status_code == 204
    for method in ("GET", "HEAD", "DELETE"):
        assert graphs.request(method, "/store", params=_G).status_code == 404
    assert graphs.delete("/store?default").status_code == 204


def test_default_graph_is_read_as_the_union(graphs: httpx.Client) -> None:
    """It is what queries see; a write changes only the graph that has no name."""
    written = {*_read(graphs, **_G)}
    assert {*_read(graphs, default="")} == written
    assert _write(graphs, "PUT", _TURTLE, default="").status_code == 204
    assert len(_written(_read(graphs, default=""))) == 3
    assert graphs.delete("/store?default").status_code == 204
    assert len(_written(_read(graphs, default=""))) == len(_read(graphs, **_G)) == 1


def test_post_without_a_name_makes_a_graph(graphs: httpx.Client) -> None:
    """The server names the graph and says where it is; each time another one."""
    made = [_write(graphs, "POST", _TURTLE) for _ in range(2)]
    assert [response.status_code for response in made] == [201, 201]
    places = [response.headers["location"] for response in made]
    assert len({*places}) == 2
    assert len(graphs.get(places[0], headers={"Accept": "text/csv, */*;q=0.1"}).text) > 0


def test_relative_iris(graphs: httpx.Client) -> None:
    """The name of a graph is resolved against the data's IRI, those in a document against it."""
    assert _write(graphs, "PUT", "<> <p> <s> .", graph="mới").status_code == 201
    (triple,) = _read(graphs, **_NEW)
    assert str(triple.subject) == f"<{_BASE}mới>"
    assert str(triple.object) == f"<{_BASE}s>"


def test_what_is_written_is_brought_into_nfc(graphs: httpx.Client) -> None:
    """Letters with combining marks are found as all others are."""
    _write(graphs, "PUT", "<s> <p> 'Hội' .", **_NEW)
    query = "ASK { GRAPH ?new { ?s ?p 'Hội' } }"
    assert graphs.get("/sparql", params={"query": query}).json()["boolean"] is True


@pytest.mark.parametrize(
    ("path", "kind", "content", "status"),
    [
        ("/store?graph=g", "text/turtle", "<s> <p>", 400),
        ("/store?graph=g", "text/turtle", b"<s> <p> '\xff'", 400),
        ("/store?graph=g", "application/rdf+xml", "<not", 400),
        ("/store?graph=g", "application/trig", "<g> { <s> <p> 1 }", 400),
        ("/store?graph=g", "text/plain", _TURTLE, 415),
        ("/store?graph=g", "", _TURTLE, 415),
        ("/store?graph=g", "text/turtle; charset=utf-16", _TURTLE, 415),
        ("/store", "text/turtle", _TURTLE, 400),
        ("/store?graph=a&graph=b", "text/turtle", _TURTLE, 400),
        ("/store?default&graph=b", "text/turtle", _TURTLE, 400),
        ("/store?graph=a%20b", "text/turtle", _TURTLE, 400),
        ("/store?graph=", "text/csv", _TURTLE, 415),
    ],
)
def test_failing_writes(
    graphs: httpx.Client, path: str, kind: str, content: str | bytes, status: int
) -> None:
    """What cannot be written says so in a line, and changes nothing."""
    headers = {"Content-Type": kind} if kind else {}
    response = graphs.put(path, content=content, headers=headers)
    assert response.status_code == status
    assert len(response.text.splitlines()) == 1
    assert graphs.get("/health").json()["snapshot"] == "first"


def test_methods(graphs: httpx.Client) -> None:
    """OPTIONS names the methods; PATCH is none of them."""
    assert "PUT" in graphs.options("/store").headers["allow"]
    assert graphs.patch("/store?default", content=b"").status_code == 405


@pytest.mark.parametrize(
    ("path", "method"),
    [("/store?default", "PUT"), ("/store?default", "DELETE"), ("/sparql", "POST")],
)
def test_pages_of_other_sites_may_write(graphs: httpx.Client, path: str, method: str) -> None:
    """A browser may send the token, and a script read what became of it, refused or not."""
    origin = {"Origin": "https://example.org"}
    asking = {
        **origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    allowed = graphs.options(path, headers=asking)
    assert allowed.status_code == 200
    assert method in allowed.headers["access-control-allow-methods"]
    assert "authorization" in allowed.headers["access-control-allow-headers"].lower()
    headers = {**origin, "Content-Type": "application/sparql-update", "Authorization": "Bearer x"}
    refused = graphs.request(method, path, headers=headers, content=b"DROP ALL")
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, "*")
    assert "X-Snapshot" in refused.headers["access-control-expose-headers"]


def test_head_says_what_get_would(graphs: httpx.Client) -> None:
    """HEAD has the headers of GET and no body."""
    get, head = (graphs.request(method, "/store", params=_G) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "etag", "x-snapshot", "vary", "cache-control"):
        assert head.headers[name] == get.headers[name]


def test_reads_are_open_and_need_not_be_sent_again(graphs: httpx.Client) -> None:
    """Without a token graphs can be read, with ETag and 304, until they are written."""
    with httpx.Client(base_url=graphs.base_url) as reader:
        first = reader.get("/store", params=_G)
        known = {"If-None-Match": first.headers["etag"]}
        assert reader.get("/store", params=_G, headers=known).status_code == 304
        head = reader.head("/store", params=_G)
        assert (head.status_code, head.headers["etag"]) == (200, first.headers["etag"])
        assert reader.get("/store").status_code == 400
        csv = reader.get("/store", params=_G, headers={"Accept": "text/csv"})
        assert csv.status_code == 406
        _write(graphs, "POST", _TURTLE, **_G)
        assert reader.get("/store", params=_G, headers=known).status_code == 200


def test_document_that_is_too_large(small_store: Path, serve: Serve) -> None:
    """Documents may be larger than queries, up to a limit."""
    settings = Settings(small_store, token="t", request_size=10, document_size=1000)
    headers = {"Authorization": "Bearer t"}
    with httpx.Client(base_url=serve(settings), timeout=60, headers=headers) as client:
        assert _write(client, "PUT", "#" * 1000, **_NEW).status_code == 201
        assert _write(client, "PUT", "#" * 1001, **_NEW).status_code == 413
