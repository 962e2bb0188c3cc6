"""Judges the search on the dilemmas, beside BM25, dense search and their plain fusion."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.coach import Coach
from eval.dilemma import Dilemma
from eval.measure import Retrieved, judge_hits
from vectorstore.embedder import embed
from vectorstore.evidence import Hit
from vectorstore.store import Store

K = 10
FUSION = 60  # the usual constant of reciprocal rank fusion


@dataclass(frozen=True, slots=True)
class Search:
    """One dilemma under one way of searching, and how it did."""

    system: str
    measures: Retrieved
    hits: tuple[Hit, ...]


def search_all(coach: Coach, dilemma: Dilemma, whole: bool) -> list[Search]:
    """Search for a dilemma in every way; rivals get the question whole and no casebook.

    whole adds the coach asked in one turn, where a dilemma is a conversation. Without passages
    there is nothing for the rivals to search.
    """
    store = coach.store
    found: dict[str, Sequence[Hit]] = {"coach": coach.find(dilemma.turns, K)}
    if whole and dilemma.is_follow_up:
        found["asked whole"] = coach.find([dilemma.whole], K)
    if any(passage.offered for passage in store.passages.values()):
        words, meaning = by_words(store, dilemma.whole, 50), by_meaning(store, dilemma.whole, 50)
        found |= {"BM25": words[:K], "dense": meaning[:K], "fusion": fuse([words, meaning])}
    return [
        Search(name, judge_hits(dilemma, hits, store), tuple(hits)) for name, hits in found.items()
    ]


def by_words(store: Store, question: str, k: int = K) -> list[Hit]:
    """Return the passages that BM25 puts first."""
    scores = store.lexicon.scores(question)
    passages = [p for p in scores if p in store.passages and not store.passages[p].twin_of]
    best = sorted(passages, key=lambda p: (-scores[p], p))[:k]
    return [Hit(store.passages[p], scores[p]) for p in best]


def by_meaning(store: Store, question: str, k: int = K) -> list[Hit]:
    """Return the passages whose windows are nearest."""
    near = embed(store.embedder, [question])[0] @ store.vectors.T
    best: dict[str, float] = {}
    for row in np.argsort(-near, kind="stable"):
        window = store.rows[row]
        if window.field == "passage":
            best.setdefault(window.evidence_ids[0], float(near[row]))
        if len(best) == k:
            break
    return [Hit(store.passages[p], score) for p, score in best.items()]


def fuse(rankings: Sequence[Sequence[Hit]], k: int = K) -> list[Hit]:
    """Return the reciprocal rank fusion of rankings (Cormack, Clarke and Buettcher 2009)."""
    scores: dict[str, float] = {}
    evidence = {}
    for ranking in rankings:
        for rank, hit in enumerate(ranking, 1):
            scores[hit.evidence.id] = scores.get(hit.evidence.id, 0.0) + 1 / (FUSION + rank)
            evidence[hit.evidence.id] = hit.evidence
    best = sorted(scores, key=lambda item: (-scores[item], item))[:k]
    return [Hit(evidence[item], scores[item]) for item in best]
