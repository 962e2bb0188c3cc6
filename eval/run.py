"""Runs suites, holds them against their gates, and writes what was found."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from coach.coach import Coach
from eval.abstention import judge_abstention, square
from eval.dilemma import FOLDER, load_dilemmas, load_unanswerable
from eval.grounding import judge_grounding
from eval.retrieval import judge_retrieval, summarise
from eval.speed import as_text, measure_speed

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gate:
    """A demand on a measure, what was measured, and whether it holds; None could not be scored."""

    suite: str
    demand: str
    measured: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one suite found: its gates, a record for each case, and its table in Markdown."""

    gates: tuple[Gate, ...]
    cases: tuple[Record, ...]
    table: str


def run(
    coach: Coach,
    suites: Sequence[str],
    out: Path,
    split: str,
    report: Path | None,
    say: Callable[[str], None],
) -> bool:
    """Run suites, write results.jsonl and summary.md into out, and say whether all gates hold."""
    out.mkdir(parents=True, exist_ok=True)
    outcomes = {}
    for suite in suites:
        say(f"suite {suite}")
        outcomes[suite] = run_suite(suite, coach, split, report)
    lines = [
        json.dumps({"suite": suite, **case}, ensure_ascii=False)
        for suite, outcome in outcomes.items()
        for case in outcome.cases
    ]
    (out / "results.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")
    (out / "summary.md").write_text(write_summary(outcomes, coach, split), encoding="utf-8")
    return all(gate.holds is not False for o in outcomes.values() for gate in o.gates)


def run_suite(suite: str, coach: Coach, split: str, report: Path | None) -> Outcome:
    """Run one suite by name."""
    if suite == "retrieval":
        return run_retrieval(coach, split)
    if suite == "grounding":
        return run_grounding(coach, split)
    if suite == "abstention":
        return run_abstention(coach, split)
    return run_speed(report)


def run_retrieval(coach: Coach, split: str) -> Outcome:
    """Judge the search on one split, against the gates of the casebook."""
    dilemmas = [d for d in load_dilemmas(FOLDER / "dilemmas.jsonl") if d.split == split]
    cases = judge_retrieval(coach, dilemmas)
    summaries = summarise(cases)
    ours = next(s for s in summaries if (s.system, s.group) == ("coach", "all"))
    with_report = any(passage.offered for passage in coach.store.passages.values())
    demands = {"hit_5": 0.93}
    if with_report:
        demands = {"hit_1": 0.75, "hit_5": 0.95, "recall_5": 0.80}
    gates = tuple(
        Gate("retrieval", f"{name} at least {least:.2f}", f"{value:.3f}", value >= least)
        for name, least in demands.items()
        for value in [getattr(ours, name)]
    )
    rows = [
        f"| {s.system} | {s.group} | {s.cases} | {s.hit_1:.3f} | {s.hit_5:.3f} "
        f"| {s.recall_5:.3f} | {s.mrr:.3f} | {s.ndcg_10:.3f} |"
        for s in summaries
    ]
    head = "| system | dilemmas | n | hit@1 | hit@5 | recall@5 | MRR | nDCG@10 |\n"
    table = head + "|---|---|---|---|---|---|---|---|\n" + "\n".join(rows)
    return Outcome(gates, tuple(asdict(case) for case in cases), table)


def run_grounding(coach: Coach, split: str) -> Outcome:
    """Judge the answers to one split; nothing may be wrong with any of them."""
    dilemmas = [d for d in load_dilemmas(FOLDER / "dilemmas.jsonl") if d.split == split]
    judged = judge_grounding(coach, dilemmas)
    bad = [case for case in judged if case.problems]
    quotations = sum(case.quotations for case in judged)
    marks = sum(case.marks for case in judged)
    measured = f"{len(bad)} of {len(judged)} answers with a problem"
    gate = Gate("grounding", "no answer with a problem", measured, not bad)
    table = f"{len(judged)} answers, {marks} marks, {quotations} quotations; {measured}."
    return Outcome((gate,), tuple(asdict(case) for case in judged), table)


def run_abstention(coach: Coach, split: str) -> Outcome:
    """Judge the decision to answer on one split."""
    dilemmas = [d for d in load_dilemmas(FOLDER / "dilemmas.jsonl") if d.split == split]
    unanswerable = [u for u in load_unanswerable() if u.split == split]
    decisions = judge_abstention(coach, dilemmas, unanswerable)
    found = square(decisions)
    gates = (
        Gate(
            "abstention",
            "answered when it should not at most .04",
            f"{found.answered_share:.3f}",
            found.answered_share <= 0.04,
        ),
        Gate(
            "abstention",
            "declined when it should answer at most .04",
            f"{found.declined_share:.3f}",
            found.declined_share <= 0.04,
        ),
    )
    table = (
        "| | answered | declined |\n|---|---|---|\n"
        f"| answerable | {found.answerable - found.declined_wrongly} | {found.declined_wrongly} |\n"
        f"| unanswerable | {found.answered_wrongly} "
        f"| {found.unanswerable - found.answered_wrongly} |"
    )
    return Outcome(gates, tuple(asdict(decision) for decision in decisions), table)


def run_speed(report: Path | None) -> Outcome:
    """Measure speed beside the usual tutorial; without the report there is nothing to measure."""
    if report is None:
        gate = Gate("speed", "the report must be there", "could not be scored", None)
        return Outcome((gate,), (), "Skipped: the report is not in COACH_LIBRARY.")
    speed = measure_speed(report)
    gates = (
        ratio_gate("ingest", speed.ingest_ratio, 0.6),
        ratio_gate("peak memory", speed.memory_ratio, 1.0),
        ratio_gate("time to first answer", speed.first_answer_ratio, 1.0),
        Gate(
            "speed",
            "warm p95 at most 60 ms",
            f"{speed.warm_p95_ms:.0f} ms",
            speed.warm_p95_ms <= 60,
        ),
    )
    return Outcome(gates, (asdict(speed),), f"```\n{as_text(speed)}\n```")


def ratio_gate(name: str, ratio: float, most: float) -> Gate:
    """Return the gate on a ratio to the rival."""
    return Gate("speed", f"{name} at most {most} of the rival's", f"{ratio:.2f}", ratio <= most)


def write_summary(outcomes: dict[str, Outcome], coach: Coach, split: str) -> str:
    """Return the page that says whether the gates hold, and the tables."""
    counts = coach.store.manifest.counts
    gates = [gate for outcome in outcomes.values() for gate in outcome.gates]
    failed = [gate for gate in gates if gate.holds is False]
    verdict = f"{len(failed)} of {len(gates)} gates fail" if failed else "All gates hold"
    made_of = f"{counts['experiences']} cards, {counts['passages']} passages"
    lines = [
        "# Leadership coach: evaluation",
        "",
        f"{verdict}. Split {split}; build {coach.store.build}: {made_of}.",
        "",
        "| suite | gate | measured | |",
        "|---|---|---|---|",
    ]
    words = {True: "holds", False: "**fails**", None: "could not be scored"}
    lines += [f"| {g.suite} | {g.demand} | {g.measured} | {words[g.holds]} |" for g in gates]
    for suite, outcome in outcomes.items():
        lines += ["", f"## {suite}", "", outcome.table]
    return "\n".join([*lines, ""])
