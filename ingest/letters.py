"""Makes the characters of a PDF safe to keep: letters for ligatures, no lone surrogates."""

import re
import unicodedata

# Unprintable, yet part of words: soft hyphen and the joiners of Indic and Arabic script.
KEPT = "\u00ad\u200c\u200d"
# Latin, Armenian and Hebrew ligatures, and the shapes that Arabic letters take in print.
SHAPES = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]+")


def letters(text: str) -> str:
    """Return text with letters for their printed shapes, and without lone surrogates.

    What does not print is left in: it tells a font that is not mapped to text.
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return text.replace("\u00a0", " ")


def printable(text: str) -> str:
    """Return text in which blanks stand for what does not print, runs of white space for one."""
    return " ".join("".join(c if c.isprintable() or c in KEPT else " " for c in text).split())
