"""Tests of ingest/library.py: files into a build, and all that can go wrong on the way."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.broken import BrokenCard
from ingest.build import Ingested
from ingest.library import ensure_index, find_pdfs, ingest
from ingest.progress import Progress
from ingest.readings import Reading, read_file
from tests.conftest import write_casebook
from tests.paper import write_page
from vectorstore.builds import current_build, hold_lock, read_manifest
from vectorstore.embedder import Embedder
from vectorstore.errors import EvidenceError
from vectorstore.store import Store

ROOT = Path(__file__).resolve().parents[2]
SMALL = write_page("A page of words about a mill that stands by itself on a hill.")


def never() -> Embedder:
    raise AssertionError("the embedder is not needed for this")


def bring(
    home: Path, casebook: Path, embedder: Embedder, *paths: Path, retry: bool = True
) -> Ingested:
    return ingest(home, paths, embedder.name, lambda: embedder, casebook=casebook, retry=retry)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory, valley_pdf: Path, hashed: Embedder) -> Path:
    """Return a state folder with the index of the made-up report and its two cards."""
    folder = tmp_path_factory.mktemp("pattern")
    bring(folder / "home", write_casebook(folder), hashed, valley_pdf)
    return folder / "home"


@pytest.fixture
def built(pattern: Path, home: Path, casebook: Path, valley_pdf: Path) -> Ingested:
    """Return the index of the made-up report and its two cards, in a folder of the test's own."""
    shutil.copytree(pattern, home)
    return ingest(home, [valley_pdf], "hashed", never, casebook=casebook)


def test_a_report_and_cards_become_a_build(built: Ingested, hashed: Embedder) -> None:
    assert [source.outcome for source in built.sources] == ["indexed"]
    store = Store(built.build, hashed)
    try:
        assert set(store.experiences) == {"berry-mill", "lock-timetable"}
        assert store.experiences["berry-mill"].quotes
        assert {person.name for person in store.people() if person.interviewee} == {
            "Amber Berry", "Josiah Lock"
        }  # fmt: skip
    finally:
        store.close()


def test_unchanged_input_changes_nothing_and_loads_no_embedder(
    built: Ingested, home: Path, casebook: Path, valley_pdf: Path
) -> None:
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}
    again = ingest(home, [valley_pdf], "hashed", never, casebook=casebook)
    assert (again.build, again.changed) == (built.build, False)
    after = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}
    assert {p for p in after if p.name != "index.lock"} == {
        p for p in before if p.name != "index.lock"
    }
    assert all(after[path] == before[path] for path in after if path.name != "index.lock")


def test_a_changed_card_makes_a_new_build(
    built: Ingested, home: Path, casebook: Path, hashed: Embedder
) -> None:
    text = (casebook / "berry.yaml").read_text()
    (casebook / "berry.yaml").write_text(text.replace("A small request", "A modest request"))
    changed = bring(home, casebook, hashed)
    assert changed.changed
    assert changed.build != built.build
    assert read_manifest(changed.build).sources == read_manifest(built.build).sources


def test_another_embedder_rebuilds(
    built: Ingested, home: Path, casebook: Path, make_embedder: Callable[..., Embedder]
) -> None:
    other = make_embedder("other", 16)
    changed = bring(home, casebook, other)
    assert (changed.changed, read_manifest(changed.build).dimension) == (True, 16)
    with pytest.raises(EvidenceError, match="built with other"):
        Store(changed.build, make_embedder("hashed"))


def test_another_chunker_reads_the_kept_copies_anew(
    built: Ingested, home: Path, casebook: Path, hashed: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("ingest.readings", "ingest.build"):
        monkeypatch.setattr(f"{place}.CHUNKER", "another")
    changed = bring(home, casebook, hashed)
    assert changed.changed
    assert read_manifest(changed.build).chunker == "another"
    assert read_manifest(changed.build).counts == read_manifest(built.build).counts
    assert read_manifest(changed.build).sources == read_manifest(built.build).sources


def test_the_last_two_builds_are_kept(
    built: Ingested, home: Path, tmp_path: Path, casebook: Path, hashed: Embedder
) -> None:
    builds = [built.build]
    for number in (1, 2):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(write_page(f"Page {number} of words about a mill that stands on a hill."))
        builds.append(bring(home, casebook, hashed, path).build)
    assert current_build(home) == builds[-1]
    assert set((home / "builds").iterdir()) == set(builds[1:])


def test_a_missing_file_is_refused_and_leaves_no_trace(
    built: Ingested, home: Path, tmp_path: Path, casebook: Path
) -> None:
    found = ingest(home, [tmp_path / "nowhere.pdf"], "hashed", never, casebook=casebook)
    assert [(s.file, s.outcome) for s in found.sources] == [("nowhere.pdf", "refused")]
    assert not found.changed


def test_a_bad_file_is_named_and_the_good_one_is_indexed(
    home: Path, tmp_path: Path, casebook: Path, hashed: Embedder
) -> None:
    (tmp_path / "good.pdf").write_bytes(SMALL)
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    found = bring(home, casebook, hashed, tmp_path / "bad.pdf", tmp_path / "good.pdf")
    assert [source.outcome for source in found.sources] == ["corrupt", "indexed"]
    assert found.sources[0].reason


def test_a_file_that_failed_is_tried_again_only_when_asked(
    home: Path, tmp_path: Path, casebook: Path, hashed: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 and nothing else")
    bring(home, casebook, hashed, bad)
    tried = []

    def count(path: Path, digest: str, progress: Progress) -> Reading:
        tried.append(path)
        return read_file(path, digest, progress)

    monkeypatch.setattr("ingest.library.read_file", count)
    assert bring(home, casebook, hashed, bad, retry=False).sources[0].outcome == "corrupt"
    assert tried == []
    assert not bring(home, casebook, hashed, bad).changed
    assert tried == [bad]


def test_a_file_under_two_names_is_read_once_and_named_twice(
    home: Path, tmp_path: Path, casebook: Path, hashed: Embedder
) -> None:
    for name in ("one.pdf", "two.pdf"):
        (tmp_path / name).write_bytes(SMALL)
    found = bring(home, casebook, hashed, tmp_path / "one.pdf", tmp_path / "two.pdf")
    assert [source.file for source in found.sources] == ["one.pdf", "two.pdf"]
    assert len(read_manifest(found.build).sources) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
def test_a_name_that_is_no_text_is_indexed_all_the_same(
    home: Path, tmp_path: Path, casebook: Path, hashed: Embedder
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.pdf"))
    path.write_bytes(SMALL)
    found = bring(home, casebook, hashed, path)
    assert found.sources[0].outcome == "indexed"
    assert found.sources[0].title.encode("utf-8")


def test_a_broken_card_leaves_the_old_build(
    built: Ingested, home: Path, casebook: Path, hashed: Embedder
) -> None:
    (casebook / "berry.yaml").write_text("cards: [")
    with pytest.raises(BrokenCard, match=r"berry\.yaml"):
        bring(home, casebook, hashed)
    assert current_build(home) == built.build


def test_a_second_writer_is_refused_with_a_clear_line(
    built: Ingested, home: Path, casebook: Path, hashed: Embedder
) -> None:
    with hold_lock(home), pytest.raises(EvidenceError, match="another process is building"):
        bring(home, casebook, hashed)
    assert not bring(home, casebook, hashed).changed


def test_while_another_process_writes_the_old_build_answers(
    built: Ingested, home: Path, tmp_path: Path
) -> None:
    with hold_lock(home):
        assert ensure_index(home, tmp_path / "none", "hashed", never) == built.build


def test_an_index_of_another_version_is_made_anew_from_the_kept_copies(
    built: Ingested, home: Path, tmp_path: Path, hashed: Embedder
) -> None:
    manifest = built.build / "manifest.json"
    data = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**data, "format": data["format"] - 1, "more": 1}))
    build = ensure_index(home, tmp_path / "none", "hashed", lambda: hashed)
    anew = read_manifest(build).sources
    assert [source.file for source in anew] == [source["file"] for source in data["sources"]]
    assert [source.passages for source in anew] == [s["passages"] for s in data["sources"]]


@pytest.mark.parametrize("name", ["passages.jsonl", "chroma/chroma.sqlite3"])
def test_a_damaged_file_is_noticed_and_rebuilt_from_the_kept_copy(
    built: Ingested, home: Path, tmp_path: Path, casebook: Path, hashed: Embedder, name: str
) -> None:
    counts = read_manifest(built.build).counts
    path = built.build / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(EvidenceError, match="damaged"):
        ensure_index(home, tmp_path / "none", "hashed", never)
    mended = bring(home, casebook, hashed)
    assert mended.changed
    assert read_manifest(mended.build).counts == counts


def test_a_build_that_has_gone_is_made_again(
    built: Ingested, home: Path, casebook: Path, hashed: Embedder
) -> None:
    counts = read_manifest(built.build).counts
    shutil.rmtree(built.build)
    assert current_build(home) is None
    assert read_manifest(bring(home, casebook, hashed).build).counts == counts


CHILD = """
import contextlib, os, resource, signal, sys
from pathlib import Path
import ingest.library, ingest.vectors, vectorstore.builds
from tests.conftest import hashed_embedder
home, casebook, pdf, place, limit = sys.argv[1:]
ingest.vectors.all_cores = contextlib.nullcontext  # torch takes seconds to import, for no threads
def stop(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)
if place:
    module, name = place.rsplit(".", 1)
    setattr(sys.modules[module], name, stop)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
try:
    ingest.library.ingest(
        Path(home), [Path(pdf)], "hashed", hashed_embedder, casebook=Path(casebook)
    )
except Exception as error:
    print(f"{type(error).__name__}: {error}")
    sys.exit(2)
"""


def run_child(
    home: Path, casebook: Path, pdf: Path, place: str = "", limit: str = "", user: int | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run an ingest in a process of its own, to be killed at a place or short of space."""
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(home), str(casebook), str(pdf), place, limit],
        cwd=ROOT, capture_output=True, text=True, timeout=60, user=user,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and resource limits are POSIX")
@pytest.mark.parametrize(
    "place",
    ["ingest.build.embed_windows", "vectorstore.builds.write_file"],
)
def test_a_killed_ingest_leaves_the_old_build_whole(
    built: Ingested, home: Path, tmp_path: Path, casebook: Path, hashed: Embedder, place: str
) -> None:
    path = tmp_path / "new.pdf"
    path.write_bytes(SMALL)
    assert run_child(home, casebook, path, place=place).returncode == -9
    assert current_build(home) == built.build
    Store(built.build, hashed).close()
    after = bring(home, casebook, hashed, path)
    assert after.changed
    assert set((home / "builds").iterdir()) == {built.build, after.build}


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and resource limits are POSIX")
@pytest.mark.parametrize("limit", ["1000", "60000"])
def test_a_full_disk_is_one_clear_line_and_leaves_the_old_build_whole(
    built: Ingested, home: Path, tmp_path: Path, casebook: Path, hashed: Embedder, limit: str
) -> None:
    path = tmp_path / "new.pdf"
    path.write_bytes(SMALL)
    done = run_child(home, casebook, path, limit=limit)
    assert done.returncode == 2, done.stderr
    assert done.stdout.startswith("EvidenceError: cannot write to the state folder")
    assert done.stdout.count("\n") == 1
    assert current_build(home) == built.build
    Store(built.build, hashed).close()
    assert not list((home / "builds").glob(".aside*"))


def test_a_state_folder_that_cannot_be_is_one_clear_line(
    tmp_path: Path, casebook: Path, hashed: Embedder
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EvidenceError, match=r"cannot write to the state folder .*COACH_HOME"):
        bring(tmp_path / "file" / "home", casebook, hashed)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX")
def test_a_read_only_state_folder_still_answers_and_says_why_it_takes_nothing_new(
    built: Ingested, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As root may write anywhere, the refusal comes from the lock as the system would give it.
    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    assert ensure_index(home, tmp_path / "none", "hashed", never) == built.build
    with pytest.raises(EvidenceError, match="Permission denied"):
        ingest(home, [], "hashed", never)


def test_pdfs_are_found_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.PDF", "c.txt"):
        (tmp_path / name).touch()
    (tmp_path / "folder.pdf").mkdir()
    assert [path.name for path in find_pdfs(tmp_path)] == ["a.PDF", "b.pdf"]
    assert find_pdfs(tmp_path / "none") == []
