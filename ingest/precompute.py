"""Embeds the casebook once and keeps the vectors beside it: `make vectors`."""

from dataclasses import replace

from ingest.cards import load_casebook
from ingest.vectors import PRECOMPUTED
from vectorstore.embedder import embed, load_embedder
from vectorstore.quiet import silence_telemetry
from vectorstore.vectors import save_vectors
from vectorstore.windows import make_windows


def precompute() -> int:
    """Write the vectors of all cards' windows and return how many there are."""
    cards = tuple(replace(card.experience, quotes=()) for card in load_casebook())
    windows = make_windows((), cards)
    embedder = load_embedder()
    order = sorted(windows, key=lambda window: len(window.text))
    vectors = embed(embedder, [window.text for window in order])
    save_vectors(PRECOMPUTED, order, vectors, embedder.name, half=True)
    return len(windows)


if __name__ == "__main__":
    silence_telemetry()
    print(f"{precompute()} windows of the casebook embedded")
