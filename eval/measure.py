"""Retrieval measures of a ranked list against gold evidence."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from eval.dilemma import Dilemma, matches
from vectorstore.evidence import Hit
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class Retrieved:
    """How one dilemma's ranked list did; each measure between 0 and 1."""

    hit_1: float
    hit_5: float
    recall_5: float
    reciprocal_rank: float
    ndcg_10: float


def judge_hits(dilemma: Dilemma, hits: Sequence[Hit], store: Store) -> Retrieved:
    """Return the measures of a dilemma's hits, best first; each gold entry counts once."""
    found: list[list[int]] = []
    seen: set[int] = set()
    for hit in hits[:10]:
        new = [
            n
            for n, gold in enumerate(dilemma.gold)
            if n not in seen and matches(hit.evidence, gold, store)
        ]
        seen.update(new)
        found.append(new)
    first = next((rank for rank, new in enumerate(found, 1) if new), None)
    gain = sum(1 / math.log2(rank + 1) for rank, new in enumerate(found, 1) if new)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(10, len(dilemma.gold)) + 1))
    return Retrieved(
        hit_1=float(first == 1),
        hit_5=float(first is not None and first <= 5),
        recall_5=sum(len(new) for new in found[:5]) / len(dilemma.gold),
        reciprocal_rank=1 / first if first else 0.0,
        ndcg_10=min(1.0, gain / ideal),
    )
