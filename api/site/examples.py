"""The example questions with the constants in them as fields of a form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from diplograph.graph.questions import Question
from diplograph.ontology.terms import PREFIXES

__all__ = ["Field", "fields_of", "filled"]

#: A prefixed name of a node or a concept: its prefix is that of a kind of data or of a scheme.
_CONSTANT = re.compile(
    r"(?<![\w:<-])(?P<prefix>state|organization|series|person|v-issue)"
    r":(?P<name>[\w-]+)"
)


@dataclass(frozen=True, slots=True)
class Field:
    """A constant of a query that is meant to be changed."""

    #: What the form calls it.
    name: str
    prefix: str
    #: The key of the node that stands there.
    value: str


def fields_of(question: Question) -> tuple[Field, ...]:
    """Return the constants of a question, in the order of the query, each once."""
    found = dict.fromkeys(
        (match["prefix"], match["name"])
        for line in question.sparql.splitlines()
        if not line.upper().startswith(("PREFIX", "#"))
        for match in _CONSTANT.finditer(line)
    )
    return tuple(
        Field(f"p{number}", prefix, _folder(prefix) + name)
        for number, (prefix, name) in enumerate(found)
    )


def filled(question: Question, values: Mapping[str, str]) -> str:
    """Return the query of a question with other constants.

    Args:
        question: Which.
        values: Keys of nodes by the names of fields; what is no name of the same kind is ignored.
    """
    wanted = {
        (field.prefix, field.value.removeprefix(_folder(field.prefix))): name
        for field in fields_of(question)
        if (name := _name(values.get(field.name, ""), _folder(field.prefix)))
    }

    def constant(match: re.Match[str]) -> str:
        name = wanted.get((match["prefix"], match["name"]), match["name"])
        return f"{match['prefix']}:{name}"

    # Declarations have no name after the colon and stay as they are.
    return _CONSTANT.sub(constant, question.sparql)


def _name(key: str, folder: str) -> str | None:
    """Return what stands after the prefix for a node; None where that would be no plain name."""
    name = key.removeprefix(folder)
    return name if name != key and re.fullmatch(r"\w[\w-]*", name) else None


def _folder(prefix: str) -> str:
    """Return what the keys of a prefix begin with: ``state/``, ``issue/``."""
    return "/".join(PREFIXES[prefix].rsplit("/", 2)[1:])
