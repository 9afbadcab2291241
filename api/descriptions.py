"""What the graph says of one thing, as its page shows it: statements from it and to it.

Each property is shown with its first values and their number; a list of its own, in pages, holds
all. Reads the published snapshot; the page of a kind of thing can be built on the same parts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution
from starlette.requests import Request

from diplograph.api.addresses import address
from diplograph.api.reading import Reader
from diplograph.api.site.language import LANGUAGES
from diplograph.graph.snapshots import Snapshot
from diplograph.ontology.terms import DIP, RDF, RDFS, prefixes

__all__ = ["FIRST", "PER_PAGE", "Description", "Link", "Quote", "Section", "Value", "describe"]

#: Values of a property that are shown beside the others.
FIRST = 20
#: Values on a page of the list of one property.
PER_PAGE = 200
#: From so many values on, a list is in the order of the store: sorting would take too long.
_SORTED = 5000

_FROM, _TO = "from", "to"
#: What stands in the head of a page.
_IN_THE_HEAD = ((_FROM, RDF["type"].value), (_FROM, RDFS["label"].value))
#: What a browser may be sent to.
_FOLLOWED = ("http://", "https://")
_Term = NamedNode | BlankNode | Literal
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """A thing with its name, and where it can be looked at."""

    iri: str
    label: str
    #: None where it is no address that a browser should follow.
    href: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a piece of evidence, and the article that they stand in."""

    words: str
    article: Link


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property: a thing or a text, with the words if it is evidence."""

    link: Link | None = None
    text: str = ""
    language: str | None = None
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The values of one property."""

    property: Link
    #: "from" the thing, or "to" it.
    way: str
    total: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """A thing."""

    iri: str
    label: str
    #: All its names, with their languages.
    labels: tuple[tuple[str, str | None], ...]
    classes: tuple[Link, ...]
    sections: tuple[Section, ...]
    #: The page of the one list that is shown; None where all sections are.
    page: int | None


async def describe(
    reader: Reader, request: Request, node: NamedNode, snapshot: Snapshot, lang: str
) -> Description | None:
    """Return what is known of a thing, or None where nothing is.

    Args:
        reader: Reads the snapshot.
        request: For the client that may leave; ``from`` or ``to`` with a property, and ``page``,
            ask for the list of that property alone.
        node: The thing.
        snapshot: Where to look.
        lang: The language to prefer.
    """
    return await _Look(reader, request, node, snapshot, lang).description()


class _Look:
    """Looks one thing up."""

    def __init__(
        self, reader: Reader, request: Request, node: NamedNode, snapshot: Snapshot, lang: str
    ) -> None:
        self._reader, self._request, self._snapshot = reader, request, snapshot
        self._node, self._lang, self._base = node, lang, snapshot.manifest.base
        self._labels: dict[str, list[Literal]] = {}
        self._totals: dict[_Key, int] = {}
        number = request.query_params.get("page", "1")
        asks_list = any(request.query_params.get(way) for way in (_FROM, _TO))
        self._page = int(number) if asks_list and number.isdecimal() and int(number) else None
        if asks_list and self._page is None:
            self._page = 1

    async def description(self) -> Description | None:
        await self._count()
        if not self._totals:
            return None
        keys = self._keys()
        found = await self._values(keys)
        terms = [NamedNode(property_) for _, property_ in keys]
        terms += [term for terms in found.values() for term in terms if isinstance(term, NamedNode)]
        quotes = await self._quotes(found.get((_FROM, DIP["evidence"].value), ()))
        await self._name({self._node, *terms, *(NamedNode(q.article.iri) for q in quotes.values())})
        quotes = {
            e: Quote(q.words, self._link(NamedNode(q.article.iri))) for e, q in quotes.items()
        }
        names = self._labels.get(self._node.value, ())
        classes = found.get((_FROM, RDF["type"].value), ())
        shown = [key for key in keys if key not in _IN_THE_HEAD or self._page]
        return Description(
            iri=self._node.value,
            label=self._label(self._node.value),
            labels=tuple((name.value, name.language) for name in names),
            classes=tuple(self._link(x) for x in classes if isinstance(x, NamedNode)),
            sections=tuple(self._section(key, found.get(key, ()), quotes) for key in shown),
            page=self._page,
        )

    def _keys(self) -> list[_Key]:
        """Return the properties to show: all, or the one whose list is asked for."""
        for way in (_FROM, _TO):
            name = self._request.query_params.get(way)
            if name:
                return [key for key in self._totals if key == (way, name)]
        return list(self._totals)

    async def _count(self) -> None:
        node = self._node
        rows = await self._rows(
            f"""SELECT ?way ?p (COUNT(DISTINCT ?x) AS ?n) {{
                  {{ {node} ?p ?x BIND("{_FROM}" AS ?way) }}
                  UNION {{ ?x ?p {node} BIND("{_TO}" AS ?way) }} }}
                GROUP BY ?way ?p ORDER BY ?way ?p"""
        )
        self._totals = {
            (_text(row["way"]), _text(row["p"])): int(_text(row["n"])) for row in rows if row["p"]
        }

    async def _values(self, keys: Iterable[_Key]) -> dict[_Key, list[_Term]]:
        node, parts = self._node, []
        limits = f"LIMIT {FIRST}"
        if self._page:
            limits = f"LIMIT {PER_PAGE} OFFSET {(self._page - 1) * PER_PAGE}"
        for way, property_ in keys:
            p = NamedNode(property_)
            pattern = f"{node} {p} ?x" if way == _FROM else f"?x {p} {node}"
            order = "ORDER BY ?x" if self._totals[way, property_] <= _SORTED else ""
            parts.append(
                f"""{{ SELECT DISTINCT ?way ?p ?x {{
                         {pattern} BIND({p} AS ?p) BIND("{way}" AS ?way) }} {order} {limits} }}"""
            )
        found: dict[_Key, list[_Term]] = {}
        for row in await self._rows(f"SELECT ?way ?p ?x {{ {' UNION '.join(parts) or '{}'} }}"):
            if isinstance(row["x"], NamedNode | BlankNode | Literal):
                found.setdefault((_text(row["way"]), _text(row["p"])), []).append(row["x"])
        return found

    async def _quotes(self, evidence: Iterable[_Term]) -> dict[str, Quote]:
        nodes = " ".join(str(node) for node in evidence if isinstance(node, NamedNode))
        rows = await self._rows(
            f"""SELECT ?x ?words ?article {{
                  VALUES ?x {{ {nodes} }} ?x nif:anchorOf ?words ; dip:source ?article }}"""
        )
        return {
            _text(row["x"]): Quote(_text(row["words"]), Link(_text(row["article"]), "", None))
            for row in rows
        }

    async def _name(self, nodes: Iterable[NamedNode]) -> None:
        """Read the labels of things, in a fixed order."""
        listed = " ".join(map(str, nodes))
        rows = await self._rows(
            f"""SELECT DISTINCT ?x ?name {{
                  VALUES ?x {{ {listed} }} ?x rdfs:label ?name }} ORDER BY ?x STR(?name)"""
        )
        for row in rows:
            if isinstance(row["name"], Literal):
                self._labels.setdefault(_text(row["x"]), []).append(row["name"])

    async def _rows(self, query: str) -> list[QuerySolution]:
        return await self._reader.rows(self._request, query, self._snapshot)

    def _section(self, key: _Key, terms: Iterable[_Term], quotes: dict[str, Quote]) -> Section:
        way, property_ = key
        values = tuple(self._value(term, quotes) for term in terms)
        return Section(self._link(NamedNode(property_)), way, self._totals[key], values)

    def _value(self, term: _Term, quotes: dict[str, Quote]) -> Value:
        if isinstance(term, NamedNode):
            return Value(link=self._link(term), quote=quotes.get(term.value))
        return Value(text=term.value, language=getattr(term, "language", None))

    def _link(self, node: NamedNode) -> Link:
        href = address(node.value, self._base)
        if href is not None:
            href = self._request.scope.get("root_path", "") + href
        elif node.value.startswith(_FOLLOWED):
            href = node.value
        return Link(node.value, self._label(node.value), href)

    def _label(self, iri: str) -> str:
        """Return the best name of a thing: in the language wanted, in the other, from its IRI."""
        names = self._labels.get(iri, ())
        for wanted in (self._lang, *LANGUAGES):
            for name in names:
                if name.language == wanted:
                    return name.value
        return names[0].value if names else self._short(iri)

    def _short(self, iri: str) -> str:
        for prefix, namespace in prefixes(self._base).items():
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))
