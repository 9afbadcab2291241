"""What the tables know of persons, states, organisations and collectives."""

from dataclasses import dataclass

from diplograph.api.site.events import Event, list_events
from diplograph.api.site.positions import Filter
from diplograph.api.site.stances import Mix, mixes
from diplograph.api.site.tables import Link, Tables

__all__ = ["ActorPage", "Sighting", "actor_page", "voice_of"]

#: How many of a kind a page shows before it links to the whole list.
_SHOWN = 30
_ATTENDED = "key IN (SELECT event FROM taking_part WHERE actor = ?)"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person seen holding an office."""

    person: Link
    office: str
    organization: Link | None
    first: str | None
    last: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class ActorPage:
    """All that is known of an actor."""

    link: Link
    offices: tuple[Sighting, ...]
    #: Who was seen speaking or attending for it.
    delegates: tuple[Sighting, ...]
    members: tuple[Link, ...]
    collectives: tuple[Link, ...]
    meetings: tuple[Event, ...]
    meeting_total: int
    #: Who was at the same meetings, with how many.
    partners: tuple[tuple[Link, int], ...]
    held: int
    spoken: int
    asked: int
    #: Its positions by issue.
    issues: tuple[Mix, ...]
    years: tuple[Mix, ...]


def actor_page(tables: Tables, key: str) -> ActorPage | None:
    """Return what is known of an actor; None where there is none of this key."""
    voice = voice_of(key)
    members = tables.column("SELECT DISTINCT actor FROM member WHERE collective = ?", key)
    collectives = tables.column("SELECT DISTINCT collective FROM member WHERE actor = ?", key)
    # Collectives of a single article are no groups that one belongs to.
    collectives = [c for c in collectives if _is_known(tables, c)]
    partners = _partners(tables, key)
    names = tables.names([key, *members, *collectives, *(name for name, _ in partners)])
    if not names[key].kind:
        return None
    return ActorPage(
        link=names[key],
        offices=_sightings(tables, "tenure.person = ?", key),
        delegates=_sightings(tables, "tenure.organization = ?", key),
        members=tuple(names[member] for member in members),
        collectives=tuple(names[each] for each in collectives),
        meetings=list_events(tables, _ATTENDED, key, limit=_SHOWN),
        meeting_total=tables.count("SELECT COUNT(*) FROM taking_part WHERE actor = ?", key),
        partners=tuple((names[name], count) for name, count in partners),
        held=_count(tables, "holder", key),
        spoken=_count(tables, "speaker", key),
        asked=_count(tables, "addressee", key),
        issues=mixes(tables, "issue", voice),
        years=mixes(tables, "year", voice),
    )


def voice_of(key: str) -> Filter:
    """Return what an actor voices: a person for whomever, all others for themselves."""
    return Filter(speaker=key) if key.startswith("person/") else Filter(holder=key)


def _sightings(tables: Tables, condition: str, key: str) -> tuple[Sighting, ...]:
    rows = tables.rows(
        f"""SELECT person, office, organization, MIN(attested_on), MAX(attested_on),
            COUNT(DISTINCT graph) FROM tenure WHERE {condition}
            GROUP BY person, office, organization
            ORDER BY 5 DESC NULLS LAST, person, office LIMIT {_SHOWN}""",  # noqa: S608
        key,
    )
    names = tables.names(value for row in rows for value in (row[0], row[2]))
    return tuple(
        Sighting(
            person=names[str(person)],
            office=str(office or ""),
            organization=names[str(organization)] if organization else None,
            first=str(first) if first else None,
            last=str(last) if last else None,
            articles=int(articles or 0),
        )
        for person, office, organization, first, last, articles in rows
    )


def _partners(tables: Tables, key: str) -> list[tuple[str, int]]:
    rows = tables.rows(
        """SELECT other, events FROM partner WHERE actor = ?
           ORDER BY events DESC, other LIMIT ?""",
        key,
        _SHOWN,
    )
    return [(str(actor), int(count or 0)) for actor, count in rows]


def _count(tables: Tables, column: str, key: str) -> int:
    return tables.count(f"SELECT COUNT(*) FROM position WHERE {column} = ?", key)  # noqa: S608


def _is_known(tables: Tables, key: str) -> bool:
    """Return whether an authority file describes a collective."""
    query = """SELECT COUNT(*) FROM node JOIN graph USING (graph)
               WHERE key = ? AND iri LIKE 'https://w3id.org/diplograph/authority/%'"""
    return tables.count(query, key) > 0
