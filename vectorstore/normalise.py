"""The documented normalisation under which two pieces of text count as letter for letter equal.

In this order, and nothing else:
1. Unicode form NFKC, character by character (ligatures and full-width forms become plain letters);
2. characters that do not print are dropped: soft hyphen, zero-width space and joiners, BOM;
3. every kind of single quotation mark, apostrophe and prime becomes ', every double one becomes ";
4. every kind of hyphen becomes -, every kind of dash becomes –, an ellipsis becomes three stops;
5. a hyphen at the end of a line, between two letters, is dropped together with the line's end;
6. every run of white space becomes one blank, and blanks at the ends go.
Letters keep their case: "Trust" is not "trust".
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
SINGLE = frozenset("'‘’‚‛′`´ʼ＇")
DOUBLE = frozenset('"“”„‟″«»＂')
HYPHENS = frozenset("-‐‑﹣－")
DASHES = frozenset("–—―−‒")
LINE_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐]\s*\n\s*(?=[^\W\d_])")
BLANKS = re.compile("  +")


@dataclass(frozen=True, slots=True)
class Normalised:
    """Normalised text; offsets[i] is where its i-th character stood, offsets[-1] the end."""

    text: str
    offsets: tuple[int, ...]

    def find(self, needle: str) -> tuple["Match", ...]:
        """Return where a normalised needle stands, as offsets of the original text."""
        if not needle:
            return ()
        found = []
        at = self.text.find(needle)
        while at >= 0:
            last = at + len(needle) - 1
            found.append(Match(self.offsets[at], self.offsets[last] + 1))
            at = self.text.find(needle, at + 1)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Match:
    """Characters start to end (exclusive) of the original text."""

    start: int
    end: int


def normalise(text: str) -> str:
    """Return the normalised text."""
    joined = LINE_HYPHEN.sub("", text) if "\n" in text else text
    return BLANKS.sub(" ", "".join(map(plain, joined))).strip(" ")


def normalise_with_offsets(text: str) -> Normalised:
    """Return the normalised text with the place of each of its characters in the original."""
    characters: list[str] = []
    offsets: list[int] = []
    line_ends = {m.start(): m.end() for m in LINE_HYPHEN.finditer(text)}
    skip_to = 0
    for at, letters in enumerate(map(plain, text)):
        if at < skip_to:
            continue
        if at in line_ends:
            skip_to = line_ends[at]
            continue
        for letter in letters:
            if letter == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(letter)
            offsets.append(at)
    while characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return Normalised("".join(characters), (*offsets, len(text)))


@cache
def plain(character: str) -> str:
    """Return what one character becomes; "" for one that is dropped."""
    if character in DROPPED:
        return ""
    if character in SINGLE:
        return "'"
    if character in DOUBLE:
        return '"'
    if character in HYPHENS:
        return "-"
    if character in DASHES:
        return "–"
    if character.isspace():
        return " "
    folded = unicodedata.normalize("NFKC", character)
    return re.sub(r"\s", " ", folded) if folded != character else character
