"""Understands a message in its conversation: what is asked, of whom, and about which dilemma."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

import numpy as np

from coach.conversation import Conversation
from coach.information import measure
from coach.titles import TITLE
from prompts.load import load_texts
from vectorstore.embedder import Embedder, Vectors, embed
from vectorstore.store import Store

Move = Literal[
    "dilemma", "addition", "variation", "person", "show",  # what to look for
    "more", "next", "outcome", "duration", "why", "how", "who", "page", "simpler", "meaning",
    "contrast", "others", "unhelpful", "tried", "disagree", "advise",  # somebody else
    "mirror", "close", "back",
]  # fmt: skip
# Moves that ask about what is on the table, not for something new.
ABOUT_THE_TABLE: frozenset[str] = frozenset(
    {"more", "next", "outcome", "duration", "why", "how", "who", "page", "simpler", "meaning"}
)
# Moves whose words say nothing of the dilemma, so that the dilemma itself is looked up again.
ABOUT_THE_DILEMMA: frozenset[str] = frozenset(
    {"contrast", "others", "unhelpful", "tried", "disagree", "advise", "show"}
)

NEW_WORDS = 16  # a longer message is no move
CONTEXT_WORDS = 160  # of the dilemma that are kept; the embedder reads no more
MOST_ASKED = 2  # clarifying questions running
FEW_WORDS = 5  # of an answer that says that there is no more to say
LITTLE = 4.0  # information of a message that says nothing of its own, beside a name
# From how much information on a message can be another matter (measured on the dev conversations:
# 3 of 61 later turns are taken for one, and 4 of 5 dilemmas are that come after another one).
ALIKE = 0.25  # cosine above which it belongs to the dilemma
QUESTION_SAYS = 8.0
STATEMENT_SAYS = 19.0
LEANING_SAYS = 34.0
ALIKE_IN_TRADE = 0.45
# Nothing is on the table: the dilemma was not answered, and little holds the conversation to it.
UNLIKE = 0.1
SAYS = 9.0
# Words by which a short question points at what was said before.
POINTING = re.compile(
    r"\b(?:it|its|that|this|these|those|they|them|their|he|she|him|her|his|hers|one|ones|otherwise"
    r"|then|still|again|same|either|too|else|there|such|instead|anyway)\b"
)
COURTESY = re.compile(
    r"^(?:(?:thanks|thank you|ok|okay|right|great|good|hm+|yes|i see|interesting|fine|sure|well"
    r"|sorry)(?: very much| so much| a lot)?\b[,.! ]+)+(?=\w)"
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
    pointed: bool = False  # whether the message itself says whom it is about


def understand(message: str, conversation: Conversation, store: Store) -> Query:
    """Resolve a message against the conversation."""
    named = named_people(message, store)
    move = find_move(message)
    if conversation.vague and move != "fresh":
        return complete(message, conversation, named, move)
    about_table = bool(conversation.table) and move in ABOUT_THE_TABLE
    if not (conversation.dilemma or about_table) or move == "fresh":
        return Query(message, "", named, "dilemma", keep(message))
    context = conversation.dilemma
    if move is None:
        return say_more(message, conversation, store, named)
    if move in ABOUT_THE_DILEMMA:
        return Query(context, "", named, cast(Move, move), context)
    pointed = named or point(message, conversation)
    if move in ABOUT_THE_TABLE:
        people = pointed or (conversation.people if is_short(message) else ())
        return Query(message, context, people, cast(Move, move), context, bool(pointed))
    if move == "variation":
        return Query(message, context, named, "variation", keep(f"{context} {message}"))
    return Query(message, context, named, cast(Move, move), context)


def complete(
    message: str, conversation: Conversation, named: tuple[str, ...], move: str | None
) -> Query:
    """Return the query that a vague beginning makes with what was said when asked about it."""
    tired = conversation.clarified >= MOST_ASKED and len(message.split()) < FEW_WORDS
    if move == "show" or tired:
        return Query(conversation.vague, "", named, "show", conversation.vague)
    whole = keep(f"{conversation.vague} {message}")
    return Query(whole, "", named, "dilemma", whole)


def say_more(
    message: str, conversation: Conversation, store: Store, named: tuple[str, ...]
) -> Query:
    """Return the query of a message that is no known move: a person, another matter, or more."""
    context = conversation.dilemma
    if named and len(message.split()) <= NEW_WORDS:
        if says_little_else(message, named, store):
            return Query(context, "", named, "person", context)
        return Query(message, context, named, "person", context)
    if is_new(message, conversation, store):
        return Query(message, "", named, "dilemma", keep(message))
    return Query(message, context, named, "addition", keep(f"{context} {message}"))


def find_move(message: str) -> str | None:
    """Return the first move whose expressions fit a short message, or None."""
    flat = COURTESY.sub("", flatten(message))
    for move, pattern in move_patterns().items():
        if pattern.search(flat) and (move == "fresh" or len(flat.split()) <= NEW_WORDS):
            return move
    return None


def flatten(message: str) -> str:
    """Return a message in lower case, with straight apostrophes."""
    return re.sub(r"[’‘`]", "'", message.lower()).strip()


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


def says_little_else(message: str, named: tuple[str, ...], store: Store) -> bool:
    """Say whether a message says next to nothing beside somebody's name."""
    rest = flatten(message)
    for name in named:
        for word in name.lower().split():
            rest = rest.replace(word, " ")
    return measure(rest, store) < LITTLE


def is_new(message: str, conversation: Conversation, store: Store) -> bool:
    """Say whether a message is another matter: it says enough, points at nothing, and is unlike.

    How near it is to the dilemma says little by itself, because the short turns of one
    conversation are hardly alike (dev, median .13).
    """
    flat = flatten(message)
    says = measure(message, store)
    leaning = bool(re.search(load_texts("moves")["leaning"], flat))
    pointing = leaning or bool(POINTING.search(flat))
    if not leaning and says >= LEANING_SAYS:  # long enough to be a dilemma, if of the same trade
        return alike(store.embedder, conversation.dilemma, message) < ALIKE_IN_TRADE
    if not conversation.table or conversation.step:
        likeness = UNLIKE if pointing else ALIKE
        return says >= SAYS and alike(store.embedder, conversation.dilemma, message) < likeness
    alone = QUESTION_SAYS if flat.endswith("?") else STATEMENT_SAYS
    enough = LEANING_SAYS if pointing else alone
    return says >= enough and alike(store.embedder, conversation.dilemma, message) < ALIKE


def alike(embedder: Embedder, first: str, second: str) -> float:
    """Return the cosine of two texts."""
    return float(place(embedder, first) @ place(embedder, second))


@lru_cache(maxsize=16)  # a dilemma is compared turn after turn
def place(embedder: Embedder, text: str) -> Vectors:
    """Return the unit vector of a text."""
    return np.asarray(embed(embedder, [text])[0], dtype=np.float32)


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
    for word, rank in ordinals.items():
        pointed = re.search(rf"\b(?:the|that) {word}\b", message.lower())
        if pointed and conversation.people and rank < len(conversation.people):
            return (conversation.people[rank],)
    return ()


def named_people(message: str, store: Store) -> tuple[str, ...]:
    """Return the people a message names: by full name, title, or a surname that is no word."""
    found = []
    for person in store.people():
        first, last = person.name.split()[0], person.name.split()[-1]
        full = rf"\b{re.escape(first)}\W+{re.escape(last)}(?:['’]?s)?\b"
        titled = rf"\b{TITLE}\.?\s+(?:{first}\s+)?{last}\b"
        alone = rf"\b{re.escape(last)}(?:['’]s)?\b" if last.lower() not in AMBIGUOUS else r"(?!)"
        if re.search(f"{full}|{titled}", message, re.IGNORECASE) or re.search(alone, message):
            found.append(person.name)
    return tuple(found)


# "What would Jane Doe say", asked of anybody by first and last name.
ASKED_OF = re.compile(
    r"^(?:(?:[Aa]nd|[Ss]o|[Bb]ut|OK|Ok),? )*(?:[Ww]hat|[Hh]ow) (?:would|did|does|might|could|has) "
    r"(?P<name>(?:[A-Z][\w'’-]+ ){1,3}[A-Z][\w'’-]+) (?:say|do|did|think|see|tell|advise|handle"
    r"|deal|make|respond|react|said|written|write)\b"
)


def stranger(message: str, store: Store) -> str:
    """Return the name of somebody who is asked about and is not in the evidence, or ""."""
    found = ASKED_OF.match(message)
    if not found or named_people(message, store):
        return ""
    known = {word for person in store.people() for word in person.name.split()}
    name = found["name"]
    return "" if set(name.split()) & known else name
