"""Laws of input as it comes: one article in many forms gives one graph."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import Source, read_sources
from diplograph.ontology.model import Extraction

#: Deputy ministers of Viet Nam and Australia meet; each says what it wants.
ARTICLE = "\n\n".join(
    (
        "Việt Nam và Australia thúc đẩy hợp tác biển",
        "Ngày 14/3/2019, tại Hà Nội, Thứ trưởng Ngoại giao Lê Hoàng Uyển đã hội đàm với Thứ trưởng "
        "Ngoại giao Australia Peter Holloway.",
        "Tại cuộc hội đàm, Thứ trưởng Lê Hoàng Uyển hoan nghênh việc Australia hỗ trợ Việt Nam đào "
        "tạo lực lượng gìn giữ hòa bình; đề nghị Australia tiếp tục mở cửa thị trường cho nông sản "
        "Việt Nam.",
        "Thứ trưởng Peter Holloway khẳng định Australia ủng hộ lập trường của ASEAN về vấn đề Biển "
        "Đông và cam kết hỗ trợ Việt Nam ứng phó với biến đổi khí hậu.",
        "Hai bên nhất trí duy trì hòa bình, ổn định ở khu vực theo thỏa thuận của lãnh đạo.",
    )
)


def _old_tones(text: str) -> str:
    for modern, old in (("hòa", "hoà"), ("thỏa", "thoả"), ("hóa", "hoá")):
        text = text.replace(modern, old)
    return text


def _segmented(text: str) -> str:
    """Join syllables of words as segmenters do."""
    words = ("hội đàm", "Ngoại giao", "ủng hộ", "cam kết", "Việt Nam", "Lê Hoàng Uyển", "đề nghị")
    for word in words:
        text = text.replace(word, word.replace(" ", "_"))
    return text


def _one_line(text: str) -> str:
    headline, body = text.split("\n", 1)
    return f"{headline}\n{' '.join(body.split())}\n"


def _html(text: str) -> str:
    headline, *paragraphs = text.split("\n\n")
    body = "".join(f"<p>{line}</p>\n" for line in paragraphs)
    menu = "<nav><a href='/'>Trang chủ</a> <a href='/tg'>Thế giới</a></nav>"
    links = "<aside><h2>Đọc thêm</h2><ul><li><a href='/1'>Giá vàng tăng mạnh</a></li></ul></aside>"
    return (
        "<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'>"
        f"<title>{headline}</title></head><body>{menu}<article><h1>{headline}</h1>\n{body}</article>"
        f"{links}<footer><p>Bản quyền thuộc về tòa soạn</p></footer></body></html>"
    )


@pytest.fixture(name="read", scope="module")
def _read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], Extraction]:
    """Return a function that reads an article from the bytes of a file."""
    extractor = Extractor()

    def read(content: bytes, ending: str = ".txt") -> Extraction:
        path: Path = tmp_path_factory.mktemp("input") / f"article{ending}"
        path.write_bytes(content)
        (source,) = read_sources([str(path)])
        assert isinstance(source, Source)
        return extractor.extract(source)

    return read


def facts(found: Extraction) -> dict[str, list[tuple[object, ...]]]:
    """Return what an extraction says, without places in the text and keys made from them."""
    names = {actor.key: _plain(actor.label) for actor in found.actors}
    return {
        "meetings": sorted(
            (m.kind, m.level, m.mode, m.place, str(m.date), m.parties) for m in found.events
        ),
        "attendances": sorted(
            (names.get(a.attendee, a.attendee), a.roles) for a in found.attendances
        ),
        "positions": [
            (
                p.holder.split("/")[0] if p.holder.startswith("collective/") else p.holder,
                p.stance,
                p.issues,
                names.get(p.speaker or "", p.speaker),
                p.addressee,
            )
            for p in found.positions
        ],
    }


def _plain(label: str) -> str:
    return re.sub(r"[\s_]+", " ", label)


FORMS = {
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text).encode(),
    "old tone marks": lambda text: _old_tones(text).encode(),
    "segmented words": lambda text: _segmented(text).encode(),
    "one line": lambda text: _one_line(text).encode(),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0").encode(),
    "headline repeated": lambda text: (text.split("\n", 1)[0] + "\n" + text).encode(),
}


def test_the_article_is_read_at_all(read: Callable[..., Extraction]) -> None:
    """The laws below compare with an extraction that has a meeting, persons and positions."""
    found = facts(read(ARTICLE.encode()))
    assert [party for *_, party in found["meetings"]] == [("state/au", "state/vn")]
    assert {name for name, _ in found["attendances"]} >= {"Lê Hoàng Uyển", "Peter Holloway"}
    stances = [(holder, stance) for holder, stance, *_ in found["positions"]]
    assert stances == [
        ("state/vn", "welcome"),
        ("state/vn", "request"),
        ("state/au", "support"),
        ("state/au", "commit"),
        ("collective", "agree"),
    ]


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_another_form_of_the_text_says_the_same(read: Callable[..., Extraction], form: str) -> None:
    """Letters, spaces, line ends and encodings do not change what an article says."""
    assert facts(read(FORMS[form](ARTICLE))) == facts(read(ARTICLE.encode()))


def test_a_web_page_says_what_its_article_says(read: Callable[..., Extraction]) -> None:
    """Menus, links and footers around an article add nothing."""
    page = read(_html(ARTICLE).encode(), ".html")
    assert facts(page) == facts(read(ARTICLE.encode()))


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_evidence_is_exact_in_every_form(read: Callable[..., Extraction], form: str) -> None:
    """Evidence is a stretch of the stored text inside the body, and says what was found."""
    found = read(FORMS[form](ARTICLE))
    text, body = found.article.text, found.article.body
    for position in found.positions:
        for span in position.evidence:
            assert body.begin <= span.begin < span.end <= body.end
            assert text[span.begin : span.end] == text[span.begin : span.end].strip()
