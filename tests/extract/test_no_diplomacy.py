"""Articles that are no diplomacy give no meeting and no position, whatever words they use."""

from collections.abc import Callable
from pathlib import Path

import pytest

from diplograph.ontology.model import Extraction

_ARTICLES = [
    pytest.param(path, id=path.stem)
    for path in sorted((Path(__file__).parent / "no_diplomacy").glob("*.txt"))
]


@pytest.mark.parametrize("article", _ARTICLES)
def test_article_of_another_field_gives_nothing(
    article: Path, extract: Callable[[str], Extraction]
) -> None:
    """Teams meet, prices worry and cooks propose: none of it meets or takes a stand here."""
    extraction = extract(article.read_text(encoding="utf-8"))
    assert [event.label for event in extraction.events if event.is_meeting] == []
    assert [position.key for position in extraction.positions] == []


def test_a_meeting_about_a_crime_is_diplomacy(extract: Callable[[str], Extraction]) -> None:
    """Words of another field do not outweigh a meeting of two sides."""
    # Deputy Minister Bình and Japan's Deputy Minister Tanaka spoke by phone about a suspect.
    # Bình asked Japan to try the suspect fairly. Two suspects are charged with murder.
    extraction = extract(
        "Ngày 12/3, Thứ trưởng Ngoại giao Lê Văn Bình điện đàm với Thứ trưởng Ngoại giao Nhật Bản "
        "Tanaka Hiroshi về một nghi phạm. Ông Bình đề nghị Nhật Bản xét xử công bằng. Hai nghi "
        "phạm bị khởi tố tội giết người.\n"
    )
    assert [position.stance for position in extraction.positions] == ["request"]
