"""What the tests in a browser share: the door, served once, and pages opened on it."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
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
    """Return the addresses that the page under test has asked for so far."""
    return []


@pytest.fixture
def open_page(browser: Any, address: str, requests: list[str]) -> Iterator[Callable[..., Any]]:
    """Return what opens the first screen; errors in any page fail the test in the end."""
    contexts: list[Any] = []
    errors: list[str] = []

    def open_one(url: str = address, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        page.locator("#message textarea").wait_for()
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    """Return the first screen on a desk."""
    return open_page()


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
