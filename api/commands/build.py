"""``diplograph build``: read articles, extract, load, publish.

Articles are extracted in processes of their own and loaded by this one, in the order in which they
are named; what is in the store and up to date is skipped before it is extracted. A broken article
is reported and does not stop the others. A build that was killed goes on when it is run again.
"""

import argparse
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from diplograph.api.commands.options import Commands, add_store, positive
from diplograph.api.commands.progress import progress
from diplograph.api.settings import data_base, store_folder
from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import Source, read_sources
from diplograph.extract.ruleset import software
from diplograph.graph.ingest import Failure, Ingest, Report
from diplograph.graph.store import Writer
from diplograph.ontology.errors import ArticleFormatError, DiplographError
from diplograph.ontology.model import Extraction

__all__ = ["add_to", "build", "print_report"]

#: How many articles may wait for a process, for each process: enough that none is ever idle.
_AHEAD = 4


def add_to(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("build", help="read articles into a store")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, - for stdin")
    parser.add_argument(
        "--jobs",
        type=positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes (all cores)",
    )
    add_store(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    report = build(arguments.paths, store_folder(arguments.store), arguments.jobs)
    print_report(report)
    return 1 if report.failures else 0


def build(paths: Sequence[str], store: Path, jobs: int) -> Report:
    """Read articles into a store and publish it.

    Args:
        paths: Files, folders, or ``-`` for standard input.
        store: Folder of the store.
        jobs: How many processes extract; with one, this process does.

    Raises:
        StoreError: The store cannot be opened or written.
    """
    with Writer(store, data_base()) as writer, progress("articles read") as count:
        writer.load_ontology()
        ingest = Ingest(writer)
        for result in _results(_changed(paths, ingest), jobs):
            ingest.take(result)
            count()
        return ingest.finish()


def print_report(report: Report) -> None:
    """Say what a build did, and on standard error what failed."""
    for failure in report.failures:
        print(f"diplograph: {failure.message}", file=sys.stderr)
    counts = f"{report.added} added, {report.replaced} replaced, {report.unchanged} unchanged"
    print(f"{counts}, {len(report.failures)} failed")
    if report.snapshot is None:
        print("nothing changed, nothing published")
    else:
        print(f"published snapshot {report.snapshot.id}")


def _changed(paths: Sequence[str], ingest: Ingest) -> Iterator[Source]:
    """Yield the articles that are not up to date in the store; count and report the others."""
    maker = software()
    for source in read_sources(paths):
        if isinstance(source, ArticleFormatError):
            ingest.take(Failure(str(source)))
        elif ingest.writer.is_current(source.identifier, source.sha256, maker):
            ingest.skip()
        else:
            yield source


def _results(sources: Iterable[Source], jobs: int) -> Iterator[Extraction | Failure]:
    """Yield what becomes of articles, in their order."""
    if jobs == 1:
        yield from map(_extracted, sources)
        return
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_end_with_parent
    ) as pool:
        waiting: list[Future[Extraction | Failure]] = []
        try:
            for source in sources:
                with _deaf():
                    waiting.append(pool.submit(_extracted, source))
                if len(waiting) >= jobs * _AHEAD:
                    yield waiting.pop(0).result()
            for future in waiting:
                yield future.result()
        except BrokenProcessPool as error:
            message = "a process that extracts was killed; run again, with fewer --jobs"
            raise DiplographError(message) from error
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Ignore Ctrl-C, as do the processes that start meanwhile: it is the build that ends them."""
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, handler)


def _end_with_parent() -> None:
    """End this process when the build is killed, as it would wait for work for ever."""

    def watch() -> None:
        if (parent := parent_process()) is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


_extractor: Extractor | None = None


def _extracted(source: Source) -> Extraction | Failure:
    """Extract an article; a fault of our own is reported as the article's and stops nothing."""
    global _extractor
    _extractor = _extractor or Extractor()
    try:
        return _extractor.extract(source)
    except Exception as error:  # the build goes on whatever one article does to the rules
        reason = f"{type(error).__name__}: {error}"
        return Failure(f"{source.name}: internal error ({reason}); please report it")
