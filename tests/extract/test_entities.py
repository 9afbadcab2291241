"""Laws of finding the actors of the authority files."""

import pytest
from spacy.language import Language

from diplograph.extract import entities
from diplograph.extract.annotations import register_extensions
from diplograph.extract.language import blank
from diplograph.extract.normalize import fold


@pytest.fixture(name="nlp", scope="module")
def _nlp() -> Language:
    register_extensions()
    nlp = blank()
    nlp.add_pipe(entities.__name__.rsplit(".", 1)[1])
    return nlp


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("đàm phán Mỹ-Triều", ["us", "kp"]),
        ("quan hệ Trung – Hàn", ["cn", "kr"]),
        ("biên giới Việt-Trung và Ấn-Trung", ["vn", "cn", "in", "cn"]),
        ("ba bên Mỹ-Nhật-Hàn", ["us", "jp", "kr"]),
        ("quan hệ Nga-Trung Quốc", ["ru", "cn"]),
        ("chính sách Mỹ-Trung Đông", ["us"]),
        ("miền Trung và người Việt", []),
        ("ông Trung - một cư dân", []),
    ],
)
def test_a_short_name_means_a_state_only_beside_another(
    nlp: Language, text: str, actors: list[str]
) -> None:
    """ "Triều" is North Korea in "Mỹ-Triều" (US–DPRK), and a dynasty or tide elsewhere."""
    doc = nlp(fold(text))
    assert [mention.key.removeprefix("state/") for mention in doc._.actors] == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Ý và Pháp", ["it", "fr"]),
        ("Ý kiến về pháp luật", []),
        ("MỸ VÀ NGA", ["us", "ru"]),
        ("mỹ thuật và nga mi", []),
    ],
)
def test_names_that_are_also_words_need_their_capitals(
    nlp: Language, text: str, actors: list[str]
) -> None:
    """A name of one word counts as it is written, and not inside the words that hide it."""
    doc = nlp(fold(text))
    assert [mention.key.removeprefix("state/") for mention in doc._.actors] == actors
