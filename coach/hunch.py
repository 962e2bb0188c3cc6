"""A second opinion on whether a message discloses a risk, from its embedding."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedder import Embedder, embed, tuned_name

WEIGHTS = Path(__file__).parent / "hunch.npz"

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Leaning:
    """How much a message seems to disclose a risk, about -1 to 1, and of which category.

    categories holds the log-odds of each.
    """

    weight: float
    categories: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Hunch:
    """A quadratic form over an embedding, fitted by `python -m eval.fit_hunch`.

    squares (embedding, embedding); line (embedding,); kinds (embedding + 1, categories).
    """

    squares: Array
    line: Array
    offset: float
    kinds: Array
    categories: tuple[str, ...]


@cache
def load_hunch() -> Hunch:
    """Return the fitted weights; they hold for the tuned packaged embedder only."""
    with np.load(WEIGHTS, allow_pickle=False) as data:
        return Hunch(
            data["squares"].astype(np.float32),
            data["line"].astype(np.float32),
            float(data["offset"]),
            data["kinds"].astype(np.float32),
            tuple(str(category) for category in data["categories"]),
        )


def lean(message: str, embedder: Embedder | None) -> Leaning | None:
    """Return how a message leans, or None without the embedder that the weights are for."""
    if embedder is None or embedder.name != tuned_name():
        return None
    hunch = load_hunch()
    place = embed(embedder, [message])[0]
    weight = float(place @ hunch.squares @ place + hunch.line @ place + hunch.offset)
    kinds = np.append(place, np.float32(1)) @ hunch.kinds
    return Leaning(weight, dict(zip(hunch.categories, map(float, kinds), strict=True)))
