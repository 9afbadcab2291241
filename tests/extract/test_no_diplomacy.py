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
