"""Tunes the packaged model to dilemmas: a low-rank change of its last layers.

Learnt from the casebook's own texts by `python -m eval.fit_adapter`, so that dilemmas which one
experience answers lie near each other whatever trade they come from (docs/decisions/0010). It is
added to the weights as they are loaded and costs nothing afterwards (LoRA, Hu et al. 2021).
"""

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import EvidenceError

ADAPTER = Path(__file__).parent / "adapter.npz"
DOWN, UP = ".down", ".up"


@dataclass(frozen=True, slots=True)
class Factors:
    """A layer's change as two factors: down (rank, in), up (out, rank)."""

    down: NDArray[np.float32]
    up: NDArray[np.float32]


def digest_adapter(path: Path = ADAPTER) -> str:
    """Return eight letters that change whenever the adapter does."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    except OSError as error:
        raise unreadable(path) from error


def load_adapter(path: Path = ADAPTER) -> dict[str, Factors]:
    """Return each changed layer's factors; raises EvidenceError when they cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as data:
            return {
                key.removesuffix(UP): Factors(
                    data[key.removesuffix(UP) + DOWN].astype(np.float32),
                    data[key].astype(np.float32),
                )
                for key in data.files
                if key.endswith(UP)
            }
    # A damaged archive fails in any of these ways, by where the damage is.
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
        raise unreadable(path) from error


def unreadable(path: Path) -> EvidenceError:
    """Return the error that says what to do about a damaged or missing adapter."""
    return EvidenceError(f"{path.name} is damaged or missing; reinstall the program")


def save_adapter(adapter: dict[str, Factors], path: Path = ADAPTER) -> None:
    """Write each layer's factors, in two bytes a number."""
    arrays = {layer + DOWN: factors.down.astype(np.float16) for layer, factors in adapter.items()}
    arrays |= {layer + UP: factors.up.astype(np.float16) for layer, factors in adapter.items()}
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
