"""Questions that have nothing to do with the dilemma they are asked in the middle of."""

import pytest

from coach.coach import Coach
from coach.conversation import Conversation

DILEMMA = "One of our partners agreed to the shared service and then hired people of their own."


def kinds(coach: Coach, *messages: str) -> list[str]:
    conversation, given = Conversation(), []
    for message in messages:
        reply = coach.ask(message, conversation)
        conversation = reply.conversation
        given.append(reply.answer.kind)
    return given


@pytest.mark.parametrize(
    "message",
    [
        "How should I set up our new payroll software so that the overtime codes come out right?",
        "Which vegetables can be planted beside tomatoes in a cold greenhouse?",
    ],
)
def test_a_question_of_another_kind_is_declined_in_a_conversation(
    casebook_coach: Coach, message: str
) -> None:
    assert kinds(casebook_coach, DILEMMA, message) == ["answer", "no_evidence"]


@pytest.mark.parametrize(
    "message",
    [
        "So do I believe her or not?",
        "Should I write to their board, or would that finish it?",
        "And what about the two partners who kept their word?",
        "Their finance director keeps the budget. Does it change anything?",
    ],
)
def test_a_question_about_the_dilemma_is_answered(casebook_coach: Coach, message: str) -> None:
    assert kinds(casebook_coach, DILEMMA, message) == ["answer", "answer"]


def test_the_dilemma_is_still_there_after_a_stray(casebook_coach: Coach) -> None:
    asked = (DILEMMA, "What is the best way to boil an egg at high altitude?", "who disagrees?")
    assert kinds(casebook_coach, *asked) == ["answer", "no_evidence", "answer"]
