"""Laws of dates: which day, month or year an expression means, and how its year is known.

The sentences are made up; translations stand above them.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from diplograph.extract import dates, sentences
from diplograph.extract.annotations import DateMention, register_extensions
from diplograph.extract.calendar import ExpressionFinder
from diplograph.extract.language import blank
from diplograph.extract.normalize import fold
from diplograph.ontology.lexicon import Lexicon

PUBLISHED = date(2019, 3, 14)  # a Thursday
FINDER = ExpressionFinder(Lexicon.load())


def _read(text: str, published: date | None = PUBLISHED) -> tuple[DateMention, ...]:
    register_extensions()
    nlp = blank()
    for module in (sentences, dates):
        nlp.add_pipe(module.__name__.rsplit(".", 1)[1])
    doc: Doc = nlp.make_doc(fold(text))
    doc._.published = published
    found: tuple[DateMention, ...] = nlp(doc)._.dates
    return found


DAYS = {
    # on 26 April 2019
    "a day with its year": ("ngày 26/4/2019", "2019-04-26", "explicit"),
    # on the 12th
    "a day and month": ("Ngày 12/3", "2019-03-12", "year-from-publication"),
    # yesterday, 13.3
    "a day with a full stop": ("Hôm qua 13.3", "2019-03-13", "year-from-publication"),
    # on the morning of 5-2
    "a day with a hyphen": ("Sáng 5-2", "2019-02-05", "year-from-publication"),
    # on 9 February 2018
    "a day in words": ("ngày 9 tháng 2 năm 2018", "2018-02-09", "explicit"),
    # in December, of the year before
    "the nearest year": ("ngày 20/12", "2018-12-20", "year-from-publication"),
    # this coming January
    "a month that lies ahead": ("tháng 1 tới", "2020-01", "year-from-publication"),
    # last May
    "a month of last year": ("tháng 5 năm ngoái", "2018-05", "year-from-publication"),
    # in June
    "a month in words": ("hồi tháng sáu", "2019-06", "year-from-publication"),
    # yesterday
    "yesterday": ("hôm qua", "2019-03-13", "relative"),
    # on Tuesday
    "a weekday is the last one": ("hôm thứ Ba", "2019-03-12", "relative"),
    # this coming Friday
    "a weekday that lies ahead": ("thứ Sáu tới", "2019-03-15", "relative"),
    # last week: a month is all that is sure
    "a week": ("tuần trước", "2019-03", "relative"),
    # last month
    "a month": ("tháng trước", "2019-02", "relative"),
}


@pytest.mark.parametrize(("text", "expected", "basis"), DAYS.values(), ids=DAYS.keys())
def test_date_is_the_most_exact_that_words_support(text: str, expected: str, basis: str) -> None:
    """An expression gives as much of a date as it says, and how the year is known."""
    (found,) = _read(text)
    assert (found.date.isoformat(), found.basis) == (expected, basis)


RANGES = {
    "a range within a month": ("từ ngày 4 đến 6-2", "2019-02-04", "2019-02-06"),
    "a range over two months": ("từ 29/1 đến 2/2", "2019-01-29", "2019-02-02"),
    "two days": ("trong hai ngày 21, 22-4", "2019-04-21", "2019-04-22"),
    "full stops": ("từ 20 - 21.6", "2019-06-20", "2019-06-21"),
}


@pytest.mark.parametrize(("text", "first", "last"), RANGES.values(), ids=RANGES.keys())
def test_range_has_its_first_and_last_day(text: str, first: str, last: str) -> None:
    """Of several days the first is the date and the last the end."""
    (found,) = _read(text)
    assert found.end is not None
    assert (found.date.isoformat(), found.end.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "cuộc họp lần thứ ba",  # the third meeting
        "trong ba tháng qua",  # in the past three months
        "tăng 10,5 triệu",  # grew by 10.5 million
        "giai đoạn 2021-2025",  # the period 2021-2025
        "từ 2- 3 điểm",  # by two to three points
        "326/650 ghế",  # 326 of 650 seats
        "ngày 31/2",  # there is no such day
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """Ordinals, amounts, periods and days that do not exist are no dates."""
    assert _read(text) == ()


CONTEXT = {
    # … will be held in November 2018
    "a month with its year": ("Hội nghị sẽ diễn ra vào tháng 11/2018.", 2018),
    # in 2017 trade reached 9 billion USD: the year is over
    "amounts of a whole year": ("Năm 2017, kim ngạch đạt 9 tỷ USD.", 2018),
    # in the first half of 2017 trade reached 9 billion USD
    "amounts of a part of it": ("Nửa đầu năm 2017, kim ngạch đạt 9 tỷ USD.", 2017),
    # the 40th anniversary of relations (1977-2017)
    "an anniversary": ("Kỷ niệm 40 năm quan hệ (1977-2017).", 2017),
    # in 2011 a war broke out … since December 2016: the article is no older than that
    "a year before what is told": ("Trong năm 2011, xung đột nổ ra. Từ tháng 12/2016, …", None),
    # at the G20 summit in Hamburg
    "the city of an annual meeting": ("Hội nghị thượng đỉnh G20 diễn ra tại Hamburg.", 2017),
    # the 52nd ASEAN foreign ministers' meeting
    "the ordinal of an annual meeting": ("Hội nghị Ngoại trưởng ASEAN lần thứ 52.", 2019),
    # the 8th meeting of EAS foreign ministers: not the 8th EAS
    "the ordinal of the longer name": ("Hội nghị Ngoại trưởng Cấp cao Đông Á lần thứ 8.", 2018),
    # the G20 summit in Hamburg last year
    "an annual meeting of last year": ("Hội nghị G20 tại Hamburg năm ngoái.", None),
    # by the end of 2018, 2,600 students will go
    "a deadline at the end of a year": ("Đến cuối năm 2018, 2.600 sinh viên sẽ lên đường.", 2018),
    # the offensive back in December 2016: July is of the year behind it, or a later one
    "a past month of the year before": ("Cuộc tấn công hồi tháng 12/2016.", 2017),
    # back in February 2016: that may be years ago
    "a past month that may be of any year": ("Cuộc tấn công hồi tháng 2/2016.", None),
    # the plan for 2016-2020
    "a plan tells nothing": ("Kế hoạch hành động 2016-2020.", None),
    # the election of 2016
    "a past event tells nothing": ("Cuộc bầu cử năm 2016 gây tranh cãi.", None),
    # to 10 billion by 2020
    "a target tells nothing": ("Kim ngạch sẽ đạt 10 tỷ USD vào năm 2020.", None),
    # the Convention on the Law of the Sea of 1982
    "a law tells nothing": ("Công ước Luật Biển năm 1982.", None),
}


@pytest.mark.parametrize(("text", "year"), CONTEXT.values(), ids=CONTEXT.keys())
def test_year_comes_from_what_an_undated_article_speaks_of(text: str, year: int | None) -> None:
    """A day without a year takes that of the article, or none: no year is invented."""
    found = _read(f"Ngày 6/7, hai bên hội đàm. {text}", None)[0]
    basis = "year-from-context" if year else None
    assert (found.date.year, found.date.month, found.date.day, found.basis) == (year, 7, 6, basis)


def test_same_day_repeats_the_day_before() -> None:
    """ "Cùng ngày" (the same day) is the last day that was named."""
    first, second = _read("Ngày 12/3, hai bên hội đàm. Cùng ngày, hai bên ký văn kiện.")
    assert (second.date, second.basis) == (first.date, "relative")


def test_relative_words_without_publication_mean_no_date() -> None:
    """Extraction has no clock: "hôm qua" (yesterday) of an undated article is no date."""
    assert _read("Hôm qua, hai bên hội đàm.", None) == ()


ANCHORED = {
    # yesterday, 12/7 … this morning
    "a day behind a comma": ("Hôm qua, 12/7, hai bên gặp. Sáng nay, hai bên ký.", "--07-13"),
    # today (30-4) … tomorrow
    "a day in brackets": ("Hôm nay (30-4), hai bên gặp. Ngày mai, hai bên ký.", "--05-01"),
    # in 2017 … tomorrow, 24-5 … yesterday
    "with the article's year": (
        "Ngày mai, 24-5, hai bên gặp. Hôm qua, hai bên ký. Năm 2016, kim ngạch đạt 9 tỷ USD.",
        "2017-05-22",
    ),
}


@pytest.mark.parametrize(("text", "expected"), ANCHORED.values(), ids=ANCHORED.keys())
def test_day_beside_today_tells_when_an_undated_article_was_written(
    text: str, expected: str
) -> None:
    """ "Hôm qua, 12/7" (yesterday, 12 July): from it other relative words count."""
    assert _read(text, None)[1].date.isoformat() == expected


@given(st.dates(date(1995, 1, 1), date(2035, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    """Any day in figures is read back, with its place in the text."""
    text = f"Ngày {day.day}/{day.month}/{day.year}, hai bên gặp nhau."
    (found,) = FINDER.expressions(fold(text))
    assert (found.day, found.month, found.year) == (day.day, day.month, day.year)
    assert str(day.year) in text[found.span.begin : found.span.end]
