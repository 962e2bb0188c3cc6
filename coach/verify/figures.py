"""Flags figures of a claim that its evidence does not have."""

from functools import lru_cache

from coach.verify.evidence import Flag
from coach.verify.numbers import Number, find_numbers

CLOSE = 1e-6


def flag_numbers(claim: str, evidence: tuple[str, ...]) -> tuple[Flag, ...]:
    """Return a flag for each figure of the claim that no evidence has with the same unit."""
    wanted = [number for number in find_numbers(claim) if number.certain]
    there = [number for text in evidence for number in numbers_of(text)] if wanted else []
    missing = dict.fromkeys(
        number.text for number in wanted if not any(agree(number, found) for found in there)
    )
    return tuple(
        Flag("number", f"the evidence does not have the figure {text}")
        for text in missing
    )


def agree(wanted: Number, found: Number) -> bool:
    """Return whether two numbers have one value and, where both have a unit, one unit."""
    same = abs(wanted.value - found.value) <= CLOSE * max(1.0, abs(wanted.value))
    share = (
        wanted.unit == "%" and not found.certain and abs(wanted.value / 100 - found.value) < CLOSE
    )
    return share or (same and (wanted.unit == found.unit or not wanted.unit or not found.unit))


@lru_cache(maxsize=256)
def numbers_of(text: str) -> tuple[Number, ...]:
    """Return the numbers of a piece of evidence, "one" and uncertain ones among them."""
    return find_numbers(text)
