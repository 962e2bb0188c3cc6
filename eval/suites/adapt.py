"""Turns what other files of this room judged, case by case with its problems, into an outcome."""

from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from typing import Any

from eval.outcome import Case, Gate, Outcome
from eval.statistics import rule_of_three
from eval.tally import tally


def case_of(suite: str, judged: Any) -> Case:
    """Return a judged thing with an id and problems as a case; the rest becomes its detail."""
    fields = asdict(judged) if is_dataclass(judged) and not isinstance(judged, type) else {}
    problems = tuple(str(problem) for problem in judged.problems)
    cluster = str(fields.pop("script", "") or judged.id)
    question = str(fields.pop("message", "") or fields.pop("question", ""))
    tags = tuple(str(tag) for tag in fields.pop("tags", ()))
    detail = {name: value for name, value in fields.items() if name not in ("id", "problems")}
    scores = {"without a problem": float(not problems)}
    return Case(
        suite, str(judged.id), not problems, question, problems, scores, {}, cluster, tags,
        detail=detail,
    )  # fmt: skip


def outcome_of(suite: str, judged: Iterable[Any], demand: str) -> Outcome:
    """Return the outcome of things of which none may have a problem."""
    cases = tuple(case_of(suite, one) for one in judged)
    if not cases:
        return Outcome(suite)
    bad = sum(case.passed is False for case in cases)
    measured = f"{bad} of {len(cases)}"
    if not bad:
        measured += f"; at most {rule_of_three(len(cases)):.1%} of others may have one"
    measure = tally(suite, "without a problem", cases, gated=True)
    return Outcome(suite, (Gate(suite, demand, measured, not bad),), cases, (measure,))
