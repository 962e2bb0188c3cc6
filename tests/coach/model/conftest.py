"""A made-up report with its cards, and a turn about it that a scripted model is to word."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest

from coach.compose import Choice, compose
from coach.conversation import Conversation
from coach.model.line import Limits, Line
from coach.model.open import open_model
from coach.model.rephrase import Turn, Worded, rephrase
from coach.understand import Query
from coach.verify.turn import verify_answer
from coach.watch import Watch
from ingest.library import ingest
from tests.conftest import write_casebook
from tests.scripted_server import Script
from vectorstore.embedder import Embedder
from vectorstore.evidence import Hit
from vectorstore.store import Store

MESSAGE = "A buyer will not take what we make and I cannot order him. What should I do?"
PATIENT = Limits(total=30.0, resolve=15.0, repair=0.2, retries=2, pause=0.01)
QUICK = Limits(total=2.0, resolve=1.0, repair=0.2, retries=2, pause=0.01)

Ask = Callable[..., Worded]


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the tests a key, which no log may hold, and no way out of this computer."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-nobody-may-read-this")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(scope="session")
def store(
    hashed: Embedder, valley_pdf: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """Return the open index of a made-up report and two cards about it."""
    home = tmp_path_factory.mktemp("worded")
    cards = write_casebook(home)
    built = ingest(home / "state", [valley_pdf], hashed.name, lambda: hashed, casebook=cards)
    store = Store(built.build, hashed)
    yield store
    store.close()


@pytest.fixture(scope="session")
def turn(store: Store) -> Callable[..., Turn]:
    """Return what makes a turn: one card answers, and one went the other way."""

    def make(message: str = MESSAGE, conversation: Conversation | None = None) -> Turn:
        cards = store.experiences
        hits = (Hit(cards["berry-mill"], 1.0), Hit(cards["lock-timetable"], 0.8))
        choice = Choice(hits[:1], hits[1])
        composed = verify_answer(compose(store, choice, "", hits), store)
        query = Query(message, "", (), "dilemma", message)
        conversation = conversation or Conversation()
        return Turn(message, query, conversation, hits, choice, "", composed, perf_counter())

    return make


@pytest.fixture
def ask(store: Store, turn: Callable[..., Turn]) -> Ask:
    """Return what lets a scripted server word a turn."""

    def word(
        script: Script,
        message: str = MESSAGE,
        limits: Limits = PATIENT,
        watch: Watch | None = None,
        line: Line | None = None,
        conversation: Conversation | None = None,
    ) -> Worded:
        line = line or Line(open_model("openai:scripted", script.url), limits)
        return rephrase(line, store, turn(message, conversation), watch)

    return word
