"""What is kept of answers, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.api.cache import Cache, Head, Kept, Name, is_repeatable, knows


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?t) {}",
        "SELECT * { ?s ?p ?o } ORDER BY rand ( )",
        "SELECT (STR(UUID()) AS ?x) (struuid() AS ?y) {}",
        "ASK { BIND(bnode() AS ?b) }",
        "CONSTRUCT { ?s a:b [ a:c ?o ] } WHERE { ?s ?p ?o }",
        "PREFIX a: <http://a/#> CONSTRUCT { _:b a:c ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT WHERE { [] ?p ?o }",
        "SELECT * { SERVICE <http://example.org/> {} }",
    ],
)
def test_queries_with_a_new_answer_each_time(query: str) -> None:
    """Time, chance, new names and other servers make an answer that is not repeated."""
    assert not is_repeatable(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?now { ?now ?RAND 'NOW()' } # UUID()",
        "CONSTRUCT { ?s ?p ?o } WHERE { [] ?p ?o . _:b ?q ?s }",
        "SELECT * { ?s dip:now ?o ; <http://example.org/rand()> 1 }",
        "CONSTRUCT { ?s a:b '[' } WHERE { ?s ?p ?o }",
    ],
)
def test_queries_with_one_answer(query: str) -> None:
    """Words in names and strings change nothing."""
    assert is_repeatable(query)


@pytest.mark.parametrize("header", ['"a"', 'W/"a"', '"x" , "a"', '"x",W/"a"'])
def test_etags_are_compared_weakly(header: str) -> None:
    """A proxy that packed an answer makes its ETag weak; it is the same answer."""
    assert knows(header, '"a"')
    assert not knows(header, '"b"')


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5000)), max_size=200))
def test_cache_never_grows_beyond_its_size(steps: list[tuple[int, int]]) -> None:
    """Whatever is put, bytes and names stay within bounds, and what is found is what was put."""
    cache = Cache(40_000, 4000)
    for number, size in steps:
        key, name = str(number), Name("path", bytes([number]), str(size), ())
        if cache.get(key) is None:
            cache.put(key, Kept("", "", [], bytes([number]) * size))
        cache.give_name(key, name, Head(None, []))
        found = cache.named(name)
        assert found is None or set(found[0].body) <= {number}
        assert found is not None or cache.get(key) is None or len(cache.get(key).names) == 8
        kept = [cache.get(str(known)) for known in range(21)]
        assert sum(len(one.body) for one in kept if one) <= 40_000
        assert all(len(one.body) <= 4000 for one in kept if one)


def test_cache_drops_what_was_not_asked_for_longest() -> None:
    """An answer that is asked for again stays longer."""
    cache = Cache(10_000, 4000)
    for key in ("a", "b"):
        cache.put(key, Kept("", "", [], bytes(2000)))
    assert cache.get("a") is not None
    cache.put("c", Kept("", "", [], bytes(2000)))
    assert [cache.get(key) is not None for key in "abc"] == [True, False, True]


def test_cache_of_no_size_keeps_nothing() -> None:
    """0 switches it off."""
    cache = Cache(0, 4000)
    cache.put("a", Kept("", "", [], b""))
    assert len(cache) == 0
