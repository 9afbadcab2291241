"""Finds the names of the authority files: states, organisations, collectives.

Writes ``doc._.actors``. A name of one word must be written as the authority files have it, or all
in capitals; longer names vary in capitals ("Liên hợp quốc", "Liên Hợp Quốc") but begin with one.
Some names are also common words: a wording of the concept ``not-a-name`` of ``vocab/wording.ttl``
("Ý kiến", "Pháp luật") hides the name inside it. The short name of a state counts where a hyphen
joins it to another actor ("Mỹ-Triều", "Trung - Hàn"). Names inside names of persons are dropped
later, by ``persons.py``.
"""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.annotations import ActorMention
from diplograph.extract.gazetteer import Gazetteer, Match
from diplograph.ontology.lexicon import Entity, Lexicon
from diplograph.ontology.model import Span

__all__ = ["ActorFinder", "make_actor_finder"]

_ACTOR_KINDS = ("State", "Organization", "CollectiveActor")
#: A meaning: the key of the actor, and whether the name is a metonym. None hides a name.
_Meaning = tuple[str, bool] | None


class ActorFinder:
    """Finds actors by name."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        """Build the matchers from the authority files."""
        actors = [entity for kind in _ACTOR_KINDS for entity in lexicon.of_kind(kind)]
        names = [entry for entity in actors for entry in _names(entity)]
        hidden: list[tuple[str, _Meaning]] = [
            (form, None) for form in lexicon.wordings("wording", "not-a-name")
        ]
        single: list[tuple[str, _Meaning]] = []
        phrases: list[tuple[str, _Meaning]] = list(hidden)
        for name, meaning in names:
            if " " in name or "-" in name:
                phrases.append((name, meaning))
            else:
                single += [(name, meaning), (name.upper(), meaning)]
        self._single = Gazetteer(nlp, single, case_sensitive=True)
        self._phrases = Gazetteer(nlp, phrases)
        self._short = Gazetteer[_Meaning](
            nlp,
            ((name, (entity.key, False)) for entity in actors for name in entity.short_names),
            case_sensitive=True,
        )

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions on a doc."""
        found: list[Match[_Meaning]] = [*self._single.matches(doc), *self._capitalised(doc)]
        found += self._joined(doc, found)
        found.sort(key=lambda match: (match.start, -match.end))
        mentions: list[ActorMention] = []
        last_end = 0
        for match in found:
            if match.start < last_end:
                continue
            last_end = match.end
            if match.value is not None:
                key, metonym = match.value
                mentions.append(ActorMention(_span(doc, match), key, metonym))
        doc._.actors = tuple(mentions)
        return doc

    def _capitalised(self, doc: Doc) -> Iterator[Match[_Meaning]]:
        for match in self._phrases.matches(doc):
            collective = match.value is not None and match.value[0].startswith("collective/")
            if collective or doc[match.start].text[0].isupper():
                yield match

    def _joined(self, doc: Doc, names: Iterable[Match[_Meaning]]) -> list[Match[_Meaning]]:
        """Return the short names that a hyphen joins to a name or to another short name."""
        whole = {
            match.start: match
            for match in self._short.matches(doc)
            if match.end == len(doc) or not doc[match.end].text[0].isupper()
        }
        others = [*names, *whole.values()]
        starts, ends = {match.start for match in others}, {match.end for match in others}
        return [
            match
            for match in whole.values()
            if (_is_hyphen(doc, match.end) and match.end + 1 in starts)
            or (_is_hyphen(doc, match.start - 1) and match.start - 1 in ends)
        ]


def _is_hyphen(doc: Doc, index: int) -> bool:
    return 0 <= index < len(doc) and doc[index].text == "-"


def _names(entity: Entity) -> Iterator[tuple[str, _Meaning]]:
    for name in entity.names:
        yield name, (entity.key, False)
    for name in entity.metonyms:
        yield name, (entity.key, True)


def _span(doc: Doc, match: Match[_Meaning]) -> Span:
    last = doc[match.end - 1]
    return Span(doc[match.start].idx, last.idx + len(last))


@Language.factory("entities")
def make_actor_finder(nlp: Language, name: str) -> ActorFinder:
    """Create the component from the lexicon."""
    return ActorFinder(nlp, Lexicon.load())
