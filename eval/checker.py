"""Measures the checker on outside data that people judged: BEGIN-WoW and MTRAG.

Always leave one out: the weights used on a dataset were fitted on the other one.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.verify.check import Reading, read_claim, weigh
from coach.verify.evidence import Evidence
from coach.verify.features import Features, weighted_mean
from coach.verify.prepared import prepare
from coach.verify.weights import Weights, load_weights
from vectorstore.sentences import split_sentences

FAITHFUL = 3.5  # the mean human rating, of 4, from which an MTRAG answer counts as faithful
RIDGE = 0.01
TARGETS = {"begin_wow": (0.95, None), "mtrag": (0.86, 0.66)}  # AUROC, Spearman
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with its evidence; rating is people's mean judgement, supported its yes or no."""

    claim: str
    evidence: tuple[Evidence, ...]
    rating: float
    supported: bool


@dataclass(frozen=True, slots=True)
class Grounding:
    """How well the checker's scores agree with people on one dataset; spearman may be None."""

    dataset: str
    claims: int
    auroc: float
    spearman: float | None
    accepted: float  # share of supported claims judged supported, with the weights as shipped
    wrongly_accepted: float  # share of unsupported claims judged supported
    sentences: int
    milliseconds: float  # of computing, mean per claim, evidence read for the first time
    milliseconds_p95: float
    weights: Weights

    @property
    def milliseconds_per_sentence(self) -> float:
        """What one sentence takes; a claim of MTRAG is an answer of several."""
        return self.milliseconds * self.claims / self.sentences

    @property
    def reached(self) -> bool:
        """Whether the targets of the dataset are met."""
        auroc, spearman = TARGETS[self.dataset]
        return self.auroc >= auroc and (spearman is None or (self.spearman or 0) >= spearman)


@dataclass(frozen=True, slots=True)
class Timed:
    """Claims as the checker reads them, and the milliseconds of computing that each took."""

    readings: tuple[Reading, ...]
    milliseconds: tuple[float, ...]


def load_judged(folder: Path, dataset: str) -> tuple[Judged, ...]:
    """Return the judged claims of "begin_wow" or "mtrag" from the bench's grounding folder."""
    lines = (folder / f"{dataset}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(read_judged(json.loads(line)) for line in lines)


def read_judged(line: dict[str, Any]) -> Judged:
    """Return one judged claim from a line of either dataset."""
    evidence = tuple(Evidence(text) for text in line["evidence"])
    if "supported" in line:
        return Judged(line["claim"], evidence, float(line["supported"]), line["supported"])
    rating = float(line["faithfulness"])
    return Judged(line["claim"], evidence, rating, rating >= FAITHFUL)


def measure_grounding(folder: Path) -> tuple[Grounding, ...]:
    """Return how the checker does on each dataset with weights fitted on the other."""
    judged = {name: load_judged(folder, name) for name in TARGETS}
    read = {name: read_all(claims) for name, claims in judged.items()}
    return tuple(
        compare(name, judged[name], read[name], fit(judged[other], read[other].readings, other))
        for name, other in (("begin_wow", "mtrag"), ("mtrag", "begin_wow"))
    )


def read_all(judged: Sequence[Judged]) -> Timed:
    """Return judged claims as the checker reads them, and the time each took."""
    prepare.cache_clear()
    readings, spent = [], []
    for one in judged:
        start = time.process_time()
        readings.append(read_claim(one.claim, one.evidence))
        spent.append(1000 * (time.process_time() - start))
    return Timed(tuple(readings), tuple(spent))


def compare(name: str, judged: Sequence[Judged], read: Timed, weights: Weights) -> Grounding:
    """Return how well scores by the weights given, and verdicts as shipped, agree with people."""
    scores = [weigh(reading, weights).score for reading in read.readings]
    shipped = [weigh(reading, load_weights()).verdict for reading in read.readings]
    passed = np.array([verdict in ("supported", "verified") for verdict in shipped])
    good = np.array([one.supported for one in judged])
    ratings = [one.rating for one in judged]
    return Grounding(
        name,
        len(scores),
        auroc(scores, good),
        spearman(scores, ratings) if len(set(ratings)) > 2 else None,
        float(passed[good].mean()),
        float(passed[~good].mean()),
        sum(len(split_sentences(one.claim)) for one in judged),
        float(np.mean(read.milliseconds)),
        float(np.percentile(read.milliseconds, 95)),
        weights,
    )


def fit(judged: Sequence[Judged], readings: Sequence[Reading], name: str) -> Weights:
    """Return weights fitted on judged claims, none of them negative."""
    rows = np.array([astuple(features_of(reading)) for reading in readings])
    return fit_rows(rows, np.array([one.supported for one in judged]), name)


def fit_rows(rows: Array, supported: NDArray[np.bool_], name: str) -> Weights:
    """Return the sign-constrained logistic over rows of features, by projected gradient."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.column_stack([np.ones(len(rows)), (rows - mean) / spread])
    wanted = supported.astype(np.float64)
    ridge = np.array([0.0] + [2 * RIDGE] * rows.shape[1])
    step = 1.0 / (0.25 * np.linalg.norm(scaled, 2) ** 2 / len(rows) + 2 * RIDGE)
    found = np.zeros(scaled.shape[1])
    for _ in range(5_000):
        expected = 1 / (1 + np.exp(-np.clip(scaled @ found, -60, 60)))
        found = found - step * (scaled.T @ (expected - wanted) / len(rows) + ridge * found)
        found[1:] = np.maximum(found[1:], 0)
    slopes = found[1:] / spread
    intercept = float(found[0] - slopes @ mean)
    best, whole, grams, order = (round(float(slope), 4) for slope in slopes)
    return replace(
        load_weights(),
        fitted_on=name,
        intercept=round(intercept, 4),
        best=best,
        whole=whole,
        grams=grams,
        order=order,
    )


def features_of(reading: Reading) -> Features:
    """Return the features of a claim as the score weighs them."""
    measured = [part.measured for part in reading.parts]
    return weighted_mean(measured) if measured else Features(0.0, 0.0, 0.0, 0.0)


def auroc(scores: Sequence[float], positive: NDArray[np.bool_]) -> float:
    """Return the share of pairs, one positive and one not, that the scores put in order."""
    ordered = ranks(scores)
    count = int(positive.sum())
    total = ordered[positive].sum() - count * (count + 1) / 2
    return float(total / (count * (len(ordered) - count)))


def spearman(scores: Sequence[float], ratings: Sequence[float]) -> float:
    """Return the rank correlation."""
    return float(np.corrcoef(ranks(scores), ranks(ratings))[0, 1])


def ranks(values: Sequence[float]) -> Array:
    """Return ranks from 1, ties sharing their mean."""
    _, inverse, counts = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: Array = (last - (counts - 1) / 2)[inverse]
    return shared
