"""Laws of quoted and attributed speech: who says a stretch of text, and what of it is a stand."""

from collections.abc import Callable

import pytest

from diplograph.ontology.model import Extraction

Stands = Callable[[str], list[tuple[str | None, str, str | None]]]
TANAKA, BINH = "Tanaka Hiroshi", "Lê Văn Bình"

CASES = {
    # "We welcome Japan's investment", said Deputy Minister Bình.
    "we belongs to who is named behind": (
        '"Chúng tôi hoan nghênh đầu tư của Nhật Bản", Thứ trưởng Lê Văn Bình nói.',
        [("vn", "welcome", BINH)],
    ),
    # Tanaka said: "Labour is a bright spot. We thank Viet Nam."
    "each sentence of a quotation is read for itself": (
        'Thứ trưởng Tanaka Hiroshi nói: "Hợp tác lao động là điểm sáng của quan hệ. Chúng tôi cảm '
        'ơn Việt Nam."',
        [("jp", "affirm", TANAKA), ("jp", "thank", TANAKA)],
    ),
    # "Labour is a bright spot. The two countries need to widen it", Tanaka noted.
    "statements of one stance in a row are one": (
        '"Hợp tác lao động là điểm sáng của quan hệ. Hai nước cần mở rộng lĩnh vực này", Thứ '
        "trưởng Tanaka Hiroshi nhận định tại họp báo.",
        [("jp", "affirm", TANAKA)],
    ),
    # "The situation is very dangerous", Kyodo quotes Deputy Minister Tanaka.
    "an agency that quotes is not the speaker": (
        '"Tình hình ở vùng biển này rất nguy hiểm", Kyodo dẫn lời Thứ trưởng Tanaka Hiroshi.',
        [("jp", "concern", TANAKA)],
    ),
    # "These accusations are entirely unfounded", according to Deputy Minister Tanaka.
    "the source may stand behind": (
        '"Những cáo buộc đó hoàn toàn vô căn cứ", theo Thứ trưởng Tanaka Hiroshi.',
        [("jp", "oppose", TANAKA)],
    ),
    # According to Deputy Minister Tanaka, defence cooperation is an important pillar.
    "the source may open the sentence": (
        "Theo Thứ trưởng Tanaka Hiroshi, hợp tác quốc phòng là trụ cột quan trọng của quan hệ.",
        [("jp", "affirm", TANAKA)],
    ),
    # Japan is ready to send experts, Deputy Minister Tanaka let know.
    "words without marks may be attributed too": (
        "Nhật Bản sẵn sàng cử chuyên gia, Thứ trưởng Tanaka Hiroshi cho biết.",
        [("jp", "commit", TANAKA)],
    ),
    # Tanaka asked for calm. "We want no conflict in this region at all."
    "a quotation without a source goes on with the speaker before": (
        'Thứ trưởng Tanaka Hiroshi kêu gọi các bên bình tĩnh. "Đối thoại là con đường duy nhất ở '
        'khu vực này."',
        [("jp", "request", TANAKA), ("jp", "affirm", TANAKA)],
    ),
    # Japan is ready to resume the talks, Deputy Minister Tanaka told the reporters.
    "whom it was said to may stand behind": (
        "Nhật Bản sẵn sàng nối lại đàm phán, Thứ trưởng Tanaka Hiroshi nói với các phóng viên.",
        [("jp", "commit", TANAKA)],
    ),
    # Speaking at the seminar, Tanaka stressed after many years relations are a bright spot.
    "where somebody spoke is not what he said": (
        "Phát biểu tại hội thảo ở Hà Nội, Thứ trưởng Tanaka Hiroshi nhấn mạnh sau nhiều năm, quan "
        "hệ hai nước là điểm sáng.",
        [("jp", "affirm", TANAKA)],
    ),
    # Talks on the port may resume in May, Kyodo quotes Deputy Minister Tanaka as saying.
    "who quotes the source may stand between": (
        "Đàm phán về hải cảng với Việt Nam có thể nối lại vào tháng 5, hãng Kyodo dẫn lời Thứ "
        "trưởng Tanaka Hiroshi cho biết.",
        [("jp", "affirm", TANAKA)],
    ),
    # Japan welcomes the talks, according to a communiqué of Japan's foreign ministry.
    "a paper may close the sentence": (
        "Nhật Bản hoan nghênh kết quả đàm phán, theo thông cáo của Bộ Ngoại giao Việt Nam.",
        [("jp", "welcome", None)],
    ),
    # According to a statement of Deputy Minister Tanaka, the situation at sea is very dangerous.
    "a paper may open the sentence": (
        "Theo tuyên bố của Thứ trưởng Tanaka Hiroshi, tình hình trên biển rất nguy hiểm.",
        [("jp", "concern", TANAKA)],
    ),
    # "We support the plan of Viet Nam", an official of Japan answered a question of the press.
    "an answer to a question is said": (
        '"Chúng tôi ủng hộ kế hoạch của Việt Nam", một quan chức Bộ Ngoại giao Nhật Bản trả lời '
        "câu hỏi của báo giới.",
        [("jp", "support", None)],
    ),
    # At the seminar "Connecting the Mekong", Deputy Minister Bình spoke.
    "a title in quotation marks is no speech": (
        'Tại hội thảo "Kết nối các nền kinh tế Mekong", Thứ trưởng Lê Văn Bình đã phát biểu.',
        [],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_words_belong_to_who_says_them(
    text: str, expected: list[tuple[str, str, str | None]], stands: Stands
) -> None:
    """Acts inside quoted or attributed words are those of the one who says them."""
    assert expected == stands(text)


def test_a_statement_has_its_words_as_content(extract: Callable[[str], Extraction]) -> None:
    """The content of a quotation without a verb of stance is the quotation."""
    # "The situation at sea is very dangerous", said Russia's Foreign Minister Lavrov of Japan.
    extraction = extract(
        '"Tình hình trên biển với Nhật Bản rất nguy hiểm", Ngoại trưởng Nga Sergei Lavrov nói.\n'
    )
    (position,) = extraction.positions
    assert position.content is not None
    words = extraction.article.text[position.content.begin : position.content.end]
    assert words == '"Tình hình trên biển với Nhật Bản rất nguy hiểm"'
