"""Issues the evidence that a model may use in one turn, under ids that mean nothing elsewhere."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from coach.compose import NEAR_ENOUGH, Choice
from coach.understand import Move
from vectorstore.evidence import Experience, Hit, Passage
from vectorstore.store import Store

MOST = 6  # pieces of evidence in one request
# Moves that may draw on more than the composed answer shows; the others narrow it on purpose.
OPEN: frozenset[Move] = frozenset({"dilemma", "addition", "variation"})


@dataclass(frozen=True, slots=True)
class Offered:
    """A piece of evidence under its id for this turn, and the passages it may be quoted from."""

    id: str
    hit: Hit
    passages: tuple[Passage, ...]


def offer(store: Store, choice: Choice, hits: Iterable[Hit], move: Move) -> dict[str, Offered]:
    """Return by id what may be cited: what the composed answer shows, and the next best hits."""
    offered = {hit.evidence.id: hit for hit in choice.shown}
    best = max((hit.score for hit in choice.voices), default=0.0)
    for hit in hits if move in OPEN else ():
        if len(offered) < MOST and hit.score >= NEAR_ENOUGH * best:
            offered.setdefault(hit.evidence.id, hit)
    ids = issue(len(offered))
    return {
        new: Offered(new, hit, passages_of(store, hit.evidence))
        for new, hit in zip(ids, offered.values(), strict=True)
    }


def issue(count: int) -> list[str]:
    """Return so many different ids that nobody can guess."""
    ids: dict[str, None] = {}
    while len(ids) < count:
        ids[f"e{secrets.token_hex(3)}"] = None
    return list(ids)


def passages_of(store: Store, evidence: Passage | Experience) -> tuple[Passage, ...]:
    """Return the passages a piece of evidence may be quoted from: its own speaker's, each once."""
    if isinstance(evidence, Passage):
        return (evidence,)
    quoted = dict.fromkeys(quote.passage_id for quote in evidence.quotes)
    passages = [store.passages[passage_id] for passage_id in quoted]
    return tuple(passage for passage in passages if passage.speaker == evidence.interviewee)
