"""Tests of vectorstore/minilm.py against sentence-transformers on the same weights."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vectorstore.adapter import load_adapter
from vectorstore.embedder import PACKAGED, Embedder, load_embedder, load_model, packaged_path

TEXTS = [
    "One council will not join. Do we wait for them?",
    "",
    "trust",
    "Café, naïve, 你好, ﬁne — “quoted” £3.4m 🙂",
    "They agreed in the meeting. " * 80,  # longer than the model reads
]


@pytest.fixture(scope="module")
def reference() -> Any:
    """Return the packaged model as sentence-transformers loads it."""
    return load_model(str(packaged_path()))


def encode(model: Any, texts: list[str]) -> Any:
    """Return what sentence-transformers makes of texts."""
    return model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


def test_vectors_are_those_of_sentence_transformers(reference: Any) -> None:
    ours = load_embedder(PACKAGED).model
    assert ours.get_embedding_dimension() == reference.get_embedding_dimension()
    assert ours.encode(TEXTS) == pytest.approx(encode(reference, TEXTS), abs=1e-5)


def test_tuned_vectors_are_those_of_sentence_transformers_with_the_adapter_added(
    minilm: Embedder,
) -> None:
    import torch

    tuned: Any = load_model(str(packaged_path()))
    with torch.no_grad():
        for name, factors in load_adapter().items():
            change = torch.from_numpy(factors.up @ factors.down)
            tuned[0].auto_model.get_submodule(name).weight += change
    assert minilm.model.encode(TEXTS) == pytest.approx(encode(tuned, TEXTS), abs=1e-5)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_a_text_has_one_vector_whatever_stands_beside_it(
    minilm: Embedder, texts: list[str]
) -> None:
    together = minilm.model.encode(texts)
    assert np.linalg.norm(together, axis=1) == pytest.approx([1.0] * len(texts), abs=1e-5)
    for text, vector in zip(texts, together, strict=True):
        assert minilm.model.encode([text])[0] == pytest.approx(vector, abs=1e-5)
