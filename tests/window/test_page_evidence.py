"""Drives the marks in a real browser: what they show, what they open, and when."""

from pathlib import Path
from typing import Any

import pytest

from tests.window.steps import DILEMMA, open_mark, say
from vectorstore.builds import current_build, read_jsonl


@pytest.fixture
def with_report(page: Any, home: Path) -> bool:
    """Say whether the report is in the index behind the page."""
    build = current_build(home)
    assert build
    return bool(read_jsonl(build / "passages.jsonl"))


def test_a_mark_opens_the_words_behind_it(page: Any, home: Path, with_report: bool) -> None:
    say(page, DILEMMA)
    evidence = open_mark(page, 1 if with_report else 0)
    assert evidence.locator("h2").inner_text() in page.locator("#current").inner_text()
    if not with_report:
        assert evidence.locator(".card dl").is_visible()
        assert "the report's own words are not here" in evidence.inner_text()
        return
    quoted = evidence.locator(".passage mark").inner_text()
    build = current_build(home)
    assert build
    assert any(quoted in record["text"] for record in read_jsonl(build / "passages.jsonl"))
    assert " ".join(quoted.split()) in page.locator("#current").inner_text()
    assert evidence.locator(".card dl").is_visible()
    evidence.locator("details.around summary").first.click()
    assert evidence.locator("details.around[open] p").first.is_visible()


def test_the_page_itself_is_drawn_with_the_quotation_marked_and_can_be_zoomed(
    page: Any, with_report: bool
) -> None:
    if not with_report:
        pytest.skip("there is no page without the report; set COACH_LIBRARY to its folder")
    say(page, DILEMMA)
    open_mark(page, 1)
    picture = page.locator("#page-image img")
    picture.wait_for()
    assert page.locator("#page-image .place-mark").count() >= 1
    before = picture.bounding_box()["width"]
    page.locator("#page-image .tools button").nth(3).click()
    assert picture.bounding_box()["width"] > before
    number = page.locator("#page-image img").get_attribute("alt")
    page.locator("#page-image .tools button").nth(1).click()
    page.wait_for_function(
        "(alt) => document.querySelector('#page-image img').alt !== alt", arg=number
    )
    assert page.locator("#page-image .place-mark").count() == 0  # those words are not there


def test_a_mark_opens_within_the_click_before_any_server_could_answer(page: Any) -> None:
    say(page, DILEMMA)
    shown = page.evaluate(
        """() => {
            document.querySelector("#current a.mark").click();
            return document.querySelector("#evidence .source:not([hidden])")?.innerText;
        }"""
    )
    assert shown


def test_every_stretch_of_an_answer_names_its_state_in_words(page: Any) -> None:
    say(page, DILEMMA)
    parts = page.locator("#current .part")
    labels = page.locator("#current .part .state").all_text_contents()
    assert len(labels) == parts.count()
    assert any("retold" in label for label in labels)
    assert any("the coach" in label for label in labels)


def test_a_mark_shows_speaker_page_and_words_on_hover_and_focus_and_escape_hides_them(
    page: Any,
) -> None:
    say(page, DILEMMA)
    mark = page.locator("#current a.mark").first
    peek = page.locator("#peek")
    mark.hover()
    peek.wait_for()
    page.mouse.move(2, 2)
    peek.wait_for(state="hidden")
    mark.focus()
    assert mark.get_attribute("data-place") in peek.inner_text()
    page.keyboard.press("Escape")
    assert peek.is_hidden()


def test_on_a_phone_in_the_dark_nothing_sticks_out_and_evidence_comes_below(phone: Any) -> None:
    assert phone.evaluate("document.body.classList.contains('dark')")
    say(phone, DILEMMA)
    phone.locator("#current a.mark").first.tap()
    source = phone.locator("#evidence .source:visible")
    source.wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    below, above = source.bounding_box(), phone.locator("#conversation").bounding_box()
    assert below["y"] > above["y"]
