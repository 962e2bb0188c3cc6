"""Splits text into sentences, with their offsets."""

import re
from dataclasses import dataclass
from functools import lru_cache

# A stop followed by one of these words' letters ends no sentence.
ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof st no vs etc eg ie cf al inc ltd co dept gov sen rev hon vol pp fig
    approx""".split()
)
INITIAL = re.compile(r"[A-HJ-Za-z]")  # as in "J. Lock" and "e.g."; "I." is the speaker
BOUNDARY = re.compile(r"""(?:[.!?]|\.\.\.|…)[’”'")\]]*(?=\s+[‘“'"(\[]*[A-Z0-9£$€])|\n+""")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: text[start:end] of the text it came from."""

    text: str
    start: int
    end: int


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text; together they cover all but white space."""
    sentences: list[Sentence] = []
    start = 0
    for match in BOUNDARY.finditer(text):
        word = re.search(r"(\w+)\.$", text[start : match.end()])
        if word and (word[1].lower() in ABBREVIATIONS or INITIAL.fullmatch(word[1])):
            continue
        add_sentence(sentences, text, start, match.end())
        start = match.end()
    add_sentence(sentences, text, start, len(text))
    return tuple(sentences)


@lru_cache(maxsize=4096)
def evidence_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text of the evidence, which a process reads again and again."""
    return split_sentences(text)


def add_sentence(sentences: list[Sentence], text: str, start: int, end: int) -> None:
    """Append text[start:end] without the white space around it, if anything is left."""
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        first = start + len(piece) - len(piece.lstrip())
        sentences.append(Sentence(bare, first, first + len(bare)))
