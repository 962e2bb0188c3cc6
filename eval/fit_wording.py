"""Fits weights of wordings that tell some messages from others, by a logistic regression."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.wording import PLACES, WORDINGS, find_places
from coach.words import read_words

FREEDOM = 30.0  # of a wording's weight; 3 and 30 tried

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FittedWording:
    """A weight for each place, shape (PLACES,), and the offset."""

    weights: Array
    offset: float

    def weigh(self, grid: Any) -> Array:
        """Return how much each line of a grid is worded like those that were looked for."""
        return np.asarray(grid @ self.weights + self.offset, dtype=np.float64)


def lay_wordings(texts: Sequence[str]) -> Any:
    """Return a sparse grid of texts and the places of their wordings, each line of length one."""
    from scipy.sparse import csr_matrix

    found = [sorted(find_places(read_words(text))) for text in texts]
    rows = np.repeat(np.arange(len(found)), [len(places) for places in found])
    values = np.concatenate([np.full(len(p), 1 / np.sqrt(max(1, len(p)))) for p in found])
    return csr_matrix((values, (rows, np.concatenate(found))), shape=(len(found), PLACES))


def fit_wording(grid: Any, sought: NDArray[np.bool_]) -> FittedWording:
    """Return the weights that tell the sought lines of a grid from others, both counting alike."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=FREEDOM, class_weight="balanced", max_iter=500, solver="liblinear"
    ).fit(grid, sought)
    return FittedWording(model.coef_[0], float(model.intercept_[0]))


def save_wording(name: str, fitted: FittedWording) -> None:
    """Write fitted weights under the name that coach/wording.py reads; a byte each will do."""
    step = float(np.abs(fitted.weights).max()) / 127
    np.savez_compressed(
        WORDINGS / f"wording-{name}.npz",
        weights=np.round(fitted.weights / step).astype(np.int8),
        step=np.float32(step),
        offset=np.float32(fitted.offset),
    )
