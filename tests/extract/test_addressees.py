"""Laws of addressees and speakers: whom a stand is directed at, and who speaks for its holder."""

from collections.abc import Callable

import pytest

from diplograph.ontology.model import Extraction

Extract = Callable[[str], Extraction]
Stands = Callable[[str], list[tuple[str | None, str, str | None]]]

#: On 12 March, Japan's Foreign Minister Sato Ken held talks with his counterpart of Laos.
TALKS = "Ngày 12/3, Ngoại trưởng Nhật Bản Sato Ken hội đàm với Ngoại trưởng Lào tại Viêng Chăn.\n"

ADDRESSEES = {
    # … asked Laos to join the fund.
    "who is asked": ("đề nghị Lào tham gia quỹ này", "state/la"),
    # … called on Laos and China to keep calm: of two, the first named.
    "the first of two": ("kêu gọi Lào và Trung Quốc kiềm chế", "state/la"),
    # … called on the parties concerned to keep calm.
    "parties concerned": ("kêu gọi các bên liên quan kiềm chế", None),
    # … called for dialogue instead of confrontation.
    "an event": ("kêu gọi đối thoại thay vì đối đầu", None),
    # … wished to carry out the plan together with Laos.
    "who is to act together": ("bày tỏ mong muốn cùng Lào thực hiện kế hoạch này", "state/la"),
    # … hoped that both sides finish the plan.
    "a wish of both": ("hy vọng hai bên hoàn thành kế hoạch này", None),
    # … committed himself to helping Laos build schools.
    "who is helped": ("cam kết hỗ trợ Lào xây dựng trường học", "state/la"),
    # … was ready to work closely with Laos.
    "who is worked with": ("bày tỏ sẵn sàng phối hợp chặt chẽ với Lào", "state/la"),
    # … committed himself to peace in Laos.
    "where a promise is kept": ("cam kết đóng góp vì hòa bình tại Lào", None),
    # … committed himself to sanctions against Russia.
    "against whom": ("cam kết áp dụng các biện pháp trừng phạt đối với Nga", None),
    # … informed Laos of Japan's plan.
    "who is told": ("thông báo với Lào về việc Nhật Bản sẽ mở lãnh sự quán", "state/la"),
    # … announced to recall the ambassador to Laos.
    "what is told": ("thông báo triệu hồi đại sứ tại Lào", None),
}


@pytest.mark.parametrize("case", ADDRESSEES)
def test_an_addressee_is_asked_helped_or_told(extract: Extract, case: str) -> None:
    """Who is asked, helped or told is addressed; who is only spoken of is not."""
    words, addressee = ADDRESSEES[case]
    (position,) = extract(f"{TALKS}Ông Sato {words}.\n").positions
    assert position.addressee == addressee


SPEAKERS = {
    # Mr Tanaka said that Japan is ready to cooperate: his own side.
    "of one's own side": (
        "Ông Tanaka cho biết Nhật Bản sẵn sàng hợp tác.",
        ("jp", "commit", "Tanaka Hiroshi"),
    ),
    # Mr Tanaka said that Russia opposed the bill: another side's stand.
    "of another side": (
        "Ông Tanaka cho biết Nga đã phản đối dự luật này.",
        ("ru", "oppose", None),
    ),
    # Mr Tanaka said that Prime Minister Sato welcomed the bill: somebody else's words.
    "of another person": (
        "Ông Tanaka cho biết Thủ tướng Nhật Bản Sato Ken hoan nghênh dự luật này.",
        ("jp", "welcome", "Sato Ken"),
    ),
    # Mr Tanaka said that both sides wished to cooperate, and held at the same time that …
    "behind what others want": (
        "Ông Tanaka cho biết hai bên mong muốn hợp tác, đồng thời cho rằng quỹ này rất hữu ích.",
        ("jp", "affirm", "Tanaka Hiroshi"),
    ),
}


@pytest.mark.parametrize("case", SPEAKERS)
def test_who_tells_of_another_side_is_not_its_speaker(stands: Stands, case: str) -> None:
    """Who reports a stand speaks for it only where it is his own side's and nobody else's."""
    text, expected = SPEAKERS[case]
    assert expected in stands(text)


def test_who_is_taken_up_is_the_speaker(stands: Stands) -> None:
    """A phrase that takes up an official, or "we", speaks by the mouth of who spoke last."""
    # Mr Tanaka stressed the role of the fund. This diplomat hoped for Laos to join it.
    _, second = stands(
        "Ông Tanaka nhấn mạnh vai trò của quỹ. Nhà ngoại giao này hy vọng Lào sẽ tham gia quỹ."
    )
    assert second == ("jp", "hope", "Tanaka Hiroshi")
