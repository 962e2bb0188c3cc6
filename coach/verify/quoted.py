"""Finds what a claim puts in quotation marks."""

import re

# Single marks are also apostrophes: an opening one follows no letter, a closing one precedes none.
QUOTED = re.compile(
    r"[“\"«]([^“”\"«»]+)[”\"»]"
    r"|(?<![^\W_])‘((?:[^‘’]|(?<=[^\W_])’(?=[^\W_]))+)’(?![^\W_])"
    r"|(?<![^\W_])'(?=\S)((?:[^']|(?<=[^\W_])'(?=[^\W_]))+)(?<=\S)'(?![^\W_])"
)


def find_quoted(claim: str) -> tuple[str, ...]:
    """Return the texts between quotation marks, in order, without a comma at their ends."""
    found = (next(part for part in match.groups() if part) for match in QUOTED.finditer(claim))
    return tuple(text.strip().removesuffix(",") for text in found)


def without_quoted(claim: str) -> str:
    """Return the claim without what is between quotation marks."""
    return QUOTED.sub(" ", claim)
