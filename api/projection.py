"""Puts the columns of ``SELECT *`` in the order in which the query names its variables.

Oxigraph sorts them by name. The star is replaced by the variables themselves, which means the same.
"""

import re
from functools import cache

from pyoxigraph import QuerySolutions, Store

from diplograph.api.functions import FUNCTIONS
from diplograph.api.gate import CLOSED
from diplograph.ontology.terms import prefixes

__all__ = ["in_query_order"]

_SPACE = r"(?:\s|\#[^\n\r]*+)*+"
_IRI = r"<[^<>\s]*+>"
_STAR = re.compile(
    rf"{_SPACE}(?:(?:BASE|PREFIX{_SPACE}[^:\s<\#]*+:){_SPACE}{_IRI}{_SPACE})*+"
    rf"SELECT{_SPACE}(?:(?:DISTINCT|REDUCED){_SPACE})?(?P<star>\*)",
    re.IGNORECASE,
)


def in_query_order(query: str, base: str) -> str:
    """Return a query that means the same, with the columns in the order of its variables.

    Args:
        query: SPARQL text; one that does not begin with ``SELECT *`` is returned as it is.
        base: The IRI that data lives under.

    Raises:
        SyntaxError: It does not parse; places are those in the text as it was given.
    """
    found = _STAR.match(query)
    if found is None:
        return query
    # Only the parser knows which variables can be seen; without data it has nothing to evaluate.
    solutions = _empty().query(
        query, base_iri=base, prefixes=prefixes(base), custom_functions=FUNCTIONS
    )
    visible = solutions.variables if isinstance(solutions, QuerySolutions) else []
    if not visible:
        return query
    start, end = found.span("star")
    tokens = (token[0] for token in CLOSED.finditer(query, end))
    named = dict.fromkeys(token[1:] for token in tokens if token[0] in "?$")
    order = {name: place for place, name in enumerate(named)}
    names = sorted(
        (variable.value for variable in visible), key=lambda name: order.get(name, len(order))
    )
    return f"{query[:start]} {' '.join(f'?{name}' for name in names)} {query[end:]}"


@cache
def _empty() -> Store:
    return Store()
