"""Tests of eval/clauses.py: which sentences of the cards can be made false."""

from coach.coach import Coach
from eval.clauses import find_clauses


def test_without_the_pages_there_is_nothing_to_measure(casebook_coach: Coach) -> None:
    assert find_clauses(casebook_coach.store) == ()


def test_with_the_pages_each_sentence_has_those_of_its_card(report_coach: Coach) -> None:
    clauses = find_clauses(report_coach.store)
    assert len(clauses) > len(report_coach.store.experiences)
    for clause in clauses:
        assert clause.pages
        assert clause.text in clause.card.text
        assert all(page.text and page.speaker == clause.speaker for page in clause.pages)
