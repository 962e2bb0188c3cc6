"""Splits text into words that can be compared: lower case, without endings, digits for numbers."""

import re
from dataclasses import dataclass
from functools import lru_cache

# A soft hyphen, or a hyphen at the end of a line, does not end a word.
WORD = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+|[^\W_]+)(?:\.\d+)?"
    r"(?:(?:\u00ad|[-‐][ \t]*\n\s*(?=[a-z])|[\u200b-\u200d])[^\W_]+)*"
    r"(?:['’‘](?:[^\W_]+))?"
)
INSIDE = re.compile(r"[\W_]+")
SUFFIXES = (
    "ations", "ation", "ingly", "ings", "ing", "edly", "ies", "ied", "ers", "er", "ed", "es", "s",
    "ly", "e",
)  # fmt: skip
DIGITS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
# Words that carry grammar rather than content.
FUNCTION_WORDS = frozenset(
    """a an the of to in on at by for with and or but nor is are was were be been being am it its
    that this these those as from has have had having do does did doing not no can could will would
    may might shall should must there here their they them he she his her him you your i my me mine
    we our us ours who whom whose which what when where how why also so if then than such into onto
    about over under up down out off more most less some any all both each every other another just
    very yes own same too only even still yet again once because while though although until since
    during before after between through against per get got gets said say says thing things
    way s ll ve re d m one""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is written, and the stem by which it is compared."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        """Whether the word carries content rather than grammar."""
        return self.text.lower() not in FUNCTION_WORDS


def split_words(text: str) -> tuple[Word, ...]:
    """Return the words of a text with their offsets; "didn't" is two words, did and not."""
    words: list[Word] = []
    for match in WORD.finditer(text):
        start, end = match.span()
        written = match[0]
        if written.isalnum():
            words.append(Word(written, stem(written.lower()), start, end))
            continue
        if written[0].isdigit() and "," in written:
            written = written.replace(",", "")
        bare, _, tail = written.replace("’", "'").replace("‘", "'").partition("'")
        if "." not in bare:
            bare = INSIDE.sub("", bare)
        if tail.lower() == "t" and bare[-1:].lower() == "n":
            bare = {"ca": "can", "wo": "will", "sha": "shall"}.get(bare[:-1].lower(), bare[:-1])
            tail = "not"
        if bare:
            words.append(Word(bare, stem(bare.lower()), start, end))
        if tail == "not":
            words.append(Word("not", "not", start, end))
        elif len(tail) > 2:  # a name such as O'Brien; 's, 've and the like are grammar
            words.append(Word(tail, stem(tail.lower()), start, end))
    return tuple(words)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return a lower-case word in American spelling without its ending; a number word as digits."""
    if word in DIGITS:
        return DIGITS[word]
    if word == "cannot":
        return "not"
    if len(word) > 6:
        word = re.sub(r"is(e|ed|es|ing|ation|ations)$", r"iz\1", word)
    if len(word) > 4:
        word = re.sub(r"our(s|ed|ing|able|ful)?$", r"or\1", word)
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word[-1] == "y" else word
