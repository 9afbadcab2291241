"""Shows on a terminal that long work goes on; in logs and pipes, nothing."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

__all__ = ["progress"]


@contextmanager
def progress(doing: str) -> Iterator[Callable[[], None]]:
    """Show what is being done, how often, and for how long; how much there is, is not known.

    Args:
        doing: Such as "articles read".

    Yields:
        A function that counts one more.
    """
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.completed} {task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    ) as shown:
        task = shown.add_task(doing, total=None)
        yield lambda: shown.advance(task)
