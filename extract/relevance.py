"""Keeps stands on international matters, drops the rest.

Sport, prices, crime and domestic politics use the same verbs. An article counts as diplomacy where
a meeting of several sides was found in it, where two sides take stands, or where the stands name
another side than their holder's; not where it uses the words of another field ("trận đấu":
match). Analysts and other private persons take no stands of diplomacy: a person who speaks for no
side needs an office. Who has left office, or sits in a parliament, comments like an analyst, unless
the text has him meet somebody; who led a state stays heard.
"""

from collections.abc import Collection, Sequence

from spacy.tokens import Doc

from diplograph.extract.annotations import Office, Person
from diplograph.extract.drafts import Draft
from diplograph.extract.wordings import Wordings

__all__ = ["relevant"]

#: From so many words of another field on, in relation to the stands, an article belongs to it.
_FOREIGN_WORDS = 3
#: Which share of the stands of one side must be on another, or be taken at a meeting with one.
_CROSSING_SHARE = 0.4
#: An article that names so many other sides is about them.
_MANY_SIDES = 3
#: Offices that analysts hold too: heads of institutes, of commissions.
_OPEN_POSTS = frozenset({"director-general", "chair", "adviser"})
#: Offices whose holder still speaks as a leader after leaving them.
_LEADING_POSTS = frozenset({"head-of-state", "head-of-government"})
#: Offices of those who speak for themselves in a parliament.
_PARLIAMENT_POSTS = frozenset({"legislator", "speaker-of-parliament"})


def relevant(doc: Doc, drafts: Sequence[Draft], wordings: Wordings) -> list[Draft]:
    """Return the drafts of an article about diplomacy; none of any other."""
    met = {key for mention in doc._.event_mentions for key in mention.attendees}
    private = {person.key for person in doc._.people if _is_private(person, met)}
    official = [
        draft for draft in drafts if draft.holder not in private and draft.teller not in private
    ]
    if _is_of_other_field(doc, wordings, official) or not _is_diplomacy(doc, official):
        return []
    return official


def _is_private(person: Person, met: Collection[str]) -> bool:
    return person.side is None and not any(
        _is_public(office, is_met=person.key in met) for office in person.offices
    )


def _is_public(office: Office, *, is_met: bool) -> bool:
    """Whether who holds an office, or has left it, takes stands of diplomacy."""
    if office.post in _OPEN_POSTS and not office.organization:
        return False
    comments = office.former or office.post in _PARLIAMENT_POSTS
    return is_met or not comments or office.post in _LEADING_POSTS


def _is_of_other_field(doc: Doc, wordings: Wordings, drafts: Sequence[Draft]) -> bool:
    """Whether an article uses many words of another field; one on a meeting twice as many."""
    words = len(wordings.phrases("other-field")) // (2 if _is_of_meeting(doc) else 1)
    return words >= max(_FOREIGN_WORDS, len(drafts))


def _is_diplomacy(doc: Doc, drafts: Sequence[Draft]) -> bool:
    """Whether several sides take stands, or enough of the stands are on another side."""
    sides = {draft.holder for draft in drafts if not draft.holder.startswith("person/")}
    if len(sides) > 1 and any(mention.side for mention in doc._.person_mentions):
        return True
    if _is_of_meeting(doc):
        return True
    others = {mention.key for mention in doc._.actors} - sides
    crossing = [draft for draft in drafts if _names_another_side(doc, draft)]
    return len(others) >= _MANY_SIDES or len(crossing) >= _CROSSING_SHARE * len(drafts)


def _is_of_meeting(doc: Doc) -> bool:
    """Whether the first event of an article is a meeting of several sides."""
    main = doc._.events[0] if doc._.events else None
    return main is not None and main.is_meeting and _is_international(main.parties)


def _is_international(parties: Sequence[str]) -> bool:
    return len(parties) > 1 or any(not party.startswith("state/") for party in parties)


def _names_another_side(doc: Doc, draft: Draft) -> bool:
    span = draft.evidence[0]
    return any(
        mention.key != draft.holder and span.overlap(mention.span) for mention in doc._.actors
    )
