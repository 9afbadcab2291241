"""Laws of scoring, over the annotated seed articles and over extractions made by hand."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from diplograph.extract.actor_names import ActorNames
from diplograph.extract.gold import (
    PARTIES,
    GoldArticle,
    GoldMeeting,
    GoldPosition,
    LocatedArticle,
    locate,
    read_gold,
    read_issue_ids,
)
from diplograph.extract.readers import Source
from diplograph.extract.scoring import Report, Scorer, evaluate
from diplograph.ontology.errors import GoldFormatError
from diplograph.ontology.iris import (
    article_key,
    attendance_key,
    collective_key,
    event_key,
    person_key,
    position_key,
)
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import (
    Actor,
    Article,
    Attendance,
    Event,
    Extraction,
    PartialDate,
    Position,
    Software,
    Span,
)

SEEDS = Path(__file__).parents[2] / "seeds"
SOFTWARE = Software("0", "0")


class GoldExtractor:
    """Turns gold into the extraction that says the same."""

    def __init__(self, located: LocatedArticle) -> None:
        self._located = located
        self._article = article_key(Path(located.gold.article).stem)
        self._names = ActorNames.of(Lexicon.load())
        self._actors: dict[str, Actor] = {}
        self._events = {
            meeting.id: event_key(self._article, number)
            for number, meeting in enumerate(located.gold.meetings)
        }

    def extraction(self) -> Extraction:
        gold = self._located.gold
        events = tuple(map(self._event, gold.meetings))
        attendances = tuple(a for meeting in gold.meetings for a in self._attendances(meeting))
        positions = tuple(
            self._position(located.position, located.spans) for located in self._located.positions
        )
        article = Article(
            key=self._article,
            identifier=gold.article,
            text=self._located.text,
            sha256="0" * 64,
            body=self._located.body,
        )
        return Extraction(
            article=article,
            software=SOFTWARE,
            actors=tuple(self._actors.values()),
            events=events,
            attendances=attendances,
            positions=positions,
        )

    def _key(self, name: str, scope: str) -> str:
        if name == PARTIES:
            return self._added(collective_key(name, scope), "các bên", is_collective=True)
        known = [key for key in Lexicon.load().entities if self._names.agreement(key, name) == 1]
        if known:
            return min(known)
        return self._added(person_key(name, None, self._article), name, is_collective=False)

    def _added(self, key: str, label: str, *, is_collective: bool) -> str:
        kind = "CollectiveActor" if is_collective else "Person"
        self._actors[key] = Actor(key, kind, label, (Span(0, 1),), 1.0)
        return key

    def _event(self, meeting: GoldMeeting) -> Event:
        key = self._events[meeting.id]
        return Event(
            key=key,
            is_meeting=meeting.is_meeting,
            label=meeting.name,
            kind=meeting.kind,
            status=meeting.status or "held",
            parties=tuple(self._key(party, key) for party in meeting.parties),
            evidence=(Span(0, 1),),
            confidence=1.0,
            ordinal=meeting.ordinal,
            level=meeting.level,
            mode=meeting.mode,
            date=meeting.date,
            date_basis=meeting.date_basis,
        )

    def _attendances(self, meeting: GoldMeeting) -> Iterator[Attendance]:
        event = self._events[meeting.id]
        for attendee in meeting.attendees:
            key = self._key(attendee.actor, event)
            yield Attendance(
                attendance_key(event, key), event, key, attendee.roles, (Span(0, 1),), 1.0
            )

    def _position(self, gold: GoldPosition, spans: tuple[Span, ...]) -> Position:
        occasion = self._events[gold.occasion] if gold.occasion else None
        scope = occasion or self._article
        return Position(
            key=position_key(self._article, spans[0].begin),
            holder=self._key(gold.holder, scope),
            stance=gold.stance,
            evidence=spans,
            confidence=1.0,
            rule="gold",
            speech=gold.speech or "indirect",
            issues=gold.issues,
            speaker=self._key(gold.speaker, scope) if gold.speaker else None,
            addressee=self._key(gold.addressee, scope) if gold.addressee else None,
            occasion=occasion,
        )


@cache
def annotations() -> tuple[GoldArticle, ...]:
    return read_gold(SEEDS / "gold")


def perfect(source: Source) -> Extraction:
    """Return what gold says about a seed article, as an extraction."""
    [gold] = [one for one in annotations() if one.article == f"{source.identifier}.txt"]
    return GoldExtractor(locate(gold, source.text)).extraction()


def empty(source: Source) -> Extraction:
    """Return an extraction with nothing in it."""
    body = Span(0, len(source.text))
    key = article_key(source.identifier)
    article = Article(key, source.identifier, source.text, source.sha256, body)
    return Extraction(article, SOFTWARE)


def seeds_report(extract: Callable[[Source], Extraction]) -> Report:
    return evaluate(SEEDS / "gold", SEEDS, extract)


def test_what_gold_says_is_right_in_every_figure() -> None:
    """An extraction that says what gold says has every share at 1 and no difference."""
    report = seeds_report(perfect)
    figures = dict(report.figures())
    assert figures.pop("leakage") == 0
    assert figures == dict.fromkeys(figures, 1.0)
    assert [score.differences for score in report.scores] == [()] * 5


def test_who_finds_nothing_has_no_precision_and_no_recall() -> None:
    """An empty extraction has recall 0 and F1 0, and no precision and no accuracy."""
    report = seeds_report(empty)
    figures = dict(report.figures())
    for name in ("meetings", "attendees", "positions", "positions_by_span"):
        assert figures[f"{name}.precision"] is None
        assert figures[f"{name}.recall"] == 0
        assert figures[f"{name}.f1"] == 0
    assert figures["issues.f1"] is None
    assert figures["speaker.accuracy"] is None
    kinds = {difference.kind for score in report.scores for difference in score.differences}
    assert kinds == {"missed meeting", "missed position"}
    assert len(report.lines()) > 10


def changed(**fields: object) -> Callable[[Source], Extraction]:
    """Return an extractor that is right but for some fields of each article's first position."""

    def extract(source: Source) -> Extraction:
        found = perfect(source)
        first = replace(found.positions[0], **fields)
        return replace(found, positions=(first, *found.positions[1:]))

    return extract


@pytest.mark.parametrize(
    ("fields", "lowered", "kind"),
    [
        ({"holder": "state/fj"}, "positions_by_holder.f1", "wrong holder"),
        ({"stance": "condemn"}, "positions_by_polarity.f1", "wrong stance"),
        ({"speaker": "state/fj"}, "speaker.accuracy", "wrong speaker"),
        ({"addressee": "state/fj"}, "addressee.accuracy", "wrong addressee"),
        ({"occasion": "meeting/other"}, "occasion.accuracy", "wrong occasion"),
        ({"issues": ("nuclear-weapons", "sport")}, "issues.f1", "wrong issues"),
        ({"evidence": (Span(0, 1),)}, "positions_by_span.f1", "spurious position"),
    ],
)
def test_an_error_lowers_its_figure_and_is_listed(
    fields: dict[str, object], lowered: str, kind: str
) -> None:
    """What is wrong shows in the figure of that part and in the listing."""
    report = seeds_report(changed(**fields))
    figures = dict(report.figures())
    assert figures[lowered] is not None
    assert figures[lowered] < 1
    assert kind in {one.kind for score in report.scores for one in score.differences}


@pytest.mark.parametrize(
    ("fields", "lowered", "kind"),
    [
        ({"date": PartialDate(month=1)}, "date.accuracy", "wrong date"),
        ({"ordinal": None}, "ordinal.accuracy", "wrong ordinal"),
        ({"level": None}, "level.accuracy", "wrong level"),
        ({"mode": "hybrid"}, "mode.accuracy", "wrong mode"),
        ({"status": "cancelled"}, "status.accuracy", "wrong status"),
        ({"date_basis": None}, "date_basis.accuracy", "wrong date basis"),
        ({"parties": ("state/fj",)}, "meetings.f1", "missed meeting"),
        ({"key": "meeting/moved"}, "attendees.f1", "missed attendee"),
    ],
)
def test_a_wrong_meeting_lowers_its_figure_and_is_listed(
    fields: dict[str, object], lowered: str, kind: str
) -> None:
    """The fields of meetings are measured where gold states them."""

    def extract(source: Source) -> Extraction:
        found = perfect(source)
        return replace(found, events=tuple(replace(event, **fields) for event in found.events))

    report = seeds_report(extract)
    figures = dict(report.figures())
    assert figures[lowered] is not None
    assert figures[lowered] < 1
    assert kind in {one.kind for score in report.scores for one in score.differences}


def test_what_gold_does_not_state_is_not_measured() -> None:
    """A mode that is found where gold has none is neither right nor wrong."""
    stated = sum(
        meeting.mode is not None
        for article in annotations()
        for meeting in article.meetings
        if meeting.is_meeting
    )
    assert seeds_report(perfect).total.mode.cases == stated


def test_attendees_of_a_spurious_meeting_are_spurious() -> None:
    """Whoever attends a meeting that gold lacks lowers precision; of other events, nothing."""

    def extract(source: Source) -> Extraction:
        found = perfect(source)
        extra = [
            replace(found.events[0], key=f"x/{is_meeting}", is_meeting=is_meeting, ordinal=999)
            for is_meeting in (True, False)
        ]
        guests = [
            Attendance(f"a/{event.key}", event.key, "state/fj", (), (Span(0, 1),), 1.0)
            for event in extra
        ]
        return replace(
            found,
            events=(*found.events, *extra),
            attendances=(*found.attendances, *guests),
        )

    right = seeds_report(perfect).total.attendees
    assert seeds_report(extract).total.attendees == replace(right, found=right.found + 5)


def test_a_position_from_a_link_or_a_menu_is_leakage() -> None:
    """Evidence outside the body is counted, even where the same act stands inside too."""

    def extract(source: Source) -> Extraction:
        found = perfect(source)
        first = found.positions[0]
        end = len(source.text)
        outside = replace(first, evidence=(*first.evidence, Span(end - 3, end)))
        return replace(found, positions=(outside, *found.positions[1:]))

    report = seeds_report(extract)
    listed = [one for score in report.scores for one in score.differences]
    assert report.total.leakage == len(listed) > 0
    assert {one.kind for one in listed} == {"outside the body"}


def test_an_issue_that_gold_cannot_name_is_ignored() -> None:
    """Identifiers outside the list of issues count on neither side."""
    found = dict(seeds_report(changed(issues=("no-such-issue",))).figures())
    assert found["issues.precision"] == 1
    assert found["issues.recall"] is not None
    assert found["issues.recall"] < 1


def test_without_a_list_every_issue_counts() -> None:
    """Gold without ``issues.txt`` does not limit the issues."""
    [gold, *_] = annotations()
    text = (SEEDS / gold.article).read_text(encoding="utf-8")
    source = Source(gold.article.removesuffix(".txt"), gold.article, text, "0" * 64)
    extraction = changed(issues=("no-such-issue",))(source)
    score = Scorer(Lexicon.load()).score(gold, text, extraction)
    assert score.figures.issues.found == score.figures.issues.right + 1


def test_figures_add_up_over_articles() -> None:
    """The total of a report is the sum of its articles, not the mean."""
    report = seeds_report(perfect)
    assert report.total.positions.gold == sum(len(gold.positions) for gold in annotations())


def test_figures_can_be_written_as_json() -> None:
    """Every figure has a name of its own and a number, or null where it has none."""
    figures = seeds_report(empty).figures()
    assert len(dict(figures)) == len(figures)
    assert json.loads(json.dumps(dict(figures))) == dict(figures)


def test_the_listing_quotes_the_article() -> None:
    """Each difference of a position shows its words with the offsets that they have."""
    report = seeds_report(changed(stance="condemn"))
    [line] = [line for line in report.errors() if line.startswith("  wrong stance")][:1]
    assert "condemn" in line
    for score in report.scores:
        text = (SEEDS / score.article).read_text(encoding="utf-8")
        for difference in score.differences:
            for quote in difference.quotes:
                assert text[quote.span.begin : quote.span.end] == quote.text
                assert any(str(quote.span.begin) in line for line in difference.lines())


def test_an_article_that_is_missing_is_an_error_of_its_annotation(tmp_path: Path) -> None:
    """The error names the annotation and the article."""
    with pytest.raises(GoldFormatError, match=r"000_.*\.json: .*000_.*\.txt"):
        evaluate(SEEDS / "gold", tmp_path, perfect)


def test_an_article_that_has_changed_is_an_error(tmp_path: Path) -> None:
    """Evidence that the article lacks is never skipped."""
    for gold in annotations():
        (tmp_path / gold.article).write_text("Một bài báo khác.", encoding="utf-8")
    with pytest.raises(GoldFormatError, match="does not have the words"):
        evaluate(SEEDS / "gold", tmp_path, empty)


def test_the_seed_gold_lists_the_issues_that_it_uses() -> None:
    """The list beside the seed articles has every issue of theirs, and the ontology every one."""
    listed = read_issue_ids(SEEDS / "gold")
    assert listed is not None
    used = {name for gold in annotations() for one in gold.positions for name in one.issues}
    assert used <= listed <= set(Lexicon.load().schemes["issue"])
