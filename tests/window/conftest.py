"""What the tests in a browser share: the door, served once, and pages opened on it."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coach.settings import Settings
from ingest.library import ingest
from tests.conftest import LIBRARY, ROOT, find_report, write_casebook
from vectorstore.embedder import Embedder
from vectorstore.store import Store
from window.launch import serve

DESK = {"width": 1440, "height": 900}
# Notes where the served process connects to; an audit hook sees every connection there is.
DOOR = """
import os, sys
log = os.open(os.environ["CONNECTIONS"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def note(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        os.write(log, (event + " " + repr(arguments[-1] if event != "socket.getaddrinfo"
                 else arguments[0]) + "\\n").encode())
sys.addaudithook(note)
import app
sys.exit(app.main())
"""


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the report, or an empty one: the window works without it."""
    return LIBRARY if find_report() else tmp_path_factory.mktemp("library")


@pytest.fixture(scope="session")
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a state folder of our own, in which the library is indexed already."""
    indexed = "report_home" if find_report() else "casebook_home"
    folder = tmp_path_factory.mktemp("door") / "home"
    return Path(shutil.copytree(request.getfixturevalue(indexed), folder))


@pytest.fixture(scope="session")
def connections(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file in which the served process notes where it connects to."""
    return tmp_path_factory.mktemp("connections") / "log"


@pytest.fixture(scope="session")
def address(home: Path, library: Path, connections: Path) -> Iterator[str]:
    """Start the door once and return its address."""
    settings = {
        "COACH_HOME": str(home),
        "COACH_LIBRARY": str(library),
        "CONNECTIONS": str(connections),
        "GRADIO_SERVER_PORT": str(free_port()),
    }
    with subprocess.Popen(
        [sys.executable, "-c", DOOR],
        cwd=ROOT,
        env={**os.environ, **settings},
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


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def requests() -> list[str]:
    """Return the addresses that the pages under test have asked for so far."""
    return []


@dataclass
class Opened:
    """A page in a context of its own, and where it notes its requests and errors."""

    context: Any
    page: Any
    requests: list[str]
    errors: list[str] = field(default_factory=list)


def open_first_screen(browser: Any, url: str, requests: list[str], **options: Any) -> Opened:
    """Open the first screen as somebody who has never been here."""
    context = browser.new_context(**{"viewport": DESK, **options})
    opened = Opened(context, context.new_page(), requests)
    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.page.goto(url)
    opened.page.locator("#message textarea").wait_for()
    return opened


@pytest.fixture
def open_page(browser: Any, address: str, requests: list[str]) -> Iterator[Callable[..., Any]]:
    """Return what opens the first screen; errors in any page fail the test in the end."""
    all_opened: list[Opened] = []

    def open_one(url: str = address, **options: Any) -> Any:
        all_opened.append(open_first_screen(browser, url, requests, **options))
        return all_opened[-1].page

    yield open_one
    for opened in all_opened:
        opened.context.close()
    assert not [error for opened in all_opened for error in opened.errors]


@pytest.fixture(scope="session")
def kept() -> Iterator[list[Opened]]:
    """Return a list for the page that test after test begins anew; loading one is what costs."""
    pages: list[Opened] = []
    yield pages
    for opened in pages:
        opened.context.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Any) -> Any:
    """Return the first screen on a desk: one for all tests, or loaded anew for own_page."""
    if request.node.get_closest_marker("own_page"):
        return request.getfixturevalue("open_page")()
    return request.getfixturevalue("kept_page")


@pytest.fixture
def kept_page(browser: Any, address: str, requests: list[str], kept: list[Opened]) -> Iterator[Any]:
    """Return the page of the tests before, begun anew; errors in it fail the test in the end."""
    opened = kept.pop() if kept else open_first_screen(browser, address, requests)
    opened.requests = requests
    yield opened.page
    try:
        begin_anew(opened.page)
        assert not opened.errors
    except BaseException:  # the next test has nothing to do with what happened here
        opened.context.close()
        raise
    kept.append(opened)


def begin_anew(page: Any) -> None:
    """Bring a used page back to its first screen, as its own button does."""
    page.set_viewport_size(DESK)
    page.locator("#tab-talk-button").click()
    if page.locator(".exchange").count():
        page.locator("#fresh").click()
    page.locator(".starters").wait_for()
    page.locator(".exchange").first.wait_for(state="detached")
    page.locator("#evidence .source").first.wait_for(state="detached")
    page.locator("#message textarea").fill("")


@pytest.fixture
def phone(open_page: Callable[..., Any]) -> Any:
    """Return the first screen on a phone in the dark."""
    size = {"width": 390, "height": 844}
    return open_page(viewport=size, color_scheme="dark", has_touch=True)


@pytest.fixture(scope="session")
def little_store(hashed: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return an open build of two made-up cards, which needs no weights."""
    folder = tmp_path_factory.mktemp("little")
    built = ingest(folder, [], hashed.name, lambda: hashed, casebook=write_casebook(folder))
    store = Store(built.build, hashed)
    yield store
    store.close()


@pytest.fixture
def serve_coach(
    little_store: Store, tmp_path: Path
) -> Iterator[Callable[[Callable[..., Any]], str]]:
    """Return what serves the window around a made-up way of answering, and gives its address."""
    pages = []

    def serve_one(ask: Callable[..., Any], login: str = "") -> str:
        coach: Any = SimpleNamespace(ask=ask, store=little_store)
        embedder = little_store.embedder
        settings = Settings(tmp_path, tmp_path, "", embedder.name, login=login)
        opened: Any = SimpleNamespace(current=lambda: coach, settings=settings, embedder=embedder)
        served = serve(opened, free_port())
        pages.append(served.page)
        return served.url

    yield serve_one
    for page in pages:
        page.close(verbose=False)
