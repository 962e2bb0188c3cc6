"""Loads experience cards from YAML and says precisely what is wrong with a broken one."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from ingest.broken import BrokenCard, load_file
from ingest.voices import load_heard, load_voices
from vectorstore.evidence import CardKind, Experience

CASEBOOK = Path(__file__).parent / "casebook"
KINDS = ("worked", "failed", "mixed", "advice")
TEXTS = ("situation", "did", "outcome", "lesson")
ANCHOR_WORDS = 8
FIELDS = frozenset(
    {"id", "pages", "kind", *TEXTS, "asks", "questions", "anchors", "themes", "contrasts"}
)
NOT_CARDS = frozenset({"themes.yaml", "not-covered.yaml"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A phrase by which a quotation is found, and how many sentences to quote from it on."""

    text: str
    sentences: int = 1


@dataclass(frozen=True, slots=True)
class Card:
    """An experience before its anchors are resolved against a report."""

    experience: Experience
    anchors: tuple[Anchor, ...]


def load_casebook(folder: Path = CASEBOOK) -> tuple[Card, ...]:
    """Return every card of a folder; raises BrokenCard naming file, card and field."""
    themes = load_themes(folder / "themes.yaml")
    cards: list[Card] = []
    homes: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in NOT_CARDS:
            continue
        for card in load_cards(path, themes):
            home = homes.setdefault(card.experience.id, path.name)
            if home != path.name:
                raise BrokenCard(f"{path.name}: {card.experience.id}: id: also used in {home}")
            cards.append(card)
    for card in cards:
        for other in card.experience.contrasts:
            if other not in homes:
                place = f"{homes[card.experience.id]}: {card.experience.id}"
                raise BrokenCard(f"{place}: contrasts: there is no card {other}")
    voices, heard = load_voices(folder / "voices"), load_heard(folder / "heard")
    told = {name: (*voices.get(name, ()), *heard.get(name, ())) for name in (*voices, *heard)}
    return add_voices(cards, told)


def add_voices(cards: list[Card], voices: dict[str, tuple[str, ...]]) -> tuple[Card, ...]:
    """Return the cards with their voices; raises BrokenCard for a voice without a card."""
    for card_id in voices.keys() - {card.experience.id for card in cards}:
        raise BrokenCard(f"voices: {card_id}: there is no such card")
    return tuple(
        replace(
            card, experience=replace(card.experience, voices=voices.get(card.experience.id, ()))
        )
        for card in cards
    )


def load_themes(path: Path) -> frozenset[str]:
    """Return the names of the themes that a card may carry."""
    data = load_file(path)
    if not isinstance(data, dict):
        raise BrokenCard(f"{path.name}: must name each theme and say what it means")
    return frozenset(map(str, data))


def load_cards(path: Path, themes: frozenset[str]) -> list[Card]:
    """Return the cards of one interviewee's file."""
    data = load_file(path)
    if not isinstance(data, dict) or not isinstance(data.get("cards"), list):
        raise BrokenCard(f"{path.name}: needs interviewee, role, source and a list of cards")
    for key in ("interviewee", "role", "source"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise BrokenCard(f"{path.name}: {key}: must be text")
    seen: set[str] = set()
    cards = []
    for number, entry in enumerate(data["cards"], 1):
        card = read_card(entry, number, path.name, data, themes)
        if card.experience.id in seen:
            raise BrokenCard(f"{path.name}: {card.experience.id}: id: used twice")
        seen.add(card.experience.id)
        cards.append(card)
    return cards


def read_card(
    entry: Any, number: int, file: str, head: dict[str, Any], themes: frozenset[str]
) -> Card:
    """Return one card, or raise BrokenCard with file, card and field."""
    name = entry.get("id") if isinstance(entry, dict) else None
    place = f"{file}: {name or f'card {number}'}"

    def fail(field: str, reason: str) -> BrokenCard:
        return BrokenCard(f"{place}: {field}: {reason}")

    def texts(field: str, least: int, most: int) -> tuple[str, ...]:
        value = entry.get(field)
        if not isinstance(value, list) or not all(isinstance(x, str) and x.strip() for x in value):
            raise fail(field, "must be a list of texts")
        if not least <= len(value) <= most:
            raise fail(field, f"needs {least} to {most}, has {len(value)}")
        return tuple(x.strip() for x in value)

    if not isinstance(entry, dict) or not isinstance(name, str):
        raise fail("id", "must be text")
    for field in sorted(map(str, set(entry) - FIELDS)):
        raise fail(field, "is not a field of a card")
    for field in sorted(FIELDS - set(entry)):
        raise fail(field, "is missing")
    for field in TEXTS:
        if not isinstance(entry[field], str) or not entry[field].strip():
            raise fail(field, "must be text")
    if entry["kind"] not in KINDS:
        raise fail("kind", f"must be one of {', '.join(KINDS)}")
    pages = entry["pages"]
    if not isinstance(pages, list) or not pages or not all(isinstance(p, int | str) for p in pages):
        raise fail("pages", "must be a list of printed page numbers")
    for theme in texts("themes", 1, 4):
        if theme not in themes:
            raise fail("themes", f"{theme} is not in themes.yaml")
    experience = Experience(
        id=name,
        interviewee=head["interviewee"].strip(),
        role=head["role"].strip(),
        source=head["source"].strip(),
        pages=tuple(str(page) for page in pages),
        kind=cast(CardKind, entry["kind"]),
        situation=entry["situation"].strip(),
        did=entry["did"].strip(),
        outcome=entry["outcome"].strip(),
        lesson=entry["lesson"].strip(),
        asks=texts("asks", 4, 8),
        questions=texts("questions", 1, 3),
        themes=texts("themes", 1, 4),
        contrasts=texts("contrasts", 0, 12),
    )
    return Card(experience, read_anchors(entry["anchors"], fail))


def read_anchors(value: Any, fail: Any) -> tuple[Anchor, ...]:
    """Return a card's anchors: phrases, or phrases with a number of sentences."""
    if not isinstance(value, list) or not 1 <= len(value) <= 6:
        raise fail("anchors", "must be a list of one to six phrases")
    anchors = []
    for entry in value:
        text, sentences = entry, 1
        if isinstance(entry, dict):
            text, sentences = entry.get("text"), entry.get("sentences", 1)
        if not isinstance(text, str) or not 2 <= len(text.split()) <= ANCHOR_WORDS:
            raise fail("anchors", f"must be phrases of 2 to {ANCHOR_WORDS} words: {text!r}")
        if sentences not in (1, 2, 3):
            raise fail("anchors", "sentences must be 1, 2 or 3")
        anchors.append(Anchor(text.strip(), sentences))
    return tuple(anchors)
