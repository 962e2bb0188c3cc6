"""Retrieval measures of a ranked list against gold evidence, computed by TREC's own evaluator."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.dilemma import Dilemma, matches
from vectorstore.evidence import Hit
from vectorstore.store import Store

WANTED = {"success_1", "success_5", "recip_rank", "ndcg_cut_10"}
DEEP = 10


@dataclass(frozen=True, slots=True)
class Retrieved:
    """How one dilemma's ranked list did; each measure between 0 and 1."""

    hit_1: float
    hit_5: float
    recall_5: float
    reciprocal_rank: float
    ndcg_10: float

    def scores(self) -> dict[str, float]:
        """Return the measures under the names that people know them by."""
        return {
            "hit@1": self.hit_1,
            "hit@5": self.hit_5,
            "recall@5": self.recall_5,
            "MRR": self.reciprocal_rank,
            "nDCG@10": self.ndcg_10,
        }


def judge_hits(dilemma: Dilemma, hits: Sequence[Hit], store: Store) -> Retrieved:
    """Return the measures of a dilemma's hits, best first; each gold entry counts once.

    For the evaluator a document is a gold entry: a hit that reaches one not reached before stands
    for it, any other hit for nothing. A hit that reaches two counts as one in the ranked measures
    and as both in recall, which asks what the first five hits reach together.
    """
    reached = reach(dilemma, hits[:DEEP], store)
    gold = {str(n): 1 for n in range(len(dilemma.gold))}
    ranked = {
        str(new[0]) if new else f"other {rank}": float(DEEP - rank)
        for rank, new in enumerate(reached)
    }
    first_five = {str(n): 1.0 for new in reached[:5] for n in new}
    found = evaluate(gold, ranked, WANTED)
    return Retrieved(
        hit_1=found["success_1"],
        hit_5=found["success_5"],
        recall_5=evaluate(gold, first_five, {"set_recall"})["set_recall"],
        reciprocal_rank=found["recip_rank"],
        ndcg_10=found["ndcg_cut_10"],
    )


def reach(dilemma: Dilemma, hits: Sequence[Hit], store: Store) -> list[list[int]]:
    """Return for each hit the places of the gold entries that it is the first to reach."""
    found: list[list[int]] = []
    seen: set[int] = set()
    for hit in hits:
        new = [
            n
            for n, gold in enumerate(dilemma.gold)
            if n not in seen and matches(hit.evidence, gold, store)
        ]
        seen.update(new)
        found.append(new)
    return found


def evaluate(gold: dict[str, int], run: dict[str, float], wanted: set[str]) -> dict[str, float]:
    """Return TREC's measures of one ranked list; of an empty one they are all 0."""
    import pytrec_eval

    if not run:
        return dict.fromkeys(wanted, 0.0)
    found = pytrec_eval.RelevanceEvaluator({"q": gold}, wanted).evaluate({"q": run})["q"]
    return {name: float(found[name]) for name in wanted}
