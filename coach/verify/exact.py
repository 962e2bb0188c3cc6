"""The exact tier: a quotation is in a text letter for letter after the documented normalisation.

The normalisation is that of vectorstore/normalise.py. Besides it:
- an ellipsis in the quotation, as ..., … or [...], joins spans that stand in this order, unless
  the text has that very ellipsis;
- a quotation, and each span that an ellipsis joins, begins and ends with whole words;
- one of fewer than three words proves nothing, unless it is the whole text;
- a hyphen at the end of a line may be the word's own.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from vectorstore.normalise import Match, Normalised, normalise, normalise_with_offsets

SHORTEST = 3  # words
ELLIPSIS = re.compile(r"\s*(?:\[\s*\.\.\.\s*\]|\(\s*\.\.\.\s*\)|\.\.\.+)\s*")
LINE_END = re.compile(r"(?<=[^\W\d_][-‐])[^\S\n]*\n\s*(?=[^\W\d_])")
PAIRS = {'"': '"', "'": "'"}


def find_quotation(quote: str, text: str) -> Match | None:
    """Return where a quotation stands in a text, from its first letter to its last, or None."""
    return next(find_places(quote, text), None)


def find_places(quote: str, text: str) -> Iterator[Match]:
    """Yield each place at which a quotation stands in a text; of joined spans only the first."""
    wanted = bare(normalise(quote))
    if not wanted:
        return
    for reading in readings(text):
        if wanted == bare(reading.text):
            yield place(reading, reading.text.index(wanted), len(wanted))
            return
        found = find_whole_words(wanted, reading, 0) if long_enough(wanted) else None
        if found is None and (joined := find_joined(wanted, reading)):
            yield joined
        while found is not None:
            yield place(reading, found, len(wanted))
            found = find_whole_words(wanted, reading, found + 1)


def stands_in(words: str, text: str) -> bool:
    """Return whether words, however few, stand in a text as whole words."""
    wanted = bare(normalise(words))
    return bool(wanted) and any(
        find_whole_words(wanted, reading, 0) is not None for reading in readings(text)
    )


def find_joined(wanted: str, text: Normalised) -> Match | None:
    """Return where the spans that ellipses join stand in order, or None."""
    spans = [span for span in ELLIPSIS.split(wanted) if span]
    if not spans or not all(long_enough(span) for span in spans):
        return None
    start, at = None, 0
    for span in spans:
        found = find_whole_words(span, text, at)
        if found is None:
            return None
        start = found if start is None else start
        at = found + len(span)
    assert start is not None
    return place(text, start, at - start)


def find_whole_words(wanted: str, text: Normalised, start: int) -> int | None:
    """Return where words first stand at or after start without cutting a word, or None."""
    at = text.text.find(wanted, start)
    while at >= 0:
        end = at + len(wanted)
        if not cuts_a_word(text.text, at) and not cuts_a_word(text.text, end):
            return at
        at = text.text.find(wanted, at + 1)
    return None


def cuts_a_word(text: str, at: int) -> bool:
    """Return whether a cut before text[at] goes through a word or a figure."""
    around = text[max(0, at - 2) : at], text[at : at + 2]
    return any(
        re.search(before + "$", around[0]) and re.match(after, around[1])
        for before, after in (
            (r"\w", r"\w"),
            (r"\w", r"['-]\w"),
            (r"\w['-]", r"\w"),
            (r"\d", r"[.,:/]\d|%|–\d"),
            (r"\d[.,:/–]|[£$€]", r"\d"),
        )
    )


def place(text: Normalised, at: int, length: int) -> Match:
    """Return a stretch of normalised text as offsets of the original."""
    return Match(text.offsets[at], text.offsets[at + length - 1] + 1)


def bare(text: str) -> str:
    """Return a normalised text without the pair of quotation marks around it."""
    if len(text) > 2 and PAIRS.get(text[0]) == text[-1] and text[0] not in text[1:-1]:
        return text[1:-1].strip()
    return text


def long_enough(span: str) -> bool:
    """Return whether a span has words enough to prove something."""
    return len(re.findall(r"\w+(?:['-]\w+)*", span)) >= SHORTEST


@lru_cache(maxsize=64)
def readings(text: str) -> tuple[Normalised, ...]:
    """Return a text normalised; twice where hyphens at the ends of lines may be the words' own."""
    kept = LINE_END.sub(lambda line_end: "\u200b" * len(line_end[0]), text)
    plain = normalise_with_offsets(text)
    return (plain,) if kept == text else (plain, normalise_with_offsets(kept))
