"""Tests of eval/perturb.py: what is noticed when true sentences are made false."""

import random

import pytest

from coach.verify.evidence import Evidence
from eval.clauses import Clause
from eval.perturb import CHANGES, measure_perturbed

CARD = "Lind asked 40 nurses in Leeds. She did not wait. Most of them supported Anna Bell."
PAGE = f"{CARD} Ben Cole and 12 others had gone to York."


def clause(text: str) -> Clause:
    page = Evidence(PAGE, "Rosa Lind", "35")
    return Clause(text, "Rosa Lind", (page,), Evidence(CARD, "Rosa Lind", "35"))


OTHER = Clause(
    "Field waited.",
    "Tom Field",
    (Evidence("I waited.", "Tom Field", "9"),),
    Evidence("Field waited.", "Tom Field", "9"),
)


@pytest.mark.parametrize("kind", CHANGES)
def test_every_change_makes_another_sentence(kind: str) -> None:
    text = "Lind asked most of the 40 nurses in Leeds, and supported Anna Bell."
    speakers = ("Rosa Lind", "Tom Field")
    changed = CHANGES[kind].make(clause(text), random.Random(1), speakers, ["35", "36"])
    assert changed
    assert changed != text


def test_false_sentences_are_told_from_true_ones() -> None:
    clauses = [clause("Lind asked 40 nurses in Leeds."), clause("She did not wait."), OTHER]
    found = measure_perturbed(clauses, with_card=True)
    assert found.false_alarms == 0
    rates = {kind.kind: kind.rate for kind in found.kinds}
    for kind in ("number", "speaker", "page", "negation"):
        assert rates[kind] == 1, kind


def test_a_true_sentence_that_is_refused_counts_as_a_false_alarm() -> None:
    found = measure_perturbed([clause("Lind sold nine ships to Norway."), OTHER], with_card=True)
    assert found.false_alarms == 0.5
