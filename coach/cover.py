"""Decides whether the interviews cover a question at all."""

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coach.conversation import Conversation
from coach.domain import judge_domain
from coach.understand import ABOUT_THE_DILEMMA, ABOUT_THE_TABLE, Query
from coach.wording import weigh_wording
from coach.words import read_words
from vectorstore.search import Findings
from vectorstore.sentences import split_sentences

WEIGHTS = Path(__file__).parent / "cover.json"
ENOUGH = 4  # words about people, beyond which more say nothing more
# A dilemma is about people; a question for an encyclopedia rarely is.
PEOPLE = re.compile(
    r"\b(?:they|them|their|he|she|his|her|him|my|our|we|us|everyone|everybody|nobody|no one|someone"
    r"|somebody|people|colleagues?|partners?|teams?|staff|boss|board)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CoverWeights:
    """A logistic regression over cover_features, fitted by `python -m eval.fit_cover`."""

    weights: dict[str, float]
    intercept: float
    threshold: float


@cache
def load_cover() -> CoverWeights:
    """Return the fitted weights."""
    return CoverWeights(**json.loads(WEIGHTS.read_text(encoding="utf-8")))


def is_covered(query: Query, findings: Findings) -> bool:
    """Say whether there is experience on what was asked."""
    if not findings.hits:
        return False
    return cover_probability(query, findings) >= load_cover().threshold


def is_known(query: Query, conversation: Conversation) -> bool:
    """Say whether what was asked is covered whatever its words are.

    What is asked about people or cards on the table is covered by what put them there; to show
    what there is, or what a person says, is a wish and no question.
    """
    about = query.move in ABOUT_THE_TABLE | ABOUT_THE_DILEMMA and bool(conversation.table)
    return about or query.move in ("show", "person")


def cover_probability(query: Query, findings: Findings) -> float:
    """Return how probable it is, between 0 and 1, that the evidence is about what was asked."""
    fitted = load_cover()
    features = cover_features(query, findings)
    total = sum(weight * features[name] for name, weight in fitted.weights.items())
    return 1 / (1 + math.exp(-(total + fitted.intercept)))


def last_question(text: str) -> str:
    """Return the question at the end of a message, or all of it if it does not end in one."""
    sentences = split_sentences(text)
    last = sentences[-1].text if sentences else ""
    return last if last.endswith("?") else text


def cover_features(query: Query, findings: Findings) -> dict[str, float]:
    """Return what speaks for and against cover, by name; none of it is the question's length."""
    scores = [hit.score for hit in findings.hits]
    best = findings.strongest
    named = 1.0 if query.people else 0.0
    return {
        "score": scores[0],
        "mean_5": sum(scores[:5]) / len(scores[:5]),
        "lead": scores[0] - scores[min(9, len(scores) - 1)],
        "ask_2": best.ask_2,
        "white_ask_4": best.white_ask_4,
        "white_any_6": best.white_any_6,
        "words": best.words,
        "domain": judge_domain(findings.asked, findings.embedder),
        "wording": weigh_wording(read_words(query.text), "cover"),
        "question": weigh_wording(read_words(last_question(query.text)), "cover"),
        "people": min(ENOUGH, len(PEOPLE.findall(query.text))) / ENOUGH,
        "asks": 1.0 if "?" in query.text else 0.0,
        "named": named,
        "named_score": named * scores[0],
    }
