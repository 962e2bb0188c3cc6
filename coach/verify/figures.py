"""Flags figures of a claim that its evidence does not have."""

from functools import lru_cache

from coach.verify.evidence import Flag
from coach.verify.numbers import Number, find_numbers
from coach.verify.words import split_words

CLOSE = 1e-6
REACH = 40  # characters after a number within which it says what it counts


def flag_numbers(claim: str, evidence: tuple[str, ...]) -> tuple[Flag, ...]:
    """Return a flag for each figure that no evidence has, or that it has of something else.

    A figure counts something else where the word after it follows other figures in the evidence,
    and never this one.
    """
    wanted = [number for number in find_numbers(claim) if number.certain]
    if not wanted:
        return ()
    there = [(number, text) for text in evidence for number in numbers_of(text)]
    flags = []
    for number in wanted:
        same = [(found, text) for found, text in there if agree(number, found)]
        if not same:
            flags.append(Flag("number", f"the evidence does not have the figure {number.text}"))
            continue
        counted = next(iter(after(number, claim)), None)
        if (
            counted is None
            or is_year(number)
            or any(counted in after(found, text) for found, text in same)
        ):
            continue
        others = [found.text for found, text in there if counted in after(found, text)[:1]]
        if others:
            reason = f"the evidence has {others[0]}, not {number.text}, before the same word"
            flags.append(Flag("number", reason))
    return tuple(dict.fromkeys(flags))


def is_year(number: Number) -> bool:
    """Return whether a number is written as a year, which counts nothing."""
    return number.text.isdigit() and 1000 <= number.value <= 2100


def after(number: Number, text: str) -> list[str]:
    """Return the stems of the content words that follow a number closely."""
    words = split_words(text[number.end : number.end + REACH])
    return [word.stem for word in words if word.is_content and word.stem.isalpha()][:3]


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
    return find_numbers(text, with_one=True)
