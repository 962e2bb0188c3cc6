"""Evidence, made ready for comparison once and kept."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from coach.verify.words import Word, split_words
from vectorstore.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class PreparedSentence:
    """A sentence of the evidence with its words; offsets are those of the whole text."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text's sentences, and for each stem in it the numbers of the sentences that have it."""

    sentences: tuple[PreparedSentence, ...]
    places: Mapping[str, tuple[int, ...]]
    openings: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=256)
def prepare(text: str) -> Prepared:
    """Return a text made ready for comparison."""
    words = split_words(text)
    starts = [word.start for word in words]
    sentences = tuple(
        PreparedSentence(
            sentence.text,
            sentence.start,
            sentence.end,
            words[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)],
        )
        for sentence in split_sentences(text)
    )
    places: dict[str, list[int]] = {}
    for number, sentence in enumerate(sentences):
        for word in sentence.words:
            numbers = places.setdefault(word.stem, [])
            if not numbers or numbers[-1] != number:
                numbers.append(number)
    openings: dict[str, list[str]] = {}
    for stem in places:
        openings.setdefault(stem[:3], []).append(stem)
    return Prepared(
        sentences,
        {stem: tuple(numbers) for stem, numbers in places.items()},
        {opening: tuple(stems) for opening, stems in openings.items()},
    )
