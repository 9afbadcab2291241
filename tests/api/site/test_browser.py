"""The pages in a real browser: they do their job, quietly, for everyone, on a phone too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from diplograph.api.site.rendering import STATIC

_AXE = Path(__file__).parents[3] / "web" / "node_modules" / "axe-core" / "axe.min.js"
_PHONE = {"width": 360, "height": 740}
_FIRST_PAGE = 300 * 1024
_PATHS = (
    *("/", "/search?q=asean", "/positions", "/matrix", "/network", "/query"),
    *("/id/state/vn", "/id/person/vn_nguyễn-quốc-dũng", "/id/meeting/asean-russia-som_17"),
    *("/id/series/asean-russia-som", "/vocab/issue/regional-peace-stability"),
    *("/id/article/000_99c1099159faabc7", "/answers/12-stances-per-year", "/id/state/none"),
)

is_built = pytest.mark.skipif(
    not (STATIC / "query.js").is_file(), reason="web/ is not built: run 'make web', which needs npm"
)


@dataclass
class Watched:
    """A page, with what it said and asked for while it was used."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def outside(self, home: str) -> list[str]:
        """Return the addresses of requests to anywhere but the server."""
        own = (home, "data:", "blob:")
        return [each.url for each in self.requests if not each.url.startswith(own)]


@pytest.fixture(name="watched")
def _watched(browser: Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context(base_url=address, locale="en-GB")
    watched = Watched(context.new_page())
    watched.page.on("request", lambda request: watched.requests.append(request))
    watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))

    def listen(message: object) -> None:
        kind, text = str(getattr(message, "type", "")), str(getattr(message, "text", ""))
        if kind == "error" and "404" not in text:
            watched.complaints.append(text)

    watched.page.on("console", listen)
    yield watched
    context.close()


@pytest.mark.parametrize("path", _PATHS)
def test_pages_load_quietly_and_ask_nobody_else(watched: Watched, address: str, path: str) -> None:
    """No error on the console, no request to another server, nothing wider than a phone."""
    watched.page.set_viewport_size({"width": 1280, "height": 900})
    watched.page.goto(path)
    watched.page.wait_for_load_state("networkidle")
    watched.page.set_viewport_size(_PHONE)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert watched.page.evaluate(wide) <= 0
    assert watched.complaints == []
    assert watched.outside(address) == []


@pytest.mark.skipif(not _AXE.is_file(), reason="axe-core is not installed: run 'make web'")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", _PATHS)
def test_pages_are_accessible(watched: Watched, path: str, scheme: str) -> None:
    """axe-core finds no serious fault."""
    watched.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    watched.page.goto(path)
    watched.page.wait_for_load_state("networkidle")
    watched.page.evaluate(_AXE.read_text(encoding="utf-8"))
    # The editor of the query page is another project's.
    found = watched.page.evaluate("axe.run({ exclude: ['#editor'] })")
    serious = [
        (each["id"], [node["html"] for node in each["nodes"]][:3])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_the_first_page_is_light(watched: Watched) -> None:
    """Whoever comes to look has not to wait for an editor."""
    sizes: list[int] = []
    watched.page.on("response", lambda r: sizes.append(len(r.body()) if r.status == 200 else 0))
    watched.page.goto("/")
    watched.page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < _FIRST_PAGE


def test_search_leads_to_a_person(watched: Watched) -> None:
    """A name without accents is enough to reach the person's page."""
    page = watched.page
    page.goto("/")
    page.get_by_role("searchbox").fill("nguyen quoc dung")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Nguyễn Quốc Dũng").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nguyễn Quốc Dũng")


def test_a_mark_leads_to_its_node_and_back(watched: Watched) -> None:
    """From the words to what was read in them, and from there to the words."""
    page = watched.page
    page.goto("/id/article/000_99c1099159faabc7")
    chip = page.locator(".text a.chip").first
    target = chip.get_attribute("href") or ""
    chip.click()
    card = page.locator(f"[id='{target[1:]}']")
    expect(card).to_be_in_viewport()
    card.get_by_role("link", name="see in the text").click()
    assert page.url.endswith(target.replace("#p-", "#"))
    page.locator(".text a.node").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_cell_of_the_matrix_opens_its_positions(watched: Watched) -> None:
    """Behind the number stand the words."""
    page = watched.page
    page.goto("/matrix")
    cell = page.locator("table.matrix td a").first
    number = int(cell.inner_text())
    cell.click()
    expect(page.locator("article.position")).to_have_count(number)


@is_built
def test_a_query_is_typed_run_and_answered(watched: Watched) -> None:
    """The editor runs what is typed and shows the rows; the address keeps the query."""
    page = watched.page
    page.goto("/query")
    page.locator(".CodeMirror").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT ?s { ?s a dip:Article } ORDER BY ?s")
    page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr table tbody tr")).to_have_count(5)
    assert watched.complaints == []


@is_built
def test_an_error_is_shown_where_it_is(watched: Watched) -> None:
    """What does not parse is marked in the query, and the message is there to read."""
    page = watched.page
    page.goto("/query?query=SELECT%20*%20WHERE%20%7B%20%3Fs%20%3Fp%20%7D")
    expect(page.locator(".yasr")).to_contain_text("column")
    expect(page.locator(".CodeMirror .syntax-error").first).to_be_visible()


@is_built
def test_examples_have_fields(watched: Watched) -> None:
    """An example is asked of another state without editing the query."""
    page = watched.page
    page.goto("/query?example=12-stances-per-year")
    page.get_by_label("State", exact=True).select_option(label="Viet Nam")
    page.get_by_role("button", name="Open").click()
    expect(page.locator(".CodeMirror").first).to_contain_text("state:vn")


@is_built
def test_names_are_completed_from_this_server(watched: Watched, address: str) -> None:
    """Completion knows our terms, and asks nobody else for them."""
    page = watched.page
    page.goto("/query?query=SELECT%20*%20%7B%20%3Fs%20dip%3Asta%20%3Fo%20%7D")
    page.locator(".CodeMirror-line").first.click()
    page.keyboard.press("Control+End")
    for _ in " ?o }":
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints")).to_contain_text("stance")
    assert watched.outside(address) == []


@is_built
def test_the_network_is_drawn_and_filtered(watched: Watched) -> None:
    """The map shows as many nodes as are said, and fewer once it is filtered."""
    page = watched.page

    def nodes() -> int:
        page.wait_for_selector("#map[data-nodes]")
        return int(page.locator("#map").get_attribute("data-nodes") or 0)

    page.goto("/network")
    before = nodes()
    said = re.search(r"(\d+) nodes", page.locator("main").inner_text())
    assert said is not None and int(said[1]) == before > 10
    page.get_by_label("Show persons").uncheck()
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**filtered=1**")
    assert 0 < nodes() < before
    with page.expect_download() as download:
        page.get_by_role("button", name="Download image").click()
    assert download.value.suggested_filename.endswith(".png")


def test_pages_work_without_scripts(browser: Browser, address: str) -> None:
    """Everything but the drawings is there for a browser that runs nothing."""
    context = browser.new_context(base_url=address, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/query?example=12-stances-per-year")
    page.get_by_label("Format", exact=True).select_option("csv")
    assert page.get_by_role("button", name="Run").is_visible()
    page.goto("/network")
    assert page.get_by_role("table").is_visible()
    context.close()


def test_the_language_is_one_click_away(watched: Watched) -> None:
    """The other language is kept on the next page."""
    page = watched.page
    page.goto("/")
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.get_by_role("link", name="Ma trận").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
