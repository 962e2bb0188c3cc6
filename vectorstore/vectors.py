"""Keeps vectors in a file beside the texts, under the ids of their windows."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vectorstore.embedder import Vectors
from vectorstore.windows import Window


@dataclass(frozen=True, slots=True)
class Kept:
    """Vectors as they were kept: ids, unit vectors of shape (len(ids), dimension), embedder."""

    ids: tuple[str, ...]
    vectors: Vectors
    embedder: str


def save_vectors(
    path: Path, windows: Sequence[Window], vectors: Vectors, embedder: str, half: bool = False
) -> None:
    """Write vectors under their windows' ids; half keeps two bytes a number instead of four."""
    ids = np.array([window.id for window in windows], dtype=np.str_)
    kept = vectors.astype(np.float16) if half else vectors
    save = np.savez_compressed if half else np.savez
    save(path, ids=ids, vectors=kept, embedder=np.array(embedder))


def load_vectors(path: Path) -> Kept:
    """Return the vectors of a file; raises ValueError when it is missing or damaged."""
    try:
        with np.load(path, allow_pickle=False) as data:
            vectors = data["vectors"].astype(np.float32)
            ids = tuple(str(window_id) for window_id in data["ids"])
            embedder = str(data["embedder"])
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise ValueError(f"{path.name} cannot be read") from error
    if vectors.ndim != 2 or len(ids) != len(vectors):
        raise ValueError(f"{path.name} does not fit together")
    if len(vectors):
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return Kept(ids, vectors, embedder)
