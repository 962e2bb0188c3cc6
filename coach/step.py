"""Closes a conversation: one step of the leader's own, by when, and what might get in the way."""

import re
from dataclasses import dataclass

from coach.answer import Answer
from coach.conversation import Conversation, Piece
from coach.say import own_words
from coach.understand import find_move, flatten
from prompts.load import load_texts

LONG = 60  # words; a longer message is no step but a dilemma


@dataclass(frozen=True, slots=True)
class StepTurn:
    """One turn of the close: what is said, the step so far, and what is still asked for."""

    answer: Answer
    step: str
    missing: Piece


def is_about_the_step(message: str, conversation: Conversation) -> bool:
    """Say whether a message answers what was asked about the step, and is no jump elsewhere."""
    if not conversation.missing or message.endswith("?") or len(message.split()) > LONG:
        return False
    return find_move(message) in (None, "variation", "close", "why", "more")


def take_step(message: str, conversation: Conversation) -> StepTurn:
    """Return the next turn of the close: the piece that is missing is asked for, then it ends."""
    texts = load_texts("coach")["step"]
    moves = load_texts("moves")
    flat = flatten(message)
    said = " ".join(part for part in (conversation.step, message) if part)
    unsure = bool(re.search(moves["unsure"], flat))
    if conversation.missing == "step":
        if unsure:
            if texts["smaller"] in conversation.asked:
                return StepTurn(own_words("question", texts["left_open"]), "", "")
            return StepTurn(own_words("question", texts["smaller"]), "", "step")
        if not re.search(moves["when"], flat):
            return StepTurn(own_words("question", texts["when"]), said, "when")
    if conversation.missing != "obstacle" and not re.search(moves["obstacle"], flatten(said)):
        return StepTurn(own_words("question", texts["obstacle"]), said, "obstacle")
    return StepTurn(own_words("question", texts["noted"]), said, "")
