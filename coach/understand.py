"""Understands a message in its conversation: what is asked, and of whom."""

import re
from dataclasses import dataclass

from coach.conversation import Conversation
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: a text, the interviewees it is narrowed to, the dilemma behind it."""

    text: str
    people: tuple[str, ...]
    dilemma: str


def understand(message: str, conversation: Conversation, store: Store) -> Query:
    """Resolve a message against the conversation."""
    people = named_people(message, store)
    if conversation.dilemma and len(message.split()) < 15:
        return Query(f"{conversation.dilemma} {message}", people, conversation.dilemma)
    return Query(message, people, message)


def named_people(message: str, store: Store) -> tuple[str, ...]:
    """Return the people a message names: by full name, or by a surname that is nobody's word."""
    found = []
    for person in store.people():
        first, last = person.name.split()[0], person.name.split()[-1]
        full = rf"\b{re.escape(first)}\W+{re.escape(last)}(?:['’]s)?\b"
        titled = rf"\b(?:dr|dame|sir|lord|professor|prof|mr|mrs|ms)\.?\s+(?:{first}\s+)?{last}\b"
        alone = rf"\b{re.escape(last)}\b" if last.lower() not in AMBIGUOUS else r"(?!)"
        if re.search(f"{full}|{titled}", message, re.IGNORECASE) or re.search(alone, message):
            found.append(person.name)
    return tuple(found)


# Surnames that are words or common names: these need a first name or a title beside them.
AMBIGUOUS = frozenset({"page", "fish", "moore", "davies", "holt"})
