"""Speed: ingest, memory, start and answers beside the usual tutorial, as ratios of one run."""

from dataclasses import asdict

from eval.material import Material, Say
from eval.outcome import Case, Gate, Outcome, Table, skip
from eval.speed import Run, Speed, measure_speed

UNCHANGED_SECONDS = 1.0
SLOWEST_MS = 60.0  # a warm answer, 95th percentile


def judge(material: Material, say: Say) -> Outcome:
    """Run both programs in turn; without the report there is nothing to measure."""
    if not material.reports:
        return skip("speed", "as fast as the usual tutorial", "The report is not in the library.")
    say("both programs in turn, three rounds; this takes minutes")
    speed = measure_speed(material.reports[0])
    work = (speed.unchanged_ms - speed.start_ms) / 1000
    gates = (
        gate("ingest time", speed.ingest_ratio, 0.6),
        gate("peak memory of ingest", speed.memory_ratio, 1.0),
        gate("time to first answer", speed.first_answer_ratio, 1.0),
        Gate(
            "speed",
            f"a warm answer within {SLOWEST_MS:.0f} ms (p95)",
            f"{speed.warm_p95_ms:.0f} ms",
            speed.warm_p95_ms <= SLOWEST_MS,
        ),
        Gate(
            "speed",
            "an ingest of what has not changed within a second of work",
            f"{work:.1f} s and {speed.start_ms / 1000:.1f} s to start",
            work <= UNCHANGED_SECONDS,
        ),
    )
    case = Case("speed", "side by side", all(g.holds for g in gates), detail=asdict(speed))
    return Outcome("speed", gates, (case,), tables=(table(speed),))


def gate(name: str, ratio: float, most: float) -> Gate:
    """Return the gate on a ratio to the rival."""
    return Gate("speed", f"{name} at most {most} of the rival's", f"{ratio:.2f}", ratio <= most)


def table(speed: Speed) -> Table:
    """Return both programs side by side."""
    rows = (
        row("ingest of the report", speed.ingest, speed.rival_ingest),
        row("process start to first answer", speed.first_answer, speed.rival_first_answer),
        ("warm answer, median", f"{speed.warm_p50_ms:.0f} ms", "–", "–", "–", "–"),
        ("warm answer, 95th percentile", f"{speed.warm_p95_ms:.0f} ms", "–", "–", "–", "–"),
        ("ingest when nothing changed", f"{speed.unchanged_ms / 1000:.1f} s", "–", "–", "–", "–"),
        ("of it to start the process", f"{speed.start_ms / 1000:.1f} s", "–", "–", "–", "–"),
    )
    head = ("", "ours", "rival", "ratio", "our memory", "its memory")
    note = "Medians of three rounds in fresh processes; absolute times are this machine's."
    return Table("Side by side", head, rows, note)


def row(name: str, ours: Run, theirs: Run) -> tuple[str, ...]:
    """Return one comparison as a row."""
    return (
        name,
        f"{ours.seconds:.1f} s",
        f"{theirs.seconds:.1f} s",
        f"{ours.seconds / theirs.seconds:.2f}",
        f"{ours.megabytes:.0f} MB",
        f"{theirs.megabytes:.0f} MB",
    )
