"""Weighs the signs that somebody is at risk, or that wrongdoing is disclosed, against figures of speech."""

from dataclasses import dataclass
from functools import cache

from coach.hunch import Leaning
from coach.signs import Language, Places, Sign
from coach.words import read_words
from prompts.load import load_texts

WRONGDOING = "wrongdoing"  # never outweighs somebody at risk
ALARM = 3  # what a sure sign counts; a hint counts 1, and earnest beside a hint counts 1
# How far a message must lean towards the literal for an alarm, by what else there is; measured on
# messages that neither the signs nor the weights had seen.
LEANING_ALONE = 0.5
LEANING_WITH_A_HINT = 0.3
LEANING_AGAINST = (
    -0.6
)  # further than this towards a figure outweighs one sign with nothing beside it
ENOUGH_WORDS = 6  # the leaning of a shorter message says little


@dataclass(frozen=True, slots=True)
class Grounds:
    """The signs of one category: sure and likely ones, and hints."""

    category: str
    sure: tuple[Sign, ...]
    likely: tuple[Sign, ...]
    hints: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Signbook:
    """Everything that is looked for, compiled."""

    language: Language
    figures: tuple[Sign, ...]
    dull: tuple[Sign, ...]  # trifles of office life, and policies
    earnest: tuple[Sign, ...]
    grounds: tuple[Grounds, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """A category, how strongly it is signed, and by which signs."""

    category: str
    score: int
    signs: tuple[str, ...]


@cache
def load_signbook() -> Signbook:
    """Compile the signs of prompts/risk-signs.yaml and prompts/wrongdoing-signs.yaml."""
    risk, wrongdoing = load_texts("risk-signs"), load_texts("wrongdoing-signs")
    language = Language(risk["classes"])

    def signs(lines: list[str]) -> tuple[Sign, ...]:
        return tuple(language.sign(line) for line in lines)

    return Signbook(
        language,
        signs(risk["figures"]),
        signs(risk["trifles"]) + signs(risk["policies"]),
        signs(risk["earnest"]),
        tuple(
            Grounds(category, *(signs(levels.get(name, [])) for name in ("sure", "likely", "hint")))
            for category, levels in {**risk["signs"], **wrongdoing["signs"]}.items()
        ),
    )


def find_risk(message: str, leaning: Leaning | None = None) -> Risk | None:
    """Return the risk that a message discloses, the gravest if there are several, or None."""
    words = read_words(message)
    weighed = weigh_signs(words)
    strongest = max(weighed, key=lambda risk: (risk.category != WRONGDOING, risk.score))
    if strongest.score < ALARM:
        strongest = max(weighed, key=lambda risk: risk.score)
    if not leaning:
        return strongest if strongest.score >= ALARM else None
    if strongest.score >= ALARM:
        against = strongest.score == ALARM and leaning.weight < LEANING_AGAINST
        likelier = [r for r in weighed if r.score >= ALARM and r.category == leaning.category]
        return None if against else (likelier or [strongest])[0]
    if not strongest.score and leaning.category == WRONGDOING:
        return None  # plain questions about reporting and rules lean that way; a sign must be there
    needed = LEANING_WITH_A_HINT if strongest.score else LEANING_ALONE
    if leaning.weight > needed and len(words) >= ENOUGH_WORDS:
        return Risk(leaning.category, strongest.score, strongest.signs)
    return None


def weigh_signs(words: tuple[str, ...]) -> tuple[Risk, ...]:
    """Return every category with its score, in the order of the sign book: gravest first."""
    book = load_signbook()
    places = book.language.look(words)
    for figure in book.figures:
        places.close(figure)
    dull = places.where_any(book.dull)
    earnest = bool(places.where_any(book.earnest))
    return tuple(weigh(grounds, places, dull, earnest) for grounds in book.grounds)


def weigh(grounds: Grounds, places: Places, dull: int, earnest: bool) -> Risk:
    """Add up what speaks for one category; dull are the sentences about trifles or policies."""
    sure = [sign for sign in grounds.sure if places.where(sign)]
    likely = [sign for sign in grounds.likely if places.where(sign) & (~0 if earnest else ~dull)]
    hints = [sign for sign in grounds.hints if places.where(sign)]
    score = ALARM * (len(sure) + len(likely)) + len(hints) + bool(hints and earnest)
    return Risk(grounds.category, score, tuple(sign.line for sign in (*sure, *likely, *hints)))
