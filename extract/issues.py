"""Which issues a position is about: the topics that its words name.

Wordings are the hidden labels of ``vocab/issue.ttl``; of overlapping ones the longest counts, so
that "Bộ Quy tắc ứng xử ở Biển Đông" is the Code of Conduct and not the South China Sea too. What
follows "trong bối cảnh" (in the context of) is background, and offices, ministries and the words
before the cue say who speaks. Issues have a ``dip:specificity``: those of 0 (economic ties) count
only where no other is named, those of 1 (bilateral relations, peace, international law) give way
first where more than four are.

A clause that names no issue takes that of the phrase which opens its sentence, else the special
ones of the act before it in the sentence, else what the article is about, else what its parties
have with each other. A phrase that announces a topic ("Về Biển Đông, …") adds it to what the
clause names.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplograph.extract.affiliation import HOME
from diplograph.extract.gazetteer import Gazetteer, Match
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Span

__all__ = ["IssueFinder"]

_MOST = 4
#: How many of its sentences name what an article is about, at least.
_SUBJECT_SHARE = 0.5
#: What is tied to a place: there, peace and law are those of that place.
_HOT_SPOTS, _SOUTH_CHINA_SEA = "hot-spots", "south-china-sea"
_PLACED = frozenset({"security", "order"})
#: What words name instead of an issue.
_BACKGROUND, _NAME = "(background)", "(name)"
_RELATIONS, _ASEAN_RELATIONS = "bilateral-relations", "asean-external-relations"
_ASEAN = "organization/asean"
_ASEAN_MEMBERS = "collective/asean-member-states"


class IssueFinder:
    """Finds the issues of stretches of text."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        """Build the matcher from the issue scheme."""
        concepts = lexicon.concepts("issue")
        entries = [(wording, concept.name) for concept in concepts for wording in concept.wordings]
        entries += [(form, _BACKGROUND) for form in lexicon.wordings("wording", "background")]
        entries += [(form, _NAME) for form in lexicon.wordings("wording", "not-an-issue")]
        self._gazetteer = Gazetteer[str](nlp, entries)
        openers = lexicon.wordings("wording", "topic-opener")
        self._openers = Gazetteer[None](nlp, [(form, None) for form in openers])
        self._broader = {concept.name: concept.broader for concept in concepts}
        self._hot_spots = {c.name for c in concepts if c.broader == _HOT_SPOTS}
        self._specificity = {concept.name: concept.specificity for concept in concepts}

    def issues(
        self,
        doc: Doc,
        evidence: Span,
        cue: int,
        opening: Span | None = None,
        previous: Sequence[str] = (),
        parties: Sequence[str] = (),
        subject: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """Return the issues of a position, one to four, or none.

        Args:
            doc: The doc.
            evidence: The words of the position.
            cue: Where its cue begins; what stands before is its subject.
            opening: The phrase that opens its sentence.
            previous: The issues of the act before in the same sentence.
            parties: Keys of the actors that the position is between: the sides of its occasion.
            subject: The issues that the article is about (``subject_of``).
        """
        own = self._own(doc, evidence, cue, parties)
        topic = self._most_specific(self._named(doc, opening, parties)) if opening else []
        if self._is_specific(own):
            found = dict.fromkeys((*self._announced(doc, opening, topic), *own))
            named = list(found)[:_MOST]
            return (*named, *self._places(named, subject))
        if self._is_specific(topic):
            return tuple(topic)
        carried = [name for name in previous if self._specificity[name] > 1]
        return tuple(own or topic or carried or subject or _relation(parties))

    def subject_of(self, doc: Doc) -> tuple[str, ...]:
        """Return what the article is about: the special issues that many sentences name.

        Args:
            doc: With ``doc.sents``.
        """
        sentences = [sent for sent in doc.sents if any(token.is_alpha for token in sent)]
        named = Counter(
            name
            for sent in sentences
            for name in self._named(doc, Span(sent.start_char, sent.end_char), ())
            if self._specificity[name] > 1
        )
        least = _SUBJECT_SHARE * len(sentences)
        return tuple(name for name, times in named.most_common(_MOST) if times >= least)

    def _own(self, doc: Doc, evidence: Span, cue: int, parties: Sequence[str]) -> list[str]:
        """Return the issues of the words of a position; of its subject hot spots alone count."""
        named = self._named(doc, evidence, parties)
        if evidence.begin < cue < evidence.end:
            content = self._named(doc, Span(cue, evidence.end), parties)
            if self._is_specific(content):
                named = [name for name in named if name in content or name in self._hot_spots]
        return self._most_specific(named)

    def _announced(self, doc: Doc, opening: Span | None, topic: Sequence[str]) -> list[str]:
        """Return the special issues of an opening phrase that says what is spoken about."""
        words = opening and doc.char_span(opening.begin, opening.end, alignment_mode="expand")
        if not words or all(match.start > words.start for match in self._openers.longest(words)):
            return []
        return [name for name in topic if self._specificity[name] > 1]

    def _places(self, own: Sequence[str], subject: Sequence[str]) -> list[str]:
        """Return the hot spots of the article that general words of peace and law are about."""
        if any(self._broader[name] not in _PLACED or self._specificity[name] > 1 for name in own):
            return []
        places = [name for name in subject if name in (*self._hot_spots, _SOUTH_CHINA_SEA)]
        return places[: _MOST - len(own)]

    def _named(self, doc: Doc, span: Span, parties: Sequence[str]) -> list[str]:
        """Return the issues named in a span, in order, without what is background."""
        words = doc.char_span(span.begin, span.end, alignment_mode="expand")
        if words is None:
            return []
        found: list[str] = []
        background_end = -1
        for match in self._gazetteer.longest(words):
            if match.value == _BACKGROUND:
                background_end = next(
                    (t.i for t in doc[match.end : words.end] if t.text in ",;"), words.end
                )
            elif match.start >= background_end and not self._is_name(doc, match):
                found.append(match.value)
        if _with_asean(parties):
            found = [_ASEAN_RELATIONS if name == _RELATIONS else name for name in found]
        return list(dict.fromkeys(found))

    def _is_name(self, doc: Doc, match: Match[str]) -> bool:
        """Whether words name an office or ministry, or a state that meets one's own."""
        words = doc[match.start : match.end]
        if match.value in self._hot_spots:
            partners = _partners(doc)
            return _lies_in(words, [one.span for one in doc._.actors if one.key in partners])
        return match.value == _NAME or _lies_in(words, [one.span for one in doc._.person_mentions])

    def _is_specific(self, names: Collection[str]) -> bool:
        return any(self._specificity[name] for name in names)

    def _most_specific(self, names: list[str]) -> list[str]:
        """Return at most four issues in the order of the text, the most specific ones."""
        specific = [name for name in names if self._specificity[name] > 0] or names
        ranked = sorted(specific, key=lambda name: -self._specificity[name])[:_MOST]
        return [name for name in specific if name in ranked]


def _lies_in(words: SpacySpan, spans: Collection[Span]) -> bool:
    begin, end = words.start_char, words.end_char
    return any(span.begin <= begin and end <= span.end for span in spans)


def _partners(doc: Doc) -> frozenset[str]:
    """Return the states that the state of the press meets: their names mean no hot spot there."""
    pairs = [event.parties for event in doc._.events if len(event.parties) == 2]
    return frozenset(key for pair in pairs if HOME in pair for key in pair)


def _relation(parties: Sequence[str]) -> tuple[str, ...]:
    """Return the issue that two or more parties always have: their relations."""
    if len(set(parties)) < 2:
        return ()
    return (_ASEAN_RELATIONS,) if _with_asean(parties) else (_RELATIONS,)


def _with_asean(parties: Sequence[str]) -> bool:
    return _ASEAN in parties or _ASEAN_MEMBERS in parties
