"""Looks for an ask of the casebook as if it were not in the casebook."""

from dataclasses import replace

from vectorstore.layout import Layout
from vectorstore.search import Findings, measure, rank
from vectorstore.store import Store


def find_without(store: Store, row: int, k: int) -> Findings:
    """Return the k best hits for the text of a row of the vectors, that row left out.

    Its card is found by its other texts, and not by words, for the lexicon holds the ask.
    """
    window = store.rows[row]
    layout = leave_out(store.layout, window.evidence_id, row, len(store.rows))
    words = store.lexicon.scores(window.text)
    words.pop(window.evidence_id, None)
    places = range(len(layout.ids))
    candidates = measure(store, layout, places, store.vectors[row], words)
    return rank(candidates, store.embedder.name, k)


def leave_out(layout: Layout, evidence_id: str, row: int, nothing: int) -> Layout:
    """Return a layout in which a row of some evidence is none; nothing is what stands for that."""
    place = layout.places[evidence_id]
    groups = {}
    for name, rows in layout.groups.items():
        changed = rows.copy()
        changed[place][changed[place] == row] = nothing
        groups[name] = changed
    return replace(layout, groups=groups)
