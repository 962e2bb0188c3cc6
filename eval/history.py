"""Keeps a line for each run, so that a trend can be drawn."""

import json
from pathlib import Path
from typing import Any

from eval.verdict import Run

LONGEST = 400  # runs kept: more than a year of nights


def add_run(path: Path, run: Run) -> list[dict[str, Any]]:
    """Add a run to the history and return the runs comparable with it, oldest first.

    A line that cannot be read is left out; raises OSError where it cannot be written.
    """
    runs = [*read_history(path), describe(run)][-LONGEST:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in runs), encoding="utf-8")
    mode = (run.split, run.with_report)
    return [one for one in runs if (one["split"], one["with_report"]) == mode]


def read_history(path: Path) -> list[dict[str, Any]]:
    """Return the runs of a history; none where there is no file."""
    if not path.is_file():
        return []
    runs = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict) and {"when", "split", "with_report", "measures"} <= set(record):
            runs.append(record)
    return runs


def describe(run: Run) -> dict[str, Any]:
    """Return a run as one record."""
    return {
        "when": run.when,
        "split": run.split,
        "with_report": run.with_report,
        "build": run.build,
        "failed": len(run.failed),
        "gates": len(run.gates),
        "seconds": round(run.seconds, 1),
        "measures": {
            m.key: round(m.value, 4)
            for o in run.outcomes
            for m in o.measures
            if m.value is not None
        },
    }
