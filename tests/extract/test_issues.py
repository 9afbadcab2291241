"""Laws of what a position is about. The sentences are made up; translations stand above them."""

from collections.abc import Callable

import pytest

from diplograph.ontology.lexicon import Lexicon
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
        # On climate change, Canada promised to support education.
        (
            "Về biến đổi khí hậu, Canada cam kết hỗ trợ giáo dục.",
            ("climate-change", "education"),
        ),
        # Canada supported education and thanked Viet Nam.
        ("Canada ủng hộ phát triển giáo dục và cảm ơn Việt Nam.", ("education",)),
        # Canada supported peace and thanked Viet Nam.
        ("Canada ủng hộ hòa bình, ổn định và cảm ơn Việt Nam.", ("bilateral-relations",)),
        # The minister of defence of Canada supported education.
        ("Bộ trưởng Quốc phòng Canada Ann Holloway ủng hộ phát triển giáo dục.", ("education",)),
        # Viet Nam welcomed it that Canada's ministry of defence bought farm products.
        ("Việt Nam hoan nghênh việc Bộ Quốc phòng Canada mua nông sản.", ("agriculture",)),
        # The United Nations supported education.
        ("Liên hợp quốc ủng hộ phát triển giáo dục.", ("education",)),
        # On her visit, Canada supported education.
        ("Canada ủng hộ phát triển giáo dục nhân chuyến thăm của bà.", ("education",)),
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
        "what the phrase announces before what its words name",
        "else the special ones of the act before",
        "not its general ones",
        "not what an office is for",
        "nor a ministry",
        "not who speaks",
        "not when it is said",
        "the four most specific",
    ],
)
def test_issues_are_those_of_the_clause(
    extract: Extract, sentence: str, issues: tuple[str, ...]
) -> None:
    """A position is about what its own words name, and only else about what stands around it."""
    assert extract(TALKS + sentence).positions[-1].issues == issues


#: An article on Ukraine, and what Canada's foreign minister says in it.
UKRAINE = (
    "Canada lo ngại về tình hình Ukraine\n\n"
    "Ngày 5/3/2019, tại họp báo, Ngoại trưởng Canada Peter Holloway nói về xung đột ở Ukraine. "
    "Ông vừa từ Ukraine về và ở lại đây hai ngày.\n\n"
    "Ngoại trưởng Peter Holloway {} "
    "Ông không trả lời các câu hỏi khác mà các nhà báo đã nêu ra sáng hôm đó.\n"
)


@pytest.mark.parametrize(
    ("said", "issues"),
    [
        # He condemned what happened.
        ("lên án những gì đã xảy ra trong thời gian vừa qua.", ("ukraine",)),
        # He supported peace and stability.
        ("ủng hộ hòa bình, ổn định.", ("regional-peace-stability", "ukraine")),
        # He supported education.
        ("ủng hộ phát triển giáo dục.", ("education",)),
    ],
    ids=["where it names no issue", "where it names peace or law", "not where it names another"],
)
def test_a_clause_is_about_what_many_sentences_of_the_article_name(
    extract: Extract, said: str, issues: tuple[str, ...]
) -> None:
    """An article on one conflict is about it, and so are peace and law in it."""
    position = extract(UKRAINE.format(said)).positions[-1]
    assert position.issues == issues


def test_what_is_named_once_is_not_what_the_article_is_about(extract: Extract) -> None:
    """A place that one sentence of many names is no issue of the others."""
    # On Ukraine, Canada voiced concern. ... Canada thanked Viet Nam.
    text = (
        TALKS + "Về tình hình Ukraine, Canada bày tỏ lo ngại. Hai đoàn ở lại đây hai ngày. "
        "Nhiều người đã đến dự. Canada cảm ơn Việt Nam."
    )
    assert [position.issues for position in extract(text).positions] == [
        ("ukraine",),
        ("bilateral-relations",),
    ]


def test_a_state_that_meets_viet_nam_is_no_hot_spot(extract: Extract) -> None:
    """The name of a conflict's state means the state where Viet Nam deals with it."""
    # Viet Nam and Ukraine hold talks. Viet Nam asked Ukraine to buy more farm products.
    text = (
        "Ngày 5/3/2019, Việt Nam và Ukraine hội đàm tại Hà Nội. "
        "Việt Nam đề nghị Ukraine mua thêm nông sản."
    )
    assert extract(text).positions[-1].issues == ("agriculture",)


def test_a_press_conference_of_one_state_leaves_its_relations_to_the_clause(
    extract: Extract,
) -> None:
    """Where one state speaks alone, a clause is about its relations with whom it names."""
    # At a press conference, Canada's foreign minister thanked Viet Nam.
    text = (
        "Ngày 5/3/2019, tại họp báo ở Ottawa, Ngoại trưởng Canada Peter Holloway cảm ơn Việt Nam."
    )
    assert extract(text).positions[-1].issues == ("bilateral-relations",)


def test_no_wording_both_names_an_issue_and_none() -> None:
    """What is about no issue is no wording of one."""
    lexicon = Lexicon.load()
    named = {wording for concept in lexicon.concepts("issue") for wording in concept.wordings}
    assert named.isdisjoint(lexicon.wordings("wording", "not-an-issue"))
