"""Reads an article out of a web page, with trafilatura (the extra ``html``).

Called by ``readers.py``, which imports it only for web pages. Yields the text that offsets count
in: the title, then what trafilatura takes for the article, a paragraph a line. Captions of figures,
which trafilatura drops, are kept where they stand. ``body.py`` runs over the text all the same.

The publication date is looked for in the order of what can be trusted: metadata of the page, the
dateline under the title, then any date that htmldate finds. htmldate alone takes the licence date
of the footer for it on pages without metadata.
"""

import logging
import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from htmldate import find_date
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from diplograph.extract.body import zones
from diplograph.extract.normalize import fold
from diplograph.extract.source import is_iri, is_language_tag

__all__ = ["Page", "read_page"]

# Both libraries log pages that they cannot read; the reader reports these itself.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

#: Without a limit htmldate would take today's date for one.
_LATEST_DATE = "2999-12-31"
_METADATA = ".//head//meta | .//script[@type='application/ld+json']"
_SINGLE_CELL = re.compile(r"^\| ([^|]*) \|[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a web page."""

    text: str
    headline: str | None = None
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None


def read_page(markup: str) -> Page | None:
    """Read the article of a web page.

    Args:
        markup: The page's HTML.

    Returns:
        None if the page holds no article.
    """
    tree = load_html(markup)
    if tree is None:
        return None
    metadata, language = _metadata(tree), tree.get("lang")
    _keep_captions(tree)
    document = bare_extraction(tree, include_comments=False, with_metadata=True)
    if not isinstance(document, Document) or not document.text:
        return None
    text = _with_title(document.title, _SINGLE_CELL.sub(r"\1", document.text))
    return Page(
        text=text,
        headline=document.title or None,
        published=_published(metadata, text, markup),
        url=document.url if is_iri(document.url or "") else None,
        publisher=document.sitename or None,
        language=language if is_language_tag(language or "") else None,
    )


def _metadata(tree: Any) -> Any:
    """Return a page that holds nothing but the metadata of this one."""
    page: Any = load_html("<html><head></head><body></body></html>")
    page.head.extend(deepcopy(element) for element in tree.xpath(_METADATA))
    return page


def _keep_captions(tree: Any) -> None:
    """Turn captions into paragraphs after their figures."""
    for caption in list(tree.iter("figcaption")):
        figure = next(caption.iterancestors("figure"), None)
        caption.tag = "p"
        if figure is not None:
            caption.tail = None
            figure.addnext(caption)


def _with_title(title: str | None, text: str) -> str:
    has_title = not title or fold(text).startswith(fold(title))
    return text if has_title else f"{title}\n{text}"


def _published(metadata: Any, text: str, markup: str) -> date | None:
    return _find_date(metadata, thorough=False) or (
        zones(text).published or _find_date(markup, thorough=True)
    )


def _find_date(page: Any, *, thorough: bool) -> date | None:
    found = find_date(page, extensive_search=thorough, original_date=True, max_date=_LATEST_DATE)
    return date.fromisoformat(found) if found else None
