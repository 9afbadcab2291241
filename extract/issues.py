"""Which issues a position is about: the topics that its words name.

Wordings are the hidden labels of ``vocab/issue.ttl``; of overlapping ones the longest counts, so
that "Bộ Quy tắc ứng xử ở Biển Đông" is the Code of Conduct and not the South China Sea too. What
follows "trong bối cảnh" (in the context of) is background. Issues have a ``dip:specificity``:
those of 0 (ASEAN's external relations, economic ties) count only where no other is named, those of
1 (bilateral relations, peace, international law) give way first where more than four are.

A clause that names no issue takes that of the phrase which opens its sentence ("Về Biển Đông, …"),
else the hot spot that the article is about, else what the act before it in the sentence is about,
else what its parties have with each other.
"""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.gazetteer import Gazetteer
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Span

__all__ = ["IssueFinder"]

_MOST = 4
#: What is tied to a place: articles are about one such issue as a whole.
_HOT_SPOTS, _SOUTH_CHINA_SEA = "hot-spots", "south-china-sea"
_RELATIONS, _ASEAN_RELATIONS = "bilateral-relations", "asean-external-relations"
_ASEAN = "organization/asean"
_ASEAN_MEMBERS = "collective/asean-member-states"


class IssueFinder:
    """Finds the issues of stretches of text."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        """Build the matcher from the issue scheme."""
        concepts = lexicon.concepts("issue")
        entries: list[tuple[str, str | None]] = [
            (wording, concept.name) for concept in concepts for wording in concept.wordings
        ]
        entries += [(form, None) for form in lexicon.wordings("wording", "background")]
        self._gazetteer = Gazetteer[str | None](nlp, entries)
        self._subjects = {c.name for c in concepts if c.broader == _HOT_SPOTS} | {_SOUTH_CHINA_SEA}
        self._specificity = {concept.name: concept.specificity for concept in concepts}

    def issues(
        self,
        doc: Doc,
        evidence: Span,
        opening: Span | None = None,
        previous: Sequence[str] = (),
        parties: Sequence[str] = (),
        subject: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """Return the issues of a position, one to four, or none.

        Args:
            doc: The doc.
            evidence: The words of the position.
            opening: The phrase that opens its sentence.
            previous: The issues of the act before in the same sentence.
            parties: Keys of the actors that the position is between: the sides of its occasion.
            subject: The issues that the article is about (``subject_of``).
        """
        own = self._most_specific(self._named(doc, evidence, parties))
        topic = self._most_specific(self._named(doc, opening, parties)) if opening else []
        if any(self._specificity[name] for name in own):
            return tuple(own)
        if any(self._specificity[name] for name in topic):
            return tuple(topic)
        relation = own or topic
        return tuple(relation or subject or previous or _relation(parties))

    def subject_of(self, doc: Doc) -> tuple[str, ...]:
        """Return the issues of places that headline and lead name: what the article is about.

        Args:
            doc: With ``doc._.zones``.
        """
        named = [
            name
            for zone in doc._.zones
            if zone.kind in ("headline", "lead")
            for name in self._named(doc, zone.span, ())
        ]
        return tuple(dict.fromkeys(name for name in named if name in self._subjects))

    def _named(self, doc: Doc, span: Span, parties: Sequence[str]) -> list[str]:
        """Return the issues named in a span, in order, without what is background."""
        words = doc.char_span(span.begin, span.end, alignment_mode="expand")
        if words is None:
            return []
        found: list[str] = []
        background_end = -1
        for match in self._gazetteer.longest(words):
            if match.value is None:
                background_end = next(
                    (t.i for t in doc[match.end : words.end] if t.text in ",;"), words.end
                )
            elif match.start >= background_end:
                found.append(match.value)
        with_asean = _ASEAN in parties or _ASEAN_MEMBERS in parties
        if with_asean:
            found = [_ASEAN_RELATIONS if name == _RELATIONS else name for name in found]
        return list(dict.fromkeys(found))

    def _most_specific(self, names: list[str]) -> list[str]:
        """Return at most four issues in the order of the text, the most specific ones."""
        specific = [name for name in names if self._specificity[name] > 0] or names
        ranked = sorted(specific, key=lambda name: -self._specificity[name])[:_MOST]
        return [name for name in specific if name in ranked]


def _relation(parties: Sequence[str]) -> tuple[str, ...]:
    """Return the issue that two or more parties always have: their relations."""
    if len(set(parties)) < 2:
        return ()
    with_asean = _ASEAN in parties or _ASEAN_MEMBERS in parties
    return (_ASEAN_RELATIONS,) if with_asean else (_RELATIONS,)
