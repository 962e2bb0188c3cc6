"""Flags a claim that says the opposite of its evidence: a negation more or less, an antonym."""

from coach.verify.antonyms import antonyms
from coach.verify.coverage import Coverage, matches
from coach.verify.evidence import Flag
from coach.verify.polarity import STRONG, Negation, find_negations
from coach.verify.prepared import Prepared
from coach.verify.words import Word

ALIGNED = 0.5  # the least share of the words in question that must be found to compare them
NEAR = 3  # content words after a negation that it surely turns round


def flag_negation(
    words: tuple[Word, ...], text: str, evidence: Prepared, coverage: Coverage
) -> tuple[Flag, ...]:
    """Return a flag where words stand under a negation in the claim only, or in the evidence only.

    Polarity can be compared only where the wording is close: the closest sentence must hold
    ALIGNED of the claim, and of the words in question. Freely worded claims go unflagged.
    """
    if not evidence.sentences:
        return ()
    closest = evidence.sentences[coverage.chosen[0]]
    held = coverage.held[coverage.chosen[0]]
    if held @ coverage.weights < ALIGNED * coverage.weights.sum():
        return ()
    mine = find_negations(words, text)
    theirs = find_negations(closest.words, closest.text, closest.start)
    denied = stems_under(theirs, closest.words)
    for negation in mine:
        near = list(negation.scope[:NEAR])
        if not is_strong(words[negation.word]) or not near:
            continue
        share = sum(held[n] * coverage.weights[n] for n in near)
        found = share >= ALIGNED * sum(coverage.weights[n] for n in near)
        if found and not any(denied & set(matches(words[n], evidence)) for n in near):
            said = " ".join(words[n].text for n in near)
            return (Flag("negation", f"the claim denies what the evidence says: {said}"),)
    if mine:
        return ()
    claimed = {stem for word in words for stem in matches(word, evidence)}
    for negation in theirs:
        near = [n for n in negation.scope[:NEAR] if closest.words[n].stem in claimed]
        if is_strong(closest.words[negation.word]) and len(near) >= min(2, len(negation.scope)) > 0:
            said = " ".join(closest.words[n].text for n in near)
            return (Flag("negation", f"the evidence denies what the claim says: {said}"),)
    return ()


def stems_under(negations: tuple[Negation, ...], words: tuple[Word, ...]) -> set[str]:
    """Return the stems that stand under any of the negations."""
    return {words[n].stem for negation in negations for n in negation.scope}


def is_strong(word: Word) -> bool:
    """Return whether a negating word denies outright: not, never, no; not refuse or avoid."""
    return word.text.lower() in STRONG


def flag_antonyms(
    words: tuple[Word, ...], evidence: Prepared, coverage: Coverage
) -> tuple[Flag, ...]:
    """Return a flag for a word the evidence lacks while its closest sentence has the opposite."""
    if not evidence.sentences:
        return ()
    closest = {word.stem: word.text for word in evidence.sentences[coverage.chosen[0]].words}
    for n, word in enumerate(words):
        if word.stem in evidence.places:
            continue
        for opposite in sorted(antonyms().get(word.stem, ())):
            if opposite in closest and neighbours_held(n, coverage):
                reason = f"the claim says {word.text} where the evidence says {closest[opposite]}"
                return (Flag("antonym", reason),)
    return ()


def neighbours_held(n: int, coverage: Coverage) -> bool:
    """Return whether the closest sentence has most of the words around the n-th."""
    around = [m for m in range(max(0, n - 3), min(len(coverage.weights), n + 4)) if m != n]
    weights = coverage.weights[around]
    held = coverage.held[coverage.chosen[0]][around]
    return bool(held @ weights >= ALIGNED * weights.sum() > 0)
