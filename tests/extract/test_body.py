"""Laws of the body: what of a page is the article, what its parts are, and when it appeared."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.extract.body import Body, zones

SEEDS = Path(__file__).parents[2] / "seeds"

HEADLINE = "Việt Nam và Lào họp tham vấn chính trị lần thứ 5"
# "Vietnam and Laos hold their 5th political consultation"
LEAD = "Hai Thứ trưởng nhất trí đưa quan hệ hai nước đi vào chiều sâu."
FIRST = "Ngày 5/3, tại Hà Nội, Thứ trưởng An và Thứ trưởng Bun đồng chủ trì tham vấn."
SECOND = "Phía Lào cảm ơn Việt Nam đã hỗ trợ trong thời gian qua."
THIRD = "Hai bên chia sẻ lập trường chung của ASEAN về Biển Đông./."
# Headlines and a blurb of other articles: gold prices, talks between other countries.
OTHER = "Mỹ và Trung Quốc nối lại đàm phán thương mại"
BLURB = "Ngoại trưởng hai nước sẽ gặp nhau vào tuần tới để bàn về thuế quan."


def page(*lines: str) -> str:
    """Return the text of a page with these lines."""
    return "\n".join(lines)


def parts(text: str) -> list[tuple[str, str]]:
    """Return kind and words of the zones of a text."""
    return [(zone.kind, text[zone.span.begin : zone.span.end]) for zone in zones(text).zones]


def article(text: str) -> list[str]:
    """Return the lines of a text that are the article's."""
    return [text[zone.span.begin : zone.span.end] for zone in zones(text).zones if zone.is_article]


def words(text: str, body: Body) -> str:
    """Return what lies in the body."""
    return text[body.span.begin : body.span.end]


class TestEnds:
    """Where an article begins and ends."""

    def test_menus_above_and_lists_below_are_outside(self) -> None:
        """The body reaches from the headline to the last paragraph."""
        text = page(
            *("Trang chủ", "Thế giới", "Trang chủ > Thế giới > ASEAN", HEADLINE, FIRST, SECOND),
            *(THIRD, "TTXVN/VNP", "TIN LIÊN QUAN", OTHER, BLURB, "Return to top"),
        )
        assert words(text, zones(text)) == page(HEADLINE, FIRST, SECOND, THIRD)

    @pytest.mark.parametrize(
        "heading",
        [
            "TIN LIÊN QUAN",
            "Tin liên quan:",
            "Có thể bạn quan tâm",
            "BẠN CÓ THỂ QUAN TÂM",
            "Đọc thêm",
            ">> Xem thêm",
            "Bài viết cùng chủ đề",
            "Tin cùng chuyên mục",
            "Ý kiến bình luận (3)",
            "Theo dõi Báo Thử trên Google News",
        ],
    )
    def test_an_article_ends_above_a_heading_of_the_page(self, heading: str) -> None:
        """Headlines and blurbs under it are about something else."""
        text = page(HEADLINE, FIRST, THIRD, heading, OTHER, BLURB, OTHER)
        kept = article(text)
        assert kept[:3] == [HEADLINE, FIRST, THIRD]
        if not heading.startswith("Theo dõi"):  # furniture, not a heading: it ends nothing
            assert kept == [HEADLINE, FIRST, THIRD]

    def test_an_article_goes_on_after_a_box_of_links(self) -> None:
        """Several paragraphs in a row are the article's, headlines between blurbs are not."""
        text = page(HEADLINE, FIRST, "Tin liên quan", OTHER, OTHER + " mới", SECOND, LEAD, THIRD)
        assert article(text) == [HEADLINE, FIRST, SECOND, LEAD, THIRD]

    @pytest.mark.parametrize(
        ("last", "kept"),
        [
            ((THIRD,), THIRD),
            ((SECOND, "Lan Chi"), SECOND),
            ((SECOND + " Lan Chi",), SECOND),
        ],
        ids=["closing mark", "byline below", "byline behind"],
    )
    def test_a_signed_paragraph_after_a_box_is_the_last_of_the_article(
        self, last: tuple[str, ...], kept: str
    ) -> None:
        """Blurbs are not signed."""
        text = page(HEADLINE, FIRST, LEAD, "Đọc thêm", OTHER, *last)
        assert article(text) == [HEADLINE, FIRST, LEAD, kept]

    @pytest.mark.parametrize(
        "byline",
        [
            "Lan Chi",
            "Hoàng An - Lan Chi",
            "Lan Chi (Tổng hợp)",
            "Lan Chi (Theo Reuters)",
            "Theo Vietnam+",
            "Theo TTXVN",
            "(TTXVN/Vietnam+)",
            "TTXVN/Tin Tức",
            "An Bình/VOV.VN",
            "PV",
        ],
    )
    def test_an_article_ends_above_its_byline(self, byline: str) -> None:
        """Pictures below it are not signed by it; a byline behind a paragraph is cut off."""
        below = page(HEADLINE, FIRST, SECOND, byline, "", "Cờ hai nước ở quảng trường Ba Đình.")
        behind = page(HEADLINE, f"{FIRST} {SECOND} {byline}")
        assert article(below) == [HEADLINE, FIRST, SECOND]
        assert article(behind) == [HEADLINE, f"{FIRST} {SECOND}"]

    def test_comments_end_a_page_below_a_list(self) -> None:
        """No article goes on there, however long they are."""
        text = page(HEADLINE, FIRST, "Đọc thêm", OTHER, "Ý kiến bạn đọc", SECOND, LEAD, THIRD)
        assert article(text) == [HEADLINE, FIRST]

    def test_a_byline_above_the_text_ends_nothing(self) -> None:
        """It is left out where it stands."""
        text = page(HEADLINE, "Lan Chi", LEAD, "Hoàng An", FIRST, SECOND, THIRD)
        assert article(text) == [HEADLINE, LEAD, FIRST, SECOND, THIRD]

    def test_an_abbreviation_before_a_name_is_no_end_of_the_text(self) -> None:
        """A name after "TP." is not a byline."""
        text = page(HEADLINE, f"{FIRST} Hội nghị tiếp theo họp ở TP. Hồ Chí Minh")
        assert article(text)[1].endswith("TP. Hồ Chí Minh")

    @pytest.mark.parametrize("text", ["", " \n\t", "12/3/2024\n***", "\n".join("-" * 5)])
    def test_a_text_without_letters_has_an_empty_body(self, text: str) -> None:
        """There are no zones in it."""
        body = zones(text)
        assert (body.span.begin, body.span.end, body.zones) == (0, 0, ())

    def test_a_text_without_sentences_is_its_own_body(self) -> None:
        """A list is not cut down to nothing."""
        lines = [f"Đoàn đại biểu nước thứ {number} tham dự" for number in range(5)]
        assert article(page(*lines)) == lines


class TestParts:
    """What the parts of an article are."""

    def test_lines_of_the_page_between_paragraphs_are_left_out(self) -> None:
        """Share bars, links and glued headlines lie in the body and are none of the article."""
        glued = "Thủ tướng tiếp Đại sứ LàoHai nước hợp tác về điệnHội nghị ASEAN khai mạc tại Lào"
        link = "[Việt Nam và Lào tăng cường hợp tác lao động]"
        text = page(
            *(HEADLINE, "Chia sẻ", "Facebook", glued, FIRST, "Xem thêm: " + OTHER),
            *(link, SECOND, THIRD),
        )
        left_out = [words for kind, words in parts(text) if kind == "other"]
        assert left_out == ["Chia sẻ", "Facebook", glued, "Xem thêm: " + OTHER, link]

    def test_the_first_paragraph_below_a_headline_is_the_lead(self) -> None:
        """Headline, lead, paragraphs."""
        assert [kind for kind, _ in parts(page(HEADLINE, LEAD, FIRST, SECOND))] == [
            *("headline", "lead", "paragraph", "paragraph")
        ]

    @pytest.mark.parametrize(
        "headline",
        ["Vì sao hai nước nối lại đàm phán?", "'Hai nước luôn sát cánh'", HEADLINE.upper()],
    )
    def test_a_headline_may_be_a_question_a_quotation_or_capitals(self, headline: str) -> None:
        """It is any line of some length that is no sentence."""
        text = page("Thời sự", headline, "20/06/2023 18:45", FIRST, SECOND)
        body = zones(text)
        assert body.headline is not None
        assert text[body.headline.begin : body.headline.end] == headline

    def test_the_headline_is_the_one_above_the_dateline(self) -> None:
        """Pages print headlines of other articles at their top."""
        text = page("Tin nóng", OTHER, OTHER + " mới", HEADLINE, "20/06/2023 18:45", FIRST)
        assert article(text)[0] == HEADLINE

    def test_a_text_that_begins_with_a_sentence_has_no_headline(self) -> None:
        """A subheading under a picture is none either."""
        assert zones(page(FIRST, SECOND)).headline is None
        assert zones(page("Cờ Lào. (Ảnh: AFP)", "Quan hệ đặc biệt hiếm có", FIRST)).headline is None

    @pytest.mark.parametrize(
        "caption",
        [
            "Hai Thứ trưởng tại tham vấn. Ảnh: TTXVN",
            "Hai Thứ trưởng tại tham vấn. (Ảnh: Lan Chi)",
            "Hai Thứ trưởng tại tham vấn - Ảnh: LAN CHI",
            "Hai Thứ trưởng tại tham vấn. (Nguồn: AFP/TTXVN)",
            "Hai Thứ trưởng tại tham vấn. Ảnh minh họa.",
            "Hai Thứ trưởng tại tham vấn. Ảnh VGP/Lan Chi",
            "Hai Thứ trưởng (ảnh trên) tại tham vấn, ảnh: baothu.vn.",
        ],
    )
    def test_captions_stay_as_captions(self, caption: str) -> None:
        """On a line of their own, and run into the next paragraph."""
        alone = page(HEADLINE, LEAD, caption, FIRST)
        run_in = page(HEADLINE, LEAD, f"{SECOND} {caption} {FIRST}")
        assert ("caption", caption) in parts(alone)
        assert [kind for kind, _ in parts(alone)][3] == "paragraph"
        if not caption.endswith(("LAN CHI", "Lan Chi")):  # where such a name ends is a guess
            assert ("caption", caption) in parts(run_in)
            assert ("paragraph", FIRST) in parts(run_in)

    @pytest.mark.parametrize("credit", ["Lan Chi", "Q. Định", "Getty", "An/TTXVN", "baothu.vn"])
    @pytest.mark.parametrize("sentence", ["Hai bên cảm ơn.", "Việt Nam cảm ơn.", "ASEAN cảm ơn."])
    def test_a_credit_ends_where_a_sentence_begins(self, credit: str, sentence: str) -> None:
        """Before the last capital above small letters, or before a known actor."""
        text = page(HEADLINE, f"{SECOND} Cờ hai nước. Ảnh: {credit} {sentence}")
        assert parts(text)[1:] == [
            ("lead", SECOND),
            ("caption", f"Cờ hai nước. Ảnh: {credit}"),
            ("lead", sentence),
        ]

    def test_a_sentence_too_long_for_a_caption_is_none(self) -> None:
        """Its credit alone is."""
        long = "Hai bên " + "nhất trí hợp tác, " * 20 + "và cảm ơn."
        text = page(HEADLINE, f"{FIRST} {long} Ảnh: AFP")
        assert parts(text)[1:] == [("lead", f"{FIRST} {long}"), ("caption", "Ảnh: AFP")]

    def test_a_credit_on_the_next_line_makes_a_caption(self) -> None:
        """Not so if an empty line divides them."""
        assert ("caption", SECOND) in parts(page(HEADLINE, FIRST, SECOND, "Ảnh: AFP", THIRD))
        assert ("paragraph", SECOND) in parts(page(HEADLINE, FIRST, SECOND, "", "Ảnh: AFP", THIRD))

    def test_the_word_for_picture_alone_is_no_credit(self) -> None:
        """It is part of other words: "ảnh hưởng" is influence."""
        text = page(HEADLINE, "Dịch bệnh ảnh hưởng tới hình ảnh Việt Nam. Hình thức họp thay đổi.")
        assert [kind for kind, _ in parts(text)] == ["headline", "lead"]

    def test_a_line_that_the_page_repeats_is_kept_once_as_a_caption(self) -> None:
        """Pages print captions twice."""
        picture = "Hai Thứ trưởng và các đại biểu dự tham vấn."
        text = page(HEADLINE, FIRST, picture, picture, SECOND, THIRD)
        assert [kind for kind, words in parts(text) if words == picture] == ["caption", "other"]

    def test_headline_and_lead_may_be_repeated(self) -> None:
        """The lead is often said again as a paragraph, the headline beside a picture."""
        text = page(HEADLINE, LEAD, HEADLINE, FIRST, LEAD, THIRD)
        assert parts(text) == [
            ("headline", HEADLINE),
            ("lead", LEAD),
            ("caption", HEADLINE),
            ("paragraph", FIRST),
            ("paragraph", LEAD),
            ("paragraph", THIRD),
        ]

    def test_a_text_on_one_line_has_its_parts(self) -> None:
        """Captions, links and the byline are told apart by sentences."""
        caption = "Hai Thứ trưởng tại tham vấn. (Ảnh: AFP)"
        link = "[Việt Nam và Lào tăng cường hợp tác lao động]"
        text = f"{FIRST} {caption} {SECOND} {link} {THIRD} An Bình/VOV.VN"
        assert parts(text) == [
            ("paragraph", FIRST),
            ("caption", caption),
            ("paragraph", SECOND),
            ("other", link),
            ("paragraph", THIRD),
        ]

    def test_a_teaser_with_a_newsroom_code_is_left_out(self) -> None:
        """The code divides the headline of another article from its first sentence."""
        text = page(HEADLINE, FIRST, f"{OTHER} TTO - {BLURB}", SECOND, THIRD)
        assert article(text) == [HEADLINE, FIRST, SECOND, THIRD]
        assert article(page(HEADLINE, "TTO - " + FIRST))[1] == "TTO - " + FIRST

    @pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\n\n", "\u2028"])
    def test_line_ends_of_any_kind_divide_lines(self, line_end: str) -> None:
        """Zones leave them out."""
        lines = [HEADLINE, LEAD, FIRST, THIRD]
        assert article(line_end.join(lines)) == lines


class TestDateline:
    """The publication date."""

    @pytest.mark.parametrize(
        ("dateline", "day"),
        [
            ("07:10 27/04/2024", date(2024, 4, 27)),
            ("ClockThứ Năm, 10/02/2022 14:00", date(2022, 2, 10)),
            ("Ngày 5/3/2018, 10:20 (GMT+7)", date(2018, 3, 5)),
            ("Thứ Năm, ngày 10 tháng 2 năm 2022", date(2022, 2, 10)),
            ("Chủ nhật, 05.03.2023 | 08h30", date(2023, 3, 5)),
            ("Cập nhật lúc: 08:00, 1-2-2020", date(2020, 2, 1)),
            ("2022-02-10T14:00:00+07:00", date(2022, 2, 10)),
            ("Lan Chi - 20/06/2023 18:45", date(2023, 6, 20)),
        ],
    )
    def test_a_line_with_a_day_dates_the_article(self, dateline: str, day: date) -> None:
        """Days come first; the line is no part of the article."""
        text = page(HEADLINE, dateline, LEAD, FIRST, SECOND)
        body = zones(text)
        assert body.published == day
        assert body.published_span is not None
        assert text[body.published_span.begin : body.published_span.end] == dateline
        assert ("dateline", dateline) in parts(text)
        assert article(text) == [HEADLINE, LEAD, FIRST, SECOND]

    def test_a_corpus_header_dates_the_article(self) -> None:
        """It lies before the body."""
        text = page("# date = 20210421", FIRST, SECOND)
        assert zones(text).published == date(2021, 4, 21)
        assert words(text, zones(text)) == page(FIRST, SECOND)

    @pytest.mark.parametrize(
        "line",
        [
            "Tin thế giới ngày 8/1/2024: Hai nước họp bàn",
            "Kết quả hội nghị ngày 6/2/2017",
            "07:10 27/04",
            "31/02/2024 07:10",
            "27/13/2024",
            "3 giờ trước",
            "Giấy phép số 12/GP ngày 1/2/2019",
        ],
    )
    def test_other_lines_do_not(self, line: str) -> None:
        """A headline with a date is none, nor is a day without year or out of the calendar."""
        assert zones(page(HEADLINE, line, LEAD, FIRST, SECOND)).published is None

    def test_a_date_may_follow_the_lead_but_no_later_paragraph(self) -> None:
        """Below stand the dates of other articles."""
        dated = "20/06/2023 18:45"
        assert zones(page(HEADLINE, LEAD, dated, FIRST, SECOND)).published == date(2023, 6, 20)
        assert zones(page(HEADLINE, LEAD, FIRST, dated, SECOND)).published is None
        assert zones(page(HEADLINE, LEAD, "Đọc thêm", OTHER, dated, BLURB)).published is None

    def test_the_clock_of_the_page_does_not_date_the_article(self) -> None:
        """Pages show at their top the day on which they are read."""
        clock = "Thứ Ba, 14/5/2024"
        menu = (clock, "Thời sự", "Thế giới")
        assert zones(page(*menu, HEADLINE, FIRST, SECOND)).published is None
        dated = page(*menu, HEADLINE, "13/05/2024 15:32", FIRST, SECOND)
        assert zones(dated).published == date(2024, 5, 13)


class TestSeeds:
    """The five articles that the project started from."""

    @pytest.mark.parametrize("gold", sorted(SEEDS.glob("gold/*.json")), ids=lambda path: path.stem)
    def test_the_body_is_what_annotators_took_for_it(self, gold: Path) -> None:
        """First and last words, publication date, and all evidence in zones of the article."""
        annotation = json.loads(gold.read_text(encoding="utf-8"))
        text = (SEEDS / annotation["article"]).read_bytes().decode()
        body = zones(text)
        first, last = annotation["body"]
        assert words(text, body).startswith(first)
        assert words(text, body).endswith(last)
        assert annotation["published"] == (body.published and body.published.isoformat())
        kept = article(text)
        evidence = [position["evidence"] for position in annotation["positions"]]
        assert [words for words in evidence if not any(words in part for part in kept)] == []


LINES = st.sampled_from(
    [
        *(HEADLINE, LEAD, FIRST, SECOND, THIRD, OTHER, BLURB, "", "Lan Chi", "Tin liên quan"),
        *("Thế giới", "Ảnh: AFP", "(Ảnh: AFP)", "20/06/2023 18:45", "Ý kiến bình luận"),
        *("Xem thêm: A", "# a = b"),
    ]
)
LINE_ENDS = st.sampled_from(["\n", " ", "\r\n\r\n"])


@settings(max_examples=300)
@given(
    st.lists(LINES | st.text(max_size=40), max_size=25), st.sampled_from(["\n", " ", "\r\n\r\n"])
)
def test_zones_lie_in_the_body_in_order(lines: list[str], line_end: str) -> None:
    """Any text has a body: zones follow each other in it, hold words, and reach its ends."""
    text = line_end.join(lines)
    body = zones(text)
    position = body.span.begin
    for zone in body.zones:
        part = text[zone.span.begin : zone.span.end]
        assert position <= zone.span.begin < zone.span.end <= body.span.end <= len(text)
        assert part == part.strip() != ""
        position = zone.span.end
    if body.zones:
        assert body.zones[0].is_article
        assert body.zones[-1].is_article
        assert body.span.begin == body.zones[0].span.begin
        assert body.span.end == body.zones[-1].span.end
    if body.headline:
        assert body.headline == body.zones[0].span


@given(st.lists(LINES, min_size=1, max_size=12))
def test_a_page_is_read_alike_every_time(lines: list[str]) -> None:
    """Nothing is kept from one text to the next."""
    assert zones(page(*lines)) == zones(page(*lines))
