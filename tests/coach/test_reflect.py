"""Handing a dilemma back in the leader's own words, turned round only where that is safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.reflect import say_back, turn_round


@pytest.mark.parametrize(
    ("dilemma", "said"),
    [
        (
            "I chair eleven schools. Ten have signed; the biggest academy will not sign.",
            "As you tell it, the biggest academy will not sign.",
        ),
        (
            "My board wants results by spring and I can't persuade my staff.",
            "As you tell it, your board wants results by spring and you can't persuade your staff.",
        ),
        (
            "We've lost the trust of our tenants.",
            "As you tell it, you have lost the trust of your tenants.",
        ),
    ],
)
def test_a_sentence_is_turned_round(dilemma: str, said: str) -> None:
    assert say_back(dilemma) == said


@pytest.mark.parametrize(
    "dilemma",
    [
        "She told them I was never there.",  # who is she?
        "What am I to do about my board?",
        "You would not believe what my chair is like.",
        "My idiots of governors will not listen to me.",
        "And then nobody came.",
        "Placards, petitions, a song even.",
        "My deputy, Mary Brown, will not speak to me.",
    ],
)
def test_what_cannot_be_turned_round_safely_is_left(dilemma: str) -> None:
    assert say_back(dilemma) == ""


@given(st.text(max_size=200))
def test_no_message_is_too_wild_to_be_read(message: str) -> None:
    said = say_back(message)
    assert said == "" or said.startswith("As you tell it, ")


def test_the_leader_is_spoken_to() -> None:
    assert (
        turn_round("I am sure we lost our way myself.") == "you are sure you lost your way yourself"
    )
