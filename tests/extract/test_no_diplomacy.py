"""Articles that are no diplomacy give no meeting and no position, whatever words they use."""

from collections.abc import Callable
from pathlib import Path

import pytest

from diplograph.ontology.model import Extraction

_SCIENTISTS = pytest.mark.xfail(
    strict=True, reason="states that only tell where scientists come from are taken for holders"
)
_ARTICLES = [
    pytest.param(path, marks=[_SCIENTISTS] if path.stem == "science" else [], id=path.stem)
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
