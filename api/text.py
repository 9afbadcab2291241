"""Brings the text of a query into Unicode NFC, as the data is, however its letters are written."""

import re
import unicodedata

__all__ = ["normalized"]

#: An escape of SPARQL, section 19.2; ``\\\\`` before it is matched first and is none.
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)


def normalized(query: str) -> str:
    r"""Return a query in NFC.

    Letters and marks that are written as escapes are composed too. Other characters stay as they
    are written: a quotation mark written as an escape ends no string.

    >>> normalized(r'"Vi\u0065\u0302\u0323t"')
    '"Việt"'
    """
    plain = _ESCAPE.sub(_letter, query) if "\\" in query else query
    return unicodedata.normalize("NFC", plain)


def _letter(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2] or "0", 16)
    is_letter = code <= 0x10FFFF and unicodedata.category(chr(code))[0] in "LM"
    return chr(code) if is_letter else escape[0]
