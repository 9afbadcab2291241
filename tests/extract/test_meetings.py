"""Laws of meetings: which are found, between whom, when, at which level, how and whether held.

Each row is a short invented article; its translation stands beside it. Expected are the facts that
the law is about.
"""

from collections.abc import Callable

import pytest

from diplograph.ontology.model import Event, Extraction

Extract = Callable[[str], Extraction]


def _meetings(extraction: Extraction) -> list[Event]:
    return [event for event in extraction.events if event.is_meeting]


def _sides(event: Event) -> tuple[str, ...]:
    return tuple(sorted(key.split("/")[1] for key in event.parties))


def _date(event: Event) -> str | None:
    return event.date.isoformat() if event.date else None


SIDES = {
    # At the meeting with Russia's foreign minister, the UN's envoy Holm stressed its role.
    "an office before the comma, another behind it": (
        "Đặc phái viên Liên hợp quốc Jan Holm đã đến. Tại cuộc gặp Ngoại trưởng Nga, Đặc phái viên "
        "Holm đã nhấn mạnh vai trò của Liên hợp quốc.",
        [("ru", "un")],
    ),
    # France's minister said that the proposal which Laos made at a meeting in Paris was good.
    "two states of a sentence that tells the place": (
        "Bộ trưởng Ngoại giao Pháp Luc Bernard cho rằng đề xuất mà Lào đưa ra trong một cuộc gặp "
        "song phương tại Paris là phù hợp.",
        [("fr", "la")],
    ),
    # Besides, Ms Kang hopes that she will hold talks with Laos's minister.
    "a pronoun behind a linking word": (
        "Ngoại trưởng Hàn Quốc, bà Kang Min-ji, gửi điện. Ngoại trưởng Pháp Luc Bernard đã về. "
        "Ngoài ra bà Kang hy vọng rằng bà sẽ hội đàm với Ngoại trưởng Lào Kham Phoumy.",
        [("kr", "la")],
    ),
    # The foreign ministers of Japan and Laos held talks.
    "a verb with a subject of two": ("Ngoại trưởng Nhật Bản và Lào hội đàm.", [("jp", "la")]),
    # Deputy Minister Lê Văn Bình held talks with Japan's Deputy Minister Tanaka Hiroshi.
    "a verb with its object": (
        "Thứ trưởng Ngoại giao Lê Văn Bình hội đàm với Thứ trưởng Ngoại giao Nhật Bản Tanaka "
        "Hiroshi.",
        [("jp", "vn")],
    ),
    # … held talks in Ha Noi on 3 March with …
    "an object behind place and date": (
        "Thứ trưởng Ngoại giao Lê Văn Bình hội đàm tại Hà Nội ngày 3/3 với Thứ trưởng Ngoại giao "
        "Nhật Bản Tanaka Hiroshi.",
        [("jp", "vn")],
    ),
    # In talks with …, Japan's Deputy Minister …
    "a noun that lacks one side": (
        "Trong cuộc hội đàm với Thứ trưởng Ngoại giao Lê Văn Bình, Thứ trưởng Ngoại giao Nhật Bản "
        "Tanaka Hiroshi đánh giá cao hợp tác.",
        [("jp", "vn")],
    ),
    # The 17th ASEAN-Japan SOM took place in Ha Noi.
    "a name with a hyphen": (
        "Hội nghị SOM ASEAN - Nhật Bản lần thứ 17 diễn ra tại Hà Nội.",
        [("asean", "jp")],
    ),
    # The US-China talks took place in June (short names).
    "short names of states": (
        "Cuộc đối thoại Mỹ - Trung diễn ra ngày 2/6/2018.",
        [("cn", "us")],
    ),
    # The ASEAN+3 SOM took place in Ha Noi: its members are its sides.
    "a small group meets as its members": (
        "Hội nghị SOM ASEAN+3 diễn ra tại Hà Nội.",
        [("asean", "cn", "jp", "kr")],
    ),
    # The EAS SOM (between ASEAN and India, Australia) …
    "brackets list the sides": (
        "Hội nghị SOM EAS (giữa ASEAN với Ấn Độ, Australia) diễn ra tại Hà Nội.",
        [("asean", "au", "in")],
    ),
    # The Security Council held an emergency session on 5 March.
    "a body by itself": (
        "Phiên họp khẩn của Hội đồng Bảo an Liên hợp quốc diễn ra ngày 5/3/2019.",
        [("un-security-council",)],
    ),
    # At the summit on Syria …: what it is about is no side of it.
    "a topic is no side": (
        "Ngoại trưởng Nga và Thổ Nhĩ Kỳ họp về Syria ngày 5/3/2019.",
        [("ru", "tr")],
    ),
    # Talks organised by Russia and Turkey will be held in Kazakhstan.
    "those who organise": (
        "Vòng đàm phán do Nga và Thổ Nhĩ Kỳ tổ chức sẽ diễn ra tại Kazakhstan.",
        [("ru", "tr")],
    ),
    # The 36th and 37th ASEAN Summits will be held in Ha Noi.
    "two ordinals of one name": (
        "Hội nghị Cấp cao ASEAN lần thứ 36 và 37 sẽ diễn ra tại Hà Nội.",
        [("asean",), ("asean",)],
    ),
    # He met Japan's Foreign Minister … and India's Foreign Minister …: two meetings.
    "one meeting for each state": (
        "Ngoại trưởng Nga Ivan Petrov gặp Ngoại trưởng Nhật Bản Tanaka Hiroshi và Ngoại trưởng Ấn "
        "Độ Rajesh Kumar.",
        [("jp", "ru"), ("in", "ru")],
    ),
    # Foreign Minister … began a tour of Japan and South Korea: two visits
    "one visit for each state": (
        "Ngoại trưởng Nga Ivan Petrov bắt đầu chuyến công du Nhật Bản và Hàn Quốc.",
        [("jp", "ru"), ("kr", "ru")],
    ),
    # During the visit to Japan of Prime Minister …
    "the visitor behind the visit": (
        "Trong thời gian thăm Nhật Bản của Thủ tướng Nga Ivan Petrov, hai bên ký văn kiện.",
        [("jp", "ru")],
    ),
    # … talks with …, Russia's foreign minister said (with a stray space)
    "a subject behind two spaces": (
        "Phát biểu sau hội đàm với Ngoại trưởng Pháp Jean Martin,  Ngoại trưởng Nga Ivan Petrov "
        "nêu đề xuất.",
        [("fr", "ru")],
    ),
    # … a meeting at the ASEAN Regional Forum (ARF): two events
    "a forum at which others meet": (
        "Ngoại trưởng Nga Ivan Petrov có cuộc gặp với Ngoại trưởng Nhật Bản Tanaka Hiroshi tại "
        "Diễn đàn Khu vực ASEAN (ARF) ở Bangkok ngày 2/8/2019.",
        [("jp", "ru"), ("arf",)],
    ),
    # Russia's foreign minister met the envoy of the United Nations …
    "an envoy of an organisation": (
        "Ngoại trưởng Nga Ivan Petrov có cuộc gặp Đặc phái viên Liên hợp quốc Jean Martin.",
        [("ru", "un")],
    ),
    # The president had lunch with …
    "a meal": (
        "Tổng thống Nga Ivan Petrov có bữa trưa với Tổng thống Pháp Jean Martin.",
        [("fr", "ru")],
    ),
    # … prepare for the Russia-Japan summit in Tokyo (without a capital)
    "a summit without a capital": (
        "Hai nước chuẩn bị cho thượng đỉnh Nga - Nhật Bản tại Tokyo.",
        [("jp", "ru")],
    ),
    # High-ranking officials of the US: a level, no summit
    "a rank is no summit": ("Quan chức cấp cao Mỹ và lãnh đạo cấp cao Nga có mặt.", []),
    # … met the foreign ministers of ASEAN
    "ministers of an organisation": (
        "Ngoại trưởng Nga Ivan Petrov gặp các ngoại trưởng ASEAN tại Washington.",
        [("asean", "ru")],
    ),
    # A told B at a meeting last week …
    "two persons of a sentence at a meeting": (
        "Ngoại trưởng Nga Ivan Petrov nói với Ngoại trưởng Nhật Bản Tanaka Hiroshi trong cuộc họp "
        "tuần trước rằng hai nước cần hợp tác.",
        [("jp", "ru")],
    ),
    # … such as the ARF and the EAS: mechanisms, not meetings
    "a mechanism is no meeting": (
        "Nga coi trọng các cơ chế như Diễn đàn Khu vực ASEAN (ARF).",
        [],
    ),
    # Deputy Minister Lê Văn Bình and the delegation went to greet Singapore's foreign minister.
    "a courtesy call without its usual word": (
        "Thứ trưởng Ngoại giao Lê Văn Bình và đoàn Việt Nam đã đến chào Ngoại trưởng Singapore "
        "Tan Kok Wei.",
        [("sg", "vn")],
    ),
    # Russia's president had phone calls with the leaders of the two states of Laos and Japan.
    "a call with two": (
        "Tổng thống Nga Ivan Petrov đã có cuộc điện đàm với lãnh đạo hai nước Lào và Nhật Bản.",
        [("la", "ru"), ("jp", "ru")],
    ),
    # At the forum "9th India-Japan Dialogue" of this month, …
    "a name in quotation marks": (
        "Trong diễn đàn “Đối thoại Ấn Độ - Nhật Bản lần 9” diễn ra tháng này, hai bên đã trao đổi.",
        [("in", "jp")],
    ),
    # The vice president had a meeting with officials of Iran's foreign ministry.
    "officials of the other side": (
        "Thứ trưởng Ngoại giao Lào Kham Phoumy đã có cuộc gặp với các quan chức Bộ Ngoại giao "
        "Iran.",
        [("ir", "la")],
    ),
    # The three-way summit between the presidents of …, … and … took place.
    "a list between": (
        "Hội nghị thượng đỉnh ba bên giữa Tổng thống Nga Ivan Kuzmin, Tổng thống Pháp Luc Bernard "
        "và Tổng thống Iran Reza Tehrani diễn ra ngày 3/5/2018.",
        [("fr", "ir", "ru")],
    ),
    # The foreign ministers of …, … and … had a three-way meeting.
    "three subjects": (
        "Ngoại trưởng Nga Ivan Kuzmin, Ngoại trưởng Pháp Luc Bernard và Ngoại trưởng Iran Reza "
        "Tehrani đã có cuộc gặp ba bên ngày 3/5/2018.",
        [("fr", "ir", "ru")],
    ),
    # X had a three-way meeting with his counterparts Y of … and Z of …
    "a subject and two more": (
        "Ngoại trưởng Nga Ivan Kuzmin đã có cuộc gặp ba bên với người đồng cấp Pháp Luc Bernard và "
        "Iran Reza Tehrani ngày 3/5/2018.",
        [("fr", "ir", "ru")],
    ),
    # According to X, the meeting between Y (Russia) and the parties will take place …: without X.
    "no subject beside 'between'": (
        "Theo Ngoại trưởng Pháp Luc Bernard, cuộc gặp giữa ông Ivan Kuzmin (Nga) với các bên sẽ "
        "diễn ra ngày 3/5/2018.",
        [],
    ),
    # X and Y negotiated in Geneva on 3 May.
    "two who negotiate": (
        "Thứ trưởng Ngoại giao Nga Ivan Kuzmin và Đại sứ Pháp Luc Bernard hôm 3/5/2018 đàm phán "
        "tại Geneva.",
        [("fr", "ru")],
    ),
    # X went to Moscow and met Russia's president Y.
    "a journey to a capital": (
        "Thủ tướng Pháp Luc Bernard đã đến Moskva gặp Tổng thống Nga Ivan Kuzmin.",
        [("fr", "ru")],
    ),
    # Talking with X on 3 May, Russia's foreign minister Y raised the matter.
    "a subject behind a date": (
        "Hội đàm với Ngoại trưởng Pháp Luc Bernard ngày 3/5/2018, Ngoại trưởng Nga Ivan Kuzmin nêu "
        "vấn đề này.",
        [("fr", "ru")],
    ),
    # On 3 May, in Pyongyang, the delegation of the US met that of North Korea.
    "delegations, behind a place": (
        "Ngày 3/5/2018, tại Bình Nhưỡng, phái đoàn Mỹ đã gặp phái đoàn Triều Tiên.",
        [("kp", "us")],
    ),
    # Russia and France … ; the presidents of Japan and Laos had a meeting: another one
    "two others who had a meeting": (
        "Ngoại trưởng Nga Ivan Petrov hội đàm với Ngoại trưởng Pháp Luc Bernard. Thủ tướng Nhật "
        "Bản Tanaka Hiroshi và Thủ tướng Lào Kham Phoumy đã có cuộc gặp.",
        [("fr", "ru"), ("jp", "la")],
    ),
    # The four Arab states that boycott Qatar, and Iran, had a meeting.
    "a group of four": (
        "Hội nghị Ngoại trưởng Bộ Tứ Arab - Iran khai mạc tại Cairo.",
        [("ae", "bh", "eg", "ir", "sa")],
    ),
    # A researcher says: in the meeting with Russia's president, there is a risk.
    "who only speaks about a meeting": (
        "Nhà nghiên cứu Ann Holm nói nhiều. Trong cuộc họp cuối tuần này với Tổng thống Nga Ivan "
        "Petrov, bà nói rằng có nguy cơ.",
        [],
    ),
    # … met Laos's prime minister, France's president, Japan's prime minister in turn
    "a list without a link": (
        "Thủ tướng Lê Văn Bình lần lượt gặp Thủ tướng Lào Kham Phoumy, Tổng thống Pháp Luc "
        "Bernard, Thủ tướng Nhật Bản Tanaka Hiroshi.",
        [("la", "vn"), ("fr", "vn"), ("jp", "vn")],
    ),
    # … will visit Iraq, Iran next week
    "states that are visited": (
        "Ngoại trưởng Nga Ivan Petrov sẽ thăm Iraq, Iran vào tuần tới.",
        [("iq", "ru"), ("ir", "ru")],
    ),
    # … visited Iraq, Iran says: Iran is the subject of what follows
    "a state behind a visited one": (
        "Khi Ngoại trưởng Nga Ivan Petrov thăm Iraq, Iran cho rằng đó là tín hiệu tốt.",
        [("iq", "ru")],
    ),
    # a tour of the UAE, Saudi Arabia and Qatar
    "a tour of three": (
        "Ngoại trưởng Nga Ivan Petrov có chuyến thăm UAE, Saudi Arabia và Qatar.",
        [("ae", "ru"), ("ru", "sa"), ("qa", "ru")],
    ),
    # On the visit to Doha, the US and Qatar signed …: one visit
    "a visit behind which two act": (
        "Ngoại trưởng Mỹ Ann Holm rời Qatar. Trong chuyến thăm Doha, Mỹ và Qatar đã ký bản ghi "
        "nhớ.",
        [("qa", "us")],
    ),
    # Receiving the minister on 23 January 2018, the president welcomed …
    "a fronted clause with a date": (
        "Tiếp Bộ trưởng Quốc phòng Nga Ivan Petrov ngày 23/1/2018, Chủ tịch nước Lê Văn Bình hoan "
        "nghênh hợp tác.",
        [("ru", "vn")],
    ),
    # The presidents will hold talks on the sidelines of a forum, which is not theirs.
    "a forum on whose sidelines two meet": (
        "Tổng thống Nga Ivan Petrov và Thủ tướng Nhật Bản Tanaka Hiroshi sẽ hội đàm bên lề Diễn "
        "đàn Kinh tế Đông phương.",
        [("jp", "ru")],
    ),
    # Both sides will keep up dialogue and consultations.
    "a common noun is no meeting": ("Hai bên duy trì đối thoại, tham vấn chính trị.", []),
    # The team met Japan in the final.
    "states that play meet nobody": ("Đội tuyển Việt Nam gặp Nhật Bản ở chung kết.", []),
}


@pytest.mark.parametrize(("text", "expected"), SIDES.values(), ids=SIDES.keys())
def test_meeting_has_the_sides_that_words_tell(
    extract: Extract, text: str, expected: list[tuple[str, ...]]
) -> None:
    """A meeting is between those whom its name, its verb or its sentence tells; else it is none."""
    assert [_sides(event) for event in _meetings(extract(text))] == expected


FACTS = {
    # On 12 March 2019, in Ha Noi, …
    "what opens the sentence": (
        "Ngày 12/3/2019, tại Hà Nội, Thủ tướng Nga Ivan Petrov hội đàm với Thủ tướng Nhật Bản "
        "Tanaka Hiroshi.",
        ("2019-03-12", "leaders", "in-person", "held"),
    ),
    # The online meeting of foreign ministers …
    "a mode in words": (
        "Hội nghị Bộ trưởng Ngoại giao ASEAN - Nga diễn ra ngày 5/6/2020 theo hình thức trực "
        "tuyến.",
        ("2020-06-05", "ministerial", "online", "held"),
    ),
    # … held a phone call: how they met is no question
    "a call has no mode": (
        "Ngày 5/6/2020, Ngoại trưởng Nga Ivan Petrov điện đàm với Ngoại trưởng Nhật Bản Tanaka "
        "Hiroshi.",
        ("2020-06-05", "ministerial", None, "held"),
    ),
    # The minister received the ambassador.
    "an ambassador makes it one of ambassadors": (
        "Ngày 5/6/2020, Bộ trưởng Ngoại giao Lê Văn Bình tiếp Đại sứ Nhật Bản Tanaka Hiroshi.",
        ("2020-06-05", "ambassadors", "in-person", "held"),
    ),
    # … a minister received a deputy minister
    "the highest rank counts": (
        "Ngày 5/6/2020, Bộ trưởng Ngoại giao Lê Văn Bình tiếp Thứ trưởng Ngoại giao Nhật Bản "
        "Tanaka Hiroshi.",
        ("2020-06-05", "ministerial", "in-person", "held"),
    ),
    # … will be held in Bangkok in November 2020
    "a month ahead": (
        "Hội nghị Cấp cao ASEAN - Nga dự kiến diễn ra tại Bangkok vào tháng 11/2020.",
        ("2020-11", "leaders", "in-person", "planned"),
    ),
    # … invited the president to visit Russia
    "an invitation": (
        "Tổng thống Nga Ivan Petrov mời Tổng thống Pháp Jean Martin thăm Nga năm 2020.",
        ("2020", "leaders", "in-person", "planned"),
    ),
    # … called on Russia to attend the summit
    "what somebody is asked to attend": (
        "Nhật Bản kêu gọi Nga tham dự Hội nghị Cấp cao ASEAN - Nga tại Bangkok.",
        (None, "leaders", "in-person", "planned"),
    ),
    # The summit on the plan of action … in 2016
    "a plan that is a document": (
        "Hội nghị Cấp cao ASEAN - Nga về Kế hoạch hành động tại Bangkok.",
        (None, "leaders", "in-person", "held"),
    ),
    # Japan and Russia held a dialogue. The delegations were headed by the ministers …
    "the rank of those who take part": (
        "Đối thoại An ninh Nga - Nhật Bản diễn ra ngày 5/6/2020. Phái đoàn Nga gồm Ngoại trưởng "
        "Ivan Petrov. Phái đoàn Nhật Bản gồm Thứ trưởng Ngoại giao Tanaka Hiroshi.",
        ("2020-06-05", "ministerial", None, "held"),
    ),
    # … which the summit will present: to present is no plan
    "a word that holds one of planning": (
        "Nga trình bày lập trường tại Hội nghị Cấp cao ASEAN - Nga ở Bangkok.",
        (None, "leaders", "in-person", "held"),
    ),
    # The summit is to be prepared. At the summit, Russia stressed … At the summit, ASEAN welcomed …
    "what is reported from more often than it is planned": (
        "Các nước chuẩn bị cho Hội nghị Cấp cao ASEAN - Nga. Tại hội nghị, Nga nhấn mạnh hợp tác "
        "sẽ phát triển. Tại hội nghị, ASEAN hoan nghênh Nga.",
        (None, "leaders", None, "held"),
    ),
    # The consultation was chaired by Laos's deputy minister.
    "the rank of one of two sides": (
        "Tham khảo chính trị Lào - Nhật Bản ngày 5/6/2020 do Thứ trưởng Ngoại giao Lào Kham Phoumy "
        "và ông Tanaka Hiroshi của Nhật Bản đồng chủ trì.",
        ("2020-06-05", "deputy-ministerial", None, "held"),
    ),
    # The G7 met in May 2020: its meeting is that of the leaders, unless others are named
    "a meeting of an organisation of leaders": (
        "Hội nghị G7 diễn ra vào tháng 5/2020.",
        ("2020-05", "leaders", None, "held"),
    ),
    # The summit, which begins on 15 July 2020, …
    "the day on which it begins": (
        "Hội nghị Cấp cao ASEAN - Nga, bắt đầu từ ngày 15/7/2020 và kéo dài hai ngày, thảo luận "
        "về hợp tác.",
        ("2020-07-15", "leaders", None, "held"),
    ),
    # The two sides agreed to hold the summit soon.
    "what was agreed on": (
        "Hai bên thống nhất sớm tổ chức Hội nghị Cấp cao ASEAN - Nga.",
        (None, "leaders", None, "planned"),
    ),
    # The summit, planned for 14 March 2020, has been put off.
    "what is put off, told far behind its name": (
        "Hội nghị Cấp cao ASEAN - Nga, dự kiến diễn ra ngày 14/3/2020, đã được hoãn lại.",
        ("2020-03-14", "leaders", None, "cancelled"),
    ),
    # The deputy minister refused to meet …
    "what is refused": (
        "Thứ trưởng Ngoại giao Nga Ivan Petrov từ chối gặp Thứ trưởng Ngoại giao Lào Kham Phoumy.",
        (None, "deputy-ministerial", "in-person", "cancelled"),
    ),
    # China's president visited Laos: his title is that of a chair
    "the chair of a state": (
        "Chủ tịch Trung Quốc Vương Minh Hải thăm Lào tháng 5/2020.",
        ("2020-05", "leaders", "in-person", "held"),
    ),
    # The chair of an agency visited Laos: that has no level
    "the chair of an agency": (
        "Chủ tịch Cơ quan Hợp tác Trung Quốc Vương Minh Hải thăm Lào tháng 5/2020.",
        ("2020-05", None, "in-person", "held"),
    ),
    # The meeting of … on … and the declaration of … will take place in May 2020.
    "a predicate far behind the name": (
        "Cuộc họp SOM ASEAN - Nga về thực hiện Tuyên bố ứng xử của các bên và kế hoạch của khu vực "
        "sẽ diễn ra tại Bangkok vào tháng 5/2020.",
        ("2020-05", "senior-officials", "in-person", "planned"),
    ),
    # The meeting on matters of the region and on a plan has taken place.
    "a predicate of what is over": (
        "Cuộc họp SOM ASEAN - Nga về các nội dung của khu vực và kế hoạch đã diễn ra tại Bangkok.",
        (None, "senior-officials", "in-person", "held"),
    ),
    # … was postponed
    "what is put off": (
        "Hội nghị Cấp cao ASEAN - Nga tại Bangkok bị hoãn.",
        (None, "leaders", "in-person", "cancelled"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), FACTS.values(), ids=FACTS.keys())
def test_facts_of_a_meeting_stand_in_its_sentence(
    extract: Extract, text: str, expected: tuple[str | None, ...]
) -> None:
    """Date, level, mode and status are those of its sentence; what it does not say is absent."""
    (event,) = _meetings(extract(text))
    assert (_date(event), event.level, event.mode, event.status) == expected


def test_names_that_are_joined_share_what_stands_behind_them(extract: Extract) -> None:
    """ "Tại A và B diễn ra tại Manila ngày 7/8" dates and places both."""
    text = (
        "Tại Hội nghị Bộ trưởng Ngoại giao ASEAN+3 lần thứ 18 và Hội nghị Bộ trưởng Ngoại giao "
        "ASEAN - Nga lần thứ 14 diễn ra tại Manila ngày 7/8/2017, Việt Nam nêu quan ngại."
    )  # At the 18th ASEAN+3 and the 14th ASEAN-Russia ministerial, held in Manila …
    found = [(event.ordinal, _date(event), event.mode) for event in _meetings(extract(text))]
    assert found == [(18, "2017-08-07", "in-person"), (14, "2017-08-07", "in-person")]


def test_what_lies_behind_the_first_event_of_an_undated_article_is_planned(
    extract: Extract,
) -> None:
    """An article without a date was written when the event that it reports took place."""
    text = (
        "Hội nghị SOM ASEAN diễn ra ngày 12/1/2018 tại Singapore. Hội nghị thảo luận về Hội nghị "
        "Cấp cao ASEAN - Ấn Độ ngày 25/1/2018 tại New Delhi."
    )  # The SOM took place on 12 January … discussed the summit of 25 January
    assert [event.status for event in _meetings(extract(text))] == ["held", "planned"]


def test_month_without_a_year_is_the_nearest(extract: Extract) -> None:
    """To April, December lies behind and June ahead, where no year tells the order."""
    text = (
        "Ngày 6/4, Tổng thống Nga Ivan Petrov gặp Tổng thống Pháp Luc Bernard. Ngày 2/12, Tổng "
        "thống Nga gặp Thủ tướng Lào Kham Phoumy. Hội nghị Cấp cao ASEAN - Nga diễn ra ngày 5/6."
    )  # On 6 April … met. On 2 December … met. The summit takes place on 5 June.
    assert [event.status for event in _meetings(extract(text))] == ["held", "held", "planned"]


ONE_OR_TWO = {
    # The 4th ASEAN-Russia summit … the commemorative summit of October 2021
    "several names of one": (
        "Hội nghị cấp cao ASEAN - Nga lần thứ 4 thành công. Hội nghị thượng đỉnh kỷ niệm ASEAN - "
        "Nga diễn ra vào tháng 10/2021.",
        1,
    ),
    # … the meeting: taken up
    "a bare noun": ("Hội nghị SOM ASEAN - Nga khai mạc. Hội nghị bàn về hợp tác.", 1),
    # the 17th … the 18th
    "another ordinal": (
        "Hội nghị SOM ASEAN - Nga lần thứ 17 khai mạc. Hội nghị SOM ASEAN - Nga lần thứ 18 sẽ diễn "
        "ra tại Moskva.",
        2,
    ),
    # … the consultation; both deputy ministers talked about …: at it
    "what was talked about at it": (
        "Tham khảo chính trị Nga - Nhật Bản lần thứ 12 do Thứ trưởng Ngoại giao Nga Ivan Petrov và "
        "Thứ trưởng Ngoại giao Nhật Bản Tanaka Hiroshi đồng chủ trì. Thứ trưởng Ivan Petrov và "
        "Thứ trưởng Tanaka Hiroshi đã trao đổi về hợp tác.",
        1,
    ),
    # The ministers met in Bangkok. … in Manila: two conferences
    "another city": (
        "Hội nghị Ngoại trưởng ASEAN khai mạc tại Bangkok. Dự thảo được nêu tại Hội nghị Ngoại "
        "trưởng ASEAN ở Manila.",
        2,
    ),
    # … in Bangkok … in Singapore, which is a state
    "another state": (
        "Hội nghị Ngoại trưởng ASEAN khai mạc tại Bangkok. Dự thảo được nêu tại Hội nghị Ngoại "
        "trưởng ASEAN lần thứ 51 ở Singapore.",
        2,
    ),
    # at the G20 summit in the city of Hamburg in Germany: Germany is no side
    "the state of its city": (
        "Hội nghị thượng đỉnh G20 khai mạc. Hai bên gặp gỡ bên lề Hội nghị thượng đỉnh G20 ở thành "
        "phố Hamburg của Đức.",
        1,
    ),
    # the first summit with Russia … a third summit with the US
    "the first one and the third": (
        "Hội nghị thượng đỉnh đầu tiên giữa Nga và Nhật Bản khép lại. Hội nghị thượng đỉnh lần ba "
        "giữa Nga và Nhật Bản chưa ấn định.",
        2,
    ),
    # The next SOM will be held in August 2019: another one, of the same sides
    "the next one": (
        "Hội nghị SOM ASEAN - Nga khai mạc ngày 5/6/2019. Các nước nhất trí tổ chức cuộc họp SOM "
        "tiếp theo vào tháng 8/2019.",
        2,
    ),
    # SOM and ministerial
    "another level": (
        "Hội nghị SOM ASEAN - Nga khai mạc. Hội nghị Bộ trưởng Ngoại giao ASEAN - Nga sẽ họp.",
        2,
    ),
    # The president and the prime minister each received the minister.
    "another person of one side": (
        "Tổng thống Nga Ivan Petrov tiếp Ngoại trưởng Nhật Bản Tanaka Hiroshi. Thủ tướng Nga Oleg "
        "Sidorov tiếp Ngoại trưởng Nhật Bản Tanaka Hiroshi.",
        2,
    ),
    # … held talks; the minister is on a visit
    "a visit and its talks": (
        "Ngoại trưởng Nga Ivan Petrov hội đàm với Ngoại trưởng Nhật Bản Tanaka Hiroshi đang thăm "
        "Nga.",
        2,
    ),
    # … since the retreat of January 2019: none of the numbered meetings
    "a retreat": (
        "Hội nghị Ngoại trưởng ASEAN lần thứ 52 khai mạc tại Bangkok. Các nước nhìn lại Hội nghị "
        "hẹp Ngoại trưởng ASEAN tháng 1/2019.",
        2,
    ),
    # Sidorov met Tanaka. Petrov and Martin had a meeting: not the one told before
    "a new one": (
        "Thủ tướng Nga Oleg Sidorov gặp Ngoại trưởng Nhật Bản Tanaka Hiroshi. Ngoại trưởng Nga "
        "Ivan Petrov và Ngoại trưởng Pháp Jean Martin đã có một cuộc gặp.",
        2,
    ),
    # X visited Laos. Laos's foreign minister Y visited Russia.
    "a visit there and one back": (
        "Ngoại trưởng Nga Ivan Kuzmin thăm Lào. Ngoại trưởng Lào Kham Phoumy thăm Nga.",
        2,
    ),
    # the coming summit of two presidents, and a predecessor who met somebody of the other side
    "a summit of other persons": (
        "Hội nghị thượng đỉnh giữa Tổng thống Nga Ivan Kuzmin và Tổng thống Pháp Luc Bernard sắp "
        "diễn ra. Năm 2000, tướng Paul Mercier dẫn đầu phái đoàn Pháp đã gặp Tổng thống Nga lúc đó "
        "Oleg Baranov.",
        2,
    ),
    # a conference with a title of its own, within another one
    "another title": (
        "Trong khuôn khổ Hội nghị SOM APEC lần thứ hai, Hội nghị Mạng lưới các Trung tâm nghiên "
        "cứu APEC đã khai mạc.",
        2,
    ),
    # workshops on two topics
    "another topic": (
        "APEC họp tại Hà Nội. Hội thảo về lao động trẻ do APEC tổ chức đã khai mạc. Hội thảo về an "
        "toàn thực phẩm của APEC đã bế mạc.",
        3,
    ),
}


@pytest.mark.parametrize(("text", "count"), ONE_OR_TWO.values(), ids=ONE_OR_TWO.keys())
def test_mentions_are_one_meeting_where_nothing_tells_them_apart(
    extract: Extract, text: str, count: int
) -> None:
    """Sides, level, ordinal, date, topic and persons tell meetings apart; a new name does not."""
    assert len(_meetings(extract(text))) == count


FIRST = {
    # The first dialogue between Russia and Japan …
    "a dialogue": ("Đối thoại An ninh đầu tiên giữa Nga và Nhật Bản diễn ra tại Tokyo.", 1),
    # The first call between the two: they have no series
    "a call": (
        "Tổng thống Nga Ivan Petrov có cuộc điện đàm đầu tiên với Tổng thống Pháp Jean Martin.",
        None,
    ),
}


@pytest.mark.parametrize(("text", "ordinal"), FIRST.values(), ids=FIRST.keys())
def test_first_is_an_ordinal_where_meetings_are_counted(
    extract: Extract, text: str, ordinal: int | None
) -> None:
    """ "Đầu tiên" is the first of a series; talks and calls of two sides are no series."""
    (event,) = _meetings(extract(text))
    assert event.ordinal == ordinal


def test_date_of_an_invitation_is_not_that_of_the_event(extract: Extract) -> None:
    """A date that opens the sentence says when somebody was invited."""
    text = (
        "Ngày 9/3/2018, Ngoại trưởng Nga Ivan Petrov mời Ngoại trưởng Nhật Bản Tanaka Hiroshi tham "
        "dự Hội nghị Cấp cao ASEAN - Nga lần thứ 5."
    )  # On 9 March 2018, … invited … to attend the 5th ASEAN-Russia summit.
    (event,) = _meetings(extract(text))
    assert (_date(event), event.status) == (None, "planned")


def test_visit_takes_its_month_from_its_talks(extract: Extract) -> None:
    """A visit lasts longer than the talks on it: their month is sure, their day is not."""
    text = (
        "Ngày 9/3/2018, Ngoại trưởng Nga Ivan Petrov hội đàm với Ngoại trưởng Nhật Bản Tanaka "
        "Hiroshi đang thăm Nga."
    )  # On 9 March 2018, Russia's foreign minister held talks with Japan's, who is visiting.
    assert [_date(event) for event in _meetings(extract(text))] == ["2018-03-09", "2018-03"]


def test_two_persons_named_before_meet_on_another_day(extract: Extract) -> None:
    """ "Hai ông" (the two) are the two named last; with a date of its own their meeting is another.

    "On 3 May, … held talks with …. Before, the two met in Paris on 20 April." Without a date it is
    the meeting at hand.
    """
    talks = (
        "Ngày 3/5/2017, Ngoại trưởng Pháp Luc Bernard hội đàm với Ngoại trưởng Lào Kham Phoumy tại "
        "Viêng Chăn. "
    )
    found = _meetings(extract(talks + "Trước đó, hai ông đã gặp nhau tại Paris ngày 20/4/2017."))
    assert {_date(event) for event in found} == {"2017-05-03", "2017-04-20"}
    assert {_sides(event) for event in found} == {("fr", "la")}
    assert len(_meetings(extract(talks + "Hai ông gặp nhau trong không khí thân mật."))) == 1


def test_a_forum_is_one_with_and_without_its_noun(extract: Extract) -> None:
    """ "ARF" and "Diễn đàn ARF" (the ARF Forum) are one meeting."""
    text = (
        "Ngoại trưởng Pháp Luc Bernard phát biểu tại Diễn đàn Khu vực ASEAN (ARF) ở Hà Nội. Diễn "
        "đàn ARF có sự tham gia của Lào."
    )
    assert len(_meetings(extract(text))) == 1


def test_annual_meeting_is_dated_by_its_city(extract: Extract) -> None:
    """A summit that lies ahead has the year of its edition, and the article that of the summit."""
    # On 5 July Prime Minister A met Chancellor B. The two will attend the G20 in Hamburg.
    talks, summit = _meetings(
        extract(
            "Ngày 5/7, Tổng thống Nga Ivan Petrov gặp Tổng thống Pháp Luc Bernard. "
            "Hai bên sẽ cùng dự Hội nghị thượng đỉnh G20 tại Hamburg."
        )
    )
    assert (_date(talks), _date(summit)) == ("2017-07-05", "2017")
    assert summit.status == "planned"


def test_meetings_that_one_verb_tells_have_labels_of_their_own(extract: Extract) -> None:
    """Of a verb with several objects each meeting is called by the verb and its own object."""
    extraction = extract(
        "Ngày 3/5/2018, Ngoại trưởng Lào Kham Phoumy đã chào xã giao Chủ tịch nước Trần Văn An và "
        "Thủ tướng Lê Văn Bình."
    )
    # "On 3 May 2018 Laos's foreign minister … called on President … and Prime Minister …."
    assert {event.label for event in _meetings(extraction)} == {
        "chào xã giao Chủ tịch nước Trần Văn An",
        "chào xã giao Thủ tướng Lê Văn Bình",
    }
