"""Laws of the report on what was not understood."""

from collections.abc import Callable

import pytest

from diplograph.extract.body import zones
from diplograph.extract.gaps import GAP_KINDS, Gap, GapFinder, count_gaps
from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import Source
from diplograph.ontology.model import Span


@pytest.fixture(name="gaps", scope="module")
def _gaps() -> Callable[[str], list[Gap]]:
    """Return a function that finds the gaps of a text."""
    extractor = Extractor()
    finder = GapFinder(extractor)

    def gaps(text: str) -> list[Gap]:
        source = Source(identifier="article", name="article.txt", text=text, sha256="0" * 64)
        return list(finder.gaps(extractor.annotate(source, zones(text))))

    return gaps


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        (
            # The agreement (its praise) was met with silence.
            "Trước đó không lâu, lời hoan nghênh ấy đã rơi vào im lặng giữa những ngày bận rộn.",
            "cue without a holder",
            "hoan nghênh",
        ),
        (
            # Mr John Smithson came to Hanoi this morning with his family.
            "Sáng nay, ông John Smithson đã đến Hà Nội cùng với gia đình của mình.",
            "person without a side",
            "John Smithson",
        ),
        (
            # Many meetings were held during the year but nobody remembers them.
            "Trong năm qua đã có nhiều cuộc gặp diễn ra nhưng không ai nhớ đến chúng.",
            "event without parties",
            "cuộc gặp",
        ),
        (
            # Russia sold Cuba many tons of wheat during the last months.
            "Theo số liệu, Nga bán cho Cuba nhiều tấn lúa mì trong những tháng vừa qua.",
            "actors without a position",
            "bán cho",
        ),
        (
            # Experts say that the Zanquil project is still on paper.
            "Giới chuyên môn nói rằng dự án Zanquil vẫn còn nằm trên giấy suốt nhiều năm.",
            "unknown name",
            "Zanquil",
        ),
    ],
    ids=GAP_KINDS,
)
def test_each_kind_of_gap_is_named_by_its_words(
    gaps: Callable[[str], list[Gap]], text: str, kind: str, words: str
) -> None:
    """What is not understood is reported under the words that would have to be added, in place."""
    found = [gap for gap in gaps(text) if gap.kind == kind and gap.words == words]
    assert found
    assert words.split()[-1].lower() in text[found[0].span.begin : found[0].span.end].lower()


def test_what_is_understood_is_no_gap(gaps: Callable[[str], list[Gap]]) -> None:
    """A sentence that was read in full leaves no gap."""
    # At talks with Japan on 3 May 2021, Viet Nam asked Japan to open its market.
    text = (
        "Tại cuộc hội đàm giữa Việt Nam và Nhật Bản ngày 3/5/2021, Việt Nam đề nghị Nhật Bản "
        "mở cửa thị trường."
    )
    assert gaps(text) == []


def test_counts_add_up_by_kind_and_words() -> None:
    """Each wording of a kind is one row: occurrences, articles, the first place; frequent first."""

    def gap(words: str, begin: int) -> Gap:
        return Gap("unknown name", words, Span(begin, begin + 2))

    counts = count_gaps(
        [
            ("one", [gap("Ab", 3), gap("Cd", 9), gap("Cd", 20)]),
            ("two", [gap("Cd", 1), Gap("cue without a holder", "nói", Span(0, 3))]),
        ]
    )
    assert [(c.kind, c.words, c.count, c.articles, c.article, c.span.begin) for c in counts] == [
        ("cue without a holder", "nói", 1, 1, "two", 0),
        ("unknown name", "Cd", 3, 2, "one", 9),
        ("unknown name", "Ab", 1, 1, "one", 3),
    ]
