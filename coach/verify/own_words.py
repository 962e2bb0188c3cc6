"""Knows the coach's own words: questions and reflections by rule, and fixed texts of prompts/."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from string import Template
from typing import Any

from coach.verify.sentence_type import type_sentence
from prompts.load import load_texts
from vectorstore.normalise import normalise
from vectorstore.sentences import split_sentences

PAGE = r"(?:\d+|[ivxl]+)"
PAGE_LIST = rf"{PAGE}(?:(?:[–-]|, | and ){PAGE})*"
PAGES = re.compile(rf"\bpp?\. {PAGE_LIST}\b")
WORD = re.compile(r"\w+")
NOTHING = r"(?!)"
SOMETHING = r"[^.!?;:“”\"\d]{1,60}"  # what a blank of no known kind holds: no figure, no quotation
ENOUGH = 3  # fixed words that a sentence with such a blank must have


@dataclass(frozen=True, slots=True)
class FixedTexts:
    """Every sentence the coach may say whatever the evidence is, without and with blanks."""

    whole: frozenset[str]
    forms: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1024)
def is_own(text: str, names: frozenset[str]) -> bool:
    """Return whether each sentence of a text is the coach's own; names may fill its blanks."""
    return all(
        type_sentence(sentence.text) == "coach" or is_fixed(sentence.text, names)
        for sentence in split_sentences(text)
    )


def is_fixed(sentence: str, names: frozenset[str]) -> bool:
    """Return whether a sentence is one of prompts/coach.yaml, its blanks filled as they may be."""
    said = plain(sentence)
    texts = load_fixed_texts()
    if said in texts.whole:
        return True
    found = (pattern.fullmatch(said) for pattern in texts.forms)
    return any(set(match.groupdict().values()) <= names for match in found if match)


def is_form_of(text: str, name: str) -> bool:
    """Return whether a text begins as the fixed text of this name does, its blanks filled."""
    return bool(form_of(name).match(plain(text)))


@cache
def form_of(name: str) -> re.Pattern[str]:
    """Return the pattern of a text of prompts/coach.yaml by its name."""
    return as_pattern(plain(load_texts("coach")[name]))


def is_only_names(text: str, names: frozenset[str]) -> bool:
    """Return whether a text is only a name, a page, or both: what stands beside a quotation."""
    rest = WORD.findall(PAGES.sub(" ", text))
    return not rest or set(rest) <= {word for name in names for word in WORD.findall(name)}


@cache
def load_fixed_texts() -> FixedTexts:
    """Return the sentences of prompts/coach.yaml, normalised."""
    texts = strings_in(load_texts("coach"))
    said = [plain(sentence.text) for text in texts for sentence in split_sentences(text)]
    return FixedTexts(
        frozenset(sentence for sentence in said if "$" not in sentence),
        tuple(as_pattern(sentence) for sentence in dict.fromkeys(said) if "$" in sentence),
    )


def as_pattern(sentence: str) -> re.Pattern[str]:
    """Return a sentence with $blanks as a regular expression; names are its only named groups."""
    texts = load_texts("coach")
    numbers = [str(number) for number in texts["numbers"].values()]
    count = either([*numbers, *(number.lower() for number in numbers), r"\d+"])
    known = {
        "name": r"(?P<name>[^.!?;:“”\"]+)",
        "theme": either([re.escape(plain(theme)) for theme in texts["theme_names"].values()]),
        "count": count,
        "of": count,
        "pages": PAGE_LIST,
        "where": rf"pp?\. {PAGE_LIST}",
    }
    fixed = len(WORD.findall(Template.pattern.sub(" ", sentence)))
    other = SOMETHING if fixed >= ENOUGH else NOTHING
    pattern, at = "", 0
    for blank in Template.pattern.finditer(sentence):
        pattern += re.escape(sentence[at : blank.start()])
        pattern += known.get(blank["named"] or blank["braced"] or "", other)
        at = blank.end()
    return re.compile(pattern + re.escape(sentence[at:]))


def either(patterns: list[str]) -> str:
    """Return the regular expression of any one of the patterns."""
    return f"(?:{'|'.join(patterns)})"


def strings_in(texts: Any) -> Iterator[str]:
    """Yield every text in a structure read from YAML."""
    if isinstance(texts, str):
        yield texts
    elif isinstance(texts, dict | list):
        for value in texts.values() if isinstance(texts, dict) else texts:
            yield from strings_in(value)


def plain(text: str) -> str:
    """Return a text normalised and without Markdown's emphasis."""
    return normalise(text.replace("*", ""))
