"""Fits the opinions on risk, on dev and on ordinary dilemmas: `python -m eval.fit_hunch`.

Fitted again whenever the embedder or the sets change. How the embedder reads a message is judged by
a ridge regression with the kernel ((1 + cosine) / 2) squared, written out as a quadratic form;
wordings by a logistic regression. In both, the two classes count the same.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.hunch import LAYERS, Hunch, place_reading, save_hunch
from eval.dilemma import load_dilemmas
from eval.fit_wording import fit_wording, lay_wordings, save_wording
from eval.safety import FOLDER, Message, load_messages
from ingest.cards import load_casebook
from vectorstore.embedder import Vectors, load_embedder
from vectorstore.quiet import silence_telemetry

RIDGE = 0.1  # 0.1, 0.3 and 1 tried
RANK = 96  # of the quadratic form; 64 and 128 do as well
DILEMMAS = FOLDER.parent / "dilemmas" / "dilemmas.jsonl"
ASKS = 1000  # of the casebook, as dilemmas that disclose nothing

Array = NDArray[np.float64]
Truth = NDArray[np.bool_]


def fit() -> None:
    """Write coach/hunch.npz and coach/wording-risk.npz."""
    disclosures = [m for m in load_messages("disclosures") if m.split == "dev"]
    others = [m.message for m in load_messages("figures") if m.split == "dev"]
    others += [m.message for m in load_messages("manipulation") if m.split == "dev"]
    others += ordinary_dilemmas()
    told = [*(m.message for m in disclosures), *others]
    sought = np.arange(len(told)) < len(disclosures)
    save_wording("risk", fit_wording(lay_wordings(told), sought))
    fit_hunch(disclosures, others)


def ordinary_dilemmas() -> list[str]:
    """Return dilemmas to learn from and asks of the casebook, evenly taken; none of speaking up."""
    given = [*load_dilemmas(DILEMMAS), *load_dilemmas(DILEMMAS.with_name("train.jsonl"))]
    dilemmas = [turn for d in given if d.split in ("dev", "train") for turn in d.turns]
    cards = [c.experience for c in load_casebook() if "speaking-up" not in c.experience.themes]
    asks = [ask for card in cards for ask in card.asks]
    return dilemmas + asks[:: max(1, len(asks) // ASKS)]


def fit_hunch(sought: Sequence[Message], others: Sequence[str]) -> None:
    """Write the weights that tell the sought messages from others by how they are read."""
    embedder = load_embedder()
    model: Any = embedder.model
    layers = model.read([*(m.message for m in sought), *others])
    truth = np.arange(len(layers)) < len(sought)
    save_hunch(learn_hunch(layers, truth, [m.categories[0] for m in sought], embedder.name))


def learn_hunch(layers: Vectors, truth: Truth, categories: Sequence[str], name: str) -> Hunch:
    """Return the weights for readings (texts, layers, dimension), the sought ones first."""
    centre = layers[:, LAYERS].mean(axis=0)
    places = place_reading(layers, centre).astype(np.float64)
    pulls = solve_ridge(((1 + places @ places.T) / 2) ** 2, truth)
    values, axes = np.linalg.eigh((places.T * pulls) @ places / 4)
    kept = np.argsort(-np.abs(values))[:RANK]
    kinds = fit_kinds(places[truth], categories)
    return Hunch(
        centre,
        axes[:, kept].astype(np.float32),
        values[kept].astype(np.float32),
        (pulls @ places / 2).astype(np.float32),
        float(pulls.sum() / 4),
        kinds.astype(np.float32),
        tuple(sorted(set(categories))),
        name,
    )


def solve_ridge(kernel: Array, sought: Truth) -> Array:
    """Return the pull of each text towards 1 (sought) or -1."""
    share = np.where(sought, sought.mean(), 1 - sought.mean())
    wanted = np.where(sought, 1.0, -1.0)
    pulls = np.linalg.solve(kernel + RIDGE * np.diag(2 * share), wanted)
    return np.asarray(pulls, dtype=np.float64)


def fit_kinds(places: Array, categories: Sequence[str]) -> Array:
    """Return weights that tell categories apart, with a last row of offsets."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10, class_weight="balanced", max_iter=500)
    model.fit(places, categories)
    return np.vstack([model.coef_.T, model.intercept_])


if __name__ == "__main__":
    silence_telemetry()
    fit()
