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
    """A text to embed, and the evidence it leads to."""

    id: str
    text: str
    evidence_id: str
    field: Field


def make_windows(
    passages: tuple[Passage, ...], experiences: tuple[Experience, ...]
) -> tuple[Window, ...]:
    """Return the windows of all evidence that may be offered; a twin is found by its interview."""
    windows: list[Window] = []
    for experience in experiences:
        texts: list[tuple[Field, str]] = [
            ("situation", experience.situation),
            ("did", f"{experience.did} {experience.outcome}"),
            ("lesson", experience.lesson),
            *(("ask", ask) for ask in (*experience.asks, *experience.voices)),
        ]
        windows += [make_window(experience.id, field, text) for field, text in texts]
    for passage in passages:
        if passage.offered and not passage.twin_of:
            windows += [make_window(passage.id, "passage", text) for text in slide(passage.text)]
    return tuple({window.id: window for window in windows}.values())


def make_window(evidence_id: str, field: Field, text: str) -> Window:
    """Return a window under an id that follows from what it holds."""
    digest = hashlib.sha256(f"{evidence_id}\0{field}\0{text}".encode("utf-8", "replace"))
    return Window("w-" + digest.hexdigest()[:20], text, evidence_id, field)


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
