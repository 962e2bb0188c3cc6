"""Flags the few words that were changed in a claim that otherwise keeps to its evidence's wording.

Where claim and evidence are nearly word for word the same, what differs can be read off: a
negation more or less, an opposite, another figure, another name, a hedge gone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from coach.verify.antonyms import are_opposite
from coach.verify.certainty import ABSOLUTES, HEDGES
from coach.verify.coverage import Coverage
from coach.verify.evidence import Flag
from coach.verify.names import find_names
from coach.verify.numbers import find_numbers
from coach.verify.polarity import STRONG
from coach.verify.prepared import Prepared
from coach.verify.words import Word

CLOSE = 0.7  # the share of a claim's information that one sentence must hold
SHORT = 4  # words: a longer difference is another wording, not a changed word


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the claim that stand in the place of words of the evidence; either may be empty."""

    claimed: tuple[Word, ...]
    evidence: tuple[Word, ...]


def flag_differences(
    words: tuple[Word, ...], text: str, evidence: Prepared, coverage: Coverage
) -> tuple[Flag, ...]:
    """Return flags for changed words, or none where the claim is worded freely."""
    if not evidence.sentences:
        return ()
    number = coverage.chosen[0]
    if coverage.held[number] @ coverage.weights < CLOSE * coverage.weights.sum():
        return ()
    sentence = evidence.sentences[number]
    surplus = set(values(words) - values(sentence.words))
    names = set(find_names(words, text))
    their_text = " " * sentence.start + sentence.text
    their_names = set(find_names(sentence.words, their_text))
    flags = []
    for difference in find_differences(words, sentence.words):
        mine, theirs = difference.claimed, difference.evidence
        opens = not theirs and mine[0] is words[0]  # "No, ..." or "Not sure, but ..."
        if denies(mine) != denies(theirs) and not opens:
            which = "claim" if denies(mine) else "evidence"
            flags.append(
                Flag("negation", f"only the {which} says {say(mine if denies(mine) else theirs)}")
            )
        if any(are_opposite(a.stem, b.stem) for a in mine for b in theirs):
            flags.append(Flag("antonym", instead(mine, theirs)))
        if (
            set(lower(theirs)) & HEDGES
            and not set(lower(mine)) & HEDGES
            and set(lower(mine)) & ABSOLUTES
        ):
            flags.append(Flag("hedge", instead(mine, theirs)))
        if names & set(mine) and their_names & set(theirs) and not are_initials(mine, theirs):
            flags.append(Flag("name", instead(mine, theirs)))
        if values(mine) and values(theirs) and set(values(mine)) & surplus:
            flags.append(Flag("number", instead(mine, theirs)))
    return tuple(dict.fromkeys(flags))


def find_differences(mine: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Difference]:
    """Yield the short differences between two wordings that have the same words around them."""
    matcher = SequenceMatcher(
        None, [word.stem for word in mine], [word.stem for word in theirs], autojunk=False
    )
    for kind, start, end, their_start, their_end in matcher.get_opcodes():
        short = end - start <= SHORT and their_end - their_start <= SHORT
        if kind != "equal" and short:
            yield Difference(tuple(mine[start:end]), tuple(theirs[their_start:their_end]))


def denies(words: Sequence[Word]) -> bool:
    """Return whether words deny: an odd number of outright negations."""
    return sum(word in STRONG for word in lower(words)) % 2 == 1


def are_initials(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Return whether one side abbreviates the other: UK, United Kingdom."""
    initials = ["".join(word.text[0] for word in side) for side in (mine, theirs)]
    return any(word.text in initials for word in (*mine, *theirs) if len(word.text) > 1)


def values(words: Sequence[Word]) -> Counter[float]:
    """Return the values of the numbers among words, with how often each occurs."""
    return Counter(one.value for one in find_numbers(" ".join(lower(words))) if one.certain)


def lower(words: Sequence[Word]) -> list[str]:
    """Return words in lower case."""
    return [word.text.lower() for word in words]


def instead(mine: Sequence[Word], theirs: Sequence[Word]) -> str:
    """Return what was changed into what, for a reason."""
    return f"the claim says {say(mine)} where the evidence says {say(theirs)}"


def say(words: Sequence[Word]) -> str:
    """Return words as they are written."""
    return " ".join(word.text for word in words)
