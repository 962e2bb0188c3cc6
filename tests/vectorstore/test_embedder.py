"""Tests of vectorstore/embedder.py; the real model is loaded once."""

from pathlib import Path

import numpy as np
import pytest

from vectorstore import embedder as module
from vectorstore.embedder import Embedder, embed, load_embedder, tuned_name
from vectorstore.errors import EvidenceError


def test_the_packaged_model_tells_near_from_far(minilm: Embedder) -> None:
    assert (minilm.name, minilm.dimension) == (tuned_name(), 384)
    vectors = embed(minilm, ["A partner walks away.", "An ally leaves us.", "Bake for one hour."])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0] * 3, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_nothing_to_embed_is_no_vectors(hashed: Embedder) -> None:
    assert embed(hashed, []).shape == (0, hashed.dimension)


def test_damaged_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(module, "packaged_path", lambda: tmp_path)
    with pytest.raises(EvidenceError, match=r"weights of .* are damaged; reinstall"):
        load_embedder()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PACKAGE", "no_such_package")
    with pytest.raises(EvidenceError, match="no_such_package is missing"):
        load_embedder()


def test_a_model_that_is_nowhere_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: str) -> None:
        raise OSError("no such model")

    monkeypatch.setattr(module, "load_model", fail)
    with pytest.raises(EvidenceError, match="'nowhere' cannot be loaded; see COACH_EMBEDDER"):
        load_embedder("nowhere")
