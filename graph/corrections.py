"""Corrections by a researcher: a Turtle file that says how nodes should be.

Each file has a named graph of its own, which no build touches. Where a store is published they are
applied to the copy, and win over what was extracted; the store that is written to keeps both, so
that a correction can be changed or withdrawn at any time.

For a node that was extracted, a file may state

- values of a property: they take the place of all extracted values of it;
- ``dip:without PROPERTY``: the extracted values are wrong, and there are none;
- ``dip:retracted true``: there is no such thing; what cannot be without it goes too.

It may also describe new nodes. Nodes of the authority files are not corrected here: those files
are there to be edited. Corrections of nodes that no article of the store describes wait for it.
"""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from diplograph.ontology.errors import CorrectionError
from diplograph.ontology.files import ontology_files
from diplograph.ontology.iris import corrections_key
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.terms import DATA_BASE, DIP, XSD, prefixes

__all__ = ["apply_corrections", "corrections_iri", "has_corrections", "read_corrections"]

#: What makes corrections (graph ``?c``) win over articles (graph ``?g``), step by step; each step
#: sees what the ones before it did.
_STEPS = (
    # What cannot be without a thing that is retracted is retracted with it.
    """INSERT { GRAPH ?c { ?node dip:retracted true } } WHERE {
         GRAPH ?c { ?gone dip:retracted true } FILTER(<c>)
         GRAPH ?g { ?node dip:event|dip:attendee|dip:holderOfTenure|dip:holder ?gone } }""",
    """DELETE { GRAPH ?g { ?gone ?p ?o } } WHERE {
         GRAPH ?c { ?gone dip:retracted true } FILTER(<c>)
         GRAPH ?g { ?gone ?p ?o } FILTER(<g>) }""",
    """DELETE { GRAPH ?g { ?s ?p ?gone } } WHERE {
         GRAPH ?c { ?gone dip:retracted true } FILTER(<c>)
         GRAPH ?g { ?s ?p ?gone } FILTER(<g>) }""",
    """DELETE { GRAPH ?g { ?s ?p ?o } } WHERE {
         GRAPH ?c { ?s dip:without ?p } FILTER(<c>)
         GRAPH ?g { ?s ?p ?o } FILTER(<g>) }""",
    """DELETE { GRAPH ?g { ?s ?p ?o } } WHERE {
         GRAPH ?c { ?s ?p ?right } FILTER(<c> && ?p != rdf:type)
         GRAPH ?g { ?s ?p ?o } FILTER(<g>) }""",
    # What is left in ?c are values; those of nodes that nothing describes are not shown.
    """DELETE { GRAPH ?c { ?s dip:without ?p } } WHERE {
         GRAPH ?c { ?s dip:without ?p } FILTER(<c>) }""",
    """DELETE { GRAPH ?c { ?s ?p ?o } } WHERE {
         GRAPH ?c { ?s ?p ?o } FILTER(<c>)
         FILTER NOT EXISTS { GRAPH ?g { ?s a ?class } } }""",
    # The shortcut from an event to who took part follows the attendances.
    """DELETE { GRAPH ?g { ?event dip:participant ?actor } } WHERE {
         GRAPH ?g { ?event dip:participant ?actor }
         FILTER NOT EXISTS {
           GRAPH ?h { ?a dip:event ?event } GRAPH ?i { ?a dip:attendee ?actor } } }""",
    """INSERT { GRAPH ?c { ?event dip:participant ?actor } } WHERE {
         GRAPH ?c { ?a dip:event|dip:attendee ?corrected } FILTER(<c>)
         GRAPH ?h { ?a dip:event ?event } GRAPH ?i { ?a dip:attendee ?actor }
         FILTER NOT EXISTS { GRAPH ?g { ?event dip:participant ?actor } } }""",
    # Words that prove nothing any more go.
    """DELETE { GRAPH ?g { ?words ?p ?o } } WHERE {
         GRAPH ?g { ?words a dip:Evidence ; ?p ?o } FILTER(<g>)
         FILTER NOT EXISTS { GRAPH ?h { ?node dip:evidence ?words } } }""",
)


def corrections_iri(name: str, base: str = DATA_BASE) -> NamedNode:
    """Return the IRI of the graph that holds the corrections of a file of this name."""
    return NamedNode(base + corrections_key(name))


def has_corrections(store: Store, base: str = DATA_BASE) -> bool:
    """Return whether a store holds any corrections."""
    start = base + corrections_key("")
    return any(
        isinstance(graph, NamedNode) and graph.value.startswith(start)
        for graph in store.named_graphs()
    )


def apply_corrections(store: Store, base: str = DATA_BASE) -> None:
    """Make corrections win over what was extracted; what they replace is gone from the store."""
    for step in _STEPS:
        request = step.replace("<c>", f'STRSTARTS(STR(?c), "{base}{corrections_key("")}")')
        request = request.replace("<g>", f'STRSTARTS(STR(?g), "{base}article/")')
        store.update(request, prefixes=prefixes(base))


def read_corrections(path: Path) -> list[Quad]:
    """Read a file of corrections.

    Returns:
        Its statements, in the default graph.

    Raises:
        CorrectionError: It cannot be read, is no Turtle, or states what cannot be a correction.
    """
    try:
        found = list(parse(path.read_bytes(), RdfFormat.TURTLE))
    except OSError as error:
        raise CorrectionError(f"cannot be read: {error.strerror}", path) from error
    except SyntaxError as error:
        raise CorrectionError(f"is no Turtle: {error.msg}", path, error.lineno) from error
    for problem in _problems(found):
        raise CorrectionError(problem, path)
    return found


def _problems(found: list[Quad]) -> Iterator[str]:
    """Yield what cannot be a correction, most telling first."""
    declared = {q.subject for q in parse(ontology_files()[0].path.read_bytes(), RdfFormat.TURTLE)}
    known = Lexicon.load().entities
    true = Literal("true", datatype=XSD["boolean"])
    for subject, predicate, value, _ in found:
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            yield "has a blank node; give every node its IRI"
        elif predicate.value.startswith(DIP.iri) and predicate not in declared:
            yield f"{predicate} is no property of the ontology"
        elif subject.value.removeprefix(DATA_BASE) in known:
            yield f"{subject} is described by the authority files; edit those"
        elif not subject.value.startswith(DATA_BASE):
            yield f"{subject} is no node that was extracted"
        elif predicate == DIP["without"] and value not in declared:
            yield f"{value} is no property of the ontology"
        elif predicate == DIP["retracted"] and value != true:
            yield f"dip:retracted of {subject} can only be true; leave it out otherwise"
