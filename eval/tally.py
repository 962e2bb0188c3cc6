"""Turns the scores of cases into measures with intervals."""

from collections.abc import Mapping, Sequence

from eval.outcome import Case, Measure
from eval.statistics import interval


def tally(
    suite: str,
    name: str,
    cases: Sequence[Case],
    *,
    gated: bool = False,
    higher_is_better: bool = True,
    rivals: Mapping[str, float] | None = None,
) -> Measure:
    """Return the weighted mean of a score over the cases that have it, with its interval."""
    scored = [case for case in cases if name in case.scores]
    values = [case.scores[name] for case in scored]
    weights = [case.weights.get(name, 1.0) for case in scored]
    clusters = [case.cluster or case.id for case in scored]
    total = sum(weights)
    value = sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else None
    return Measure(
        suite,
        name,
        value,
        interval(values, clusters, weights) if total else None,
        len(scored),
        gated,
        higher_is_better,
        rivals or {},
    )


def mean(values: Sequence[float]) -> float | None:
    """Return the mean, or None of nothing."""
    return sum(values) / len(values) if values else None
