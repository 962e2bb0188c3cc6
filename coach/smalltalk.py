"""Recognises small talk: thanks and greetings, questions about the program, bare names, tongues."""

import re
from functools import cache

from coach.titles import CAPITAL_TITLE, TITLES
from prompts.load import load_texts

ENGLISH = frozenset(
    """the and is are was were i my we our you your they them their he she his her it this that to
    of in on for with but not do does did have has had be been what how who why when if or as at by
    from about will would should could can me us no so there an""".split()
)
SHARE = 0.25  # of a message's words, from which its small words say what language it is in
FEWEST = 2
MOST_OF_A_NAME = 4  # words
# One word without a vowel to speak of, or with a letter four times over.
UNSAYABLE = re.compile(
    r"[a-z]*[bcdfghjklmnpqrstvwxz]{6,}[a-z]*|(.)\1{3,}|[bcdfghjklmnpqrstvwxz]{4,}"
)


def find_small_talk(message: str) -> str | None:
    """Return what sort of small talk a message is and nothing else, or None."""
    flat = re.sub(r"[’‘`]", "'", message.lower())
    flat = re.sub(r"\s+", " ", re.sub(r"^[\W_]+|[^\w']+$", "", flat))
    for kind, pattern in small_talk_patterns().items():
        if pattern.fullmatch(flat):
            return kind
    return None


@cache
def small_talk_patterns() -> dict[str, re.Pattern[str]]:
    """Return each sort's expressions as one pattern, in the order in which they are tried."""
    return {
        kind: re.compile("|".join(f"(?:{rule})" for rule in rules))
        for kind, rules in load_texts("smalltalk")["patterns"].items()
    }


def has_no_words(message: str) -> bool:
    """Say whether a message has no letters, or is one word that nobody could say."""
    if not any(letter.isalpha() for letter in message):
        return True
    return bool(UNSAYABLE.fullmatch(message.strip(" .?!").lower()))


def bare_name(message: str) -> str:
    """Return the name that a message consists of, or nothing: two or three words, capitals."""
    flat = message.strip(" .?!,")
    part = r"[A-Z](?:[a-z]+|['’][A-Z][a-z]+)(?:[-'’][A-Z]?[a-z]+)*"  # Mary, O'Hara, Lee-Jones
    shape = rf"(?:{CAPITAL_TITLE}\.? )?{part}(?: {part}){{1,2}}"
    return flat if re.fullmatch(shape, flat) else ""


def as_name(message: str) -> str:
    """Return a message of up to four words with capitals, as a name would have them."""
    words = message.strip(" .?!,").split()
    return " ".join(word.capitalize() for word in words) if len(words) <= MOST_OF_A_NAME else ""


def says_only_name(message: str, name: str) -> bool:
    """Say whether a message has no word beside a name and a title."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"['’]s\b", "", message.lower()))
    return set(words) <= {*name.lower().split(), *TITLES}


def find_tongue(message: str) -> str | None:
    """Return the code of the language a message is in if it is not English, "" if unknown."""
    letters = [letter for letter in message if letter.isalpha()]
    latin = sum(letter < "ɐ" for letter in letters)
    if len(letters) >= FEWEST and latin < len(letters) / 2:
        return ""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", message.lower().replace("’", "'"))
    english = sum(word in ENGLISH for word in words)
    counts = {
        code: sum(word in tongue for word in words) for code, tongue in tongue_words().items()
    }
    best = max(counts, key=lambda code: counts[code])
    if counts[best] >= max(FEWEST, SHARE * len(words)) and counts[best] > english:
        return best
    return None


@cache
def tongue_words() -> dict[str, frozenset[str]]:
    """Return the commonest small words of each language."""
    tongues = load_texts("smalltalk")["tongues"]
    return {
        code: frozenset(str(word) for word in tongue["words"]) for code, tongue in tongues.items()
    }
