"""The spaCy language object: a blank tokenizer of words and single punctuation marks.

Tokens are runs of letters and digits, or one mark each, so that "ASEAN-Nga./." is five tokens and
a wording matches whatever punctuation it touches. Vietnamese syllables are tokens of their own.
"""

import re

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

__all__ = ["blank"]

_MARK = re.compile(r"[^\w\s]|_")
_FIRST_MARK = re.compile(r"^(?:[^\w\s]|_)")


def blank() -> Language:
    """Return a language object without components."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = Tokenizer(
        nlp.vocab, prefix_search=_FIRST_MARK.search, infix_finditer=_MARK.finditer
    )
    return nlp
