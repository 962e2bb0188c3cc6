"""Reads a message as plain words: disguises, contractions and typing errors in key words undone."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from prompts.load import load_texts

LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t"})
SIGNS = str.maketrans({"@": "a", "$": "s", "!": "i"})
END = "."  # the word that ends a sentence


@dataclass(frozen=True, slots=True)
class Spelling:
    """What mends words: contractions by form, and key words that may be mistyped."""

    forms: Mapping[str, tuple[str, ...]]
    keys: frozenset[str]
    known: frozenset[str]
    near: Mapping[str, str]


@cache
def load_spelling() -> Spelling:
    """Return the spelling that prompts/spelling.yaml describes."""
    texts: dict[str, Any] = load_texts("spelling")
    keys = frozenset(texts["keys"].split())
    near: dict[str, str] = {}
    for key in sorted(keys):
        for form in one_letter_less(key):
            near.setdefault(form, key)
    forms = {str(form): tuple(words.split()) for form, words in texts["forms"].items()}
    return Spelling(forms, keys, frozenset(texts["known"].split()), near)


@lru_cache(maxsize=64)  # a turn reads its message several times
def read_words(message: str) -> tuple[str, ...]:
    """Return a message's words in lower case and plain letters, with END after each sentence."""
    text = unicodedata.normalize("NFKD", message).casefold()
    text = "".join(
        c for c in text if (not unicodedata.combining(c) and c.isprintable()) or c.isspace()
    )
    text = re.sub(r"[‘’‚‛′`´ʼ]", "'", text)
    text = re.sub(r"\b(mr|mrs|ms|dr|prof|st|no)\.", r"\1 ", text)
    text = re.sub(r"\b(?:[a-z]\.){2,}", lambda m: m[0].replace(".", ""), text)
    text = re.sub(r"(?<=\d)\.(?=\d)", "", text)
    text = re.sub(r"(?<=[a-z])([@$!]+)(?=[a-z])", lambda m: m[0].translate(SIGNS), text)
    text = re.sub(r"(?<![a-z0-9'])(?:[a-z][\s.\-_*]){3,}[a-z](?![a-z0-9'])", join_letters, text)
    text = re.sub(r"\b(\d+)\s?(?:yo|yr|yrs|y/o)\b", r"\1 year ", text)
    spelling = load_spelling()
    words: list[str] = []
    for found in re.finditer(r"[a-z0-9](?:[a-z0-9'*]*[a-z0-9*])?|[.?!;]+", text):
        words.extend(mend(found[0], spelling))
    return tuple(words)


def join_letters(found: re.Match[str]) -> str:
    """Return spaced-out letters as one word if that is a key word, else as they were."""
    joined = re.sub(r"[^a-z]", "", found[0])
    return joined if joined in load_spelling().keys else found[0]


def mend(word: str, spelling: Spelling) -> tuple[str, ...]:
    """Return the words that one written word stands for."""
    if not word[0].isalnum():
        return (END,)
    if word in spelling.forms:
        return spelling.forms[word]
    if "'" in word:
        return open_contraction(word, spelling)
    if word in spelling.keys or word in spelling.known:
        return (word,)
    return (find_key(word, spelling),)


def open_contraction(word: str, spelling: Spelling) -> tuple[str, ...]:
    """Return the words of a form with an apostrophe; a genitive's s is dropped."""
    for ending, more in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return (*mend(word.removesuffix(ending), spelling), *more)
    return mend(word.replace("'", ""), spelling)


ENDINGS = (
    ("n't", ("not",)),
    ("'m", ("am",)),
    ("'re", ("are",)),
    ("'ve", ("have",)),
    ("'ll", ("will",)),
    ("'d", ("would",)),
    ("'s", ()),
)


def find_key(word: str, spelling: Spelling) -> str:
    """Return the key word that a word is a disguise or a mistyping of, or the word itself."""
    if "*" in word:
        return unmask(word, spelling.keys)
    if not word.isalpha():
        plain = word.translate(LEET)
        return plain if plain in spelling.keys else word
    squeezed = re.sub(r"(.)\1{2,}", r"\1", word)
    if squeezed != word:
        doubled = re.sub(r"(.)\1{2,}", r"\1\1", word)
        return next((w for w in (squeezed, doubled) if w in spelling.keys), word)
    if len(word) < 4:
        return word
    for form in (word, *one_letter_less(word)):
        key = spelling.near.get(form) or (form if form in spelling.keys else None)
        if key and len(key) > 3 and is_near(word, key):
            return key
    return word


def unmask(word: str, keys: Collection[str]) -> str:
    """Return the one key word that fits a word in which * hides letters, or its letters."""
    pattern = re.compile(re.escape(word).replace(r"\*", "[a-z]"))
    fits = [key for key in keys if pattern.fullmatch(key)]
    return sorted(fits)[0] if fits else word.replace("*", "")


@cache
def one_letter_less(word: str) -> tuple[str, ...]:
    """Return a word's forms with one letter left out."""
    return tuple(word[:n] + word[n + 1 :] for n in range(len(word)))


def is_near(word: str, key: str) -> bool:
    """Say whether one slip of the fingers makes word out of key: short words only by a swap."""
    if sorted(word) == sorted(key) and word[0] == key[0]:
        return sum(a != b for a, b in zip(word, key, strict=True)) == 2
    return len(key) > 4 and word[0] == key[0] and one_slip(word, key)


def one_slip(word: str, key: str) -> bool:
    """Say whether two words differ by one letter added, left out or replaced."""
    if len(word) == len(key):
        return sum(a != b for a, b in zip(word, key, strict=True)) == 1
    longer, shorter = sorted((word, key), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and shorter in one_letter_less(longer)
