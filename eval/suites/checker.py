"""Checker: how far the checker itself can be trusted, on data people judged and on our cards."""

from collections.abc import Sequence
from dataclasses import asdict

from eval.checker import TARGETS, Grounding
from eval.material import Material, Say
from eval.outcome import Case, Dataset, Gate, Measure, Outcome, Record, Table
from eval.perturb import Perturbed
from eval.statistics import wilson

LEAST = {"number": 0.99, "speaker": 0.99, "page": 0.99, "negation": 0.90}
ALARMS = 0.05  # false alarms on the same sentences, unchanged
MILLISECONDS = 5.0  # for a claim
BLIND = 0.5  # a change noticed less often is a blind spot
DATASETS = "agreement with people on {name}: AUROC at least {auroc}"


def judge(material: Material, say: Say) -> Outcome:
    """Hold the checker against people's judgements and against sentences made false by rule."""
    say("the checker on outside data and on changed sentences")
    found = material.judge_checker()
    gates = [gate for one in found.grounding for gate in gate_dataset(one)]
    gates += [gate for one in found.perturbed for gate in gate_perturbed(one)]
    if not found.grounding:
        gates.append(missing("agreement with people on outside data", found.skipped))
    if not found.perturbed:
        gates.append(missing("changed sentences are noticed", found.skipped))
    cases = [case_of(one) for one in found.grounding]
    cases += [case for one in found.perturbed for case in cases_of(one)]
    return Outcome(
        "checker",
        gates=tuple(gates),
        cases=tuple(cases),
        measures=(
            *(measure for one in found.grounding for measure in measures_of(one)),
            *(measure for one in found.perturbed for measure in rates_of(one)),
        ),
        tables=tables(found.grounding, found.perturbed),
        datasets=tuple(Dataset(one.dataset, one.claims, "outside") for one in found.grounding),
        skipped=found.skipped,
        drawing={
            "perturbed": [draw(one) for one in found.perturbed],
            "trust": trust(found.grounding, found.perturbed),
        },
    )


def missing(demand: str, skipped: Sequence[str]) -> Gate:
    """Return a gate that could not be scored, and why."""
    return Gate("checker", demand, "could not be scored", None, " ".join(skipped))


def gate_dataset(one: Grounding) -> list[Gate]:
    """Return the gates of a dataset, judged by weights fitted on the other one."""
    auroc, spearman = TARGETS[one.dataset]
    demand = DATASETS.format(name=one.dataset, auroc=auroc)
    gates = [Gate("checker", demand, f"{one.auroc:.3f}", one.auroc >= auroc)]
    if spearman is not None:
        demand = f"agreement with people on {one.dataset}: Spearman at least {spearman}"
        measured = "could not be scored" if one.spearman is None else f"{one.spearman:.3f}"
        holds = None if one.spearman is None else one.spearman >= spearman
        gates.append(Gate("checker", demand, measured, holds))
    return gates


def gate_perturbed(one: Perturbed) -> list[Gate]:
    """Return the gates on what is noticed, and on false alarms."""
    where = f"against {one.evidence}"
    gates = [
        Gate(
            "checker",
            f"false alarms {where} at most {ALARMS:.2f}",
            f"{one.false_alarms:.3f} of {one.sentences}",
            one.false_alarms <= ALARMS,
        )
    ]
    rates = {row.kind: row for row in one.kinds}
    for kind, least in LEAST.items():
        demand = f"changed {kind} noticed {where} at least {least:.2f}"
        row = rates.get(kind)
        if row is None or row.rate is None:
            why = f"no sentence has a {kind} to change"
            gates.append(Gate("checker", demand, "could not be scored", None, why))
        else:
            measured = f"{row.rate:.3f} of {row.sentences}"
            gates.append(Gate("checker", demand, measured, row.rate >= least))
    return gates


def case_of(one: Grounding) -> Case:
    """Return a dataset as a case."""
    detail = {name: value for name, value in asdict(one).items() if name != "weights"}
    problems = () if one.reached else ("agrees with people less than it should",)
    return Case(
        "checker", one.dataset, one.reached, f"{one.claims} claims", problems, detail=detail
    )


def cases_of(one: Perturbed) -> list[Case]:
    """Return each kind of change as a case."""
    cases = []
    for row in one.kinds:
        least = LEAST.get(row.kind, BLIND)
        passed = None if row.rate is None else row.rate >= least
        problems = () if passed is not False else (f"noticed in {row.rate:.1%}, not {least:.0%}",)
        name = f"{one.evidence}/{row.kind}"
        question = f"True sentences with another {row.kind}, against {one.evidence}"
        cases.append(Case("checker", name, passed, question, problems, detail=asdict(row)))
    return cases


def measures_of(one: Grounding) -> list[Measure]:
    """Return the agreement with people on one dataset."""
    name = one.dataset
    bad = Measure(
        "checker",
        f"{name}: bad ones supported",
        one.wrongly_accepted,
        None,
        one.claims,
        higher_is_better=False,
    )
    return [
        Measure("checker", f"{name}: AUROC", one.auroc, None, one.claims),
        *(
            [Measure("checker", f"{name}: Spearman", one.spearman, None, one.claims)]
            if one.spearman is not None
            else []
        ),
        Measure("checker", f"{name}: good ones supported", one.accepted, None, one.claims),
        bad,
    ]


def rates_of(one: Perturbed) -> list[Measure]:
    """Return what is noticed as measures with Wilson's intervals."""
    alarms = wilson(round(one.false_alarms * one.sentences), one.sentences)
    name = f"false alarms, {one.evidence}"
    measures = [
        Measure("checker", name, one.false_alarms, alarms, one.sentences, higher_is_better=False)
    ]
    for row in one.kinds:
        spread = (
            None if row.rate is None else wilson(round(row.rate * row.sentences), row.sentences)
        )
        name = f"{row.kind} noticed, {one.evidence}"
        measures.append(Measure("checker", name, row.rate, spread, row.sentences))
    return measures


def draw(one: Perturbed) -> Record:
    """Return the table of changes for the report, its blind spots marked."""
    return {
        "evidence": one.evidence,
        "sentences": one.sentences,
        "false_alarms": one.false_alarms,
        "rows": [
            {**asdict(row), "blind": row.rate is not None and row.rate < BLIND} for row in one.kinds
        ],
    }


def trust(grounding: Sequence[Grounding], perturbed: Sequence[Perturbed]) -> list[str]:
    """Return in plain sentences how far the checker may be believed."""
    lines = []
    for one in grounding:
        lines.append(
            f"On {one.claims:,} claims of {one.dataset} that people judged, it puts a good and a "
            f"bad claim in the right order {one.auroc:.1%} of the time; it accepts "
            f"{one.accepted:.0%} of the good ones and {one.wrongly_accepted:.0%} of the bad ones."
        )
    for two in perturbed:
        blind = [row.kind for row in two.kinds if row.rate is not None and row.rate < BLIND]
        spots = (
            f"Blind spots: {', '.join(blind)}."
            if blind
            else "It notices every kind of change more often than not."
        )
        lines.append(
            f"Against {two.evidence}, it doubts {two.false_alarms:.1%} of {two.sentences} true "
            f"sentences. {spots}"
        )
    return lines or ["Nothing could be measured: neither outside data nor the report is here."]


def tables(grounding: Sequence[Grounding], perturbed: Sequence[Perturbed]) -> tuple[Table, ...]:
    """Return both tables for the summary."""
    found = []
    if grounding:
        rows = tuple(
            (
                one.dataset,
                str(one.claims),
                f"{one.auroc:.3f}",
                "–" if one.spearman is None else f"{one.spearman:.3f}",
                f"{one.accepted:.3f}",
                f"{one.wrongly_accepted:.3f}",
                f"{one.milliseconds:.1f}",
                f"{one.milliseconds_p95:.1f}",
            )
            for one in grounding
        )
        head = ("data", "claims", "AUROC", "Spearman", "good accepted", "bad accepted", "ms", "p95")
        note = "Each by weights fitted on the other; accepted by the weights as shipped."
        found.append(Table("Agreement with people", head, rows, note))
    for two in perturbed:
        changed = tuple(
            (
                row.kind,
                str(row.sentences),
                "–" if row.rate is None else f"{row.rate:.3f}",
                "–" if row.flagged is None else f"{row.flagged:.3f}",
            )
            for row in two.kinds
        )
        unchanged = ("none (false alarms)", str(two.sentences), f"{two.false_alarms:.3f}", "–")
        title = f"Sentences made false, against {two.evidence}"
        columns = ("change", "n", "noticed", "for this reason")
        found.append(Table(title, columns, (unchanged, *changed)))
    return tuple(found)
