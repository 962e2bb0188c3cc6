"""Drives the window in a real browser: what a leader does, on a desk, on a phone, by keyboard."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vectorstore.builds import current_build, read_jsonl

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="there is no chromium to drive"),
]

playwright = pytest.importorskip("playwright.sync_api")
Browser, Page = playwright.Browser, playwright.Page

ROOT = Path(__file__).resolve().parents[1]
DILEMMA = (
    "The chief executive of our largest partner says yes in the room and no to her board. "
    "I cannot make her do anything."
)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the report, or an empty one: the window works without it."""
    folder = Path(os.environ.get("COACH_LIBRARY") or ROOT.parent / "shared" / "library")
    return folder if folder.is_dir() else tmp_path_factory.mktemp("library")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a state folder of our own."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def address(home: Path, library: Path) -> Iterator[str]:
    """Start the door once and return its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    paths = {"COACH_HOME": str(home), "COACH_LIBRARY": str(library)}
    with subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, **paths, "GRADIO_SERVER_PORT": port},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        assert server.stdout
        said = ""
        for line in server.stdout:
            said += line
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0]
                break
        else:
            pytest.fail(f"the door did not open: {said}")
        server.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium."""
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        yield opened
        opened.close()


@pytest.fixture
def requests() -> list[str]:
    """Return the addresses that the page under test has asked for so far."""
    return []


@pytest.fixture
def page(browser: Browser, address: str, requests: list[str]) -> Iterator[Page]:
    """Return the first screen on a desk."""
    yield from open_page(browser, address, requests)


@pytest.fixture
def phone(browser: Browser, address: str, requests: list[str]) -> Iterator[Page]:
    """Return the first screen on a phone in the dark."""
    yield from open_page(
        browser,
        address,
        requests,
        viewport={"width": 390, "height": 844},
        color_scheme="dark",
        has_touch=True,
    )


def open_page(
    browser: Browser, address: str, requests: list[str], **options: object
) -> Iterator[Page]:
    """Yield the first screen, and note every request that it makes and every error."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    page = context.new_page()
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.locator("#message textarea").wait_for()
    yield page
    context.close()
    assert not errors


def say(page: Page, message: str, key: str = "Enter") -> None:
    """Type a message, send it by key, and wait for the whole answer."""
    page.locator("#message textarea").fill(message)
    page.keyboard.press(key)
    answered(page)


def answered(page: Page) -> None:
    """Wait until an answer is whole: its follow-ups come last."""
    page.locator("#current .follow-ups").wait_for(timeout=60_000)
    page.locator("#send").wait_for()


def test_the_first_screen_says_what_it_is_and_waits_with_the_cursor_in_the_box(page: Page) -> None:
    assert page.locator("h1").inner_text()
    assert page.locator(".starters .say").count() == 6
    assert "Nothing you write is kept" in page.locator("#starters").inner_text()
    assert page.evaluate("document.activeElement.closest('#message') !== null")


def test_a_dilemma_is_answered_and_a_mark_opens_the_words_behind_it(page: Page, home: Path) -> None:
    say(page, DILEMMA)
    build = current_build(home)
    assert build
    passages = read_jsonl(build / "passages.jsonl")
    with_report = bool(passages)
    part = page.locator("#current .part.quotation, #current .part.paragraph:has(a.mark)")
    mark = part.locator("a.mark").nth(1 if with_report else 0)
    started = page.evaluate("performance.now()")
    mark.click()
    evidence = page.locator("#evidence .source:visible")
    evidence.wait_for()
    assert page.evaluate("performance.now()") - started < 1_000  # the click itself is most of it
    speaker = evidence.locator("h2").inner_text()
    assert speaker in page.locator("#current").inner_text()
    if with_report:
        quoted = evidence.locator(".passage mark").inner_text()
        assert any(quoted in record["text"] for record in passages)
        assert " ".join(quoted.split()) in page.locator("#current").inner_text()
    else:
        assert evidence.locator(".card dl").is_visible()
        assert "the report's own words are not here" in evidence.inner_text()


def test_opening_a_mark_takes_the_page_less_than_150_ms(page: Page) -> None:
    say(page, DILEMMA)
    took = page.evaluate(
        """() => {
            const started = performance.now();
            document.querySelector("#current a.mark").click();
            document.querySelector("#evidence .source:not([hidden])").getBoundingClientRect();
            return performance.now() - started;
        }"""
    )
    assert took < 150


def test_every_stretch_of_an_answer_names_its_state_in_words(page: Page) -> None:
    say(page, DILEMMA)
    parts = page.locator("#current .part")
    labels = page.locator("#current .part .state").all_text_contents()
    assert len(labels) == parts.count()
    assert any("retold" in label for label in labels)
    assert any("the coach" in label for label in labels)


def test_a_mark_shows_speaker_page_and_words_on_focus_and_escape_hides_them(page: Page) -> None:
    say(page, DILEMMA)
    mark = page.locator("#current a.mark").first
    mark.focus()
    peek = page.locator("#peek")
    assert mark.get_attribute("data-place") in peek.inner_text()
    page.keyboard.press("Escape")
    assert peek.is_hidden()


def test_the_keyboard_alone_suffices(page: Page) -> None:
    page.keyboard.type(DILEMMA)
    page.keyboard.press("Control+Enter")
    answered(page)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('#current a.mark')"):
            break
    page.keyboard.press("Enter")
    source = page.locator("#evidence .source:visible")
    source.wait_for()
    assert page.evaluate("document.activeElement.closest('#evidence') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('#current a.mark')")


def test_shift_enter_starts_a_new_line_and_sends_nothing(page: Page) -> None:
    page.keyboard.type("first")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second")
    assert page.locator("#message textarea").input_value() == "first\nsecond"
    assert page.locator(".exchange").count() == 0


def test_a_starter_begins_and_a_follow_up_goes_on_and_all_marks_stay_open_able(
    page: Page,
) -> None:
    page.locator(".starters .say").first.click()
    answered(page)
    page.locator("#current .follow-ups .say").first.click()
    page.locator("#past .exchange").wait_for()
    answered(page)
    page.locator("#past a.mark").first.click()
    assert page.locator("#evidence .source:visible").count() == 1
    page.locator("#fresh").click()
    page.locator(".starters").wait_for()
    assert page.locator(".exchange").count() == 0


def test_on_a_phone_in_the_dark_nothing_sticks_out_and_evidence_comes_below(phone: Page) -> None:
    assert phone.evaluate("document.body.classList.contains('dark')")
    say(phone, DILEMMA)
    phone.locator("#current a.mark").first.tap()
    source = phone.locator("#evidence .source:visible")
    source.wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    conversation = phone.locator("#conversation").bounding_box()
    below = source.bounding_box()
    assert conversation
    assert below
    assert below["y"] > conversation["y"]


def test_what_somebody_writes_never_becomes_live(page: Page, requests: list[str]) -> None:
    wild = (
        "<script>window.hurt=1</script><img src=http://evil.example/x.png onerror='window.hurt=1'>"
        " ${window.hurt=1} {{hurt}} [click](javascript:hurt) **bold** Nobody reports to me here."
    )
    page.locator("#message textarea").fill(wild)
    page.keyboard.press("Enter")
    page.locator("#current .part").first.wait_for(timeout=60_000)
    page.wait_for_timeout(300)
    assert wild in page.locator("#current .message").inner_text()
    assert page.locator("#conversation :is(script, img, iframe)").count() == 0
    assert page.evaluate("window.hurt === undefined")
    assert not [url for url in requests if "evil" in url]


def test_no_request_leaves_the_machine(page: Page, requests: list[str], address: str) -> None:
    say(page, DILEMMA)
    page.locator("#current a.mark").first.click()
    away = [u for u in requests if not u.startswith((address, "data:", "blob:"))]
    assert not away


def test_the_policy_forbids_every_other_host(page: Page, address: str) -> None:
    policy = page.request.get(address).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_nothing_that_was_said_is_written(page: Page, home: Path) -> None:
    say(page, f"{DILEMMA} Wolpertinger.")
    files = [path for path in home.rglob("*") if path.is_file()]
    assert not [path for path in files if b"Wolpertinger" in path.read_bytes()]


@pytest.mark.parametrize("login", ["", "name-without-password"])
def test_a_public_address_without_a_login_is_refused(login: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={
            **os.environ,
            "COACH_HOME": str(tmp_path),
            "GRADIO_SERVER_NAME": "0.0.0.0",
            "COACH_LOGIN": login,
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 2
    assert "login" in ended.stderr
    assert ended.stderr.count("\n") == 1
