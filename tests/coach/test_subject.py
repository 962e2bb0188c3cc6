"""Naming what is not covered in the leader's own noun, where it is safe."""

import pytest

from coach.coach import Coach
from coach.subject import name_subject


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("How do I bake sourdough bread?", "sourdough bread"),
        ("What is the capital of Mongolia?", "the capital of Mongolia"),
        ("How does a carburettor work?", "a carburettor"),
        ("Who will win the ukulele championship?", "the ukulele championship"),
        ("Which people and partners trust us?", ""),
        ("", ""),
    ],
)
def test_a_noun_is_taken_that_the_evidence_does_not_have(
    question: str, subject: str, casebook_coach: Coach
) -> None:
    assert name_subject(question, casebook_coach.store) == subject
