"""Tests of vectorstore/store.py, on real Chroma."""

from collections.abc import Callable
from pathlib import Path

import pytest

from vectorstore import store as module
from vectorstore.builds import (
    Manifest,
    adopt,
    digest_files,
    read_manifest,
    write_aside,
    write_jsonl,
)
from vectorstore.chroma import write_chroma
from vectorstore.embedder import Embedder, embed
from vectorstore.errors import EvidenceError
from vectorstore.evidence import Experience, PageSpan, Passage
from vectorstore.records import experience_record, passage_record, window_record
from vectorstore.store import Store
from vectorstore.vectors import save_vectors
from vectorstore.windows import make_windows

TEXTS = ("the mill stands on a hill", "the canal has nine gates", "wool is weighed by hand")


def passage(position: int, text: str, speaker: str = "Ann Bee") -> Passage:
    return Passage(
        f"p-{position}", text, speaker, "Head", "A report", "Part", "interview",
        (PageSpan(0, len(text), "6", 7),), position, "d",
    )  # fmt: skip


PASSAGES = tuple(passage(position, text) for position, text in enumerate(TEXTS))
CARD = Experience(
    "dee", "Cy Dee", "Clerk", "Another", ("6",), "worked", "a situation", "what was done",
    "an outcome", "a lesson", ("one ask",), (), (), (),
)  # fmt: skip


def write(home: Path, embedder: Embedder) -> Path:
    """Build an index of three passages and a card."""
    windows = make_windows(PASSAGES, (CARD,))
    vectors = embed(embedder, [window.text for window in windows])
    with write_aside(home) as aside:
        write_jsonl(aside / "passages.jsonl", [passage_record(p) for p in PASSAGES])
        write_jsonl(aside / "experiences.jsonl", [experience_record(CARD)])
        write_jsonl(aside / "windows.jsonl", [window_record(window) for window in windows])
        save_vectors(aside / "vectors.npz", windows, vectors, embedder.name)
        write_chroma(aside / "chroma", windows, vectors)
        manifest = Manifest(
            "one", "mark", embedder.name, embedder.dimension, "1", (), {}, digest_files(aside)
        )
        return adopt(home, aside, manifest)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory, hashed: Embedder) -> Path:
    return write(tmp_path_factory.mktemp("store"), hashed)


def test_the_nearest_windows_come_first(build: Path, hashed: Embedder) -> None:
    store = Store(build, hashed)
    try:
        near = store.nearest(embed(hashed, [TEXTS[1]])[0], 3)
        assert near[0].window.evidence_ids == ("p-1",)
        assert near[0].similarity == pytest.approx(1.0, abs=1e-4)
        similarities = [each.similarity for each in near]
        assert similarities == sorted(similarities, reverse=True)
        assert len(store.nearest(embed(hashed, ["wool"])[0], 99)) == len(store.windows)
        assert store.nearest(embed(hashed, ["wool"])[0], 0) == ()
    finally:
        store.close()


def test_evidence_is_found_by_id(build: Path, hashed: Embedder) -> None:
    store = Store(build, hashed)
    try:
        assert store.evidence("p-1") == PASSAGES[1]
        assert store.evidence("dee") == CARD
        with pytest.raises(KeyError):
            store.evidence("nobody")
        assert [person.name for person in store.people()] == ["Ann Bee", "Cy Dee"]
        assert store.neighbours(PASSAGES[1]) == (PASSAGES[0], PASSAGES[2])
        assert store.neighbours(PASSAGES[0]) == (None, PASSAGES[1])
    finally:
        store.close()


def test_an_open_store_never_touches_its_build(build: Path, hashed: Embedder) -> None:
    before = digest_files(build)
    first, second = Store(build, hashed), Store(build, hashed)
    for store in (first, second):
        store.nearest(embed(hashed, ["hill"])[0], 2)
        store.close()
    assert digest_files(build) == before == read_manifest(build).files


def test_a_closed_store_leaves_no_copy_behind(build: Path, hashed: Embedder) -> None:
    store = Store(build, hashed)
    folder = store._folder
    assert folder.is_dir()
    store.close()
    assert not folder.exists()


def test_another_embedder_is_refused(build: Path, make_embedder: Callable[..., Embedder]) -> None:
    with pytest.raises(EvidenceError, match="built with hashed; run `coach ingest`"):
        Store(build, make_embedder("other"))


def test_a_damaged_index_is_refused_before_chroma_opens_it(
    tmp_path: Path, hashed: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = write(tmp_path, hashed)
    for path in build.glob("chroma/*/*.bin"):
        path.write_bytes(b"\0" * path.stat().st_size)

    def fail(folder: Path) -> None:
        raise AssertionError("Chroma must not be opened on a damaged index")

    monkeypatch.setattr(module, "open_client", fail)
    (build / "chroma" / "chroma.sqlite3").write_bytes(b"spoilt")
    with pytest.raises(EvidenceError, match="damaged"):
        Store(build, hashed)
