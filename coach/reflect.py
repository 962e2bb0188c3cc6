"""Hands the dilemma back in one sentence, before any experience is shown."""

from coach.compose import Choice
from coach.conversation import Conversation
from coach.understand import Query
from prompts.load import load_texts
from vectorstore.evidence import Experience


def reflect(choice: Choice, query: Query, conversation: Conversation) -> str:
    """Return a sentence about what the best card is about, not the one used in the last turn.

    A follow-up about what is on the table is answered without one.
    """
    if query.move not in ("dilemma", "addition", "variation"):
        return ""
    said = conversation.turns[-1].reply if conversation.turns else ""
    for voice in choice.voices:
        if isinstance(voice.evidence, Experience):
            lines: list[str] = load_texts("coach")["reflections"][voice.evidence.themes[0]]
            return next((line for line in lines if line not in said), lines[0])
    return ""
