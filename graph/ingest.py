"""Loads extractions into a store, batch by batch, and keeps account.

Pure orchestration: it takes results as they come, from whatever process made them, and never stops
at a broken article. A batch is one transaction; what was committed stays if the build is killed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from diplograph.graph.snapshots import Snapshot
from diplograph.graph.store import Writer
from diplograph.ontology.model import Extraction

__all__ = ["Failure", "Ingest", "Report"]

_BATCH = 50


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read, with the line that tells the user why."""

    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    added: int
    replaced: int
    unchanged: int
    failures: tuple[Failure, ...]
    #: What was published; None where the published snapshot holds all of it already.
    snapshot: Snapshot | None


@dataclass
class Ingest:
    """Takes results one by one; ``finish`` publishes."""

    writer: Writer
    _batch: list[Extraction] = field(default_factory=list)
    _added: int = 0
    _replaced: int = 0
    _unchanged: int = 0
    _failures: list[Failure] = field(default_factory=list)

    def skip(self) -> None:
        """Count an article that is up to date."""
        self._unchanged += 1

    def take(self, result: Extraction | Failure) -> None:
        """Take what became of an article."""
        if isinstance(result, Failure):
            self._failures.append(result)
            return
        if self.writer.knows(result.article.identifier):
            self._replaced += 1
        else:
            self._added += 1
        self._batch.append(result)
        if len(self._batch) >= _BATCH:
            self._commit()

    def take_all(self, results: Iterable[Extraction | Failure]) -> None:
        """Take results as they come."""
        for result in results:
            self.take(result)

    def finish(self) -> Report:
        """Commit the rest, publish, and report."""
        self._commit()
        return Report(
            added=self._added,
            replaced=self._replaced,
            unchanged=self._unchanged,
            failures=tuple(sorted(self._failures, key=lambda failure: failure.message)),
            snapshot=self.writer.publish(),
        )

    def _commit(self) -> None:
        if self._batch:
            self.writer.write(self._batch)
            self._batch.clear()
