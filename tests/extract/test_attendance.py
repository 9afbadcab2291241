"""Laws of attendance: who takes part in which meeting, in which roles.

Each row is a short invented article, its translation beside it. Expected is what stands in the
graph: for each meeting, found by a word of its name, who attends it with which roles.
"""

from collections.abc import Callable

import pytest

from diplograph.ontology.model import Extraction

Extract = Callable[[str], Extraction]
Attendees = dict[str, str]

SOM = "Hội nghị Quan chức cao cấp EAS lần thứ 30 diễn ra ngày 5/3/2018 tại Hà Nội.\n"
# "The 30th EAS Senior Officials' Meeting took place in Ha Noi on 5 March 2018."

ASEAN_JAPAN = "Hội nghị Quan chức cao cấp ASEAN - Nhật Bản diễn ra ngày 5/3/2018 tại Hà Nội.\n"
# "The ASEAN-Japan Senior Officials' Meeting took place in Ha Noi on 5 March 2018."


def _found(extraction: Extraction, word: str) -> Attendees:
    """Return the attendees of the one meeting whose name holds a word, with their roles."""
    events = [
        event
        for event in extraction.events
        if event.is_meeting and any(word in name for name in (event.label, *event.alt_labels))
    ]
    assert len(events) == 1, [event.label for event in extraction.events]
    labels = {actor.key: actor.label for actor in extraction.actors}
    found = {}
    for attendance in extraction.attendances:
        if attendance.event == events[0].key:
            key = attendance.attendee
            name = "parties" if key.endswith("_parties") else labels.get(key, key.split("/")[1])
            found[name] = " ".join(attendance.roles)
    return found


CASES = {
    # Deputy Minister Lê Bình attended the 30th …
    "the subject of a verb": (
        SOM + "Thứ trưởng Ngoại giao Lê Văn Bình đã tham dự Hội nghị.",
        {"Lê Văn Bình": "participant"},
    ),
    # Deputy Minister Lê Bình, with Deputy Minister Tanaka, chaired …
    "those whom a companion word joins": (
        SOM + "Thứ trưởng Ngoại giao Lê Văn Bình đã cùng Thứ trưởng Ngoại giao Nhật Bản Kenji "
        "Morita chủ trì Hội nghị.",
        {"Lê Văn Bình": "co-chair", "Kenji Morita": "co-chair"},
    ),
    # X said at the meeting …
    "who says something at it": (
        SOM + "Đại sứ Nhật Bản Kenji Morita phát biểu tại Hội nghị.",
        {"Kenji Morita": "speaker"},
    ),
    # … walked through the old town while attending the meeting
    "the subject of a clause without one": (
        SOM + "Đại sứ Nhật Bản Kenji Morita ghé phố cổ khi tham dự Hội nghị.",
        {"Kenji Morita": "participant"},
    ),
    # Attending were representatives of Japan, of the ASEAN countries and the United Nations.
    "states and organisations of a list": (
        SOM + "Tham dự Hội nghị có đại diện của Nhật Bản, các nước ASEAN và Liên hợp quốc.",
        {"jp": "participant", "asean-member-states": "participant", "un": "participant"},
    ),
    # with the participation of officials of Japan's Ministry of Education and Science
    "a ministry for its state": (
        ASEAN_JAPAN + "Hội nghị có sự tham gia của các quan chức Bộ Giáo dục và Khoa học Nhật Bản.",
        {"jp": "participant", "asean-member-states": "participant"},
    ),
    # with the participation of Japanese students
    "no list of those whom a state qualifies": (
        SOM + "Hội nghị có sự tham gia của nhiều sinh viên Nhật Bản.",
        {},
    ),
    # … where Deputy Minister Lê Bình will attend
    "the event before a relative clause": (
        SOM + "Báo chí viết về Hội nghị, nơi Thứ trưởng Ngoại giao Lê Văn Bình tham gia.",
        {"Lê Văn Bình": "participant"},
    ),
    # Geneva, Switzerland: a place, no side
    "no state that says where a place is": (
        SOM + "Trong Hội nghị tại Osaka, Nhật Bản, hôm nay, Thứ trưởng Ngoại giao Lê Văn Bình "
        "thông báo lịch làm việc.",
        {"Lê Văn Bình": "speaker"},
    ),
    # Japanese students attended: no side either
    "no state that qualifies a noun": (
        SOM + "Sinh viên Nhật Bản tham dự Hội nghị.",
        {},
    ),
    # Who does not attend does not.
    "not the subject of a negated verb": (
        SOM + "Thứ trưởng Ngoại giao Lê Văn Bình không tham dự Hội nghị.",
        {},
    ),
    # Spokesman Trần An said that Deputy Minister Lê Bình attended …
    "the nearest subject, not who reports it": (
        SOM + "Người phát ngôn Bộ Ngoại giao Trần Văn An cho biết Thứ trưởng Lê Văn Bình đã tham "
        "dự Hội nghị.",
        {"Lê Văn Bình": "participant"},
    ),
    # … chaired by Viet Nam and Japan
    "the agents of a passive": (
        SOM + "Hội nghị do Nhật Bản và Lào (nước điều phối quan hệ) đồng chủ trì.",
        {"jp": "co-chair", "la": "co-chair coordinator"},
    ),
    # … under the chairmanship of …
    "a noun of chairing": (
        SOM + "Hội nghị diễn ra dưới sự chủ trì của Thứ trưởng Ngoại giao Lê Văn Bình.",
        {"Lê Văn Bình": "chair"},
    ),
    # … led the delegation of Viet Nam to …
    "the head of a delegation and its state": (
        SOM + "Thứ trưởng Ngoại giao Lê Văn Bình dẫn đầu đoàn Việt Nam tham dự Hội nghị.",
        {"Lê Văn Bình": "head-of-delegation", "vn": "participant"},
    ),
    # The Japanese delegation is led by …
    "the head of a delegation, in the passive": (
        SOM + "Đoàn Nhật Bản do Thứ trưởng Ngoại giao Kenji Morita dẫn đầu.",
        {"Kenji Morita": "head-of-delegation"},
    ),
    # Leading the Japanese delegation is …
    "the head of a delegation, behind a copula": (
        SOM + "Dẫn đầu phái đoàn Nhật Bản là Thứ trưởng Ngoại giao Kenji Morita.",
        {"Kenji Morita": "head-of-delegation"},
    ),
    # The Japanese side includes …
    "the members of a delegation": (
        SOM + "Phái đoàn Nhật Bản gồm Thứ trưởng Ngoại giao Kenji Morita và Đại sứ Taro Ishida.",
        {"Kenji Morita": "participant", "Taro Ishida": "participant"},
    ),
    # With the participation of the ASEAN countries, Japan and …
    "a list of those present": (
        SOM + "Hội nghị có sự tham dự của các nước ASEAN, Nhật Bản và Thứ trưởng Lê Văn Bình.",
        {"asean-member-states": "participant", "jp": "participant", "Lê Văn Bình": "participant"},
    ),
    # Attending the meeting were …
    "a list behind a fronted verb": (
        SOM + "Tham dự Hội nghị có Thứ trưởng Ngoại giao Lê Văn Bình; Đại sứ Nhật Bản Taro Ishida.",
        {"Lê Văn Bình": "participant", "Taro Ishida": "participant"},
    ),
    # Speaking at the meeting, …
    "who speaks at it": (
        SOM + "Phát biểu tại Hội nghị, Thứ trưởng Ngoại giao Lê Văn Bình hoan nghênh kết quả.",
        {"Lê Văn Bình": "speaker"},
    ),
    # At the meeting, …
    "the subject behind a fronted place": (
        SOM + "Tại Hội nghị, Thứ trưởng Ngoại giao Lê Văn Bình thông báo lịch làm việc.",
        {"Lê Văn Bình": "speaker"},
    ),
    # The countries agreed …
    "the parties where no side is named": (
        "Hội nghị Quan chức cao cấp ASEAN diễn ra ngày 5/3/2018.\nTại Hội nghị, các nước nhất trí "
        "tăng cường hợp tác.",
        {"parties": "participant"},
    ),
    # The ASEAN countries and Japan agreed: named sides make "the parties" superfluous.
    "named sides instead of the parties": (
        ASEAN_JAPAN
        + "Các nước ASEAN và Nhật Bản nhất trí tăng cường hợp tác. Các nước nhất trí họp lại.",
        {"asean-member-states": "participant", "jp": "participant"},
    ),
    # A spokesperson speaks about meetings.
    "no spokesperson": (
        SOM + "Người phát ngôn Bộ Ngoại giao Nhật Bản Yuki Sato hoan nghênh kết quả Hội nghị.",
        {},
    ),
    # … also came.
    "who comes, without the meeting named again": (
        SOM + "Đại sứ Nhật Bản Taro Ishida cũng tới dự và phát quà lưu niệm.",
        {"Taro Ishida": "participant"},
    ),
    # Earlier, on 4 March, at the meeting, …: when stands before where.
    "the subject behind a date and a place": (
        SOM + "Trước đó, sáng 5/3, tại Hội nghị, Đại sứ Nhật Bản Taro Ishida thông báo lịch họp.",
        {"Taro Ishida": "speaker"},
    ),
    # The delegates attending the meeting discussed …
    "the parties whose words say that they attend": (
        SOM + "Các đại biểu tham dự Hội nghị thảo luận về khí hậu.",
        {"parties": "participant"},
    ),
    # Representatives of Laos, Japan and India attended: the first of the list too.
    "all of a list behind a plural": (
        SOM + "Đại diện các nước Lào, Nhật Bản và Ấn Độ đã tham dự Hội nghị.",
        {"la": "participant", "jp": "participant", "in": "participant"},
    ),
    # A guest of a third state speaks at the meeting itself.
    "a guest who speaks at it": (
        SOM + "Phát biểu tại Hội nghị, Ngoại trưởng Canada Paul Mercier hoan nghênh kết quả.",
        {"Paul Mercier": "speaker"},
    ),
    # The joint statement calls for …: a paper is nobody.
    "no paper of the meeting": (
        SOM + "Tuyên bố chung của Hội nghị kêu gọi đối thoại.",
        {},
    ),
    # Somebody of a third state speaks of it.
    "nobody of a third side": (
        SOM + "Ngoại trưởng Canada Paul Mercier hoan nghênh kết quả Hội nghị.",
        {},
    ),
    # The meeting plans to …: "dự" (attend) inside "dự kiến" (plan).
    "no verb inside another word": (
        SOM + "Nhật Bản dự kiến gửi báo cáo sau Hội nghị.",
        {},
    ),
    # The delegation of Japan, led by Ambassador …, attended the meeting.
    "who leads a delegation": (
        SOM + "Đoàn Nhật Bản do Đại sứ Kenji Morita dẫn đầu đã tham dự Hội nghị.",
        {"Kenji Morita": "head-of-delegation"},
    ),
    # The meeting had Ambassador … present on the morning of 5 March in Ha Noi, Viet Nam.
    "no state behind the place in it": (
        SOM + "Hội nghị có sự hiện diện của Đại sứ Nhật Bản Kenji Morita sáng 5/3 tại Hà Nội, "
        "Việt Nam.",
        {"Kenji Morita": "participant"},
    ),
    # The parties concerned need to show restraint.
    "no parties that are only concerned": (
        SOM + "Tại Hội nghị, các bên liên quan cần kiềm chế.",
        {},
    ),
    # … agreed to host: no hosting yet.
    "no host who agrees to host": (
        SOM + "Lào nhất trí tổ chức Hội nghị lần sau.",
        {},
    ),
}


@pytest.mark.parametrize(("text", "attendees"), CASES.values(), ids=CASES)
def test_words_tell_who_takes_part(extract: Extract, text: str, attendees: Attendees) -> None:
    """Who does what a verb of taking part says, or is listed behind a noun of it, attends."""
    assert _found(extract(text), "Quan chức cao cấp") == attendees


BILATERAL = {
    # X received Y.
    "who receives is the host": (
        "Ngày 5/3/2018, Thủ tướng Trần Văn An đã tiếp Ngoại trưởng Nhật Bản Kenji Morita.",
        "tiếp",
        {"Trần Văn An": "host", "Kenji Morita": "participant"},
    ),
    # The delegation of Japan, led by X, talked with that of Laos, led by Y.
    "those who lead delegations": (
        "Ngày 5/3/2018, phái đoàn Nhật Bản do Thứ trưởng Ngoại giao Kenji Morita dẫn đầu đã hội "
        "đàm với phái đoàn Lào do Thứ trưởng Ngoại giao Kham Phoumy dẫn đầu.",
        "hội đàm",
        {"Kenji Morita": "head-of-delegation", "Kham Phoumy": "participant"},
    ),
    # X, together with Z, met Y.
    "a companion takes part": (
        "Ngày 5/3/2018, Bộ trưởng Quốc phòng Pháp Luc Bernard cùng với Tham mưu trưởng Paul "
        "Mercier đã gặp Thủ tướng Lào Kham Phoumy.",
        "gặp",
        {"Luc Bernard": "participant", "Paul Mercier": "participant", "Kham Phoumy": "participant"},
    ),
    # X talked with Y. Their president said that talks were useful: he was not there.
    "no leader at talks of ministers": (
        "Ngày 5/3/2018, Ngoại trưởng Pháp Luc Bernard hội đàm với Ngoại trưởng Lào Kham Phoumy. "
        "Tổng thống Pháp Paul Mercier khẳng định Pháp ủng hộ Lào.",
        "hội đàm",
        {"Luc Bernard": "participant", "Kham Phoumy": "participant"},
    ),
    # X talked with Y on the phone.
    "both talk on the phone": (
        "Ngày 5/3/2018, Thủ tướng Trần Văn An đã điện đàm với Thủ tướng Nhật Bản Kenji Morita.",
        "điện đàm",
        {"Trần Văn An": "participant", "Kenji Morita": "participant"},
    ),
    # Somebody else of one side speaks of it.
    "nobody else of the same side": (
        "Ngày 5/3/2018, Thủ tướng Trần Văn An đã điện đàm với Thủ tướng Nhật Bản Kenji Morita.\n"
        "Bộ trưởng Quốc phòng Nhật Bản Taro Ishida đánh giá cao cuộc điện đàm.",
        "điện đàm",
        {"Trần Văn An": "participant", "Kenji Morita": "participant"},
    ),
    # X and Y had talks: no object, both are subjects.
    "both are subjects": (
        "Ngày 5/3/2018, Thủ tướng Trần Văn An và Thủ tướng Nhật Bản Kenji Morita đã có cuộc hội "
        "đàm tại Hà Nội.",
        "hội đàm",
        {"Trần Văn An": "participant", "Kenji Morita": "participant"},
    ),
    # The summit of two states is one of their leaders.
    "the leaders of a summit": (
        "Tổng thống Pháp Luc Bernard và Thủ tướng Nhật Bản Kenji Morita gửi thư chúc mừng.\nHội "
        "nghị thượng đỉnh Nhật Bản - Pháp diễn ra ngày 5/3/2018 tại Osaka.",
        "thượng đỉnh",
        {"Luc Bernard": "participant", "Kenji Morita": "participant"},
    ),
    # talks between the two leaders
    "the leaders whom the words only count": (
        "Tổng thống Pháp Luc Bernard và Thủ tướng Nhật Bản Kenji Morita gửi thư chúc mừng.\nCuộc "
        "điện đàm Nhật Bản - Pháp giữa hai nhà lãnh đạo diễn ra ngày 5/3/2018.",
        "điện đàm",
        {"Luc Bernard": "participant", "Kenji Morita": "participant"},
    ),
    # X said after the talks with Japan: X was there.
    "the one of a side whom the sentence names": (
        "Báo chí hai nước đưa tin đậm.\nNgày 5/3/2018, phát biểu sau cuộc hội đàm Pháp - Nhật Bản "
        "tại Osaka, Ngoại trưởng Pháp Luc Bernard hoan nghênh kết quả.",
        "hội đàm",
        {"Luc Bernard": "participant"},
    ),
    # On the visit to Japan, X …: X is the visitor.
    "the visitor whom the sentence names": (
        "Trong chuyến thăm Nhật Bản ngày 5/3/2018, trả lời báo chí, Ngoại trưởng Pháp Luc Bernard "
        "hoan nghênh hợp tác.",
        "thăm",
        {"Luc Bernard": "participant"},
    ),
    # A third state's minister is at no meeting of two, whatever is told of him next to it.
    "nobody of a third state": (
        "Ngày 5/3/2018, Thủ tướng Trần Văn An đã hội đàm với Thủ tướng Nhật Bản Kenji Morita. "
        "Ngoại trưởng Canada Paul Mercier cũng tới dự.",
        "hội đàm",
        {"Trần Văn An": "participant", "Kenji Morita": "participant"},
    ),
    # X received Y, who is visiting.
    "the visitor, not who receives": (
        "Thủ tướng Trần Văn An cảm ơn Ngoại trưởng Nhật Bản Kenji Morita đang thăm Việt Nam.",
        "thăm",
        {"Kenji Morita": "participant"},
    ),
    # a meeting in June between X and Y
    "the two a few words behind the meeting": (
        "Tổng thống Pháp Luc Bernard gửi thư.\nNgày 5/3/2018, báo chí nhắc lại cuộc gặp hồi tháng "
        "6 ở Osaka giữa Thủ tướng Nhật Bản Kenji Morita và Tổng thống Pháp Luc Bernard.",
        "cuộc gặp",
        {"Kenji Morita": "participant", "Luc Bernard": "participant"},
    ),
    # A visit has a visitor; the state is not present, unless it invites.
    "the visitor of a visit": (
        "Thủ tướng Trần Văn An thăm chính thức Nhật Bản từ ngày 5 đến 7/3/2018.",
        "thăm",
        {"Trần Văn An": "participant"},
    ),
    # … at the invitation of …
    "who invites to a visit is its host": (
        "Thủ tướng Trần Văn An thăm chính thức Nhật Bản từ ngày 5 đến 7/3/2018 theo lời mời của "
        "Thủ tướng Nhật Bản Kenji Morita.",
        "thăm",
        {"Trần Văn An": "participant", "Kenji Morita": "host"},
    ),
}


@pytest.mark.parametrize(("text", "word", "attendees"), BILATERAL.values(), ids=BILATERAL)
def test_two_sides_meet(extract: Extract, text: str, word: str, attendees: Attendees) -> None:
    """At an event of two sides those attend whom its own words name."""
    assert _found(extract(text), word) == attendees


def test_a_person_represents_the_side(extract: Extract) -> None:
    """A person attends for the state whose office it is, in the office that the article gives."""
    extraction = extract(SOM + "Thứ trưởng Ngoại giao Nhật Bản Kenji Morita tham dự Hội nghị.")
    [attendance] = extraction.attendances
    [tenure] = extraction.tenures
    assert attendance.represents == "state/jp"
    assert attendance.tenure == tenure.key
    assert tenure.office == "Thứ trưởng Ngoại giao Nhật Bản"


def test_the_setting_of_a_meeting_is_not_where_people_speak(extract: Extract) -> None:
    """Who meets beside a conference ("bên lề") does not thereby attend the conference."""
    extraction = extract(
        "Ngày 5/3/2018, bên lề Hội nghị cấp cao G20 tại Osaka, Thủ tướng Nhật Bản Kenji Morita đã "
        "gặp Tổng thống Pháp Luc Bernard.\nÔng Bernard hoan nghênh kết quả hợp tác."
    )
    assert _found(extraction, "G20") == {}


def test_these_meetings_are_those_of_the_sentence_before(extract: Extract) -> None:
    """A plural takes up all the events that were named together."""
    extraction = extract(
        "Ngày 5/3/2018 tại Hà Nội đã diễn ra Hội nghị Quan chức cao cấp ASEAN - Nhật Bản và Hội "
        "nghị Quan chức cao cấp ASEAN - Ấn Độ.\nThứ trưởng Ngoại giao Lê Văn Bình tham dự các Hội "
        "nghị này."
    )
    assert _found(extraction, "Nhật Bản")["Lê Văn Bình"] == "participant"
    assert _found(extraction, "Ấn Độ")["Lê Văn Bình"] == "participant"


def test_a_caption_shows_who_is_there(extract: Extract) -> None:
    """Persons of a caption before "tại" and an event take part in it."""
    extraction = extract(
        "Nhật Bản và các nước ASEAN họp tại Hà Nội\n"
        + SOM
        + "Thứ trưởng Kenji Morita và Đại sứ Taro Ishida bắt tay tại Hội nghị. Ảnh: Báo Mới\n"
        "Các bên dự kiến gặp lại nhau vào năm sau để bàn tiếp về chương trình hợp tác mới."
    )
    found = _found(extraction, "Quan chức cao cấp")
    assert {"Kenji Morita", "Taro Ishida"} <= found.keys()


def test_states_told_one_by_one_attend(extract: Extract) -> None:
    """More than two states in the name of a meeting are its attendees, of two they are not."""
    title = "Các nước bàn về khí hậu\n"
    several = extract(
        title + "Cuộc họp Nhật Bản - Pháp - Canada đã diễn ra ngày 5/3/2018 tại Osaka."
    )
    assert _found(several, "Cuộc họp").keys() == {"jp", "fr", "ca"}
    two = extract(title + "Cuộc họp giữa Nhật Bản và Pháp đã diễn ra ngày 5/3/2018 tại Osaka.")
    assert _found(two, "Cuộc họp") == {}


def test_one_verb_for_two_meetings_names_who_is_at_each(extract: Extract) -> None:
    """ "A gặp B và C" (met B and C) is two meetings, and B is not at that with C."""
    extraction = extract(
        "Ngày 5/3/2018, Thủ tướng Trần Văn An đã gặp Tổng thống Pháp Luc Bernard và Thủ tướng Nhật "
        "Bản Kenji Morita tại Hà Nội."
    )
    attendees: dict[str, set[str]] = {}
    for attendance in extraction.attendances:
        attendees.setdefault(attendance.event, set()).add(attendance.represents or "")
    assert sorted(map(sorted, attendees.values())) == [
        ["state/fr", "state/vn"],
        ["state/jp", "state/vn"],
    ]


def test_a_place_is_no_side(extract: Extract) -> None:
    """A state behind "tại" (in) says where others meet, and does not attend."""
    extraction = extract(
        "Các nước bàn về khí hậu\nHội nghị Nhật Bản - Pháp - Canada tại Lào diễn ra ngày 5/3/2018."
    )
    assert _found(extraction, "Hội nghị").keys() == {"jp", "fr", "ca"}


def test_the_states_of_asean_attend_its_meeting(extract: Extract) -> None:
    """ASEAN meets as its states; ministers of ASEAN whom somebody meets are theirs too."""
    own = extract("Hội nghị Ngoại trưởng ASEAN lần thứ 40 diễn ra ngày 5/3/2018 tại Hà Nội.")
    assert _found(own, "ASEAN") == {"asean-member-states": "participant"}
    met = extract(
        "Ngày 5/3/2018, Ngoại trưởng Pháp Luc Bernard đã có cuộc họp với những người đồng cấp "
        "ASEAN tại Hà Nội."
    )
    assert "asean-member-states" in _found(met, "cuộc họp")


def test_the_states_of_asean_do_not_attend_a_mere_setting(extract: Extract) -> None:
    """A meeting of ASEAN that is only what another one is beside is not told of."""
    extraction = extract(
        "Bên lề Hội nghị ASEAN, Ngoại trưởng Pháp Luc Bernard đã gặp Ngoại trưởng Lào Kham Phoumy "
        "ngày 5/3/2018 tại Hà Nội."
    )
    assert _found(extraction, "Hội nghị") == {}


def test_the_two_named_before_attend_what_takes_them_up(extract: Extract) -> None:
    """ "Hai ông đã gặp nhau" (the two met): the persons of the sentence before attend."""
    extraction = extract(
        "Ngày 3/5/2017, Ngoại trưởng Pháp Luc Bernard hội đàm với Ngoại trưởng Lào Kham Phoumy tại "
        "Viêng Chăn. Trước đó, hai ông đã gặp nhau tại Paris ngày 20/4/2017."
    )
    assert _found(extraction, "gặp nhau").keys() == {"Luc Bernard", "Kham Phoumy"}


VISITS = {
    # France's president invited Laos's prime minister to visit Paris.
    "who invites": (
        "Ngày 3/5/2017, Tổng thống Pháp Luc Bernard đã mời Thủ tướng Lào Kham Phoumy thăm Paris.",
        "host",
    ),
    # The visit of … began. President … welcomed Prime Minister … at the airport.
    "who welcomes": (
        "Chuyến thăm Pháp của Thủ tướng Lào Kham Phoumy bắt đầu ngày 3/5/2017. Tổng thống Pháp Luc "
        "Bernard đón Thủ tướng Lào Kham Phoumy tại sân bay.",
        "host",
    ),
    # Laos's prime minister will visit France to discuss trade with President ….
    "with whom the visitor means to talk": (
        "Thủ tướng Lào Kham Phoumy sẽ thăm Pháp ngày 3/5/2017 để thảo luận về thương mại với Tổng "
        "thống Pháp Luc Bernard.",
        "participant",
    ),
}


@pytest.mark.parametrize(("text", "role"), VISITS.values(), ids=VISITS)
def test_a_visit_has_those_who_receive_the_visitor(extract: Extract, text: str, role: str) -> None:
    """Who invites or welcomes a visitor is the host; with whom the visitor talks takes part."""
    assert _found(extract(text), "thăm") == {
        "Kham Phoumy": "participant",
        "Luc Bernard": role,
    }
