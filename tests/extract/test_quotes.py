"""Laws of quotations: where they begin and end."""

import pytest

from diplograph.extract.language import blank
from diplograph.extract.quotes import quotations


def _quoted(text: str) -> list[str]:
    doc = blank().make_doc(text)
    return [doc[q.start : q.end].text for q in quotations(doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông nói “được” và đi.", ["“được”"]),
        ('Ông nói "được" và "không".', ['"được"', '"không"']),
        ('Ông nói "được” và đi.', ['"được”']),
        ("“Câu một.\nCâu hai.\nCâu ba”, ông nói.", ["“Câu một.\nCâu hai.\nCâu ba”"]),
        ("Ông nói “được và đi.", []),
        ("“Mở ra rồi “mở lại”.", ["“mở lại”"]),
        ("Không có lời nào.", []),
        ("", []),
    ],
    ids=[
        "curly",
        "straight",
        "mixed",
        "over lines",
        "never closed",
        "opened twice",
        "none",
        "empty",
    ],
)
def test_a_quotation_ends_with_its_mark(text: str, expected: list[str]) -> None:
    """A mark opens, the next closing one ends it; what is never closed is none."""
    assert expected == _quoted(text)


def test_a_mark_that_is_not_closed_nearby_opens_nothing() -> None:
    """A stray mark does not swallow the rest of the article."""
    assert _quoted("“Mở.\n" + "Một dòng.\n" * 20 + "Đóng”.") == []
