"""What a leader does in the window, step by step, for tests to say it in a line."""

from typing import Any

DILEMMA = (
    "The chief executive of our largest partner says yes in the room and no to her board. "
    "I cannot make her do anything."
)


def write(page: Any, message: str, key: str = "Enter") -> None:
    """Type a message and send it by key."""
    page.locator("#message textarea").fill(message)
    page.keyboard.press(key)


def say(page: Any, message: str, key: str = "Enter") -> None:
    """Type a message, send it by key, and wait for the whole answer to it."""
    before = page.locator(".exchange").count()
    write(page, message, key)
    page.locator(".exchange").nth(before).wait_for()
    answered(page)


def answered(page: Any) -> None:
    """Wait until an answer is whole: the ways to take it away come last."""
    page.locator("#current .take").wait_for(timeout=60_000)
    page.locator("#send").wait_for()


def open_mark(page: Any, n: int = 0) -> Any:
    """Open one of the last answer's marks and return its evidence."""
    page.locator("#current a.mark").nth(n).click()
    source = page.locator("#evidence .source:visible")
    source.wait_for()
    return source


def open_tab(page: Any, name: str) -> None:
    """Open a tab by its name."""
    page.locator(f"#tab-{name}-button").click()
    page.locator(f"#{name}").wait_for()
