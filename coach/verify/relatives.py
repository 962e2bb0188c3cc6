"""Which words come close in meaning: a table of neighbours among the word vectors of MiniLM.

Made by `python -m eval.fit_checker tables` from all-MiniLM-L6-v2 (Apache-2.0), so that nothing has
to be computed, and no model loaded, while claims are checked.
"""

from functools import cache
from importlib.resources import files


@cache
def relatives() -> dict[str, dict[str, float]]:
    """Return for each stem the stems near to it, with how near: above 0, at most 1."""
    table = files("coach.verify").joinpath("relatives.txt").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = {}
    for line in table.splitlines():
        stem, *near = line.split()
        for one in near:
            other, _, hundredths = one.partition(":")
            nearness = int(hundredths) / 100
            found.setdefault(stem, {})[other] = nearness
            found.setdefault(other, {})[stem] = nearness
    return found


def nearness(stem: str, other: str) -> float:
    """Return how near two stems are: 1 for the same, 0 for strangers."""
    return 1.0 if stem == other else relatives().get(stem, {}).get(other, 0.0)
