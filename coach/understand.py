"""Understands a message in its conversation: what is asked, of whom, and about which dilemma."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from coach.conversation import Conversation
from prompts.load import load_texts
from vectorstore.embedder import embed
from vectorstore.store import Store

Move = Literal[
    "dilemma", "addition", "contrast", "others", "more", "outcome", "duration", "why", "how",
    "variation", "close", "show", "person",
]  # fmt: skip
# Moves that ask about what is on the table, not for something new.
ABOUT_THE_TABLE: frozenset[str] = frozenset({"more", "outcome", "duration", "why", "how"})

NEW_WORDS = 16  # a message this long can stand alone, and is held against the dilemma
ALIKE = 0.22  # cosine above which it still belongs to the dilemma (dev conversations)
CONTEXT_WORDS = 160  # of the dilemma that are kept; the embedder reads no more
# Words by which a short question points at what was said before.
POINTING = re.compile(
    r"\b(?:it|its|that|this|these|those|they|them|their|he|she|him|her|his|hers|one|ones|otherwise"
    r"|then|still|again|same|either|too|else|here|there|such|instead|anyway|we|us|i|me|my)\b"
    r"(?<!do i)(?<!should i)(?<!can i)"
)
# Surnames that are words or common names: these need a first name or a title beside them.
AMBIGUOUS = frozenset({"page", "fish", "moore", "davies", "holt"})


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: the question, what it leans on, whose experience, and the move made."""

    text: str
    context: str
    people: tuple[str, ...]
    move: Move
    dilemma: str


def understand(message: str, conversation: Conversation, store: Store) -> Query:
    """Resolve a message against the conversation."""
    named = named_people(message, store)
    move = find_move(message)
    if not conversation.dilemma or move == "fresh":
        return Query(message, "", named, "dilemma", keep(message))
    pointed = named or point(message, conversation)
    context = conversation.dilemma
    if move is None:
        if named and len(message.split()) <= NEW_WORDS:
            return Query(message, context, named, "person", context)
        if is_new(message, conversation, store):
            return Query(message, "", named, "dilemma", keep(message))
        return Query(message, context, named, "addition", keep(f"{context} {message}"))
    if move in ABOUT_THE_TABLE:
        people = pointed or (conversation.people if is_short(message) else ())
        return Query(message, context, people, cast(Move, move), context)
    if move == "variation":
        return Query(message, context, named, "variation", keep(f"{context} {message}"))
    return Query(message, context, named, cast(Move, move), context)


def find_move(message: str) -> str | None:
    """Return the first move whose expressions fit a short message, or None."""
    flat = re.sub(r"[’‘`]", "'", message.lower()).strip()
    for move, pattern in move_patterns().items():
        if pattern.search(flat) and (move == "fresh" or len(flat.split()) <= NEW_WORDS):
            return move
    return None


@cache
def move_patterns() -> dict[str, re.Pattern[str]]:
    """Return each move's expressions as one pattern, in the order in which they are tried."""
    return {
        move: re.compile("|".join(f"(?:{rule})" for rule in rules))
        for move, rules in load_texts("moves").items()
        if isinstance(rules, list)
    }


def is_short(message: str) -> bool:
    """Say whether a message is too short to say whom it is about."""
    return len(message.split()) <= 8


def is_new(message: str, conversation: Conversation, store: Store) -> bool:
    """Say whether a message is another matter: leaning on nothing, and about other things.

    A short message must be a question that points at nothing said before; how near it is to the
    dilemma says little, because short turns of one conversation are hardly alike (dev, median .12).
    """
    flat = message.lower()
    if len(message.split()) < NEW_WORDS and (not flat.endswith("?") or POINTING.search(flat)):
        return False
    if re.search(load_texts("moves")["leaning"], flat):
        return False
    first, second = embed(store.embedder, [conversation.dilemma, message])
    return float(first @ second) < ALIKE


def keep(text: str) -> str:
    """Return a dilemma short enough to be read whole: its beginning and its end."""
    words = text.split()
    if len(words) <= CONTEXT_WORDS:
        return " ".join(words)
    half = CONTEXT_WORDS // 2
    return " ".join([*words[:half], *words[-half:]])


def point(message: str, conversation: Conversation) -> tuple[str, ...]:
    """Return the person on the table that a message points at: "the second one", "her"."""
    ordinals: dict[str, int] = load_texts("moves")["ordinals"]
    for word, place in ordinals.items():
        pointed = re.search(rf"\b(?:the|that) {word}\b", message.lower())
        if pointed and conversation.people and place < len(conversation.people):
            return (conversation.people[place],)
    return ()


def named_people(message: str, store: Store) -> tuple[str, ...]:
    """Return the people a message names: by full name, title, or a surname that is no word."""
    found = []
    for person in store.people():
        first, last = person.name.split()[0], person.name.split()[-1]
        full = rf"\b{re.escape(first)}\W+{re.escape(last)}(?:['’]?s)?\b"
        titled = rf"\b(?:dr|dame|sir|lord|professor|prof|mr|mrs|ms)\.?\s+(?:{first}\s+)?{last}\b"
        alone = rf"\b{re.escape(last)}(?:['’]s)?\b" if last.lower() not in AMBIGUOUS else r"(?!)"
        if re.search(f"{full}|{titled}", message, re.IGNORECASE) or re.search(alone, message):
            found.append(person.name)
    return tuple(found)
