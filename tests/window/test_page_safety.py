"""Checks in a real browser that nothing becomes live, nothing leaves, and sessions stay apart."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock
from typing import Any

import pytest

from coach.answer import Answer
from coach.conversation import Conversation
from coach.reply import Reply
from tests.window.steps import DILEMMA, open_mark, open_tab, say, write

WILD = (
    "<script>window.hurt=1</script><img src=http://evil.example/x.png onerror='window.hurt=1'>"
    " ${window.hurt=1} {{hurt}} [click](javascript:hurt) ![a](http://evil.example/y.png)"
    " <iframe src=http://evil.example></iframe> **bold** Nobody reports to me here."
)


def assert_dead(page: Any, within: str, requests: list[str]) -> None:
    """Fail where something of the wild words came to life."""
    page.wait_for_timeout(300)
    assert page.locator(f"{within} :is(script, img, iframe, object)").count() == 0
    assert page.evaluate("window.hurt === undefined")
    assert not [url for url in requests if "evil" in url]


@pytest.mark.own_page
def test_what_somebody_writes_never_becomes_live(page: Any, requests: list[str]) -> None:
    write(page, WILD)
    page.locator("#current .part").first.wait_for(timeout=60_000)
    assert WILD in page.locator("#current .message").inner_text()
    assert_dead(page, "#conversation", requests)
    open_tab(page, "prepare")
    page.locator("#prepare-dilemma textarea").fill(WILD)
    page.locator("#prepare-context textarea").fill(WILD)
    page.locator("#prepare-make").click()
    page.locator("#brief header, #brief .failure").first.wait_for()
    assert_dead(page, "#brief", requests)


def test_what_a_model_says_never_becomes_live(
    open_page: Callable[..., Any], serve_coach: Callable[..., str], requests: list[str]
) -> None:
    def ask(message: str, before: Conversation, *more: object, **options: object) -> Reply:
        answer = Answer("answer", WILD, follow_ups=(WILD,), dropped=(WILD,))
        return Reply(answer, before.add(message, answer.text))

    page = open_page(serve_coach(ask))
    say(page, "Hello?")
    assert_dead(page, "#conversation", requests)
    assert page.locator("#conversation a[href^='javascript']").count() == 0


@pytest.mark.own_page
def test_no_request_of_the_page_leaves_the_machine(
    page: Any, requests: list[str], address: str
) -> None:
    say(page, DILEMMA)
    open_mark(page)
    for tab in ("casebook", "prepare", "library"):
        open_tab(page, tab)
    page.wait_for_timeout(300)
    assert not [u for u in requests if not u.startswith((address, "data:", "blob:"))]


def test_no_connection_of_the_server_leaves_the_machine(page: Any, connections: Path) -> None:
    say(page, DILEMMA)
    local = ("127.0.0.1", "'localhost'", "::1", "'0.0.0.0'", "None", "b'localhost'")
    seen = connections.read_text("utf-8").splitlines() if connections.exists() else []
    assert seen  # Gradio looks whether its own page is up, so the hook did see something
    assert not [line for line in seen if not any(name in line for name in local)]


def test_the_policy_holds(page: Any, address: str) -> None:
    policy = page.request.get(address).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    blocked = page.evaluate(
        """async () => {
            const seen = [];
            document.addEventListener('securitypolicyviolation', (e) => seen.push(e.blockedURI));
            const image = new Image();
            image.src = 'http://evil.example/x.png';
            await fetch('http://evil.example/').catch(() => {});
            await new Promise((done) => setTimeout(done, 200));
            return seen;
        }"""
    )
    assert len(blocked) == 2


def test_a_frame_around_the_page_stays_empty(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.set_content(f"<iframe src='{address}'></iframe>")
    page.wait_for_timeout(500)
    assert not [frame for frame in page.frames if frame.locator("#message").count()]
    page.close()


def test_each_of_two_people_goes_on_with_their_own_conversation(
    open_page: Callable[..., Any], serve_coach: Callable[..., str]
) -> None:
    lock, most, now, together = Lock(), [0], [0], Event()

    def ask(message: str, before: Conversation, *more: object, **options: object) -> Reply:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
            if now[0] > 1:
                together.set()
        together.wait(30)  # for somebody else to be answered at the same time
        with lock:
            now[0] -= 1
        heard = " then ".join([*(turn.message for turn in before.turns), message])
        answer = Answer("answer", f"Heard {heard}.")
        return Reply(answer, before.add(message, answer.text))

    url = serve_coach(ask)
    pages = [open_page(url) for _ in range(2)]
    for word in ("first", "second"):
        for number, page in enumerate(pages):
            write(page, f"{word}{number}")
        for number, page in enumerate(pages):
            page.locator("#current .part", has_text=f"{word}{number}").wait_for()
    for number, page in enumerate(pages):
        said = page.locator("#current .part").inner_text()
        assert f"Heard first{number} then second{number}." in said
    assert most[0] > 1  # they were answered side by side


def test_with_a_login_nobody_sees_the_page_or_asks_anything_without_it(
    browser: Any, serve_coach: Callable[..., str]
) -> None:
    def ask(message: str, before: Conversation, *more: object, **options: object) -> Reply:
        raise AssertionError

    url = serve_coach(ask, login="ann:secret")
    page = browser.new_page()
    page.goto(url)
    assert page.locator("#message").count() == 0
    sent = {"data": [], "fn_index": 0, "session_hash": "abc"}
    answer = page.request.post(f"{url}gradio_api/queue/join", data=sent)
    assert answer.status == 401
    page.close()
