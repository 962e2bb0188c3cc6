"""A second opinion on whether a message discloses a risk, from how the embedder reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedder import Embedder, Vectors, read_layers

WEIGHTS = Path(__file__).parent / "hunch.npz"
# The last layer has learnt to overlook who speaks and in what mood. The middle ones still know:
# on dev, cross-validated, at 2 % false alarms they find .80 where it finds .70.
LAYERS = slice(2, 5)
FULL = ("centre", "axes", "values", "line", "kinds")  # read back in four bytes a number

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
    """A quadratic form of low rank over a reading, fitted by `python -m eval.fit_hunch`.

    centre (layers, dimension) is taken off a reading, which has reach = layers * dimension numbers.
    axes (reach, rank) with values (rank,); line (reach,); kinds (reach + 1, categories). It holds
    for one embedder.
    """

    centre: Array
    axes: Array
    values: Array
    line: Array
    offset: float
    kinds: Array
    categories: tuple[str, ...]
    embedder: str

    def weigh(self, places: Array) -> Array:
        """Return how much each reading of shape (readings, reach) leans, shape (readings,)."""
        squares = (places @ self.axes) ** 2 @ self.values
        return np.asarray(squares + places @ self.line + self.offset, dtype=np.float32)


@cache
def load_hunch() -> Hunch:
    """Return the fitted weights."""
    with np.load(WEIGHTS, allow_pickle=False) as data:
        numbers = {name: data[name].astype(np.float32) for name in FULL}
        return Hunch(
            **numbers,
            offset=float(data["offset"]),
            categories=tuple(str(category) for category in data["categories"]),
            embedder=str(data["embedder"]),
        )


def save_hunch(hunch: Hunch) -> None:
    """Write the fitted weights, the large ones in two bytes a number."""
    np.savez_compressed(
        WEIGHTS,
        centre=hunch.centre,
        axes=hunch.axes.astype(np.float16),
        values=hunch.values,
        line=hunch.line,
        offset=np.float32(hunch.offset),
        kinds=hunch.kinds.astype(np.float16),
        categories=np.array(hunch.categories),
        embedder=np.array(hunch.embedder),
    )


def place_reading(layers: Vectors, centre: Array) -> Array:
    """Return readings (texts, all layers, dimension) as (texts, reach), each of unit length."""
    apart = layers[:, LAYERS] - centre
    apart /= np.linalg.norm(apart, axis=2, keepdims=True)
    return np.asarray(apart.reshape(len(layers), -1) / len(centre) ** 0.5, dtype=np.float32)


def lean(message: str, embedder: Embedder | None) -> Leaning | None:
    """Return how a message leans, or None without the embedder that the weights are for."""
    hunch = load_hunch()
    if embedder is None or embedder.name != hunch.embedder:
        return None
    place = place_reading(read_layers(embedder, message)[None], hunch.centre)
    kinds = np.append(place[0], np.float32(1)) @ hunch.kinds
    odds = dict(zip(hunch.categories, map(float, kinds), strict=True))
    return Leaning(float(hunch.weigh(place)[0]), odds)
