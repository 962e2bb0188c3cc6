"""Measures ingest, memory, start and warm answers beside the usual tutorial, as ratios."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

QUESTION = "Everyone else has signed up and one partner will not join. Do we wait for them?"


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: wall seconds and its own peak memory in megabytes."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Speed:
    """Ours and the rival's runs, their ratios (below 1 is better), and warm answers."""

    ingest: Run
    rival_ingest: Run
    first_answer: Run
    rival_first_answer: Run
    ingest_ratio: float
    memory_ratio: float
    first_answer_ratio: float
    warm_p50_ms: float
    warm_p95_ms: float
    start_ms: float  # of the process alone: python and what the terminal door imports
    unchanged_ms: float  # ingest of what is there already, start included


def measure_speed(report: Path, rounds: int = 3) -> Speed:
    """Run both programs in turn, in fresh processes, and compare the medians of their times."""
    ours: list[Run] = []
    theirs: list[Run] = []
    our_first: list[Run] = []
    their_first: list[Run] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            home, store = Path(folder, f"home-{number}"), Path(folder, f"rival-{number}")
            theirs.append(run("eval.rival", "ingest", str(report), str(store)))
            ours.append(run("cli", "ingest", str(report), home=home))
            their_first.append(run("eval.rival", "ask", str(store), QUESTION))
            our_first.append(run("cli", "ask", QUESTION, home=home))
        warm = warm_milliseconds(home, Path(folder))
        start = middle([run("cli", "--help") for _ in range(rounds)])
        unchanged = middle([run("cli", "ingest", str(report), home=home) for _ in range(rounds)])
    ingest, rival = middle(ours), middle(theirs)
    first, rival_first = middle(our_first), middle(their_first)
    return Speed(
        ingest=ingest,
        rival_ingest=rival,
        first_answer=first,
        rival_first_answer=rival_first,
        ingest_ratio=ingest.seconds / rival.seconds,
        memory_ratio=ingest.megabytes / rival.megabytes,
        first_answer_ratio=first.seconds / rival_first.seconds,
        warm_p50_ms=statistics.median(warm),
        warm_p95_ms=sorted(warm)[int(0.95 * len(warm))],
        start_ms=1000 * start.seconds,
        unchanged_ms=1000 * unchanged.seconds,
    )


def middle(runs: list[Run]) -> Run:
    """Return the median of times and the largest memory."""
    return Run(statistics.median(run.seconds for run in runs), max(run.megabytes for run in runs))


def run(module: str, *arguments: str, home: Path | None = None) -> Run:
    """Run a module in a fresh process and return what it took; raises on a failing one."""
    environment = dict(os.environ)
    environment["COACH_LIBRARY"] = os.devnull
    if home:
        environment["COACH_HOME"] = str(home)
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"python -m {module} {arguments[0]} ended with {child.returncode}")
    return Run(time.perf_counter() - started, usage.ru_maxrss / 1024)


def warm_milliseconds(home: Path, folder: Path, count: int = 60) -> list[float]:
    """Return the times of answers of one process that has answered before."""
    batch = folder / "batch.jsonl"
    lines = [{"id": n, "turns": [f"{QUESTION} It has been {n + 2} weeks."]} for n in range(count)]
    batch.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    environment = {**os.environ, "COACH_HOME": str(home), "COACH_LIBRARY": os.devnull}
    done = subprocess.run(
        [sys.executable, "-m", "cli", "ask", "--json", "--batch", str(batch)],
        env=environment,
        capture_output=True,
        check=True,
    )
    return [json.loads(line)["ms"]["total"] for line in done.stdout.splitlines()][5:]


def as_text(speed: Speed) -> str:
    """Return the measures as one JSON text."""
    return json.dumps(asdict(speed), indent=1)


if __name__ == "__main__":
    print(as_text(measure_speed(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)))
