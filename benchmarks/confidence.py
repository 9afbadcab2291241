"""Measures how often each rule of positions is right, against gold annotations.

Usage: ``python benchmarks/confidence.py FOLDER…`` with folders that hold gold files and their
articles side by side. A position is right where gold has one in the same words with the same
holder and stance. Prints for each rule how many positions it found, how many of them were right,
and the share that ``extract/confidence.py`` should give it: that of the found ones, drawn towards
the share over all rules where a rule was seen only a few times.
"""

import sys
from collections import Counter
from pathlib import Path

from diplograph.extract.actor_names import ActorNames
from diplograph.extract.gold import GoldArticle, locate, read_gold
from diplograph.extract.matching import pair_article
from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import Source, read_sources
from diplograph.ontology.lexicon import Lexicon

#: How many positions of average rightness are added to what a rule found.
_PRIOR = 5


def main() -> int:
    """Measure and print."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    extractor, lexicon = Extractor(), Lexicon.load()
    names = ActorNames.of(lexicon)
    for folder in map(Path, sys.argv[1:]):
        for gold in read_gold(folder, lexicon):
            source = source_of(gold, folder)
            extraction = extractor.extract(source)
            pairing = pair_article(
                locate(gold, source.text), extraction, names.with_actors(extraction.actors), lexicon
            )
            found += Counter(position.rule for position in extraction.positions)
            right += Counter(position.rule for _, position in pairing.positions)
    print_table(found, right)
    return 0


def source_of(gold: GoldArticle, folder: Path) -> Source:
    """Return the article of a gold file."""
    (source,) = (one for one in read_sources([folder / gold.article]) if isinstance(one, Source))
    return source


def print_table(found: Counter[str], right: Counter[str]) -> None:
    """Print a line for each rule, the most frequent first."""
    average = right.total() / max(1, found.total())
    print(f"{'rule':20}{'found':>8}{'right':>8}{'share':>8}")
    for rule, number in (*found.most_common(), ("all", found.total())):
        correct = right.total() if rule == "all" else right[rule]
        share = (correct + _PRIOR * average) / (number + _PRIOR)
        print(f"{rule:20}{number:>8}{correct:>8}{share:>8.2f}")


if __name__ == "__main__":
    sys.exit(main())
