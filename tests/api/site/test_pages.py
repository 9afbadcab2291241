"""Every page is there, every link leads to a page, and what a page counts is what it shows."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from diplograph.api.site.tables import Tables
from diplograph.graph.questions import questions

#: Pages that are visited, by the beginnings of their paths; of each kind this many.
_MOST = 12
_HTML = {"Accept": "text/html"}
_LEAVE_OUT = ("/sparql", "/snapshots", "/settings", "/.well-known")


class _Page(HTMLParser):
    """What a page links to and asks for, and what is wrong in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.assets: list[str] = []
        self.ids: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in ("meta", "link", "input", "br"):
            self._open.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a" and given.get("href"):
            assert "a" not in self._open[:-1], "a link within a link"
            self.links.append(str(given["href"]))
        is_loaded = tag in ("script", "img", "link") and given.get("rel") != "canonical"
        if is_loaded and (given.get("src") or given.get("href")):
            self.assets.append(str(given.get("src") or given.get("href")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element of SVG that is closed where it opens."""

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def _kind(path: str) -> str:
    return "/".join(path.split("/")[:3])


def test_every_link_leads_to_a_page(address: str) -> None:
    """From the start page on, nothing is missing, broken, or elsewhere."""
    # A client of its own: links to the other language set a cookie.
    with httpx.Client(base_url=address, timeout=120) as client:
        _visit(client)


def _visit(client: httpx.Client) -> None:
    wanted, seen, counts = ["/"], set[str](), dict[str, int]()
    while wanted:
        path = wanted.pop()
        address = urlsplit(path)
        target = address.path + ("?" + address.query if address.query else "")
        kind = _kind(address.path)
        if target in seen or counts.get(kind, 0) >= _MOST or kind.startswith(_LEAVE_OUT):
            continue
        seen.add(target)
        counts[kind] = counts.get(kind, 0) + 1
        response = client.get(target, headers=_HTML)
        assert response.status_code == 200, target
        if not response.headers["content-type"].startswith("text/html"):
            continue
        page = _Page(response.text)
        assert len(page.ids) == len(set(page.ids)), target
        for link in page.links + page.assets:
            there = urlsplit(urljoin(f"http://here{target}", link))
            if there.netloc == "here":
                wanted.append(there.path + ("?" + there.query if there.query else ""))
            else:
                assert link in page.links, f"{target} loads {link}"
    assert {"/id/article", "/id/meeting", "/id/person", "/id/state", "/vocab/issue"} <= set(counts)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_speak_the_language_that_is_asked_for(client: httpx.Client, language: str) -> None:
    """The choice is in the page, and kept for the next one."""
    # A client of its own: the choice is kept in a cookie.
    page = httpx.get(client.base_url, params={"lang": language})
    assert f'<html lang="{language}">' in page.text
    assert page.headers["content-language"] == language
    kept = {"Cookie": page.headers["set-cookie"].split(";")[0]}
    matrix = httpx.get(client.base_url.join("/matrix"), headers=kept)
    assert matrix.headers["content-language"] == language


def test_every_mark_is_linked_with_what_it_proves(client: httpx.Client, tables: Tables) -> None:
    """On the page of an article each position leads to its words, and the words to it."""
    for (key,) in tables.rows("SELECT key FROM article"):
        page = client.get(f"/id/{key}", headers=_HTML).text
        ids = set(re.findall(r'\bid="([^"]+)"', page))
        targets = re.findall(r'href="#([^"]+)"', page)
        assert set(targets) <= ids
        (number,) = tables.rows(
            "SELECT COUNT(*) FROM position JOIN article USING (graph) WHERE article.key = ?", key
        )[0]
        assert page.count('<article class="position') == number


def test_the_text_of_an_article_is_shown_whole(client: httpx.Client, tables: Tables) -> None:
    """Marks add nothing to the words of a text and take nothing away."""
    for key, text in tables.rows(
        """SELECT article.key, text FROM article JOIN node USING (graph, key)
           JOIN words ON words.rowid = node.rowid"""
    ):
        page = client.get(f"/id/{key}", headers=_HTML).text
        shown = "".join(re.findall(r'<div class="text"[^>]*>(.*?)</div>', page, re.DOTALL))
        shown = re.sub(r'<a class="chip.*?</a>', "", shown, flags=re.DOTALL)
        plain = re.sub(r"<[^>]+>", "", shown)
        assert "".join(_unescaped(plain).split()) == "".join(str(text).split())


def test_cells_of_the_matrix_count_what_they_open(client: httpx.Client) -> None:
    """The number in a cell is the number of positions on the page behind it."""
    page = client.get("/matrix").text
    cells = re.findall(
        r'<td><a href="(/positions[^"]+)"[^>]*>.*?</svg>\s*(\d+)</a>', page, re.DOTALL
    )
    assert len(cells) > 10
    for link, number in cells[:15]:
        opened = client.get(_unescaped(link)).text
        assert opened.count('<article class="position') == int(number), link


@pytest.mark.parametrize("name", [question.name for question in questions()])
def test_questions_are_answered_with_one_click(client: httpx.Client, name: str) -> None:
    """An example question has its answer as a page, and its query in the editor."""
    answer = client.get(f"/answers/{name}")
    assert answer.status_code == 200
    assert "SELECT" in answer.text or "CONSTRUCT" in answer.text
    assert client.get("/query", params={"example": name}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/id/state/zz", "/id/article/none", "/vocab/issue/none", "/answers/none", "/nowhere"]
)
def test_what_is_not_there_is_said_to_be_missing(client: httpx.Client, path: str) -> None:
    """An unknown node is 404, not an empty page."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("extension", ["json", "gexf", "graphml"])
def test_the_network_can_be_taken_away(client: httpx.Client, extension: str) -> None:
    """Each format holds the nodes that the page counts."""
    nodes = client.get("/network.json").json()["nodes"]
    answer = client.get(f"/network.{extension}")
    assert answer.status_code == 200
    if extension != "json":
        assert len(re.findall(r"<node ", answer.text)) == len(nodes) > 10
    without = client.get("/network.json", params={"filtered": "1"}).json()["nodes"]
    assert not any(node["key"].startswith("person/") for node in without)


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999", "rows=-1", "year=%00"])
def test_odd_parameters_are_no_failure(client: httpx.Client, query: str) -> None:
    """Whatever a parameter says, the answer is a page or a plain refusal."""
    for path in ("/positions", "/search", "/matrix", "/network"):
        assert client.get(f"{path}?{query}&q=asean").status_code in (200, 422)


def _unescaped(text: str) -> str:
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'")):
        text = text.replace(entity, letter)
    return text.replace("&amp;", "&")
