"""Where the words stand in a doc that persons are recognised by.

Titles (scheme ``post``), fields (``portfolio``) and the classes of ``person-wording`` from the
vocabularies, places from the authority files, actors from ``doc._.actors``, and the words that end
a noun phrase: verbs, adverbs and conjunctions. Called by the readers of names, offices and phrases.
"""

from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.annotations import ActorMention
from diplograph.extract.gazetteer import Gazetteer
from diplograph.ontology.lexicon import Lexicon

__all__ = ["PersonCueFinder", "PersonCues", "Stretch"]

_SCHEMES = ("post", "portfolio", "person-wording", "stance")
#: Classes of function words that no title and no name contains.
_CLAUSE_WORDINGS = (
    "adverb",
    "commissive",
    "complementiser",
    "light-verb",
    "negation",
    "reporting-verb",
    "subordinator",
)
#: Classes of function words by which subjects are told.
_OTHER_WORDINGS = ("according-to", "adjunct", "clause-link", "preposition")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something found from a token on: where it ends (exclusive), and what it is."""

    end: int
    value: str


@dataclass(slots=True)
class PersonCues:
    """The cues of one doc, by the token that they begin or end at."""

    doc: Doc
    actors: dict[int, tuple[int, ActorMention]] = field(default_factory=dict)
    #: Tokens inside a name of an actor or a place, apart from the first.
    inner: set[int] = field(default_factory=set)
    #: Tokens of words that would end a noun phrase by themselves, as "chính" of "chính sách" would.
    _of_compounds: set[int] = field(default_factory=set)
    _starting: dict[tuple[str, int], Stretch] = field(default_factory=dict)
    _ending: dict[tuple[str, int], int] = field(default_factory=dict)

    def add(self, kind: str, start: int, stretch: Stretch) -> None:
        """Take a cue; of those of a kind that begin or end at a token the longest counts."""
        known = self._starting.get((kind, start))
        if known is None or known.end < stretch.end:
            self._starting[kind, start] = stretch
        if kind == "compound":
            self._of_compounds.update(range(start, stretch.end))
        end = (kind, stretch.end)
        self._ending[end] = min(start, self._ending.get(end, start))

    def drop_actors(self, start: int, end: int) -> None:
        """Drop actors inside a longer name: India in "Ấn Độ - Thái Bình Dương"."""
        for index in range(start, end):
            self.actors.pop(index, None)
            self.inner.discard(index)

    def drop_titles_in_names(self) -> None:
        """Drop titles that a patronymic follows: in "Sultan bin Ahmed" Sultan is a name."""
        for kind, start in list(self._starting):
            if kind == "post" and ("patronymic", self._starting[kind, start].end) in self._starting:
                del self._starting[kind, start]

    def at(self, kind: str, start: int) -> Stretch | None:
        """Return the longest cue of a kind that begins at a token outside of other names."""
        return None if start in self.inner else self._starting.get((kind, start))

    def end(self, kind: str, start: int) -> int | None:
        """Return the end of the longest cue of a kind that begins at a token."""
        found = self.at(kind, start)
        return found.end if found else None

    def before(self, kind: str, end: int) -> int | None:
        """Return where the longest cue of a kind that ends before a token begins."""
        return self._ending.get((kind, end))

    def is_inside_word(self, index: int) -> bool:
        """Return whether a syllable ends a longer word, as "quyền" (acting) does "chính quyền"."""
        begins = (self.before(kind, index + 1) for kind in ("one-state", "unit", "several"))
        return any(begin is not None and begin < index for begin in begins)

    def is_clause(self, start: int) -> bool:
        """Return whether a word begins here that ends a noun phrase."""
        if start in self._of_compounds:
            return False
        return self.end("verb", start) is not None or self.end("clause", start) is not None


class PersonCueFinder:
    """Finds the cues of docs."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        """Build one matcher for all classes."""
        entries = [
            (wording, (_kind(scheme, concept.name), concept.name))
            for scheme in _SCHEMES
            for concept in lexicon.concepts(scheme)
            for wording in concept.wordings
        ]
        entries += [
            (wording, ("clause", name))
            for name in _CLAUSE_WORDINGS
            for wording in lexicon.wordings("wording", name)
        ]
        entries += [
            (wording, (name, name))
            for name in _OTHER_WORDINGS
            for wording in lexicon.wordings("wording", name)
        ]
        entries += [
            (name, ("place", place.key))
            for place in lexicon.of_kind("Place")
            for name in place.names
        ]
        self._gazetteer = Gazetteer(nlp, entries)

    def find(self, doc: Doc) -> PersonCues:
        """Return the cues of a doc whose actors are known."""
        cues = PersonCues(doc)
        for mention in doc._.actors:
            span = doc.char_span(mention.span.begin, mention.span.end)
            if span is not None:
                cues.actors[span.start] = (span.end, mention)
                cues.inner.update(range(span.start + 1, span.end))
        for match in self._gazetteer.matches(doc):
            kind, name = match.value
            if name == "region":
                kind = "place"
                cues.drop_actors(match.start, match.end)
            if kind == "place":
                if not doc[match.end - 1].text[0].isupper() or match.start in cues.inner:
                    continue
                cues.inner.update(range(match.start + 1, match.end))
            cues.add(kind, match.start, Stretch(match.end, name))
        cues.drop_titles_in_names()
        return cues


def _kind(scheme: str, name: str) -> str:
    if scheme == "stance":
        return "clause"
    return name if scheme == "person-wording" else scheme
