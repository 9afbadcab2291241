"""Laws of occasions: at which event a position is voiced. Translations stand above the texts."""

from collections.abc import Callable

import pytest

from diplograph.ontology.model import Extraction

Extract = Callable[[str], Extraction]

#: On 5 March 2019, in Ha Noi, Deputy Minister Lê Văn Bình held talks with Japan's Deputy Minister.
TALKS = (
    "Ngày 5/3/2019, tại Hà Nội, Thứ trưởng Ngoại giao Lê Văn Bình hội đàm với Thứ trưởng Ngoại "
    "giao Nhật Bản Tanaka Hiroshi.\n"
)

CASES = {
    # The two sides agreed to expand trade.
    "later sentences stay at it": ("Hai bên nhất trí mở rộng thương mại.", "talks"),
    # At the conference, ASEAN welcomed the plan.
    "another event takes over": (
        "Hội nghị Cấp cao ASEAN lần thứ 34 khai mạc tại Bangkok. Tại hội nghị, ASEAN hoan nghênh "
        "kế hoạch.",
        "summit",
    ),
    # Speaking of the ASEAN Summit's results, Viet Nam welcomed the plan.
    "what is spoken about does not": (
        "Nhắc tới kết quả Hội nghị Cấp cao ASEAN lần thứ 34, Việt Nam hoan nghênh kế hoạch.",
        "talks",
    ),
    # Canada asked for restraint: it is no side of the talks.
    "others than its sides are not there": ("Canada kêu gọi các bên kiềm chế.", None),
    # Japan's foreign minister … supported …: the deputy minister was there.
    "of persons who meet only they": (
        "Ngoại trưởng Nhật Bản Sato Kenji ủng hộ tự do hàng hải.",
        None,
    ),
    # On 9 March, Japan asked …
    "another day": ("Ngày 9/3, Nhật Bản kêu gọi các bên kiềm chế.", None),
    # In an interview, Deputy Minister Bình supported …
    "an interview is elsewhere": (
        "Trả lời phỏng vấn, Thứ trưởng Lê Văn Bình ủng hộ tự do hàng hải.",
        None,
    ),
    # Meanwhile, Japan supported …
    "what happens meanwhile": ("Trong khi đó, Nhật Bản ủng hộ tự do hàng hải.", None),
    # Japan's foreign ministry opposed …: ministries write from where they are.
    "a ministry is not there": ("Bộ Ngoại giao Nhật Bản phản đối kế hoạch của Nga.", None),
    # On 9 March, Japan asked …. The joint statement after the talks opposed …
    "a joint statement is of its event": (
        "Ngày 9/3, Nhật Bản kêu gọi các bên kiềm chế. Tuyên bố chung sau cuộc hội đàm khẳng định "
        "hai bên phản đối kế hoạch của Nga.",
        "talks",
    ),
    # At the ASEAN conference, Canada's minister supported …: guests speak too.
    "a conference has guests": (
        "Hội nghị Bộ trưởng Ngoại giao ASEAN lần thứ 52 khai mạc tại Bangkok. Ngoại trưởng Canada "
        "John Smith ủng hộ tự do hàng hải.",
        "conference",
    ),
    # At the summit ASEAN welcomed …. Both sides agreed …: a summit of ten has no two sides.
    "both sides are those of the last meeting of two": (
        "Hội nghị Cấp cao ASEAN lần thứ 34 khai mạc tại Bangkok. Tại hội nghị, ASEAN hoan nghênh "
        "kế hoạch. Hai bên nhất trí mở rộng thương mại.",
        "talks",
    ),
    # Japan has repeatedly opposed …
    "what was said before": ("Nhật Bản nhiều lần phản đối hành động này.", None),
}


@pytest.mark.parametrize(("text", "kind"), CASES.values(), ids=CASES.keys())
def test_occasion_is_the_event_at_which_a_sentence_is_spoken(
    extract: Extract, text: str, kind: str | None
) -> None:
    """A position has the event at hand as its occasion, if its holder can be speaking there."""
    extraction = extract(TALKS + text)
    kinds = {event.key: event.kind for event in extraction.events}
    occasion = extraction.positions[-1].occasion
    assert (kinds[occasion] if occasion else None) == kind


def test_planned_meeting_is_no_occasion(extract: Extract) -> None:
    """Nobody has spoken yet at a meeting that lies ahead."""
    text = (
        "Tổng thống Nga Ivan Petrov sẽ hội đàm với Tổng thống Pháp Jean Martin ngày 5/3/2019. "
        "Nga kêu gọi Pháp kiềm chế."
    )  # Russia's president will hold talks with France's. Russia asked France for restraint.
    assert [position.occasion for position in extract(text).positions] == [None]


def test_press_conference_covers_what_was_said_before_it_is_named(extract: Extract) -> None:
    """An article quotes first and says where it was said afterwards."""
    text = (
        "Ngoại trưởng Nga Ivan Petrov phản đối trừng phạt của Mỹ.\nÔng Petrov kêu gọi Mỹ kiềm "
        "chế. Trong cuộc họp báo tại Moskva, Ngoại trưởng Petrov ủng hộ đối thoại với Mỹ."
    )  # … opposed US sanctions. … asked the US for restraint. At a press conference in Moscow …
    extraction = extract(text)
    (event,) = extraction.events
    assert {position.occasion for position in extraction.positions} == {event.key}
