"""Knows which rows of the vectors belong to which evidence, to weigh all of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedder import Vectors
from vectorstore.evidence import Experience, Passage
from vectorstore.windows import Window

Rows = NDArray[np.int64]
GROUPS = ("ask", "situation", "did", "lesson", "passage", "own")


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows of the vectors for each piece of evidence and group of windows.

    groups maps a name of GROUPS to an array of shape (evidence, widest), filled up with the number
    of vectors, which is no row. For a card, "passage" are the windows of the passages it quotes;
    "own" are all windows of the evidence itself.
    """

    ids: tuple[str, ...]
    places: dict[str, int]
    groups: dict[str, Rows]


def lay_out(
    windows: Sequence[Window], passages: Sequence[Passage], experiences: Sequence[Experience]
) -> Layout:
    """Return the layout of all evidence that has windows, cards first.

    A passage that a card quotes has no place of its own: the card stands for it.
    """
    rows: dict[str, dict[str, list[int]]] = {}
    for row, window in enumerate(windows):
        for evidence_id in window.evidence_ids:
            rows.setdefault(evidence_id, {}).setdefault(window.field, []).append(row)
    quoted = {quote.passage_id for card in experiences for quote in card.quotes}
    ids = [card.id for card in experiences]
    ids += [p.id for p in passages if p.id in rows and p.id not in quoted]
    cards = {card.id: card for card in experiences}
    groups: dict[str, list[list[int]]] = {name: [] for name in GROUPS}
    for evidence_id in ids:
        own = rows.get(evidence_id, {})
        for name in GROUPS[:4]:
            groups[name].append(own.get(name, []))
        sources = [evidence_id]
        if card := cards.get(evidence_id):
            sources = list(dict.fromkeys(quote.passage_id for quote in card.quotes))
        groups["passage"].append(
            [row for source in sources for row in rows.get(source, {}).get("passage", [])]
        )
        groups["own"].append([row for field_rows in own.values() for row in field_rows])
    return Layout(
        tuple(ids),
        {evidence_id: place for place, evidence_id in enumerate(ids)},
        {name: fill_up(lists, len(windows)) for name, lists in groups.items()},
    )


def fill_up(lists: list[list[int]], nothing: int) -> Rows:
    """Return lists of rows as one array, filled up with a number that is no row."""
    width = max((len(rows) for rows in lists), default=0) or 1
    filled = np.full((len(lists), width), nothing, dtype=np.int64)
    for place, rows in enumerate(lists):
        filled[place, : len(rows)] = rows
    return filled


def top_mean(values: Vectors, rows: Rows, count: int) -> Vectors:
    """Return the mean of the count largest values of each line of rows; 0 where there are none."""
    padded = np.append(values, -np.inf).astype(np.float32)
    found = -np.sort(-padded[rows], axis=1)[:, :count]
    there = np.isfinite(found)
    sums = np.where(there, found, 0.0).sum(axis=1)
    return np.asarray(sums / np.maximum(there.sum(axis=1), 1), dtype=np.float32)
