"""Tests of vectorstore/chroma.py, on real Chroma."""

from pathlib import Path

import numpy as np
import pytest

from vectorstore import chroma as module
from vectorstore.builds import write_jsonl
from vectorstore.chroma import Graph, held_by, write_chroma
from vectorstore.embedder import Embedder, Vectors, embed
from vectorstore.errors import EvidenceError
from vectorstore.records import window_record
from vectorstore.windows import Window


def test_an_index_that_does_not_find_its_neighbours_is_dropped(hashed: Embedder) -> None:
    class Forgetful:
        """A collection that finds what is far away."""

        def count(self) -> int:
            return 20

        def query(self, **options: object) -> dict[str, object]:
            return {"distances": [[1.9] * 10] * 20}

    windows = [Window(f"w-{n}", f"text {n}", ("p",), "passage") for n in range(20)]
    vectors = embed(hashed, [window.text for window in windows])
    with pytest.raises(EvidenceError, match="nearest neighbours"):
        module.check_recall(Forgetful(), windows, vectors)  # type: ignore[arg-type]
    with pytest.raises(EvidenceError, match="lost vectors"):
        module.check_recall(Forgetful(), windows[:3], vectors[:3])  # type: ignore[arg-type]


def test_what_chroma_cannot_write_is_an_os_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chromadb.errors import InternalError

    def fail(*arguments: object) -> None:
        raise InternalError("disk I/O error")

    monkeypatch.setattr(module, "fill_chroma", fail)
    with pytest.raises(OSError, match="vector index cannot be written"):
        write_chroma(tmp_path / "chroma", [], np.zeros((0, 3), dtype=np.float32))


POOR: Graph = {
    "space": "cosine", "ef_search": 10, "ef_construction": 4, "max_neighbors": 2,
}  # fmt: skip


def scattered(count: int) -> tuple[list[Window], Vectors]:
    """Return windows with unit vectors in random directions, shape (count, 24)."""
    vectors = np.random.default_rng(7).normal(size=(count, 24)).astype(np.float32)
    windows = [Window(f"w-{n}", f"text {n}", ("one",), "ask") for n in range(count)]
    return windows, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_a_graph_that_misses_neighbours_is_made_again_denser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows, vectors = scattered(1500)
    monkeypatch.setattr(module, "GRAPHS", (POOR, module.GRAPHS[-1]))
    write_chroma(tmp_path / "chroma", windows, vectors)
    monkeypatch.setattr(module, "GRAPHS", (POOR, POOR))
    with pytest.raises(EvidenceError, match="nearest neighbours"):
        write_chroma(tmp_path / "again", windows, vectors)


def build_of(home: Path, windows: list[Window], vectors: Vectors) -> Path:
    """Write what a build keeps of its windows."""
    home.mkdir()
    write_chroma(home / "chroma", windows, vectors)
    write_jsonl(home / "windows.jsonl", [window_record(window) for window in windows])
    return home


def test_an_index_that_is_added_to_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows, vectors = scattered(400)
    old = build_of(tmp_path / "old", windows[:300], vectors[:300])
    monkeypatch.setattr(module, "GRAPHS", ())  # nothing can be made anew
    write_chroma(tmp_path / "new", windows, vectors, old)
    client = module.open_client(tmp_path / "new")
    collection = client.get_collection(module.COLLECTION, embedding_function=None)
    assert sorted(collection.get()["ids"]) == sorted(window.id for window in windows)
    client.close()


def test_an_index_that_holds_what_is_gone_or_changed_is_not_taken_over(tmp_path: Path) -> None:
    windows, vectors = scattered(30)
    old = build_of(tmp_path / "old", windows, vectors)
    assert held_by(old, windows) == {window.id for window in windows}
    assert not held_by(old, windows[1:])
    changed = Window(windows[0].id, windows[0].text, ("another",), "ask")
    assert not held_by(old, [changed, *windows[1:]])
    write_chroma(tmp_path / "new", windows[1:], vectors[1:], old)
    assert windows[0].id.encode() not in (tmp_path / "new" / "chroma.sqlite3").read_bytes()
