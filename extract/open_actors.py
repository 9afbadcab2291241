"""Actors that no authority file knows: parties, oppositions, courts, papers; and private ones.

    phe đối lập Venezuela       the Venezuelan opposition: no stand of Venezuela
    Đảng Cộng hòa               a party
    chuyên gia Nga              a Russian expert: private, of no side

They begin with a noun of the classes ``open-head`` or ``private-head`` and go on over capitalised
words and names. An open actor holds stands under its own label; a private one holds none. Called
by ``agents.py``.
"""

from collections.abc import Collection, Iterator, Mapping

from spacy.tokens import Doc

from diplograph.extract.wordings import Wordings

__all__ = ["open_phrases"]

_LONGEST = 10


def open_phrases(
    doc: Doc, wordings: Wordings, names: Mapping[int, int], people: Collection[int]
) -> Iterator[tuple[int, int, bool]]:
    """Yield first token, end, and whether the actor is private.

    Args:
        doc: The doc.
        wordings: Its function words.
        names: Where names of the authority files begin and end.
        people: Where persons begin: they end the name before them.
    """
    for head, is_private in (("open-head", False), ("private-head", True)):
        for start, end in wordings.phrases(head):
            if wordings.ending("not-a-head", end) is not None:
                continue
            last = _end_of_name(doc, wordings, names, people, end)
            if last > end or is_private:
                yield wordings.ending("determiner", start) or start, last, is_private


def _end_of_name(
    doc: Doc, wordings: Wordings, names: Mapping[int, int], people: Collection[int], index: int
) -> int:
    """Return where the capitalised words and names behind a head end."""
    limit = min(len(doc), index + _LONGEST)
    while index < limit and index not in people:
        modified = wordings.beginning("side-modifier", index)
        if index in names:
            return names[index]
        if doc[index].lower_ == "của" and index + 1 in names:
            return names[index + 1]
        if doc[index].text[0].isupper():
            index += 1
        elif modified is not None:
            index = modified
        else:
            break
    return index
