"""Learns from the casebook which directions of the embedding do not matter, and damps them.

The asks of one card come from different sectors and moods on purpose, so what varies within a card
is what a search should overlook. Within-class covariance normalisation (Hatch, Kajarekar and
Stolcke 2006, from speaker recognition) turns that into one linear map. It is learnt from cards
alone, never from the dilemmas by which the search is judged.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vectorstore.embedder import Vectors
from vectorstore.windows import Window

SHRINKAGE = 0.4  # towards a sphere; with a few hundred cards the covariance is not sure of itself
FEWEST = 20  # cards below which nothing is learnt


@dataclass(frozen=True, slots=True)
class Whitening:
    """A map of vectors: (vector - mean) @ matrix, to unit length."""

    mean: Vectors
    matrix: Vectors

    def apply(self, vectors: Vectors) -> Vectors:
        """Return mapped unit vectors, shape as given: (count, dimension)."""
        moved = (vectors - self.mean) @ self.matrix
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(moved / np.maximum(lengths, 1e-12), dtype=np.float32)


def learn_whitening(windows: Sequence[Window], vectors: Vectors) -> Whitening:
    """Learn the map from the windows of cards; the identity where there are too few cards.

    vectors has shape (len(windows), dimension).
    """
    dimension = vectors.shape[1]
    rows: dict[str, list[int]] = defaultdict(list)
    for row, window in enumerate(windows):
        if window.field != "passage":
            for card in window.evidence_ids:
                rows[card].append(row)
    if len(rows) < FEWEST:
        return Whitening(np.zeros(dimension, np.float32), np.eye(dimension, dtype=np.float32))
    apart = np.concatenate([vectors[own] - vectors[own].mean(axis=0) for own in rows.values()])
    apart = apart.astype(np.float64)
    within = apart.T @ apart / (len(apart) - len(rows))
    sphere = np.trace(within) / dimension * np.eye(dimension)
    values, axes = np.linalg.eigh((1 - SHRINKAGE) * within + SHRINKAGE * sphere)
    matrix = axes @ np.diag(values**-0.5) @ axes.T
    return Whitening(vectors.mean(axis=0).astype(np.float32), matrix.astype(np.float32))
