"""Intervals and tests, held to published values and to plain reasoning."""

import numpy as np
import pytest

from eval.statistics import (
    bootstrap,
    detection_power,
    holm,
    interval,
    mcnemar,
    paired_bootstrap,
    rule_of_three,
    smallest_regression,
    wilson,
)


def test_wilson_is_that_of_the_textbook() -> None:
    found = wilson(81, 263)  # Newcombe 1998, table I
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 10).low == 0
    assert wilson(10, 10).high == 1


def test_no_failure_in_three_hundred_bounds_the_rate_at_one_percent() -> None:
    assert rule_of_three(300) == pytest.approx(0.01, abs=2e-4)


def test_the_bootstrap_is_seeded_and_covers_the_mean() -> None:
    values = list(np.random.default_rng(1).random(80))
    names = [str(n) for n in range(80)]
    first = bootstrap(values, names)
    assert first == bootstrap(values, names)
    assert first.low < np.mean(values) < first.high


def test_cases_of_one_cluster_count_as_one() -> None:
    values = [0.0, 1.0] * 10
    alone = bootstrap(values * 4, [str(n) for n in range(80)])
    together = bootstrap(values * 4, [str(n % 20) for n in range(80)])
    assert together.high - together.low > 1.5 * (alone.high - alone.low)


def test_a_measure_that_never_fails_still_has_an_interval() -> None:
    found = interval([1.0] * 40, [str(n) for n in range(40)], [7.0] * 40)
    assert found is not None
    assert found.low < 0.95
    assert interval([], []) is None


def test_mcnemar_is_exact_and_has_two_sides() -> None:
    assert mcnemar(6, 0) == pytest.approx(2 / 64)
    assert mcnemar(0, 6) == mcnemar(6, 0)
    assert mcnemar(5, 5) == 1
    assert mcnemar(0, 0) == 1


def test_a_real_difference_is_told_from_none() -> None:
    rng = np.random.default_rng(3)
    names = [str(n) for n in range(100)]
    assert paired_bootstrap(list(rng.normal(0.2, 0.3, 100)), names) < 0.01
    assert paired_bootstrap([0.0] * 100, names) == 1
    assert paired_bootstrap([0.1, -0.1] * 50, names) > 0.5


def test_holm_multiplies_the_smallest_most_and_keeps_the_order() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx(
        {"a": 0.03, "c": 0.06, "b": 0.06}
    )


def test_the_smallest_regression_is_what_the_power_says() -> None:
    found = smallest_regression(220, 0.01, 5)
    assert found is not None
    rng = np.random.default_rng(5)
    lost, gained = rng.binomial(220, found + 0.01, 2000), rng.binomial(220, 0.01, 2000)
    pairs = zip(lost, gained, strict=True)
    flagged = np.mean([mcnemar(int(a), int(b)) < 0.01 and a > b for a, b in pairs])
    assert flagged == pytest.approx(detection_power(220, found + 0.01, 0.01, 0.01), abs=0.03)
    assert flagged > 0.75


def test_larger_sets_see_smaller_losses_and_tiny_ones_see_none() -> None:
    large, small = smallest_regression(1000), smallest_regression(100)
    assert large is not None
    assert small is not None
    assert large < small
    assert smallest_regression(3) is None
