"""Tests one turn in the window without a browser."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from coach.answer import Answer
from coach.conversation import Conversation
from coach.reply import Reply
from coach.watch import Said, Watch
from vectorstore.errors import EvidenceError
from window.session import Session
from window.talk import View, take_turn


def views(
    ask: Callable[..., Any],
    message: str,
    session: Session,
    look: Callable[[View], None] = lambda view: None,
) -> list[View]:
    """Return all views of a turn with a made-up coach; each is looked at as it comes."""
    coach: Any = SimpleNamespace(ask=ask, store=None)

    async def collect() -> list[View]:
        seen = []
        async for view in take_turn(lambda: coach, message, session):
            look(view)
            seen.append(view)
        return seen

    # In a thread of its own: a browser driven by another test keeps a loop running in this one.
    with ThreadPoolExecutor(1) as worker:
        return worker.submit(asyncio.run, collect()).result()


def echo(message: str, conversation: Conversation, *narrow: object, **options: object) -> Reply:
    """Answer with three paragraphs."""
    answer = Answer("answer", "one\n\ntwo\n\nthree", follow_ups=("more?",))
    return Reply(answer, conversation.add(message, answer.text))


def test_nobody_at_risk_is_asked_for_a_thumb() -> None:
    def help_them(message: str, before: Conversation, *narrow: object, **options: object) -> Reply:
        return Reply(Answer("safeguarding", "Call **999**."), before.add(message, "Call 999."))

    last = views(help_them, "Hello", Session())[-1]
    assert "data-thumb" not in last.current
    assert "data-thumb" in views(echo, "Hello", last.session)[-1].current
    assert "data-thumb" not in views(echo, "Hello", last.session)[-1].past


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
    def ask(message: str, conversation: Conversation, *narrow: object, **options: object) -> Reply:
        raise EvidenceError("the index is damaged; run `coach ingest` to rebuild it")

    last = views(ask, "Hello", Session())[-1]
    assert "the index is damaged" in last.current
    assert last.box == "Hello"
    assert last.done
    assert last.session == Session()


def test_any_other_error_is_one_honest_line_and_logs_nothing_that_was_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def ask(message: str, conversation: Conversation, *narrow: object, **options: object) -> Reply:
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


def test_a_stopped_turn_ends_at_once_and_can_be_sent_again() -> None:
    free = Event()

    def ask(message: str, conversation: Conversation, *narrow: object, **options: object) -> Reply:
        free.wait(10)
        return echo(message, conversation)

    coach: Any = SimpleNamespace(ask=ask, store=None)

    async def stop_early() -> list[View]:
        seen = []
        async for view in take_turn(lambda: coach, "Hello", Session()):
            seen.append(view)
            if view.session.gone:
                view.session.gone.set()
        free.set()
        return seen

    with ThreadPoolExecutor(1) as worker:
        last = worker.submit(asyncio.run, stop_early()).result()[-1]
    assert last.done
    assert "Stopped" in last.current
    assert last.session.asked == "Hello"
    assert last.session.exchanges == ()


def test_a_reader_who_leaves_ends_the_turn() -> None:
    free, kept = Event(), []

    def ask(message: str, conversation: Conversation, *narrow: object, **options: object) -> Reply:
        free.wait(10)
        return echo(message, conversation)

    coach: Any = SimpleNamespace(ask=ask, store=None)

    async def leave() -> None:
        turn = take_turn(lambda: coach, "Hello", Session())
        kept.append((await anext(turn)).session.gone)
        waiting = asyncio.ensure_future(anext(turn))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await waiting
        free.set()

    with ThreadPoolExecutor(1) as worker:
        worker.submit(asyncio.run, leave()).result()
    assert kept[0].is_set()


def test_a_message_sent_in_place_of_the_last_one_replaces_it() -> None:
    session = views(echo, "Hello", Session())[-1].session
    again = views(echo, "Hello again", replace(session, replacing=True))[-1].session
    assert [exchange.message for exchange in again.exchanges] == ["Hello again"]
    assert [turn.message for turn in again.conversation.turns] == ["Hello again"]


def test_what_a_model_is_writing_is_provisional_until_it_is_settled() -> None:
    drawn = Event()

    def ask(message: str, before: Conversation, *narrow: object, watch: Watch) -> Reply:
        watch.show((Said("She stayed.", True), Said("<b>And won", False)))
        drawn.wait(30)
        return echo(message, before)

    def look(view: View) -> None:
        if "provisional" in view.current:
            drawn.set()

    seen = views(ask, "Hello", Session(), look)
    writing = [view.current for view in seen if "provisional" in view.current]
    assert len(writing) == 1
    assert 'data-settled="true">She stayed.' in writing[0]
    assert 'data-settled="false">&lt;b&gt;And won' in writing[0]
    assert "being written" in writing[0]
    assert "provisional" not in seen[-1].current
    assert "three" in seen[-1].current


def test_a_model_is_told_when_its_reader_has_stopped_it() -> None:
    told = Event()

    def ask(message: str, before: Conversation, *narrow: object, watch: Watch) -> Reply:
        until = time.monotonic() + 30
        while not watch.gone() and time.monotonic() < until:
            time.sleep(0.01)
        if watch.gone():
            told.set()
        return echo(message, before)

    coach: Any = SimpleNamespace(ask=ask, store=None)

    async def stop() -> None:
        async for view in take_turn(lambda: coach, "Hello", Session()):
            if view.session.gone:
                view.session.gone.set()
        assert await asyncio.to_thread(told.wait, 30)

    with ThreadPoolExecutor(1) as worker:
        worker.submit(asyncio.run, stop()).result()
    assert told.is_set()
