"""Hybrid search: dense windows and BM25 words, fused, folded, and spread over interviewees."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np

from vectorstore.embedder import Vectors, embed
from vectorstore.evidence import Experience, Hit, Passage
from vectorstore.layout import Layout, Rows, top_mean
from vectorstore.store import Store

NEAREST = 150  # windows that Chroma proposes; the evidence they lead to is then weighed exactly
BEST_WORDS = 30  # pieces of evidence that BM25 proposes beside them
AUTHOR = 0.03  # taken off what the author says: experience comes first, comment after
HALF_WORDS = 12.0  # the BM25 score that counts one half
LEAN = 0.3  # how much a follow-up's own words count beside the conversation's
WEIGHTS = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Signals:
    """What can speak for a piece of evidence, each between about 0 and 1; here, its weight.

    The names say which windows are compared with the question (the mean of the n nearest), white_
    that they are compared after whitening.
    """

    ask_2: float = 0.0
    ask_4: float = 0.0
    situation: float = 0.0
    did: float = 0.0
    lesson: float = 0.0
    passage: float = 0.0
    white_ask_4: float = 0.0
    white_any_6: float = 0.0
    white_passage: float = 0.0
    words: float = 0.0
    words_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts, and what a passage without a card gives away.

    Fitted on the dev dilemmas by `python -m eval.fit_search`, which writes weights.json.
    """

    signals: Signals
    bare: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """Evidence worth weighing, with its signals, shape (evidence, len(NAMES)).

    bare marks passages that no card stands for, author what nobody interviewed says; windows are
    the texts nearest to the question, asked its vector.
    """

    evidence: tuple[Experience | Passage, ...]
    signals: Vectors
    bare: Vectors
    author: Vectors
    windows: tuple[str, ...]
    asked: Vectors


NAMES = tuple(field.name for field in fields(Signals))


@cache
def load_weights() -> Weights:
    """Return the fitted weights."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(Signals(**data["signals"]), data["bare"])


@dataclass(frozen=True, slots=True)
class Findings:
    """The hits of a search, best first, and the strongest of each signal over all candidates.

    asked is the question's vector, embedder the name of what made it.
    """

    hits: tuple[Hit, ...]
    strongest: Signals
    asked: Vectors
    embedder: str


def search(
    store: Store,
    question: str,
    k: int = 10,
    people: Collection[str] = (),
    themes: Collection[str] = (),
    context: str = "",
) -> tuple[Hit, ...]:
    """Return the k pieces of evidence that fit a question best, best first.

    context is what was said before, where the question needs it to be understood. people and
    themes narrow the search; a passage has no themes, so themes leave only cards.
    """
    return look(store, question, k, people, themes, context).hits


def look(
    store: Store,
    question: str,
    k: int = 10,
    people: Collection[str] = (),
    themes: Collection[str] = (),
    context: str = "",
) -> Findings:
    """Search, and return the strength of the signals beside the hits."""
    candidates = find_candidates(store, question, people, context)
    return rank(candidates, store.embedder.name, k, themes)


def rank(candidates: Candidates, embedder: str, k: int, themes: Collection[str] = ()) -> Findings:
    """Return the k best of candidates; embedder is the name of what made their vectors."""
    scores = weigh(candidates, load_weights())
    hits = [
        Hit(evidence, float(score), window)
        for evidence, score, window in zip(
            candidates.evidence, scores, candidates.windows, strict=True
        )
        if not themes or has_theme(evidence, themes)
    ]
    strongest = candidates.signals.max(axis=0) if len(candidates.signals) else [0.0] * len(NAMES)
    return Findings(
        tuple(sorted(hits, key=lambda hit: (-hit.score, hit.evidence.id))[:k]),
        Signals(*(float(value) for value in strongest)),
        candidates.asked,
        embedder,
    )


def has_theme(evidence: Experience | Passage, themes: Collection[str]) -> bool:
    """Say whether evidence is a card with one of some themes."""
    return isinstance(evidence, Experience) and bool(set(evidence.themes) & set(themes))


def weigh(candidates: Candidates, weights: Weights) -> Vectors:
    """Return the candidates' scores: the weighted mean of their signals, higher is better."""
    each = np.array([getattr(weights.signals, name) for name in NAMES], dtype=np.float32)
    scores = candidates.signals @ each - weights.bare * candidates.bare
    return np.asarray(scores / each.sum() - AUTHOR * candidates.author, dtype=np.float32)


def find_candidates(
    store: Store, question: str, people: Collection[str] = (), context: str = ""
) -> Candidates:
    """Return the evidence near a question with its signals.

    A card stands for the passages it quotes, and an interview for its twin in the narrative, so
    that no experience takes two places.
    """
    whole = f"{context} {question}".strip()
    asked = embed(store.embedder, [whole])
    if context:
        asked[0] = lean(asked[0], embed(store.embedder, [question])[0])
    words = store.lexicon.scores(whole)
    places = propose(store, asked[0], words, people)
    return measure(store, store.layout, places, asked[0], words)


def measure(
    store: Store, layout: Layout, places: Sequence[int], asked: Vectors, words: dict[str, float]
) -> Candidates:
    """Return the evidence at some places of a layout with its signals.

    asked is the question's vector, words the BM25 scores of evidence by id.
    """
    groups = {name: rows[places] for name, rows in layout.groups.items()}
    plain = asked @ store.vectors.T
    white = store.whitening.apply(asked[None])[0] @ store.white_vectors.T
    score = np.array([words.get(layout.ids[place], 0.0) for place in places], dtype=np.float32)
    most = max(words.values(), default=1.0)
    columns = {
        "ask_2": top_mean(plain, groups["ask"], 2),
        "ask_4": top_mean(plain, groups["ask"], 4),
        "situation": top_mean(plain, groups["situation"], 1),
        "did": top_mean(plain, groups["did"], 1),
        "lesson": top_mean(plain, groups["lesson"], 1),
        "passage": top_mean(plain, groups["passage"], 1),
        "white_ask_4": top_mean(white, groups["ask"], 4),
        "white_any_6": top_mean(white, groups["own"], 6),
        "white_passage": top_mean(white, groups["passage"], 1),
        "words": score / (score + HALF_WORDS),
        "words_share": score / most,
    }
    evidence = tuple(store.evidence(layout.ids[place]) for place in places)
    return Candidates(
        evidence,
        np.stack([columns[name] for name in NAMES], axis=1),
        np.array([isinstance(item, Passage) for item in evidence], dtype=np.float32),
        np.array([item.speaker not in store.interviewees for item in evidence], dtype=np.float32),
        nearest_texts(store, plain, groups["own"]),
        asked,
    )


def lean(whole: Vectors, question: Vectors) -> Vectors:
    """Return the direction of a conversation, leaning towards its last question."""
    both = (1 - LEAN) * whole + LEAN * question
    return np.asarray(both / np.linalg.norm(both), dtype=np.float32)


def propose(
    store: Store, vector: Vectors, words: dict[str, float], people: Collection[str]
) -> list[int]:
    """Return the places in the layout of evidence worth weighing: near in meaning, or in words.

    Narrowed to some people, everything they said is weighed: it is little, and all of it counts.
    """
    layout = store.layout
    if people:
        return [
            place
            for place, evidence_id in enumerate(layout.ids)
            if store.evidence(evidence_id).speaker in people
        ]
    near = store.nearest(vector, NEAREST)
    found = {evidence_id: None for item in near for evidence_id in item.window.evidence_ids}
    for passage_id in list(found):
        found |= dict.fromkeys(store.quoted_by.get(passage_id, ()))
    best = sorted(words, key=lambda evidence_id: -words[evidence_id])[:BEST_WORDS]
    found |= dict.fromkeys(best)
    return sorted(
        layout.places[evidence_id] for evidence_id in found if evidence_id in layout.places
    )


def nearest_texts(store: Store, values: Vectors, rows: Rows) -> tuple[str, ...]:
    """Return the text of each candidate's window that is nearest to the question."""
    padded = np.append(values, -np.inf)
    best = rows[np.arange(len(rows)), padded[rows].argmax(axis=1)] if len(rows) else []
    return tuple(store.rows[row].text if row < len(store.rows) else "" for row in best)
