"""Which words are opposites: a small table made by hand."""

from functools import cache
from importlib.resources import files

from coach.verify.words import stem


@cache
def antonyms() -> dict[str, frozenset[str]]:
    """Return for each stem the stems that say the opposite."""
    table = files("coach.verify").joinpath("antonyms.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for line in table.splitlines():
        if line.startswith("#"):
            continue
        left, right = ({stem(word) for word in side.split()} for side in line.split("|"))
        for one, others in ((left, right), (right, left)):
            for word in one:
                found.setdefault(word, set()).update(others - one)
    return {word: frozenset(others) for word, others in found.items()}


def are_opposite(stem: str, other: str) -> bool:
    """Return whether two stems are opposites by the table."""
    return other in antonyms().get(stem, ())
