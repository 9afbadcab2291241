"""The questions that researchers ask get the answers that the articles give."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, Store

from diplograph.graph.questions import Question, questions
from diplograph.graph.snapshots import current_snapshot
from diplograph.ontology.model import Extraction, PartialDate, Span
from diplograph.ontology.terms import SCHEMA

Row = tuple[str | None, ...]
MakeStore = Callable[..., Path]

_SPARQL = {question.name[:2]: question.sparql for question in questions()}


def _answers(store: Store, number: str, *names: str) -> list[Row]:
    """Return the rows of a question, IRIs by their last two parts, in the given columns."""
    found = store.query(_SPARQL[number], use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [tuple(_short(solution[name]) for name in names) for solution in found]


def _short(term: object) -> str | None:
    if isinstance(term, NamedNode):
        return "/".join(term.value.rsplit("/", 2)[-2:])
    return term.value if isinstance(term, Literal) else None


def test_there_are_twenty_questions_in_two_languages() -> None:
    """Each file opens with its question in Vietnamese and in English."""
    asked = questions()
    assert [question.name[:2] for question in asked] == [f"{n:02}" for n in range(1, 21)]
    for question in asked:
        assert question.sparql.startswith(f"# {question.vietnamese}\n# {question.english}\nPREFIX")
        assert question.vietnamese.endswith(("?", "."))
        assert question.english.endswith(("?", "."))


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_answer_is_the_same_each_time(question: Question, seed_store: Store) -> None:
    """Rows come in a fixed order, so that an answer can be cited."""
    found = [
        seed_store.query(question.sparql, use_default_graph_as_union=True).serialize(
            format=QueryResultsFormat.CSV
        )
        for _ in range(2)
    ]
    assert found[0] == found[1]


#: What each question must find in the seeds: rows in some of its columns. Extraction may find more
#: than the gold; these are rows that the articles state outright.
_FOUND = {
    "01": (
        ("attendee", "role", "represents"),
        {
            ("state/ru", "role/co-chair", None),
            ("state/id", "role/co-chair", None),
            ("state/id", "role/coordinator", None),
            ("collective/asean-member-states", "role/participant", None),
        },
    ),
    "03": (
        ("stance", "article"),
        {
            ("stance/concern", "article/002_70b5c8d6d0b5c278"),
            ("stance/request", "article/001_2cf1f3e4ea84f3b9"),
            ("stance/hope", "article/004_72e7fe4b21db5d88"),
        },
    ),
    "04": (("issue", "other"), {("issue/south-china-sea", "state/vn")}),
    "05": (
        ("name", "home", "holder", "event"),
        {("Đỗ Hùng Việt", "state/vn", "organization/asean", "meeting/asean-russia-som_20")},
    ),
    "06": (
        ("holder",),
        {("state/vn",), ("organization/asean",), ("collective/asean-member-states",)},
    ),
    "07": (("meeting", "articles"), {("meeting/asean-russia-som_17", "1")}),
    "08": (
        ("event", "date", "basis"),
        {
            ("meeting/asean-russia-som_17", "2021-01-26", "date-basis/year-from-context"),
            ("meeting/asean-russia-som_20", "2024-04-26", "date-basis/year-from-publication"),
            ("meeting/asean-rok-dialogue_25", "2021-07-06", "date-basis/year-from-context"),
        },
    ),
    "10": (
        ("year", "other"),
        {("2024", "state/ru"), ("2021", "state/kr"), ("2021", "collective/asean-member-states")},
    ),
    "12": (
        ("year", "stance"),
        {("2024", "stance/support"), ("2024", "stance/commit"), ("2021", "stance/appreciate")},
    ),
    "13": (
        ("event", "role", "name"),
        {
            ("meeting/asean-russia-som_17", "role/co-chair", "Nga"),
            ("meeting/asean-russia-som_17", "role/co-chair", "Indonesia"),
        },
    ),
    "14": (
        ("collective", "stance"),
        {
            ("collective/asean-member-states", "stance/appreciate"),
            ("organization/asean", "stance/request"),
        },
    ),
    "15": (("meeting", "date"), {("meeting/asean_ru_ambassadors_2022-02-17", "2022-02-17")}),
    "16": (
        ("person", "first", "last"),
        {
            ("person/ru_igor-morgulov", "2021-01-26", "2021-01-26"),
            ("person/vn_đỗ-hùng-việt", "2024-04-26", "2024-04-26"),
        },
    ),
    "17": (("one", "two"), {("issue/code-of-conduct", "issue/unclos")}),
    "18": (("year", "mode"), {("2021", "mode/online"), ("2024", "mode/in-person")}),
    "19": (
        ("date", "event", "holder"),
        {("2021-07-06", "meeting/asean-rok-dialogue_25", "state/kr")},
    ),
    "20": (
        ("holder", "addressee", "article"),
        {("state/kr", "organization/asean", "article/004_72e7fe4b21db5d88")},
    ),
}


@pytest.mark.parametrize("number", _FOUND)
def test_question_finds_what_the_articles_state(number: str, seed_store: Store) -> None:
    """Facts that the seeds state outright are among the answers."""
    names, expected = _FOUND[number]
    assert expected <= set(_answers(seed_store, number, *names))


def test_timeline_of_a_series_holds_its_meetings_in_order(seed_store: Store) -> None:
    """The ASEAN-Russia SOM met online for the 17th and in Saint Petersburg for the 20th time."""
    assert _answers(seed_store, "02", "ordinal", "date", "mode", "place") == [
        ("17", "2021-01-26", "mode/online", None),
        ("20", "2024-04-26", "mode/in-person", "Saint Petersburg"),
    ]


@pytest.mark.parametrize("number", ["03", "06"])
def test_quotes_stand_where_the_answer_says(number: str, seed_store: Store) -> None:
    """The offsets of an answer cut its quote out of the article."""
    found = _answers(seed_store, number, "article", "begin", "end", "quote")
    assert found
    texts = {
        _short(quad.subject): quad.object.value
        for quad in seed_store.quads_for_pattern(None, SCHEMA["text"], None)
        if isinstance(quad.object, Literal)
    }
    for article, begin, end, quote in found:
        assert texts[article][int(begin or "") : int(end or "")] == quote


def test_speaking_for_others_excludes_own_state(seed_store: Store) -> None:
    """Nobody is said to speak for another who speaks for the side that sent them."""
    assert all(home != holder for home, holder in _answers(seed_store, "05", "home", "holder"))


def test_two_articles_on_one_meeting_meet_in_one_node(
    small: Extraction, make_store: MakeStore
) -> None:
    """A meeting that two articles report counts two articles."""
    other = replace(small, article=replace(small.article, key="article/other", identifier="other"))
    store = current_snapshot(make_store([small, other])).open()
    assert _answers(store, "07", "meeting", "articles") == [("meeting/climate_2", "2")]


def test_ordinals_contradict_dates_only_as_far_as_both_are_exact(
    small: Extraction, seed_store: Store, make_store: MakeStore
) -> None:
    """The seeds hold no contradiction; a third dialogue before the second is one."""
    assert _answers(seed_store, "09", "series") == []

    def third(date: PartialDate) -> Extraction:
        event = replace(
            small.events[0],
            key="meeting/climate_3",
            ordinal=3,
            date=date,
            end_date=None,
            part_of=None,
            evidence=(Span(0, 8),),
        )
        article = replace(small.article, key="article/third", identifier="third")
        return Extraction(article, small.software, series=small.series, events=(event,))

    for date, expected in (
        (PartialDate(2023, 1, 1), [("meeting/climate_2", "meeting/climate_3")]),
        (PartialDate(2023), [("meeting/climate_2", "meeting/climate_3")]),
        (PartialDate(2024, 3), []),
        (PartialDate(2024, 3, 6), []),
        (PartialDate(month=1, day=1), []),
    ):
        store = current_snapshot(make_store([small, third(date)])).open()
        assert _answers(store, "09", "earlier", "later") == expected


def test_review_queue_starts_with_the_least_certain(seed_store: Store) -> None:
    """Confidence never falls along the queue, and every entry shows its words."""
    found = _answers(seed_store, "11", "confidence", "quote")
    certainties = [float(confidence or "nan") for confidence, _ in found]
    assert certainties == sorted(certainties)
    assert all(quote for _, quote in found)


def test_planned_meetings_were_not_held(small: Extraction, make_store: MakeStore) -> None:
    """A meeting that another article reports held is no longer awaited."""
    announced = replace(
        small,
        article=replace(small.article, key="article/before", identifier="before"),
        events=tuple(replace(event, status="planned") for event in small.events),
    )
    store = current_snapshot(make_store([announced])).open()
    assert ("meeting/climate_2",) in _answers(store, "15", "meeting")
    store = current_snapshot(make_store([announced, small])).open()
    assert _answers(store, "15", "meeting") == []


def test_shares_of_modes_add_up(seed_store: Store) -> None:
    """The modes of a year share all of its meetings whose mode is known."""
    shares: dict[str | None, float] = {}
    for year, share in _answers(seed_store, "18", "year", "share"):
        shares[year] = shares.get(year, 0) + float(share or "nan")
    assert shares
    assert all(total == pytest.approx(1) for total in shares.values())


def test_amounts_stand_in_the_quotes(seed_store: Store) -> None:
    """A commitment with an amount shows the figure."""
    found = _answers(seed_store, "20", "quote")
    assert found
    assert all(any(sign.isdigit() for sign in quote or "") for (quote,) in found)
