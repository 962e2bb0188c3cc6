"""Judges the checker as a whole: on data that people judged, and on our cards made false."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.checker import Grounding, measure_grounding
from eval.clauses import find_clauses
from eval.perturb import Perturbed, measure_perturbed
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class CheckerResult:
    """What was measured; grounding or perturbed is empty where skipped says what was not there."""

    grounding: tuple[Grounding, ...]
    perturbed: tuple[Perturbed, ...]
    skipped: tuple[str, ...]

    @property
    def table(self) -> str:
        """Both tables in Markdown, and what was left out."""
        parts = [*self.skipped]
        if self.grounding:
            parts.append(write_grounding(self.grounding))
        parts += [write_perturbed(found) for found in self.perturbed]
        return "\n\n".join(parts)


def judge_checker(store: Store, bench: Path | None, every: int = 2) -> CheckerResult:
    """Return how the checker does; bench is the folder of outside data, or None.

    The perturbed sentences are every n-th of the cards whose pages the store has: against what a
    turn cites, which is the card and its pages, and against these pages alone.
    """
    skipped = []
    folder = bench / "grounding" if bench else None
    grounding: tuple[Grounding, ...] = ()
    if folder and folder.is_dir():
        grounding = measure_grounding(folder)
    else:
        skipped.append("Outside data skipped: it is not in COACH_BENCH.")
    clauses = find_clauses(store)[::every]
    if not clauses:
        skipped.append("Perturbations skipped: the report is not in the index.")
    perturbed = (measure_perturbed(clauses, with_card) for with_card in (True, False))
    return CheckerResult(grounding, tuple(perturbed) if clauses else (), tuple(skipped))


def write_grounding(rows: Sequence[Grounding]) -> str:
    """Return the table of agreement with people, each dataset by weights fitted on the other."""
    columns = (
        *("dataset", "claims", "AUROC", "Spearman", "target", "good ones supported"),
        *("bad ones supported", "ms per claim", "p95", "ms per sentence"),
    )
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for row in rows:
        spearman = "" if row.spearman is None else f"{row.spearman:.3f}"
        lines.append(
            f"| {row.dataset} | {row.claims} | {row.auroc:.3f} | {spearman} "
            f"| {'reached' if row.reached else '**missed**'} | {row.accepted:.3f} "
            f"| {row.wrongly_accepted:.3f} | {row.milliseconds:.1f} "
            f"| {row.milliseconds_p95:.1f} | {row.milliseconds_per_sentence:.1f} |"
        )
    return "\n".join(lines)


def write_perturbed(found: Perturbed) -> str:
    """Return the table of detection for each kind of change, false alarms in its first row."""
    alarms = ", ".join(f"{kind} {share:.3f}" for kind, share in found.alarms.items())
    lines = [
        f"Against {found.evidence}:",
        "",
        "| sentences | n | judged unsupported | flagged for this very reason |",
        "|---|---|---|---|",
        f"| unchanged: false alarms | {found.sentences} | {found.false_alarms:.3f} | {alarms} |",
    ]
    lines += [
        f"| {row.kind} | {row.sentences} | {row.rate:.3f} | {row.flagged:.3f} |"
        for row in found.kinds
        if row.rate is not None and row.flagged is not None
    ]
    return "\n".join(lines)
