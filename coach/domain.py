"""Says from an embedding alone whether a question is of the kind the interviews are about."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedder import Vectors

WEIGHTS = Path(__file__).parent / "domain.npz"


@dataclass(frozen=True, slots=True)
class Domain:
    """A linear reading of an embedding: vector @ weights + offset, higher is more at home here.

    Fitted by `python -m eval.fit_cover` on the casebook's asks and voices against questions that
    have to be declined; it holds for one embedder.
    """

    weights: NDArray[np.float32]
    offset: float
    embedder: str

    def judge(self, vectors: Vectors) -> NDArray[np.float32]:
        """Return how much at home each vector is, shape (vectors,)."""
        return np.asarray(vectors @ self.weights + self.offset, dtype=np.float32)


@cache
def load_domain() -> Domain:
    """Return the fitted reading."""
    with np.load(WEIGHTS, allow_pickle=False) as data:
        weights = data["weights"].astype(np.float32)
        return Domain(weights, float(data["offset"]), str(data["embedder"]))


def save_domain(domain: Domain) -> None:
    """Write the fitted reading."""
    np.savez_compressed(
        WEIGHTS,
        weights=domain.weights,
        offset=np.array(domain.offset),
        embedder=np.array(domain.embedder),
    )


def judge_domain(vector: Vectors, embedder: str) -> float:
    """Return how much at home a question is; 0 for an embedder that was not fitted."""
    domain = load_domain()
    return float(domain.judge(vector[None])[0]) if embedder == domain.embedder else 0.0
