"""LOAD and SERVICE in updates: what is allowed is fetched, from there and from nowhere else."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store

from diplograph.api.loading import loads, with_documents, without_loads
from diplograph.api.settings import Settings
from diplograph.api.text import normalized
from diplograph.ontology.errors import QueryForbiddenError

Serve = Callable[[Settings], str]

_BASE = "http://example.org/"
_TURTLE = "<s> <p> 'Hội', _:b ."  # the letter has its marks behind it
_RESULTS = '{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"a:b"}}]}}'
_A, _B = "http://example.org/a.ttl", "http://example.org/b"


@dataclass
class _Web:
    """A local server: its address, what it was asked, and what it answers at each path."""

    address: str = ""
    asked: list[str] = field(default_factory=list)
    pages: dict[str, tuple[int, dict[str, str], str]] = field(default_factory=dict)


def _started(web: _Web) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append(self.path)
            status, headers, content = web.pages.get(self.path, (404, {}, ""))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content.encode())), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content.encode())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(name="elsewhere")
def _elsewhere() -> Iterator[_Web]:
    """Yield a server that nobody may ask."""
    web = _Web(pages={"/x": (200, {"Content-Type": "text/turtle"}, "<s> <p> <elsewhere> .")})
    server = _started(web)
    yield web
    server.shutdown()
    server.server_close()
    assert web.asked == []


@pytest.fixture(name="web")
def _web(elsewhere: _Web) -> Iterator[_Web]:
    """Yield a server with documents, also such as lead to the other one."""
    turtle = {"Content-Type": "text/turtle; charset=utf-8"}
    away = {**turtle, "Location": f"{elsewhere.address}/x"}
    json = {"Content-Type": "application/sparql-results+json"}
    web = _Web(
        pages={
            "/x": (200, turtle, _TURTLE),
            "/raw.ttl": (200, {"Content-Type": "text/plain"}, _TURTLE),
            "/page": (200, {"Content-Type": "text/html"}, _TURTLE),
            "/latin": (200, {"Content-Type": "text/turtle; charset=latin-1"}, _TURTLE),
            "/wrong": (200, turtle, "<s> <p>"),
            "/short": (200, {**turtle, "Content-Length": "900"}, _TURTLE),
            "/large": (200, turtle, "#" * (2**20 + 1)),
            "/302": (302, away, _TURTLE),
            "/307": (307, away, _TURTLE),
            "/sparql": (200, json, _RESULTS),
            "/sparql302": (302, {**json, **away}, _RESULTS),
        }
    )
    server = _started(web)
    yield web
    server.shutdown()
    server.server_close()


@pytest.fixture(name="writer")
def _writer(small_store: Path, serve: Serve, web: _Web) -> Iterator[httpx.Client]:
    """Return a client of a server that may load and ask whatever the local server has."""
    paths = [path for path in web.pages if path != "/sparql"]
    settings = Settings(
        small_store,
        token="t",
        document_size=2**20,
        allow_load=tuple(f"{web.address}{path}" for path in [*paths, "/missing"]),
        allow_service=(f"{web.address}/sparql", f"{web.address}/sparql302"),
    )
    headers = {"Authorization": "Bearer t", "Content-Type": "application/sparql-update"}
    with httpx.Client(base_url=serve(settings), timeout=60, headers=headers) as client:
        yield client


def _is(client: httpx.Client, pattern: str) -> bool:
    response = client.get("/sparql", params={"query": f"ASK {{ {pattern} }}"})
    return bool(response.json()["boolean"])


def _update(client: httpx.Client, update: str, **parameters: str) -> httpx.Response:
    return client.post("/sparql", content=update.encode(), params=parameters)


def test_allowed_document_is_loaded(writer: httpx.Client, web: _Web) -> None:
    """It is written where LOAD says, its IRIs resolved against its address, in NFC."""
    update = (
        f"PREFIX e: <{_BASE}>\nload # x\n <{web.address}/x> INTO GRAPH e:loaded;\nDROP GRAPH e:g"
    )
    assert _update(writer, update).status_code == 200
    assert web.asked == ["/x"]
    assert _is(writer, f"GRAPH <{_BASE}loaded> {{ <{web.address}/s> ?p 'Hội', ?b }}")
    assert not _is(writer, "GRAPH <g> {}")
    assert _update(writer, f"LOAD <{web.address}/raw.ttl>").status_code == 200
    assert _is(writer, f"<{web.address}/s> ?p ?b FILTER(ISBLANK(?b))")


def test_graphs_of_the_request_stand_beside_load(writer: httpx.Client, web: _Web) -> None:
    """The document is there for the WHERE behind it, and is fetched but once."""
    update = (
        f"LOAD <{web.address}/x> INTO GRAPH <a>; LOAD <{web.address}/x> INTO GRAPH <b>;"
        "INSERT { GRAPH <c> { ?s ?p 1 } } WHERE { ?s ?p 'Hội' }"
    )
    graph = {"using-graph-uri": f"{_BASE}a"}
    assert _update(writer, update, **graph).status_code == 200
    assert web.asked == ["/x"]
    assert _is(writer, f"GRAPH <c> {{ <{web.address}/s> ?p 1 }} GRAPH <b> {{}}")


@pytest.mark.parametrize(
    "path", ["/302", "/307", "/missing", "/page", "/latin", "/wrong", "/short", "/large"]
)
def test_what_cannot_be_loaded(writer: httpx.Client, web: _Web, path: str) -> None:
    """Redirects are not followed; the update is made whole or not, unless LOAD is silent."""
    update = f"INSERT DATA {{ <a> <b> 1 }}; LOAD <{web.address}{path}> INTO GRAPH <loaded>"
    response = _update(writer, update)
    assert (response.status_code, web.asked) == (400, [path])
    assert f"LOAD <{web.address}{path}>" in response.text
    assert len(response.text.splitlines()) == 1
    assert not _is(writer, "<a> ?p ?o")
    assert _update(writer, update.replace("LOAD", "LOAD SILENT")).status_code == 200
    assert _is(writer, "<a> ?p ?o")
    assert not _is(writer, "GRAPH <loaded> {}")


def test_document_that_comes_too_slowly(small_store: Path, serve: Serve) -> None:
    """Its time is that of the update; then the connection is closed, and nothing is changed."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        address = serve(Settings(small_store, token="t", timeout=3, allow_load=(url,)))
        headers = {"Authorization": "Bearer t"}
        with httpx.Client(base_url=address, timeout=60, headers=headers) as client:
            assert client.post("/sparql", data={"update": f"LOAD <{url}>"}).status_code == 504
            connection, _ = server.accept()
            with connection:
                while connection.recv(1000):
                    pass
            assert client.get("/health").json()["snapshot"] == "first"


def test_service_in_updates(writer: httpx.Client, web: _Web) -> None:
    """SERVICE asks an allowed address, once, and cannot be sent elsewhere."""
    insert = f"INSERT {{ ?x <p> 1 }} WHERE {{ SERVICE <{web.address}/sparql> {{ ?x ?p ?o }} }}"
    assert _update(writer, insert).status_code == 200
    assert _is(writer, "<a:b> <p> 1")
    assert web.asked == ["/sparql"]
    away = _update(writer, insert.replace("/sparql>", "/sparql302>"))
    assert (away.status_code, web.asked) == (400, ["/sparql", "/sparql302"])
    assert _update(writer, insert.replace("/sparql>", "/x>")).status_code == 403


def test_syntax_errors_name_the_place(writer: httpx.Client, web: _Web) -> None:
    """A LOAD before it moves no line."""
    response = _update(writer, f"LOAD\n<{web.address}/x>\n;\nINSERT DATA {{ <a> <b> }}")
    assert (response.status_code, "line 4" in response.text) == (400, True)


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:1/x>",
        "LOAD SILENT <http://127.0.0.1:1/x>",
        "LOADSILENT<http://127.0.0.1:1/x>",
        "LO\\u0041D <http://127.0.0.1:1/x>",
        "LOAD <http://127.0.0.1:1/x> INTO GRAPH <http://example.org/a.ttl>",
        "LOAD <http://example.org/a.ttl>; LOAD <http://127.0.0.1:1/x>",
        "LOAD <http://example.org/a.ttl> INTO GRAPH <g> ; LOAD # <http://example.org/a.ttl>\n<http://127.0.0.1:1/x>",
        "LOAD <http://example.org/a.ttl> LOAD <http://127.0.0.1:1/x>",
        "PREFIX a: <http://127.0.0.1:1/> LOAD a:x",
        "PREFIX : <http://127.0.0.1:1/> LOAD:x",
        "PREFIX load: <http://127.0.0.1:1/> LOAD load:x",
        "BASE <http://127.0.0.1:1/> LOAD <x>",
        "BASE <http://example.org/> LOAD <a.ttl>",
        "PREFIX a: <http://example.org/> LOAD a:a.ttl",
        "LOAD <http://example.org/a.ttl#x>",
        "LOAD <http://example.org/a%2Ettl>",
        "LOAD <http://example.org/a.ttl\\u0000>",
        "INSERT DATA { <a:a> <a:b> <#> } ; LOAD <http://127.0.0.1:1/x> #>",
        "INSERT DATA { <a:a> <a:b> '''x''' } ; LOAD <http://127.0.0.1:1/x> # '''",
        "INSERT DATA { <a:a> <a:b> <http://example.org/a.ttl> } ; LOAD <http://127.0.0.1:1/x>",
    ],
)
def test_other_documents_may_not_be_loaded(update: str) -> None:
    """What is not on the list, letter by letter, is refused; so is what only looks like it."""
    with pytest.raises(QueryForbiddenError, match="no other documents than"):
        loads(normalized(update), (_A,))


def test_nobody_else_is_asked(writer: httpx.Client, elsewhere: _Web) -> None:
    """What is refused gets 403, and no request leaves the server."""
    response = _update(writer, f"LO\\u0041D <{elsewhere.address}/x>")
    assert (response.status_code, "LOAD" in response.text) == (403, True)


_BEFORE = st.sampled_from(
    [
        *("INSERT DATA { <a:a> <a:b> '#' };", "# x\n", "# x\r", "PREFIX b: <#>", f"LOAD <{_A}>;"),
        *(f"LOAD SILENT <{_A}> INTO GRAPH a:\\#;", f"INSERT DATA {{ <a:a> a:b\\; <{_A}> }};"),
        "DELETE WHERE { ?s <http://x/\\u0061#> ?o };",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?s<?o) };",
        'DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?s<?o#>"""\n) };',
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?s<?o&&'a'>\"'\") };",
        "INSERT DATA { <a:a> <a:b> '''a''', \"\\\"\" };",
    ]
)
_OUT = st.sampled_from(
    ["LOAD <URL>", "LOAD:x", "LOADSILENT<URL>", "load#\n:x", "LOAD SILENT a:x", f"LOAD <{_A}>", ""]
)
_AFTER = st.sampled_from(["", " # x", ";", "#>\n", '#"""\n', "#'''\n", " INTO GRAPH <URL>"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_BEFORE, max_size=3), _OUT, _AFTER)
def test_what_is_let_through_stays_inside(
    elsewhere: _Web, before: list[str], out: str, after: str
) -> None:
    """No update made of pieces that confuse a reader makes Oxigraph ask, unless it is refused."""
    text = f"PREFIX : <URL> PREFIX a: <URL> {''.join(before)}{out}{after}"
    update = text.replace("URL", f"{elsewhere.address}/x")
    try:
        addresses = loads(update, (_A,))
    except QueryForbiddenError:
        return
    documents = dict.fromkeys(addresses, (b"<s> <p> 1 .", RdfFormat.TURTLE))
    with contextlib.suppress(SyntaxError, RuntimeError):
        Store().update(with_documents(update, documents))
    assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("update", "addresses"),
    [
        ("INSERT DATA { <a> <b> 'LOAD' } # LOAD", ()),
        ("DELETE WHERE { ?load a <http://example.org/load> ; ex:load 1 }", ()),
        (f"LOAD <{_A}>", (_A,)),
        (f"LOAD<{_A}>INTO GRAPH <urn:x:y>;LOAD SILENT <{_B}> INTO\nGRAPH ex:loads ;", (_A, _B)),
    ],
)
def test_what_an_update_loads(update: str, addresses: tuple[str, ...]) -> None:
    """Allowed addresses are found; the word alone is nothing to refuse."""
    assert loads(update, (_A, _B)) == addresses
    silent = with_documents(update, dict.fromkeys(addresses, (b"", RdfFormat.TURTLE)))
    alone = without_loads(update, addresses)
    for text in (silent, alone):
        assert loads(text) == () or not addresses
        assert text.count("\n") == update.count("\n")
