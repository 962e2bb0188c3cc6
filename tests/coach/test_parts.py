"""A message of which a part is not covered."""

import pytest

from coach.coach import Coach
from coach.parts import split_message
from eval.dilemma import FOLDER, load_dilemmas

DILEMMA = "Our board cannot agree who leads on housing and the council walks out each time."


@pytest.mark.parametrize(
    "outside",
    [
        "How do I bake sourdough bread?",
        "What is the capital of Mongolia?",
        "And what is the square root of an octopus?",
    ],
)
def test_the_part_for_somebody_else_is_split_off(outside: str, casebook_coach: Coach) -> None:
    split = split_message(f"{DILEMMA} {outside}", casebook_coach.store)
    assert split.outside == outside
    assert split.rest == DILEMMA


def test_a_question_on_the_dilemma_stays_with_it(casebook_coach: Coach) -> None:
    message = f"{DILEMMA} How do I bring them back to the table?"
    assert split_message(message, casebook_coach.store).outside == ""


def test_hardly_any_dilemma_is_split(casebook_coach: Coach) -> None:
    dilemmas = [d for d in load_dilemmas(FOLDER / "dilemmas.jsonl") if d.split == "dev"]
    split = [d.id for d in dilemmas if split_message(d.whole, casebook_coach.store).outside]
    assert len(split) <= len(dilemmas) / 100, split
