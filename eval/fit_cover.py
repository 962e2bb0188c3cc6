"""Fits the decision whether a question is covered, on dev alone: `python -m eval.fit_cover`.

Three logistic regressions. Two read a question itself, its embedding (coach/domain.npz) and its
wording (coach/wording-cover.npz; that of the question at its end by itself as well), fitted on the
casebook's asks and voices against questions to decline. The third weighs those readings beside the
strength of what was found; what it sees of them comes from fits without that question. Covered
questions are the dilemmas, short questions, and asks of the casebook, each looked for without
itself. The threshold is where, cross-validated with everything fitted anew, the two kinds of error
cost the same. About three minutes.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.cover import WEIGHTS, cover_features, last_question
from coach.domain import Domain, save_domain
from coach.settings import Settings
from coach.understand import Query, named_people
from eval.dilemma import FOLDER, load_answerable, load_dilemmas, load_unanswerable
from eval.fit_wording import fit_wording, lay_wordings, save_wording
from eval.held_out import find_without
from ingest.library import ensure_index
from vectorstore.embedder import Vectors, embed, load_embedder
from vectorstore.quiet import silence_telemetry
from vectorstore.search import Findings, look
from vectorstore.store import Store

SHRINKAGE = 1.0
FOLDS = 8
INNER = 4
DIRECTIONS = 64  # of the embedding, along which the domain is read
ASKS = 1200  # of the casebook, as covered questions
# What each kind of question counts, whatever its number; near misses are two fifths of those to
# decline, for more of them were written than anybody will ask.
SHARES = {"dilemma": 0.2, "short": 0.1, "ask": 0.2, "near miss": 0.2, "no": 0.3}
# What declining a covered question costs beside answering one that is not: somebody is sent away.
WORSE = 2.0
DECLINED = ("near miss", "no")
NEAR_MISSES = ("near-vocab", "near-person", "brief", "rambling")
READINGS = ("domain", "wording", "question")
Array = NDArray[np.float64]
Places = NDArray[np.intp]


def fit_logistic(features: Array, covered: Array, each: Array) -> Array:
    """Return weights for standardised features, shape (columns + 1,), the intercept last.

    each is what every line counts; the mean is 1.
    """
    rows = np.hstack([features, np.ones((len(features), 1))])
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
    """Return the reading that tells home vectors from those that are away, both counting alike."""
    both = np.vstack([home, away]).astype(np.float64)
    mean = both.mean(axis=0)
    axes = np.linalg.eigh((both - mean).T @ (both - mean))[1][:, ::-1].T
    places = (both - mean) @ axes[:DIRECTIONS].T
    spread = places.std(axis=0)
    covered = np.array([1.0] * len(home) + [0.0] * len(away))
    share = covered.mean()
    each = np.where(covered > 0, 0.5 / share, 0.5 / (1 - share))
    fitted = fit_logistic(places / spread, covered, each)
    weights = axes[:DIRECTIONS].T @ (fitted[:-1] / spread)
    return Domain(weights.astype(np.float32), float(fitted[-1] - mean @ weights), embedder)


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions with their kinds, cover features (questions, columns), vectors and wordings.

    questions are the wordings of the question at the end of each.
    readings are the columns that depend on other questions; told_vectors and told_wordings are
    texts of the casebook that are not among the questions.
    """

    kinds: NDArray[np.str_]
    features: Array
    vectors: Vectors
    wordings: Any
    questions: Any
    readings: tuple[int, ...]
    told_vectors: Vectors
    told_wordings: Any

    def covered(self, places: Places) -> Array:
        """Return 1 for questions at some places that are covered, else 0."""
        return np.asarray(~np.isin(self.kinds[places], DECLINED), dtype=np.float64)

    def counts(self, places: Places) -> Array:
        """Return what each question at some places counts, the mean being 1."""
        kinds = self.kinds[places]
        each = np.zeros(len(kinds))
        for kind, share in SHARES.items():
            here = kinds == kind
            each[here] = share * len(kinds) / max(1, here.sum())
        return each

    def read(self, known: Places, asked: Places) -> Array:
        """Return what readings fitted on known questions say of asked ones, shape (asked, 3)."""
        yes = self.covered(known) > 0
        home = np.vstack([self.told_vectors, self.vectors[known[yes]]])
        domain = read_domain(home, self.vectors[known[~yes]], "").judge(self.vectors[asked])
        wording = fit_wording(*self.worded(known))
        said = (wording.weigh(self.wordings[asked]), wording.weigh(self.questions[asked]))
        return np.stack([domain, *said], axis=1).astype(np.float64)

    def worded(self, known: Places) -> tuple[Any, NDArray[np.bool_]]:
        """Return the wordings of the casebook and of known questions, and which are covered."""
        from scipy.sparse import vstack

        grid = vstack([self.told_wordings, self.wordings[known]])
        told = np.ones(self.told_wordings.shape[0], dtype=bool)
        return grid, np.concatenate([told, self.covered(known) > 0])

    def unseen(self, known: Places) -> Array:
        """Return the features of known questions, each read without the question itself."""
        features = self.features[known].copy()
        for part in range(INNER):
            out = np.arange(part, len(known), INNER)
            rest = np.setdiff1d(np.arange(len(known)), out)
            features[np.ix_(out, np.array(self.readings))] = self.read(known[rest], known[out])
        return features


def fit_cover(examples: Examples, known: Places) -> tuple[Array, float]:
    """Return slopes for raw features and the intercept."""
    raw = examples.unseen(known)
    mean, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    weights = fit_logistic((raw - mean) / spread, examples.covered(known), examples.counts(known))
    slopes = weights[:-1] / spread
    return slopes, float(weights[-1] - mean @ slopes)


def cross_validate(examples: Examples) -> Array:
    """Return each question's probability by fits that have not seen it."""
    order = np.random.default_rng(0).permutation(len(examples.kinds))
    chances = np.zeros(len(order))
    for fold in range(FOLDS):
        out = order[fold::FOLDS]
        known = np.setdiff1d(order, out)
        slopes, intercept = fit_cover(examples, known)
        features = examples.features[out].copy()
        features[:, np.array(examples.readings)] = examples.read(known, out)
        chances[out] = 1 / (1 + np.exp(-(features @ slopes + intercept)))
    return chances


def balance(chances: Array, examples: Examples) -> float:
    """Return the threshold at which the worse of the two kinds of error costs least."""
    everywhere = np.arange(len(chances))
    covered = examples.covered(everywhere)
    counts = examples.counts(everywhere)
    steps = np.linspace(0.05, 0.95, 181)
    worst = [
        max(
            np.average(chances[covered == 0] >= t, weights=counts[covered == 0]),
            WORSE * np.average(chances[covered == 1] < t, weights=counts[covered == 1]),
        )
        for t in steps
    ]
    return float(steps[int(np.argmin(worst))])


def make_examples(store: Store) -> tuple[Examples, list[str]]:
    """Return the dev questions and asks of the casebook as examples, and the columns' names."""
    given = load_dilemmas(FOLDER / "dilemmas.jsonl")
    dilemmas = [d.whole for d in given if d.split == "dev"]
    short = [question.question for question in load_answerable() if question.split == "dev"]
    no = [u for u in load_unanswerable() if u.split == "dev"]
    asked = [*dilemmas, *short, *(u.question for u in no)]
    asks = [row for row, window in enumerate(store.rows) if window.field == "ask"]
    picked = sorted(np.random.default_rng(0).choice(asks, min(ASKS, len(asks)), replace=False))
    told = sorted(set(asks) - set(picked))
    rows = []
    for question in asked:
        people = named_people(question, store)
        query = Query(question, "", people, "dilemma", question)
        rows.append(cover_features(query, look(store, question, 10, people)))
    for row in picked:
        text = store.rows[row].text
        rows.append(read_found(text, find_without(store, row, 10)))
    names = list(rows[0])
    kinds = ["dilemma"] * len(dilemmas) + ["short"] * len(short)
    kinds += ["near miss" if u.kind in NEAR_MISSES else "no" for u in no]
    vectors = np.vstack([embed(store.embedder, [question]) for question in asked])
    texts = [*asked, *(store.rows[row].text for row in picked)]
    examples = Examples(
        np.array(kinds + ["ask"] * len(picked)),
        np.array([[row[name] for name in names] for row in rows]),
        np.vstack([vectors, store.vectors[picked]]),
        lay_wordings(texts),
        lay_wordings([last_question(text) for text in texts]),
        tuple(names.index(name) for name in READINGS),
        store.vectors[told],
        lay_wordings([store.rows[row].text for row in told]),
    )
    return examples, names


def read_found(question: str, findings: Findings) -> dict[str, float]:
    """Return the cover features of an ask of the casebook."""
    return cover_features(Query(question, "", (), "dilemma", question), findings)


def report(chances: Array, threshold: float, kinds: Sequence[str]) -> str:
    """Return the errors at a threshold in one line."""
    told = np.array(kinds)
    shares = [
        f"{kind} {np.mean((chances[told == kind] >= threshold) == (kind in DECLINED)):.3f}"
        for kind in SHARES
    ]
    return f"dev, cross-validated, judged wrongly at {threshold:.3f}: {', '.join(shares)}"


def main() -> None:
    """Fit on the dev questions over the report in COACH_LIBRARY and write what was fitted."""
    settings = Settings.from_env()
    embedder = load_embedder(settings.embedder)
    build = ensure_index(settings.home, settings.library, settings.embedder, lambda: embedder)
    examples, names = make_examples(Store(build, embedder))
    chances = cross_validate(examples)
    threshold = balance(chances, examples)
    everywhere = np.arange(len(examples.kinds))
    slopes, intercept = fit_cover(examples, everywhere)
    record = {
        "weights": {name: round(float(w), 4) for name, w in zip(names, slopes, strict=True)},
        "intercept": round(intercept, 4),
        "threshold": round(threshold, 3),
    }
    WEIGHTS.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    yes = examples.covered(everywhere) > 0
    home = np.vstack([examples.told_vectors, examples.vectors[yes]])
    save_domain(read_domain(home, examples.vectors[~yes], embedder.name))
    save_wording("cover", fit_wording(*examples.worded(everywhere)))
    print(report(chances, threshold, list(examples.kinds)))


if __name__ == "__main__":
    silence_telemetry()
    main()
