"""Decides whether a dilemma is too vague to help with, and asks one open question about it."""

import re

from coach.answer import Answer
from coach.compose import Choice, ask_back
from coach.conversation import Conversation
from coach.information import measure
from coach.say import own_words
from coach.understand import MOST_ASKED, Query, flatten
from prompts.load import load_texts
from vectorstore.evidence import Hit
from vectorstore.store import Store

# Information below which nothing can be found for a message, whatever the search returns. Of the
# dev dilemmas the shortest says 13; "I have a difficult colleague" says 4.
STATEMENT_SAYS = 9.0
QUESTION_SAYS = 6.0
SURE = 0.995  # probability of cover from which even a short message is answered
ADDS = 5.5  # information of an addition that is worth a search: "it is all such a mess" says 3.7
SHORT_SAYS = 8.0  # but not one that says less than this: "it is all a bit difficult" says 7.5


def is_vague(query: Query, cover: float, conversation: Conversation, store: Store) -> bool:
    """Say whether to ask before answering; cover is how probably the interviews cover it."""
    if query.move != "dilemma" or query.people or conversation.clarified >= MOST_ASKED:
        return False
    flat = flatten(query.text)
    says = measure(query.text, store)
    if flat.endswith("?"):
        return says < QUESTION_SAYS and bool(re.search(load_texts("moves")["own"], flat))
    return says < STATEMENT_SAYS and not (says >= SHORT_SAYS and cover >= SURE)


def says_too_little(query: Query, conversation: Conversation, store: Store) -> bool:
    """Say whether what was added to a dilemma gives nothing to look for, and was asked before.

    Twice running nobody is met with a question alone.
    """
    if query.move != "addition" or conversation.clarified or not conversation.table:
        return False
    return not query.text.rstrip().endswith("?") and measure(query.text, store) < ADDS


def ask_on(query: Query, conversation: Conversation, store: Store) -> Answer:
    """Return the next question of the cards on the table, and nothing else."""
    known = [store.experiences[one] for one in conversation.table if one in store.experiences]
    voices = tuple(Hit(card, 0.0) for card in known)
    question = ask_back(Choice(voices, None), conversation.asked, query.dilemma)
    return own_words("question", question, follow_ups=tuple(load_texts("coach")["after_clarify"]))


def ask_to_clarify(conversation: Conversation) -> Answer:
    """Return one open question about what is going on, another one each time."""
    texts = load_texts("coach")
    open_questions: list[str] = texts["clarify"]
    new = [question for question in open_questions if question not in conversation.asked]
    question = (new or open_questions)[0]
    return own_words("question", question, follow_ups=tuple(texts["after_clarify"]))
