"""The figures of an evaluation: counts that add up over articles, and what is computed from them.

A share of nothing is no number but None: who finds nothing has no precision.
"""

from dataclasses import dataclass, fields
from typing import Self

__all__ = ["Accuracy", "Counts", "Figures"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things gold has, how many were found, and how many of these are right."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Return the counts of both."""
        return Counts(self.gold + other.gold, self.found + other.found, self.right + other.right)

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right."""
        return _share(self.right, self.found)

    @property
    def recall(self) -> float | None:
        """The share of gold that was found."""
        return _share(self.right, self.gold)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; 0 where one of them is missing or 0."""
        return _share(2 * self.right, self.gold + self.found)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """In how many of all cases a field is right."""

    right: int = 0
    cases: int = 0

    def __add__(self, other: "Accuracy") -> "Accuracy":
        """Return the cases of both."""
        return Accuracy(self.right + other.right, self.cases + other.cases)

    @property
    def share(self) -> float | None:
        """The share of right cases."""
        return _share(self.right, self.cases)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one article, or of several together."""

    meetings: Counts = Counts()
    attendees: Counts = Counts()
    #: By span, holder and stance.
    positions: Counts = Counts()
    positions_by_span: Counts = Counts()
    positions_by_holder: Counts = Counts()
    positions_by_polarity: Counts = Counts()
    #: Of matched positions, each issue counted for itself.
    issues: Counts = Counts()
    #: Of matched positions.
    speaker: Accuracy = Accuracy()
    addressee: Accuracy = Accuracy()
    occasion: Accuracy = Accuracy()
    #: Of matched meetings, where gold states it.
    date: Accuracy = Accuracy()
    date_basis: Accuracy = Accuracy()
    ordinal: Accuracy = Accuracy()
    level: Accuracy = Accuracy()
    mode: Accuracy = Accuracy()
    status: Accuracy = Accuracy()
    #: How many positions were read from outside the body.
    leakage: int = 0

    def __add__(self, other: Self) -> Self:
        """Return the figures of both."""
        names = [field.name for field in fields(self)]
        return type(self)(*(getattr(self, name) + getattr(other, name) for name in names))

    def counts(self) -> tuple[tuple[str, Counts], ...]:
        """Return what has precision and recall, by name."""
        named = [(field.name, getattr(self, field.name)) for field in fields(self)]
        return tuple((name, value) for name, value in named if isinstance(value, Counts))

    def accuracies(self) -> tuple[tuple[str, Accuracy], ...]:
        """Return what has an accuracy, by name."""
        named = [(field.name, getattr(self, field.name)) for field in fields(self)]
        return tuple((name, value) for name, value in named if isinstance(value, Accuracy))
