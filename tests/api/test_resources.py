"""Each IRI of data and ontology leads to what is known of it, for people and for programs."""

import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from diplograph.api.addresses import address as path_of
from diplograph.api.addresses import meant
from diplograph.api.negotiation import GRAPHS
from diplograph.api.settings import Settings
from diplograph.graph.snapshots import Manifest, publish, was_removed
from diplograph.ontology.terms import DATA_BASE, DIP, ONTOLOGY, RDFS, VOCAB_BASE

_HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
_PERSON = "person/vn_đỗ-hùng-việt"
_OTHER = "https://example.org/wiki/data/"
_KEYS = st.text(st.characters(categories=("Ll", "Lu", "Nd"), include_characters="-_"), min_size=1)


def _statements(response: httpx.Response) -> set[Quad]:
    assert response.status_code == 200, response.text
    format_ = RdfFormat.from_media_type(response.headers["content-type"].partition(";")[0])
    assert format_ is not None
    return set(parse(response.content, format_))


@pytest.mark.parametrize("offer", GRAPHS, ids=lambda offer: offer.name)
@pytest.mark.parametrize("path", ["/id/state/vn", "/vocab/stance/request", "/ontology"])
def test_each_format_by_header_and_by_ending(
    client: httpx.Client, path: str, offer: object
) -> None:
    """The path is negotiated, and an ending names the format; both say the same."""
    by_header = client.get(path, headers={"Accept": offer.media_types[0]})
    assert by_header.headers["content-type"] == offer.content_type
    assert by_header.headers["content-location"] == f"{path}.{offer.extension}"
    assert "Accept" in by_header.headers["vary"]
    by_ending = client.get(by_header.headers["content-location"], headers=_HTML)
    assert _statements(by_header) == _statements(by_ending)
    subject = NamedNode(ONTOLOGY.value.removesuffix("/ontology") + path)
    assert subject in {quad.subject for quad in _statements(by_header)}


@pytest.mark.parametrize(
    "path",
    [
        f"/id/{quote(_PERSON)}",
        f"/id/{quote(normalize('NFD', _PERSON))}",
        f"/diplograph/id/{quote(_PERSON)}",
        f"/id/{quote(_PERSON)}/",
    ],
    ids=["encoded", "decomposed", "whole path", "slash"],
)
def test_letters_outside_ascii_are_found(client: httpx.Client, path: str) -> None:
    """A path may be composed or not; what is answered with is encoded."""
    response = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert response.headers["content-location"] == f"/id/{quote(_PERSON)}.ttl"
    assert all(step.headers["location"].isascii() for step in response.history)
    assert NamedNode(DATA_BASE + _PERSON) in {quad.subject for quad in _statements(response)}


def test_path_that_is_not_encoded_is_found(address: str) -> None:
    """The bytes of UTF-8 in a request line mean the letters, also after another request."""
    host, port = urlsplit(address).netloc.split(":")
    with socket.create_connection((host, int(port))) as connection:
        answers = connection.makefile("rb")
        for kept in ("keep-alive", "close"):
            request = f"HEAD /id/{_PERSON} HTTP/1.1\r\nHost: {host}\r\nConnection: {kept}\r\n\r\n"
            connection.sendall(request.encode())
            assert answers.readline() == b"HTTP/1.1 200 OK\r\n"
            while answers.readline() != b"\r\n":
                pass


def test_page_reads_without_scripts(client: httpx.Client) -> None:
    """A page names the thing, quotes the words that prove it, and links to all formats."""
    page = client.get("/id/position/000_99c1099159faabc7_p1600", headers=_HTML)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script" not in page.text
    assert "<blockquote>Việt Nam đề nghị Nga tiếp tục hỗ trợ ASEAN" in page.text
    assert 'href="/id/state/ru">Russia</a>' in page.text
    for offer in GRAPHS:
        kind = offer.media_types[0]
        assert f'<link rel="alternate" type="{kind}"' in page.text
    vietnamese = client.get(page.request.url, headers={**_HTML, "Accept-Language": "vi"})
    assert 'href="/id/state/ru">Nga</a>' in vietnamese.text
    again = client.get(page.request.url, headers={**_HTML, "If-None-Match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_each_link_of_a_page_leads_to_a_page(client: httpx.Client) -> None:
    """Nothing that a page of the data links to on this server is missing."""
    page = client.get(f"/id/{quote(_PERSON)}", headers=_HTML).text
    links = {part.split('"')[0] for part in page.split('href="/')[1:]}
    assert len(links) > len(GRAPHS)
    for link in links:
        assert client.get(f"/{link}".replace("&amp;", "&"), headers=_HTML).status_code == 200, link


def test_ontology_is_one_page_and_one_document(client: httpx.Client) -> None:
    """A term's IRI leads to its place on the page; the version's IRI to the same document."""
    page = client.get("/ontology", headers=_HTML).text
    for name in ("Meeting", "holder", "fold"):
        assert f'id="{name}"' in page
    whole = _statements(client.get("/ontology.ttl"))
    assert _statements(client.get("/ontology/0.1.0", headers={"Accept": "text/turtle"})) == whole
    assert DIP["Meeting"] in {quad.subject for quad in whole}


def test_article_gives_its_whole_graph(client: httpx.Client) -> None:
    """The document of an article holds all that was read out of it."""
    rows = client.get("/sparql", params={"query": "SELECT ?a { ?a a dip:Article } LIMIT 1"}).json()
    article = rows["results"]["bindings"][0]["a"]["value"]
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{article}> {{ ?s ?p ?o }} }}"
    asked = client.get("/sparql", params={"query": query})
    found = client.get(urlsplit(article).path + ".ttl")
    assert _statements(found) == _statements(asked)


@pytest.mark.parametrize(
    "path",
    [
        "/id/state/nowhere",
        "/id/",
        "/vocab/x",
        "/ontology/9.9",
        "/ontologyx",
        "/%00",
        "/id/%3E%3C",
        "/x.ttl",
    ],
)
@pytest.mark.parametrize("headers", [_HTML, {"Accept": "text/turtle"}], ids=["page", "data"])
def test_what_is_not_known_is_not_found(
    client: httpx.Client, path: str, headers: dict[str, str]
) -> None:
    """Nothing is described that the graph does not know; data gets a line, readers a page."""
    response = client.get(path, headers=headers)
    assert response.status_code == 404
    is_page = response.headers["content-type"].startswith("text/html")
    assert is_page == (headers is _HTML and not path.endswith(".ttl"))
    assert is_page or len(response.text.splitlines()) == 1


def test_removed_article_is_gone(
    store_copy: Path,
    run: Callable[..., subprocess.CompletedProcess[bytes]],
    serve: Callable[[Settings], str],
) -> None:
    """An article that was taken out is told apart from one that never was; it may come back."""
    with httpx.Client(base_url=serve(Settings(store_copy))) as client:
        query = "SELECT ?a { ?a a dip:Article } LIMIT 1"
        rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
        article = rows[0]["a"]["value"]
        path = urlsplit(article).path
        assert client.get(path).status_code == 200
        assert run("remove", article, "--store", store_copy).returncode == 0
        assert client.get(path).status_code == 410
    assert was_removed(store_copy, article)
    assert not was_removed(store_copy, article + "0")


@pytest.fixture(scope="module", name="crowded")
def _crowded(
    tmp_path_factory: pytest.TempPathFactory,
    served: Callable[[Settings], AbstractContextManager[str]],
) -> Iterator[httpx.Client]:
    """Return a client of a server whose data lives elsewhere, with a state of 2,345 positions."""
    folder = tmp_path_factory.mktemp("crowded")
    data, graph = Store(str(folder / "primary")), NamedNode(f"{_OTHER}article/a")
    state = NamedNode(f"{_OTHER}state/vn")
    data.extend(
        Quad(NamedNode(f"{_OTHER}position/p{number:05}"), DIP["holder"], state, graph)
        for number in range(2345)
    )
    data.add(Quad(state, RDFS["label"], Literal("<Việt> & Nam", language="vi"), graph))
    data.add(Quad(state, RDFS["seeAlso"], NamedNode("javascript:alert(1)"), graph))
    manifest = Manifest("crowded", "2026-01-01T00:00:00+00:00", 0, len(data), _OTHER, "0")
    publish(folder, data, manifest)
    with served(Settings(folder)) as address, httpx.Client(base_url=address) as client:
        yield client


def test_documents_say_where_they_go_on(crowded: httpx.Client) -> None:
    """Following the links from a document to the next gives every statement."""
    url: str | None = "/wiki/data/state/vn.nt"
    found: set[Quad] = set()
    pages = 0
    while url:
        response = crowded.get(url)
        found |= _statements(response)
        pages += 1
        url = response.links.get("next", {}).get("url")
    assert pages == 3
    assert len(found) == 2345 + 2


def test_pages_say_what_they_do_not_show(crowded: httpx.Client) -> None:
    """A page shows the number of values and links to the list of all of them."""
    page = crowded.get("/wiki/data/state/vn", headers=_HTML).text
    assert "20 of 2345 are shown" in page
    start = page.index("/wiki/data/state/vn?to=")
    url: str | None = page[start : page.index('"', start)]
    seen: set[str] = set()
    while url:
        page = crowded.get(url.replace("&amp;", "&"), headers=_HTML).text
        seen |= {part.split('"')[0] for part in page.split('href="/wiki/data/position/')[1:]}
        url = (
            page.split('rel="next" href="')[1].split('"')[0] if 'rel="next" href' in page else None
        )
    assert len(seen) == 2345


def test_page_shows_hostile_names_and_addresses_as_text(crowded: httpx.Client) -> None:
    """Markup in a name is text, and nothing but web addresses is a link."""
    page = crowded.get("/wiki/data/state/vn", headers=_HTML).text
    assert "&lt;Việt&gt; &amp; Nam" in page
    assert 'href="javascript' not in page
    assert "javascript:alert(1)" in page


@given(_KEYS, _KEYS)
def test_path_of_an_iri_leads_back_to_it(kind: str, key: str) -> None:
    """Whatever the base, the path where an IRI is described means that IRI."""
    for base in (DATA_BASE, _OTHER, "https://example.org/"):
        for namespace in (base, VOCAB_BASE):
            iri = f"{namespace}{kind}/{key}"
            path = path_of(iri, base)
            assert path is not None
            assert path.isascii()
            assert iri in set(meant(httpx.URL(f"http://x{path}").path, base))
