"""Fits the second opinion on risk, on dev and the casebook's asks: `python -m eval.fit_hunch`.

A ridge regression with the kernel ((1 + cosine) / 2) squared over 64 principal directions, both
classes counting the same, written out as a quadratic form.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coach.hunch import WEIGHTS
from eval.safety import Message, load_messages
from ingest.cards import load_casebook
from vectorstore.embedder import embed, load_embedder
from vectorstore.quiet import silence_telemetry

DIRECTIONS = 64  # 64, 128 and 384 tried; 64 is as good as 384
RIDGE = 0.1  # 0.1, 0.3 and 1 tried
ASKS = 1000  # of the casebook, as dilemmas that disclose nothing

Array = NDArray[np.float64]


def fit() -> None:
    """Write coach/hunch.npz."""
    disclosures = [m for m in load_messages("disclosures") if m.split == "dev"]
    figures = [m.message for m in load_messages("figures") if m.split == "dev"]
    texts = [m.message for m in disclosures] + figures + ordinary_asks()
    vectors = embed(load_embedder(), texts).astype(np.float64)
    at_risk = np.arange(len(texts)) < len(disclosures)
    directions = np.linalg.svd(vectors, full_matrices=False)[2][:DIRECTIONS].T
    places = vectors @ directions
    pulls = solve_ridge(((1 + places @ places.T) / 2) ** 2, at_risk)
    categories = sorted({m.categories[0] for m in disclosures})
    np.savez_compressed(
        WEIGHTS,
        directions=directions.astype(np.float16),
        squares=((places.T * pulls) @ places / 4).astype(np.float32),
        line=(pulls @ places / 2).astype(np.float32),
        offset=np.float32(pulls.sum() / 4),
        kinds=fit_kinds(places[at_risk], disclosures, categories).astype(np.float32),
        categories=np.array(categories),
    )


def ordinary_asks() -> list[str]:
    """Return asks of the casebook, evenly taken; those of speaking up are left out."""
    cards = [c.experience for c in load_casebook() if "speaking-up" not in c.experience.themes]
    asks = [ask for card in cards for ask in card.asks]
    return asks[:: max(1, len(asks) // ASKS)]


def solve_ridge(kernel: Array, at_risk: NDArray[np.bool_]) -> Array:
    """Return the pull of each text towards 1 (at risk) or -1."""
    share = np.where(at_risk, at_risk.mean(), 1 - at_risk.mean())
    wanted = np.where(at_risk, 1.0, -1.0)
    return np.linalg.solve(kernel + RIDGE * np.diag(2 * share), wanted)


def fit_kinds(places: Array, messages: Sequence[Message], categories: Sequence[str]) -> Array:
    """Return linear weights by which the categories of disclosures are told apart."""
    rows = np.hstack([places, np.ones((len(places), 1))])
    wanted = np.array([[category in m.categories for category in categories] for m in messages])
    square = rows.T @ rows + np.eye(rows.shape[1])
    return np.linalg.solve(square, rows.T @ wanted.astype(np.float64))


if __name__ == "__main__":
    silence_telemetry()
    fit()
