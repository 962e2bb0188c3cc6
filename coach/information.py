"""Measures how much a message says: the sum of the rarity of its content words."""

import math
from functools import lru_cache

from vectorstore.lexical import tokens
from vectorstore.store import Store

CARDS = 300  # rarity is reckoned as in the casebook, however few cards there are


def measure(message: str, store: Store) -> float:
    """Return how much a message says: about 4 for "help me lead", 20 for a short dilemma."""
    counts = count_cards(store)
    return sum(math.log(CARDS / (counts.get(word, 0) + 0.5)) for word in set(tokens(message)))


@lru_cache(maxsize=4)
def count_cards(store: Store) -> dict[str, float]:
    """Return for each word in how many of CARDS cards it would stand."""
    counts: dict[str, int] = {}
    for card in store.experiences.values():
        for word in set(tokens("\n".join((card.text, *card.asks)))):
            counts[word] = counts.get(word, 0) + 1
    scale = CARDS / max(CARDS, len(store.experiences))
    return {word: count * scale for word, count in counts.items()}
