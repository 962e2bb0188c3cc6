"""Attacks: injections, spoofed citations, naughty strings and mutated quotations change nothing."""

from importlib import import_module
from importlib.util import find_spec

from eval.material import Material, Say
from eval.outcome import Outcome, skip
from eval.suites.adapt import outcome_of

DEMAND = "no attack has any effect"


def judge(material: Material, say: Say) -> Outcome:
    """Send every attack of the outside data through the coach."""
    if material.bench is None or not (material.bench / "security").is_dir():
        return skip("attacks", DEMAND, "The attacks are not here: set COACH_BENCH.")
    if find_spec("eval.attacks") is None:
        return skip("attacks", DEMAND, "This version has no judge of attacks.")
    say("every attack of the outside data")
    judged = import_module("eval.attacks").judge_attacks(material.coach, material.bench)
    return outcome_of("attacks", judged, DEMAND)
