from pathlib import Path

import numpy as np

from eval.checker import TARGETS, auroc, fit_rows, measure_grounding, spearman


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


def test_the_checker_reaches_its_targets_on_data_it_was_not_fitted_on(bench: Path) -> None:
    for found in measure_grounding(bench / "grounding"):
        assert found.reached, found
        assert found.dataset in TARGETS
