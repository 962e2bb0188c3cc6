"""Writes the page that fits a CI job's summary: the verdict, gates, measures, flips."""

from collections.abc import Sequence

from eval.compare import Comparison, Test
from eval.outcome import Measure, Table, show
from eval.verdict import Run

WORDS = {True: "holds", False: "**fails**", None: "could not be scored"}
MOST = 40  # flips listed here; report.html has them all


def write_summary(run: Run) -> str:
    """Return the summary of a run in Markdown."""
    mode = "with the report" if run.with_report else "casebook alone"
    lines = [
        "# Leadership coach: evaluation",
        "",
        f"**{run.verdict}.** Split {run.split}, {mode}; {run.made_of}; {run.seconds:.0f} s.",
    ]
    if run.skipped:
        lines += ["", "What was left out:", "", *(f"- {plain(why)}" for why in run.skipped)]
    lines += ["", "## Gates", ""]
    rows = [
        (g.suite, g.demand, g.measured if not g.why else f"{g.measured}: {g.why}", WORDS[g.holds])
        for g in sorted(run.gates, key=lambda g: (g.holds is not False, g.holds is not None))
    ]
    lines += table(("suite", "gate", "measured", ""), rows)
    lines += ["", "## Measures", "", *measures(run)]
    lines += ["", "## Against the baseline", "", *comparison(run.comparison)]
    for outcome in run.outcomes:
        if outcome.tables:
            lines += ["", f"## {outcome.suite.capitalize()}"]
            for one in outcome.tables:
                lines += ["", *written(one)]
    return "\n".join([*lines, ""])


def plain(text: str) -> str:
    """Return a text that cannot break a table or be taken for markup."""
    flat = " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")
    return flat.replace("<", "&lt;").encode("utf-8", "replace").decode("utf-8")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table."""
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return [*lines, *(f"| {' | '.join(plain(cell) for cell in row)} |" for row in rows)]


def written(one: Table) -> list[str]:
    """Return a table under its title, with its note."""
    lines = [f"### {one.title}", "", *table(one.head, one.rows)]
    return [*lines, "", one.note] if one.note else lines


def measures(run: Run) -> list[str]:
    """Return the measures with their intervals, the baseline, and the rivals."""
    before = run.comparison.before
    rows = [
        (m.suite, m.name, show(m), change(m, before.get(m.key)), rivals(m), str(m.cases))
        for outcome in run.outcomes
        for m in outcome.measures
    ]
    head = ("suite", "measure", "value [95 %]", "baseline", "rivals", "n")
    return table(head, rows) if rows else ["Nothing was measured."]


def change(measure: Measure, before: float | None) -> str:
    """Return the baseline's value and how far it has moved."""
    if before is None:
        return "–"
    if measure.value is None:
        return f"{before:.3f}"
    return f"{before:.3f} ({measure.value - before:+.3f})"


def rivals(measure: Measure) -> str:
    """Return what the rivals reach."""
    return ", ".join(f"{name} {value:.3f}" for name, value in measure.rivals.items())


def comparison(found: Comparison) -> list[str]:
    """Return what has changed since the baseline."""
    lines = [found.note, ""] if found.note else []
    if found.tests:
        head = ("measure", "n", "then", "now", "better", "worse", "p (Holm)", "smallest loss seen")
        lines += [*table(head, [test_row(test) for test in found.tests]), ""]
    flips = sorted(found.flips, key=lambda flip: (not flip.worse, flip.key))
    words = {True: "passed", False: "failed", None: "could not be scored"}
    lines.append(f"{len(flips)} cases came out otherwise than in the baseline.")
    lines += [""] if flips else []
    lines += [f"- {flip.key}: {words[flip.before]} → {words[flip.after]}" for flip in flips[:MOST]]
    if len(flips) > MOST:
        lines.append(f"- and {len(flips) - MOST} more in report.html")
    for name, keys in (("Gone", found.missing), ("New", found.new)):
        if keys:
            more = f" and {len(keys) - 10} more" if len(keys) > 10 else ""
            lines += ["", f"{name}: {', '.join(keys[:10])}{more}."]
    return lines


def test_row(test: Test) -> tuple[str, ...]:
    """Return a test as the cells of a row."""
    seen = f"{test.detectable:.1%}" if test.detectable is not None else "–"
    p = f"{test.p:.3f}" + (" **worse**" if test.worse else "")
    counts = (str(test.gained), str(test.lost))
    return (test.key, str(test.cases), f"{test.before:.3f}", f"{test.after:.3f}", *counts, p, seen)
