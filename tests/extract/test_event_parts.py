"""Laws of events that are part of longer ones, and of days that tell when an event began.

The articles are made up; translations stand beside them.
"""

from collections.abc import Callable

import pytest

from diplograph.ontology.model import Event, Extraction

Extract = Callable[[str], Extraction]


def _meetings(extraction: Extraction) -> list[Event]:
    return [event for event in extraction.events if event.is_meeting]


def _date(event: Event) -> str | None:
    return event.date.isoformat() if event.date else None


PARTS = {
    # On 9 March 2018, on the sidelines of the summit in Bangkok, A held talks with B.
    "a day behind its frame": (
        "Ngày 9/3/2018, bên lề Hội nghị Cấp cao ASEAN lần thứ 20 tại Bangkok, Ngoại trưởng Nga "
        "Ivan Petrov hội đàm với Ngoại trưởng Nhật Bản Tanaka Hiroshi.",
        {"conference": "2018-03", "talks": "2018-03-09"},
    ),
    # A met B on the sidelines of the summit in Bangkok on 9 March 2018.
    "a day behind the frame's name": (
        "Ngoại trưởng Nga Ivan Petrov có cuộc gặp với Ngoại trưởng Nhật Bản Tanaka Hiroshi bên lề "
        "Hội nghị Cấp cao ASEAN lần thứ 20 hôm 9/3/2018.",
        {"encounter": "2018-03-09", "conference": "2018-03"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), PARTS.values(), ids=PARTS.keys())
def test_day_beside_a_longer_event_is_that_of_its_part(
    extract: Extract, text: str, expected: dict[str, str]
) -> None:
    """What another event is part of lasts longer than the day told: its month is sure."""
    found = {
        "conference" if event.kind == "summit" else event.kind: event
        for event in _meetings(extract(text))
    }
    assert {kind: _date(event) for kind, event in found.items()} == expected
    (part,) = set(found) - {"conference"}
    assert found[part].part_of == found["conference"].key


FIRST_DAYS = {
    # On 11 May 2017, the third working day of the SOM, …
    "a day that is counted": (
        "Ngày 11/5/2017, ngày làm việc thứ ba của Hội nghị SOM APEC lần thứ hai, các nước thảo "
        "luận.",
        "2017-05-09",
    ),
    # The SOM closed on 1 June 2017 after two working days.
    "a last day with a duration": (
        "Hội nghị SOM APEC lần thứ hai bế mạc ngày 1/6/2017, sau hai ngày làm việc.",
        "2017-05-31",
    ),
    # The SOM closed on 1 June 2017 after two rounds of talks.
    "what is no duration": (
        "Hội nghị SOM APEC lần thứ hai bế mạc ngày 1/6/2017, sau hai vòng thảo luận.",
        "2017-06-01",
    ),
}


@pytest.mark.parametrize(("text", "expected"), FIRST_DAYS.values(), ids=FIRST_DAYS.keys())
def test_event_begins_as_many_days_before_as_are_counted(
    extract: Extract, text: str, expected: str
) -> None:
    """The number of a day, or of all days, tells the first one."""
    (event,) = _meetings(extract(text))
    assert _date(event) == expected


def test_parts_of_a_day_take_day_and_place_from_it(extract: Extract) -> None:
    """An article on one day of a conference does not say again when and where its parts are."""
    text = (
        "Ngày 11/5/2017, tại Hà Nội, ngày làm việc thứ ba của Hội nghị Quan chức cao cấp APEC "
        "(SOM) đã diễn ra nhiều hoạt động. Đối thoại chính sách thương mại về dịch vụ của APEC đã "
        "thảo luận các sáng kiến. Hội thảo về an toàn thực phẩm của APEC đã tổng kết các dự án."
    )  # On 11 May, the third working day of the SOM … The Trade Policy Dialogue … The workshop …
    whole, *parts = _meetings(extract(text))
    assert [(_date(e), e.level, e.mode, e.part_of) for e in parts] == [
        ("2017-05-11", "working-group", "in-person", whole.key),
        ("2017-05-11", "other", "in-person", whole.key),
    ]
