"""An article with everything that was read out of it, marked in its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from diplograph.api.site.positions import Listed, positions_of_graph
from diplograph.api.site.tables import Link, Names, Tables, Value, text_of

__all__ = ["ArticlePage", "Mark", "Piece", "article_page"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that proves something."""

    begin: int
    end: int
    #: What it proves: ``position``, ``meeting``, ``event``, ``attendance``, ``person`` …
    kind: str
    node: str
    #: Name and group of its stance (favour, ask, neutral or against), for a position.
    stance: str | None
    polarity: str | None

    @property
    def anchor(self) -> str:
        """What the node is called within the page."""
        return self.node.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the text that the same marks lie on."""

    text: str
    marks: tuple[Mark, ...]
    #: Those of the marks that are the first of their nodes and begin here.
    opening: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article and what was read out of it."""

    link: Link
    published: str | None
    publisher: str | None
    url: str | None
    language: str
    before: tuple[Piece, ...]
    body: tuple[Piece, ...]
    after: tuple[Piece, ...]
    #: The nodes that are marked in its text.
    names: Names
    marked: frozenset[str]
    positions: tuple[Listed, ...]
    events: tuple[Link, ...]
    actors: tuple[Link, ...]


def article_page(tables: Tables, key: str, base: str) -> ArticlePage | None:
    """Return an article with its marks; None where there is none of this key."""
    rows = tables.rows(
        """SELECT article.graph, published, publisher, url, language, body_begin, body_end, text
           FROM article JOIN node USING (graph, key) JOIN words ON words.rowid = node.rowid
           WHERE article.key = ?""",
        key,
    )
    if not rows:
        return None
    graph, published, publisher, url, language, begin, end, text = rows[0]
    whole, body_begin, body_end = str(text), int(begin or 0), int(end or len(str(text)))
    marks = tuple(_marks(tables, graph))
    names = tables.names([key, *(mark.node for mark in marks)])
    before, body, after = (
        tuple(_pieces(whole, marks, *bounds))
        for bounds in ((0, body_begin), (body_begin, body_end), (body_end, len(whole)))
    )
    return ArticlePage(
        link=names[key],
        published=text_of(published),
        publisher=text_of(publisher),
        url=text_of(url),
        language=str(language or "vi"),
        before=before,
        body=body,
        after=after,
        names=names,
        marked=frozenset(mark.node for mark in marks),
        positions=positions_of_graph(tables, graph, base),
        events=_nodes(names, marks, ("meeting", "event")),
        actors=_nodes(names, marks, ("person", "state", "organization", "collective")),
    )


def _nodes(names: Names, marks: tuple[Mark, ...], kinds: tuple[str, ...]) -> tuple[Link, ...]:
    found = dict.fromkeys(mark.node for mark in marks if mark.kind in kinds)
    return tuple(names[node] for node in found)


def _marks(tables: Tables, graph: Value) -> Iterator[Mark]:
    rows = tables.rows(
        """SELECT DISTINCT begin, end, node, stance, topic FROM evidence
           LEFT JOIN position ON position.key = node
           LEFT JOIN broader ON concept = 'stance/' || stance
           WHERE evidence.graph = ? ORDER BY begin, end DESC, node""",
        graph,
    )
    stances = tables.names(f"stance/{row[3]}" for row in rows if row[3])
    for begin, end, node, stance, topic in rows:
        yield Mark(
            begin=int(begin or 0),
            end=int(end or 0),
            kind=str(node).partition("/")[0],
            node=str(node),
            stance=stances[f"stance/{stance}"].label if stance else None,
            polarity=str(topic).rsplit("/", 1)[-1] if topic else None,
        )


def _pieces(text: str, marks: tuple[Mark, ...], begin: int, end: int) -> Iterator[Piece]:
    """Cut a stretch of a text wherever a mark begins or ends."""
    cuts = {begin, end} | {at for mark in marks for at in (mark.begin, mark.end)}
    places = sorted(cut for cut in cuts if begin <= cut <= end)
    first: dict[str, Mark] = {}
    for mark in marks:
        first.setdefault(mark.node, mark)
    for start, stop in pairwise(places):
        over = tuple(mark for mark in marks if mark.begin <= start and stop <= mark.end)
        opening = (mark for mark in over if mark.begin == start and first[mark.node] is mark)
        yield Piece(text[start:stop], over, tuple(opening))
