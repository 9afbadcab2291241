"""Noun phrases that name events: "Hội nghị Bộ trưởng Du lịch ASEAN-Nga lần thứ nhất".

A phrase is a head (``vocab/kind.ttl``) and what follows it as long as it can belong to a name
(``event_name_reader.py``). One phrase may name several events: "Hội nghị Cấp cao ASEAN lần thứ 36
và 37" (the 36th and 37th summits), "Hội nghị Bộ trưởng ASEAN+3 và EAS" (of two forums). Called by
``meetings.py``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.event_name import EventName, Wording
from diplograph.extract.event_name_reader import NameReader
from diplograph.extract.gazetteer import Gazetteer, Match
from diplograph.ontology.lexicon import Lexicon

__all__ = ["EventNameFinder"]

#: Schemes that name events. Their phrases hide heads inside them: "quan chức cấp cao" (senior
#: officials) is no "cấp cao" (summit).
_NAMING = ("kind", "series", "level")
#: Organisations that meet others as one side, where other groups are forums of their own.
_SIDES = frozenset({"organization/asean", "organization/eu", "organization/un"})


class EventNameFinder:
    """Finds the names of events in docs."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        """Build one matcher for heads and modifiers."""
        entries: list[tuple[str, Wording]] = []
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
        """Return the event names of a doc in order; they overlap only where one phrase has two."""
        at: dict[int, list[Match[Wording]]] = defaultdict(list)
        for match in self._gazetteer.matches(doc):
            at[match.start].append(match)
        reader = NameReader(doc, at, self._ordinals, self._levels)
        found: list[EventName] = []
        for head in _heads(reader, at):
            if found and head.start < found[-1].end:
                continue
            found += _distributed(reader.read(head))
        return found


def _heads(reader: NameReader, at: dict[int, list[Match[Wording]]]) -> Iterator[Match[Wording]]:
    """Yield heads: kinds, else series, else levels as abbreviations; the longest at a token.

    What stands in an office ("Trưởng SOM ASEAN"), in a name or in a longer phrase is no head.
    """
    hidden_until = 0
    for start in sorted(at):
        naming = [match for match in at[start] if match.value[0] in _NAMING]
        is_hidden = start < hidden_until or reader.is_inside(start)
        if naming:
            hidden_until = max(hidden_until, *(match.end for match in naming))
        if is_hidden:
            continue
        for scheme in _NAMING:
            found = [m for m in naming if m.value[0] == scheme and reader.can_open(m)]
            if found:
                yield max(found, key=lambda m: m.end)
                break


def _distributed(name: EventName) -> Iterable[EventName]:
    """Yield a name for each of the ordinals, or of the forums, that one head stands for."""
    if len(name.ordinals) > 1:
        return [
            replace(name, ordinals=(ordinal,), number=number)
            for number, ordinal in enumerate(name.ordinals)
        ]
    if len(name.parties) > 1 and not any(map(_is_side, name.parties)):
        return [
            replace(name, parties=(party,), number=number)
            for number, party in enumerate(name.parties)
        ]
    if name.is_joined:
        visitors = {person.side for person in name.persons}
        return [
            replace(name, parties=(state,), number=number)
            for number, state in enumerate(key for key in name.parties if key not in visitors)
        ]
    sides = dict.fromkeys([*name.parties, *(p.side for p in name.persons if p.side)])
    is_each = name.plural or name.kind == "call"
    if is_each and name.with_other and len(sides) > 1:
        return [
            replace(
                name,
                parties=tuple(key for key in name.parties if key == side),
                persons=tuple(p for p in name.persons if p.side == side),
                plural=False,
                number=number,
            )
            for number, side in enumerate(sides)
        ]
    return [name]


def _is_side(key: str) -> bool:
    return key.startswith("state/") or key in _SIDES
