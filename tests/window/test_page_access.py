"""Checks in a real browser that everybody can use the window: by keyboard, large, read aloud."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.window.steps import DILEMMA, answered, open_mark, open_tab, say

axe = pytest.importorskip("axe_playwright_python.sync_playwright")


# Words that are cut off at the edge of their own element.
CUT_OFF = """() =>
    [...document.querySelectorAll('button, a, p, h1, h2, h3, dd, label, summary')]
        .filter((e) => e.checkVisibility() && !e.closest('.spoken, #peek') && e.clientWidth > 1
            && getComputedStyle(e).overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1)
        .map((e) => e.outerHTML.slice(0, 120))"""


def assert_accessible(page: Any) -> None:
    """Fail where axe-core finds a serious or critical issue."""
    found = axe.Axe().run(page).response
    assert len(found["passes"]) > 10  # it did look
    serious = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert not [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in serious]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_tab(open_page: Callable[..., Any], scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    assert_accessible(page)
    page.locator("#narrow > button").click()
    say(page, DILEMMA)
    page.locator("#current [data-thumb=up]").click()
    open_mark(page)
    assert_accessible(page)
    open_tab(page, "casebook")
    page.locator("#contents [data-chapter]").first.click()
    page.locator("#chapter article").first.wait_for()
    assert_accessible(page)
    open_tab(page, "prepare")
    page.locator("#prepare-dilemma textarea").fill(DILEMMA)
    page.locator("#prepare-make").click()
    page.locator("#brief header").wait_for()
    assert_accessible(page)
    open_tab(page, "library")
    assert_accessible(page)


@pytest.mark.own_page
def test_axe_would_find_a_serious_issue(page: Any) -> None:
    page.evaluate("document.body.append(document.createElement('button'))")
    with pytest.raises(AssertionError, match="button-name"):
        assert_accessible(page)


@pytest.mark.own_page
def test_the_keyboard_alone_suffices(page: Any) -> None:
    page.keyboard.type(DILEMMA)
    page.keyboard.press("Control+Enter")
    answered(page)
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('#current a.mark')"):
            break
    page.keyboard.press("Enter")
    source = page.locator("#evidence .source:visible")
    source.wait_for()
    assert page.evaluate("document.activeElement.closest('#evidence') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('#current a.mark')")


def test_a_screen_reader_is_told_that_the_answer_is_there(page: Any) -> None:
    status = page.locator("#status [role=status]")
    assert status.get_attribute("aria-live") == "polite"
    say(page, DILEMMA)
    assert status.text_content().startswith("Answered. Sources:")
    mark = page.locator("#current a.mark").first
    assert "Opens the evidence" in mark.get_attribute("aria-label")


def test_nothing_sticks_out_at_any_width(page: Any) -> None:
    say(page, DILEMMA)
    open_mark(page)
    for tab in ("talk", "casebook", "prepare", "library"):
        open_tab(page, tab)
        for width in (390, 768, 1024, 1440, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (tab, width)


@pytest.mark.own_page
def test_text_at_200_percent_is_all_there(page: Any) -> None:
    page.add_style_tag(content="html { font-size: 200% !important; }")
    say(page, DILEMMA)
    open_mark(page)
    for tab in ("talk", "casebook", "prepare", "library"):
        open_tab(page, tab)
        for width in (390, 1280, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (tab, width)
            assert not page.evaluate(CUT_OFF), (tab, width)
    page.set_viewport_size({"width": 1280, "height": 900})
    open_tab(page, "talk")
    words = page.locator("#current .message")
    assert words.bounding_box()["width"] > 640  # beside the evidence there would be no room
