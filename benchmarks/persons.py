"""Measures how well persons and their sides are found, against gold annotations.

Usage: ``python benchmarks/persons.py GOLD ARTICLES`` with a folder of gold files and the folder of
the articles. The persons of a gold file are the attendees that represent somebody or hold an
office, and the speakers of positions. Prints for each article those that were not found or got
another side, persons found that the gold file does not name (gold files name only those who matter
to meetings and positions, so these are for reading), and totals.
"""

import json
import sys
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract import entities, persons, sentences
from diplograph.extract.annotations import Person, register_extensions
from diplograph.extract.body import zones
from diplograph.extract.language import blank
from diplograph.extract.normalize import fold, fold_accents
from diplograph.ontology.iris import article_key
from diplograph.ontology.lexicon import Lexicon

_COMPONENTS = tuple(m.__name__.rsplit(".", 1)[1] for m in (sentences, entities, persons))


@dataclass(frozen=True, slots=True)
class GoldPerson:
    """A person of a gold file, with the sides that the file gives, if any."""

    name: str
    sides: frozenset[str]


def main() -> int:
    """Measure and print."""
    gold, articles = (Path(argument) for argument in sys.argv[1:])
    nlp = pipeline()
    names = side_names()
    total: Counter[str] = Counter()
    for path in sorted(gold.glob("*.json")):
        annotation = json.loads(path.read_text(encoding="utf-8"))
        text = (articles / annotation["article"]).read_bytes().decode("utf-8")
        started = time.perf_counter()
        doc = annotate(nlp, text, path.stem)
        total["ms"] += round(1000 * (time.perf_counter() - started))
        total += compare(path.stem, doc, gold_persons(annotation), names)
    recall = total["found"] / max(1, total["gold"])
    sides = total["right"] / max(1, total["sided"])
    print(
        f"persons {total['found']}/{total['gold']} = {recall:.3f}  "
        f"sides {total['right']}/{total['sided']} = {sides:.3f}  "
        f"not in gold {total['extra']}  {total['ms']} ms"
    )
    return 0


def pipeline() -> Language:
    """Return the pipeline up to persons."""
    register_extensions()
    nlp = blank()
    for name in _COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def annotate(nlp: Language, text: str, identifier: str) -> Doc:
    """Return the doc of an article with its persons."""
    text = unicodedata.normalize("NFC", text)
    body = zones(text)
    visible = ["\n" if character == "\n" else " " for character in text]
    for zone in body.zones:
        visible[zone.span.begin : zone.span.end] = text[zone.span.begin : zone.span.end]
    doc = nlp.make_doc(fold("".join(visible)))
    doc._.article = article_key(identifier)
    doc._.zones = body.zones
    return nlp(doc)


def gold_persons(annotation: dict[str, Any]) -> list[GoldPerson]:
    """Return the persons of a gold file; a speaker without other entry has no certain side."""
    sides: dict[str, set[str]] = {}
    for meeting in annotation["meetings"]:
        for attendee in meeting.get("attendees", ()):
            if "represents" in attendee or "office" in attendee:
                found = sides.setdefault(attendee["actor"], set())
                found.add(attendee.get("represents") or "none")
    for position in annotation["positions"]:
        if position.get("speaker"):
            found = sides.setdefault(position["speaker"], set())
            if position["holder"] != position["speaker"]:
                found.add(position["holder"])
    return [GoldPerson(name, frozenset(found)) for name, found in sides.items()]


def side_names() -> dict[str, set[str]]:
    """Return the names that a gold file may give each actor: ISO code, abbreviation, labels."""
    names: dict[str, set[str]] = {}
    for entity in Lexicon.load().entities.values():
        found = {entity.label, entity.iso_code or "", entity.notation or "", *entity.names}
        names[entity.key] = {key(name) for name in found if name}
    return names


def compare(
    name: str, doc: Doc, gold: list[GoldPerson], names: dict[str, set[str]]
) -> Counter[str]:
    """Print what differs in one article and return the counts."""
    people: list[Person] = list(doc._.people)
    total: Counter[str] = Counter(gold=len(gold))
    matched: set[str] = set()
    for person in gold:
        found = next((one for one in people if is_same(one, person.name)), None)
        if found is None:
            print(f"{name}: missed {person.name}")
            continue
        total["found"] += 1
        matched.add(found.key)
        if person.sides:
            total["sided"] += 1
            accepted = {key(side) for side in person.sides}
            sides = names.get(found.side, {key(found.side)}) if found.side else {"none"}
            total["right"] += bool(sides & accepted)
            if not sides & accepted:
                print(f"{name}: {person.name} stands for {found.side}, not {set(person.sides)}")
    for one in people:
        if one.key not in matched:
            total["extra"] += 1
            offices = "; ".join(office.text for office in one.offices)
            print(f"{name}: also {one.name} ({one.side}) {offices}")
    return total


def is_same(person: Person, name: str) -> bool:
    """Return whether a name of a person is the gold name, or one is the last words of the other."""
    gold = key(name).split()
    for form in (person.name, *person.other_names):
        words = key(form).split()
        shorter = min(len(gold), len(words))
        if gold[-shorter:] == words[-shorter:]:
            return True
    return False


def key(name: str) -> str:
    """Return a name as gold names are compared: lower case, without marks and hyphens."""
    return fold_accents(name).lower().replace(" - ", "-").replace("-", " ")


if __name__ == "__main__":
    sys.exit(main())
