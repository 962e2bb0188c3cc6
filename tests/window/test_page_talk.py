"""Drives the conversation in a real browser: beginning, stopping, repeating, editing, going on."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from coach.answer import Answer
from coach.conversation import Conversation
from coach.reply import Reply
from tests.window.steps import DILEMMA, answered, say, write


@pytest.mark.own_page
def test_the_first_screen_says_what_it_is_and_waits_with_the_cursor_in_the_box(page: Any) -> None:
    assert page.locator("h1:visible").inner_text()
    assert page.locator(".starters .say").count() == 6
    promise, kept = page.locator("#promise p"), page.locator(".kept")
    lines = "(p) => p.clientHeight / parseFloat(getComputedStyle(p).lineHeight)"
    assert round(promise.evaluate(lines)) <= 2
    assert round(kept.evaluate(lines)) == 1
    assert "Nothing you write is kept" in kept.inner_text()
    assert page.evaluate("document.activeElement.closest('#message') !== null")


def test_shift_enter_starts_a_new_line_and_sends_nothing(page: Any) -> None:
    page.keyboard.type("first")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second")
    assert page.locator("#message textarea").input_value() == "first\nsecond"
    assert page.locator(".exchange").count() == 0


def test_a_starter_begins_and_every_follow_up_gets_evidence(page: Any) -> None:
    page.locator(".starters .say").first.click()
    answered(page)
    follow_ups = page.locator("#current .follow-ups .say").all_inner_texts()
    assert follow_ups
    page.locator("#current .follow-ups .say").first.click()
    page.locator("#past .exchange").wait_for()
    answered(page)
    assert page.locator("#current a.mark").count()
    page.locator("#past a.mark").first.click()
    assert page.locator("#evidence .source:visible").count() == 1
    page.locator("#fresh").click()
    page.locator(".starters").wait_for()
    assert page.locator(".exchange").count() == 0


def test_the_last_message_is_answered_again_in_its_place(page: Any) -> None:
    say(page, DILEMMA)
    page.evaluate("document.querySelector('#current .exchange').dataset.old = ''")
    page.locator("#current [data-again]").click()
    page.locator("#current .exchange:not([data-old])").wait_for()
    answered(page)
    assert page.locator(".exchange").count() == 1
    assert DILEMMA in page.locator("#current .message").inner_text()


def test_the_last_message_is_edited_in_its_place_or_left_as_it_was(page: Any) -> None:
    say(page, DILEMMA)
    page.locator("#current [data-edit]").click()
    page.locator("[data-keep]").click()
    page.locator(".editing").wait_for(state="detached")
    assert page.locator("#message textarea").input_value() == ""
    page.locator("#current [data-edit]").click()
    page.locator(".editing").wait_for()
    assert page.locator("#message textarea").input_value() == DILEMMA
    write(page, f"{DILEMMA} She is new.")
    page.locator("#current .message", has_text="She is new.").wait_for()
    answered(page)
    assert page.locator(".exchange").count() == 1
    assert page.locator(".editing").count() == 0


def test_a_slow_answer_is_stopped_and_its_words_can_be_sent_again(
    open_page: Callable[..., Any], serve_coach: Callable[..., str]
) -> None:
    free, asked = Event(), []

    def ask(message: str, before: Conversation, *more: object, **options: object) -> Reply:
        asked.append(message)
        if len(asked) == 1:
            free.wait(30)
        answer = Answer("answer", "Here you are.")
        return Reply(answer, before.add(message, answer.text))

    page = open_page(serve_coach(ask))
    write(page, "Hello?")
    page.locator("#stop").click()
    page.locator("#current .stopped").wait_for()
    free.set()
    assert "Stopped" in page.locator("#status [role=status]").text_content()
    page.locator("#send").wait_for()
    page.locator("#current [data-again]").click()
    page.locator("#current .part").wait_for()
    assert asked == ["Hello?", "Hello?"]
    assert page.locator(".exchange").count() == 1


def test_what_was_left_out_is_said_plainly(
    open_page: Callable[..., Any], serve_coach: Callable[..., str]
) -> None:
    def ask(message: str, before: Conversation, *more: object, **options: object) -> Reply:
        answer = Answer("answer", "Only this.", dropped=("They all won.", "It was 1066."))
        return Reply(answer, before.add(message, answer.text))

    page = open_page(serve_coach(ask))
    write(page, "Hello?")
    note = page.locator("#current .left-out")
    note.wait_for()
    assert "2 sentences were left out" in note.inner_text()
    assert "1066" not in page.locator("#current").inner_text()


def test_too_many_at_once_are_turned_away_politely_and_keep_their_words(
    open_page: Callable[..., Any], serve_coach: Callable[..., str], monkeypatch: Any
) -> None:
    import window.talk_turns as turns
    from window.gate import Gate

    monkeypatch.setattr(turns, "Gate", lambda: Gate(at_once=1, waiting=0))
    free, inside = Event(), Event()

    def ask(message: str, before: Conversation, *more: object, **options: object) -> Reply:
        inside.set()
        free.wait(60)
        answer = Answer("answer", f"To {message}.")
        return Reply(answer, before.add(message, answer.text))

    url = serve_coach(ask)
    first, second = open_page(url), open_page(url)
    write(first, "one")
    first.locator("#current .thinking").wait_for()
    assert inside.wait(30)
    write(second, "two")
    second.locator("#current .failure").wait_for()
    assert "send them again" in second.locator("#current .failure").inner_text()
    assert second.locator("#message textarea").input_value() == "two"
    free.set()
    first.locator("#current .part").wait_for()
    assert "To one." in first.locator("#current").inner_text()
    second.locator("#send").click()
    second.locator("#current .part").wait_for()
    assert "To two." in second.locator("#current").inner_text()


def test_narrowing_to_a_person_hears_that_person_only(page: Any) -> None:
    say(page, DILEMMA)
    person = page.locator("#current .person[data-stance=supports]").first
    name = person.get_attribute("data-person")
    person.click()
    page.locator(f"#current .person[data-person='{name}'][aria-pressed=true]").wait_for()
    say(page, "And what about the money? Nobody wants to pay for any of it.")
    names = page.locator("#current .person").evaluate_all(
        "(all) => all.filter((p) => p.dataset.stance !== 'silent').map((p) => p.dataset.person)"
    )
    assert names in ([name], [])


def test_a_thumb_and_a_reason_go_into_the_export_and_nowhere_else(
    page: Any, requests: list[str], tmp_path: Path
) -> None:
    say(page, DILEMMA)
    before = len(requests)
    page.locator("#current [data-thumb=down]").click()
    page.locator("#current .opinion input").fill("Not my <b>sector</b>")
    page.wait_for_timeout(300)
    assert len(requests) == before
    for suffix in (".md", ".docx", ".pdf"):
        with page.expect_download() as download:
            page.locator(f"#current [data-export='{suffix}']").click()
        download.value.save_as(tmp_path / f"conversation{suffix}")
    written = (tmp_path / "conversation.md").read_text("utf-8")
    assert "This was of no use." in written
    assert "sector" in written
    assert "<b>" not in written.replace("\\<b\\>", "")
    assert "[1]" in written
    assert (tmp_path / "conversation.docx").read_bytes()[:2] == b"PK"
    assert (tmp_path / "conversation.pdf").read_bytes()[:4] == b"%PDF"


def test_nothing_that_was_said_is_written(page: Any, home: Path) -> None:
    say(page, f"{DILEMMA} Wolpertinger.")
    files = [path for path in home.rglob("*") if path.is_file()]
    assert not [path for path in files if b"Wolpertinger" in path.read_bytes()]
