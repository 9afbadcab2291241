"""Where names of persons begin and end, and how their forms tell one person from another.

Three orders of names meet in Vietnamese papers, and each has its own short form:

* Vietnamese names are two to five syllables that begin with a family name, and a person is called
  by the last: Nguyễn Quốc Dũng is "ông Dũng";
* Chinese names in Vietnamese reading and romanised Korean or Chinese names begin with the family
  name too, but a person is called by that: Vương Nghị is "ông Vương", Moon Jae-in "ông Moon";
* all others are runs of capitalised words with initials, hyphens and small particles, and any words
  at their end, or at their beginning, may stand for them: "Erdogan", "bin Salman".

A name of state inside a Vietnamese name is a syllable of it ("Trần Đức Lương"); elsewhere names of
states, organisations and places, titles and the words of ``name-stop`` end a name.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from spacy.tokens import Token

from diplograph.extract.person_cues import PersonCues

__all__ = ["Name", "NameReader", "are_variants", "is_syllable", "shortens"]

_LONGEST_VIETNAMESE = 4
_LONGEST_EASTERN = 3
_LONGEST = 7
_VARIANT_LIKENESS = 0.85
_SHORTEST_VARIANT = 4
_ONSET = "(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
_NUCLEUS = (
    "(?:uyê|uya|oai|oay|oeo|uây|uyu|uôi|iêu|yêu|ươi|ươu|oao|ia|iê|yê|ua|uâ|uô|uơ|ưa|ươ|oa|oă|oe|uê|uy"
    "|ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|a|ă|â|e|ê|i|y|o|ô|ơ|u|ư)"
)
_SYLLABLE = re.compile(f"{_ONSET}{_NUCLEUS}(?:ch?|m|ngh?|nh?|p|t)?")
_TONES = str.maketrans(
    "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ",
    "aaaaaăăăăăâââââeeeeeêêêêêiiiiioooooôôôôôơơơơơuuuuuưưưưưyyyyy",
)


def is_syllable(word: str) -> bool:
    """Return whether a word is spelt like a Vietnamese syllable.

    >>> is_syllable("Nguyễn"), is_syllable("Donald"), is_syllable("Jae"), is_syllable("Kim")
    (True, False, False, True)
    """
    return _SYLLABLE.fullmatch(word.lower().translate(_TONES)) is not None


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a doc: tokens ``start`` to ``end``."""

    start: int
    end: int
    text: str
    #: In lower case, without marks.
    words: tuple[str, ...]
    #: It has the form of a Vietnamese name, of a Chinese one in Vietnamese reading; or of both.
    is_vietnamese: bool
    is_chinese: bool
    #: A romanised name whose first word is the family name.
    is_eastern: bool

    @property
    def is_whole(self) -> bool:
        """Whether it has more than a family name or a given name."""
        return len(self.words) > 1

    @property
    def is_foreign(self) -> bool:
        """Whether no Vietnamese word or name is spelt so, which makes it a name by itself."""
        return "-" in self.text or any(not is_syllable(word) for word in self.words)


def shortens(short: Name, full: Name) -> bool:
    """Return whether a name may be a short form of another, or the same.

    Args:
        short: As in "ông Dũng" or "bin Salman".
        full: As in "Nguyễn Quốc Dũng" or "Mohammed bin Salman".
    """
    few, many = short.words, full.words
    if len(few) == len(many):
        return all(_is_initial(a, b) or _is_initial(b, a) for a, b in zip(few, many, strict=True))
    if len(few) > len(many):
        return False
    is_end, is_beginning = many[-len(few) :] == few, many[: len(few)] == few
    if full.is_vietnamese and not full.is_chinese:
        return is_end
    without_middle = len(few) > 1 and few[0] == many[0] and few[-1] == many[-1]
    return is_end or is_beginning or (without_middle and not full.is_vietnamese)


def _is_initial(short: str, word: str) -> bool:
    return short == word or (len(short) == 1 and word.startswith(short))


def are_variants(one: Name, other: Name) -> bool:
    """Return whether two names look like two spellings of one: "Zelensky" and "Zelenskiy".

    Vietnamese names never do, as one letter tells two people apart.
    """
    if one.is_vietnamese or other.is_vietnamese or len(one.words) != len(other.words):
        return False
    spellings = " ".join(one.words), " ".join(other.words)
    return (
        min(map(len, spellings)) >= _SHORTEST_VARIANT
        and SequenceMatcher(None, *spellings).ratio() >= _VARIANT_LIKENESS
    )


class NameReader:
    """Reads names in one doc."""

    def __init__(self, cues: PersonCues) -> None:
        """Take the cues of the doc."""
        self._doc = cues.doc
        self._cues = cues

    def read(self, start: int, limit: int, *, titled: bool = False) -> Name | None:
        """Return the name that begins at a token, if one does.

        Args:
            start: Its first token.
            limit: Where the sentence ends.
            titled: A title precedes, so that a particle may begin the name: "ông al-Thani".
        """
        if start >= limit or start in self._cues.inner:
            return None
        if titled and (particle := self._cues.end("name-particle", start)):
            end = self._run(start, limit) if self._leads_to_word(particle, limit) else start
            return self._name(start, end) if end > start else None
        if not _is_word(self._doc[start]):
            return None
        syllables = self._syllables(start, limit)
        if syllables is not None and not self._runs_on(syllables, limit):
            return self._name(start, syllables)
        end = start if self._is_masked(start) else self._run(start, limit)
        return self._name(start, end) if end > start else None

    def begins_name(self, start: int, limit: int) -> bool:
        """Return whether a whole name begins at a token that no other phrase looks like."""
        name = self.read(start, limit)
        return name is not None and name.is_whole and (name.is_vietnamese or name.is_foreign)

    def is_syllabic_name(self, start: int, limit: int) -> bool:
        """Return whether a name begins at what could be a state: "Hàn Chính"."""
        end = self._syllables(start, limit)
        return end is not None and not self._runs_on(end, limit)

    def _syllables(self, start: int, limit: int) -> int | None:
        """Return the end of a name that begins with a Vietnamese or Chinese family name."""
        surname = self._cues.end("vietnamese-surname", start) or self._cues.end(
            "chinese-surname", start
        )
        if surname is None or not self._is_syllable(start) or self._begins_longer(start):
            return None
        end = start + 1
        while end < min(limit, start + _LONGEST_VIETNAMESE) and self._is_syllable(end):
            if end - start == _LONGEST_VIETNAMESE - 1 and self._is_masked(end):
                break
            if self._begins_longer(end):
                break
            end += 1
        return end if end - start > 1 else None

    def _is_syllable(self, index: int) -> bool:
        token = self._doc[index]
        return _is_word(token) and is_syllable(token.text) and index not in self._cues.inner

    def _begins_longer(self, index: int) -> bool:
        """Return whether an actor, a place or a title of several words begins at a token."""
        actor = self._cues.actors.get(index)
        ends = [actor[0]] if actor else []
        ends += [
            end
            for kind in ("post", "place", "unit", "name-stop")
            if (end := self._cues.end(kind, index)) is not None
        ]
        return max(ends, default=0) > index + 1

    def _is_masked(self, index: int) -> bool:
        """Return whether something begins at a token that is no name of a person."""
        if index in self._cues.actors or self._cues.end("place", index) is not None:
            return True
        ends = [self._cues.end(kind, index) for kind in ("post", "unit", "name-stop")]
        longest = max((end for end in ends if end is not None), default=None)
        return longest is not None and (longest > index + 1 or not self._begins_eastern(index))

    def _begins_eastern(self, index: int) -> bool:
        """Return whether a romanised name begins at a word of Vietnamese: "Ban Ki-moon"."""
        following = index + 1
        if following + 1 >= len(self._doc) or not _is_word(self._doc[following]):
            return False
        is_hyphenated = self._doc[following + 1].text == "-"
        is_foreign = not is_syllable(self._doc[following].text)
        return self._has("surname-first", index) and (is_hyphenated or is_foreign)

    def _runs_on(self, index: int, limit: int) -> bool:
        """Return whether a foreign word goes on with what looked like a whole name."""
        return (
            index < limit
            and _is_word(self._doc[index])
            and not is_syllable(self._doc[index].text)
            and not self._is_masked(index)
            and not _is_acronym(self._doc[index])
        )

    def _run(self, start: int, limit: int) -> int:
        """Return the end of a run of capitalised words, initials and particles."""
        end, index = start, start
        while index < limit and index - start < 2 * _LONGEST:
            token = self._doc[index]
            if index > start and (suffix := self._cues.end("name-suffix", index)):
                index = end = suffix
            elif _is_word(token) and not self._is_masked(index) and index not in self._cues.inner:
                if _is_acronym(token) and (index == start or not self._goes_on(index, limit)):
                    break
                index = end = self._with_hyphens(index, limit)
            elif token.text == "." and self._is_initial(index - 1) and index > start:
                index += 1
            elif following := self._cues.end("name-particle", index):
                if not self._leads_to_word(following, limit):
                    break
                index = following
            elif token.text == "-" and self._cues.end("name-particle", index - 1):
                index += 1
            else:
                break
        return end

    def _goes_on(self, index: int, limit: int) -> bool:
        """Return whether a short acronym stands inside a name: "Retno LP Marsudi"."""
        text = self._doc[index].text
        following = index + 1
        return (
            len(text) <= 2
            and following < limit
            and (
                self._doc[following].text == "."
                or (_is_word(self._doc[following]) and not _is_acronym(self._doc[following]))
            )
        )

    def _is_initial(self, index: int) -> bool:
        token = self._doc[index]
        return len(token.text) <= 2 and token.text[0].isupper() and not token.whitespace_

    def _leads_to_word(self, index: int, limit: int) -> bool:
        """Return whether a particle is followed by a name's word, a hyphen or another particle."""
        if index < limit and self._doc[index].text == "-":
            index += 1
        second = self._cues.end("name-particle", index)
        index = second if second else index
        return index < limit and _is_word(self._doc[index]) and not self._is_masked(index)

    def _with_hyphens(self, index: int, limit: int) -> int:
        """Return the end of a word with what hyphens and apostrophes join to it."""
        end = index + 1
        while end + 1 < limit and self._doc[end].text in "-'" and self._joins(end):
            end += 2
        return end

    def _joins(self, mark: int) -> bool:
        before, after = self._doc[mark - 1], self._doc[mark + 1]
        if not after.text.isalpha():
            return False
        if not before.whitespace_ and not self._doc[mark].whitespace_:
            return True
        # Papers that space their hyphens write "Kang Kyung - hwa": only a lower-case word without
        # marks that is no word of Vietnamese clauses can belong to the name.
        return (
            self._doc[mark].text == "-"
            and after.text.islower()
            and after.text.isascii()
            and not self._cues.is_clause(mark + 1)
            and self._cues.end("post", mark + 1) is None
            and (self._is_eastern(mark - 2) or not is_syllable(after.text))
        )

    def _is_eastern(self, index: int) -> bool:
        return index >= 0 and self._cues.end("surname-first", index) is not None

    def _name(self, start: int, end: int) -> Name:
        tokens = self._doc[start:end]
        words = tuple(token.lower_ for token in tokens if token.text[0].isalpha())
        syllabic = len(tokens) == len(words) and all(is_syllable(word) for word in words)
        return Name(
            start,
            end,
            _text(tokens.text),
            words,
            syllabic and self._has("vietnamese-surname", start) and len(words) > 1,
            syllabic and self._has("chinese-surname", start) and 1 < len(words) <= _LONGEST_EASTERN,
            self._has("surname-first", start) and 1 < len(words) <= _LONGEST_EASTERN,
        )

    def _has(self, kind: str, start: int) -> bool:
        return self._cues.end(kind, start) is not None


def _is_word(token: Token) -> bool:
    return token.text[0].isupper() and token.text.isalpha()


def _is_acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isupper()


def _text(text: str) -> str:
    """Return a name without the spaces that some pages put around hyphens."""
    return re.sub(r"\s*-\s*", "-", " ".join(text.split()))
