"""Functions of SPARQL that this project adds, for the workers and the command line.

``dip:fold`` is for search: it leaves out case and the marks of letters, so that "Viet Nam" finds
"Việt Nam". ``docs/endpoint.md`` shows a pattern that means the same in any engine.
"""

import unicodedata
from collections.abc import Callable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from diplograph.extract.normalize import fold_accents
from diplograph.ontology.terms import DIP

__all__ = ["FUNCTIONS"]

_Term = NamedNode | BlankNode | Literal | Triple


class _Letters(dict[int, str]):
    """What each letter folds to, found out when it is first met: a query folds many strings."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_accents(chr(code)).lower()
        return folded


_LETTERS = _Letters()


def _fold(*terms: _Term) -> Literal | None:
    """Return a string in lower case without marks; an error for what is no single literal."""
    if len(terms) != 1 or not isinstance(terms[0], Literal):
        return None
    return Literal(unicodedata.normalize("NFC", terms[0].value).lower().translate(_LETTERS))


#: What Oxigraph calls by IRI.
FUNCTIONS: dict[NamedNode, Callable[..., _Term | None]] = {DIP["fold"]: _fold}
