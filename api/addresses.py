"""Where on this server an IRI is described, and which IRIs a path of this server may mean.

The path decides, not the host: the server may stand behind a proxy, or behind a redirect of
w3id.org. What lives under ``https://w3id.org/diplograph/`` is found with and without
``/diplograph`` before it, other data under the path of its base.
"""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from diplograph.ontology.terms import AUTHORITY_BASE, ONTOLOGY, VOCAB_BASE

__all__ = ["address", "meant", "namespaces"]

_PROJECT = ONTOLOGY.value.removesuffix("ontology")
#: What stands in a path as it is; letters that are not ASCII are encoded.
_PLAIN = "/:@!$&'()*+,;=~-._"


def namespaces(base: str) -> tuple[str, ...]:
    """Return the beginnings of the IRIs that this server describes."""
    return (ONTOLOGY.value, VOCAB_BASE, AUTHORITY_BASE, base)


def meant(path: str, base: str) -> Iterator[str]:
    """Yield the IRIs that a path may mean, the likeliest first.

    Args:
        path: Of a request, decoded.
        base: The IRI that data lives under.

    >>> list(meant("/id/state/vn", "https://w3id.org/diplograph/id/"))
    ['https://w3id.org/diplograph/id/state/vn']
    """
    for namespace in namespaces(base):
        for start in dict.fromkeys((_place(namespace), urlsplit(namespace).path)):
            if path.startswith(start):
                yield namespace + path.removeprefix(start)


def address(iri: str, base: str) -> str | None:
    """Return the path and fragment where an IRI is described here, fully encoded.

    >>> address("https://w3id.org/diplograph/id/person/vn_đỗ", "https://w3id.org/diplograph/id/")
    '/id/person/vn_%C4%91%E1%BB%97'
    """
    for namespace in namespaces(base):
        if iri.startswith(namespace):
            rest, mark, fragment = iri.removeprefix(namespace).partition("#")
            plain = _PLAIN + "%" if "%" in rest else _PLAIN
            return quote(_place(namespace) + rest, plain) + mark + quote(fragment, _PLAIN)
    return None


def _place(namespace: str) -> str:
    if namespace.startswith(_PROJECT):
        return "/" + namespace.removeprefix(_PROJECT)
    return urlsplit(namespace).path
