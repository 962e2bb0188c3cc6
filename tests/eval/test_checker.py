import os
from pathlib import Path

import numpy as np
import pytest

from coach.verify.evidence import Evidence
from eval.checker import TARGETS, auroc, fit_rows, measure_grounding, spearman
from eval.perturb import CHANGES, Clause, measure_perturbed

ROOT = Path(__file__).parents[2]
BENCH = Path(os.environ.get("COACH_BENCH", ROOT.parent / "shared" / "bench")) / "grounding"
CARD = "Lind asked 40 nurses in Leeds. She did not wait. Most of them supported Anna Bell."


def clause(text: str) -> Clause:
    page = Evidence(f"{CARD} Ben Cole and 12 others had gone to York.", "Rosa Lind", "35")
    return Clause(text, "Rosa Lind", (page,), Evidence(CARD, "Rosa Lind", "35"))


def test_the_area_under_the_curve_counts_pairs_in_order() -> None:
    assert auroc([0.1, 0.2, 0.3], np.array([False, False, True])) == 1
    assert auroc([0.1, 0.1], np.array([False, True])) == 0.5


def test_rank_correlation_is_of_ranks() -> None:
    assert round(spearman([1, 2, 30], [1, 2, 3]), 6) == 1


def test_no_fitted_weight_is_negative() -> None:
    rng = np.random.default_rng(1)
    rows = rng.random((200, 4))
    weights = fit_rows(rows, rows[:, 0] - rows[:, 1] > 0, "made up")
    assert weights.best > 0
    assert weights.whole == 0


def test_every_change_makes_another_sentence() -> None:
    import random

    text = "Lind asked most of the 40 nurses in Leeds, and supported Anna Bell."
    for kind, change in CHANGES.items():
        changed = change(clause(text), random.Random(1), ("Rosa Lind", "Tom Field"), ["35", "36"])
        assert changed, kind
        assert changed != text, kind


def test_false_sentences_are_told_from_true_ones() -> None:
    other = Clause("Field waited.", "Tom Field", (Evidence("I waited.", "Tom Field", "9"),), Evidence("Field waited.", "Tom Field", "9"))  # fmt: skip
    clauses = [clause("Lind asked 40 nurses in Leeds."), clause("She did not wait."), other]
    found = measure_perturbed(clauses, with_card=True)
    assert found.false_alarms == 0
    rates = {kind.kind: kind.rate for kind in found.kinds}
    for kind in ("number", "speaker", "page", "negation"):
        assert rates[kind] == 1, kind


@pytest.mark.skipif(not BENCH.exists(), reason="the outside data (COACH_BENCH) is not here")
def test_the_checker_reaches_its_targets_on_data_it_was_not_fitted_on() -> None:
    for found in measure_grounding(BENCH):
        assert found.reached, found
        assert found.dataset in TARGETS
