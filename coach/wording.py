"""Weighs how a message is worded: each word, pair and triple has a fitted weight."""

import zlib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WORDINGS = Path(__file__).parent
PLACES = 1 << 17  # wordings share places by their checksum, so that no list of them is kept
LONGEST = 3  # words of a wording


@dataclass(frozen=True, slots=True)
class Wording:
    """A weight for each place; eval/fit_hunch.py fits "risk", eval/fit_cover.py fits "cover"."""

    weights: NDArray[np.float32]
    offset: float


@cache
def load_wording(name: str) -> Wording:
    """Return the fitted weights by their name: risk or cover."""
    with np.load(WORDINGS / f"wording-{name}.npz", allow_pickle=False) as data:
        weights = data["weights"].astype(np.float32) * data["step"]
        return Wording(weights, float(data["offset"]))


def weigh_wording(words: tuple[str, ...], name: str) -> float:
    """Return how much a message is worded like those that were looked for, about -5 to 5."""
    found = list(find_places(words))
    if not found:
        return 0.0
    wording = load_wording(name)
    return float(wording.weights[found].sum() / np.sqrt(len(found))) + wording.offset


def find_stretches(words: tuple[str, ...], name: str, length: int, most: int) -> list[int]:
    """Return where the stretches of so many words begin that weigh most, apart from each other."""
    weights = load_wording(name).weights
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    known = {text: weights[zlib.crc32(text.encode("utf-8")) % PLACES] for text in {*words, *pairs}}
    weighed = np.array([known[word] for word in words])
    weighed[:-1] += [known[pair] for pair in pairs]
    sums = np.convolve(weighed, np.ones(length), "valid")
    starts: list[int] = []
    while len(starts) < most and np.isfinite(sums).any():
        start = int(np.nanargmax(np.where(np.isfinite(sums), sums, np.nan)))
        starts.append(start)
        sums[max(0, start - length) : start + length] = -np.inf
    return starts


def find_places(words: tuple[str, ...]) -> frozenset[int]:
    """Return the places of a message's words, pairs and triples."""
    return frozenset(
        zlib.crc32(" ".join(words[start : start + length]).encode("utf-8")) % PLACES
        for length in range(1, LONGEST + 1)
        for start in range(len(words) - length + 1)
    )
