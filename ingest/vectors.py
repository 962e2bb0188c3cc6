"""Vectors that need not be computed again: the casebook's, and those of the build before."""

from pathlib import Path

from ingest.cards import CASEBOOK
from vectorstore.embedder import Vectors
from vectorstore.vectors import load_vectors

# The casebook's windows embedded once, so that the first start does not have to; refreshed by
# `make vectors`. Keyed by window id, which follows from the text: stale rows are inert.
PRECOMPUTED = CASEBOOK / "vectors.npz"


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
