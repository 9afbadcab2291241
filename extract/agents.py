"""Noun phrases that can take a stand: states and organisations, their sides, persons, collectives.

"Nga", "phía Nga", "đoàn Việt Nam", "Bộ Ngoại giao Nga" (Russia's foreign ministry) are their
state; "hai bên" (both sides), "Hội nghị" (the conference) the parties of the meeting at hand; names
joined by "và" (and) are one agent of several members. Reads ``doc._.actors`` and
``doc._.person_mentions``; called by ``positions.py``.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc

from diplograph.extract.affiliation import HOME
from diplograph.extract.annotations import ActorMention, PersonMention
from diplograph.extract.open_actors import open_phrases
from diplograph.extract.wordings import Wordings
from diplograph.ontology.model import Span

__all__ = ["Agent", "agents", "single_agents"]

#: From so many names on, commas alone join a list.
_SHORTEST_LIST = 3
#: Which of several readings of the same words counts.
_RANKED = ("person", "private", "actor", "coordination", "self", "parties", "open")
_NAMED = ("actor", "person", "coordination")
#: What may stand between the last two of a coordination.
_JOINING = (["và"], ["cùng"], ["cùng", "với"])


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun phrase that can be the subject of a stance: tokens ``start`` to ``end``."""

    start: int
    end: int
    kind: Literal["actor", "person", "parties", "self", "coordination", "open", "private"]
    #: Key of the actor whose stand it is; None where only the context tells.
    actor: str | None = None
    #: Key of the person who speaks.
    speaker: str | None = None
    #: A comma may stand between it and its verb.
    apposition: bool = False
    #: Keys of the actors of a coordination; of an open actor, its state.
    members: tuple[str, ...] = ()


def agents(doc: Doc, wordings: Wordings) -> list[Agent]:
    """Return the agents of a doc in order; they do not overlap."""
    return _coordinated(doc, wordings, single_agents(doc, wordings))


def single_agents(doc: Doc, wordings: Wordings) -> list[Agent]:
    """Return the agents of a doc with each member of a coordination by itself."""
    persons = list(_persons(doc, wordings))
    named = frozenset(index for agent in persons for index in range(agent.start, agent.end))
    found = [
        *persons,
        *(_side(doc, wordings, mention, named) for mention in doc._.actors),
        *_delegations(doc, wordings, persons),
        *_parties(doc, wordings),
        *_takers_up(doc, wordings),
    ]
    found += _ministries(doc, wordings, found)
    found += _open_actors(doc, wordings)
    return _with_abbreviations(doc, _without_overlap(found))


def _persons(doc: Doc, wordings: Wordings) -> Iterator[Agent]:
    """Yield persons; "chính quyền Tổng thống X" (X's administration) is the side of X."""
    mentions: tuple[PersonMention, ...] = doc._.person_mentions
    for mention in mentions:
        start, end = _tokens(doc, mention.span)
        government = wordings.ending("government-of", start)
        if government is not None and mention.side:
            yield Agent(government, end, "actor", mention.side)
            continue
        actor = mention.side or mention.person
        start = wordings.ending("document-of", start) or start
        is_open = mention.apposition or any(token.text == "," for token in doc[start:end])
        yield Agent(start, end, "person", actor, mention.person, is_open)


def _delegations(doc: Doc, wordings: Wordings, persons: Sequence[Agent]) -> Iterator[Agent]:
    """Yield delegations with who leads them: "phái đoàn Nga do Thứ trưởng A dẫn đầu" is A."""
    sides = {_tokens(doc, mention.span)[1]: mention for mention in doc._.actors}
    for person in persons:
        link = wordings.ending("leader-link", person.start)
        end = person.end + (person.end < len(doc) and doc[person.end].text == ",")
        verb = wordings.beginning("delegation-lead", end)
        mention = sides.get(link) if link is not None and verb is not None else None
        if mention is None or verb is None or person.speaker is None:
            continue
        start = _side_before(doc, wordings, _tokens(doc, mention.span)[0])
        if start is not None:
            yield Agent(start, verb, "person", person.actor or mention.key, person.speaker, True)


def _side(doc: Doc, wordings: Wordings, mention: ActorMention, named: Collection[int]) -> Agent:
    """Return a state with the words before it for a side; these are no tokens of persons."""
    start, end = _tokens(doc, mention.span)
    name = start
    while (side := _side_before(doc, wordings, start)) is not None and side not in named:
        start = side
    if start < name:
        start = wordings.ending("determiner", start) or start
    start = wordings.ending("document-of", start) or start
    together = _end_of_allies(doc, wordings, end)
    if together is not None:
        group = {_tokens(doc, other.span)[0]: other for other in doc._.actors}.get(together)
        if group is None:
            return Agent(start, together, "coordination", members=(mention.key,))
        end = _tokens(doc, group.span)[1]
        return Agent(start, end, "coordination", members=(mention.key, group.key))
    return Agent(start, end, "actor", mention.key)


def _end_of_allies(doc: Doc, wordings: Wordings, end: int) -> int | None:
    """Return the end of "Mỹ và các đồng minh" (the US and its allies), where they follow."""
    if end < len(doc) and doc[end].lower_ in ("và", "cùng"):
        return wordings.beginning("ally", end + 1)
    return None


def _side_before(doc: Doc, wordings: Wordings, start: int) -> int | None:
    """Return where the word for a side begins that ends before ``start`` or its "của", "và"."""
    side = wordings.ending("side", start)
    linked = start - 1 if start and doc[start - 1].lower_ in ("của", "và") else start
    if side is None and linked < start:
        side = wordings.ending("side", linked)
    if side is None:
        modified = linked
        while (skipped := wordings.ending("side-modifier", modified)) is not None:
            modified = skipped
        side = wordings.ending("side", modified) if modified < linked else None
    return side


def _ministries(doc: Doc, wordings: Wordings, found: Sequence[Agent]) -> Iterator[Agent]:
    """Yield ministries without their state: that of the same words before, or of who spoke."""
    for start, end in wordings.phrases("ministry"):
        if not doc[start].text[0].isupper():
            continue
        words = doc[start:end].text.lower()
        before = [agent for agent in found if agent.actor and agent.end <= start]
        same = [
            a
            for a in before
            if a.kind == "actor" and doc[a.start : a.end].text.lower().startswith(words)
        ]
        persons = [a for a in before if a.kind == "person" and (a.actor or "").startswith("state/")]
        known = max(same or persons, key=lambda agent: agent.end, default=None)
        yield Agent(start, end, "actor", known.actor if known else HOME)


def _open_actors(doc: Doc, wordings: Wordings) -> Iterator[Agent]:
    """Yield actors of no authority file; of those of a state, the state is the member."""
    names = dict(_tokens(doc, mention.span) for mention in doc._.actors)
    states = {_tokens(doc, mention.span)[1]: mention.key for mention in doc._.actors}
    people = {_tokens(doc, mention.span)[0] for mention in doc._.person_mentions}
    for start, end, is_private in open_phrases(doc, wordings, names, people):
        members = (states[end],) if end in states and not is_private else ()
        yield Agent(start, end, "private" if is_private else "open", members=members)


def _parties(doc: Doc, wordings: Wordings) -> Iterator[Agent]:
    """Yield "các nước", "hai bên" with the words behind that say which, other than by name.

    What they attend is such a word: "các đoàn tham dự G20" (the delegations at the G20).
    """
    names = dict(_tokens(doc, mention.span) for mention in doc._.actors)
    for start, end in wordings.phrases("parties"):
        if end in names:
            continue
        named = end
        while named < len(doc) and (
            (after := wordings.beginning("party-modifier", named)) is not None
        ):
            named = after
        is_joined = wordings.ending("attending", named) is not None
        yield Agent(start, names.get(named, named) if is_joined else named, "parties")


def _takers_up(doc: Doc, wordings: Wordings) -> Iterator[Agent]:
    """Yield what means the one who speaks or was spoken of: "chúng tôi", "chính phủ nước này"."""
    for name in ("self", "same-official"):
        for start, end in wordings.phrases(name):
            side = start
            while (before := _side_before(doc, wordings, side)) is not None:
                side = before
            yield Agent(side, end, "self")
    for start, end in wordings.phrases("document"):
        if _is_read_out(doc, wordings, start, end):
            yield Agent(start, end, "self")


def _is_read_out(doc: Doc, wordings: Wordings, start: int, end: int) -> bool:
    """Whether a paper opens a clause with a verb of reporting: "Tuyên bố cũng cho hay …"."""
    opens = doc[start].is_sent_start or doc[start - 1].text in ",;" or doc[start - 1].is_space
    while (skipped := wordings.beginning("adverb", end)) is not None:
        end = skipped
    return opens and wordings.beginning("reporting-verb", end) is not None


def _tokens(doc: Doc, span: Span) -> tuple[int, int]:
    found = doc.char_span(span.begin, span.end, alignment_mode="expand")
    if found is None:
        raise ValueError(f"no tokens at {span}")
    return found.start, found.end


def _without_overlap(found: list[Agent]) -> list[Agent]:
    """Keep the longest of overlapping agents; of equal ones persons, then actors."""
    rank = {kind: number for number, kind in enumerate(_RANKED)}
    kept: list[Agent] = []
    for agent in sorted(found, key=lambda a: (a.start - a.end, rank[a.kind], a.start)):
        if all(agent.end <= other.start or agent.start >= other.end for other in kept):
            kept.append(agent)
    return sorted(kept, key=lambda agent: agent.start)


def _with_abbreviations(doc: Doc, found: list[Agent]) -> list[Agent]:
    """Take in the abbreviation in brackets: "Hiệp hội … (ASEAN)", "Bộ Chỉ huy Hàn Quốc (JCS)"."""
    starts = {agent.start for agent in found}
    result: list[Agent] = []
    for bare in found:
        agent = bare if bare.end + 1 in starts else _with_own_abbreviation(doc, bare)
        last = result[-1] if result else None
        if last and last.actor == agent.actor and _between(doc, last, agent) == ["("]:
            closed = agent.end < len(doc) and doc[agent.end].text == ")"
            result[-1] = replace(last, end=agent.end + closed)
        else:
            result.append(agent)
    return result


def _with_own_abbreviation(doc: Doc, agent: Agent) -> Agent:
    """Take in an abbreviation in brackets that is no name of the authority files."""
    behind = doc[agent.end : agent.end + 3]
    is_short = len(behind) == 3 and behind[0].text == "(" and behind[2].text == ")"
    return replace(agent, end=agent.end + 3) if is_short and behind[1].is_upper else agent


def _coordinated(doc: Doc, wordings: Wordings, found: list[Agent]) -> list[Agent]:
    """Join agents that commas and a final "và" link into one."""
    result: list[Agent] = []
    for agent in found:
        left = result[-1] if result else None
        if left and _between(doc, left, agent) in _JOINING and _can_join(left, agent):
            whole = _joined(result.pop(), agent)
            while result and _is_list_item(doc, wordings, result[-1], whole):
                whole = _joined(result.pop(), whole)
            result.append(whole)
        else:
            result.append(agent)
    return _without_link(doc, wordings, result)


def _without_link(doc: Doc, wordings: Wordings, found: list[Agent]) -> list[Agent]:
    """Join three or more names that only commas link: "Saudi Arabia, Ai Cập, Bahrain …".

    Two are enough where they open a headline: "Nga, Mỹ nhất trí …".
    """
    headlines = {_tokens(doc, z.span)[0] for z in doc._.zones if z.kind == "headline"}
    result: list[Agent] = []
    run: list[Agent] = []
    for agent in [*found, None]:
        if agent and run and _is_list_item(doc, wordings, run[-1], agent) and agent.actor:
            run.append(agent)
            continue
        least = 2 if run and run[0].start in headlines else _SHORTEST_LIST
        if len(run) >= least and all(item.kind == "actor" for item in run):
            whole = run[-1]
            for item in reversed(run[:-1]):
                whole = _joined(item, whole)
            run = [whole]
        result += run
        run = [agent] if agent else []
    return result


def _can_join(left: Agent, right: Agent) -> bool:
    return left.kind in _NAMED and right.kind in _NAMED


def _is_list_item(doc: Doc, wordings: Wordings, left: Agent, right: Agent) -> bool:
    """Whether an agent before a comma belongs to the list: not where a preposition governs it."""
    return (
        _can_join(left, right)
        and _between(doc, left, right) == [","]
        and wordings.ending("preposition", left.start) is None
    )


def _joined(left: Agent, right: Agent) -> Agent:
    actors = [*(left.members or [left.actor]), *(right.members or [right.actor])]
    members = tuple(dict.fromkeys(actor for actor in actors if actor))
    if len(members) == 1:
        return Agent(left.start, right.end, "actor", members[0], apposition=right.apposition)
    return Agent(
        left.start, right.end, "coordination", apposition=right.apposition, members=members
    )


def _between(doc: Doc, left: Agent, right: Agent) -> list[str]:
    return [token.lower_ for token in doc[left.end : right.start] if not token.is_space]
