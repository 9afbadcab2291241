"""Laws of confidence: a share for every rule."""

from collections.abc import Callable

from diplograph.extract.confidence import confidence_of
from diplograph.ontology.model import Extraction


def test_a_verb_of_stance_is_surer_than_mere_speech() -> None:
    """A query that cuts at 0.8 keeps the verbs of stance and drops what was only said."""
    assert confidence_of("subject") >= 0.8 > confidence_of("subject-speech")


def test_a_position_has_the_confidence_of_its_rule(extract: Callable[[str], Extraction]) -> None:
    """Rule and confidence go together."""
    # Japan supports Viet Nam's candidacy.
    (position,) = extract(
        "Nhật Bản ủng hộ Việt Nam ứng cử.\nViệt Nam và Nhật Bản hội đàm."
    ).positions
    assert (position.rule, position.confidence) == ("subject", confidence_of("subject"))
