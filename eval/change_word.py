"""Makes a true sentence false by a negation, an opposite, or a hedge made absolute."""

import random
import re

from coach.verify.antonyms import antonyms
from coach.verify.words import split_words
from eval.clauses import Clause

NEGATED = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|without|cannot|neither|nor)\b|n[’']t\b", re.IGNORECASE
)
AUXILIARY = re.compile(
    r"\b(was|were|is|are|had|has|have|could|would|should|can|may|might|must|did|does|do|will)\b"
)
SUBJECT_AND_VERB = re.compile(
    r"^([A-Z][a-z]+|She|He|They|It|People) (\w+(?:ed|s)|took|had|made|gave|found|felt|thought|saw"
    r"|went|came|told|said|kept|held|got|put|began|left|brought|led|knew|spent|set|won|built|ran"
    r"|sent|met|grew|drew|chose|spoke|wrote|became|lost) "
)
TAKE_OUT = (
    (r"\b(?:did|does|do) not (\w+)", r"\1"),
    (r"\b(is|are|was|were|has|have|had|can|could|would|should|will|may|might|must) not\b", r"\1"),
    (r"\bcannot\b", "can"),
    (r"\bnever\b", "always"),
    (r"\bno longer\b", "still"),
    (r"\bnobody\b", "everybody"),
    (r"\bnothing\b", "everything"),
    (r"\bwithout\b", "with"),
    (r"\bnot ", ""),
    (r"\bno ", "a "),
)
HEDGED = (
    (r"\b(?:may|might|could)\b", "must"),
    (r"\b(?:some|most|many)\b", "all"),
    (r"\b(?:Some|Most|Many)\b", "All"),
    (r"\b(?:often|sometimes|usually|mostly|largely)\b", "always"),
    (r"\b(?:perhaps|maybe|probably)\b", "certainly"),
    (r"\b(?:nearly|almost)\b", "entirely"),
)


def negate(clause: Clause, *_: object) -> str | None:
    """Return the sentence with a negation put in, or the one it has taken out."""
    text = clause.text
    if NEGATED.search(text):
        return next(
            (new for old, by in TAKE_OUT if (new := re.sub(old, by, text, count=1)) != text), None
        )
    subject = SUBJECT_AND_VERB.match(text)
    if subject:
        return f"{text[: subject.end(1)]} never {text[subject.start(2) :]}"
    changed = AUXILIARY.sub(r"\1 not", text, count=1)
    return changed if changed != text else None


def change_to_antonym(clause: Clause, rng: random.Random, *_: object) -> str | None:
    """Return the sentence with one word changed to an opposite of the checker's own table."""
    words = [word for word in split_words(clause.text) if word.stem in antonyms()]
    if not words:
        return None
    word = rng.choice(words)
    other = rng.choice(sorted(antonyms()[word.stem]))
    return clause.text[: word.start] + other + clause.text[word.end :]


def remove_hedge(clause: Clause, *_: object) -> str | None:
    """Return the sentence with its first hedge made absolute."""
    for old, by in HEDGED:
        changed = re.sub(old, by, clause.text, count=1)
        if changed != clause.text:
            return changed
    return None
