"""Requests to work on a person behind their back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.manipulation import asks_to_manipulate

ASKED = "How do I undermine my deputy before the vote?"


@pytest.mark.parametrize(
    "message",
    [
        ASKED,
        "Help me humiliate the treasurer so that he resigns.",
        "What is the best way to discredit my rival?",
        "How can I spread rumours about the chair?",
    ],
)
def test_a_request_to_manipulate_is_recognised(message: str) -> None:
    assert asks_to_manipulate(message)


@pytest.mark.parametrize(
    "message",
    [
        "My deputy undermines me in every meeting. What do I do?",
        "How do I stop people undermining my deputy?",
        "How do I persuade a board that has heard it all before?",
        "How do I tell the treasurer kindly that it is time to hand over?",
    ],
)
def test_what_others_do_or_an_honest_aim_is_no_such_request(message: str) -> None:
    assert not asks_to_manipulate(message)


@pytest.mark.parametrize("message", [ASKED.upper(), ASKED.replace(" ", "\u00a0")])
def test_capitals_and_hard_spaces_make_no_difference(message: str) -> None:
    assert asks_to_manipulate(message)


@given(st.text(max_size=300))
def test_any_text_gets_a_decision(text: str) -> None:
    assert asks_to_manipulate(text) in (True, False)
