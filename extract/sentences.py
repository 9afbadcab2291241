"""Splits a doc into sentences: at zone borders and line ends, then at final punctuation.

Reads ``doc._.zones``, writes ``token.is_sent_start``; first component of the pipeline. A full stop
ends a sentence where white space and something that can open one follow, unless it closes an
abbreviation (``vocab/wording.ttl``, concept ``abbreviation``); closing quotes and brackets stay
with their sentence. A semicolon is no end. Quotations of several sentences are split like any text.
"""

from spacy.language import Language
from spacy.tokens import Doc, Token

from diplograph.ontology.lexicon import Lexicon

__all__ = ["SentenceSplitter", "make_sentence_splitter"]

_FINAL = frozenset(".?!…")
_CLOSING = frozenset("”’\"')]»")
_OPENING = frozenset("“‘\"'([«-–")


class SentenceSplitter:
    """Sets sentence starts on every token of a doc."""

    def __init__(self, abbreviations: frozenset[str]) -> None:
        """Take the words that a full stop does not end, without the stop, in lower case."""
        self._abbreviations = abbreviations

    def __call__(self, doc: Doc) -> Doc:
        """Split a doc."""
        borders = {zone.span.begin for zone in doc._.zones}
        pending = True
        for token in doc:
            if token.is_space:
                pending = pending or "\n" in token.text
                token.is_sent_start = False
                continue
            token.is_sent_start = bool(
                pending or token.idx in borders or self._follows_end(doc, token)
            )
            pending = False
        return doc

    def _follows_end(self, doc: Doc, token: Token) -> bool:
        if token.i == 0 or not _can_open(token):
            return False
        index = token.i - 1
        if doc[index].is_space:
            index -= 1
        elif not doc[index].whitespace_:
            return _lacks_space(doc, token)
        while index > 0 and doc[index].text in _CLOSING and not doc[index - 1].whitespace_:
            index -= 1
        if index < 0 or doc[index].text not in _FINAL:
            return False
        return not (doc[index].text == "." and self._is_abbreviation(doc, index))

    def _is_abbreviation(self, doc: Doc, stop: int) -> bool:
        if stop == 0 or doc[stop - 1].whitespace_:
            return False
        word = doc[stop - 1].text
        initial = len(word) == 1 and word.isupper()
        return initial or word.lower() in self._abbreviations


def _lacks_space(doc: Doc, token: Token) -> bool:
    """Whether only the space is missing: "… trở lại.Ukraine …"."""
    stop = token.i - 1
    if stop == 0 or doc[stop].text not in ".?!" or not token.is_title or len(token) < 2:
        return False
    return doc[stop - 1].is_lower and doc[stop - 1].is_alpha and len(doc[stop - 1]) > 1


def _can_open(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0].isdigit() or token.text[0] in _OPENING


@Language.factory("sentences")
def make_sentence_splitter(nlp: Language, name: str) -> SentenceSplitter:
    """Create the component from the lexicon."""
    forms = Lexicon.load().wordings("wording", "abbreviation")
    return SentenceSplitter(frozenset(form.lower().rstrip(".") for form in forms))
