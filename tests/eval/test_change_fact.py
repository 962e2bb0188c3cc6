"""Tests of eval/change_fact.py: another figure, speaker, page or name makes a sentence false."""

import random

from coach.verify.evidence import Evidence
from eval.change_fact import change_number, change_number_within, change_page
from eval.clauses import Clause

PAGE = Evidence("Lind asked 40 nurses. Ben Cole and 12 others had gone to York.", "Rosa Lind", "35")
ASKED = Clause("Lind asked 13 nurses.", "Rosa Lind", (PAGE,), PAGE)


def test_a_changed_figure_is_none_that_the_pages_have() -> None:
    for seed in range(50):
        changed = change_number(ASKED, random.Random(seed))
        assert changed
        assert " 12 " not in changed
        assert " 40 " not in changed


def test_a_figure_from_the_same_page_is_one_that_it_has() -> None:
    changed = {change_number_within(ASKED, random.Random(seed)) for seed in range(50)}
    assert changed == {"Lind asked 12 nurses.", "Lind asked 40 nurses."}


def test_a_page_that_is_named_is_another_one() -> None:
    changed = change_page(ASKED, random.Random(1), (), ["35", "36"])
    assert changed == "Lind asked 13 nurses (p. 36)."
