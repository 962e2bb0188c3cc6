"""Loads the voices: further tellings of a card's dilemma, which only the search reads.

They stand beside the cards, not in them: a card stays short enough to be read, and the search gets
as many tellings as help it (docs/decisions/0010).
"""

from pathlib import Path
from typing import Any

from ingest.broken import BrokenCard, load_file

HEARD = Path(__file__).parent / "casebook" / "heard" / "dilemmas.yaml"


def load_voices(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the voices by card id, if any; raises BrokenCard naming file and card."""
    voices: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        data = load_file(path)
        if not isinstance(data, dict):
            raise BrokenCard(f"voices/{path.name}: must name cards and list their voices")
        for card_id, texts in data.items():
            place = f"voices/{path.name}: {card_id}"
            if card_id in voices:
                raise BrokenCard(f"{place}: used twice")
            voices[str(card_id)] = read_texts(place, texts)
    return voices


def read_texts(place: str, texts: Any) -> tuple[str, ...]:
    """Return one card's voices; raises BrokenCard where they are no list of texts."""
    if not isinstance(texts, list) or not all(isinstance(t, str) and t.strip() for t in texts):
        raise BrokenCard(f"{place}: must be a list of texts")
    return tuple(text.strip() for text in texts)


def load_heard(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return dilemmas that were heard elsewhere, by the ids of the cards that answer each.

    Written by `python -m eval.make_heard` (docs/decisions/0013). Raises BrokenCard naming the file.
    """
    heard: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        place = f"heard/{path.name}"
        data = load_file(path)
        if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
            raise BrokenCard(f"{place}: must list dilemmas, each with its ask and its cards")
        for number, entry in enumerate(data, 1):
            ask = read_texts(f"{place}: {number}: ask", [entry.get("ask")])
            for card_id in read_texts(f"{place}: {number}: cards", entry.get("cards")):
                heard[card_id] = (*heard.get(card_id, ()), *ask)
    return heard
