"""Looks for an ask of the casebook as if it were not in the casebook."""

from collections.abc import Sequence
from dataclasses import replace

from vectorstore.layout import Layout
from vectorstore.search import Findings, measure, rank
from vectorstore.store import Store


def find_without(store: Store, row: int, k: int) -> Findings:
    """Return the k best hits for the text of a row of the vectors, that row left out.

    Its cards are found by their other texts, and not by words, for the lexicon holds the ask.
    """
    window = store.rows[row]
    layout = leave_out(store.layout, window.evidence_ids, row, len(store.rows))
    words = store.lexicon.scores(window.text)
    for card in window.evidence_ids:
        words.pop(card, None)
    places = range(len(layout.ids))
    candidates = measure(store, layout, places, store.vectors[row], words)
    return rank(candidates, store.embedder.name, k)


def leave_out(layout: Layout, evidence_ids: Sequence[str], row: int, nothing: int) -> Layout:
    """Return a layout in which a row of some evidence is none; nothing is what stands for that."""
    groups = {name: rows.copy() for name, rows in layout.groups.items()}
    for place in (layout.places[evidence_id] for evidence_id in evidence_ids):
        for rows in groups.values():
            rows[place][rows[place] == row] = nothing
    return replace(layout, groups=groups)
