"""Content codings: which one a client gets, and that nothing is lost in any of them."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.api.coding import CODINGS, IDENTITY, choose_coding, coder, zstd

_UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "zstd": zstd.decompress,
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    IDENTITY: bytes,
}
_ROWS = {"query": "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", IDENTITY),
        ("identity", IDENTITY),
        ("deflate", IDENTITY),
        ("gzip", "gzip"),
        ("X-GZIP", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0, br;q=0", IDENTITY),
        ("identity;q=0.5, gzip;q=0.4", IDENTITY),
        ("*", "zstd"),
        ("zstd;q=0, *", "br"),
        ("gzip, *;q=0", "gzip"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("identity;q=0", None),
        ("*;q=0", None),
    ],
)
def test_choice(header: str, expected: str | None) -> None:
    """The weightiest coding wins; what is forbidden is never used."""
    assert choose_coding(header) == expected


@pytest.mark.parametrize("name", CODINGS)
@given(pieces=st.lists(st.binary(max_size=2000)), last=st.binary(max_size=100))
def test_all_bytes_come_back(name: str, pieces: list[bytes], last: bytes) -> None:
    """However an answer is cut into pieces, unpacking gives what was written."""
    packer = coder(name)
    packed = b"".join([packer.write(piece) for piece in pieces] + [packer.finish(last)])
    assert _UNPACK[name](packed) == b"".join(pieces) + last


@pytest.mark.parametrize("name", CODINGS)
def test_what_was_written_can_be_read_at_once(name: str) -> None:
    """Rows need not wait for the end of the answer."""
    unpack: dict[str, Callable[[bytes], bytes]] = {
        "zstd": zstd.ZstdDecompressor().decompress,
        "br": _brotli_reader(),
        "gzip": zlib.decompressobj(31).decompress,
        IDENTITY: bytes,
    }
    packer = coder(name)
    for row in (b"Vi\xe1\xbb\x87t Nam\r\n", b"x" * 100_000, b"1\r\n"):
        assert unpack[name](packer.write(row)) == row


def _brotli_reader() -> Callable[[bytes], bytes]:
    """Return a function that unpacks all that can be; Python's brotli gives it bit by bit."""
    stream = brotli.Decompressor()
    return lambda data: stream.process(data) + b"".join(iter(lambda: stream.process(b""), b""))


@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+json"])
def test_answers_are_the_same_in_every_coding(client: httpx.Client, accept: str) -> None:
    """A long answer is the same however it is packed, and each coding has an ETag of its own."""
    etags, bodies = set(), set()
    for name in CODINGS:
        headers = {"Accept": accept, "Accept-Encoding": name}
        with client.stream("GET", "/sparql", params=_ROWS, headers=headers) as response:
            bodies.add(_UNPACK[name](b"".join(response.iter_raw())))
        assert response.headers.get("content-encoding", IDENTITY) == name
        assert "Accept-Encoding" in response.headers["vary"]
        etags.add(response.headers["etag"])
    assert len(bodies) == 1
    assert len(etags) == len(CODINGS)


def test_no_coding_fits(client: httpx.Client) -> None:
    """A client that takes an answer neither packed nor as it is gets 406 and the possible ones."""
    response = client.get("/sparql", params=_ROWS, headers={"Accept-Encoding": "identity;q=0"})
    assert response.status_code == 406
    assert all(name in response.text for name in CODINGS)


def test_download_parameter_has_browsers_save_the_answer(client: httpx.Client) -> None:
    """With ``download`` an answer is an attachment, named as it would be otherwise."""
    query = {"query": "SELECT * { ?s a dip:State } LIMIT 1", "format": "csv"}
    shown = client.get("/sparql", params=query).headers["content-disposition"]
    saved = client.get("/sparql", params=query | {"download": ""}).headers["content-disposition"]
    assert saved == shown.replace("inline", "attachment")
