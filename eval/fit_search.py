"""Fits the weights of the search on the dev dilemmas, never on test: `python -m eval.fit_search`.

A softmax over all candidates of a dilemma, with non-negative weights and a little shrinkage: the
probability mass on its gold evidence is what is maximised. Torch's L-BFGS; two minutes.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from coach.settings import Settings
from coach.understand import named_people
from eval.dilemma import FOLDER, Dilemma, load_dilemmas, matches
from ingest.library import ensure_index
from vectorstore.embedder import load_embedder
from vectorstore.quiet import silence_telemetry
from vectorstore.search import NAMES, WEIGHTS, Signals, find_candidates
from vectorstore.store import Store

SHRINKAGE = 1e-3


@dataclass(frozen=True, slots=True)
class Example:
    """One dilemma's candidates: signals of shape (candidates, len(NAMES)), which are gold, bare."""

    signals: NDArray[np.float32]
    gold: NDArray[np.bool_]
    bare: NDArray[np.float32]


def make_example(dilemma: Dilemma, store: Store, people: Sequence[str]) -> Example | None:
    """Return a dilemma as an example, or None where no gold is among the candidates."""
    candidates = find_candidates(store, dilemma.whole, people)
    gold = [any(matches(item, g, store) for g in dilemma.gold) for item in candidates.evidence]
    if not any(gold):
        return None
    return Example(candidates.signals, np.array(gold), candidates.bare)


def fit(examples: Sequence[Example]) -> dict[str, object]:
    """Return the fitted weights as they are kept in weights.json."""
    import torch

    torch.manual_seed(0)
    parts = [
        (torch.tensor(e.signals), torch.tensor(e.gold), torch.tensor(e.bare)) for e in examples
    ]
    raw = torch.full((len(NAMES),), 0.5, requires_grad=True)
    bare = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.LBFGS([raw, bare], max_iter=80, line_search_fn="strong_wolfe")

    def positive() -> "torch.Tensor":
        return torch.nn.functional.softplus(raw * 4) * 4

    def closure() -> "torch.Tensor":
        optimizer.zero_grad()
        weights = positive()
        loss = SHRINKAGE * (weights**2).mean()
        for signals, gold, passage in parts:
            scores = signals @ weights - passage * bare
            mass = torch.logsumexp(scores[gold], 0) - torch.logsumexp(scores, 0)
            loss = loss - mass / len(parts)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    weights = [round(float(value), 2) for value in positive()]
    return {
        "bare": round(max(0.0, float(bare)), 2),
        "signals": asdict(Signals(**dict(zip(NAMES, weights, strict=True)))),
    }


def write_weights(weights: dict[str, object]) -> None:
    """Write weights.json."""
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Fit on the dev dilemmas over the report in COACH_LIBRARY and write weights.json."""
    settings = Settings.from_env()
    embedder = load_embedder(settings.embedder)
    build = ensure_index(settings.home, settings.library, settings.embedder, lambda: embedder)
    store = Store(build, embedder)
    dilemmas = [d for d in load_dilemmas(FOLDER / "dilemmas.jsonl") if d.split == "dev"]
    made = [make_example(d, store, named_people(d.whole, store)) for d in dilemmas]
    examples = [example for example in made if example]
    write_weights(fit(examples))
    print(f"fitted on {len(examples)} of {len(dilemmas)} dev dilemmas")


if __name__ == "__main__":
    silence_telemetry()
    main()
