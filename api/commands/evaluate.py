"""``diplograph evaluate``: precision, recall and F1 against gold annotations."""

import argparse
from pathlib import Path

from diplograph.api.commands.options import Commands
from diplograph.api.commands.progress import progress
from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import Source
from diplograph.extract.scoring import evaluate
from diplograph.ontology.model import Extraction

__all__ = ["add_to"]


def add_to(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("evaluate", help="measure the extraction against gold")
    parser.add_argument("gold", metavar="GOLD", help="a gold file, or a folder of them")
    parser.add_argument("--articles", metavar="DIR", required=True, help="folder of the articles")
    parser.add_argument("--errors", action="store_true", help="list what was missed and wrong")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    extractor = Extractor()
    with progress("articles read") as count:

        def extract(source: Source) -> Extraction:
            count()
            return extractor.extract(source)

        report = evaluate(Path(arguments.gold), Path(arguments.articles), extract)
    lines = report.lines()
    if arguments.errors:
        lines = [*report.errors(), *lines]
    print("\n".join(lines))
    return 0
