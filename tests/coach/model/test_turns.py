import json

import pytest

from coach.coach import Coach
from coach.conversation import Conversation
from coach.model.line import Limits, Line
from coach.model.open import open_model
from tests import scripted_server as server
from tests.scripted_server import Asked, Script, answer

DILEMMA = (
    "Everyone else has signed up to our partnership and one partner organisation will not join. "
    "I cannot order them. Do we wait for them or start without them?"
)
RISK = "I cannot go on any more and I want to end my life tonight."


@pytest.fixture
def open_coach(casebook_coach: Coach):  # type: ignore[no-untyped-def]
    """Return what makes a coach whose model is a scripted server."""

    def make(script: Script) -> Coach:
        coach = Coach(casebook_coach.store, open_model("openai:scripted", script.url))
        assert coach.line
        coach.line = Line(coach.line.model, Limits(total=60.0))
        return coach

    return make


def test_the_leader_is_told_first_who_else_reads(open_coach) -> None:  # type: ignore[no-untyped-def]
    with server.serve(answer(server.write_good)) as script:
        reply = open_coach(script).ask(DILEMMA, Conversation())
    record = reply.answer.record()
    assert "language model scripted" in reply.answer.claims[0].text
    assert record["model"] == "scripted"
    assert record["dropped"] == []
    assert json.dumps(record)
    assert reply.conversation.table
    assert {c["evidence_id"] for c in record["citations"]} >= set(reply.conversation.table)


def test_a_follow_up_is_first_understood_and_then_answered(open_coach) -> None:  # type: ignore[no-untyped-def]
    def write(asked: Asked) -> str:
        if asked.is_follow_up:
            return "What if the partner that will not join tells the others to leave?"
        return server.write_good(asked)

    with server.serve(answer(write)) as script:
        coach = open_coach(script)
        first = coach.ask(DILEMMA, Conversation())
        message = "And what if they also begin to tell the other partners to leave?"
        coach.ask(message, first.conversation)
    assert [asked.is_follow_up for asked in script.asked][:2] == [False, True]
    assert DILEMMA in script.asked[1].text


@pytest.mark.parametrize("message", [RISK, "", "What is seven times eight?"])
def test_the_model_is_not_asked_where_there_is_nothing_to_word(open_coach, message: str) -> None:  # type: ignore[no-untyped-def]
    with server.serve(answer(server.write_good)) as script:
        reply = open_coach(script).ask(message, Conversation())
    assert script.asked == []
    assert reply.answer.model is None
