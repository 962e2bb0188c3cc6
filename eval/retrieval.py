"""Judges the search on the dilemmas, beside BM25, dense search and their plain fusion."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from coach.coach import Coach
from coach.understand import named_people
from eval.dilemma import Dilemma
from eval.measure import Retrieved, judge_hits
from vectorstore.embedder import embed
from vectorstore.evidence import Hit
from vectorstore.search import search
from vectorstore.store import Store

K = 10
FUSION = 60  # the usual constant of reciprocal rank fusion


@dataclass(frozen=True, slots=True)
class Case:
    """One dilemma under one way of searching, and how it did."""

    id: str
    system: str
    tags: tuple[str, ...]
    measures: Retrieved
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The means of the measures over a group of cases."""

    system: str
    group: str
    cases: int
    hit_1: float
    hit_5: float
    recall_5: float
    mrr: float
    ndcg_10: float


def judge_retrieval(coach: Coach, dilemmas: Sequence[Dilemma]) -> list[Case]:
    """Search for every dilemma in every way; rivals get the question whole and no casebook."""
    store = coach.store
    systems: dict[str, Callable[[Dilemma], Sequence[Hit]]] = {
        "coach": lambda d: coach.find(d.turns, K),
        "coach, asked whole": lambda d: search(store, d.whole, K, named_people(d.whole, store)),
        "bm25": lambda d: by_words(store, d.whole),
        "dense": lambda d: by_meaning(store, d.whole),
        "fusion": lambda d: fuse([by_words(store, d.whole, 50), by_meaning(store, d.whole, 50)]),
    }
    if not any(passage.offered for passage in store.passages.values()):
        systems = {name: systems[name] for name in ("coach", "coach, asked whole")}
    cases = []
    for dilemma in dilemmas:
        for name, find in systems.items():
            hits = find(dilemma)
            cases.append(
                Case(
                    dilemma.id,
                    name,
                    tuple(sorted(dilemma.tags)),
                    judge_hits(dilemma, hits, store),
                    tuple(hit.evidence.id for hit in hits),
                )
            )
    return cases


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
            best.setdefault(window.evidence_id, float(near[row]))
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


def summarise(cases: Sequence[Case]) -> list[Summary]:
    """Return the means by system, over all cases and over each kind of dilemma."""
    groups = ("all", "plain", "named", "follow-up", "no-shared-words", "shared words")
    summaries = []
    for system in dict.fromkeys(case.system for case in cases):
        for group in groups:
            chosen = [c for c in cases if c.system == system and belongs(c, group)]
            if chosen:
                summaries.append(average(system, group, chosen))
    return summaries


def belongs(case: Case, group: str) -> bool:
    """Say whether a case belongs to a group."""
    if group == "plain":
        return not {"named", "follow-up"} & set(case.tags)
    if group == "shared words":
        return "no-shared-words" not in case.tags
    return group == "all" or group in case.tags


def average(system: str, group: str, cases: Sequence[Case]) -> Summary:
    """Return the means of some cases."""

    def mean(measure: Callable[[Retrieved], float]) -> float:
        return sum(measure(case.measures) for case in cases) / len(cases)

    return Summary(
        system,
        group,
        len(cases),
        mean(lambda m: m.hit_1),
        mean(lambda m: m.hit_5),
        mean(lambda m: m.recall_5),
        mean(lambda m: m.reciprocal_rank),
        mean(lambda m: m.ndcg_10),
    )
