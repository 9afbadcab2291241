"""``diplograph show``: an article with what was read out of it, in the terminal."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store
from rich.console import Console
from rich.text import Text

from diplograph.api.commands.options import Commands, add_store
from diplograph.api.settings import store_folder
from diplograph.extract.pipeline import Extractor
from diplograph.extract.readers import Source, read_sources
from diplograph.graph.snapshots import current_snapshot
from diplograph.ontology.errors import ArticleFormatError, StoreError
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Event, Extraction, Span
from diplograph.ontology.terms import DCTERMS, DIP, RDF, SCHEMA

__all__ = ["add_to"]

_POSITION, _EVENT = "bold green", "bold cyan"


def add_to(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("show", help="show an article with what was read out of it")
    parser.add_argument("article", metavar="PATH|IRI", help="a file, or an article of the store")
    add_store(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    is_file = arguments.article == "-" or Path(arguments.article).exists()
    sources = read_sources([arguments.article]) if is_file else _stored(arguments)
    extractor = Extractor()
    for source in sources:
        if isinstance(source, ArticleFormatError):
            raise source
        _Page(extractor.extract(source)).print()
    return 0


def _stored(arguments: argparse.Namespace) -> Iterator[Source]:
    """Yield the article of that IRI as it is stored."""
    store = current_snapshot(store_folder(arguments.store)).open()
    try:
        article = NamedNode(arguments.article)
    except ValueError as error:
        message = f"{arguments.article}: neither a file nor the IRI of an article"
        raise StoreError(message) from error
    if not any(store.quads_for_pattern(article, RDF["type"], DIP["Article"])):
        raise StoreError(f"{arguments.article}: no article of this store")
    yield Source(
        identifier=_literal(store, article, DCTERMS["identifier"]),
        name=arguments.article,
        text=_literal(store, article, SCHEMA["text"]),
        sha256=_literal(store, article, DIP["sha256"]),
    )


def _literal(store: Store, subject: NamedNode, predicate: NamedNode) -> str:
    found = next(store.quads_for_pattern(subject, predicate, None)).object
    return found.value if isinstance(found, Literal) else ""


class _Page:
    """Prints one extraction."""

    def __init__(self, extraction: Extraction) -> None:
        self._extraction = extraction
        self._labels = {e.key: e.label for e in Lexicon.load().entities.values()}
        self._labels |= {actor.key: actor.label for actor in extraction.actors}
        self._labels |= {event.key: event.label for event in extraction.events}
        self._console = Console(highlight=False, soft_wrap=True)

    def print(self) -> None:
        """Print the marked text, then events with who took part, then positions."""
        self._console.print(self._marked())
        self._section("Events", _EVENT)
        for event in self._extraction.events:
            self._event(event)
        self._section("Positions", _POSITION)
        for position in self._extraction.positions:
            words = [self._name(position.holder), position.stance]
            words += [f"→ {self._name(position.addressee)}"] if position.addressee else []
            words += [f"(by {self._name(position.speaker)})"] if position.speaker else []
            self._line(" ".join(words) + f"  [{', '.join(position.issues)}]")
            self._line(f"    “{self._words(position.evidence[0])}”")

    def _event(self, event: Event) -> None:
        facts = [event.kind, event.status, event.level, event.mode]
        facts += [event.date.isoformat() if event.date else None, event.date_basis]
        facts += [self._name(event.place) if event.place else None]
        self._line(f"{event.label}  [{', '.join(fact for fact in facts if fact)}]")
        for attendance in self._extraction.attendances:
            if attendance.event == event.key:
                roles = ", ".join(attendance.roles)
                side = f" for {self._name(attendance.represents)}" if attendance.represents else ""
                self._line(f"    {self._name(attendance.attendee)}{side}: {roles}")

    def _marked(self) -> Text:
        article = self._extraction.article
        text = Text(article.text)
        for nodes, style in (
            (self._extraction.events, _EVENT),
            (self._extraction.positions, _POSITION),
        ):
            for span in (span for node in nodes for span in node.evidence):
                text.stylize(style, span.begin, span.end)
        text.stylize("dim", 0, article.body.begin)
        text.stylize("dim", article.body.end)
        return text

    def _section(self, title: str, style: str) -> None:
        self._console.print(Text(f"\n{title}", style=style))

    def _line(self, line: str) -> None:
        self._console.print(Text(line))

    def _name(self, key: str | None) -> str:
        return self._labels.get(key or "", key or "")

    def _words(self, span: Span) -> str:
        return " ".join(self._extraction.article.text[span.begin : span.end].split())
