"""Tests that a brief says on which part of a dilemma the interviews have nothing."""

from coach.coach import Coach
from coach.gaps import find_gaps

COVERED = "One of four partners will not join and the others are getting restless about it."


def test_the_sentence_about_something_else_is_named(casebook_coach: Coach) -> None:
    gaps = find_gaps(casebook_coach.store, COVERED, "The neighbour's dog barks through the night.")
    assert gaps == ("The neighbour's dog barks through the night.",)


def test_a_dilemma_of_one_sentence_has_no_parts(casebook_coach: Coach) -> None:
    assert find_gaps(casebook_coach.store, COVERED) == ()
