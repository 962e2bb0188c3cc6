"""Conversation: whole transcripts, each turn with what must and must not hold of it."""

from collections.abc import Sequence

from eval.conversation import Judged, Script, judge_conversations, load_scripts
from eval.dataset import describe
from eval.material import Material, Say
from eval.outcome import CannotRun, Case, Gate, Outcome, Table, skip
from eval.statistics import rule_of_three
from eval.tally import tally

DEMAND = "no turn of any transcript with a problem"


def judge(material: Material, say: Say) -> Outcome:
    """Hold every transcript through the coach; those that need the report are left out without."""
    folder = material.places.conversations
    if not folder.is_dir():
        return skip("conversation", DEMAND, "The transcripts are not part of an installed program.")
    try:
        scripts = load_scripts(folder)
    except (ValueError, KeyError, TypeError) as error:
        raise CannotRun(f"the transcripts cannot be read: {error}") from error
    if not scripts:
        raise CannotRun(f"there is no transcript in {folder.name}")
    say(f"{len(scripts)} transcripts")
    judged = judge_conversations(material.coach, scripts)
    by_name = {script.name: script for script in scripts}
    cases = tuple(case_of(one, by_name[one.script]) for one in judged)
    bad = [case for case in cases if not case.passed]
    left = [s for s in scripts if s.report] if not material.with_report else []
    measured = f"{len(bad)} of {len(cases)} turns, in {len({c.cluster for c in bad})} transcripts"
    if not bad and cases:
        measured += f"; at most {rule_of_three(len(cases)):.1%} of other turns may have one"
    return Outcome(
        "conversation",
        (Gate("conversation", DEMAND, measured, not bad),),
        cases,
        (tally("conversation", "turns without a problem", cases, gated=True),),
        (table(scripts, cases),),
        (describe("transcripts", scripts),),
        (f"{len(left)} transcripts need the report.",) if left else (),
    )


def case_of(one: Judged, script: Script) -> Case:
    """Return one turn as a case, with everything that was said before it."""
    line = script.lines[one.turn - 1]
    return Case(
        "conversation",
        f"{one.script}/{one.turn}",
        not one.problems,
        one.say,
        one.problems,
        {"turns without a problem": float(not one.problems)},
        cluster=one.script,
        tags=(one.script,),
        detail={
            "about": script.about,
            "turns": [before.say for before in script.lines[: one.turn]],
            "what must hold": {name: v for name, v in line.demands.items() if name != "say"},
        },
    )


def table(scripts: Sequence[Script], cases: Sequence[Case]) -> Table:
    """Return the transcripts with a problem, or say that there is none."""
    rows = []
    for script in scripts:
        turns = [case for case in cases if case.cluster == script.name]
        bad = sum(not case.passed for case in turns)
        if bad:
            rows.append((script.name, f"{bad} of {len(turns)}", script.about))
    note = "" if rows else "No transcript has one."
    return Table("Transcripts with a problem", ("transcript", "turns", "about"), tuple(rows), note)
