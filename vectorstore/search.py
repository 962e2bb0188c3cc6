"""Hybrid search: dense windows and BM25 words, fused, folded, and spread over interviewees."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from vectorstore.embedder import embed
from vectorstore.evidence import Experience, Hit, Passage
from vectorstore.store import Store
from vectorstore.windows import Field

WINDOWS = 800  # nearest windows to look at; a card has nine, a passage two or three
HALF_WORDS = 12.0  # the BM25 score that counts one half


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts; fitted on the dev dilemmas by `python -m eval.fit_search`."""

    ask: float = 1.0
    situation: float = 0.4
    did: float = 0.2
    lesson: float = 0.3
    passage: float = 0.4
    words: float = 0.3
    passage_words: float = 0.3
    bare: float = 0.75  # a passage without a card, beside one with a card as near


@dataclass(slots=True)
class Signals:
    """What speaks for one piece of evidence: similarity by field, shared words, nearest text."""

    fields: dict[Field, float] = field(default_factory=dict)
    words: float = 0.0
    window: str = ""
    nearest: float = 0.0


def search(
    store: Store,
    question: str,
    k: int = 10,
    people: Collection[str] = (),
    themes: Collection[str] = (),
    weights: Weights = Weights(),
) -> tuple[Hit, ...]:
    """Return the k pieces of evidence that fit a question best, best first.

    people and themes narrow the search; a passage has no themes, so themes leave only cards.
    """
    hits = rank(store, gather(store, question), weights)
    if people:
        hits = [hit for hit in hits if hit.evidence.speaker in people]
    if themes:
        wanted = set(themes)
        hits = [
            hit
            for hit in hits
            if isinstance(hit.evidence, Experience) and wanted & set(hit.evidence.themes)
        ]
    return tuple(hits[:k])


def gather(store: Store, question: str) -> dict[str, Signals]:
    """Return the signals of every piece of evidence near the question."""
    signals: dict[str, Signals] = defaultdict(Signals)
    vector = embed(store.embedder, [question])[0]
    for near in store.nearest(vector, WINDOWS):
        signal = signals[near.window.evidence_id]
        best = signal.fields.get(near.window.field, 0.0)
        signal.fields[near.window.field] = max(best, near.similarity)
        if near.similarity > signal.nearest:
            signal.window, signal.nearest = near.window.text, near.similarity
    for evidence_id, score in store.lexicon.scores(question).items():
        signals[evidence_id].words = score / (score + HALF_WORDS)
    return dict(signals)


def rank(store: Store, signals: dict[str, Signals], weights: Weights) -> list[Hit]:
    """Return all evidence near the question with its score, best first.

    A card stands for the passages it quotes, and an interview for its twin in the narrative, so
    that no experience takes two places.
    """
    nothing = Signals()
    hits: list[Hit] = []
    covered: set[str] = set()
    for card in store.experiences.values():
        own = signals.get(card.id, nothing)
        quoted = [signals.get(quote.passage_id, nothing) for quote in card.quotes]
        if own is nothing and all(signal is nothing for signal in quoted):
            continue
        covered.update(quote.passage_id for quote in card.quotes)
        hits.append(Hit(card, score_card(own, quoted, weights), own.window))
    for passage_id, signal in signals.items():
        passage = store.passages.get(passage_id)
        if passage and passage_id not in covered and not passage.twin_of:
            hits.append(Hit(passage, score_passage(signal, weights), signal.window))
    return sorted(hits, key=lambda hit: (-hit.score, hit.evidence.id))


def score_card(own: Signals, quoted: list[Signals], weights: Weights) -> float:
    """Return a card's score, between 0 and about 1: its own fields, and the passages it quotes."""
    fields = own.fields
    dense = (
        weights.ask * fields.get("ask", 0.0)
        + weights.situation * fields.get("situation", 0.0)
        + weights.did * fields.get("did", 0.0)
        + weights.lesson * fields.get("lesson", 0.0)
        + weights.words * own.words
    )
    total = weights.ask + weights.situation + weights.did + weights.lesson + weights.words
    if quoted:
        dense += weights.passage * max(s.fields.get("passage", 0.0) for s in quoted)
        dense += weights.passage_words * max(s.words for s in quoted)
        total += weights.passage + weights.passage_words
    return dense / total


def score_passage(signal: Signals, weights: Weights) -> float:
    """Return the score of a passage that no card stands for."""
    dense = weights.passage * signal.fields.get("passage", 0.0)
    dense += weights.passage_words * signal.words
    return weights.bare * dense / (weights.passage + weights.passage_words)
