"""Intervals, paired tests, and what size of regression a set can detect."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from eval.outcome import Interval

B = 2000  # resamples
SEED = 20260101
Z = 1.959964  # two-sided 95 %
Array = NDArray[np.float64]


def wilson(successes: int, trials: int) -> Interval:
    """Return Wilson's score interval of a share (Wilson 1927); trials must be above 0."""
    share = successes / trials
    spread = Z * math.sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials))
    scale = 1 + Z * Z / trials
    middle = share + Z * Z / (2 * trials)
    low = 0.0 if not successes else (middle - spread) / scale
    high = 1.0 if successes == trials else (middle + spread) / scale
    return Interval(max(0.0, low), min(1.0, high), "Wilson")


def rule_of_three(trials: int) -> float:
    """Return the 95 % upper bound of a rate of which none was seen (exact, about 3 / trials)."""
    return float(1.0 - 0.05 ** (1 / trials))


def clustered_sums(
    values: Sequence[float], weights: Sequence[float], clusters: Sequence[str]
) -> tuple[Array, Array]:
    """Return per cluster the weighted sum of values and the sum of weights."""
    places = {name: n for n, name in enumerate(dict.fromkeys(clusters))}
    rows = np.array([places[name] for name in clusters])
    weight = np.asarray(weights, dtype=np.float64)
    sums = np.bincount(rows, np.asarray(values, dtype=np.float64) * weight, len(places))
    return sums.astype(np.float64), np.bincount(rows, weight, len(places)).astype(np.float64)


def resample(sums: Array, counts: Array, seed: int = SEED) -> Array:
    """Return B bootstrap means, drawing whole clusters with replacement; shape (B,)."""
    rng = np.random.default_rng(seed)
    size = len(sums)
    drawn = rng.multinomial(size, np.full(size, 1 / size), B)
    weight = drawn @ counts
    means: Array = np.divide(drawn @ sums, weight, out=np.zeros(B), where=weight > 0)
    return means


def bootstrap(
    values: Sequence[float],
    clusters: Sequence[str],
    weights: Sequence[float] | None = None,
    seed: int = SEED,
) -> Interval:
    """Return the percentile interval of a mean, clusters resampled whole."""
    sums, counts = clustered_sums(values, weights or [1.0] * len(values), clusters)
    means = resample(sums, counts, seed)
    low, high = np.quantile(means, [0.025, 0.975])
    return Interval(float(low), float(high), f"bootstrap by cluster, B = {B}")


def interval(
    values: Sequence[float], clusters: Sequence[str], weights: Sequence[float] | None = None
) -> Interval | None:
    """Return Wilson's interval for independent yes-or-no values, else the clustered bootstrap."""
    if not values:
        return None
    weights = list(weights or [1.0] * len(values))
    alone = len(set(clusters)) == len(clusters)
    if alone and set(values) <= {0.0, 1.0} and set(weights) == {1.0}:
        return wilson(int(sum(values)), len(values))
    wholes = [value * weight for value, weight in zip(values, weights, strict=True)]
    if set(values) in ({0.0}, {1.0}) and sum(weights) >= 1:
        # Resampling what never varies says nothing; clusters, not items, are independent.
        count = len(set(clusters))
        return wilson(count if sum(wholes) else 0, count)
    return bootstrap(values, clusters, weights)


def mcnemar(lost: int, gained: int) -> float:
    """Return the exact two-sided p of a change in paired yes-or-no values (McNemar 1947)."""
    total = lost + gained
    if not total:
        return 1.0
    tail = sum(math.comb(total, n) for n in range(min(lost, gained) + 1)) / 2**total
    return float(min(1.0, 2 * tail))


def paired_bootstrap(
    differences: Sequence[float], clusters: Sequence[str], seed: int = SEED
) -> float:
    """Return the two-sided p that a mean paired difference is none, clusters resampled whole."""
    sums, counts = clustered_sums(differences, [1.0] * len(differences), clusters)
    if not np.any(sums):
        return 1.0
    observed = abs(sums.sum() / counts.sum())
    means = resample(sums - counts * sums.sum() / counts.sum(), counts, seed)
    return float((1 + np.sum(np.abs(means) >= observed - 1e-12)) / (B + 1))


def holm(chances: Mapping[str, float]) -> dict[str, float]:
    """Return p-values adjusted for a family of tests (Holm 1979), by name."""
    adjusted: dict[str, float] = {}
    worst = 0.0
    for rank, name in enumerate(sorted(chances, key=lambda name: (chances[name], name))):
        worst = max(worst, min(1.0, chances[name] * (len(chances) - rank)))
        adjusted[name] = worst
    return adjusted


def binomial(trials: int, chance: float, upto: int) -> Array:
    """Return the probabilities of 0 to upto successes."""
    if chance <= 0:
        return np.array([1.0] + [0.0] * upto)
    counts = np.arange(upto + 1)
    logs = (
        np.array([math.lgamma(trials + 1) - math.lgamma(n + 1) for n in counts])
        - np.array([math.lgamma(trials - n + 1) for n in counts])
        + counts * math.log(chance)
        + (trials - counts) * math.log1p(-chance)
    )
    return np.asarray(np.exp(logs), dtype=np.float64)


def smallest_regression(
    trials: int, churn: float = 0.01, family: int = 1, power: float = 0.8
) -> float | None:
    """Return the smallest true loss, as a share of cases, that McNemar's exact test would flag.

    churn is the share of cases that change for the better at the same time; family is how many
    measures share the 5 %. None where even the largest loss would not be flagged.
    """
    for lost in range(1, trials + 1):
        chance = lost / trials
        if chance + churn >= 1:
            break
        if detection_power(trials, chance, churn, 0.05 / family) >= power:
            return chance - churn if chance > churn else chance
    return None


def detection_power(trials: int, lose: float, gain: float, level: float) -> float:
    """Return the probability that a loss is flagged at a level, gains and losses independent."""
    most_lost = min(trials, int(trials * lose + 8 * math.sqrt(trials * lose) + 8))
    most_gained = min(trials, int(trials * gain + 8 * math.sqrt(trials * gain) + 8))
    losses, gains = binomial(trials, lose, most_lost), binomial(trials, gain, most_gained)
    found = 0.0
    for gained, likely in enumerate(gains):
        if likely < 1e-9:
            continue
        flagged = next(
            (n for n in range(gained + 1, most_lost + 1) if mcnemar(n, gained) < level), None
        )
        if flagged is not None:
            found += float(likely * losses[flagged:].sum())
    return found
