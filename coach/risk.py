"""Weighs signs of somebody at risk, or of wrongdoing, against figures of speech."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from coach.hunch import Leaning, lean
from coach.signs import Language, Places, Sign
from coach.wording import find_stretches, weigh_wording
from coach.words import read_words
from prompts.load import load_texts
from vectorstore.embedder import Embedder

WRONGDOING = "wrongdoing"  # never outweighs somebody at risk
ALARM = 3  # what a sure sign counts; a hint counts 1, and earnest beside a hint counts 1
FIRM = 0.6  # how much a sign's score counts beside the log-odds of a category
SHORT = 12  # words; of a longer message the most alarming passages are judged as well
LOOKED_AT = 2  # passages
# What must speak for a passage beyond what must for a message: out of their message many lean by
# chance. On dev, unseen, it spares 3.4 -> 1.9 % of ordinary dilemmas at the same share missed.
BEYOND = 2.0
STRETCH = 15  # words
STRETCHES = 4  # of a message too long to be read that are judged
# Of a passage's signs and wording. Below, one of 759 unseen disclosures on dev would be found, and
# every tenth dilemma would pay for it with the time of reading a passage or two more.
WORTH_EMBEDDING = 0.5
SENTENCE_END = re.compile(r"(?<=[.!?;\n])\s+")


@dataclass(frozen=True, slots=True)
class Scales:
    """What each opinion weighs; above 0 is an alarm.

    Fitted on 420 messages of dev that neither the signs nor the fitted weights had seen. By weights
    that had not seen them, WITH_LEANING's offset leaves 2 % of ordinary dilemmas alarming and 3 %
    of the figures of speech that the signs were written with (8 % of 870 far harder ones).
    """

    leaning: float
    wording: float
    sure: float
    signed: float
    offset: float


WITH_LEANING = Scales(3.4, 0.4, 1.6, 0.2, -0.55)
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


def find_risk(message: str, embedder: Embedder | None = None) -> Risk | None:
    """Return the risk that a message discloses, the gravest if there are several, or None.

    In a long message a disclosure drowns, so its most alarming passage is judged by itself too.
    """
    found = judge(message, embedder)
    if found or len(message.split()) <= SHORT:
        return found
    passages = sorted(split_passages(message), key=weigh_passage, reverse=True)
    risks = (
        judge(passage, embedder, BEYOND) for passage in passages[:LOOKED_AT] if is_worth_it(passage)
    )
    return next((risk for risk in risks if risk), None)


def find_hidden_risk(message: str, embedder: Embedder | None = None) -> Risk | None:
    """Return the risk that a message too long to be read discloses somewhere, or None.

    All is weighed by words and pairs alone; only the most alarming stretches are judged.
    """
    words = message.split()
    flat = tuple(word.strip('.,;:!?"()').lower().replace("’", "'") for word in words)
    for start in find_stretches(flat, "risk", STRETCH, STRETCHES):
        passage = " ".join(words[max(0, start - STRETCH) : start + 2 * STRETCH])
        for part in (passage, *filter(is_worth_it, SENTENCE_END.split(passage))):
            found = judge(part, embedder)
            if found and found.signs:  # so small a part leans one way by chance
                return found
    return None


def split_passages(message: str) -> tuple[str, ...]:
    """Return each sentence of a message together with the next: one disclosure often takes two."""
    sentences = [part for part in SENTENCE_END.split(message) if part.strip()]
    return tuple(" ".join(pair) for pair in pairwise(sentences)) or (message,)


def weigh_passage(passage: str) -> float:
    """Return how much a passage is worded like a disclosure."""
    return weigh_wording(read_words(passage), "risk")


def is_worth_it(passage: str) -> bool:
    """Say whether signs and wording of a passage speak enough for a risk to embed it.

    Where its wording is so plain that no sign could outweigh it, none is looked for.
    """
    words = read_words(passage)
    most = WITHOUT.wording * weigh_wording(words, "risk") + WITHOUT.sure + WITHOUT.signed
    if most + WITHOUT.offset <= WORTH_EMBEDDING:
        return False
    return weigh_all(words, weigh_signs(words), None) > WORTH_EMBEDDING


def judge(message: str, embedder: Embedder | None, beyond: float = 0.0) -> Risk | None:
    """Return the risk that a short message discloses, all opinions taken together, or None.

    beyond is what must speak for it beyond what an alarm needs.
    """
    words = read_words(message)
    weighed = weigh_signs(words)
    leaning = lean(message, embedder)
    if weigh_all(words, weighed, leaning) <= beyond:
        return None
    odds = leaning.categories if leaning else {}
    return max(weighed, key=lambda risk: FIRM * risk.score + odds.get(risk.category, 0.0))


def weigh_all(words: tuple[str, ...], weighed: tuple[Risk, ...], leaning: Leaning | None) -> float:
    """Return how much speaks for a risk of any category; above 0 is an alarm."""
    score = max(risk.score for risk in weighed)
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
    for figure in places.among(book.figures):
        places.close(figure)
    dull = places.where_any(book.dull)
    earnest = bool(places.where_any(book.earnest))
    return tuple(weigh(grounds, places, dull, earnest) for grounds in book.grounds)


def weigh(grounds: Grounds, places: Places, dull: int, earnest: bool) -> Risk:
    """Add up what speaks for one category; dull are the sentences about trifles or policies."""
    sure = [sign for sign in places.among(grounds.sure) if places.where(sign)]
    heard = ~0 if earnest else ~dull
    likely = [sign for sign in places.among(grounds.likely) if places.where(sign) & heard]
    hints = [sign for sign in places.among(grounds.hints) if places.where(sign)]
    score = ALARM * (len(sure) + len(likely)) + len(hints) + bool(hints and earnest)
    return Risk(grounds.category, score, tuple(sign.line for sign in (*sure, *likely, *hints)))
