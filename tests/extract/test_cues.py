"""Laws of cues: which words carry a stance, and what negation makes of it."""

import pytest
from spacy.tokens import Doc

from diplograph.extract.cues import Cue, CueFinder
from diplograph.extract.language import blank
from diplograph.extract.normalize import fold
from diplograph.extract.wordings import WordingFinder
from diplograph.ontology.lexicon import Lexicon


@pytest.fixture(name="find", scope="module")
def _find():
    nlp, lexicon = blank(), Lexicon.load()
    cues, wordings = CueFinder(nlp, lexicon), WordingFinder(nlp, lexicon)

    def find(text: str) -> list[tuple[str, str, str]]:
        doc: Doc = nlp.make_doc(fold(text))
        found = cues.find(doc, wordings.find(doc))
        return [(doc[cue.start : cue.end].text, cue.stance, cue.kind) for cue in found]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Japan supports …
        ("Nhật Bản ủng hộ kế hoạch", [("ủng hộ", "support", "verb")]),
        # Japan highly appreciates …: the longest wording counts, not "đánh giá" (judges).
        ("Nhật Bản đánh giá cao kết quả", [("đánh giá cao", "appreciate", "verb")]),
        # Japan stresses that …: a verb of reporting with its "that".
        ("Nhật Bản nhấn mạnh rằng", [("nhấn mạnh rằng", "affirm", "reporting")]),
        # Japan will go on.
        ("Nhật Bản sẽ tiếp tục", [("sẽ tiếp tục", "commit", "future")]),
        # The information technology ministry: "tin" (believe) inside another word is no cue.
        ("Bộ công nghệ thông tin", []),
        # The two sides have not reached an agreement.
        ("Hai bên chưa đạt được thỏa thuận", []),
    ],
    ids=["a verb", "the longest", "with that", "future", "inside a word", "hidden"],
)
def test_a_cue_is_the_longest_wording(
    text: str, expected: list[tuple[str, str, str]], find
) -> None:
    """Of overlapping wordings the longest counts; words of ``not-a-cue`` hide what they hold."""
    assert expected == find(text)


@pytest.mark.parametrize(
    ("stance", "opposite"),
    [("support", "oppose"), ("condemn", None), ("commit", "oppose"), ("request", None)],
)
def test_negation_turns_a_stance_round_or_leaves_none(stance: str, opposite: str | None) -> None:
    """Favour and opposition have opposites; a request that is not made is no stand."""
    assert Cue(0, 1, stance).negated() == opposite
