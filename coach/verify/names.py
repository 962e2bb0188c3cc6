"""Flags names in a claim that its evidence does not have."""

import re

from coach.titles import TITLES
from coach.verify.coverage import akin
from coach.verify.evidence import Flag
from coach.verify.prepared import Prepared
from coach.verify.words import Word

INTERJECTIONS = frozenset("well yes yeah okay oh definitely".split())
NO_NAMES = INTERJECTIONS | {*TITLES, "miss"}
OPENS = re.compile(r"(?:^|[.!?:;]\s+|\n\s*|[“\"‘'(*_\[/-]\s*)$")
NEAR = 12  # characters before a word that show whether it opens a sentence
HEADING = re.compile(
    r"\*\*[^*]+\*\*|__[^_]+__|`[^`]*`|^[^.!?]{0,60}:\s*$|https?://\S+", re.MULTILINE
)


def find_names(words: tuple[Word, ...], text: str) -> tuple[Word, ...]:
    """Return the words of a text that are names by their capitals.

    Titles and headings are left out, and so is a sentence's first word unless another name follows.
    """
    capitals = [word.text[0].isupper() and word.text.lower() not in NO_NAMES for word in words]
    headings = [match.span() for match in HEADING.finditer(text)]
    return tuple(
        word
        for n, word in enumerate(words)
        if capitals[n]
        and word.is_content
        and not any(start <= word.start < end for start, end in headings)
        and (any(capitals[n + 1 : n + 2]) or not opens(text, word.start))
    )


def opens(text: str, at: int) -> bool:
    """Return whether a sentence, a line or something in brackets or quotation marks begins here."""
    return bool(OPENS.search(text, max(0, at - NEAR), at))


def flag_names(
    words: tuple[Word, ...], text: str, evidence: tuple[Prepared, ...], known: str
) -> tuple[Flag, ...]:
    """Return a flag for each name that is neither in the evidence nor among its known metadata."""
    allowed = {piece.lower() for piece in re.findall(r"[^\W_]+", known)}
    missing = dict.fromkeys(
        name.text
        for name in find_names(words, text)
        if name.text.lower() not in allowed and not any(is_named(name, one) for one in evidence)
    )
    return tuple(Flag("name", f"the evidence does not name {name}") for name in missing)


def is_named(name: Word, evidence: Prepared) -> bool:
    """Return whether the evidence has a name, in a like form, or the words of its initials."""
    if name.stem in evidence.places or max(akin(name.stem, evidence).values(), default=0) > 0.6:
        return True
    if not (name.text.isupper() and len(name.text) > 1):
        return False
    wanted = name.text.lower()
    initials = ("".join(w.text[0].lower() for w in s.words) for s in evidence.sentences)
    return any(wanted in line for line in initials)
