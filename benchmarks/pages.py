"""How long each page takes, over a store of generated articles.

Usage: python benchmarks/pages.py FOLDER [ARTICLES]

Writes a store of ARTICLES articles (35,000 unless said otherwise) into FOLDER, or takes the one
that is there, and prints the seconds that each page takes on the server. The articles are those
of the seeds over and over, each time with other states, issues and dates, so that lists are long.
The store for 35,000 of them holds 24 million statements and takes about a quarter of an hour.
"""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad, Store

from diplograph import seeds
from diplograph.api.app import create_app
from diplograph.api.settings import Settings
from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import Source, read_sources
from diplograph.graph import snapshots
from diplograph.graph.build import quads
from diplograph.graph.snapshots import Manifest
from diplograph.graph.store import Writer
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.terms import DATA_BASE, VOCAB_BASE

_LOCAL = re.compile(
    rf"{DATA_BASE}(article|position|evidence|attendance|tenure|meeting|event|collective|person)/"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_STATE = re.compile(rf"{DATA_BASE}state/\w+")
_ISSUE = re.compile(rf"{VOCAB_BASE}issue/[\w-]+")
_PATHS = (
    *("/", "/search?q=bien+dong", "/search?q=asean", "/positions", "/positions?holder=state/vn"),
    *("/positions?issue=issue/security&year=2016", "/matrix", "/matrix?year=2016", "/network"),
    *("/network?year=2016", "/network.json", "/network.gexf", "/query", "/id/state/vn"),
    *("/id/state/ru", "/id/organization/asean", "/vocab/issue/south-china-sea"),
    *("/vocab/issue/security", "/id/series/asean-russia-som"),
)


def main() -> None:
    """Measure."""
    store = Path(sys.argv[1]) / "store"
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else 35_000
    if not (store / "current").exists():
        with _timed(f"a store of {articles} articles, with its tables"):
            _write(store, articles)
    app = create_app(Settings(store))
    with TestClient(app) as client:
        snapshot = snapshots.current_snapshot(store)
        print(f"{snapshot.manifest.articles} articles, {snapshot.manifest.quads} statements")
        article = f"/id/article/copy-{articles // 2}"
        for path in (*_PATHS, article):
            times = []
            for _ in range(3):
                start = time.perf_counter()
                status = client.get(path, headers={"Accept": "text/html"}).status_code
                times.append(time.perf_counter() - start)
            print(f"{min(times):8.3f} s  {status}  {path}")


def _write(store: Path, articles: int) -> None:
    """Publish a store of generated articles."""
    folder = Path(str(seeds.__file__)).parent
    extractor = Extractor()
    found = [extractor.extract(s) for s in read_sources([str(folder)]) if isinstance(s, Source)]
    originals = [quads(extraction) for extraction in found]
    with Writer(store) as writer:
        writer.load_ontology()
    primary = Store(str(store / "primary"))
    primary.bulk_extend(_copies(originals, articles))
    manifest = Manifest("generated", snapshots.now(), articles, len(primary), DATA_BASE, "0")
    snapshots.publish(store, primary, manifest)


def _copies(originals: list[list[Quad]], articles: int) -> Iterator[Quad]:
    random = Random(1)
    known = Lexicon.load().entities
    states = [DATA_BASE + key for key in known if key.startswith("state/")]
    issues = sorted({m[0] for original in originals for m in _ISSUE.finditer(str(original))})
    for number in range(articles):
        original = originals[number % len(originals)]
        changes: dict[str, str] = {}
        year = random.randint(2013, 2021)

        def term(
            old: NamedNode | Literal,
            number: int = number,
            year: int = year,
            changes: dict[str, str] = changes,
        ) -> NamedNode | Literal:
            if isinstance(old, Literal):
                is_date = _DATE.fullmatch(old.value)
                return Literal(f"{year}{old.value[4:]}", datatype=old.datatype) if is_date else old
            value = old.value
            for pattern, choices in ((_STATE, states), (_ISSUE, issues)):
                if pattern.fullmatch(value):
                    # A few actors and issues are in most news.
                    place = int(random.paretovariate(0.6)) % len(choices)
                    return NamedNode(changes.setdefault(value, choices[place]))
            local = _LOCAL.match(value)
            if local and local[1] == "article":
                return NamedNode(f"{DATA_BASE}article/copy-{number}")
            shared = local and local[1] == "person" and number % 10
            return old if not local or shared else NamedNode(f"{value}-{number}")

        for quad in original:
            subject, value, graph = (term(x) for x in (quad.subject, quad.object, quad.graph_name))
            yield Quad(subject, quad.predicate, value, graph)


@contextmanager
def _timed(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{time.perf_counter() - start:8.1f} s  {what}")


if __name__ == "__main__":
    main()
