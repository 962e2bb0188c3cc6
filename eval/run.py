"""Runs suites, holds them against their gates and the baseline, and writes what was found."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from traceback import format_exception

from eval.baseline import accept, baseline_file, read_baseline
from eval.compare import compare
from eval.history import add_run
from eval.junit import write_junit
from eval.material import Material, Say
from eval.outcome import CannotRun, Case, Gate, Outcome, Record
from eval.report import write_report
from eval.suites import DEFAULT, NAMES, load_suite
from eval.summary import write_summary
from eval.verdict import Run
from vectorstore.errors import EvidenceError

WRITTEN = ("results.jsonl", "summary.md", "junit.xml", "report.html", "error.txt")


@dataclass(frozen=True, slots=True)
class Order:
    """What to run and where to write it; baseline and history have their usual places if None."""

    out: Path
    suites: tuple[str, ...] = DEFAULT
    accept: bool = False
    baseline: Path | None = None
    history: Path | None = None


def read_suites(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the suites named, in the report's order; raises CannotRun for another name."""
    wanted = [name.strip() for text in texts for name in text.split(",") if name.strip()]
    for name in wanted:
        if name not in NAMES:
            raise CannotRun(f"there is no suite {name}; there are {', '.join(NAMES)}")
    return tuple(name for name in NAMES if name in wanted) if wanted else DEFAULT


def run(material: Material, order: Order, say: Say) -> Run:
    """Run the suites, write results.jsonl, summary.md, junit.xml and report.html, return the run.

    Raises CannotRun where a set cannot be read or the results cannot be written.
    """
    prepare(order.out)
    path = order.baseline or baseline_file(material.split, material.with_report)
    old = read_baseline(path)  # a broken one is said before the work, not after it
    if order.baseline and old is None and not order.accept:
        raise CannotRun(f"there is no baseline {order.baseline}")
    started = time.perf_counter()
    try:
        material.start(order.suites)
        outcomes = tuple(run_suite(name, material, say) for name in order.suites)
    except CannotRun as error:
        (order.out / "error.txt").write_text("".join(format_exception(error)), encoding="utf-8")
        raise
    finally:
        material.close()
    if all(gate.holds is None for outcome in outcomes for gate in outcome.gates):
        reasons = "; ".join(why for outcome in outcomes for why in outcome.skipped)
        raise CannotRun(f"nothing could be scored: {reasons}")
    counts = material.store.manifest.counts
    done = Run(
        outcomes,
        compare(outcomes, old, path.name),
        material.split,
        material.with_report,
        material.store.build,
        f"{counts['experiences']} cards, {counts['passages']} passages",
        datetime.now(UTC).isoformat(timespec="seconds"),
        time.perf_counter() - started,
    )
    write(done, order)
    if order.accept:
        accept(path, outcomes, old)
        say(f"accepted as {path.name}")
    return done


def prepare(out: Path) -> None:
    """Make the folder for the results; raises CannotRun where nothing can be written there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name in WRITTEN:  # nothing of an earlier run may be taken for this one's
            (out / name).unlink(missing_ok=True)
        (out / "results.jsonl").write_text("", encoding="utf-8")
    except OSError as error:
        raise CannotRun(f"cannot write to {out}: {error.strerror}") from error


def run_suite(name: str, material: Material, say: Say) -> Outcome:
    """Run one suite; one that looked at nothing, and does not say why, is red."""
    say(f"suite {name}")
    started = time.perf_counter()
    try:
        outcome = load_suite(name)(material, say)
    except (CannotRun, EvidenceError):
        raise
    except Exception as error:  # a crash must not be taken for a gate that fails, which is exit 1
        raise CannotRun(f"suite {name} broke down: {error!r}; see error.txt") from error
    outcome = replace(outcome, seconds=time.perf_counter() - started)
    if not outcome.cases and not outcome.skipped:
        gate = Gate(name, "at least one case is judged", "none", False)
        outcome = replace(outcome, gates=(*outcome.gates, gate))
    repeated = len(outcome.cases) - len({case.key for case in outcome.cases})
    if repeated:
        gate = Gate(name, "every case has an id of its own", f"{repeated} share one", False)
        outcome = replace(outcome, gates=(*outcome.gates, gate))
    return outcome


def write(done: Run, order: Order) -> None:
    """Write everything into the folder; raises CannotRun where it cannot."""
    out = order.out
    try:
        lines = [as_line(case) for outcome in done.outcomes for case in outcome.cases]
        (out / "results.jsonl").write_text("".join(lines), encoding="utf-8")
        (out / "summary.md").write_text(write_summary(done), encoding="utf-8")
        write_junit(out / "junit.xml", done.outcomes, done.gates)
        past = add_run(order.history or out / "history.jsonl", done)
        (out / "report.html").write_text(write_report(done, past), encoding="utf-8")
    except OSError as error:
        raise CannotRun(f"cannot write to {out}: {error.strerror}") from error


def as_line(case: Case) -> str:
    """Return a case as a line of results.jsonl; ASCII, so that no surrogate can break it."""
    record: Record = {
        "suite": case.suite,
        "id": case.id,
        "passed": case.passed,
        "question": case.question,
        "problems": list(case.problems),
        "scores": dict(case.scores),
        "tags": list(case.tags),
        "people": list(case.people),
        "themes": list(case.themes),
        **case.detail,
    }
    return json.dumps(record) + "\n"
