"""Tests one turn in the window without a browser."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from coach.answer import Answer
from coach.coach import Reply
from coach.conversation import Conversation
from vectorstore.errors import EvidenceError
from window.session import Session
from window.talk import View, take_turn


def views(ask: Callable[..., Any], message: str, session: Session) -> list[View]:
    """Return all views of a turn with a made-up coach."""
    coach: Any = SimpleNamespace(ask=ask, store=None)

    async def collect() -> list[View]:
        return [view async for view in take_turn(lambda: coach, message, session)]

    # In a thread of its own: a browser driven by another test keeps a loop running in this one.
    with ThreadPoolExecutor(1) as worker:
        return worker.submit(asyncio.run, collect()).result()


def echo(message: str, conversation: Conversation, *narrow: object) -> Reply:
    """Answer with three paragraphs."""
    answer = Answer("answer", "one\n\ntwo\n\nthree", follow_ups=("more?",))
    return Reply(answer, conversation.add(message, answer.text))


def test_an_answer_appears_paragraph_by_paragraph() -> None:
    seen = views(echo, "Hello", Session())
    assert [("two" in view.current, "three" in view.current) for view in seen] == [
        (False, False),
        (False, False),
        (True, False),
        (True, True),
    ]
    assert [view.done for view in seen] == [False, False, False, True]
    assert seen[0].box == ""
    assert seen[-1].session.conversation.turns[0].message == "Hello"


def test_the_next_turn_moves_the_last_one_up() -> None:
    session = views(echo, "Hello", Session())[-1].session
    assert "Hello" in views(echo, "And?", session)[0].past


def test_a_known_problem_is_told_in_its_own_line_and_the_words_come_back() -> None:
    def ask(message: str, conversation: Conversation, *narrow: object) -> Reply:
        raise EvidenceError("the index is damaged; run `coach ingest` to rebuild it")

    last = views(ask, "Hello", Session())[-1]
    assert "the index is damaged" in last.current
    assert last.box == "Hello"
    assert last.done
    assert last.session == Session()


def test_any_other_error_is_one_honest_line_and_logs_nothing_that_was_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def ask(message: str, conversation: Conversation, *narrow: object) -> Reply:
        raise ZeroDivisionError(f"no idea about {message}")

    with caplog.at_level(logging.DEBUG):
        last = views(ask, "a secret", Session())[-1]
    assert "Something went wrong" in last.current
    assert last.box == "a secret"
    assert "ZeroDivisionError" in caplog.text
    assert "a secret" not in caplog.text


def test_a_lone_surrogate_does_no_harm() -> None:
    assert "Hello ?" in views(echo, "Hello \ud800", Session())[-1].current


def test_a_session_goes_to_nobody_but_its_owner() -> None:
    session = views(echo, "Hello", Session(owner="ann"))[-1].session
    assert session.owned_by("ann") is session
    assert session.owned_by("bob") == Session(owner="bob")
