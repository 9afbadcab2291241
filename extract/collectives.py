"""Collectives that only their event or article gives a meaning: "hai bên" (both sides).

The parties of an event are one actor with the event's sides as members; a stand of theirs is never
copied to the members.
"""

from collections.abc import Iterable

from diplograph.ontology.iris import collective_key, organization_key
from diplograph.ontology.model import Actor, Event, Span

__all__ = ["collective_of", "named_organization", "parties_of"]

_CERTAIN = 1.0


def parties_of(event: Event, mention: Span) -> Actor:
    """Return the parties of an event as one actor.

    Args:
        event: The event.
        mention: Where the text speaks of them.
    """
    return Actor(
        key=collective_key("parties", event.key),
        kind="CollectiveActor",
        label=f"các bên: {event.label}",
        evidence=(mention,),
        confidence=_CERTAIN,
        members=event.parties,
    )


def collective_of(label: str, members: Iterable[str], article: str, mention: Span) -> Actor:
    """Return a collective that only an article knows, named as its text names it.

    Args:
        label: The words of the text.
        members: Keys of the members that it names.
        article: Key of the article.
        mention: Where it stands.
    """
    return Actor(
        key=collective_key(label, article),
        kind="CollectiveActor",
        label=label,
        evidence=(mention,),
        confidence=_CERTAIN,
        members=tuple(sorted(members)),
    )


def named_organization(label: str, article: str, mention: Span) -> Actor:
    """Return an organisation that no authority file knows, named as its text names it.

    Args:
        label: The words of the text.
        article: Key of the article.
        mention: Where it stands.
    """
    name = " ".join(label.split())
    return Actor(
        key=organization_key(name, None, article),
        kind="Organization",
        label=name[0].upper() + name[1:],
        evidence=(mention,),
        confidence=_CERTAIN,
    )
