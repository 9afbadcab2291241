"""Laws of positions: whose stand is found in a sentence, and which one.

Each row is a short invented article; its translation stands beside it. Expected are holder, stance
and the speaker's name.
"""

from collections.abc import Callable

import pytest

from diplograph.ontology.model import Extraction, Position

Extract = Callable[[str], Extraction]

LEAD = (
    "Ngày 12/3/2019, tại Hà Nội, Thứ trưởng Ngoại giao Lê Văn Bình đã hội đàm với Thứ trưởng "
    "Ngoại giao Nhật Bản Tanaka Hiroshi.\n"
)
# "On 12 March 2019, in Ha Noi, Deputy Foreign Minister Lê Văn Bình held talks with Japan's Deputy
# Foreign Minister Tanaka Hiroshi."


def _name(key: str | None, extraction: Extraction) -> str | None:
    """Return the label of an actor of the article, or the local key of a known one."""
    labels = {actor.key: actor.label for actor in extraction.actors}
    if key is None:
        return None
    if key.startswith("collective/") and key.endswith("_parties"):
        return "parties"
    return labels.get(key, key.split("/")[1])


def _found(extraction: Extraction) -> list[tuple[str | None, str, str | None]]:
    return [
        (_name(p.holder, extraction), p.stance, _name(p.speaker, extraction))
        for p in extraction.positions
    ]


CASES = {
    # Japan supports Viet Nam's candidacy.
    "a subject before its verb": (
        "Nhật Bản ủng hộ Việt Nam ứng cử vào Hội đồng Nhân quyền.",
        [("jp", "support", None)],
    ),
    # Japan has always strongly supported ASEAN's central role.
    "adverbs between subject and verb": (
        "Nhật Bản luôn hoàn toàn ủng hộ vai trò trung tâm của ASEAN.",
        [("jp", "support", None)],
    ),
    # The Japanese side thanked Viet Nam for its help.
    "a side is its state": (
        "Phía Nhật Bản cảm ơn Việt Nam đã giúp đỡ người dân vùng động đất.",
        [("jp", "thank", None)],
    ),
    # Deputy Minister Bình welcomed …; asked Japan to …
    "a semicolon keeps the subject": (
        "Thứ trưởng Lê Văn Bình hoan nghênh doanh nghiệp Nhật Bản đầu tư tại các địa phương; "
        "đề nghị Nhật Bản mở cửa thị trường cho trái vải.",
        [("vn", "welcome", "Lê Văn Bình"), ("vn", "request", "Lê Văn Bình")],
    ),
    # Japan sees Viet Nam as an important partner.
    "seeing somebody as something is a view": (
        "Nhật Bản coi Việt Nam là đối tác quan trọng hàng đầu.",
        [("jp", "affirm", None)],
    ),
    # Japan affirms that its new policy works, by which it sees a partner in Viet Nam.
    "a view inside a report is part of it": (
        "Nhật Bản khẳng định chính sách mới có hiệu quả, trong đó Nhật Bản coi Việt Nam là đối "
        "tác.",
        [("jp", "affirm", None)],
    ),
    # Japan condemned the launch. The declaration also affirms the role of the United Nations.
    "a paper speaks for the side spoken of last": (
        "Nhật Bản lên án vụ phóng tên lửa. Tuyên bố cũng khẳng định vai trò của Liên hợp quốc.",
        [("jp", "condemn", None), ("jp", "affirm", None)],
    ),
    # The two sides agreed to …, and at the same time voiced concern about …
    "a strong link opens a new act": (
        "Hai bên nhất trí mở thêm đường bay thẳng, đồng thời bày tỏ quan ngại về tình trạng "
        "đánh bắt cá bất hợp pháp.",
        [("parties", "agree", None), ("parties", "concern", None)],
    ),
    # Thanking Japan for its grant, the Vietnamese delegation proposed a working group.
    "a fronted clause has the subject that follows": (
        "Cảm ơn Nhật Bản về khoản viện trợ mới, đoàn Việt Nam đề xuất lập một nhóm công tác về "
        "năng lượng.",
        [("vn", "thank", None), ("vn", "propose", None)],
    ),
    # Deputy Minister Tanaka affirmed that Japan is ready to share its experience.
    "a report gives way to the act that it reports": (
        "Thứ trưởng Tanaka Hiroshi khẳng định Nhật Bản sẵn sàng chia sẻ kinh nghiệm phòng chống "
        "thiên tai với Việt Nam.",
        [("jp", "commit", "Tanaka Hiroshi")],
    ),
    # Japan affirms its support for …
    "two verbs in a row are one act": (
        "Nhật Bản khẳng định ủng hộ tự do hàng hải.",
        [("jp", "support", None)],
    ),
    # Japan expressed concern about …
    "a light verb lends its noun an act": (
        "Nhật Bản bày tỏ quan ngại về tình hình Biển Đông.",
        [("jp", "concern", None)],
    ),
    # Viet Nam asks Japan to support ASEAN's stand. Japan does not yet support it.
    "what is asked for is not held": (
        "Việt Nam đề nghị Nhật Bản ủng hộ lập trường của ASEAN về Biển Đông.",
        [("vn", "request", None)],
    ),
    # Viet Nam hopes that Japan goes on opening its market and supports the candidacy.
    "a request reaches over a comma": (
        "Việt Nam mong muốn Nhật Bản tiếp tục mở cửa thị trường, ủng hộ Việt Nam ứng cử.",
        [("vn", "hope", None)],
    ),
    # The initiatives that Japan proposed have been carried out.
    "a relative clause is no act": (
        "Các sáng kiến do Nhật Bản đề xuất đã được triển khai hiệu quả tại Việt Nam.",
        [],
    ),
    # Japan's support and commitment are very important.
    "a noun is no act": (
        "Sự ủng hộ và cam kết của Nhật Bản có ý nghĩa rất quan trọng.",
        [],
    ),
    # Japan does not support unilateral actions.
    "a negated stance is its opposite": (
        "Nhật Bản không ủng hộ các hành động đơn phương trên biển.",
        [("jp", "oppose", None)],
    ),
    # Viet Nam and Japan agree to raise trade.
    "two named sides are the parties": (
        "Việt Nam và Nhật Bản nhất trí nâng kim ngạch thương mại.",
        [("parties", "agree", None)],
    ),
    # Tokyo opposes a change of the status quo.
    "a capital that acts is its state": (
        "Tokyo phản đối mọi hành động thay đổi hiện trạng ở Biển Hoa Đông.",
        [("jp", "oppose", None)],
    ),
    # Deputy Minister Bình thanked Japan. Viet Nam will send experts to Japan.
    "what a state will do is a commitment while somebody speaks for it": (
        "Thứ trưởng Lê Văn Bình cảm ơn Nhật Bản về khoản viện trợ mới. Việt Nam sẽ cử chuyên gia "
        "sang Nhật Bản hỗ trợ khắc phục hậu quả động đất.",
        [("vn", "thank", "Lê Văn Bình"), ("vn", "commit", None)],
    ),
    # Japan will hand over the ships next month: only the journalist says so.
    "what the journalist foretells is no stand": (
        "Nhật Bản sẽ bàn giao các tàu tuần tra trong tháng tới.",
        [],
    ),
    # Japan's deputy minister said: "We welcome Viet Nam's efforts."
    "we in a quotation is the speaker's side": (
        "Thứ trưởng Tanaka Hiroshi nói: “Chúng tôi hoan nghênh nỗ lực cải cách của Việt Nam.”",
        [("jp", "welcome", "Tanaka Hiroshi")],
    ),
}


@pytest.mark.parametrize(("sentence", "expected"), CASES.values(), ids=CASES.keys())
def test_a_stand_has_its_holder(
    sentence: str, expected: list[tuple[str, str, str | None]], extract: Extract
) -> None:
    """Holder, stance and speaker are read from the clause."""
    assert expected == _found(extract(LEAD + sentence + "\n"))


def test_on_behalf_of_makes_the_other_the_holder(extract: Extract) -> None:
    """The speaker stays the speaker, the actor spoken for holds the stand."""
    # Speaking on behalf of ASEAN, Deputy Minister Bình welcomed Japan's contribution.
    found = _found(
        extract(
            LEAD + "Thay mặt ASEAN phát biểu, Thứ trưởng Lê Văn Bình hoan nghênh đóng góp của Nhật "
            "Bản cho hợp tác Mekong.\n"
        )
    )
    assert found == [("asean", "welcome", "Lê Văn Bình")]


def test_a_bare_title_takes_up_its_person(extract: Extract) -> None:
    """ "Thứ trưởng" alone is the deputy minister named before."""
    # Deputy Minister Bình welcomed …. The deputy minister also asked Japan …
    found = _found(
        extract(
            LEAD
            + "Thứ trưởng Lê Văn Bình hoan nghênh kết quả hợp tác. Thứ trưởng cũng đề nghị Nhật "
            "Bản tăng học bổng cho sinh viên Việt Nam.\n"
        )
    )
    assert found == [("vn", "welcome", "Lê Văn Bình"), ("vn", "request", "Lê Văn Bình")]


def test_what_is_said_twice_is_one_position(extract: Extract) -> None:
    """Headline and body repeat an act; the fullest words come first."""
    # Japan commits itself to helping Viet Nam develop its infrastructure (headline and body).
    extraction = extract(
        "Nhật Bản cam kết hỗ trợ Việt Nam phát triển cơ sở hạ tầng\n\n"
        + LEAD
        + "Nhật Bản cam kết hỗ trợ Việt Nam phát triển cơ sở hạ tầng giao thông và cảng biển.\n"
    )
    (position,) = extraction.positions
    assert len(position.evidence) == 2
    assert "giao thông" in _words(extraction, position)


def test_who_is_asked_is_the_addressee(extract: Extract) -> None:
    """The actor behind a verb of asking is its addressee."""
    # Viet Nam asked Japan to raise its official development assistance.
    (position,) = extract(LEAD + "Việt Nam đề nghị Nhật Bản tăng vốn ODA.\n").positions
    assert position.addressee == "state/jp"


def test_what_is_asked_is_the_content(extract: Extract) -> None:
    """The content is what follows the cue."""
    # Viet Nam asked Japan to raise its official development assistance.
    extraction = extract(LEAD + "Việt Nam đề nghị Nhật Bản tăng vốn ODA.\n")
    (position,) = extraction.positions
    assert position.content is not None
    begin, end = position.content.begin, position.content.end
    assert extraction.article.text[begin:end] == "Nhật Bản tăng vốn ODA"


def test_words_in_quotation_marks_are_direct_speech(extract: Extract) -> None:
    """Most words quoted: direct; none: indirect."""
    # Deputy Minister Tanaka said: "Japan thanks Viet Nam for its warm welcome."
    direct, indirect = extract(
        LEAD
        + "Thứ trưởng Tanaka Hiroshi nói: “Nhật Bản cảm ơn Việt Nam về sự đón tiếp nồng hậu.”\n"
        "Việt Nam hoan nghênh đầu tư của Nhật Bản.\n"
    ).positions
    assert (direct.speech, indirect.speech) == ("direct", "indirect")


@pytest.mark.parametrize(
    "text",
    [
        # Sport: Viet Nam beat Thailand 2-0; the coach said that the team is ready.
        "Việt Nam thắng Thái Lan 2-0 tại vòng bảng\nHuấn luyện viên khẳng định toàn đội sẵn sàng "
        "cho trận gặp Malaysia. Việt Nam sẽ đá trận cuối trên sân Mỹ Đình.\n",
        # Prices: petrol went up; the ministry asked traders to keep their stocks.
        "Giá xăng tăng thêm 500 đồng\nBộ Công Thương yêu cầu các doanh nghiệp đầu mối bảo đảm "
        "nguồn cung. Người dân mong muốn giá sớm ổn định.\n",
        # Weather: the forecasters warn of heavy rain.
        "Miền Bắc sắp đón không khí lạnh\nTrung tâm Dự báo khí tượng cảnh báo mưa lớn tại vùng "
        "núi. Nhiệt độ ở Hà Nội giảm còn 15 độ.\n",
    ],
    ids=["sport", "prices", "weather"],
)
def test_an_article_without_diplomacy_is_empty(text: str, extract: Extract) -> None:
    """No event, no position, no actor: the article and nothing else."""
    extraction = extract(text)
    assert (extraction.events, extraction.positions, extraction.actors) == ((), (), ())


def _words(extraction: Extraction, position: Position) -> str:
    span = position.evidence[0]
    return extraction.article.text[span.begin : span.end]
