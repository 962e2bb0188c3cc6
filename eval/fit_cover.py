"""Fits the decision whether a question is covered, on dev alone: `python -m eval.fit_cover`.

A logistic regression by Newton's method with a little shrinkage, both classes counting the same;
the threshold is where, in ten-fold cross-validation, the two kinds of error are equal.
"""

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coach.cover import WEIGHTS, cover_features
from coach.settings import Settings
from coach.understand import Query, named_people
from eval.dilemma import FOLDER, load_dilemmas, load_unanswerable
from ingest.library import ensure_index
from vectorstore.embedder import load_embedder
from vectorstore.quiet import silence_telemetry
from vectorstore.search import look
from vectorstore.store import Store

SHRINKAGE = 1.0
FOLDS = 10
Array = NDArray[np.float64]


def fit_logistic(features: Array, covered: Array) -> Array:
    """Return weights for standardised features, shape (columns + 1,), the intercept last."""
    rows = np.hstack([features, np.ones((len(features), 1))])
    share = covered.mean()
    each = np.where(covered > 0, 0.5 / share, 0.5 / (1 - share))
    penalty = SHRINKAGE * np.eye(rows.shape[1])
    penalty[-1, -1] = 0
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (each * (chance - covered)) + penalty @ weights
        curve = (rows * (each * chance * (1 - chance))[:, None]).T @ rows + penalty
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def predict(weights: Array, features: Array) -> Array:
    """Return probabilities, shape (rows,)."""
    scores = features @ weights[:-1] + weights[-1]
    return np.asarray(1 / (1 + np.exp(-scores)))


def cross_validate(features: Array, covered: Array) -> Array:
    """Return each row's probability by a fit that has not seen it."""
    order = np.random.default_rng(0).permutation(len(covered))
    chances = np.zeros(len(covered))
    for fold in range(FOLDS):
        out = order[fold::FOLDS]
        rest = np.setdiff1d(order, out)
        chances[out] = predict(fit_logistic(features[rest], covered[rest]), features[out])
    return chances


def balance(chances: Array, covered: Array) -> float:
    """Return the threshold at which the worse of the two error rates is least."""
    steps = np.linspace(0.05, 0.95, 181)
    worst = [
        max(np.mean(chances[covered == 0] >= t), np.mean(chances[covered == 1] < t)) for t in steps
    ]
    return float(steps[int(np.argmin(worst))])


def features_of(questions: Sequence[str], store: Store) -> tuple[Array, list[str]]:
    """Return the cover features of questions, shape (questions, columns), and their names."""
    rows = []
    for question in questions:
        people = named_people(question, store)
        query = Query(question, "", people, "dilemma", question)
        rows.append(cover_features(query, look(store, question, 10, people)))
    names = list(rows[0])
    return np.array([[row[name] for name in names] for row in rows]), names


def main() -> None:
    """Fit on the dev questions over the report in COACH_LIBRARY and write cover.json."""
    settings = Settings.from_env()
    embedder = load_embedder(settings.embedder)
    build = ensure_index(settings.home, settings.library, settings.embedder, lambda: embedder)
    store = Store(build, embedder)
    yes = [d.whole for d in load_dilemmas(FOLDER / "dilemmas.jsonl") if d.split == "dev"]
    no = [u.question for u in load_unanswerable() if u.split == "dev"]
    raw, names = features_of([*yes, *no], store)
    covered = np.array([1.0] * len(yes) + [0.0] * len(no))
    mean, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    features = (raw - mean) / spread
    chances = cross_validate(features, covered)
    threshold = balance(chances, covered)
    weights = fit_logistic(features, covered)
    slopes = weights[:-1] / spread
    record = {
        "weights": {name: round(float(w), 4) for name, w in zip(names, slopes, strict=True)},
        "intercept": round(float(weights[-1] - mean @ slopes), 4),
        "threshold": round(threshold, 3),
    }
    WEIGHTS.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    answered = np.mean(chances[covered == 0] >= threshold)
    declined = np.mean(chances[covered == 1] < threshold)
    print(f"dev, cross-validated: answered wrongly {answered:.3f}, declined wrongly {declined:.3f}")


if __name__ == "__main__":
    silence_telemetry()
    main()
