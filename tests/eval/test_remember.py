"""Tests what an embedder that remembers still knows."""

from typing import Any

import numpy as np

from eval.remember import Remembering
from vectorstore.embedder import Embedder, read_layers


class Reader:
    """A model of three layers that counts how often it is read."""

    asked = 0

    def read(self, texts: list[str]) -> Any:
        """Return three layers of two numbers for each text."""
        self.asked += 1
        return np.ones((len(texts), 3, 2), dtype=np.float32)


def test_every_layer_is_read_through_what_remembers_and_read_once() -> None:
    reader: Any = Reader()
    remembering: Any = Remembering(reader)
    assert read_layers(Embedder("first", remembering), "Who decides?").shape == (3, 2)
    assert read_layers(Embedder("second", remembering), "Who decides?").shape == (3, 2)
    assert reader.asked == 1
