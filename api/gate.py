"""Refuses what no query may do here: reach other addresses, or change the store.

SERVICE is looked for in the text, as Oxigraph shows no parsed query: wherever Oxigraph could read
it, also glued to what stands before it (``trueSERVICE``) or behind it (``SERVICE:x``). In a few
texts it cannot be told from the inside of an IRI or a string, as ``<`` is an operator too; these
are refused. SPARQL knows no way to write a keyword with escapes.
"""

import re
from collections.abc import Callable, Collection

from diplograph.ontology.errors import QueryForbiddenError

__all__ = ["CLOSED", "UPDATES_OFF", "mask", "mask_in_place", "reaches_out", "refuse_update"]

UPDATES_OFF = "a query cannot change the store; updates are sent by POST to /sparql"
_SERVICE_OFF = "SERVICE is off: queries reach no other address"
_UNCLEAR = "SERVICE is off, and this query cannot be told from one with it: leave out the word"
_QUERY_FORM = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_UPDATE = re.compile(r"\b(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.IGNORECASE)
#: How far an update is looked for.
_BEGINNING = 10_000

#: What SERVICE cannot stand in. Of IRIs only those that cannot be read as the operator ``<`` with
#: its operand: behind a prefix no operand goes on with ``//``. Every alternative that begins comes
#: to an end, as otherwise a text of many quotes would be read anew from each of them.
CLOSED = re.compile(
    r"""
    \#[^\n\r]*+                                                    # comment
    | (?P<iri><[A-Za-z][A-Za-z0-9+.-]*+://[^<>"{}|^`\x00-\x20]*+>)
    | (?P<unclear>
        <[^<>"{}|^`\x00-\x20\#']*+[\#'][^<>"{}|^`\x00-\x20]*+>     # IRI or comparison
        | (?:\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*+(?!\"\"\")           # strings without an end
        | '''(?:'{0,2}(?:[^'\\]|\\.))*+(?!''')
        | "(?!"")(?:[^"\\\n\r]|\\.)*+(?!") | '(?!'')(?:[^'\\\n\r]|\\.)*+(?!')))
    | \"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*+\"\"\"                      # strings
    | '''(?:'{0,2}(?:[^'\\]|\\.))*+'''
    | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+'
    | [?$]\w+                                                       # variable
    | :(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+     # local name
    | @[A-Za-z]++(?:-[A-Za-z0-9]++)*+                               # language tag
    """,
    re.VERBOSE | re.DOTALL,
)


def reaches_out(query: str, allowed: Collection[str] = ()) -> bool:
    """Return whether a query asks other addresses, all of which are allowed.

    Args:
        query: SPARQL text, not yet known to parse.
        allowed: Addresses that SERVICE may ask; it must name them as they are, in full.

    Raises:
        QueryForbiddenError: It may ask another one.
    """
    if "service" not in query.lower():
        return False
    rest, is_unclear = mask(query, allowed, lambda token: " " if token[0] == "#" else "\0")
    addresses = "|".join(map(re.escape, allowed))
    asked = re.compile(
        rf"(?<![\w.-])SERVICE\s*+(?:SILENT\s*+)?<(?:{addresses})>", re.ASCII | re.IGNORECASE
    )
    rest, number = asked.subn(" ", rest) if allowed else (rest, 0)
    # What is allowed was named in IRIs; their own words say nothing more.
    for address in allowed:
        rest = rest.replace(f"<{address}>", " ")
    if "service" in rest.lower():
        raise QueryForbiddenError(_not_allowed(allowed))
    if is_unclear:
        raise QueryForbiddenError(_UNCLEAR)
    return number > 0


def mask(text: str, allowed: Collection[str], blank: Callable[[str], str]) -> tuple[str, bool]:
    """Return a query or an update without what no operation can stand in.

    Args:
        text: SPARQL text, not yet known to parse.
        allowed: Addresses that stay.
        blank: What takes the place of a string, a name or a comment.

    Returns:
        The text that is left, and whether some of what was taken may be something else.
    """
    is_unclear = False

    def kept(found: re.Match[str]) -> str:
        nonlocal is_unclear
        is_unclear = is_unclear or found["unclear"] is not None
        token = found[0]
        return token if found["iri"] and token[1:-1] in allowed else blank(token)

    return CLOSED.sub(kept, text), is_unclear


def mask_in_place(text: str, allowed: Collection[str] = ()) -> tuple[str, bool]:
    """Mask a text so that all that is left stands where it stood; see ``mask``."""
    return mask(text, allowed, lambda token: (" " if token[0] == "#" else "_") * len(token))


def refuse_update(query: str) -> None:
    """Refuse what is an update, with more than the syntax error that it would be as a query.

    Raises:
        QueryForbiddenError: It is an update.
    """
    if not _QUERY_FORM.search(query) and _UPDATE.search(CLOSED.sub(" ", query[:_BEGINNING])):
        raise QueryForbiddenError(UPDATES_OFF)


def _not_allowed(allowed: Collection[str]) -> str:
    if not allowed:
        return _SERVICE_OFF
    return f"SERVICE may ask no other addresses than <{'>, <'.join(allowed)}>, named in full"
