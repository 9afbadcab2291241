"""Laws of reading gold annotations."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.extract.gold import locate, read_gold, read_issue_ids
from diplograph.ontology.errors import GoldFormatError
from diplograph.ontology.model import PartialDate, Span

#: "Laos supports the plan. A menu. Laos supports the plan."
TEXT = "Trang chủ. Lào ủng hộ kế hoạch, Thái Lan hoan nghênh. Lào ủng hộ kế hoạch. Xem thêm."
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "kind", "name", "actor", "holder"]), inner)
    ),
    max_leaves=8,
)


def annotation() -> dict[str, Any]:
    """Return an annotation with every field."""
    return {
        "article": "lao.txt",
        "language": "vi",
        "published": "2020-05-04",
        "body": ["Lào ủng hộ", "kế hoạch."],
        "meetings": [
            {
                "id": "m1",
                "kind": "meeting",
                "name": "họp Lào - Thái Lan lần thứ 3",
                "main": True,
                "series": None,
                "ordinal": 3,
                "level": "ministerial",
                "parties": ["LA", "TH"],
                "date": "2020-05",
                "date_basis": "explicit",
                "mode": "online",
                "place": None,
                "status": "held",
                "attendees": [{"actor": "LA", "roles": ["host", "chair"]}],
            },
            {"id": "e1", "kind": "speech", "name": "phát biểu", "parties": ["LA"]},
        ],
        "positions": [
            {
                "id": "p1",
                "holder": "LA",
                "speaker": None,
                "stance": "support",
                "addressee": None,
                "issues": ["trade"],
                "occasion": "m1",
                "speech": "indirect",
                "evidence": "Lào ủng hộ kế hoạch",
                "also": ["Thái Lan hoan nghênh"],
            }
        ],
    }


def written(folder: Path, content: object, name: str = "lao.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def test_every_field_is_read(tmp_path: Path) -> None:
    """An annotation comes out as it was written, its dates as dates."""
    [gold] = read_gold(written(tmp_path, annotation()))
    [meeting, speech] = gold.meetings
    [position] = gold.positions
    assert (gold.article, gold.language, gold.published) == ("lao.txt", "vi", date(2020, 5, 4))
    assert (meeting.ordinal, meeting.date, meeting.parties) == (
        3,
        PartialDate(2020, 5),
        ("LA", "TH"),
    )
    assert meeting.attendees[0].roles == ("host", "chair")
    assert (meeting.is_meeting, speech.is_meeting) == (True, False)
    assert position.evidence == ("Lào ủng hộ kế hoạch", "Thái Lan hoan nghênh")
    assert (position.occasion, position.speaker) == ("m1", None)


def test_a_folder_is_read_in_order_of_name(tmp_path: Path) -> None:
    """Every JSON file of a folder is an annotation; other files are none."""
    for name in ("b.json", "a.json"):
        written(tmp_path, {**annotation(), "article": f"{name}.txt"}, name)
    (tmp_path / "notes.txt").write_text("not JSON", encoding="utf-8")
    assert [gold.article for gold in read_gold(tmp_path)] == ["a.json.txt", "b.json.txt"]


def test_texts_are_read_in_the_form_that_articles_have(tmp_path: Path) -> None:
    """Letters with combining marks are composed, as in the stored text of articles."""
    content = annotation()
    content["positions"][0]["evidence"] = "La\u0300o u\u0309ng hô\u0323"
    [gold] = read_gold(written(tmp_path, content))
    assert gold.positions[0].evidence[0] == "Lào ủng hộ"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("article",), None, '"article" must be a text'),
        (("published",), "2020-05", '"published" must be a day'),
        (("body",), ["one"], '"body" must be a list of two'),
        (("meetings",), {}, '"meetings" must be a list'),
        (("meetings", 0), 7, "meetings 1: must be a JSON object"),
        (("meetings", 0, "ordinal"), "3", 'meetings 1 "m1": "ordinal" must be a number'),
        (("meetings", 0, "ordinal"), 0, '"ordinal" must be a number'),
        (("meetings", 0, "main"), "yes", '"main" must be true or false'),
        (("meetings", 0, "date"), "4/5/2020", '"date" must be a date'),
        (("meetings", 0, "date"), "2020-02-30", '"date" must be a date'),
        (("meetings", 0, "level"), "junior", '"level" must be one of .*ministerial'),
        (("meetings", 0, "attendees", 0, "roles"), ["king"], 'attendees 1: "roles" must be one'),
        (("meetings", 0, "id"), "p1", 'the id "p1" is given twice'),
        (("positions", 0, "stance"), "adore", 'positions 1 "p1": "stance" must be one of'),
        (("positions", 0, "stance"), None, '"stance" must be a text'),
        (("positions", 0, "evidence"), "", '"evidence" must be a text'),
        (("positions", 0, "issues"), "trade", '"issues" must be a list'),
        (("positions", 0, "issues"), [1], '"issues" must be a list of texts'),
        (("positions", 0, "occasion"), "m9", 'no meeting has the id "m9"'),
    ],
)
def test_a_field_that_does_not_fit_is_named(
    tmp_path: Path, path: tuple[str | int, ...], value: object, message: str
) -> None:
    """The error says which file, which item and which field, and what is expected there."""
    content: Any = annotation()
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(GoldFormatError, match=message) as caught:
        read_gold(written(tmp_path, content))
    assert caught.value.path.endswith("lao.json")


def test_bad_json_is_an_error_with_its_line(tmp_path: Path) -> None:
    """The error says where the file stops being JSON."""
    path = tmp_path / "bad.json"
    path.write_text('{\n "article": "a.txt",\n oops\n}', encoding="utf-8")
    with pytest.raises(GoldFormatError, match=r"bad\.json:3: is no JSON"):
        read_gold(path)


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """A missing file, an empty folder and other encodings are told apart."""
    with pytest.raises(GoldFormatError, match="cannot be read"):
        read_gold(tmp_path / "missing.json")
    with pytest.raises(GoldFormatError, match=re.escape("holds no .json file")):
        read_gold(tmp_path)
    (tmp_path / "a.json").write_bytes(b'{"article": "\xff"}')
    with pytest.raises(GoldFormatError, match="is not UTF-8"):
        read_gold(tmp_path)


@given(
    st.dictionaries(
        st.sampled_from(["article", "body", "published", "meetings", "positions"]), JSON_VALUES
    )
)
def test_whatever_is_in_a_file_the_only_error_is_ours(
    tmp_path_factory: pytest.TempPathFactory, content: object
) -> None:
    """A file is read, or a GoldFormatError says why not."""
    path = written(tmp_path_factory.getbasetemp(), content)
    try:
        read_gold(path)
    except GoldFormatError as error:
        assert "\n" not in str(error)


def test_evidence_is_found_at_all_of_its_places(tmp_path: Path) -> None:
    """Words that the article repeats count wherever they stand; the body takes in all of them."""
    [gold] = read_gold(written(tmp_path, annotation()))
    located = locate(gold, TEXT)
    quoted = [TEXT[span.begin : span.end] for span in located.positions[0].spans]
    assert quoted == ["Lào ủng hộ kế hoạch", "Lào ủng hộ kế hoạch", "Thái Lan hoan nghênh"]
    assert TEXT[located.body.begin : located.body.end] == (
        "Lào ủng hộ kế hoạch, Thái Lan hoan nghênh. Lào ủng hộ kế hoạch."
    )
    spans = (Span(0, 5), located.body, Span(len(TEXT) - 2, len(TEXT)))
    assert located.outside(spans) == (spans[0], spans[2])


@pytest.mark.parametrize("text", ["Trang chủ.", "Lào ủng hộ kế hoạch.", ""])
def test_evidence_that_the_article_lacks_is_an_error(tmp_path: Path, text: str) -> None:
    """The error quotes the words and names what they belong to."""
    [gold] = read_gold(written(tmp_path, annotation()))
    with pytest.raises(GoldFormatError, match=r'(body|position "p1"): the article'):
        locate(gold, text)


def test_the_list_of_issues_is_the_nearest_one_above(tmp_path: Path) -> None:
    """A list beside the annotations or in a folder above says which issues count."""
    (tmp_path / "issues.txt").write_text(
        "# id | English | Vietnamese\ntrade | Trade | Thương mại\n\nasean-community\n",
        encoding="utf-8",
    )
    folder = tmp_path / "dev" / "tune"
    folder.mkdir(parents=True)
    path = written(folder, annotation())
    assert read_issue_ids(path) == read_issue_ids(folder) == {"trade", "asean-community"}
    (folder / "issues.txt").write_text("myanmar | Myanmar | Myanmar\n", encoding="utf-8")
    assert read_issue_ids(path) == {"myanmar"}
