"""Laws of persons: for whom they stand, which offices they hold, what takes them up.

Texts are invented, with translations beside them; names of persons are too.
"""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

ReadPersons = Callable[[str], Doc]

SIDES = {
    # Japan's Deputy Foreign Minister X
    "the state of an office": ("Thứ trưởng Ngoại giao Nhật Bản Kenji Morita nói.", "state/jp"),
    # President X of South Korea
    "the state behind a name": ("Tổng thống Park Jin-ho của Hàn Quốc nói.", "state/kr"),
    # Foreign Minister X, of Indonesia
    "the state in brackets": ("Ngoại trưởng Ratna Kusuma (Indonesia) nói.", "state/id"),
    # X, SOM leader of Laos
    "the state of an apposition": ("Ông Kham Phoumy, Trưởng SOM của Lào, nói.", "state/la"),
    # North Korea's leader X
    "the state of a leader": ("Lãnh đạo Triều Tiên Ri Chol-su nói.", "state/kp"),
    # Viet Nam's own press leaves its state out.
    "Viet Nam, for a Vietnamese name in office": ("Thứ trưởng Lê Văn Bình nói.", "state/vn"),
    # Ms X, whom nobody gives an office
    "none, for a name alone": ("Bà Lê Thị Bình nói.", None),
    # former Foreign Minister X
    "none, for who has left office": ("Cựu Ngoại trưởng Canada Paul Mercier nói.", None),
    # the US delegation consists of Foreign Minister X
    "that of the delegation right before": (
        "Phái đoàn Nga gồm Ngoại trưởng Ivan Kuzmin. Đoàn Iran đã đến.",
        "state/ru",
    ),
    # The Russian side will have as its representatives at the talks …
    "that of the delegation that opens the sentence": (
        "Phía Nga sẽ cử các đại diện tới Iran gồm Phó Thủ tướng Ivan Kuzmin. Đoàn Iran đã đến.",
        "state/ru",
    ),
    # General X led the North Korean delegation to the US
    "that of the delegation that somebody leads": (
        "Tướng Ri Chol-su dẫn đầu phái đoàn Triều Tiên sang Mỹ.",
        "state/kp",
    ),
    # X, former ambassador of the US to Laos and now its ambassador to Malaysia
    "that of the office held now, behind one that was left": (
        "Paul Mercier, cựu đại sứ Mỹ tại Lào và hiện là đại sứ Mỹ tại Malaysia, nói.",
        "state/us",
    ),
    # They wrote to X, envoy of the US for the region.
    "that of an apposition, where a place could stand": (
        "Họ gửi thư tới Paul Mercier, đặc phái viên của Mỹ về khu vực.",
        "state/us",
    ),
    # X, chief of staff of North Korea's leader
    "that of whom the office serves": (
        "Ri Chol-min, chánh văn phòng của lãnh đạo Triều Tiên, nói.",
        "state/kp",
    ),
    # Journalist X of the US stands for nobody.
    "none, for an occupation": ("Nhà báo Mỹ Paul Mercier nói.", None),
}


@pytest.mark.parametrize(("text", "side"), SIDES.values(), ids=SIDES)
def test_a_person_stands_for_what_the_text_says(
    read_persons: ReadPersons, text: str, side: str | None
) -> None:
    """The side of a person is the state or organisation that the words around the name give."""
    [person] = read_persons(text)._.people
    assert person.side == side


def test_a_list_of_one_delegation_has_one_side(read_persons: ReadPersons) -> None:
    """Those whom commas join to a member of a delegation belong to it."""
    doc = read_persons(
        "Phái đoàn Nga gồm Phó Thủ tướng Ivan Kuzmin, Ngoại trưởng Oleg Baranov và Thứ trưởng "
        "Ngoại giao Pavel Orlov. Đoàn Iran đã đến."
    )
    # "The Russian delegation consists of Deputy Prime Minister …, Foreign Minister … and …"
    assert [person.side for person in doc._.people] == ["state/ru"] * 3


def test_an_office_before_several_names_is_that_of_all(read_persons: ReadPersons) -> None:
    """Persons whom a title in the plural lists belong to the state that it names."""
    doc = read_persons("Hai Phó Thủ tướng Nga Ivan Kuzmin và Oleg Baranov đã đến.")
    # "Russia's two Deputy Prime Ministers … and … have come."
    assert [person.side for person in doc._.people] == ["state/ru"] * 2


def test_a_state_has_one_leader(read_persons: ReadPersons) -> None:
    """A president without a state is not given that of a leader whom the article names."""
    doc = read_persons(
        "Nhà lãnh đạo Triều Tiên Ri Chol-su gửi thư. Tổng thống Paul Mercier trả lời."
    )
    # "North Korea's leader … sent a letter. President … answered."
    sides = {person.name: person.side for person in doc._.people}
    assert sides == {"Ri Chol-su": "state/kp", "Paul Mercier": None}


OFFICES = {
    # minister of unification
    "a field that is also a verb": (
        "Bộ trưởng Thống nhất Hàn Quốc Park Jin-ho nói.",
        ["Bộ trưởng Thống nhất Hàn Quốc"],
    ),
    # Deputy Prime Minister and Foreign Minister
    "several offices of one holder": (
        "Phó Thủ tướng, Bộ trưởng Ngoại giao Trần Văn An nói.",
        ["Phó Thủ tướng", "Bộ trưởng Ngoại giao"],
    ),
    # the leader of North Korea: an office without a title
    "a leader without a title": (
        "Lãnh đạo Triều Tiên Ri Chol-su nói.",
        ["Lãnh đạo Triều Tiên"],
    ),
    # minister for the development of highlands
    "a field that goes on behind a known one": (
        "Bộ trưởng Phát triển vùng cao Lào Kham Phoumy nói.",
        ["Bộ trưởng Phát triển vùng cao Lào"],
    ),
    # deputy secretary of defence for policy; "chính" alone is an adverb
    "a remit with a syllable that alone would end it": (
        "Thứ trưởng Quốc phòng Mỹ phụ trách chính sách Paul Mercier nói.",
        ["Thứ trưởng Quốc phòng Mỹ phụ trách chính sách"],
    ),
    # envoy of the US for reconciliation
    "a remit behind 'on'": (
        "Đặc phái viên của Mỹ về hòa giải Paul Mercier nói.",
        ["Đặc phái viên của Mỹ về hòa giải"],
    ),
    # chairman of the Federation Council of Russia: "Liên bang Nga" is a state's name
    "a body whose name runs into that of its state": (
        "Chủ tịch Hội đồng Liên bang Nga Ivan Kuzmin nói.",
        ["Chủ tịch Hội đồng Liên bang Nga"],
    ),
    # president of the 73rd session of the General Assembly
    "a session": (
        "Chủ tịch Đại hội đồng Liên hợp quốc khóa 73 Ratna Kusuma nói.",
        ["Chủ tịch Đại hội đồng Liên hợp quốc khóa 73"],
    ),
    # According to the spokesman of the Kremlin, X, …
    "an office before a comma, behind the name of a source": (
        "Theo phát ngôn viên của Điện Kremlin, Pavel Orlov, cuộc họp đã diễn ra.",
        ["phát ngôn viên của Điện Kremlin"],
    ),
}


@pytest.mark.parametrize(("text", "offices"), OFFICES.values(), ids=OFFICES)
def test_offices_are_read_as_the_text_words_them(
    read_persons: ReadPersons, text: str, offices: list[str]
) -> None:
    """An office is its title with its field and whose it is."""
    [person] = read_persons(text)._.people
    assert [office.text for office in person.offices] == offices


TAKEN_UP = {
    # Deputy Minister Lê Văn Bình …. The deputy minister …
    "a bare title": (
        "Thứ trưởng Ngoại giao Lê Văn Bình đã đến. Thứ trưởng nhấn mạnh việc này.",
        "Thứ trưởng",
    ),
    # Foreign Minister Kenji Morita of Japan …. Japan's foreign minister …
    "a title with its state": (
        "Ngoại trưởng Nhật Bản Kenji Morita đã đến. Chiều nay, Ngoại trưởng Nhật Bản nói.",
        "Ngoại trưởng Nhật Bản",
    ),
    # …. He …
    "a pronoun": ("Ngoại trưởng Nhật Bản Kenji Morita đã đến. Ông nhấn mạnh việc này.", "Ông"),
    # …. The Japanese diplomat …
    "a role noun with its state": (
        "Ngoại trưởng Nhật Bản Kenji Morita đã đến. Nhà ngoại giao Nhật Bản nói.",
        "Nhà ngoại giao Nhật Bản",
    ),
}


@pytest.mark.parametrize(("text", "phrase"), TAKEN_UP.values(), ids=TAKEN_UP)
def test_a_person_is_taken_up_without_the_name(
    read_persons: ReadPersons, text: str, phrase: str
) -> None:
    """Titles, roles and pronouns mean the person mentioned before who fits them."""
    doc = read_persons(text)
    [person] = doc._.people
    [mention] = [m for m in doc._.person_mentions if text[m.span.begin : m.span.end] == phrase]
    assert mention.person == person.key


def test_a_mr_hoang_is_no_prince(read_persons: ReadPersons) -> None:
    """Words for no one person are written small: "ông Hoàng Văn Thắng" is a person."""
    [person] = read_persons("Thứ trưởng Ngoại giao, ông Hoàng Văn Thắng, nói.")._.people
    assert person.name == "Hoàng Văn Thắng"


def test_an_office_of_two_states_means_both_holders(read_persons: ReadPersons) -> None:
    """ "Ngoại trưởng Nga và Iran" (the foreign ministers of Russia and Iran) are two persons."""
    text = (
        "Ngoại trưởng Nga Ivan Kuzmin và Ngoại trưởng Iran Reza Tehrani đã đến. Chiều nay, ngoại "
        "trưởng Nga và Iran hội đàm."
    )
    doc = read_persons(text)
    keys = {person.name: person.key for person in doc._.people}
    found = [(text[m.span.begin : m.span.end], m.person) for m in doc._.person_mentions][-2:]
    assert found == [("ngoại trưởng Nga", keys["Ivan Kuzmin"]), ("Iran", keys["Reza Tehrani"])]


def test_a_title_does_not_take_up_who_held_it_then(read_persons: ReadPersons) -> None:
    """A title of now means nobody of whom the text says that he held it at another time."""
    doc = read_persons(
        "Tổng thống Mỹ Paul Mercier đã tới. Năm 2000, Tổng thống Mỹ lúc bấy giờ John Carver tới "
        "Lào. Tổng thống Mỹ nhấn mạnh việc này."
    )
    # "US President … has come. In 2000 the then US President … came to Laos. The US President …"
    people = {person.key: person.name for person in doc._.people}
    assert people[doc._.person_mentions[-1].person] == "Paul Mercier"


def test_a_leader_needs_no_office_of_his_own(read_persons: ReadPersons) -> None:
    """A leader's title means the one person of the state to whom the text gives no office."""
    text = "Ông Putin đã đến Bali. Chiều nay, Tổng thống Nga cảnh báo việc này."
    # "Mr Putin came to Bali. This afternoon Russia's president warned of this."
    doc = read_persons(text)
    assert [mention.person for mention in doc._.person_mentions] == ["person/ru_vladimir-putin"] * 2
