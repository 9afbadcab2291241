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
    # Mr Bình told Reuters that …
    "so is a talk with one agency": (
        "Nói với Reuters, Thứ trưởng Lê Văn Bình ủng hộ tự do hàng hải.",
        None,
    ),
    # ASEAN supported …: of its members only one is at the talks.
    "a group of one side is not there": ("Các nước ASEAN ủng hộ tự do hàng hải.", None),
    # At the ASEAN Summit of 2012, Cambodia opposed …. Viet Nam supported …
    "an event of an earlier year is background": (
        "Tại Hội nghị Cấp cao ASEAN lần thứ 20 năm 2012, Campuchia phản đối kế hoạch. "
        "Việt Nam ủng hộ tự do hàng hải.",
        "talks",
    ),
    # Meanwhile, Japan supported …
    "what happens meanwhile": ("Trong khi đó, Nhật Bản ủng hộ tự do hàng hải.", None),
    # Japan's foreign ministry opposed …: ministries write from where they are.
    "a ministry is not there": ("Bộ Ngoại giao Nhật Bản phản đối kế hoạch của Nga.", None),
    # “The plan is wrong”, a statement of Japan's foreign ministry says.
    "nor is its statement": (
        "“Kế hoạch của Nga hoàn toàn sai trái và nguy hiểm”, tuyên bố của Bộ Ngoại giao Nhật Bản "
        "khẳng định.",
        None,
    ),
    # Japan's foreign ministry spokesman … supported …: he tells of talks from elsewhere.
    "nor is a spokesperson": (
        "Người phát ngôn Bộ Ngoại giao Nhật Bản Suzuki Ichiro ủng hộ tự do hàng hải.",
        None,
    ),
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
    # In January, Japan asked …
    "another month": ("Hồi tháng 1, Nhật Bản kêu gọi các bên kiềm chế.", None),
    # Speaking after the talks, Deputy Minister Bình supported …
    "what one person says after it": (
        "Phát biểu sau cuộc hội đàm, Thứ trưởng Lê Văn Bình ủng hộ tự do hàng hải.",
        None,
    ),
    # After the talks, both sides agreed …
    "what both sides agree after it": (
        "Sau cuộc hội đàm, hai bên nhất trí mở rộng thương mại.",
        "talks",
    ),
    # Before that, … supported …. Mr Bình welcomed …: he goes on with what he said before.
    "what one person goes on to say of before": (
        "Trước đó, Thứ trưởng Lê Văn Bình ủng hộ tự do hàng hải. Ông Bình hoan nghênh kế hoạch.",
        None,
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


def test_sides_that_act_together_are_at_the_meeting_named_later(extract: Extract) -> None:
    """What two sides agree in the first lines they agree at the meeting told below."""
    text = (
        "Nhật Bản và Việt Nam nhất trí mở rộng thương mại.\nĐầu tư tăng nhanh. Giá dầu tăng nhanh. "
        + TALKS
    )  # Japan and Viet Nam agreed to expand trade. … held talks …
    extraction = extract(text)
    (event,) = extraction.events
    assert extraction.positions[0].occasion == event.key


def test_a_state_is_not_at_a_press_conference_named_later(extract: Extract) -> None:
    """Only who gives a press conference is taken to have spoken there before it is named."""
    text = (
        "Nga phản đối trừng phạt của Mỹ. Đầu tư, giá dầu tăng nhanh. Thương mại tăng nhanh. "
        + PRESS
    )  # Russia opposes US sanctions. … At a press conference …
    first, last = extract(text).positions
    assert first.occasion is None
    assert last.occasion is not None


def test_what_is_said_at_two_events_is_said_at_the_wider_one(extract: Extract) -> None:
    """Of several events of one sentence it is the one with most sides."""
    text = (
        "Tại Hội nghị SOM ASEAN+3 lần thứ 20 và Hội nghị Bộ trưởng Ngoại giao ASEAN lần thứ 52 ở "
        "Bangkok, các nước nhấn mạnh vai trò của thương mại."
    )  # At the 20th ASEAN+3 SOM and the 52nd ASEAN ministers' meeting …, the states stressed …
    extraction = extract(text)
    widest = max(extraction.events, key=lambda event: len(event.parties))
    assert [position.occasion for position in extraction.positions] == [widest.key]


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


#: At a press conference in Moscow, Russia's foreign minister … supported dialogue with the US.
PRESS = "Trong cuộc họp báo tại Moskva, Ngoại trưởng Nga Ivan Petrov ủng hộ đối thoại với Mỹ.\n"

#: The White House said that president Smith had talked with president Petrov.
REPORT = "Nhà Trắng cho biết Tổng thống Mỹ John Smith đã điện đàm với Tổng thống Nga Ivan Petrov.\n"

RESUMED = {
    # Mr Smith asked …
    "at what a report tells of": (REPORT + "Ông Smith kêu gọi Nga kiềm chế.", "call"),
    # On 9 March Japan asked …. Deputy Minister Bình supported …
    "after another day was told": (
        TALKS
        + "Hai bên nhất trí mở rộng thương mại. Thứ trưởng Lê Văn Bình ủng hộ tự do hàng hải. "
        "Ngày 9/3, Canada kêu gọi các bên kiềm chế. Thứ trưởng Bình hoan nghênh kế hoạch.",
        "talks",
    ),
    # Canada's president Roy and France's president Martin held talks. Mr Petrov asked …
    "after an event of others": (
        PRESS + "Tổng thống Canada Luc Roy hội đàm với Tổng thống Pháp Jean Martin. Ông Petrov kêu "
        "gọi Mỹ kiềm chế.",
        "press-conference",
    ),
}


@pytest.mark.parametrize(("text", "kind"), RESUMED.values(), ids=RESUMED.keys())
def test_a_person_goes_on_where_he_was_heard_last(extract: Extract, text: str, kind: str) -> None:
    """What the text tells in between does not take a speaker away from his event."""
    extraction = extract(text)
    kinds = {event.key: event.kind for event in extraction.events}
    assert kinds[extraction.positions[-1].occasion or ""] == kind


def test_a_quotation_is_spoken_where_its_attribution_says(extract: Extract) -> None:
    """All sentences of a quotation have the event that its end names."""
    text = (
        TALKS
        + "“Chúng tôi ủng hộ tự do hàng hải. Chúng tôi phản đối trừng phạt”, Ngoại trưởng Nga "
        "Ivan Petrov nói trong cuộc họp báo tại Moskva."
    )  # “We support freedom of navigation. We oppose sanctions”, … said at a press conference.
    extraction = extract(text)
    kinds = {event.key: event.kind for event in extraction.events}
    assert [kinds[position.occasion or ""] for position in extraction.positions] == (
        ["press-conference"] * 2
    )


def test_who_says_quoted_words_may_stand_before_the_event(extract: Extract) -> None:
    """The event behind a quotation and its speaker is where the words were said."""
    text = (
        TALKS
        + "“Chúng tôi ủng hộ tự do hàng hải”, Ngoại trưởng Nga Ivan Petrov nói rõ quan điểm của "
        "mình trong cuộc họp báo tại Moskva."
    )  # “We support freedom of navigation”, Russia's foreign minister … said at a press conference.
    extraction = extract(text)
    kinds = {event.key: event.kind for event in extraction.events}
    assert kinds[extraction.positions[-1].occasion or ""] == "press-conference"


def test_what_is_quoted_names_no_occasion(extract: Extract) -> None:
    """An event inside quotation marks is spoken about."""
    text = (
        PRESS
        + "“Chúng tôi hoan nghênh kế hoạch tại Hội nghị Cấp cao ASEAN lần thứ 34”, ông Petrov nói."
    )  # “We welcome the plan at the 34th ASEAN Summit”, Mr Petrov said.
    extraction = extract(text)
    kinds = {event.key: event.kind for event in extraction.events}
    assert kinds[extraction.positions[-1].occasion or ""] == "press-conference"


def test_an_old_picture_is_no_occasion(extract: Extract) -> None:
    """What an archive picture shows is not where the text below it is spoken."""
    text = (
        "Nga phản đối trừng phạt của Mỹ\n\nNga kêu gọi Mỹ đối thoại.\n\n"
        "Ngoại trưởng Nga Ivan Petrov trong cuộc họp báo hồi tháng 1/2018. Ảnh: AFP\n\n"
        "Ngoại trưởng Nga Ivan Petrov hôm nay phản đối trừng phạt của Mỹ."
    )  # Caption: Russia's foreign minister at a press conference in January 2018.
    assert extract(text).positions[-1].occasion is None


def test_the_subject_speaks_at_a_press_conference(extract: Extract) -> None:
    """Persons whom the sentence only mentions do not give the press conference."""
    text = (
        "Tại cuộc họp báo sau hội đàm với người đồng cấp Pháp Jean Martin, Ngoại trưởng Nga Ivan "
        "Petrov phản đối trừng phạt."
    )  # At a press conference after talks with his French counterpart …, Russia's … opposed …
    events = {event.kind: event.parties for event in extract(text).events}
    assert events["press-conference"] == ("state/ru",)


def test_a_person_speaks_for_the_state_that_is_named_between_his_remarks(extract: Extract) -> None:
    """A state is at a press conference as long as its speaker goes on."""
    between = "Thương mại tăng nhanh. Đầu tư tăng nhanh. Giá dầu tăng nhanh. "
    text = PRESS + between + "Nga kêu gọi Mỹ kiềm chế. "  # … Russia asked the US for restraint.
    alone = extract(text).positions[-1]
    followed = extract(text + "Ông Petrov hoan nghênh kế hoạch.").positions[-2]
    assert (alone.occasion is None, followed.occasion is None) == (True, False)


def test_a_day_is_compared_with_the_one_told_last(extract: Extract) -> None:
    """At an event without a date, what was said on the day that the text is at is said there."""
    at = (
        "Ngày 5/3/2019, Tổng thống Pháp Jean Martin tới Hà Nội. Tổng thống Martin đã hội đàm với "
        "Chủ tịch nước Lê Văn Bình. "
    )  # On 5 March France's president came to Ha Noi. He held talks with President Bình.
    same = extract(at + "Ngày 5/3, Tổng thống Martin ủng hộ kế hoạch.").positions[-1]
    other = extract(at + "Ngày 9/3, Tổng thống Martin ủng hộ kế hoạch.").positions[-1]
    assert (same.occasion is None, other.occasion is None) == (False, True)
