"""What many tests share: a model that needs no weights, made-up papers, and outside data."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import settings

from coach.coach import Coach
from ingest.document import RawDocument
from ingest.library import ingest
from ingest.progress import silent
from ingest.read import read_pdf
from ingest.readings import Reading, digest_file, read_file
from tests.paper import interview_report
from vectorstore.builds import current_build
from vectorstore.embedder import Embedder, Vectors, load_embedder
from vectorstore.store import Store

# No deadline: how long an example takes says more of the machine than of the code.
settings.register_profile("quick", max_examples=50, deadline=None)
settings.load_profile("quick")
ROOT = Path(__file__).resolve().parents[1]
BROWSED = ("test_page_", "test_written")  # files whose tests drive the browser
SHARED = ROOT.parent / "shared"
LIBRARY = Path(os.environ.get("COACH_LIBRARY") or SHARED / "library")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let every worker count with one thread: there are as many workers as cores."""
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", TOKENIZERS_PARALLELISM="false")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share the tests out by file, but all that drive the browser to one worker.

    The browser and the door it looks at are opened once.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByBrowserAndFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return "browser" if file.rpartition("/")[2].startswith(BROWSED) else file

    return ByBrowserAndFile(config, log)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark every test that opens a browser."""
    if "browser" in fixtures_of(item):
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.timeout(600))  # the first one pays for the index


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the browser, and end with what needs the report: by then it is indexed."""
    late = {item.path for item in items if "report_pdf" in fixtures_of(item)}
    items.sort(key=lambda item: ("browser" not in fixtures_of(item), item.path in late))


def fixtures_of(item: pytest.Item) -> list[str]:
    """Return the names of all fixtures that a test needs, itself or through others."""
    return getattr(item, "fixturenames", [])


class HashedModel:
    """A model shaped like SentenceTransformer: words hashed to places of a short vector."""

    def __init__(self, dimension: int = 32) -> None:
        self.dimension = dimension

    def get_embedding_dimension(self) -> int:
        """Return the length of its vectors."""
        return self.dimension

    def encode(self, texts: list[str], **options: object) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension)."""
        vectors = np.full((len(texts), self.dimension), 0.01, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                digest = hashlib.sha256(word.encode("utf-8", "replace")).digest()
                vectors[row, digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)  # type: ignore[no-any-return]


def hashed_embedder(name: str = "hashed", dimension: int = 32) -> Embedder:
    """Return an embedder that needs no weights."""
    return Embedder(name, HashedModel(dimension))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def make_embedder() -> Callable[..., Embedder]:
    """Return what makes an embedder that needs no weights, under any name and dimension."""
    return hashed_embedder


@pytest.fixture(scope="session")
def hashed() -> Embedder:
    """Return an embedder that needs no weights."""
    return hashed_embedder()


@pytest.fixture(scope="session")
def minilm() -> Embedder:
    """Return the real embedder, loaded once for all tests."""
    return load_embedder()


@pytest.fixture(scope="session")
def valley_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a made-up report of interviews as a PDF."""
    path = tmp_path_factory.mktemp("valley") / "valley.pdf"
    path.write_bytes(interview_report())
    return path


@pytest.fixture(scope="session")
def valley(valley_pdf: Path) -> Reading:
    """Return what is read of the made-up report."""
    return read_file(valley_pdf, digest_file(valley_pdf), silent)


@pytest.fixture(scope="session")
def report_pdf() -> Path:
    """Return the real report; its tests are skipped where it is absent."""
    path = find_report()
    if path is None:
        pytest.skip(f"the report is not in {LIBRARY}; set COACH_LIBRARY to its folder")
    return path


def find_report() -> Path | None:
    """Return the real report, or None where it is absent."""
    path = LIBRARY / "the-practice-of-system-leadership.pdf"
    return path if path.is_file() else None


@pytest.fixture(scope="session")
def report_document(report_pdf: Path) -> RawDocument:
    """Return the real report as the reader finds it."""
    return read_pdf(report_pdf)


@pytest.fixture(scope="session")
def report(report_pdf: Path) -> Reading:
    """Return what is read of the real report."""
    return read_file(report_pdf, digest_file(report_pdf), silent)


@pytest.fixture(scope="session")
def bench() -> Path:
    """Return the folder of outside data; its tests are skipped where it is absent."""
    folder = Path(os.environ.get("COACH_BENCH") or SHARED / "bench")
    if not folder.is_dir():
        pytest.skip(f"there is no outside data in {folder}; set COACH_BENCH to its folder")
    return folder


CARDS = """
interviewee: Amber Berry
role: Warden of the Upper Flocks
source: Keeping a valley together
cards:
  - id: berry-mill
    pages: [3, 4]
    kind: worked
    situation: A buyer will not take what a group makes, and nobody can order him to.
    did: She worked beside his family until he asked what she wanted.
    outcome: He took more than she had asked for.
    lesson: A small request made in the open is easier to grant than a large one behind doors.
    asks: ["How do I get him to buy?", They will not sell, He holds it all, No orders]
    questions: ["What is the smallest thing you could ask for?"]
    anchors: [weigh them in front of everybody]
    themes: [trust]
    contrasts: [lock-timetable]
"""
OTHER_CARDS = """
interviewee: Josiah Lock
role: Master of Gates, Long Canal
source: Keeping a valley together
cards:
  - id: lock-timetable
    pages: [5]
    kind: failed
    situation: A plan is made for people who were never asked about it.
    did: He nailed a timetable to every door.
    outcome: Nobody kept to it.
    lesson: A plan that nobody was asked about is nobody's plan.
    asks: [Nobody follows my plan, They ignore it, My rota failed, "Should I have asked?"]
    questions: ["Whom have you asked?"]
    anchors: [{text: without asking one single bargeman, sentences: 2}]
    themes: [learning]
    contrasts: []
"""


def write_casebook(parent: Path) -> Path:
    """Write two made-up cards about the made-up report; return their folder."""
    folder = parent / "casebook"
    folder.mkdir()
    (folder / "themes.yaml").write_text("trust: Being believed.\nlearning: Doing it better.\n")
    (folder / "berry.yaml").write_text(CARDS.strip() + "\n")
    (folder / "lock.yaml").write_text(OTHER_CARDS.strip() + "\n")
    return folder


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    """Return a folder of two made-up cards about the made-up report."""
    return write_casebook(tmp_path)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of this run, the same for all its workers."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


def index_once(home: Path, paths: list[Path], embedder: Embedder) -> Path:
    """Return a state folder with an index, which the worker that comes first builds for all."""
    with FileLock(f"{home}.lock"), pytest.MonkeyPatch.context() as patch:
        if current_build(home) is None:
            patch.setattr("ingest.vectors.all_cores", nullcontext)  # other workers use the others
            built = ingest(home, paths, embedder.name, lambda: embedder)
            assert not (paths and built.lost)
    return home


@pytest.fixture(scope="session")
def casebook_home(minilm: Embedder, shared_folder: Path) -> Path:
    """Return a state folder with the casebook alone, as after cloning; only to be read."""
    return index_once(shared_folder / "casebook-home", [], minilm)


@pytest.fixture(scope="session")
def report_home(minilm: Embedder, report_pdf: Path, shared_folder: Path) -> Path:
    """Return a state folder with the casebook and the real report; only to be read."""
    return index_once(shared_folder / "report-home", [report_pdf], minilm)


def open_home(home: Path, embedder: Embedder) -> Iterator[Coach]:
    """Yield a coach over the index of a state folder; the store holds a copy of its own."""
    build = current_build(home)
    assert build
    coach = Coach(Store(build, embedder))
    yield coach
    coach.store.close()


@pytest.fixture(scope="session")
def casebook_coach(casebook_home: Path, minilm: Embedder) -> Iterator[Coach]:
    """Return a coach over the casebook alone, as after cloning."""
    yield from open_home(casebook_home, minilm)


@pytest.fixture(scope="session")
def report_coach(report_home: Path, minilm: Embedder) -> Iterator[Coach]:
    """Return a coach over the casebook and the real report; skipped where that is absent."""
    yield from open_home(report_home, minilm)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return a headless Chromium."""
    driver = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("there is no chromium to drive")
    with driver.sync_playwright() as playing:
        opened = playing.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()
