"""Laws of the persons whom readers know."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph.extract.known_persons import KnownPersons
from diplograph.ontology.lexicon import Lexicon

ReadPersons = Callable[[str], Doc]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        # Mr Trump says that he will come.
        ("Ông Trump nói rằng ông sẽ đến.", [("Donald Trump", "state/us")]),
        # A photograph shows Putin and Lavrov.
        (
            "Bức ảnh cho thấy Putin và Lavrov đứng cạnh nhau.",
            [("Vladimir Putin", "state/ru"), ("Sergei Lavrov", "state/ru")],
        ),
        # Vla-đi-mia Pu-tin: the same person, transcribed.
        ("Tổng thống Vla-đi-mia Pu-tin đã đến.", [("Vladimir Putin", "state/ru")]),
        # Another Trump is somebody else.
        ("Bà Ivanka Trump đã đến. Bà Trump nói.", [("Ivanka Trump", None)]),
        # A namesake of another state is somebody else.
        ("Ngoại trưởng Canada John Kerry đã đến.", [("John Kerry", "state/ca")]),
        # Who has left an office stands for no one by it.
        ("Cựu Ngoại trưởng Mỹ John Kerry đã đến.", [("John Kerry", None)]),
    ],
)
def test_a_known_name_gives_the_person_and_the_side(
    read_persons: ReadPersons, text: str, persons: list[tuple[str, str | None]]
) -> None:
    """A name that readers know needs no title; what the article says itself wins."""
    found = [(person.name, person.side) for person in read_persons(text)._.people]
    assert found == persons


def test_the_authority_file_names_each_person_once() -> None:
    """No name means two persons, and each person stands for an actor of the authority files."""
    lexicon = Lexicon.load()
    known = KnownPersons(lexicon)
    for entity in lexicon.of_kind("Person"):
        assert entity.affiliation in lexicon.entities
        for name in (entity.label, *entity.names):
            assert known.find(name) is entity


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # President Lemaire met Chancellor Angela Merkel in Paris. She stressed this.
        ("Tổng thống Pháp Luc Lemaire gặp Thủ tướng Angela Merkel tại Paris. Bà nhấn mạnh.", "Bà"),
        # Foreign Minister Keller met Angela Merkel. Mr Keller, … he stressed this.
        ("Ngoại trưởng Áo Karl Keller gặp bà Angela Merkel. Ông nhấn mạnh.", "Ông"),
    ],
)
def test_she_is_rather_a_known_woman(read_persons: ReadPersons, text: str, name: str) -> None:
    """ "Bà" means a woman whom readers know before somebody whose gender the text leaves open."""
    doc = read_persons(text)
    [pronoun] = [m for m in doc._.person_mentions if text[m.span.begin : m.span.end] == name]
    people = {person.key: person.name for person in doc._.people}
    assert (people[pronoun.person] == "Angela Merkel") == (name == "Bà")
