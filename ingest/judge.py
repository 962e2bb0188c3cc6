"""Decides whether what was read of a file is text a person could use, and how it ended."""

import re
import unicodedata
from dataclasses import replace

from ingest.document import RawDocument, RawPage, UnreadableDocument

BAD_SHARE = 0.2  # of a page's letters; above it a reader would not call it text
LEAST_LETTERS = 12  # in a whole document; fewer are a label in a picture
# What is left of letters that a font only numbers: /g12/g7/g30.
GLYPH_NAMES = re.compile(r"(?:/[A-Za-z]{1,6}\d{1,5}){3,}")


def judge_text(document: RawDocument, name: str) -> RawDocument:
    """Return the document with its garbled pages marked as unreadable.

    Raises UnreadableDocument when no usable text is left: no-text, garbled or corrupt.
    """
    pages = tuple(judge_page(page) for page in document.pages)
    if sum(count_letters(page) for page in pages if not page.error) >= LEAST_LETTERS:
        return replace(document, pages=pages)
    failed = [page for page in document.pages if page.error]
    if not document.pages:
        raise UnreadableDocument("corrupt", f"{name} is damaged: it has no pages")
    if 2 * len(failed) >= len(document.pages):
        raise UnreadableDocument(
            "corrupt",
            f"{name} is damaged: {len(failed)} of {len(document.pages)} pages cannot be read "
            f"({failed[0].error})",
        )
    if sum(1 for page in pages if page.error) > len(failed):
        raise UnreadableDocument(
            "garbled", f"the letters of {name} cannot be told; its fonts are not mapped to text"
        )
    raise UnreadableDocument("no-text", f"{name} has no text; is it a scan?")


def judge_page(page: RawPage) -> RawPage:
    """Return the page, as unreadable when too many of its characters stand for no letter."""
    if page.error or garbled_share("".join(line.text for line in page.lines)) <= BAD_SHARE:
        return page
    return replace(page, lines=(), error="its letters cannot be told")


def count_letters(page: RawPage) -> int:
    """Return how many letters and digits stand on a page."""
    return sum(character.isalnum() for line in page.lines for character in line.text)


def garbled_share(text: str) -> float:
    """Return the share of characters that stand for no letter anybody knows."""
    visible = [character for character in text if not character.isspace()]
    bad = [c for c in visible if c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn", "Cc")]
    named = sum(len(match[0]) for match in GLYPH_NAMES.finditer(text))
    return min(1.0, (len(bad) + named) / len(visible)) if visible else 0.0
