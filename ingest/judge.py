"""Decides whether what was read of a file is text a person could use, and how it ended."""

import unicodedata

from ingest.document import RawDocument, UnreadableDocument

BAD_SHARE = 0.2  # of the letters; above it a reader would not call it text


def judge_text(document: RawDocument, name: str) -> None:
    """Raise UnreadableDocument when there is no usable text: no-text, garbled or corrupt."""
    failed = [page for page in document.pages if page.error]
    text = "".join(line.text for page in document.pages for line in page.lines)
    if not any(character.isalnum() for character in text):
        if failed and len(failed) == len(document.pages):
            raise UnreadableDocument(
                "corrupt", f"{name} is damaged: none of its pages can be read ({failed[0].error})"
            )
        raise UnreadableDocument("no-text", f"{name} has no text; is it a scan?")
    if garbled_share(text) > BAD_SHARE:
        raise UnreadableDocument(
            "garbled", f"the letters of {name} cannot be told; its fonts are not mapped to text"
        )


def garbled_share(text: str) -> float:
    """Return the share of characters that stand for no letter anybody knows."""
    visible = [character for character in text if not character.isspace()]
    bad = [c for c in visible if c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn", "Cc")]
    return len(bad) / len(visible) if visible else 0.0
