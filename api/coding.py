"""Content codings: which one a client accepts, and what writes it.

All write at their lowest level: an answer is read once, and any of them packs faster than Oxigraph
writes. What ``write`` returns can be unpacked at once, so that the first rows need not wait for the
last ones.
"""

import sys
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

import brotli

from diplograph.api.negotiation import KNOWN, weighed

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["CODINGS", "IDENTITY", "Coder", "choose_coding", "coder"]

IDENTITY = "identity"
_GZIP_FORMAT = 31


class Coder(Protocol):
    """Packs the bytes of one answer."""

    def write(self, data: bytes) -> bytes:
        """Return what ``data`` and all before it give, readable to the last byte."""

    def finish(self, data: bytes) -> bytes:
        """Return what the last ``data`` and the end give."""


class _Identity:
    def write(self, data: bytes) -> bytes:
        return data

    def finish(self, data: bytes) -> bytes:
        return data


class _Gzip:
    def __init__(self) -> None:
        self._stream = zlib.compressobj(level=1, wbits=_GZIP_FORMAT)

    def write(self, data: bytes) -> bytes:
        return self._stream.compress(data) + self._stream.flush(zlib.Z_SYNC_FLUSH)

    def finish(self, data: bytes) -> bytes:
        return self._stream.compress(data) + self._stream.flush()


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Compressor(quality=1)

    def write(self, data: bytes) -> bytes:
        return bytes(self._stream.process(data) + self._stream.flush())

    def finish(self, data: bytes) -> bytes:
        return bytes(self._stream.process(data) + self._stream.finish())


class _Zstandard:
    def __init__(self) -> None:
        self._stream = zstd.ZstdCompressor(level=1)

    def write(self, data: bytes) -> bytes:
        return self._stream.compress(data, zstd.ZstdCompressor.FLUSH_BLOCK)

    def finish(self, data: bytes) -> bytes:
        return self._stream.compress(data, zstd.ZstdCompressor.FLUSH_FRAME)


#: By their names in HTTP, the favourite first: it packs best, and about as fast as the next.
_CODERS: dict[str, Callable[[], Coder]] = {
    "zstd": _Zstandard,
    "br": _Brotli,
    "gzip": _Gzip,
    IDENTITY: _Identity,
}
CODINGS = tuple(_CODERS)


def coder(name: str) -> Coder:
    """Return what writes a coding, for one answer."""
    return _CODERS[name]()


@lru_cache(KNOWN)
def choose_coding(accept_encoding: str | None) -> str | None:
    """Return the coding that fits a request best, or None where it forbids all of them.

    Follows RFC 9110, section 12.5.3: without a header nothing is packed; as it is (``identity``)
    an answer may be sent wherever neither ``identity`` nor ``*`` is forbidden, but only if the
    client names no other coding that is known here.

    >>> choose_coding("gzip;q=0.5, br, deflate")
    'br'
    """
    weights = dict(weighed(accept_encoding))
    if "x-gzip" in weights:
        weights.setdefault("gzip", weights["x-gzip"])
    anything = weights.get("*", 0.0)
    found = {name: weights.get(name, anything) for name in CODINGS}
    best = max(found.values())
    if best > 0:
        return next(name for name in CODINGS if found[name] == best)
    return None if IDENTITY in weights or "*" in weights else IDENTITY
