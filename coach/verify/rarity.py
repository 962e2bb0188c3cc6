"""How much a word tells: rare words more than common ones, by a general table of English.

The table is the vocabulary of BERT (Apache-2.0), which is in order of frequency, as stems; it is
made by `python -m eval.fit_checker tables`.
"""

import math
from functools import cache
from importlib.resources import files

UNKNOWN = 20_000  # the rank of a word outside the table, and of a number
# Someone else's "I" and "you" is as telling as a content word: it says who the sentence is about.
PERSONAL = frozenset({"i", "me", "my", "mine", "we", "our", "us", "you", "your"})


@cache
def ranks() -> dict[str, int]:
    """Return the rank of each stem of the table, the most frequent first."""
    table = files("coach.verify").joinpath("familiar.txt").read_text(encoding="utf-8")
    return {stem: rank for rank, stem in enumerate(table.split())}


@cache
def information(stem: str) -> float:
    """Return how much a stem tells, from 2.3 for "the" to 9.9 for a word outside the table."""
    if stem in PERSONAL:
        return 7.0
    if stem.isalpha():
        return math.log(min(ranks().get(stem, UNKNOWN) + 10, UNKNOWN))
    return math.log(UNKNOWN)
