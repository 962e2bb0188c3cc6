"""Embeds the casebook once and keeps the vectors beside it: `make vectors`."""

from dataclasses import replace

from ingest.cards import load_casebook
from ingest.progress import silent
from ingest.vectors import PRECOMPUTED, embed_windows, known_vectors
from vectorstore.embedder import load_embedder
from vectorstore.quiet import silence_telemetry
from vectorstore.vectors import save_vectors
from vectorstore.windows import make_windows


def precompute() -> int:
    """Write the vectors of all cards' windows and return how many there are."""
    cards = tuple(replace(card.experience, quotes=()) for card in load_casebook())
    windows = make_windows((), cards)
    embedder = load_embedder()
    vectors = embed_windows(windows, known_vectors(None, embedder.name), embedder, silent)
    save_vectors(PRECOMPUTED, windows, vectors, embedder.name, half=True)
    return len(windows)


if __name__ == "__main__":
    silence_telemetry()
    print(f"{precompute()} windows of the casebook embedded")
