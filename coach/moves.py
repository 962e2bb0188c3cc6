"""Answers the moves that need no search: the close, the mirror, going back, and what is shown."""

from typing import Any

from coach.conversation import Conversation
from coach.reply import Given, give
from coach.say import ask_for_own_part, ask_for_step
from coach.step import take_step
from coach.table import answer_from_table
from coach.topics import go_back, recall
from coach.understand import ABOUT_THE_TABLE, Query
from coach.verify.turn import verify_answer
from vectorstore.store import Store


def answer_step(message: str, conversation: Conversation) -> Given:
    """Take the next piece of the leader's own step, and ask for the one that is missing."""
    taken = take_step(message, conversation)
    return give(taken.answer, conversation, stage="close", step=taken.step, missing=taken.missing)


def answer_move(
    message: str, query: Query, conversation: Conversation, store: Store
) -> Given | None:
    """Answer a move that needs no search, or return None."""
    if query.move == "close":
        missing = "step" if conversation.dilemma else ""
        answer = ask_for_step(conversation)
        return give(answer, conversation, stage="close", step="", missing=missing)
    if query.move == "mirror":
        return give(ask_for_own_part(conversation), conversation, stage="challenge")
    if query.move == "back":
        earlier = go_back(message, conversation)
        return give(verify_answer(recall(store, earlier), store), earlier, stage="evidence")
    if query.move in ABOUT_THE_TABLE:
        return answer_about_table(query, conversation, store)
    return None


def answer_about_table(query: Query, conversation: Conversation, store: Store) -> Given | None:
    """Answer from what is on the table, which it then speaks of, or return None."""
    told = answer_from_table(store, query, conversation)
    if not told:
        return None
    told = verify_answer(told, store)
    cards = tuple(c.evidence_id for c in told.citations if c.kind == "experience")
    table = (*conversation.table, *(c for c in cards if c not in conversation.table))
    held: dict[str, Any] = {"focus": cards or conversation.focus, "table": table}
    if conversation.stage != "challenge":
        held["stage"] = "evidence"
    return give(told, conversation, **held)
