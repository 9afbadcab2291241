"""Example questions can be asked about other states, issues and series."""

import pytest

from diplograph.api.site.examples import fields_of, filled
from diplograph.graph.questions import Question, questions

_QUESTION = Question(
    "q",
    "",
    "",
    "PREFIX state: <https://w3id.org/diplograph/id/state/>\n"
    "SELECT * { ?p dip:holder state:vn ; dip:addressee state:ru ; dip:issue v-issue:trade }",
)


def test_constants_are_fields_in_the_order_of_the_query() -> None:
    """Names of nodes and issues are fields; declarations and properties are none."""
    found = [(field.name, field.prefix, field.value) for field in fields_of(_QUESTION)]
    assert found == [
        ("p0", "state", "state/vn"),
        ("p1", "state", "state/ru"),
        ("p2", "v-issue", "issue/trade"),
    ]


def test_values_take_the_place_of_constants() -> None:
    """Two fields may change places, and what is not given stays."""
    sparql = filled(_QUESTION, {"p0": "state/ru", "p1": "state/vn"})
    assert "dip:holder state:ru ; dip:addressee state:vn ; dip:issue v-issue:trade" in sparql


@pytest.mark.parametrize("value", ["", "person/x", "state/", "state/x } DROP ALL", "state/a:b"])
def test_what_is_no_name_is_ignored(value: str) -> None:
    """A field cannot bring anything into a query but a name of its kind."""
    assert filled(_QUESTION, {"p0": value}) == _QUESTION.sparql


def test_questions_stay_as_they_are_without_values() -> None:
    """Opening an example changes nothing in it."""
    for question in questions():
        assert filled(question, {}) == question.sparql
