"""Abstention: is what the interviews cover answered, and what they do not cover declined."""

from collections.abc import Sequence

from eval.abstention import Decision, area_under, how_sure, risk_against_coverage, square
from eval.dataset import describe
from eval.material import Material, Say
from eval.outcome import Case, Measure, Outcome, Table, at_most
from eval.tally import tally

MOST = 0.04
ANSWERED = "answered when it should not"
DECLINED = "declined when it should answer"


def judge(material: Material, say: Say) -> Outcome:
    """Ask everything as a first turn, a follow-up whole, and set both kinds of error apart."""
    dilemmas, unanswerable = material.dilemmas, material.unanswerable
    say(f"{len(dilemmas)} answerable and {len(unanswerable)} unanswerable questions")
    asked = [(d.id, "dilemma", True, d.whole, tuple(sorted(d.tags))) for d in dilemmas]
    asked += [(u.id, u.kind, False, u.question, (u.kind,)) for u in unanswerable]
    pairs = [judge_question(material, *one) for one in asked]
    cases, decisions = [case for case, _ in pairs], [decision for _, decision in pairs]
    found = square(decisions)
    points = risk_against_coverage(decisions)
    area = area_under(points)
    measures = [
        tally("abstention", name, cases, gated=True, higher_is_better=False)
        for name in (ANSWERED, DECLINED)
    ]
    table = Table(
        "The square",
        ("", "answered", "not answered"),
        (
            (
                "answerable",
                str(found.answerable - found.declined_wrongly),
                str(found.declined_wrongly),
            ),
            (
                "unanswerable",
                str(found.answered_wrongly),
                str(found.unanswerable - found.answered_wrongly),
            ),
        ),
    )
    return Outcome(
        "abstention",
        gates=tuple(at_most("abstention", measure, MOST) for measure in measures),
        cases=tuple(cases),
        measures=(
            *measures,
            Measure("abstention", "area under risk", area, None, len(points), False, False),
        ),
        tables=(table, by_kind(decisions)),
        datasets=(describe("dilemmas", dilemmas), describe("unanswerable", unanswerable)),
        drawing={
            "square": {
                "answered_rightly": found.answerable - found.declined_wrongly,
                "declined_wrongly": found.declined_wrongly,
                "answered_wrongly": found.answered_wrongly,
                "declined_rightly": found.unanswerable - found.answered_wrongly,
            },
            "curve": [[round(p.coverage, 4), round(p.risk, 4)] for p in points],
            "here": working_point(decisions),
        },
    )


def judge_question(
    material: Material,
    case_id: str,
    kind: str,
    answerable: bool,
    question: str,
    tags: tuple[str, ...],
) -> tuple[Case, Decision]:
    """Return whether one question was rightly answered or declined."""
    given = material.answer((question,))
    probability = how_sure(material.coach, question)
    decision = Decision(
        case_id, kind, answerable, given.kind == "answer", bool(given.citations), probability
    )
    if answerable:
        scores = {DECLINED: float(not decision.answered)}
        problems = () if decision.answered else ("declined, though the interviews cover it",)
    else:
        scores = {ANSWERED: float(decision.answered)}
        problems = ("answered, though the interviews do not cover it",) if decision.answered else ()
    if decision.cited and not decision.answered:
        problems = (*problems, "cites evidence without answering")
    case = Case(
        "abstention",
        case_id,
        decision.right,
        question,
        problems,
        scores,
        cluster=case_id,
        tags=tags,
        people=given.weight.names,
        detail={
            "should be": "answered" if answerable else "declined",
            "was": given.kind,
            "probability of cover": None if probability is None else round(probability, 4),
            "text": given.text,
        },
    )
    return case, decision


def working_point(decisions: Sequence[Decision]) -> list[float] | None:
    """Return the coverage and the risk at which the coach works; None if it answers nothing."""
    answered = [decision for decision in decisions if decision.answered]
    if not answered:
        return None
    wrong = sum(not decision.answerable for decision in answered)
    return [round(len(answered) / len(decisions), 4), round(wrong / len(answered), 4)]


def by_kind(decisions: Sequence[Decision]) -> Table:
    """Return the errors by kind of question."""
    rows = []
    for kind in dict.fromkeys(decision.kind for decision in decisions):
        chosen = [decision for decision in decisions if decision.kind == kind]
        wrong = sum(not decision.right for decision in chosen)
        rows.append((kind, str(len(chosen)), str(wrong), f"{wrong / len(chosen):.3f}"))
    return Table("Errors by kind of question", ("kind", "n", "wrong", "share"), tuple(rows))
