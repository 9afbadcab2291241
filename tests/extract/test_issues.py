"""Laws of what a position is about. The sentences are made up; translations stand above them."""

from collections.abc import Callable

import pytest

from diplograph.ontology.model import Extraction

Extract = Callable[[str], Extraction]

#: Viet Nam and Canada hold talks.
TALKS = "Ngày 5/3/2019, Việt Nam và Canada hội đàm tại Hà Nội. "


@pytest.mark.parametrize(
    ("sentence", "issues"),
    [
        # Viet Nam asked Canada to buy more farm products and to increase investment.
        (
            "Việt Nam đề nghị Canada mua thêm nông sản và tăng cường đầu tư.",
            ("agriculture", "investment"),
        ),
        # Canada supported an early Code of Conduct in the South China Sea.
        ("Canada ủng hộ sớm có Bộ Quy tắc ứng xử ở Biển Đông.", ("code-of-conduct",)),
        # On climate change, Canada promised to help Viet Nam.
        ("Về biến đổi khí hậu, Canada cam kết giúp đỡ Việt Nam.", ("climate-change",)),
        # Canada supported education, in the context of the spreading pandemic.
        (
            "Canada ủng hộ phát triển giáo dục, trong bối cảnh đại dịch lan rộng.",
            ("education",),
        ),
        # Canada thanked Viet Nam (for nothing that is named).
        ("Canada cảm ơn Việt Nam.", ("bilateral-relations",)),
        # Canada supported peace in Syria, energy, education, tourism and trade.
        (
            "Canada ủng hộ duy trì hòa bình, năng lượng, giáo dục, du lịch và thương mại.",
            ("energy", "education", "tourism", "trade"),
        ),
    ],
    ids=[
        "those that its words name, in their order",
        "the longest wording alone",
        "that of the phrase that opens the sentence",
        "not what is background",
        "else what the sides have with each other",
        "the four most specific",
    ],
)
def test_issues_are_those_of_the_clause(
    extract: Extract, sentence: str, issues: tuple[str, ...]
) -> None:
    """A position is about what its own words name, and only else about what stands around it."""
    assert extract(TALKS + sentence).positions[-1].issues == issues


def test_a_clause_without_an_issue_is_about_the_hot_spot_of_the_article(extract: Extract) -> None:
    """An article on one conflict is about it where a clause names no other issue."""
    # Canada voices concern over Ukraine / ... Mr X condemned what happened.
    text = (
        "Canada lo ngại về tình hình Ukraine\n\n"
        "Ngày 5/3/2019, tại họp báo, Ngoại trưởng Canada Peter Holloway nói về xung đột ở Ukraine. "
        "Ông đến dự cùng nhiều nhà báo và ở lại đây hai ngày.\n\n"
        "Ngoại trưởng Peter Holloway lên án những gì đã xảy ra trong thời gian vừa qua. "
        "Ông không trả lời các câu hỏi khác mà các nhà báo đã nêu ra sáng hôm đó.\n"
    )
    condemned = [p for p in extract(text).positions if p.stance == "condemn"]
    assert [position.issues for position in condemned] == [("ukraine",)]
