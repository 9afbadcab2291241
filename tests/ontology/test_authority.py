"""The actors, places and series known beforehand are complete, dated and told apart."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
import rdflib
from rdflib import ORG, RDF, RDFS, SKOS, Literal, URIRef

from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.terms import DATA_BASE, DIP, SCHEMA, VOCAB_BASE

_STATES_CSV = Path(__file__).parents[3] / "shared" / "data" / "states.csv"


def _dip(name: str) -> URIRef:
    return URIRef(DIP.iri + name)


def _schema(name: str) -> URIRef:
    return URIRef(SCHEMA.iri + name)


def test_node_has_a_label_in_both_languages(ontology: rdflib.Graph) -> None:
    """Whatever is known beforehand is named in Vietnamese and, but for persons, in English."""
    nodes = {s for s in ontology.subjects() if str(s).startswith(DATA_BASE)}
    assert len(nodes) > 1000
    for node in sorted(nodes):
        labels = [o for o in ontology.objects(node, RDFS.label) if isinstance(o, Literal)]
        languages = sorted(str(label.language) for label in labels)
        is_person = str(node).startswith(f"{DATA_BASE}person/")
        assert languages == ["en", "vi"] or (is_person and languages == ["vi"]), node


def test_everything_referred_to_is_described(ontology: rdflib.Graph) -> None:
    """No file names an actor, place, series or concept that is nowhere described."""
    ours = (DATA_BASE, VOCAB_BASE)
    used = {o for o in ontology.objects() if isinstance(o, URIRef) and str(o).startswith(ours)}
    assert {o for o in used if (o, RDF.type, None) not in ontology} == set()


@pytest.mark.skipif(not _STATES_CSV.exists(), reason="the list of states is not beside the project")
def test_states_are_those_of_the_list(ontology: rdflib.Graph) -> None:
    """Every state and territory of ISO 3166 is there, with its Wikidata entity."""
    with _STATES_CSV.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = {row["iso2"]: row["wikidata"] for row in rows}
    for code, entity in expected.items():
        (state,) = ontology.subjects(_dip("isoCode"), Literal(code))
        assert str(state) == f"{DATA_BASE}state/{code.lower()}"
        matches = {str(o).rsplit("/", 1)[1] for o in ontology.objects(state, SKOS.exactMatch)}
        assert matches
        assert not entity or matches == {entity}


def test_codes_and_matches_belong_to_one_node(ontology: rdflib.Graph) -> None:
    """No two nodes share an ISO code or a Wikidata entity."""
    for predicate in (_dip("isoCode"), SKOS.exactMatch):
        values = list(ontology.objects(None, predicate))
        assert values
        assert len(values) == len(set(values))
    states = set(ontology.subjects(RDF.type, _dip("State")))
    assert {s for s in states if ontology.value(s, _dip("isoCode")) is None} == set()
    assert {s for s in states if ontology.value(s, SKOS.exactMatch) is None} == set()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Mỹ", "us"),
        ("Hoa Kỳ", "us"),
        ("Liên bang Nga", "ru"),
        ("Nhật", "jp"),
        ("CHDCND Triều Tiên", "kp"),
        ("Hàn Quốc", "kr"),
        ("Úc", "au"),
        ("Ý", "it"),
        ("Thụy Sỹ", "ch"),
        ("CHLB Đức", "de"),
        ("CHDCND Lào", "la"),
        ("Vương quốc Anh", "gb"),
        ("Ukraina", "ua"),
        ("Tòa thánh", "va"),
    ],
)
def test_state_is_known_by_the_names_of_the_press(name: str, key: str) -> None:
    """The names that Vietnamese papers use lead to the state."""
    known = {e.key for e in Lexicon.load().of_kind("State") if name in e.names}
    assert known == {f"state/{key}"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Moskva", "state/ru"),
        ("Bắc Kinh", "state/cn"),
        ("Nhà Trắng", "state/us"),
        ("Điện Kremlin", "state/ru"),
        ("Addis Ababa", "state/et"),
        ("Brussels", "organization/eu"),
    ],
)
def test_capital_stands_for_its_state(name: str, key: str) -> None:
    """A capital or seat of government means one actor."""
    lexicon = Lexicon.load()
    assert {e.key for e in lexicon.entities.values() if name in e.metonyms} == {key}


def test_name_means_one_actor() -> None:
    """No name, capital or abbreviation is that of two actors."""
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in Lexicon.load().entities.values():
        if entity.kind in ("State", "Organization", "CollectiveActor"):
            for name in (*entity.names, *entity.metonyms):
                owners[name].add(entity.key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_place_name_means_one_place_or_series_one_series() -> None:
    """Within a class, a name leads to one node."""
    for kind in ("Place", "MeetingSeries"):
        owners: dict[str, set[str]] = defaultdict(set)
        for entity in Lexicon.load().of_kind(kind):
            for name in entity.names:
                owners[name].add(entity.key)
        assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}, kind


def test_members_of_organisations_are_those_whose_membership_lasts(
    ontology: rdflib.Graph,
) -> None:
    """``dip:hasMember`` of an organisation and its memberships without an end agree."""
    lasting: dict[object, set[object]] = defaultdict(set)
    for membership in ontology.subjects(RDF.type, ORG.Membership):
        start = ontology.value(membership, _schema("startDate"))
        end = ontology.value(membership, _schema("endDate"))
        assert start is not None, membership
        assert end is None or str(start) < str(end), membership
        if end is None:
            organisation = ontology.value(membership, ORG.organization)
            lasting[organisation].add(ontology.value(membership, ORG.member))
    assert len(lasting) > 20
    for organisation in ontology.subjects(RDF.type, _dip("Organization")):
        members = set(ontology.objects(organisation, _dip("hasMember")))
        assert members == lasting[organisation], organisation


@pytest.mark.parametrize(
    ("organisation", "member", "since"),
    [
        ("asean", "vn", "1995-07-28"),
        ("asean", "tl", "2025-10-26"),
        ("un", "vn", "1977"),
        ("apec", "ru", "1998-11"),
        ("eas", "us", "2011"),
        ("sco", "in", "2017-06-09"),
    ],
)
def test_membership_has_its_date(
    organisation: str, member: str, since: str, ontology: rdflib.Graph
) -> None:
    """Who joined when is known for organisations of the region and the world."""
    node = URIRef(f"{DATA_BASE}membership/{organisation}_{member}")
    assert str(ontology.value(node, ORG.member)) == f"{DATA_BASE}state/{member}"
    assert str(ontology.value(node, _schema("startDate"))) == since


@pytest.mark.parametrize(
    "key",
    [
        "asean-russia-som",
        "asean-russia-summit",
        "asean-som",
        "asean-summit",
        "asean-rok-dialogue",
    ],
)
def test_series_has_sides_and_a_level(key: str) -> None:
    """A known series tells who meets in it."""
    series = Lexicon.load().entities[f"series/{key}"]
    assert series.parties
    assert series.label_en


def test_capital_is_a_place_in_its_state() -> None:
    """What stands for a state in one sentence is a place in another."""
    lexicon = Lexicon.load()
    places = {name: place for place in lexicon.of_kind("Place") for name in place.names}
    missing = [
        state.key
        for state in lexicon.of_kind("State")
        if state.metonyms and not any(name in places for name in state.metonyms)
    ]
    assert missing == []
