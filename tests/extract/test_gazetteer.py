"""Laws of finding phrases."""

from diplograph.extract.gazetteer import Gazetteer, Match
from diplograph.extract.language import blank


def test_a_match_in_a_span_counts_the_tokens_of_the_doc() -> None:
    """Where a phrase stands does not depend on how much of the doc is searched."""
    nlp = blank()
    gazetteer = Gazetteer(nlp, [("hòa bình", "peace")])
    doc = nlp.make_doc("vì một nền hòa bình bền vững")
    assert gazetteer.longest(doc) == gazetteer.longest(doc[2:6]) == [Match(3, 5, "peace")]


def test_the_longest_phrase_counts() -> None:
    """What stands inside a longer phrase is no match of its own; all meanings of one are."""
    nlp = blank()
    entries = [("Biển Đông", "sea"), ("ứng xử ở Biển Đông", "code"), ("Biển Đông", "place")]
    gazetteer = Gazetteer(nlp, entries)
    doc = nlp.make_doc("ứng xử ở biển đông và Biển Đông")
    assert [match.value for match in gazetteer.longest(doc)] == ["code", "sea", "place"]


def test_old_and_modern_tone_marks_are_one_spelling() -> None:
    """Phrases are folded like the text that they are looked for in."""
    nlp = blank()
    gazetteer = Gazetteer(nlp, [("hoà bình", "peace")])
    assert [match.value for match in gazetteer.longest(nlp.make_doc("Hòa bình"))] == ["peace"]
