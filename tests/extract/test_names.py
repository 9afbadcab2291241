"""Laws of names: where they begin and end, and which of them may mean one person."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph.extract.names import is_syllable

ReadPersons = Callable[[str], Doc]

NAMES = {
    # Deputy Minister X spoke.
    "Vietnamese, two syllables": ("Thứ trưởng Lê Bình phát biểu.", "Lê Bình"),
    "Vietnamese, four syllables": (
        "Bộ trưởng Nguyễn Thị Kim Ngân phát biểu.",
        "Nguyễn Thị Kim Ngân",
    ),
    "states are syllables of Vietnamese names": (
        "Thứ trưởng Trần Đức Mỹ phát biểu.",
        "Trần Đức Mỹ",
    ),
    "Chinese, in Vietnamese reading": (
        "Ngoại trưởng Trung Quốc Vương Nghị phát biểu.",
        "Vương Nghị",
    ),
    "a surname that is also the short name of a state": (
        "Phó Thủ tướng Trung Quốc Hàn Chính phát biểu.",
        "Hàn Chính",
    ),
    "Korean, with a hyphen": ("Tổng thống Hàn Quốc Moon Jae-in phát biểu.", "Moon Jae-in"),
    "hyphens between spaces": ("Ngoại trưởng Hàn Quốc Kang Kyung - wha nói.", "Kang Kyung-wha"),
    "a surname that opens the name of a body": (
        "Tổng Thư ký Liên hợp quốc Ban Ki-moon phát biểu.",
        "Ban Ki-moon",
    ),
    "Japanese": ("Thủ tướng Nhật Bản Shinzo Abe phát biểu.", "Shinzo Abe"),
    "initials": ("Tổng thống Mỹ Howard J. Brandt phát biểu.", "Howard J. Brandt"),
    "initials without spaces": ("Cố vấn H.R. McMaster phát biểu.", "H.R. McMaster"),
    "a short acronym inside": ("Ngoại trưởng Indonesia Ratna LP Kusuma nói.", "Ratna LP Kusuma"),
    "particles": (
        "Ngoại trưởng Qatar Khalifa bin Abdulwahab al-Mansouri nói.",
        "Khalifa bin Abdulwahab al-Mansouri",
    ),
    "a particle first": ("Chủ tịch Ủy ban châu Âu von der Leyen nói.", "von der Leyen"),
    "an apostrophe": ("Bộ trưởng Brendan O’Connor phát biểu.", "Brendan O'Connor"),
    "transcriptions": ("Tổng thống Nga Gê-oóc-ghi Va-xi-nép phát biểu.", "Gê-oóc-ghi Va-xi-nép"),
    "a number after it": ("Quốc vương Thái Lan Rama X phát biểu.", "Rama X"),
    "no further than the next title": (
        "Thủ tướng Angela Merkel Thủ tướng Lê Bình hội đàm.",
        "Angela Merkel",
    ),
    "no further than the first word of what follows": (
        "Tổng thống Brandt Hôm nay đã đến Hà Nội.",
        "Brandt",
    ),
}


@pytest.mark.parametrize(("text", "name"), NAMES.values(), ids=NAMES)
def test_names_end_where_the_person_ends(read_persons: ReadPersons, text: str, name: str) -> None:
    """A name holds all of its words and none of its neighbours."""
    assert read_persons(text)._.people[0].name == name


NOT_NAMES = {
    # The Pacific, tourism, health, the association, a place.
    "an ocean": "Tư lệnh Mỹ ở Thái Bình Dương phát biểu.",
    "a field": "Bộ trưởng Du lịch và Bộ trưởng Y tế phát biểu.",
    "an unknown field": "Bộ trưởng Thống nhất Hàn Quốc phát biểu.",
    "an organisation": "Bộ trưởng Ngoại giao ASEAN họp tại Hà Nội.",
    "the government": "Thủ tướng Chính phủ phát biểu.",
    "a city": "Theo Ngoại trưởng Nga, Saint Petersburg sẽ đón khách.",
    "a photographer": "Các đại biểu dự lễ. (Ảnh: Lê Bình)",
    "a common noun in capitals": "Thứ trưởng Hội nghị.",
}


@pytest.mark.parametrize("text", NOT_NAMES.values(), ids=NOT_NAMES)
def test_what_follows_a_title_need_not_be_a_name(read_persons: ReadPersons, text: str) -> None:
    """Fields, places, organisations and credits are no persons."""
    assert read_persons(text)._.people == ()


SHORT_FORMS = {
    # Deputy Minister Lê Văn Bình … Mr Bình said.
    "Vietnamese by the given name": (
        "Thứ trưởng Lê Văn Bình đến dự. Ông Bình nói.",
        ["Lê Văn Bình"],
    ),
    "Vietnamese by the last two syllables": (
        "Thứ trưởng Lê Văn Bình đến dự. Thứ trưởng Văn Bình nói.",
        ["Lê Văn Bình"],
    ),
    "Chinese by the family name": (
        "Ngoại trưởng Trung Quốc Vương Nghị đến dự. Ông Vương nói.",
        ["Vương Nghị"],
    ),
    "Korean by the family name": (
        "Tổng thống Hàn Quốc Park Geun-hye đến dự. Bà Park nói.",
        ["Park Geun-hye"],
    ),
    "Western by the family name": (
        "Ngoại trưởng Mỹ Rex Tillerson đến dự. Ông Tillerson nói.",
        ["Rex Tillerson"],
    ),
    "the short form first": (
        "Ông Tillerson sẽ đến. Ngoại trưởng Mỹ Rex Tillerson xác nhận.",
        ["Rex Tillerson"],
    ),
    "an initial for a given name": (
        "Tổng thống Nga V. Putin đến dự. Tổng thống Nga Vladimir Putin nói.",
        ["Vladimir Putin"],
    ),
    "another spelling in the same office": (
        "Ngoại trưởng Nga Sergei Lavrov đến dự. Ngoại trưởng Nga Sergey Lavrov nói.",
        ["Sergei Lavrov"],
    ),
    "another alphabet in brackets": (
        "Ngoại trưởng Mỹ Giôn Xmít-xơn (John Smithson) đến dự. Ông Smithson nói.",
        ["Giôn Xmít-xơn"],
    ),
    "a father's name is another person": (
        "Thái tử Arab Saudi Mohammed bin Salman và Quốc vương Salman đến dự.",
        ["Mohammed bin Salman", "Salman bin Abdulaziz"],
    ),
    "sides keep people apart": (
        "Tổng thống Hàn Quốc Kim Dae-jung gặp lãnh đạo Triều Tiên Kim Jong-il.",
        ["Kim Dae-jung", "Kim Jong-il"],
    ),
    "honorifics keep people apart": (
        "Ông Donald Trump và bà Melania Trump đến dự.",
        ["Donald Trump", "Melania Trump"],
    ),
    "one letter tells Vietnamese names apart": (
        "Thứ trưởng Lê Văn Hùng và Vụ trưởng Lê Văn Hưng đến dự.",
        ["Lê Văn Hùng", "Lê Văn Hưng"],
    ),
    "a hyphen joins two persons": (
        "Ông Donald Trump gặp ông Vladimir Putin. Cuộc gặp của hai ông Trump-Putin kéo dài.",
        ["Donald Trump", "Vladimir Putin"],
    ),
}


@pytest.mark.parametrize(("text", "names"), SHORT_FORMS.values(), ids=SHORT_FORMS)
def test_short_forms_mean_the_person_of_the_full_name(
    read_persons: ReadPersons, text: str, names: list[str]
) -> None:
    """Names are grouped by how each people shortens them."""
    assert [person.name for person in read_persons(text)._.people] == names


@pytest.mark.parametrize("word", ["Nguyễn", "Nghị", "Quyết", "giường", "Thoa", "khuya", "Kim"])
def test_vietnamese_syllables_are_told(word: str) -> None:
    """Onset, rhyme and tone of Vietnamese spelling are accepted."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Donald", "Jae", "Putin", "Moon", "Zarif", "Lee", "", "Wang"])
def test_foreign_words_are_no_syllables(word: str) -> None:
    """What Vietnamese spelling does not allow is foreign."""
    assert not is_syllable(word)
