"""Draws the report's charts as plain SVG; colours come from classes, so that dark mode works."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from eval.outcome import Measure

Point = tuple[float, float]


def interval_chart(measure: Measure, before: float | None) -> Markup:
    """Return a measure on a line from 0 to 1: its interval, the baseline, and its rivals."""
    if measure.value is None:
        return Markup("")
    parts = [line(4, 12, 236, 12, "axis")]
    parts += [line(at(tick), 9, at(tick), 15, "axis") for tick in (0, 0.25, 0.5, 0.75, 1)]
    if measure.interval:
        parts.append(bar(at(measure.interval.low), at(measure.interval.high)))
    parts += [
        f'<circle class="rival" cx="{at(value):.1f}" cy="12" r="3.5"><title>{Markup.escape(name)} '
        f"{value:.3f}</title></circle>"
        for name, value in measure.rivals.items()
    ]
    if before is not None:
        parts.append(line(at(before), 3, at(before), 21, "before"))
    parts.append(f'<circle class="ours" cx="{at(measure.value):.1f}" cy="12" r="5"/>')
    said = f"{measure.name} {measure.value:.3f}"
    if before is not None:
        said += f", baseline {before:.3f}"
    return drawing(said, 240, 24, parts, "interval")


def at(value: float) -> float:
    """Return where a value from 0 to 1 stands on the line of an interval chart."""
    return 4 + 232 * min(1.0, max(0.0, value))


def bar(low: float, high: float) -> str:
    """Return the bar of an interval, never too thin to be seen."""
    width = max(2.0, high - low)
    return f'<rect class="spread" x="{low:.1f}" y="8" width="{width:.1f}" height="8" rx="4"/>'


def curve_chart(points: Sequence[Sequence[float]], here: Sequence[float] | None) -> Markup:
    """Return risk against coverage as a curve from the surest question on, and where we are."""
    left, bottom, wide, high = 52.0, 208.0, 380.0, 180.0
    worst = max((risk for _, risk in points), default=0.0)
    top = next((step for step in (0.04, 0.08, 0.2, 0.4, 0.8) if step >= worst), 1.0)

    def place(coverage: float, risk: float) -> Point:
        return left + wide * coverage, bottom - high * risk / top

    parts = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, _ = place(share, 0)
        parts += [line(x, bottom, x, bottom + 5, "axis"), label(x, bottom + 20, f"{share:.0%}")]
    for step in range(5):
        risk = top * step / 4
        _, y = place(0, risk)
        parts += [
            line(left, y, left + wide, y, "grid"),
            label(left - 8, y + 4, f"{risk:.0%}", "end"),
        ]
    parts += [line(left, bottom, left + wide, bottom, "axis")]
    path = " ".join(
        f"{'M' if n == 0 else 'L'}{x:.1f} {y:.1f}"
        for n, (x, y) in enumerate(place(point[0], point[1]) for point in points)
    )
    parts.append(f'<path class="curve" d="{path}"/>')
    said = "Risk against coverage."
    if here:
        x, y = place(here[0], min(here[1], top))
        parts.append(f'<circle class="ours" cx="{x:.1f}" cy="{y:.1f}" r="6"/>')
        said += f" The coach answers {here[0]:.0%}, of which {here[1]:.1%} wrongly."
        parts.append(label(x + 11, min(y + 17, bottom - 6), "the coach", "start"))
    parts.append(label(left + wide / 2, bottom + 40, "share of all questions answered"))
    parts.append(label(left - 44, 16, "answered wrongly, of those answered", "start"))
    return drawing(said, 450, 256, parts, "curve")


def trend_chart(name: str, values: Sequence[float | None]) -> Markup:
    """Return a measure over the stored runs, the last one marked; a gap is a gap."""
    known = [value for value in values if value is not None]
    if not known:
        return Markup("")
    low, high = min(known), max(known)
    spread = max(high - low, 0.02)
    middle = (high + low) / 2
    step = 220 / max(1, len(values) - 1)

    def place(n: int, value: float) -> Point:
        return 8 + step * n, 24 - 32 * (value - middle) / spread / 1.2

    parts, drawn = [], False
    path = []
    for n, value in enumerate(values):
        if value is None:
            drawn = False
            continue
        x, y = place(n, value)
        path.append(f"{'L' if drawn else 'M'}{x:.1f} {y:.1f}")
        drawn = True
    parts.append(f'<path class="trend" d="{" ".join(path)}"/>')
    parts.append(label(238, 14, f"{known[-1]:.3f}", "start"))
    if values[-1] is not None:
        x, y = place(len(values) - 1, values[-1])
        parts.append(f'<circle class="ours" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
    said = f"{name}: {len(known)} runs, from {low:.3f} to {high:.3f}, last {known[-1]:.3f}"
    return drawing(said, 284, 48, parts, "spark")


def share_bar(value: float, kind: str) -> Markup:
    """Return a share as a filled bar."""
    filled = 120 * min(1.0, max(0.0, value))
    parts = [
        '<rect class="track" x="0" y="4" width="120" height="8" rx="4"/>',
        f'<rect class="fill {kind}" x="0" y="4" width="{filled:.1f}" height="8" rx="4"/>',
    ]
    return drawing(f"{value:.0%}", 120, 16, parts, "share")


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """Return a line."""
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def label(x: float, y: float, text: str, anchor: str = "middle") -> str:
    """Return a text of a chart."""
    safe = Markup.escape(text)
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{safe}</text>'


def drawing(said: str, width: int, height: int, parts: Sequence[str], kind: str) -> Markup:
    """Return parts as one SVG with a name that is read aloud."""
    attributes = f'class="chart {kind}" viewBox="0 0 {width} {height}" role="img"'
    safe = Markup.escape(said)
    return Markup(f'<svg {attributes} aria-label="{safe}">{"".join(parts)}</svg>')


def trends(past: Sequence[Mapping[str, object]], keys: Sequence[str]) -> list[Markup]:
    """Return the trend of each measure over the runs that are kept."""
    charts = []
    for key in keys:
        values: list[float | None] = []
        for run in past:
            found = run.get("measures")
            value = found.get(key) if isinstance(found, dict) else None
            values.append(float(value) if isinstance(value, (int, float)) else None)
        charts.append(trend_chart(key, values))
    return charts
