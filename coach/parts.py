"""Splits off the part of a message that the interviews cannot speak to, so the rest is answered."""

import re
from dataclasses import dataclass

from coach.conversation import Conversation
from coach.cover import PEOPLE, cover_probability
from coach.information import measure
from coach.retrieve import retrieve
from coach.subject import name_subject
from coach.understand import POINTING, Query, flatten
from prompts.load import load_texts
from vectorstore.sentences import split_sentences
from vectorstore.store import Store

OUTSIDE = 0.1  # probability of cover below which a part is named as not covered
PART_SAYS = 6.0  # information, below which a part is not judged by itself
REST_SAYS = 8.0  # and below which what is left would be no dilemma
JOINT = re.compile(
    r"(?:,|;)?\s+(?:and|but|also|plus)(?:\s+also)?,?\s+(?=(?:what|how|who|when|where|which|can you"
    r"|could you|is there|are there|what's|tell me|give me|write|recommend)\b)",
    re.IGNORECASE,
)
ASKING = re.compile(
    r"^(?:(?:and|also|by the way|oh|finally|while you are at it),? )*"
    r"(?:what|how|who|when|where|which|can you|could you"
    r"|give me|write|recommend|tell me|draft|explain|is|are|do|does)\b",
    re.IGNORECASE,
)


BESIDES = re.compile(r"^(?:(?:and|also|but|by the way|oh|finally|ok),? )+")


@dataclass(frozen=True, slots=True)
class Split:
    """A message without the part on which the interviews have nothing, and that part, or ""."""

    rest: str
    outside: str


def split_message(message: str, store: Store) -> Split:
    """Return a message in two, if one part of it is a question for somebody else."""
    parts = [
        part
        for sentence in split_sentences(message)
        for part in JOINT.split(sentence.text)
        if part.strip()
    ]
    if len(parts) < 2:
        return Split(message, "")
    for part in parts:
        if not stands_alone(part, store):
            continue
        rest = " ".join(other for other in parts if other is not part)
        if not name_subject(part, store):
            continue
        if measure(rest, store) >= REST_SAYS and is_outside(part, store):
            return Split(rest, part)
    return Split(message, "")


def stands_alone(part: str, store: Store) -> bool:
    """Say whether a part asks for something by itself, and not about the people of a dilemma."""
    flat = flatten(part)
    if not ASKING.match(flat) or PEOPLE.search(flat) or POINTING.search(flat):
        return False
    if re.search(load_texts("moves")["leaning"], BESIDES.sub("", flat)):
        return False
    return measure(part, store) >= PART_SAYS


def is_outside(part: str, store: Store) -> bool:
    """Say whether the interviews hold next to nothing on a part."""
    query = Query(part, "", (), "dilemma", part)
    return cover_probability(query, retrieve(store, query, Conversation(), 10)) < OUTSIDE
