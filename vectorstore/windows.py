"""Cuts evidence into the small texts that are embedded, each pointing back to its evidence."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from vectorstore.evidence import Experience, Passage
from vectorstore.sentences import split_sentences

Field = Literal["situation", "did", "lesson", "ask", "passage"]

WINDOW_WORDS = 60  # about a thought; longer windows blur, shorter ones lose their subject


@dataclass(frozen=True, slots=True)
class Window:
    """A text to embed, and the evidence it leads to: one passage, or the cards that it tells."""

    id: str
    text: str
    evidence_ids: tuple[str, ...]
    field: Field


def make_windows(
    passages: tuple[Passage, ...], experiences: tuple[Experience, ...]
) -> tuple[Window, ...]:
    """Return the windows of all evidence that may be offered; a twin is found by its interview.

    What somebody asked of several cards is one window, so that it is embedded and kept once.
    """
    told: dict[tuple[Field, str], dict[str, None]] = {}
    for experience in experiences:
        texts: list[tuple[Field, str]] = [
            ("situation", experience.situation),
            ("did", f"{experience.did} {experience.outcome}"),
            ("lesson", experience.lesson),
            *(("ask", ask) for ask in (*experience.asks, *experience.voices)),
        ]
        for text in texts:
            told.setdefault(text, {})[experience.id] = None
    windows = [
        Window(name("", field, text), text, tuple(cards), field)
        for (field, text), cards in told.items()
    ]
    for passage in passages:
        if passage.offered and not passage.twin_of:
            windows += [
                Window(name(passage.id, "passage", text), text, (passage.id,), "passage")
                for text in slide(passage.text)
            ]
    return tuple({window.id: window for window in windows}.values())


def name(owner: str, field: Field, text: str) -> str:
    """Return the id of a window, which follows from what it holds."""
    digest = hashlib.sha256(f"{owner}\0{field}\0{text}".encode("utf-8", "replace"))
    return "w-" + digest.hexdigest()[:20]


def slide(text: str) -> list[str]:
    """Return windows of whole sentences, about WINDOW_WORDS long, half overlapping."""
    sentences = split_sentences(text)
    windows = []
    start = 0
    while start < len(sentences):
        end, words = start, 0
        while end < len(sentences) and (words < WINDOW_WORDS or end == start):
            words += len(sentences[end].text.split())
            end += 1
        windows.append(text[sentences[start].start : sentences[end - 1].end])
        if end >= len(sentences):
            break
        start = max(start + 1, (start + end + 1) // 2)
    return windows
