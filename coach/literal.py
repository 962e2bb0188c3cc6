"""Keeps somebody's words literal in a Markdown file: no heading, quotation, link, image or tag."""

import re

MEANT = re.compile(r"([\\`*_\[\]<>#!|~])")
NUMBER_OR_ITEM = re.compile(r"^(\d+)([.)])|^([-+])")
LIVE = re.compile(r"<|!(?=\[)|(?<=\])\(")


def literal(text: str) -> str:
    """Return a line in which nothing is taken for Markdown or HTML."""
    marked = MEANT.sub(r"\\\1", " ".join(text.split()))
    return NUMBER_OR_ITEM.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", marked)


def defuse(markdown: str) -> str:
    """Return Markdown without tags, images and links; marks such as [1] stay what they are."""
    return LIVE.sub(lambda found: f"\\{found[0]}", markdown)


def unescape(text: str) -> str:
    """Return a text as it reads once Markdown has taken its backslashes away."""
    return re.sub(r"\\([\\`*_\[\]<>#!|~().+-])", r"\1", text)
