"""The close: a step of the leader's own, a time, an obstacle, and then an end."""

import pytest

from coach.conversation import Conversation
from coach.step import is_about_the_step, take_step

ASKED = Conversation(dilemma="The tenth school will not sign.", stage="close", missing="step")


@pytest.mark.parametrize(
    ("message", "missing"),
    [
        ("I will ring the head", "when"),
        ("I will ring the head on Friday", "obstacle"),
        ("On Friday I will ring the head, though she may not answer", ""),
        ("I don't know", "step"),
    ],
)
def test_only_what_is_missing_of_a_step_is_asked_for(message: str, missing: str) -> None:
    assert take_step(message, ASKED).missing == missing


def test_the_three_pieces_come_one_after_the_other_and_then_it_ends() -> None:
    talk = ASKED
    said = []
    for message in ("I will ring the head", "by Friday", "my own pride"):
        taken = take_step(message, talk)
        talk = talk.add(message, taken.answer.text, step=taken.step, missing=taken.missing)
        said.append(taken.answer.text)
    assert said[0].endswith("?")
    assert said[1].endswith("?")
    assert not said[2].endswith("?")
    assert talk.step == "I will ring the head by Friday my own pride"


@pytest.mark.parametrize(
    "message", ["Who disagrees?", "that doesn't help", "What would Sue Page say?", "anyone else"]
)
def test_a_jump_out_of_the_close_is_no_step(message: str) -> None:
    assert not is_about_the_step(message, ASKED)


def test_nothing_is_a_step_before_one_was_asked_for() -> None:
    assert not is_about_the_step("I will ring the head", Conversation(dilemma="A dispute."))
