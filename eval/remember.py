"""Remembers what the embedder said: several suites ask the same questions in the same words."""

from dataclasses import replace
from typing import Any, cast

from coach.coach import Coach
from vectorstore.embedder import Vectors


class Remembering:
    """A model that answers the same call with the same vectors without computing them again.

    A call is remembered whole: the same text in another batch may differ in its last digits.
    """

    def __init__(self, model: Any) -> None:
        """Hold the model that does the work."""
        self.model = model
        self.known: dict[tuple[str, ...], Vectors] = {}

    def encode(self, texts: list[str], **options: Any) -> Vectors:
        """Return the model's vectors, shape (len(texts), dimension)."""
        key = (*texts, repr(sorted(options.items())))
        if key not in self.known:
            self.known[key] = self.model.encode(texts, **options)
        return self.known[key].copy()

    def read(self, texts: list[str]) -> Vectors:
        """Return the model's vectors after each layer, shape (len(texts), layers, dimension)."""
        key = (*texts, "read")
        if key not in self.known:
            self.known[key] = self.model.read(texts)
        return self.known[key].copy()

    def __getattr__(self, name: str) -> Any:
        """Leave everything else to the model."""
        return getattr(self.model, name)


def remember(coach: Coach) -> None:
    """Let a coach's embedder remember; nothing it says changes."""
    embedder = coach.store.embedder
    if not isinstance(embedder.model, Remembering):
        coach.store.embedder = replace(embedder, model=cast(Any, Remembering(embedder.model)))
