"""Tests what a session holds when messages are repeated, edited or stopped."""

from dataclasses import replace
from threading import Event

from coach.answer import Answer
from coach.conversation import Conversation
from window.session import Exchange, Session

FIRST = Conversation().add("one", "1")
SESSION = (
    Session()
    .add(Exchange("one", Answer("answer", "1"), "", "", Conversation()), FIRST)
    .add(Exchange("two", Answer("answer", "2"), "", "", FIRST), FIRST.add("two", "2"))
)


def test_taking_back_goes_back_to_the_conversation_before_the_last_message() -> None:
    back = SESSION.take_back()
    assert back.conversation == FIRST
    assert [exchange.message for exchange in back.exchanges] == ["one"]


def test_a_message_without_an_answer_is_taken_back_alone() -> None:
    waiting = SESSION.ask("three", Event())
    assert waiting.last_message == "three"
    assert waiting.take_back() == SESSION


def test_nothing_can_be_taken_back_from_an_empty_session() -> None:
    assert Session().take_back() == Session()
    assert Session().last_message == ""


def test_an_answer_ends_the_waiting_and_the_replacing() -> None:
    waiting = replace(SESSION, replacing=True).take_back().ask("two again", Event())
    exchange = Exchange("two again", Answer("answer", "2"), "", "", FIRST)
    done = waiting.add(exchange, FIRST.add("two again", "2"))
    assert (done.asked, done.replacing, done.gone) == ("", False, None)
    assert done.last_message == "two again"
