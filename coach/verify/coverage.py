"""Which words of a claim the sentences of its evidence hold, and which sentences hold most."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.verify.prepared import Prepared
from coach.verify.rarity import information
from coach.verify.relatives import relatives
from coach.verify.words import Word

SPELLING = 0.5  # the least share of common letter triples at which two spellings count as akin


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a claim is found where; all shares are of the claim's information, 0 to 1.

    held[s, w] is 1 where sentence s of the evidence has word w of the claim, less where it has a
    relative or a like spelling. chosen are the sentences that together hold most, best first.
    """

    held: NDArray[np.float64]
    weights: NDArray[np.float64]
    chosen: tuple[int, ...]
    best: float
    whole: float


def cover(words: tuple[Word, ...], evidence: Prepared, sentences: int = 3) -> Coverage:
    """Return how a claim's words are covered by its evidence and by its best few sentences."""
    held = np.zeros((max(1, len(evidence.sentences)), len(words)))
    for n, word in enumerate(words):
        for stem, nearness in matches(word, evidence).items():
            for place in evidence.places[stem]:
                held[place, n] = max(held[place, n], nearness)
    weights = np.array([information(word.stem) for word in words])
    total = float(weights.sum()) or 1.0
    chosen: list[int] = []
    covered = np.zeros(len(words))
    for _ in range(min(sentences, len(held))):
        best = int(np.argmax(np.maximum(held, covered) @ weights))
        if best in chosen:
            break
        chosen.append(best)
        covered = np.maximum(covered, held[best])
    return Coverage(
        held,
        weights,
        tuple(chosen),
        float(covered @ weights) / total,
        float(held.max(axis=0) @ weights) / total,
    )


def matches(word: Word, evidence: Prepared) -> dict[str, float]:
    """Return the stems of the evidence that match a word, with how near they are."""
    if word.stem in evidence.places:
        return {word.stem: 1.0}
    if not word.stem.isalpha() or len(word.stem) < 3:
        return {}
    found = {s: near for s, near in akin(word.stem, evidence).items() if near > SPELLING}
    if is_name(word):
        return found
    for stem, near in relatives().get(word.stem, {}).items():
        if stem in evidence.places:
            found[stem] = max(near, found.get(stem, 0.0))
    return found


def akin(stem: str, evidence: Prepared) -> dict[str, float]:
    """Return the stems of the evidence that begin alike, with the share of common triples."""
    mine = triples(stem)
    return {
        other: 2 * len(mine & theirs) / (len(mine) + len(theirs))
        for other in evidence.openings.get(stem[:3], ())
        if other.isalpha() and (theirs := triples(other))
    }


def triples(stem: str) -> frozenset[str]:
    """Return the letter triples of a stem, its ends marked."""
    marked = f"^{stem}$"
    return frozenset(marked[n : n + 3] for n in range(len(marked) - 2))


def is_name(word: Word) -> bool:
    """Return whether a word is written with a capital and is no ordinary word."""
    return word.text[:1].isupper() and word.is_content and information(word.stem) > 8.5
