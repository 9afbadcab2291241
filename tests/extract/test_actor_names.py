"""Laws of comparing actors with the names that gold gives them."""

import pytest

from diplograph.extract.actor_names import ActorNames, fold_name
from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Actor, ActorClass, Span

EVENT = "meeting/asean-russia-som_17"
HERE = (Span(0, 1),)


def actor(key: str, kind: ActorClass, label: str, *alt_labels: str) -> Actor:
    return Actor(key, kind, label, HERE, 1.0, alt_labels)


@pytest.fixture(name="names", scope="module")
def _names() -> ActorNames:
    return ActorNames.of(Lexicon.load()).with_actors(
        [
            actor("person/kr_yeo-seung-bae", "Person", "Yeo Seung-bae"),
            actor("person/vn_hùng", "Person", "Trần Văn Hùng", "ông Hùng"),
            actor("person/ru_ivanova", "Person", "Ivanova"),
            actor("organization/us_cục-x", "Organization", "Cục Điều tra Biển"),
            actor("collective/asean-russia-som_17_parties", "CollectiveActor", "các bên"),
        ]
    )


@pytest.mark.parametrize(
    ("key", "name", "is_same"),
    [
        ("state/vn", "VN", True),
        ("state/vn", "Việt Nam", True),
        ("state/vn", "viet nam", True),
        ("state/vn", "LA", False),
        ("organization/asean", "ASEAN", True),
        ("organization/asean", "ASEAN member states", False),
        ("collective/asean-member-states", "ASEAN member states", True),
        ("person/kr_yeo-seung-bae", "Yeo Seung-bae", True),
        ("person/kr_yeo-seung-bae", "Yeo Seung - bae", True),
        ("person/kr_yeo-seung-bae", "Yeo", False),
        ("person/vn_hùng", "Tran Van Hung", True),
        ("person/vn_hùng", "Văn Hùng", True),
        ("person/vn_hùng", "Phùng", False),
        ("person/ru_ivanova", "Anna Ivanova", True),
        ("organization/us_cục-x", "Cục Điều tra Biển", True),
        ("organization/us_cục-x", "Biển", False),
        ("collective/asean-russia-som_17_parties", "parties", True),
        ("collective/asean-member-states", "parties", False),
        ("organization/asean", "parties", False),
        ("person/nobody", "Nobody", False),
        ("state/vn", None, False),
        (None, "VN", False),
        (None, None, True),
    ],
)
def test_an_actor_is_known_by_code_or_by_any_name(
    names: ActorNames, key: str | None, name: str | None, is_same: bool
) -> None:
    """States match by code, others by name; a person also by the last words of the name."""
    assert names.is_same(key, name) is is_same


@pytest.mark.parametrize("name", ["ASEAN", "ASEAN member states"])
@pytest.mark.parametrize("key", ["organization/asean", "collective/asean-member-states"])
def test_asean_and_its_members_are_one_holder(names: ActorNames, key: str, name: str) -> None:
    """What ASEAN holds and what its member states hold is the same holder's."""
    assert names.is_same_holder(key, name)


@pytest.mark.parametrize("key", ["state/vn", "collective/asean-russia-som_17_parties"])
def test_no_other_actor_holds_what_asean_holds(names: ActorNames, key: str) -> None:
    """Neither one member nor the sides of a meeting stand for ASEAN."""
    assert not names.is_same_holder(key, "ASEAN member states")


def test_a_whole_name_agrees_better_than_its_last_words(names: ActorNames) -> None:
    """Of two people that fit a name, the one with the whole name fits better."""
    whole = names.agreement("person/vn_hùng", "Trần Văn Hùng")
    short = names.agreement("person/vn_hùng", "Hùng")
    assert whole > short > 0


def test_a_listing_names_states_by_code(names: ActorNames) -> None:
    """Listings show actors as gold writes them, and unknown ones by their key."""
    keys = ["state/vn", "organization/asean", "person/vn_hùng", "state/zz"]
    assert [names.short_name(key) for key in keys] == ["VN", "ASEAN", "Trần Văn Hùng", "state/zz"]


def test_case_accents_and_hyphens_do_not_tell_names_apart() -> None:
    """Names fold to plain letters, whatever their Unicode form."""
    assert fold_name("Đặng  Thị Hương") == fold_name("ĐẶNG THỊ HƯƠNG") == "dang thi huong"
    assert fold_name("Kim Min-ju") == fold_name("kim min – ju")
