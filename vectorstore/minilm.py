"""Runs the packaged MiniLM on torch alone: what sentence-transformers computes, loaded far sooner.

Importing sentence-transformers takes longer than everything else a first answer needs together
(docs/decisions/0012). The vectors are the same: tests/vectorstore/test_minilm.py compares them.
The network is BERT's encoder (Devlin et al. 2019) with the mean over a text's tokens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.adapter import Factors

if TYPE_CHECKING:
    from torch import Tensor

HEADS = 12
LONGEST = 256  # tokens of a text that are read, as the package's sentence_bert_config.json says
EPSILON = 1e-12  # of a layer's norm, as its config.json says


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear layer: weight (out, in) and bias (out)."""

    weight: "Tensor"
    bias: "Tensor"


@dataclass(frozen=True, slots=True)
class Layer:
    """One of the encoder's layers; joint is query, key and value side by side."""

    joint: Linear
    attended: Linear
    attended_norm: Linear
    wide: Linear
    narrow: Linear
    narrow_norm: Linear


@dataclass(frozen=True, slots=True, eq=False)
class MiniLM:
    """The model, in the shape of a SentenceTransformer as far as it is used here."""

    tokenizer: Any
    words: "Tensor"
    positions: "Tensor"
    first_norm: Linear
    layers: tuple[Layer, ...]

    def get_embedding_dimension(self) -> int:
        """Return the length of a vector."""
        return int(self.words.shape[1])

    def encode(
        self, texts: Sequence[str], batch_size: int = 16, **_: object
    ) -> NDArray[np.float32]:
        """Return unit vectors, shape (texts, dimension), batches being of about one length."""
        return self.read(texts, batch_size)[:, -1]

    def read(self, texts: Sequence[str], batch_size: int = 16) -> NDArray[np.float32]:
        """Return the unit vectors of texts after each layer, shape (texts, layers, dimension)."""
        import torch

        read = [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(read)), key=lambda place: len(read[place]))
        shape = (len(read), len(self.layers), self.get_embedding_dimension())
        vectors = np.zeros(shape, dtype=np.float32)
        with torch.inference_mode():
            for start in range(0, len(order), batch_size):
                places = order[start : start + batch_size]
                vectors[places] = self.forward([read[place] for place in places]).numpy()
        return vectors

    def forward(self, tokens: Sequence[Sequence[int]]) -> "Tensor":
        """Return the unit vectors, after each layer, of texts that were read as tokens."""
        import torch
        from torch.nn import functional

        widest = max(map(len, tokens))
        there = torch.tensor([[1] * len(row) + [0] * (widest - len(row)) for row in tokens])
        ids = torch.tensor([[*row, *[0] * (widest - len(row))] for row in tokens])
        states = norm(self.words[ids] + self.positions[:widest], self.first_norm)
        mask = there[:, None, None, :].bool() if len(tokens) > 1 else None
        share = there.unsqueeze(-1) / there.sum(1)[:, None, None]
        means = []
        for layer in self.layers:
            states = pass_on(states, layer, mask)
            means.append((states * share).sum(1))
        return functional.normalize(torch.stack(means, dim=1), dim=2)


def pass_on(states: "Tensor", layer: Layer, mask: "Tensor | None") -> "Tensor":
    """Return the states, shape (texts, tokens, dimension), after one layer."""
    from torch.nn import functional

    texts, length, width = states.shape
    joint = apply(states, layer.joint).view(texts, length, 3, HEADS, width // HEADS)
    query, key, value = joint.permute(2, 0, 3, 1, 4)
    seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    attended = apply(seen.transpose(1, 2).reshape(texts, length, width), layer.attended)
    states = norm(states + attended, layer.attended_norm)
    wide = functional.gelu(apply(states, layer.wide))
    return norm(states + apply(wide, layer.narrow), layer.narrow_norm)


def apply(states: "Tensor", linear: Linear) -> "Tensor":
    """Return what a linear layer makes of states."""
    from torch.nn import functional

    return functional.linear(states, linear.weight, linear.bias)


def norm(states: "Tensor", scale: Linear) -> "Tensor":
    """Return states normalised over their last axis."""
    from torch.nn import functional

    return functional.layer_norm(states, (states.shape[-1],), scale.weight, scale.bias, EPSILON)


def load_minilm(folder: Path, adapter: dict[str, Factors]) -> MiniLM:
    """Load the model from a folder with model.safetensors and tokenizer.json, and tune it."""
    import torch
    from safetensors.torch import load_file
    from tokenizers import Tokenizer

    weights = load_file(folder / "model.safetensors")
    for name, factors in adapter.items():
        weights[f"{name}.weight"] += torch.from_numpy(factors.up @ factors.down)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)

    def linear(*names: str) -> Linear:
        return Linear(
            torch.cat([weights[f"{name}.weight"] for name in names]),
            torch.cat([weights[f"{name}.bias"] for name in names]),
        )

    def layer(name: str) -> Layer:
        own = f"{name}.attention.self"
        return Layer(
            linear(f"{own}.query", f"{own}.key", f"{own}.value"),
            linear(f"{name}.attention.output.dense"),
            linear(f"{name}.attention.output.LayerNorm"),
            linear(f"{name}.intermediate.dense"),
            linear(f"{name}.output.dense"),
            linear(f"{name}.output.LayerNorm"),
        )

    count = len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
    # A text by itself is of the first type throughout.
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    return MiniLM(
        tokenizer,
        weights["embeddings.word_embeddings.weight"],
        weights["embeddings.position_embeddings.weight"] + kind,
        linear("embeddings.LayerNorm"),
        tuple(layer(f"encoder.layer.{number}") for number in range(count)),
    )
