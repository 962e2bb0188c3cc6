"""The stored baseline: what every case scored when it was last accepted; ids and scores only."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.outcome import CannotRun, Dataset, Outcome

FOLDER = Path(__file__).parent / "baselines"
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Kept:
    """A case as it was: whether it passed, and its scores by gated measure."""

    passed: bool | None
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Everything kept, by suite: cases by key, measures by key, and the sets they come from."""

    cases: Mapping[str, Kept] = field(default_factory=dict)
    measures: Mapping[str, float] = field(default_factory=dict)
    datasets: Mapping[str, Dataset] = field(default_factory=dict)


def baseline_file(split: str, with_report: bool) -> Path:
    """Return where the baseline of such a run is kept; the two modes are not comparable."""
    return FOLDER / f"{'report' if with_report else 'casebook'}-{split}.json"


def read_baseline(path: Path) -> Baseline | None:
    """Return a baseline, None where there is no file; raises CannotRun for a broken one."""
    if not path.is_file():
        return None
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return Baseline(
            cases={
                key: Kept(one["passed"], {name: float(v) for name, v in one["scores"].items()})
                for key, one in record["cases"].items()
            },
            measures={key: float(value) for key, value in record["measures"].items()},
            datasets={
                key: Dataset(key.split("/")[1], int(one["count"]), str(one["digest"]))
                for key, one in record["datasets"].items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise CannotRun(f"the baseline {path.name} is broken ({error!r})") from error


def accept(path: Path, outcomes: Sequence[Outcome], old: Baseline | None) -> None:
    """Write what was found as the baseline, leaving suites that were not run as they were.

    One line for each case, sorted, so that a change is a small diff. Raises CannotRun where it
    cannot be written.
    """
    ran = {outcome.suite for outcome in outcomes if outcome.cases}
    old = old or Baseline()
    cases = {k: kept for k, kept in old.cases.items() if suite_of(k) not in ran}
    measures = {k: value for k, value in old.measures.items() if suite_of(k) not in ran}
    datasets = {k: one for k, one in old.datasets.items() if suite_of(k) not in ran}
    for outcome in outcomes:
        if not outcome.cases:
            continue
        names = {measure.name for measure in outcome.measures if measure.gated}
        for case in outcome.cases:
            scores = {name: case.scores[name] for name in names if name in case.scores}
            cases[case.key] = Kept(case.passed, scores)
        measures |= {m.key: m.value for m in outcome.measures if m.value is not None}
        datasets |= {f"{outcome.suite}/{one.name}": one for one in outcome.datasets}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write(Baseline(cases, measures, datasets)), encoding="utf-8")
    except OSError as error:
        raise CannotRun(f"cannot write the baseline {path}: {error.strerror}") from error


def suite_of(key: str) -> str:
    """Return the suite that a key belongs to."""
    return key.split("/")[0]


def write(baseline: Baseline) -> str:
    """Return a baseline as JSON with one sorted line for each entry."""
    parts: dict[str, dict[str, object]] = {
        "cases": {
            key: {
                "passed": one.passed,
                "scores": {name: round(v, DIGITS) for name, v in sorted(one.scores.items())},
            }
            for key, one in baseline.cases.items()
        },
        "datasets": {
            key: {"count": one.count, "digest": one.digest}
            for key, one in baseline.datasets.items()
        },
        "measures": {key: round(value, DIGITS) for key, value in baseline.measures.items()},
    }
    blocks = []
    for name, entries in parts.items():
        lines = [f"  {json.dumps(key)}: {json.dumps(entries[key])}" for key in sorted(entries)]
        blocks.append(f" {json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n }")
    return "{\n" + ",\n".join(blocks) + "\n}\n"
