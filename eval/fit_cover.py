"""Fits the decision whether a question is covered, on dev alone: `python -m eval.fit_cover`.

Two logistic regressions by Newton's method with a little shrinkage, both classes counting the same.
The first reads the embedding alone (coach/domain.npz), fitted on the casebook's asks and voices
against questions to decline; the second weighs that reading beside the strength of what was found.
What the second sees of the first comes from a fit without that question. The threshold is where, in
ten-fold cross-validation of both together, the two kinds of error are equal.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.cover import WEIGHTS, cover_features
from coach.domain import Domain, save_domain
from coach.settings import Settings
from coach.understand import Query, named_people
from eval.dilemma import FOLDER, load_answerable, load_dilemmas, load_unanswerable
from ingest.library import ensure_index
from vectorstore.embedder import Vectors, embed, load_embedder
from vectorstore.quiet import silence_telemetry
from vectorstore.search import look
from vectorstore.store import Store

SHRINKAGE = 1.0
FOLDS = 10
INNER = 5
DIRECTIONS = 64  # of the embedding, along which the domain is read
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
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def read_domain(home: Vectors, away: Vectors, embedder: str) -> Domain:
    """Return the reading that tells home vectors from those that are away."""
    both = np.vstack([home, away]).astype(np.float64)
    mean = both.mean(axis=0)
    axes = np.linalg.eigh((both - mean).T @ (both - mean))[1][:, ::-1].T
    places = (both - mean) @ axes[:DIRECTIONS].T
    spread = places.std(axis=0)
    covered = np.array([1.0] * len(home) + [0.0] * len(away))
    fitted = fit_logistic(places / spread, covered)
    weights = axes[:DIRECTIONS].T @ (fitted[:-1] / spread)
    return Domain(weights.astype(np.float32), float(fitted[-1] - mean @ weights), embedder)


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions with their cover features (questions, columns), vectors, and whether covered.

    domain is the number of the column that depends on other questions, told the casebook's vectors.
    """

    features: Array
    vectors: Vectors
    covered: Array
    domain: int
    told: Vectors

    def read(self, known: NDArray[np.intp], asked: NDArray[np.intp]) -> Array:
        """Return what a domain fitted on known questions says of asked ones, shape (asked,)."""
        home = np.vstack([self.told, self.vectors[known[self.covered[known] == 1]]])
        away = self.vectors[known[self.covered[known] == 0]]
        return np.asarray(read_domain(home, away, "").judge(self.vectors[asked]), dtype=np.float64)

    def unseen(self, known: NDArray[np.intp]) -> Array:
        """Return the features of known questions, the domain read without the question itself."""
        features = self.features[known].copy()
        for part in range(INNER):
            out = np.arange(part, len(known), INNER)
            rest = np.setdiff1d(np.arange(len(known)), out)
            features[out, self.domain] = self.read(known[rest], known[out])
        return features


def fit_cover(examples: Examples, known: NDArray[np.intp]) -> tuple[Array, float]:
    """Return slopes for raw features and the intercept."""
    raw = examples.unseen(known)
    mean, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    weights = fit_logistic((raw - mean) / spread, examples.covered[known])
    slopes = weights[:-1] / spread
    return slopes, float(weights[-1] - mean @ slopes)


def cross_validate(examples: Examples) -> Array:
    """Return each question's probability by fits that have not seen it."""
    order = np.random.default_rng(0).permutation(len(examples.covered))
    chances = np.zeros(len(order))
    for fold in range(FOLDS):
        out = order[fold::FOLDS]
        known = np.setdiff1d(order, out)
        slopes, intercept = fit_cover(examples, known)
        features = examples.features[out].copy()
        features[:, examples.domain] = examples.read(known, out)
        chances[out] = 1 / (1 + np.exp(-(features @ slopes + intercept)))
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
    dilemmas = [d.whole for d in load_dilemmas(FOLDER / "dilemmas.jsonl") if d.split == "dev"]
    short = [question.question for question in load_answerable()]
    no = [u.question for u in load_unanswerable() if u.split == "dev"]
    questions = [*dilemmas, *short, *no]
    features, names = features_of(questions, store)
    covered = np.array([1.0] * (len(dilemmas) + len(short)) + [0.0] * len(no))
    rows = [row for row, window in enumerate(store.rows) if window.field == "ask"]
    vectors = np.vstack([embed(embedder, [question]) for question in questions])
    told = store.vectors[rows]
    examples = Examples(features, vectors, covered, names.index("domain"), told)
    chances = cross_validate(examples)
    threshold = balance(chances, covered)
    slopes, intercept = fit_cover(examples, np.arange(len(covered)))
    record = {
        "weights": {name: round(float(w), 4) for name, w in zip(names, slopes, strict=True)},
        "intercept": round(intercept, 4),
        "threshold": round(threshold, 3),
    }
    WEIGHTS.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    home = np.vstack([told, vectors[covered == 1]])
    save_domain(read_domain(home, vectors[covered == 0], embedder.name))
    answered = np.mean(chances[covered == 0] >= threshold)
    declined = np.mean(chances[covered == 1] < threshold)
    print(f"dev, cross-validated: answered wrongly {answered:.3f}, declined wrongly {declined:.3f}")


if __name__ == "__main__":
    silence_telemetry()
    main()
