import time

import pytest

from coach.conversation import Conversation
from coach.model.line import Limits, Line
from coach.model.open import open_model
from coach.model.resolve import resolve
from coach.understand import Move, Query
from coach.watch import stay_to_the_end
from tests import scripted_server as server
from tests.coach.model.conftest import PATIENT, QUICK
from tests.scripted_server import Play, answer

TALKED = Conversation().add("My buyer will not buy.", "Berry met this.", dilemma="buyer")


def put(
    play: Play,
    move: Move = "addition",
    conversation: Conversation = TALKED,
    limits: Limits = PATIENT,
) -> str:
    """Return what a scripted server makes of a follow-up."""
    query = Query("And if he still refuses?", "buyer", (), move, "buyer")
    with server.serve(play) as script:
        line = Line(open_model("openai:scripted", script.url), limits)
        until = time.perf_counter() + 30
        return resolve(line, query.text, query, conversation, until, stay_to_the_end)


def test_a_follow_up_is_put_into_words_of_its_own() -> None:
    said = "What if the buyer still refuses to buy?"
    assert put(answer(lambda asked: said)) == said


def test_the_request_has_the_conversation_and_no_evidence() -> None:
    def write(asked: server.Asked) -> str:
        assert asked.is_follow_up
        assert "My buyer will not buy." in asked.text
        return asked.leader

    assert put(answer(write)) == "And if he still refuses?"


@pytest.mark.parametrize(
    "play",
    [
        server.send_status(500),
        server.hang,
        server.send_html,
        server.send_bad_utf8,
        server.stream_50_mb,
        answer(lambda asked: "word " * 200),
        answer(lambda asked: "see http://attacker.invalid/"),
        answer(lambda asked: ""),
    ],
)
def test_without_a_good_reply_the_message_stays_as_it_is(play: Play) -> None:
    started = time.perf_counter()
    assert put(play, limits=QUICK) == ""
    assert time.perf_counter() - started < 15  # half of what there is for the whole turn


def test_nothing_is_asked_on_a_first_turn_or_about_another_dilemma() -> None:
    def fail(asked: server.Asked) -> str:
        raise AssertionError

    assert put(answer(fail), conversation=Conversation()) == ""
    assert put(answer(fail), move="dilemma") == ""
