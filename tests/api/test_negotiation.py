"""Every request gets the format that it asks for most, or is told what it could have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.api.negotiation import GRAPHS, TABLES, Offer, choose, refusal

_HEADER = st.text(st.sampled_from('abcqx/*;=,.+0159- \t"é'), max_size=60)
_MEDIA_TYPES = [media_type for offer in (*TABLES, *GRAPHS) for media_type in offer.media_types]


def _name(offers: tuple[Offer, ...], accept: str | None, name: str | None = None) -> str | None:
    offer = choose(offers, accept, name)
    return offer.name if offer else None


@pytest.mark.parametrize("offers", [TABLES, GRAPHS], ids=["tables", "graphs"])
@given(accept=st.none() | st.text() | _HEADER, name=st.none() | st.text())
def test_any_header_gets_an_offer_or_none(
    offers: tuple[Offer, ...], accept: str | None, name: str | None
) -> None:
    """Negotiation never raises, and never makes up a format."""
    assert choose(offers, accept, name) in (*offers, None)


@given(st.permutations(_MEDIA_TYPES), st.sampled_from([0.9, 0.25, 0.001]))
def test_heaviest_type_wins(media_types: list[str], weight: float) -> None:
    """Of all the types with a weight the one without, which is 1, is chosen, wherever it stands."""
    best, *others = media_types
    header = ", ".join([*(f"{other};q={weight}" for other in others), best])
    found = {offer for offers in (TABLES, GRAPHS) if (offer := choose(offers, header))}
    assert any(best in offer.media_types for offer in found)


@pytest.mark.parametrize("offer", [*TABLES, *GRAPHS], ids=lambda offer: offer.name)
def test_each_media_type_and_name_gets_its_format(offer: Offer) -> None:
    """A client that asks for one of a format's media types or for its name gets it."""
    offers = TABLES if offer in TABLES else GRAPHS
    for media_type in offer.media_types:
        assert choose(offers, media_type) == offer
        assert choose(offers, media_type.upper()) == offer
        assert choose(offers, "*/*", media_type) == offer
    assert choose(offers, "*/*", offer.name) == offer


@pytest.mark.parametrize(
    ("accept", "table", "graph"),
    [
        (None, "json", "turtle"),
        ("", "json", "turtle"),
        ("*/*", "json", "turtle"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "xml", "rdfxml"),
        ("application/sparql-results+json,*/*;q=0.9", "json", "turtle"),
        ("application/n-triples,*/*;q=0.9", "json", "ntriples"),
        ("application/rdf+xml, txt/xml, rdf/xml", None, "rdfxml"),
        ("text/csv;q=0.2, text/*;q=0.1", "csv", "turtle"),
        ("text/turtle;q=0, */*", "json", "turtle"),
        ("application/turtle, text/turtle", None, "turtle"),
        ("application/json", "json", "jsonld"),
        ("text/html", None, None),
        ("text/csv;q=0", None, None),
        ("text/csv;q=zero", "csv", None),
        (",,;q=1,text/csv", "csv", None),
    ],
    ids=[
        "no header",
        "empty header",
        "anything",
        "browser",
        "YASGUI, SELECT",
        "YASGUI, CONSTRUCT",
        "Gephi",
        "range",
        "excluded name of an offer with others",
        "SPARQLWrapper",
        "JSON",
        "nothing that fits",
        "excluded",
        "weight that is no number",
        "empty parts",
    ],
)
def test_headers_of_real_clients(accept: str | None, table: str | None, graph: str | None) -> None:
    """Clients get what they can read; the first offer where they do not care."""
    assert (_name(TABLES, accept), _name(GRAPHS, accept)) == (table, graph)


def test_unknown_name_leaves_the_header() -> None:
    """A format parameter that means nothing here does not overrule the header."""
    assert _name(TABLES, "text/csv", "parquet") == "csv"


def test_refusal_says_what_could_be_had() -> None:
    """Who asks for what cannot be written learns what can."""
    message = str(refusal(TABLES, "text/html"))
    assert "text/html" in message
    assert all(offer.media_types[0] in message for offer in TABLES)
