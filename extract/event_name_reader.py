"""Reads the name of an event from its head to its end.

To a name belong level, portfolio, sides, forum, ordinal, "kỷ niệm" (commemorative) and the like
(``vocab/event-wording.ttl``), persons, places and dates; what stands in brackets may list its sides
("SOM ASEAN+3 (giữa ASEAN với Trung Quốc, Nhật Bản, Hàn Quốc)"). Called by ``event_names.py``.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from spacy.tokens import Doc

from diplograph.extract.annotations import ActorMention, DateMention, PersonMention
from diplograph.extract.event_kinds import is_without_sides
from diplograph.extract.event_name import EventName, NameFacts, Wording
from diplograph.extract.event_ordinals import OrdinalReader
from diplograph.extract.gazetteer import Match
from diplograph.ontology.model import Span

__all__ = ["NameReader"]

_NAME_LINK = ("event-wording", "name-link")
_JOINTS = frozenset({",", "và"})
_WITH, _BETWEEN = frozenset({"với", "cùng"}), "giữa"
_LINKS = frozenset("-–)+&")
_QUOTES_OPEN, _QUOTES_CLOSE = frozenset('“"'), frozenset('”"')
#: Classes of ``vocab/event-wording.ttl`` that can stand in a name.
_IN_NAMES = frozenset(
    {"ordinal", "recurring", "modifier", "name-link", "another", "this-one", "first", "retreat"}
)
#: A name of more tokens runs into the sentence around it.
_LONGEST = 60
#: How many words of a title that are not in the lexicon are passed over, and how many tell its
#: event from others.
_TITLE_REACH, _TITLE_WORDS = 9, 4
#: How many words of its topic tell an event from others, and how many a duration has at most.
_TOPIC_WORDS, _DURATION = 3, 7
#: How far before "của" and its state a place begins, in tokens.
_PLACE_REACH = 5

_M = TypeVar("_M", ActorMention, PersonMention, DateMention)


class NameReader:
    """Reads the names of one doc."""

    def __init__(
        self,
        doc: Doc,
        wordings: Mapping[int, list[Match[Wording]]],
        ordinals: Mapping[str, int],
        levels: Mapping[str, str],
    ) -> None:
        """Take the doc, and the words of names by the token that they begin at.

        Args:
            doc: With actors, persons and dates.
            wordings: Words of names.
            ordinals: Ordinals in words.
            levels: The level of kinds that have one.
        """
        self._doc = doc
        self._at = wordings
        self._ordinals = OrdinalReader(doc, wordings, ordinals)
        self._levels = levels
        self._actors = _by_token(doc, doc._.actors)
        self._persons = _by_token(doc, doc._.person_mentions)
        self._dates = _by_token(doc, doc._.dates)
        self._inside = {
            *(i for start, (_, end) in self._persons.items() for i in range(start, end)),
            *(i for start, (_, end) in self._actors.items() for i in range(start + 1, end)),
        }
        self._sentence_end = {t.i: s.end for s in doc.sents for t in s}

    def is_inside(self, index: int) -> bool:
        """Whether a token belongs to the mention of a person, or goes on the name of an actor."""
        return index in self._inside

    def can_open(self, match: Match[Wording]) -> bool:
        """Whether a word of a name can be its head.

        A level names a meeting by itself as an abbreviation: "SOM ASEAN+3", "AMM 50". A kind that
        is a level too ("cấp cao") needs a capital.
        """
        scheme = match.value[0]
        if scheme == "kind":
            is_level = any(
                m.value[0] == "level" and m.end == match.end for m in self._at[match.start]
            )
            is_summit = self._begins("summit", match.start) == match.end and (
                match.end in self._actors or match.end in self._persons
            )
            return not is_level or is_summit or self._doc[match.start].text[0].isupper()
        if scheme == "series":
            return not self._cuts_actor(match)
        following = match.end
        numbered = following < len(self._doc) and self._ordinals.number(following) is not None
        while links := [m for m in self._at.get(following, []) if m.value == _NAME_LINK]:
            following = max(m.end for m in links)
        is_followed = following in self._actors or numbered
        return is_followed and self._ordinals.is_abbreviation(match)

    def read(self, head: Match[Wording]) -> EventName:
        """Return the name that begins with a head."""
        facts = NameFacts()
        index = end = head.end
        limit = min(self._sentence_end.get(head.start, len(self._doc)), head.start + _LONGEST)
        forum = self._actors.get(head.start)
        if forum is not None:
            facts.parties.append(forum[0].key)
            index = end = max(end, forum[1])
        else:
            facts.note(head.value)
        if head.value[0] == "kind" and head.value[1] in self._levels:
            facts.levels.append(self._levels[head.value[1]])
        for match in self._at[head.start]:
            if match.value[0] == "series" and not self._cuts_actor(match):
                facts.note(match.value)
        facts.is_setting = self._follows("within", head.start)
        while index < limit:
            step = self._step(index, limit, facts)
            if step is None:
                break
            index, counts = step
            end = index if counts else end
        last = self._doc[end - 1]
        span = Span(self._doc[head.start].idx, last.idx + len(last))
        facts.topic = facts.topic or self._topic(end, limit) or facts.title
        facts.plural = self._follows("plural", head.start)
        facts.indefinite = self._follows("indefinite", head.start)
        return facts.name(head.start, end, span)

    def _step(self, index: int, limit: int, facts: NameFacts) -> tuple[int, bool] | None:
        """Read what stands at a token; return where it ends and whether it is part of the name."""
        token = self._doc[index]
        if token.is_space:
            return (index + 1, False) if "\n" not in token.text else None
        if (found := self._ordinals.ordinals(index)) is not None:
            facts.ordinals += found[1]
            return found[0], True
        if self._is_other_forum(index):
            return None
        if (mention := self._mention(index, facts)) is not None:
            return mention, True
        modifiers = [m for m in self._at.get(index, []) if self._can_modify(m)]
        if not (facts.parties or facts.persons):
            # "Kỳ họp lần thứ 5 Đối thoại …": the second noun says what the first is one of.
            modifiers += [m for m in self._at.get(index, []) if self._is_noun_again(m)]
        if modifiers and self._joins_another(index, facts):
            return None
        if modifiers:
            parts = [m for m in modifiers if m.value[0] != "series"]
            best = max(parts or modifiers, key=lambda m: m.end)
            facts.note_all(m.value for m in modifiers if m.value[0] == "series")
            for match in parts:
                if match.end == best.end:
                    facts.note(match.value)
            if self._begins("about", index) == best.end and facts.topic is None:
                facts.topic = self._words(best.end, limit)
            if not (facts.parties or facts.persons):
                facts.with_other |= token.lower_ in _WITH
                facts.is_between |= token.lower_ == _BETWEEN
            return best.end, best.value != _NAME_LINK
        if token.text in _QUOTES_OPEN:
            return self._quoted(index, limit, facts)
        if token.text == "(":
            return self._bracketed(index, limit, facts)
        if (known := self._past_words(index, limit)) is not None:
            if known - index >= _TITLE_WORDS and token.text[0].isupper():
                facts.title = facts.title or self._words(index, known)
            return known, False
        if (number := self._ordinals.number(index)) is not None:
            facts.ordinals.append(number[1])
            return number[0], True
        is_tour = facts.is_visit and bool(facts.parties) and not (facts.persons or facts.is_setting)
        is_listing = facts.with_other or facts.is_between or is_tour
        if token.text == "," and is_listing and self._is_in_list(index):
            return index + 1, False
        if token.text in _LINKS:
            return index + 1, token.text == ")"
        if token.text.isupper() and len(token.text) > 1:
            return index + 1, True
        return None

    def _mention(self, index: int, facts: NameFacts) -> int | None:
        """Read a person, an actor or a date; return where it ends."""
        if index in self._persons:
            person, end = self._persons[index]
            facts.persons += [person] if facts.topic is None else []
            return end
        if index in self._actors:
            actor, end = self._actors[index]
            is_place = self._is_place(index) or self._has_place(index, actor.key, facts)
            if facts.topic is None and (facts.is_visit or not is_place):
                facts.parties.append(actor.key)
                facts.cities += [actor.key] if actor.metonym else []
                facts.is_joined |= facts.is_visit and self._doc[index - 1].lower_ in _JOINTS
            return end
        if index in self._dates:
            date, end = self._dates[index]
            facts.date = facts.date or date
            return end
        return None

    def _past_words(self, index: int, limit: int) -> int | None:
        """Return where what is known goes on behind words of a title, or a duration.

        "Diễn đàn Doanh nghiệp Việt Nam - Đức", "cuộc điện đàm kéo dài 20 phút với X".
        """
        if self._begins("lasts", index):
            for following in range(index + 2, min(index + _DURATION, limit)):
                if self._follows("time-unit", following):
                    return following
            return None
        if not self._doc[index].text[0].isupper():
            return None
        for following in range(index + 1, min(index + _TITLE_REACH, limit)):
            if following in self._actors or self._ordinals.ordinals(following) is not None:
                return following
            if not self._doc[following].is_alpha:
                return None
        return None

    def _is_in_list(self, index: int) -> bool:
        """Whether a comma stands in a list of sides: "với Nga, Mỹ và Nhật Bản"."""
        places = {end for start, (_, end) in self._actors.items() if self._is_place(start)}
        found = self._actors.get(index + 1) or self._persons.get(index + 1)
        if found is None or index in places:
            return False
        return found[1] < len(self._doc) and self._doc[found[1]].lower_ in _JOINTS

    def _begins(self, name: str, index: int) -> int | None:
        """Return the end of the longest word of a class that begins at a token."""
        found = [m.end for m in self._at.get(index, []) if m.value == ("event-wording", name)]
        return max(found, default=None)

    def _follows(self, name: str, index: int) -> bool:
        """Whether a word of a class ends before a token."""
        return any(
            match.value == ("event-wording", name) and match.end == index
            for start in range(max(0, index - 2), index)
            for match in self._at.get(start, [])
        )

    def _joins_another(self, index: int, facts: NameFacts) -> bool:
        """Whether "và" joins another event: "Hội nghị A lần thứ 7 và Diễn đàn B"."""
        is_forum = index + 1 in self._actors and not facts.ordinals
        opening = {
            "kind": True,
            "series": not is_forum,
            "level": bool(facts.parties),
        }
        return self._doc[index].lower_ == "và" and any(
            opening.get(m.value[0], False) and (m.value[0] != "level" or self.can_open(m))
            for m in self._at.get(index + 1, [])
        )

    def _can_modify(self, match: Match[Wording]) -> bool:
        scheme, name = match.value
        if scheme == "series":
            return not self._cuts_actor(match)
        return scheme in ("level", "portfolio") or name in _IN_NAMES

    def _is_noun_again(self, match: Match[Wording]) -> bool:
        scheme, name = match.value
        is_link = self._doc[match.start - 1].lower_ in ("và", "về", "của", "bên")
        return scheme == "kind" and not is_without_sides(name) and not is_link

    def _cuts_actor(self, match: Match[Wording]) -> bool:
        """Whether a series ends inside the name of an actor: "SOM ASEAN" in "SOM ASEAN+3"."""
        inside = [self._actors[i] for i in range(match.start, match.end) if i in self._actors]
        return any(end > match.end for _, end in inside)

    def _is_place(self, index: int) -> bool:
        """Whether "tại", "ở" or "thủ đô" makes the name at a token one of a place."""
        while self._follows("place-noun", index):
            index -= 1
        return self._follows("at", index) or self._follows("at", index - 1)

    def _has_place(self, index: int, key: str, facts: NameFacts) -> bool:
        """Whether a state is that of the place before it: "G20 ở thành phố Hamburg của Đức"."""
        if (
            not facts.parties
            or not key.startswith("state/")
            or self._doc[index - 1].lower_ != "của"
        ):
            return False
        first = max(0, index - _PLACE_REACH)
        return any(
            self._follows("at", i) or self._follows("place-noun", i) for i in range(first, index)
        )

    def _is_other_forum(self, index: int) -> bool:
        """Whether a forum is named as where an event is: "cuộc gặp tại Diễn đàn Khu vực ASEAN"."""
        is_forum = index in self._actors and any(
            m.value[0] == "kind" for m in self._at.get(index, [])
        )
        return is_forum and self._is_place(index)

    def _quoted(self, index: int, limit: int, facts: NameFacts) -> tuple[int, bool] | None:
        """Read a title in quotation marks; behind a date or a person they quote somebody."""
        if facts.date is not None or facts.persons:
            return None
        if any(m.value[0] == "kind" for m in self._at.get(index + 1, [])):
            return index + 1, False
        for end in range(index + 1, limit):
            if self._doc[end].text in _QUOTES_CLOSE:
                facts.topic = facts.topic or self._words(index + 1, end)
                return end + 1, True
        return None

    def _bracketed(self, index: int, limit: int, facts: NameFacts) -> tuple[int, bool]:
        """Read what stands in brackets: an abbreviation, a date, or the list of the sides."""
        end = next((i for i in range(index, limit) if self._doc[i].text == ")"), None)
        if end is None:
            return index + 1, False
        actors = [self._actors[i][0] for i in range(index + 1, end) if i in self._actors]
        if self._begins("between", index + 1) is not None:
            facts.listed += [actor.key for actor in actors]
        elif not facts.parties:
            keys = [actor.key for actor in actors]
            facts.parties += [k for k in keys if facts.is_visit or not k.startswith("state/")]
        for start in range(index, end):
            if start in self._dates:
                facts.date = facts.date or self._dates[start][0]
            for match in self._at.get(start, []):
                if match.value[0] == "level" and self._ordinals.is_abbreviation(match):
                    facts.note(match.value)
            number = self._ordinals.number(start)
            if number is not None and not facts.ordinals:
                facts.ordinals.append(number[1])
        return end + 1, True

    def _topic(self, end: int, limit: int) -> str | None:
        """Return the first words behind "về"."""
        if self._follows("about", end):
            return self._words(end, limit)
        start = self._begins("about", end) if end < limit else None
        return self._words(start, limit) if start is not None else None

    def _words(self, start: int, limit: int) -> str:
        words = [t.lower_ for t in self._doc[start:limit] if t.is_alpha or t.is_digit]
        return " ".join(words[:_TOPIC_WORDS])


def _by_token(doc: Doc, mentions: Iterable[_M]) -> dict[int, tuple[_M, int]]:
    """Return mentions by the token that they begin at, with the token that they end before."""
    found: dict[int, tuple[_M, int]] = {}
    for mention in mentions:
        tokens = doc.char_span(mention.span.begin, mention.span.end, alignment_mode="expand")
        if tokens is not None:
            found[tokens.start] = (mention, tokens.end)
    return found
