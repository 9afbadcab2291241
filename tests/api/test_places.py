"""Places are handed out fairly, and none is lost, whoever gives up when."""

import asyncio
import random
from collections.abc import Coroutine
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.api.places import Places
from diplograph.api.settings import Settings
from diplograph.ontology.errors import QueryOverloadError


def _places(number: int = 1, **values: float) -> Places:
    return Places(number, Settings(Path("store"), **({"queue": 100, "wait": 60} | values)))


def _run(work: Coroutine[None, None, None]) -> None:
    asyncio.run(work)


def test_clients_take_turns() -> None:
    """Who comes with one query goes before the many of others that came earlier."""
    order: list[str] = []

    async def work() -> None:
        places = _places()
        await places.take("first")

        async def ask(client: str) -> None:
            await places.take(client)
            order.append(client)
            places.give_back()

        asked = [asyncio.ensure_future(ask(client)) for client in "aaaabbc"]
        await asyncio.sleep(0)
        places.give_back()
        await asyncio.gather(*asked)

    _run(work())
    assert "".join(order) == "abcabaa"


def test_queue_is_limited() -> None:
    """Who finds the queue full is sent away at once; who waits too long, then."""

    async def work() -> None:
        places = _places(queue=1, wait=0.01)
        await places.take("a")
        waiting = asyncio.ensure_future(places.take("a"))
        await asyncio.sleep(0)
        with pytest.raises(QueryOverloadError, match="too many"):
            await places.take("b")
        with pytest.raises(QueryOverloadError, match="in time"):
            await waiting
        places.give_back()
        await places.take("b")

    _run(work())


@given(
    st.integers(1, 3),
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["run", "leave"])), max_size=20),
    st.randoms(use_true_random=False),
)
def test_no_place_is_lost(number: int, asked: list[tuple[str, str]], chance: random.Random) -> None:
    """However many leave the queue, also in the moment of their turn, all places come back."""

    async def work() -> None:
        places = _places(number)

        async def ask(client: str) -> None:
            await places.take(client)
            try:
                await asyncio.sleep(0)
            finally:
                places.give_back()

        tasks = [asyncio.ensure_future(ask(client)) for client, _ in asked]
        leaving = [task for task, (_, what) in zip(tasks, asked, strict=True) if what == "leave"]
        for task in leaving:
            for _ in range(chance.randrange(4)):
                await asyncio.sleep(0)
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert [places.try_to_take() for _ in range(number + 1)] == [True] * number + [False]

    _run(work())
