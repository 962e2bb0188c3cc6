"""Vectors that need not be computed again: the casebook's, and those of the build before."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ingest.cards import CASEBOOK
from vectorstore.embedder import PACKAGED, Vectors
from vectorstore.windows import Window

# The casebook's windows embedded once, so that the first start does not have to;
# refreshed by `make vectors`. Keyed by window id, which follows from the text: stale rows are inert.
PRECOMPUTED = CASEBOOK / "vectors.npz"


def save_vectors(path: Path, windows: Sequence[Window], vectors: Vectors, embedder: str) -> None:
    """Write vectors under their windows' ids."""
    ids = np.array([window.id for window in windows], dtype=np.str_)
    np.savez(path, ids=ids, vectors=vectors, embedder=np.array(embedder))


def load_vectors(path: Path, embedder: str) -> dict[str, Vectors]:
    """Return unit vectors by window id; none where the file is missing or of another embedder."""
    try:
        with np.load(path, allow_pickle=False) as data:
            if str(data["embedder"]) != embedder:
                return {}
            vectors = data["vectors"].astype(np.float32)
            ids = data["ids"]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return {}
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return {str(window_id): vector for window_id, vector in zip(ids, vectors, strict=True)}


def known_vectors(build: Path | None, embedder: str) -> dict[str, Vectors]:
    """Return every vector known for this embedder, by window id."""
    known = load_vectors(PRECOMPUTED, embedder) if embedder == PACKAGED else {}
    if build:
        known |= load_vectors(build / "vectors.npz", embedder)
    return known
