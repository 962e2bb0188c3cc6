"""Draws report.html: one file that works offline and opens on the verdict."""

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from eval.charts import curve_chart, interval_chart, share_bar, trends
from eval.outcome import Case, Outcome, Record, show
from eval.verdict import Run

FOLDER = Path(__file__).parent / "page"
CHARACTERS = 4_000  # of any one text of a case; results.jsonl has it whole


def write_report(run: Run, past: Sequence[Record]) -> str:
    """Return the page; every text in it is escaped, and nothing in it can reach a network."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["whole_letters"] = whole_letters
    style = (FOLDER / "report.css").read_text(encoding="utf-8")
    script = (FOLDER / "report.js").read_text(encoding="utf-8")
    keys = [m.key for o in run.outcomes for m in o.measures if m.gated and m.value is not None]
    page = environment.get_template("report.html.j2").render(
        run=run,
        comparison=run.comparison,
        gates=sorted(run.gates, key=lambda g: (g.holds is not False, g.holds is not None)),
        flips=sorted(run.comparison.flips, key=lambda flip: (not flip.worse, flip.key)),
        charts={
            m.key: interval_chart(m, run.comparison.before.get(m.key))
            for o in run.outcomes
            for m in o.measures
        },
        abstention=next((o.drawing for o in run.outcomes if "square" in o.drawing), None),
        curve=curve_of(run.outcomes),
        checker=next((o.drawing for o in run.outcomes if "perturbed" in o.drawing), None),
        trends=list(zip(keys, trends(past, keys), strict=True)),
        runs=len(past),
        show=show,
        share_bar=share_bar,
        style=Markup(style),
        script=Markup(script),
        style_hash=hash_of(style),
        script_hash=hash_of(script),
        data=Markup(embed(case_data(run))),
    )
    return whole_letters(page)


def whole_letters(text: str) -> str:
    """Return a text without lone surrogates, which no address and no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def hash_of(text: str) -> str:
    """Return a text's hash as a content security policy wants it."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def embed(value: Any) -> str:
    """Return JSON that cannot end the element it stands in."""
    text = json.dumps(value, separators=(",", ":"))  # ASCII: no surrogate can break the page
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def curve_of(outcomes: Sequence[Outcome]) -> Markup | None:
    """Return the curve of risk against coverage, if the suite was run."""
    for outcome in outcomes:
        if outcome.drawing.get("curve"):
            return curve_chart(outcome.drawing["curve"], outcome.drawing["here"])
    return None


def case_data(run: Run) -> Record:
    """Return the cases for the browser of cases; texts that come again are kept once."""
    texts: dict[str, str] = {}
    flipped = {flip.key: flip.before for flip in run.comparison.flips}
    new = set(run.comparison.new)
    cases = []
    for outcome in run.outcomes:
        for case in outcome.cases:
            cases.append(
                {
                    "key": whole_letters(case.key),
                    "suite": case.suite,
                    "id": case.id,
                    "passed": case.passed,
                    "changed": case.key in flipped or case.key in run.comparison.moved,
                    "before": flipped.get(case.key, case.passed),
                    "new": case.key in new,
                    "question": shorten(case.question),
                    "problems": [shorten(problem) for problem in case.problems],
                    "scores": {name: round(value, 3) for name, value in case.scores.items()},
                    "tags": list(case.tags),
                    "people": list(case.people),
                    "themes": list(case.themes),
                    "detail": detail_of(case, texts),
                }
            )
    return {"cases": cases, "texts": texts}


def detail_of(case: Case, texts: dict[str, str]) -> Record:
    """Return a case's detail for the page: no text twice, none longer than a page."""
    detail = {name: shortened(value) for name, value in case.detail.items() if name != "answer"}
    answer = case.detail.get("answer")
    if isinstance(answer, dict):
        detail["answer text"] = shorten(str(answer.get("text", "")))
        detail["answer kind"] = answer.get("kind")
        detail["left out"] = shortened(answer.get("dropped", []))
    statements = []
    for statement in case.detail.get("statements", []):
        beside = []
        for one in statement["beside"]:
            texts[one["evidence"]] = one["text"]
            beside.append({name: value for name, value in one.items() if name != "text"})
        statements.append({**statement, "beside": beside})
    if statements:
        detail["statements"] = statements
    return detail


def shortened(value: Any) -> Any:
    """Return a value of JSON with no text longer than a page."""
    if isinstance(value, str):
        return shorten(value)
    if isinstance(value, dict):
        return {str(name): shortened(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [shortened(one) for one in value]
    return value


def shorten(text: str) -> str:
    """Return a text cut where it is too long for a page."""
    return text if len(text) <= CHARACTERS else text[:CHARACTERS] + " […]"
