"""Search by words: BM25 over passages and over cards."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.evidence import Experience, Passage

STOPWORDS = frozenset(
    """a about after again all also am an and any are as at be because been before being but by can
    cannot could did do does doing don down even every for from get gets getting give go goes going
    got had has have having he her here him his how i if in into is isn it its just know like ll m
    make me more most much my no not now of off on one only or our out over re s said say says she
    should so some such t than that the their them then there these they thing think this those
    through to too up us very want was we well were what when where which who why will with would
    ve you your d""".split()
)
SUFFIXES = tuple("ations ation ingly ings ing edly ies ied ers er ed es s ly e".split())


def tokens(text: str) -> list[str]:
    """Return the content words of a text, lower case, with their endings taken off."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"[’']", "'", text.lower()).replace("'", " "))
    return [stem(word) for word in words if word not in STOPWORDS]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Take the commonest English ending off a word, leaving at least three letters."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


class Lexicon:
    """BM25 over the words of passages, and over those of cards with their asks."""

    def __init__(self, passages: Iterable[Passage], experiences: Iterable[Experience]) -> None:
        """Index all evidence that may be offered."""
        texts = {p.id: p.text for p in passages if p.offered}
        texts |= {card.id: "\n".join((card.text, *card.asks, *card.voices)) for card in experiences}
        self.ids = tuple(texts)
        self._index = build_index([tokens(text) for text in texts.values()])

    def scores(self, question: str) -> dict[str, float]:
        """Return the BM25 score of each piece of evidence that shares a word with the question."""
        words = [word for word in tokens(question) if word in self._vocabulary()]
        if not words or self._index is None:
            return {}
        found: NDArray[np.float32] = self._index.get_scores(words)
        return {self.ids[n]: float(found[n]) for n in np.flatnonzero(found)}

    def _vocabulary(self) -> Any:
        """Return the words the index knows."""
        return self._index.vocab_dict if self._index is not None else {}


def build_index(texts: list[list[str]]) -> Any:
    """Return a bm25s index of tokenised texts, or None when there is nothing to index."""
    if not any(texts):
        return None
    import bm25s

    index: Any = bm25s.BM25(k1=1.2, b=0.6)  # type: ignore[no-untyped-call]
    index.index(texts, show_progress=False)
    return index
