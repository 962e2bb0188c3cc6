"""Holds a run against the baseline: every flip, every lost case, and tests of what is gated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.baseline import Baseline, suite_of
from eval.outcome import Case, Gate, Measure, Outcome
from eval.statistics import holm, mcnemar, paired_bootstrap, smallest_regression

MARGIN = 0.02  # a loss below it is not worth waking anybody for
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Flip:
    """A case that came out otherwise than before: passed, failed or could not be scored."""

    key: str
    before: bool | None
    after: bool | None

    @property
    def worse(self) -> bool:
        """Whether what passed no longer does."""
        return self.before is True and self.after is not True


@dataclass(frozen=True, slots=True)
class Test:
    """A gated measure against the baseline, on the cases that both have.

    p is adjusted for the family by Holm. detectable is the smallest true loss that would be
    flagged four times of five; None for measures that are not yes or no.
    """

    key: str
    cases: int
    before: float
    after: float
    gained: int
    lost: int
    method: str
    p: float
    detectable: float | None
    worse: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What has changed since the baseline; before holds its measures."""

    gates: tuple[Gate, ...]
    flips: tuple[Flip, ...]
    moved: frozenset[str]
    missing: tuple[str, ...]
    new: tuple[str, ...]
    tests: tuple[Test, ...]
    before: Mapping[str, float]
    note: str = ""


def compare(outcomes: Sequence[Outcome], baseline: Baseline | None, name: str) -> Comparison:
    """Return what has changed; without a baseline that is said, and nothing can be scored."""
    if baseline is None:
        note = f"There is no baseline {name} yet; coach eval --accept writes it."
        gate = Gate("baseline", "no worse than the baseline", "could not be scored", None, note)
        return Comparison((gate,), (), frozenset(), (), (), (), {}, note)
    ran = [outcome for outcome in outcomes if outcome.cases]
    suites = {outcome.suite for outcome in ran}
    cases = {case.key: case for outcome in ran for case in outcome.cases}
    kept = {key: one for key, one in baseline.cases.items() if suite_of(key) in suites}
    both = sorted(cases.keys() & kept.keys())
    flips = tuple(
        Flip(key, kept[key].passed, cases[key].passed)
        for key in both
        if kept[key].passed is not cases[key].passed
    )
    moved = frozenset(key for key in both if differs(cases[key], kept[key].scores))
    missing, new = (
        tuple(sorted(kept.keys() - cases.keys())),
        tuple(sorted(cases.keys() - kept.keys())),
    )
    tests = run_tests(ran, baseline)
    gates = (
        gate_missing(missing, len(kept)),
        *gate_datasets(ran, baseline),
        *gate_skipped(outcomes, baseline),
        gate_worse(tests),
    )
    note = "" if kept else f"The baseline {name} has nothing on the suites that were run."
    return Comparison(gates, flips, moved, missing, new, tests, baseline.measures, note)


def differs(case: Case, scores: Mapping[str, float]) -> bool:
    """Say whether any score that is kept has moved."""
    return any(
        name not in case.scores or abs(case.scores[name] - score) > 1e-3
        for name, score in scores.items()
    )


def gate_missing(missing: Sequence[str], count: int) -> Gate:
    """Return the gate that no case of the baseline has gone."""
    measured = f"{len(missing)} of {count} gone"
    if missing:
        measured += f": {', '.join(missing[:5])}"
    return Gate("baseline", "no case has gone missing", measured, not missing)


def gate_datasets(outcomes: Sequence[Outcome], baseline: Baseline) -> list[Gate]:
    """Return a gate for each set that is not the one of the baseline, or one that all are."""
    now = {f"{o.suite}/{one.name}": one for o in outcomes for one in o.datasets}
    changed = []
    for key, one in sorted(now.items()):
        old = baseline.datasets.get(key)
        if old and (old.count, old.digest) != (one.count, one.digest):
            measured = f"{old.count} entries then, {one.count} now"
            demand = f"the set {key} is that of the baseline; accept a new one on purpose"
            changed.append(Gate("baseline", demand, measured, False))
    gone = [key for key in baseline.datasets if suite_of(key) in {o.suite for o in outcomes}]
    changed += [
        Gate("baseline", f"the set {key} is read", "it was not read", False)
        for key in gone
        if key not in now
    ]
    if changed or not now:
        return changed
    return [Gate("baseline", "the sets are those of the baseline", f"{len(now)} sets", True)]


def gate_skipped(outcomes: Sequence[Outcome], baseline: Baseline) -> list[Gate]:
    """Return a red gate for each suite that the baseline has and this run found no case for."""
    had = {suite_of(key) for key in baseline.cases}
    return [
        Gate("baseline", f"{o.suite} is judged as in the baseline", "not one case", False)
        for o in outcomes
        if not o.cases and o.suite in had
    ]


def run_tests(outcomes: Sequence[Outcome], baseline: Baseline) -> tuple[Test, ...]:
    """Return a paired test of every gated measure, the p-values adjusted for all of them."""
    found = []
    for outcome in outcomes:
        for measure in outcome.measures:
            pairs = pair(outcome.cases, measure, baseline) if measure.gated else []
            if pairs:
                found.append((measure, pairs))
    raw = {measure.key: chance(pairs) for measure, pairs in found}
    adjusted = holm(raw)
    return tuple(
        describe(measure, pairs, adjusted[measure.key], len(found)) for measure, pairs in found
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """A score of one case then and now, higher being better, and its cluster."""

    before: float
    after: float
    cluster: str


def pair(cases: Sequence[Case], measure: Measure, baseline: Baseline) -> list[Pair]:
    """Return the scores of the cases that have one both then and now."""
    sign = 1.0 if measure.higher_is_better else -1.0
    pairs = []
    for case in cases:
        kept = baseline.cases.get(case.key)
        if kept and measure.name in kept.scores and measure.name in case.scores:
            before, after = kept.scores[measure.name], round(case.scores[measure.name], 4)
            pairs.append(Pair(sign * before, sign * after, case.cluster or case.id))
    return pairs


def binary(pairs: Sequence[Pair]) -> bool:
    """Say whether all scores are yes or no, one for each cluster."""
    values = {abs(value) for one in pairs for value in (one.before, one.after)}
    return values <= {0.0, 1.0} and len({one.cluster for one in pairs}) == len(pairs)


def chance(pairs: Sequence[Pair]) -> float:
    """Return the two-sided p of the change: exact McNemar for yes or no, else paired bootstrap."""
    gained = sum(one.after > one.before for one in pairs)
    lost = sum(one.after < one.before for one in pairs)
    if binary(pairs):
        return mcnemar(lost, gained)
    changes = [one.after - one.before for one in pairs]
    return paired_bootstrap(changes, [one.cluster for one in pairs])


def describe(measure: Measure, pairs: Sequence[Pair], p: float, family: int) -> Test:
    """Return the test of one measure as it will be shown."""
    count = len(pairs)
    before, after = sum(o.before for o in pairs) / count, sum(o.after for o in pairs) / count
    gained = sum(one.after > one.before for one in pairs)
    lost = sum(one.after < one.before for one in pairs)
    yes_or_no = binary(pairs)
    churn = max(gained / count, 0.01)
    return Test(
        measure.key,
        count,
        abs(before),
        abs(after),
        gained,
        lost,
        "McNemar, exact" if yes_or_no else "paired bootstrap",
        p,
        smallest_regression(count, churn, family) if yes_or_no else None,
        before - after > MARGIN and p < LEVEL,
    )


def gate_worse(tests: Sequence[Test]) -> Gate:
    """Return the gate that no gated measure is worse, beyond chance and beyond the margin."""
    demand = f"no gated measure is worse (Holm, {LEVEL:.0%}; margin {MARGIN:.0%})"
    if not tests:
        return Gate("baseline", demand, "could not be scored", None, "no gated measure in both")
    worse = [f"{t.key} {t.before:.3f} → {t.after:.3f}" for t in tests if t.worse]
    measured = "; ".join(worse) or f"{len(tests)} measures tested"
    return Gate("baseline", demand, measured, not worse)
