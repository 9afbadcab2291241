"""Keeps stands on international matters, drops the rest.

Sport, prices, crime and domestic politics use the same verbs. An article counts as diplomacy where
an event was found in it, or where officials take stands that name another side than their own.
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from diplograph.extract.drafts import Draft

__all__ = ["relevant"]


def relevant(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of an article about diplomacy; none of any other."""
    if doc._.events:
        return list(drafts)
    crossing = [draft for draft in drafts if _names_another_side(doc, draft)]
    official = any(mention.side for mention in doc._.person_mentions)
    return list(drafts) if official and 2 * len(crossing) >= len(drafts) else []


def _names_another_side(doc: Doc, draft: Draft) -> bool:
    span = draft.evidence[0]
    return any(
        mention.key != draft.holder and span.overlap(mention.span) for mention in doc._.actors
    )
