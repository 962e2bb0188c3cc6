"""Weighs the signs that somebody is at risk, or that wrongdoing is disclosed, against figures of speech."""

from dataclasses import dataclass
from functools import cache

from coach.hunch import Leaning
from coach.signs import Language, Places, Sign
from coach.words import read_words
from prompts.load import load_texts

WRONGDOING = "wrongdoing"  # never outweighs somebody at risk
ALARM = 3  # what a sure sign counts; a hint counts 1, and earnest beside a hint counts 1
FIRM = 0.6  # how much a sign's score counts beside the log-odds of a category
SHORT = 40  # words; of a longer message the most alarming passage is judged as well
PASSAGE = 2  # sentences
WORTH_A_LOOK = 0.0  # of a passage's signs and wording, from which it is worth embedding


@dataclass(frozen=True, slots=True)
class Scales:
    """What each opinion weighs; above 0 is an alarm.

    A logistic regression on dev messages that neither the signs nor the fitted weights had seen.
    """

    leaning: float
    wording: float
    sure: float
    signed: float
    offset: float


WITH_LEANING = Scales(2.95, 0.99, 0.58, 1.08, -0.49)
WITHOUT = Scales(0.0, 1.3, 0.58, 1.08, -0.49)


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


def find_risk(message: str, lean: Lean = lean_nowhere) -> Risk | None:
    """Return the risk that a message discloses, the gravest if there are several, or None."""
    words = read_words(message)
    found = judge(words, lean(message))
    if found or len(words) <= SHORT:
        return found
    passages = split_passages(message)
    most = max(passages, key=lambda passage: weigh_all(read_words(passage), None))
    if weigh_all(read_words(most), None) < WORTH_A_LOOK:
        return None
    return judge(read_words(most), lean(most))


def judge(words: tuple[str, ...], leaning: Leaning | None) -> Risk | None:
    """Return the risk that words disclose, all opinions taken together, or None."""
    if weigh_all(words, leaning) <= 0:
        return None
    weighed = weigh_signs(words)
    odds = leaning.categories if leaning else {}
    return max(weighed, key=lambda r: FIRM * min(r.score, ALARM) + odds.get(r.category, LEAST))


def weigh_all(words: tuple[str, ...], leaning: Leaning | None) -> float:
    """Return how much speaks for a risk of any category; above 0 is an alarm."""
    score = max(risk.score for risk in weigh_signs(words))
    scales = WITH_LEANING if leaning else WITHOUT
    return (
        scales.leaning * (leaning.weight if leaning else 0.0)
        + scales.wording * weigh_wording(words, "risk")
        + scales.sure * min(score, ALARM) / ALARM
        + scales.signed * bool(score)
        + scales.offset
    )


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
