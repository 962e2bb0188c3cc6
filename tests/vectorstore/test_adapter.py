"""The change by which the packaged model is tuned."""

from pathlib import Path

import numpy as np
import pytest

from vectorstore.adapter import ADAPTER, Factors, digest_adapter, load_adapter, save_adapter
from vectorstore.embedder import PACKAGED, Embedder, embed, load_embedder, tuned_name
from vectorstore.errors import EvidenceError

TEXTS = ["Our partners sign and then do nothing together."]


@pytest.fixture(scope="module")
def untuned() -> Embedder:
    """Return the packaged model as it was published."""
    return load_embedder(PACKAGED)


def test_the_adapter_changes_vectors(minilm: Embedder, untuned: Embedder) -> None:
    tuned, published = embed(minilm, TEXTS)[0], embed(untuned, TEXTS)[0]
    assert tuned.shape == published.shape
    assert float(tuned @ published) < 0.99


def test_by_its_published_name_the_model_is_untuned(untuned: Embedder) -> None:
    assert untuned.name == PACKAGED != tuned_name()


def test_the_name_carries_the_digest(minilm: Embedder) -> None:
    assert minilm.name == f"{PACKAGED}+{digest_adapter()}"


def test_the_digest_changes_with_the_file(tmp_path: Path) -> None:
    other = tmp_path / "adapter.npz"
    other.write_bytes(ADAPTER.read_bytes() + b" ")
    assert digest_adapter(other) != digest_adapter()


def test_factors_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "adapter.npz"
    down, up = np.ones((2, 3), dtype=np.float32), np.full((4, 2), 0.5, dtype=np.float32)
    save_adapter({"some.layer": Factors(down, up)}, path)
    read = load_adapter(path)["some.layer"]
    assert (read.down == down).all()
    assert (read.up == up).all()


@pytest.mark.parametrize("damage", ["cut", "nonsense", "empty", "missing"])
def test_a_damaged_or_missing_file_is_one_clear_error(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "adapter.npz"
    whole = ADAPTER.read_bytes()
    if damage != "missing":
        path.write_bytes({"cut": whole[:999], "nonsense": b"gate " * 99, "empty": b""}[damage])
    with pytest.raises(EvidenceError, match=r"adapter\.npz .*reinstall"):
        load_adapter(path)
    if damage == "missing":
        with pytest.raises(EvidenceError, match=r"adapter\.npz .*reinstall"):
            digest_adapter(path)
