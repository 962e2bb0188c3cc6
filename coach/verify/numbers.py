"""Reads the numbers in a text: digits, words, per cent, money, fractions, ranges."""

import re
from dataclasses import dataclass

UNITS = dict(
    zip(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""".split(),
        range(20),
        strict=True,
    )
)
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9,
    "bn": 1e9, "b": 1e9, "trillion": 1e12, "dozen": 12.0,
}  # fmt: skip
FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
# Words by which a number may be said without naming it.
ALSO = {
    "both": 2.0, "pair": 2.0, "couple": 2.0, "twice": 2.0, "double": 2.0, "doubled": 2.0,
    "twins": 2.0, "triple": 3.0, "decade": 10.0, "decades": 10.0, "century": 100.0, "dozen": 12.0,
    "fortnight": 2.0, "once": 1.0, "single": 1.0,
}  # fmt: skip
TOKEN = re.compile(
    r"(?P<money>[£$€]\s*)?(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<ordinal>st|nd|rd|th)?(?P<plural>(?:'|’)?s(?![^\W_]))?"
    r"(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|[mkb](?![^\W_])))?"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<other>\S)"
)
PER_CENT = re.compile(r"\s*(?:%|per[ -]?cent\b|percent\b|percentage points?\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, its value, and what it counts: "%", "money", "" for anything else."""

    text: str
    value: float
    unit: str
    start: int
    end: int
    certain: bool = True  # False for words that only may mean a number, such as "both"


def find_numbers(text: str, with_one: bool = False) -> tuple[Number, ...]:
    """Return the numbers of a text in order; the word "one", mostly no number, only if wanted."""
    found: list[Number] = []
    tokens = list(TOKEN.finditer(text))
    n = 0
    while n < len(tokens):
        token = tokens[n]
        if token["digits"]:
            value = float(token["digits"].replace(",", "")) * SCALES.get(token["scale"] or "", 1)
            found.append(number(text, token.start(), token.end(), value, bool(token["money"])))
            n += 1
            continue
        end, spoken = read_words(tokens, n)
        if spoken is not None:
            last = tokens[end - 1].end()
            bare_one = text[token.start() : last].lower() == "one"
            if with_one or not bare_one or PER_CENT.match(text, last):
                found.append(number(text, token.start(), last, spoken, False))
            n = end
            continue
        word = (token["word"] or "").lower()
        if word in ALSO or word in ORDINALS or word.removesuffix("s") in FRACTIONS:
            value = ALSO.get(word) or FRACTIONS.get(word.removesuffix("s")) or ORDINALS[word]
            found.append(Number(token[0], value, "", token.start(), token.end(), certain=False))
            if word in ORDINALS and word in FRACTIONS:
                ordinal = float(ORDINALS[word])
                found.append(Number(token[0], ordinal, "", token.start(), token.end(), False))
        n += 1
    return tuple(found)


def number(text: str, start: int, end: int, value: float, money: bool) -> Number:
    """Return a number with its unit, which stands before it or after it."""
    per_cent = PER_CENT.match(text, end)
    if per_cent:
        return Number(text[start : per_cent.end()], value, "%", start, per_cent.end())
    after = re.match(r"\s*(?:pounds|dollars|euros)\b", text[end:])
    return Number(text[start:end], value, "money" if money or after else "", start, end)


def read_words(tokens: list[re.Match[str]], start: int) -> tuple[int, float | None]:
    """Return where the number words from start on end, and their value, None without any."""
    total, current, n, any_word = 0.0, 0.0, start, False
    while n < len(tokens):
        word = (tokens[n]["word"] or "").lower()
        joined = any_word and (tokens[n][0] in "-‐" or word == "and") and n + 1 < len(tokens)
        if joined and is_number_word(tokens[n + 1], small=word != "and" or current >= 100):
            n += 1
            continue
        if word in UNITS or word in TENS:
            small = UNITS.get(word, TENS.get(word, 0))
            if any_word and not fits(current, small):
                break
            current += small
        elif word in SCALES and len(word) > 2 and (any_word or before_is_article(tokens, n)):
            scale = SCALES[word]
            current = (current or 1.0) * scale
            if scale >= 1e3:
                total, current = total + current, 0.0
        else:
            break
        any_word = True
        n += 1
    return (n, total + current) if any_word else (start, None)


def is_number_word(token: re.Match[str], small: bool) -> bool:
    """Return whether a token is a number word that may follow a hyphen or "and"."""
    word = (token["word"] or "").lower()
    return small and (word in UNITS or word in TENS or (word in SCALES and len(word) > 2))


def fits(current: float, small: int) -> bool:
    """Return whether a small number can be added: forty, then two; a hundred, then forty."""
    return (small < 10 and current % 10 == 0 and current % 100 >= 20) or (
        small < 100 and current >= 100 and current % 100 == 0
    )


def before_is_article(tokens: list[re.Match[str]], n: int) -> bool:
    """Return whether "a" or "several" stands before: a hundred, a dozen."""
    return n > 0 and (tokens[n - 1]["word"] or "").lower() in {"a", "an", "per"}
