"""Folds spellings that mean the same, one code point for one, so that offsets keep holding.

Reads NFC text; called by everything that compares text with wordings. Vietnamese texts mix two
ways of placing a tone mark (hoà, hòa), several dashes and spaces, and the underscores of
word-segmented corpora. Folding maps them to one form of the same length; the stored text stays as
it is.

The tone of an open syllable in oa, oe or uy stands on the last vowel in old spelling and on the
first in modern spelling. All other syllables are spelt alike: with a final consonant or a third
vowel (hoàn, ngoài, khuỷu), and after q, whose u belongs to the consonant (quý).
"""

import re
import unicodedata

__all__ = ["fold", "fold_accents", "fold_tones", "fold_typography"]

_TONES = "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}" + (
    "\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}"
)
_RHYMES = (("o", "a"), ("o", "e"), ("u", "y"))


def _compose(letter: str, tone: str) -> str:
    return unicodedata.normalize("NFC", letter + tone)


def _modern_rhymes() -> dict[str, str]:
    """Return every old spelling of the three rhymes, in any case, with its modern spelling."""
    found = {}
    for first, last in _RHYMES:
        for head in (first, first.upper()):
            for tail in (last, last.upper()):
                for tone in _TONES:
                    found[head + _compose(tail, tone)] = _compose(head, tone) + tail
    return found


_MODERN = _modern_rhymes()
_OLD_RHYME = re.compile(rf"(?<![qQ])(?:{'|'.join(_MODERN)})(?![^\W\d_])")

_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000\u200b\u2060\ufeff_", " ")
    | dict.fromkeys(map(chr, range(0x2000, 0x200B)), " ")
)
#: An apostrophe inside a name; as a quotation mark the character keeps its direction.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])\u2019(?=[^\W\d_])")

_LETTERS_WITHOUT_MARKS = str.maketrans("đĐ", "dD")


def fold(text: str) -> str:
    """Return the text as rules and wordings are matched: tones and typography folded.

    Args:
        text: In NFC.

    Returns:
        A text of the same length.

    >>> fold("ASEAN–Nga vì hoà_bình")
    'ASEAN-Nga vì hòa bình'
    """
    return fold_tones(fold_typography(text))


def fold_tones(text: str) -> str:
    """Return the text with tone marks where modern spelling places them.

    Args:
        text: In NFC.

    Returns:
        A text of the same length.

    >>> fold_tones("HOÀ bình, thoả thuận, uỷ ban, quý, hoàn toàn")
    'HÒA bình, thỏa thuận, ủy ban, quý, hoàn toàn'
    """
    return _OLD_RHYME.sub(lambda match: _MODERN[match[0]], text)


def fold_typography(text: str) -> str:
    """Return the text with plain spaces, hyphens and apostrophes.

    Dashes become hyphens; no-break, wide and zero-width spaces and underscores become spaces.
    Quotation marks stay, as they tell where a quotation opens and closes, and so do line ends.

    Returns:
        A text of the same length.
    """
    return _APOSTROPHE.sub("'", text.translate(_TYPOGRAPHY))


def fold_accents(text: str) -> str:
    """Return the text without any marks on its letters, for search and comparison.

    Returns:
        A text that may be shorter than the input.

    >>> fold_accents("Đỗ Hùng Việt")
    'Do Hung Viet'
    """
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS_WITHOUT_MARKS)
