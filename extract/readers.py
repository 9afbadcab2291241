"""Reads articles from files, folders and standard input, one at a time.

Reads plain text, JSON Lines and HTML, yields a ``Source`` for each article; called by the command
line. What cannot be read is yielded too, as the error that says why: one bad file stops nothing.

Text is Unicode NFC. A file that is clean text (UTF-8, NFC, no byte order mark) is stored code point
for code point, line ends included, so that offsets also hold in the file.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

from diplograph.extract.jsonlines import JsonFields, read_json_lines
from diplograph.extract.source import LARGEST_ARTICLE, Source, decode, is_storable, normal_text
from diplograph.ontology.errors import ArticleFormatError
from diplograph.ontology.iris import article_key

__all__ = ["STANDARD_INPUT", "JsonFields", "Source", "read_sources"]

#: The path that stands for standard input.
STANDARD_INPUT = "-"

_Format = Literal["text", "html", "json lines"]
_FORMATS: dict[str, _Format] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "json lines",
    ".ndjson": "json lines",
}
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:[!?]|html|head|body)", re.IGNORECASE)
_JSON_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_FIELDS = JsonFields()


def read_sources(
    paths: Sequence[str], fields: JsonFields = _FIELDS
) -> Iterator[Source | ArticleFormatError]:
    """Read articles, lazily, in the order of the paths.

    Args:
        paths: Files; folders, of which every .txt, .html, .htm, .jsonl and .ndjson file is read, in
            order of name and without hidden ones; ``-`` for standard input, whose format is
            recognised. A file that is named itself is read whatever its ending, as plain text if it
            has none of these.
        fields: The names of the fields in JSON Lines files.

    Yields:
        An article, or why there is none. Of two articles with one identifier the second is an
        error, as it would replace the first.
    """
    names: dict[str, str] = {}
    for path in paths:
        for found in _found_at(path, fields):
            if isinstance(found, Source):
                key = article_key(found.identifier)
                if key in names:
                    yield _same_identifier(found, names[key])
                    continue
                names[key] = found.name
            yield found


def _same_identifier(source: Source, first: str) -> ArticleFormatError:
    message = f'has the identifier "{source.identifier}", as {first} has; only one can be kept'
    return ArticleFormatError(message, source.name)


def _found_at(path: str, fields: JsonFields) -> Iterator[Source | ArticleFormatError]:
    if path == STANDARD_INPUT:
        yield from _read_standard_input(fields)
    elif Path(path).is_dir():
        yield from _read_folder(Path(path), fields)
    else:
        yield from _read_file(Path(path), fields)


def _read_standard_input(fields: JsonFields) -> Iterator[Source | ArticleFormatError]:
    lines = _lines(sys.stdin.buffer)
    first = next(lines, b"")
    form: _Format = "text"
    if _JSON_OBJECT.match(first):
        form = "json lines"
    elif _MARKUP.match(first):
        form = "html"
    yield from _read(chain([first], lines), form, "standard input", "standard-input", fields)


def _read_folder(folder: Path, fields: JsonFields) -> Iterator[Source | ArticleFormatError]:
    is_empty = True
    for found in _files(folder, set()):
        is_empty = False
        if isinstance(found, Path):
            yield from _read_file(found, fields)
        else:
            yield found
    if is_empty:
        yield ArticleFormatError(f"holds no {', '.join(_FORMATS)} file", _name(folder))


def _files(folder: Path, visited: set[Path]) -> Iterator[Path | ArticleFormatError]:
    """Yield the files of a folder that hold articles; a linked folder is entered once."""
    try:
        visited.add(folder.resolve())
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield ArticleFormatError(f"cannot be read: {error.strerror}", _name(folder))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if entry.resolve() not in visited:
                yield from _files(entry, visited)
        elif entry.suffix.lower() in _FORMATS:
            yield entry


def _read_file(path: Path, fields: JsonFields) -> Iterator[Source | ArticleFormatError]:
    name = _name(path)
    if not is_storable(path.stem):
        yield ArticleFormatError("has a name that is not UTF-8; rename it", name)
        return
    try:
        with path.open("rb") as stream:
            form = _FORMATS.get(path.suffix.lower(), "text")
            yield from _read(_lines(stream), form, name, path.stem, fields)
    except OSError as error:
        yield ArticleFormatError(f"cannot be read: {error.strerror}", name)


def _name(path: Path) -> str:
    """Return a path as it can be printed, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines, none of them much longer than an article may be."""
    while line := stream.readline(LARGEST_ARTICLE + 1):
        yield line


def _read(
    lines: Iterator[bytes], form: _Format, name: str, stem: str, fields: JsonFields
) -> Iterator[Source | ArticleFormatError]:
    if form == "json lines":
        yield from read_json_lines(lines, name, stem, fields)
        return
    try:
        content = _whole(lines, name)
        yield (_web_page if form == "html" else _plain_text)(content, name, stem)
    except ArticleFormatError as error:
        yield error


def _whole(lines: Iterator[bytes], name: str) -> bytes:
    content = bytearray()
    for line in lines:
        content += line
        if len(content) > LARGEST_ARTICLE:
            limit = f"{LARGEST_ARTICLE // 1_000_000} MB"
            raise ArticleFormatError(f"is larger than {limit}: give each article by itself", name)
    return bytes(content)


def _plain_text(content: bytes, name: str, stem: str) -> Source:
    return Source(
        identifier=stem,
        name=name,
        text=normal_text(decode(content, name), name),
        sha256=sha256(content).hexdigest(),
    )


def _web_page(content: bytes, name: str, stem: str) -> Source:
    markup = decode(content, name)
    try:
        from diplograph.extract.html import read_page
    except ModuleNotFoundError as error:
        message = "is a web page; reading these needs: pip install 'diplograph[html]'"
        raise ArticleFormatError(message, name) from error
    page = read_page(markup)
    if page is None:
        raise ArticleFormatError("is a web page without an article", name)
    return Source(
        identifier=page.url or stem,
        name=name,
        text=normal_text(page.text, name),
        sha256=sha256(content).hexdigest(),
        language=page.language,
        headline=page.headline,
        published=page.published,
        url=page.url,
        publisher=page.publisher,
    )
