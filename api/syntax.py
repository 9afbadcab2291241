"""Turns Oxigraph's message on a query that does not parse into one line for its author.

Oxigraph says ``error at 1:22: expected one of "$", "(", ['A' ..= 'Z' | …], SERVICE, [_]``: how far
its parser came and what it tried there. Where a sentence is among what was tried ("Prefix not
found"), it is the reason. Keywords are left out and make the place vague: the parser looks as many
letters ahead as a keyword has, whatever stands there.
"""

import re

from diplograph.ontology.errors import QuerySyntaxError

__all__ = ["syntax_error"]

_MESSAGE = re.compile(r"error at (\d+):(\d+): *expected *(?:one of)?(.*)", re.DOTALL)
_TRIED = re.compile(
    r"""
    "(?P<sign>(?:[^"\\]|\\.)+)"             # a sign, quoted
    | \[(?:'.'|'\\?[^']*'|[^'\]])*\]        # a class of characters
    | (?P<words>[^,"\[]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_MANY = 8
#: How many characters of a line are shown before the place and behind it.
_NEAR = 60


def syntax_error(message: str, query: str = "") -> QuerySyntaxError:
    """Return the error for a message of Oxigraph.

    Args:
        message: What Oxigraph says.
        query: What it says it of.

    >>> str(syntax_error('error at 1:9: expected one of "*", "?", [_]'))
    'line 1, column 9: expected * or ?'
    """
    found = _MESSAGE.search(message)
    if found is None:
        return QuerySyntaxError(" ".join(message.split()))
    line, column = int(found[1]), int(found[2])
    reason = f"line {line}, column {column}{_reason(found[3])}"
    return QuerySyntaxError(reason, line, column, _excerpt(query, line, column))


def _excerpt(query: str, line: int, column: int) -> str | None:
    """Return the line with a mark below the column; of a long line only what is near."""
    lines = query.split("\n")
    if not query or line > len(lines):
        return None
    # Signs without a width, and those that begin lines in the eyes of some, would move the mark.
    text = "".join(sign if sign.isprintable() else " " for sign in lines[line - 1].rstrip())
    start = max(0, column - 1 - _NEAR)
    near = text[start : column - 1 + _NEAR]
    before, after = "… " * (start > 0), " …" * (start + len(near) < len(text))
    return f"{before}{near}{after}\n{' ' * (len(before) + column - 1 - start)}^"


def _reason(tried: str) -> str:
    found = [(m["sign"], " ".join((m["words"] or "").split())) for m in _TRIED.finditer(tried)]
    sentences = [words for _, words in found if " " in words]
    if sentences:
        return f": {sentences[0]}"
    signs = [sign.replace('\\"', '"') for sign, _ in found if sign]
    if any(words.isalnum() for _, words in found) or not 0 < len(signs) < _MANY:
        return " or shortly before: the query does not go on like this"
    *others, last = signs
    return f": expected {', '.join(others)} or {last}" if others else f": expected {last}"
