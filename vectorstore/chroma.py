"""Chroma on disk: opened, filled with a build's windows, and checked against exact search."""

import errno
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from vectorstore.builds import read_jsonl
from vectorstore.embedder import Vectors
from vectorstore.errors import EvidenceError
from vectorstore.records import read_window
from vectorstore.windows import Window

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

COLLECTION = "windows"
Graph = dict[str, str | int]
# The build check must find every true neighbour: a search as wide as Chroma's default loses some.
# A graph comes out a little different each time; one that misses any is made again, denser.
GRAPHS: tuple[Graph, ...] = (
    {"space": "cosine", "ef_search": 600, "ef_construction": 60, "max_neighbors": 24},
    {"space": "cosine", "ef_search": 1500, "ef_construction": 200, "max_neighbors": 32},
)


class MissedNeighbours(EvidenceError):
    """Chroma's approximate index does not find what an exact search finds."""


def import_chroma() -> None:
    """Import Chroma ahead of its use: by itself that takes seconds."""
    import chromadb  # noqa: F401


def open_client(folder: Path) -> "Client":
    """Open Chroma on a folder of its own, with its telemetry off."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
    )
    return cast("Client", client)  # declared as its interface, which lacks close()


def write_chroma(
    folder: Path, windows: Sequence[Window], vectors: Vectors, old: Path | None = None
) -> None:
    """Write windows and their unit vectors, shape (len(windows), dimension), and check the index.

    old is a build of the same embedder, whose index is taken over where it need only be added to.
    Raises EvidenceError when Chroma, a second and denser time too, does not find the true ten
    nearest neighbours of a sample of the vectors, by comparison with exact search, and OSError
    when it cannot write.
    """
    from chromadb.errors import ChromaError

    held = held_by(old, windows) if old else frozenset()
    try:
        if old and held:
            shutil.copytree(old / "chroma", folder)
            try:
                return fill_chroma(folder, windows, vectors, None, held)
            except MissedNeighbours:
                shutil.rmtree(folder)
        for graph in GRAPHS[:-1]:
            try:
                return fill_chroma(folder, windows, vectors, graph)
            except MissedNeighbours:
                shutil.rmtree(folder)
        fill_chroma(folder, windows, vectors, GRAPHS[-1])
    except ChromaError as error:  # how it says that the disk is full
        raise OSError(errno.EIO, f"the vector index cannot be written ({error})") from error


def held_by(build: Path, windows: Sequence[Window]) -> frozenset[str]:
    """Return the ids of a build's windows if all of them are among these, else none.

    What is to be forgotten must not stay in the index's pages, so nothing is ever taken out of one.
    """
    try:
        held = {one.id: one for one in map(read_window, read_jsonl(build / "windows.jsonl"))}
    except (OSError, ValueError, TypeError, KeyError):
        return frozenset()
    kept = {window.id for window in windows if held.get(window.id) == window}
    return frozenset(kept) if len(kept) == len(held) else frozenset()


def fill_chroma(
    folder: Path,
    windows: Sequence[Window],
    vectors: Vectors,
    graph: Graph | None,
    held: frozenset[str] = frozenset(),
) -> None:
    """Write windows and their vectors into a Chroma folder, and check what can be found.

    Without a graph the folder has an index that holds some of them already.
    """
    client = open_client(folder)
    try:
        collection = (
            client.create_collection(
                COLLECTION, embedding_function=None, configuration=cast(Any, {"hnsw": graph})
            )
            if graph
            else client.get_collection(COLLECTION, embedding_function=None)
        )
        new = [row for row, window in enumerate(windows) if window.id not in held]
        for start in range(0, len(new), 1000):
            rows = new[start : start + 1000]
            part = [windows[row] for row in rows]
            collection.add(
                ids=[window.id for window in part],
                embeddings=vectors[rows],
                metadatas=[{"evidence": " ".join(w.evidence_ids), "field": w.field} for w in part],
            )
        check_recall(collection, windows, vectors)
    finally:
        client.close()


def check_recall(collection: "Collection", windows: Sequence[Window], vectors: Vectors) -> None:
    """Raise MissedNeighbours unless recall@10 against exact search is 1 on up to 200 vectors."""
    if collection.count() != len(windows):
        raise EvidenceError("Chroma lost vectors while the index was built; try again")
    if not windows:
        return
    sample = np.linspace(0, len(windows) - 1, min(200, len(windows))).astype(int)
    wanted = min(10, len(windows))
    exact = vectors[sample] @ vectors.T
    found: Any = collection.query(
        query_embeddings=vectors[sample], n_results=wanted, include=["distances"]
    )
    for row, distances in enumerate(found["distances"]):
        worst = np.sort(exact[row])[-wanted]
        # Compared by similarity, not by id: equal texts have equal vectors.
        if 1.0 - distances[-1] < worst - 1e-4:
            raise MissedNeighbours("Chroma misses nearest neighbours; the build was dropped")
