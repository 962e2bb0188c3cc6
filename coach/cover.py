"""Decides whether the interviews cover a question at all."""

from coach.understand import Query
from vectorstore.evidence import Hit
from vectorstore.store import Store

LOWEST = 0.1  # of a best hit's score; below it nothing fits


def is_covered(query: Query, hits: tuple[Hit, ...], store: Store) -> bool:
    """Say whether the best hits are about what was asked."""
    return bool(hits) and hits[0].score >= LOWEST
