"""Laws of reading web pages."""

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from diplograph.extract.readers import Source, read_sources
from diplograph.ontology.errors import ArticleFormatError

pytest.importorskip("trafilatura")

HEAD = '<link rel="canonical" href="https://bao.example/tin-1.html"><title>Báo Thử</title>'
PUBLISHED = '<meta property="article:published_time" content="2024-03-05T23:20:00+07:00">'
DATELINE = "<p>07:10 27/04/2024</p>"
# "Vietnam and Laos hold talks": two paragraphs, a caption, a related headline, a licence.
PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">{head}
<meta property="og:site_name" content="Báo Thử"></head><body>
<nav><a href="/">Trang chủ</a> <a href="/the-gioi">Thế giới</a></nav>
<article><h1>Việt Nam và Lào hội đàm tại Hà Nội</h1>{dateline}
<p>Ngày 5/3, tại Hà Nội, Thứ trưởng Nguyễn Văn An đã hội đàm với người đồng cấp Lào. Hai bên đánh
giá cao những tiến triển trong quan hệ song phương thời gian qua.</p>
<figure><img src="a.jpg"><figcaption>Hai Thứ trưởng tại hội đàm. Ảnh: TTXVN</figcaption></figure>
<p>Phía Lào cảm ơn Việt Nam đã hỗ trợ, mong muốn tiếp tục hợp tác về kinh tế và giáo dục. Hai bên
cũng trao đổi về các vấn đề khu vực và quốc tế cùng quan tâm.</p></article>
<footer>Giấy phép số 1/GP ngày 01/02/2019</footer></body></html>"""


def read(path: Path, head: str = HEAD, dateline: str = "") -> Source:
    """Write a page and read its article."""
    path.write_text(PAGE.format(head=head, dateline=dateline), encoding="utf-8")
    (found,) = read_sources([str(path)])
    assert isinstance(found, Source)
    return found


def test_a_page_gives_its_article_and_its_metadata(tmp_path: Path) -> None:
    """The text begins with the title; the canonical address names the article."""
    source = read(tmp_path / "tin.html")
    address = "https://bao.example/tin-1.html"
    assert (address, address, "Báo Thử", "vi", "Việt Nam và Lào hội đàm tại Hà Nội") == (
        source.identifier,
        source.url,
        source.publisher,
        source.language,
        source.headline,
    )
    assert source.text.startswith("Việt Nam và Lào hội đàm tại Hà Nội\n")
    assert "Trang chủ" not in source.text
    assert "Giấy phép" not in source.text


def test_captions_stand_where_their_figures_stood(tmp_path: Path) -> None:
    """A caption says who took part, so it is kept, on a line of its own."""
    lines = read(tmp_path / "tin.htm").text.split("\n")
    caption = lines.index("Hai Thứ trưởng tại hội đàm. Ảnh: TTXVN")
    assert lines[caption - 1].startswith("Ngày 5/3")
    assert lines[caption + 1].startswith("Phía Lào")


@pytest.mark.parametrize(
    ("head", "dateline", "published"),
    [
        (HEAD + PUBLISHED, DATELINE, date(2024, 3, 5)),
        (HEAD, DATELINE, date(2024, 4, 27)),
        (HEAD + PUBLISHED, "", date(2024, 3, 5)),
        (
            HEAD + '<script type="application/ld+json">{"@type": "NewsArticle",'
            '"datePublished": "2024-03-06T07:00:00+07:00"}</script>',
            DATELINE,
            date(2024, 3, 6),
        ),
    ],
    ids=["metadata first", "dateline next", "metadata alone", "JSON-LD"],
)
def test_the_date_comes_from_what_can_be_trusted(
    tmp_path: Path, head: str, dateline: str, published: date
) -> None:
    """Metadata come before the dateline, and both before dates elsewhere on the page."""
    assert published == read(tmp_path / "tin.html", head, dateline).published


@pytest.mark.parametrize("markup", ["<html><body></body></html>", "<p>", "<!-- -->x"])
def test_a_page_without_an_article_is_an_error(tmp_path: Path, markup: str) -> None:
    """It is yielded with the name of the file."""
    path = tmp_path / "tin.html"
    path.write_text(markup, encoding="utf-8")
    (found,) = read_sources([str(path)])
    assert isinstance(found, ArticleFormatError)
    assert f"{path}: is a web page without an article" == str(found)


def test_an_address_that_is_no_iri_is_left_out(tmp_path: Path) -> None:
    """Such a page is named by its file."""
    source = read(tmp_path / "tin.html", '<link rel="canonical" href="tin 1">')
    assert (source.identifier, source.url) == ("tin", None)


def test_standard_input_may_be_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup on the first line is recognised."""
    content = PAGE.format(head=HEAD, dateline="").encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    (found,) = read_sources(["-"])
    assert isinstance(found, Source)
    assert found.identifier == "https://bao.example/tin-1.html"


def test_without_the_extra_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The core works without trafilatura."""
    monkeypatch.delitem(sys.modules, "diplograph.extract.html", raising=False)
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    path = tmp_path / "tin.html"
    path.write_text(PAGE, encoding="utf-8")
    (found,) = read_sources([str(path)])
    assert isinstance(found, ArticleFormatError)
    assert "diplograph[html]" in str(found)
