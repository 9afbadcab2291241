"""Measures an extraction against gold annotations.

Reads gold files and the articles that they name, gives a ``Report``; called by ``diplograph
evaluate`` and by the quality gate. ``docs/quality.md`` says what counts as right.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path

from diplograph.extract.actor_names import ActorNames
from diplograph.extract.differences import Difference, differences
from diplograph.extract.figures import Accuracy, Counts, Figures
from diplograph.extract.gold import (
    GoldArticle,
    LocatedArticle,
    locate,
    read_gold,
    read_issue_ids,
)
from diplograph.extract.matching import MeetingPair, Pairing, PositionPair, pair_article
from diplograph.extract.readers import Source, read_sources
from diplograph.ontology.errors import GoldFormatError
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Extraction

__all__ = ["ArticleScore", "Report", "Scorer", "evaluate"]


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """How well one article was read."""

    article: str
    figures: Figures
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """How well a set of articles was read."""

    scores: tuple[ArticleScore, ...]

    @property
    def total(self) -> Figures:
        """The figures over all articles."""
        return reduce(add, (score.figures for score in self.scores), Figures())

    def figures(self) -> tuple[tuple[str, float | None], ...]:
        """Return every figure by its name, such as "positions.f1"; None where it has no value."""
        total = self.total
        found: list[tuple[str, float | None]] = []
        for name, counts in total.counts():
            found += [(f"{name}.precision", counts.precision), (f"{name}.recall", counts.recall)]
            found.append((f"{name}.f1", counts.f1))
        found += [(f"{name}.accuracy", accuracy.share) for name, accuracy in total.accuracies()]
        return (*found, ("leakage", float(total.leakage)))

    def lines(self) -> list[str]:
        """Return the figures as a table."""
        total = self.total
        rows = [f"{'':24}{'gold':>7}{'found':>7}{'right':>7}{'P':>8}{'R':>8}{'F1':>8}"]
        for name, counts in total.counts():
            shares = "".join(
                f"{_percent(share):>8}" for share in (counts.precision, counts.recall, counts.f1)
            )
            numbers = f"{counts.gold:>7}{counts.found:>7}{counts.right:>7}"
            rows.append(f"{_heading(name):24}{numbers}{shares}")
        rows += ["", f"{'on what matched':24}{'cases':>14}{'right':>7}{'share':>8}"]
        for name, accuracy in total.accuracies():
            numbers = f"{accuracy.cases:>14}{accuracy.right:>7}"
            rows.append(f"{_heading(name):24}{numbers}{_percent(accuracy.share):>8}")
        rows += [
            "",
            f"positions outside the body: {total.leakage}",
            f"articles: {len(self.scores)}",
        ]
        return rows

    def errors(self) -> list[str]:
        """Return a listing, article by article, of what was missed and what is wrong."""
        return [line for score in self.scores for line in _listing(score)]


def _heading(name: str) -> str:
    return name.replace("positions_by_", "  by ").replace("issues", "  issues of matched")


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def _listing(score: ArticleScore) -> Iterable[str]:
    figures = score.figures
    parts = (("meetings", figures.meetings), ("positions", figures.positions))
    summary = ", ".join(f"{name} {c.right} of {c.gold} ({c.found} found)" for name, c in parts)
    yield f"== {score.article}: {summary}"
    for difference in score.differences:
        yield from difference.lines()
    yield ""


def evaluate(gold: Path, articles: Path, extract: Callable[[Source], Extraction]) -> Report:
    """Extract the articles that have gold, and measure what comes out.

    Args:
        gold: An annotation file, or a folder of them. Issues that the list of issues beside it or
            above it does not list are ignored.
        articles: The folder of the articles that the annotations name.
        extract: Reads an article.

    Raises:
        GoldFormatError: An annotation cannot be read, or its article is missing or differs.
    """
    lexicon = Lexicon.load()
    scorer = Scorer(lexicon, read_issue_ids(gold))
    scores = []
    for annotation in read_gold(gold, lexicon):
        source = _source(annotation, articles)
        scores.append(scorer.score(annotation, source.text, extract(source)))
    return Report(tuple(scores))


def _source(annotation: GoldArticle, articles: Path) -> Source:
    found = list(read_sources([str(articles / annotation.article)]))
    if len(found) != 1:
        raise GoldFormatError(f'"{annotation.article}" is not one article', annotation.path)
    if not isinstance(found[0], Source):
        raise GoldFormatError(f"its article {found[0]}", annotation.path) from found[0]
    return found[0]


class Scorer:
    """Measures extractions, one article at a time."""

    def __init__(self, lexicon: Lexicon, issues: Collection[str] | None = None) -> None:
        """Take what names and stances mean.

        Args:
            lexicon: Has the names of actors and the polarity of stances.
            issues: Identifiers of the issues that count; by default all do.
        """
        self._lexicon = lexicon
        self._names = ActorNames.of(lexicon)
        self._issues = issues

    def score(self, gold: GoldArticle, text: str, extraction: Extraction) -> ArticleScore:
        """Measure one extraction.

        Args:
            gold: What the article says.
            text: The text that the spans of the extraction count in.
            extraction: What was read out of it.

        Raises:
            GoldFormatError: The text lacks words that the annotation quotes.
        """
        located = locate(gold, text)
        names = self._names.with_actors(extraction.actors)
        pairing = pair_article(located, extraction, names, self._lexicon)
        figures = self._figures(located, extraction, pairing, names)
        return ArticleScore(
            gold.article,
            figures,
            differences(located, extraction, pairing, names, self._counting),
        )

    def _counting(self, issues: Iterable[str]) -> frozenset[str]:
        return frozenset(name for name in issues if self._issues is None or name in self._issues)

    def _figures(
        self, gold: LocatedArticle, extraction: Extraction, pairing: Pairing, names: ActorNames
    ) -> Figures:
        return (
            _meeting_figures(gold, extraction, pairing)
            + _position_figures(gold, extraction, pairing)
            + reduce(
                add,
                (self._matched_position(pair, pairing, names) for pair in pairing.positions),
                Figures(),
            )
            + reduce(add, map(_matched_meeting, pairing.meetings), Figures())
        )

    def _matched_position(self, pair: PositionPair, pairing: Pairing, names: ActorNames) -> Figures:
        gold, found = pair[0].position, pair[1]
        issues, found_issues = self._counting(gold.issues), self._counting(found.issues)
        return Figures(
            issues=Counts(len(issues), len(found_issues), len(issues & found_issues)),
            speaker=_case(names.is_same(found.speaker, gold.speaker)),
            addressee=_case(names.is_same(found.addressee, gold.addressee)),
            occasion=_case(pairing.occasion(found.occasion) == gold.occasion),
        )


def _meeting_figures(gold: LocatedArticle, extraction: Extraction, pairing: Pairing) -> Figures:
    meetings = [one for one in gold.gold.meetings if one.is_meeting]
    keys = {event.key for event in extraction.events if event.is_meeting}
    attendances = [found for found in extraction.attendances if found.event in keys]
    return Figures(
        meetings=Counts(len(meetings), len(keys), len(pairing.meetings)),
        attendees=Counts(
            sum(len(meeting.attendees) for meeting in meetings),
            len(attendances),
            sum(len(pairs) for _, pairs in pairing.attendees),
        ),
    )


def _position_figures(gold: LocatedArticle, extraction: Extraction, pairing: Pairing) -> Figures:
    def counts(pairs: Collection[PositionPair]) -> Counts:
        return Counts(len(gold.positions), len(extraction.positions), len(pairs))

    return Figures(
        positions=counts(pairing.positions),
        positions_by_span=counts(pairing.by_span),
        positions_by_holder=counts(pairing.by_holder),
        positions_by_polarity=counts(pairing.by_polarity),
        leakage=sum(bool(gold.outside(found.evidence)) for found in extraction.positions),
    )


def _matched_meeting(pair: MeetingPair) -> Figures:
    gold, found = pair

    def accuracy(stated: object, extracted: object) -> Accuracy:
        return _case(stated == extracted) if stated is not None else Accuracy()

    return Figures(
        date=accuracy(gold.date, found.date),
        date_basis=accuracy(gold.date_basis, found.date_basis),
        ordinal=accuracy(gold.ordinal, found.ordinal),
        level=accuracy(gold.level, found.level),
        mode=accuracy(gold.mode, found.mode),
        status=accuracy(gold.status, found.status),
    )


def _case(is_right: bool) -> Accuracy:
    return Accuracy(int(is_right), 1)
