"""The path that is served before the framework answers like any other."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from diplograph.api.settings import Settings


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_methods_are_told(store: Path, serve: Callable[[Settings], str], path: str) -> None:
    """OPTIONS tells the methods, others than these get 405, longer paths are not taken."""
    with httpx.Client(base_url=serve(Settings(store)), timeout=60) as client:
        answers = [client.options(path), client.put(path, content=b"x")]
        assert [answer.status_code for answer in answers] == [204, 405]
        assert {answer.headers["allow"] for answer in answers} == {"GET, HEAD, POST, OPTIONS"}
        assert client.get(path, params={"query": "ASK {}"}).json()["boolean"] is True
        assert client.get("/sparql/more", params={"query": "ASK {}"}).status_code == 404
