"""Tests of eval/change_word.py: a negation, an opposite or a lost hedge makes a sentence false."""

import pytest

from coach.verify.evidence import Evidence
from eval.change_word import negate, remove_hedge
from eval.clauses import Clause


def clause(text: str) -> Clause:
    """Return a sentence as a clause of somebody."""
    page = Evidence(text, "Rosa Lind", "35")
    return Clause(text, "Rosa Lind", (page,), page)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("She did not wait.", "She wait."),
        ("Lind asked the nurses.", "Lind never asked the nurses."),
        ("They were asked.", "They were not asked."),
        ("Nobody there was asked without warning.", "Nobody there was asked with warning."),
        ("A ward in Leeds.", None),
    ],
)
def test_a_negation_is_put_in_or_taken_out(true: str, false: str | None) -> None:
    assert negate(clause(true)) == false


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Most of them might help.", "Most of them must help."),
        ("Most of them helped.", "All of them helped."),
        ("They helped.", None),
    ],
)
def test_the_first_hedge_is_made_absolute(true: str, false: str | None) -> None:
    assert remove_hedge(clause(true)) == false
