"""The vectors of a build: those of the casebook and the build before are not computed again."""

from pathlib import Path

import numpy as np

from ingest.cards import CASEBOOK
from ingest.progress import Progress
from vectorstore.embedder import Embedder, Vectors, all_cores, embed
from vectorstore.vectors import load_vectors
from vectorstore.windows import Window

# The casebook's windows embedded once, so that the first start does not have to; refreshed by
# `make vectors`. Keyed by window id, which follows from the text: stale rows are inert.
PRECOMPUTED = CASEBOOK / "vectors.npz"
BATCH = 256


def known_vectors(build: Path | None, embedder: str) -> dict[str, Vectors]:
    """Return every vector known for this embedder, by window id."""
    known: dict[str, Vectors] = {}
    for path in (PRECOMPUTED, *([build / "vectors.npz"] if build else [])):
        try:
            kept = load_vectors(path)
        except ValueError:  # computed again, which costs time and nothing else
            continue
        if kept.embedder == embedder:
            known |= dict(zip(kept.ids, kept.vectors, strict=True))
    return known


def embed_windows(
    windows: tuple[Window, ...], known: dict[str, Vectors], embedder: Embedder, progress: Progress
) -> Vectors:
    """Return the windows' vectors, shape (len(windows), dimension), embedding only new ones."""
    vectors = np.zeros((len(windows), embedder.dimension), dtype=np.float32)
    new = []
    for row, window in enumerate(windows):
        if window.id in known:
            vectors[row] = known[window.id]
        else:
            new.append(row)
    new.sort(key=lambda row: len(windows[row].text))  # batches of one length waste no padding
    for start in range(0, len(new), BATCH):
        progress("embedding", start, len(new))
        rows = new[start : start + BATCH]
        with all_cores():
            vectors[rows] = embed(embedder, [windows[row].text for row in rows])
    progress("embedding", len(new), len(new))
    return vectors
