"""Writes the dilemmas to learn from beside the cards that answer them: `python -m eval.make_heard`.

What people of other trades asked, the search then hears again (docs/decisions/0013). Of a
dilemma of the split `train`, each card whose own quotation holds a gold anchor is noted; dev and
test are never used. Needs the report in COACH_LIBRARY, to resolve the cards' quotations.
"""

import yaml

from coach.settings import Settings
from eval.dilemma import FOLDER, Dilemma, load_dilemmas
from ingest.library import ensure_index
from ingest.voices import HEARD
from vectorstore.embedder import load_embedder
from vectorstore.evidence import Experience
from vectorstore.normalise import normalise
from vectorstore.quiet import silence_telemetry
from vectorstore.store import Store


def answers(card: Experience, dilemma: Dilemma) -> bool:
    """Say whether a card quotes the very words that a gold entry of a dilemma points at."""
    quotes = [normalise(quote.text) for quote in card.quotes]
    return any(
        card.speaker == gold.speaker and normalise(gold.anchor) in quote
        for gold in dilemma.gold
        for quote in quotes
    )


def main() -> None:
    """Write HEARD from the dilemmas to learn from."""
    settings = Settings.from_env()
    embedder = load_embedder(settings.embedder)
    build = ensure_index(settings.home, settings.library, settings.embedder, lambda: embedder)
    cards = Store(build, embedder).experiences.values()
    heard = []
    for dilemma in load_dilemmas(FOLDER / "train.jsonl"):
        found = [card.id for card in cards if answers(card, dilemma)]
        if found:
            heard.append({"ask": dilemma.whole, "cards": found})
    text = yaml.safe_dump(heard, allow_unicode=True, sort_keys=False, width=1000)
    HEARD.parent.mkdir(exist_ok=True)
    HEARD.write_text(text, encoding="utf-8")
    print(f"{len(heard)} dilemmas, noted {sum(len(h['cards']) for h in heard)} times")


if __name__ == "__main__":
    silence_telemetry()
    main()
