"""Noun phrases that name events: "Hội nghị Bộ trưởng Du lịch ASEAN-Nga lần thứ nhất".

A phrase is a head (``vocab/kind.ttl``) and what follows it as long as it can belong to a name:
level, portfolio, sides, forum, ordinal, "kỷ niệm" (commemorative) and the like
(``vocab/event-wording.ttl``), persons, places and dates. Called by ``meetings.py``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.annotations import ActorMention, DateMention, PersonMention
from diplograph.extract.gazetteer import Gazetteer, Match
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Span

__all__ = ["EventName", "EventNameFinder"]

_ORDINAL_FIGURE = re.compile(r"\d{1,3}|[IVXL]+")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_LINKS = frozenset("-–()+&")
_TOPIC = frozenset({"về", "“", '"', "”"})
_AT, _PLACE_NOUNS = frozenset({"tại", "ở"}), frozenset({"thủ", "đô", "thành", "phố"})
#: Classes of ``vocab/event-wording.ttl`` that can stand in a name.
_IN_NAMES = frozenset({"ordinal", "recurring", "modifier", "name-link"})
_QUOTES_OPEN, _QUOTES_CLOSE = frozenset('“"'), frozenset('”"')
#: A name of more tokens runs into the sentence around it.
_LONGEST = 60
#: How many words of a title that are not in the lexicon are passed over.
_TITLE_REACH = 7

_M = TypeVar("_M", ActorMention, PersonMention, DateMention)


@dataclass(frozen=True, slots=True)
class EventName:
    """A phrase that names or takes up an event: tokens ``start`` to ``end``."""

    start: int
    end: int
    span: Span
    kind: str
    levels: tuple[str, ...] = ()
    portfolio: str | None = None
    ordinal: int | None = None
    #: Keys of the sides in the order of the text.
    parties: tuple[str, ...] = ()
    persons: tuple[PersonMention, ...] = ()
    date: DateMention | None = None
    #: Key of a series whose own name stands here.
    series: str | None = None
    #: "Thường niên" and the like: the text shows that it is one of a series.
    recurring: bool = False
    #: "Về …" or a title in quotation marks follows.
    topical: bool = False
    #: It begins with a kind of event ("Hội nghị SOM ASEAN"), not with a level or a series ("EAS").
    has_kind: bool = True

    @property
    def is_bare(self) -> bool:
        """Whether it says no more than "the meeting"."""
        facts = (self.levels, self.parties, self.persons, self.series, self.ordinal)
        return not any(facts)


class EventNameFinder:
    """Finds the names of events in docs."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        """Build one matcher for heads and modifiers."""
        entries: list[tuple[str, tuple[str, str]]] = []
        for scheme in ("kind", "level", "portfolio", "event-wording"):
            for concept in lexicon.concepts(scheme):
                entries += [(wording, (scheme, concept.name)) for wording in concept.wordings]
        for series in lexicon.of_kind("MeetingSeries"):
            entries += [(name, ("series", series.key)) for name in series.names]
        self._gazetteer = Gazetteer(nlp, entries)
        self._levels = {c.name: c.level for c in lexicon.concepts("kind") if c.level}
        self._ordinals = {
            wording: int(concept.notation)
            for concept in lexicon.concepts("event-wording")
            if concept.notation
            for wording in concept.wordings
        }

    def names(self, doc: Doc) -> list[EventName]:
        """Return the event names of a doc in order; they do not overlap."""
        reader = _NameReader(doc, list(self._gazetteer.matches(doc)), self._ordinals, self._levels)
        found: list[EventName] = []
        for head in reader.heads():
            if found and head.start < found[-1].end:
                continue
            name = reader.read(head)
            if name is not None:
                found.append(name)
        return found


class _NameReader:
    """Reads names from their heads."""

    def __init__(
        self,
        doc: Doc,
        matches: Iterable[Match[tuple[str, str]]],
        ordinals: Mapping[str, int],
        levels: Mapping[str, str],
    ) -> None:
        self._doc = doc
        self._ordinals = ordinals
        self._levels = levels
        self._at: dict[int, list[Match[tuple[str, str]]]] = {}
        for match in matches:
            self._at.setdefault(match.start, []).append(match)
        self._actors: dict[int, tuple[ActorMention, int]] = _by_token(doc, doc._.actors)
        self._persons: dict[int, tuple[PersonMention, int]] = _by_token(doc, doc._.person_mentions)
        self._dates: dict[int, tuple[DateMention, int]] = _by_token(doc, doc._.dates)
        self._in_person = {
            i for start, (_, end) in self._persons.items() for i in range(start, end)
        }
        self._sentence_end = {t.i: s.end for s in doc.sents for t in s}

    def heads(self) -> Iterator[Match[tuple[str, str]]]:
        """Yield heads: kinds, else series, else levels as abbreviations; the longest at a token.

        What stands in an office ("Trưởng SOM ASEAN") is no head.
        """
        for start in sorted(self._at.keys() - self._in_person):
            for scheme in ("kind", "series", "level"):
                found = [m for m in self._at[start] if m.value[0] == scheme]
                if scheme == "level":
                    found = [m for m in found if self._opens_name(m)]
                if found:
                    yield max(found, key=lambda m: m.end)
                    break

    def _opens_name(self, match: Match[tuple[str, str]]) -> bool:
        """Whether a level names a meeting by itself: "SOM ASEAN+3", "AMM 50"."""
        following = match.end
        numbered = following < len(self._doc) and self._number(following) is not None
        return self._is_abbreviation(match) and (following in self._actors or numbered)

    def _is_abbreviation(self, match: Match[tuple[str, str]]) -> bool:
        return match.end == match.start + 1 and self._doc[match.start].text.isupper()

    def read(self, head: Match[tuple[str, str]]) -> EventName | None:
        """Return the name that begins with a head."""
        facts = _Facts()
        facts.note(head.value)
        index = end = head.end
        limit = min(self._sentence_end.get(head.start, len(self._doc)), head.start + _LONGEST)
        if head.value[0] == "kind" and head.value[1] in self._levels:
            facts.levels.append(self._levels[head.value[1]])
        for match in self._at[head.start]:
            if match.value[0] == "series":
                facts.note(match.value)
        while index < limit:
            step = self._step(index, limit, facts)
            if step is None:
                break
            index, counts = step
            end = index if counts else end
        last = self._doc[end - 1]
        span = Span(self._doc[head.start].idx, last.idx + len(last))
        following = self._doc[end].lower_ if end < limit else ""
        name = facts.name(head.start, end, span)
        return replace(name, topical=following in _TOPIC or self._doc[end - 1].lower_ in _TOPIC)

    def _step(self, index: int, limit: int, facts: "_Facts") -> tuple[int, bool] | None:
        """Read what stands at a token; return where it ends and whether it is part of the name."""
        token = self._doc[index]
        if token.is_space:
            return (index + 1, False) if "\n" not in token.text else None
        if (found := self._ordinal(index)) is not None:
            facts.ordinal = facts.ordinal or found[1]
            return found[0], True
        if index in self._persons:
            mention, end = self._persons[index]
            facts.persons.append(mention)
            return end, True
        if index in self._actors:
            actor, end = self._actors[index]
            if not self._is_place(index):
                facts.parties.append(actor.key)
            return end, True
        if index in self._dates:
            date, end = self._dates[index]
            facts.date = facts.date or date
            return end, True
        modifiers = [m for m in self._at.get(index, []) if _can_modify(m)]
        if modifiers and self._joins_another(index):
            return None
        if modifiers:
            best = max(modifiers, key=lambda m: m.end)
            for match in modifiers:
                if match.end == best.end:
                    facts.note(match.value)
            return best.end, best.value != ("event-wording", "name-link")
        if token.text in _QUOTES_OPEN:
            return self._quoted(index, limit)
        if (known := self._past_title(index, limit)) is not None:
            return known, False
        if (found := self._number(index)) is not None:
            facts.ordinal = facts.ordinal or found[1]
            return found[0], True
        if token.text in _LINKS:
            return index + 1, token.text == ")"
        if token.text.isupper() and len(token.text) > 1:
            return index + 1, True
        return None

    def _ordinal(self, index: int) -> tuple[int, int] | None:
        """Read "lần thứ 17", "lần thứ nhất", "lần XX"."""
        if not any(m.value == ("event-wording", "ordinal") for m in self._at.get(index, [])):
            return None
        opener = max(m.end for m in self._at[index] if m.value == ("event-wording", "ordinal"))
        while opener < len(self._doc) and self._doc[opener].is_space:
            opener += 1
        if opener >= len(self._doc):
            return None
        text = self._doc[opener].text
        if _ORDINAL_FIGURE.fullmatch(text):
            return opener + 1, int(text) if text.isdigit() else _roman(text)
        number = self._ordinals.get(text.lower())
        return (opener + 1, number) if number else None

    def _number(self, index: int) -> tuple[int, int] | None:
        """Read the number behind an abbreviation: "SOM 2", "AMM-49"."""
        before = index - 1
        if self._doc[index].text == "-":
            index += 1
        text = self._doc[min(index, len(self._doc) - 1)].text
        is_number = bool(_ORDINAL_FIGURE.fullmatch(text)) and text.isdigit()
        is_abbreviation = any(m.end == before + 1 for m in self._abbreviations(before))
        return (index + 1, int(text)) if is_number and is_abbreviation else None

    def _abbreviations(self, index: int) -> list[Match[tuple[str, str]]]:
        named = [m for m in self._at.get(index, []) if m.value[0] in ("level", "series")]
        return [match for match in named if self._is_abbreviation(match)]

    def _past_title(self, index: int, limit: int) -> int | None:
        """Return where what is known goes on behind words of a title: "Diễn đàn Doanh nghiệp …"."""
        if not self._doc[index].text[0].isupper():
            return None
        for following in range(index + 1, min(index + _TITLE_REACH, limit)):
            token = self._doc[following]
            if following in self._actors or self._ordinal(following) is not None:
                return following
            if not token.is_alpha:
                return None
        return None

    def _joins_another(self, index: int) -> bool:
        """Whether "và" or a comma joins another event: "Hội nghị A lần thứ 7 và Diễn đàn B"."""
        following = self._at.get(index + 1, [])
        return self._doc[index].lower_ == "và" and any(
            m.value[0] in ("kind", "series") for m in following
        )

    def _is_place(self, index: int) -> bool:
        """Whether "tại", "ở" or "thủ đô" makes the name at a token one of a place."""
        while index > 0 and self._doc[index - 1].lower_ in _PLACE_NOUNS:
            index -= 1
        return index > 0 and self._doc[index - 1].lower_ in _AT

    def _quoted(self, index: int, limit: int) -> tuple[int, bool] | None:
        for end in range(index + 1, limit):
            if self._doc[end].text in _QUOTES_CLOSE:
                return end + 1, True
        return None


class _Facts:
    """What a name says, as it is read."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.levels: list[str] = []
        self.portfolio: str | None = None
        self.ordinal: int | None = None
        self.parties: list[str] = []
        self.persons: list[PersonMention] = []
        self.date: DateMention | None = None
        self.series: str | None = None
        self.recurring = False

    def note(self, value: tuple[str, str]) -> None:
        scheme, name = value
        if scheme == "kind":
            self.kinds.append(name)
        elif scheme == "level":
            self.levels.append(name)
        elif scheme == "portfolio":
            self.portfolio = self.portfolio or name
        elif scheme == "series":
            self.series = self.series or name
        elif name == "recurring":
            self.recurring = True

    def name(self, start: int, end: int, span: Span) -> EventName:
        return EventName(
            start=start,
            end=end,
            span=span,
            kind=self.kinds[0] if self.kinds else "meeting",
            levels=tuple(dict.fromkeys(self.levels)),
            portfolio=self.portfolio,
            ordinal=self.ordinal,
            parties=tuple(dict.fromkeys(self.parties)),
            persons=tuple(self.persons),
            date=self.date,
            series=self.series,
            recurring=self.recurring,
            has_kind=bool(self.kinds),
        )


def _can_modify(match: Match[tuple[str, str]]) -> bool:
    scheme, name = match.value
    return scheme in ("level", "portfolio", "series") or name in _IN_NAMES


def _by_token(doc: Doc, mentions: Iterable[_M]) -> dict[int, tuple[_M, int]]:
    """Return mentions by the token that they begin at, with the token that they end before."""
    found: dict[int, tuple[_M, int]] = {}
    for mention in mentions:
        tokens = doc.char_span(mention.span.begin, mention.span.end, alignment_mode="expand")
        if tokens is not None:
            found[tokens.start] = (mention, tokens.end)
    return found


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
