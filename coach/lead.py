"""Leads in the next experience when the leader turned the last one down, or asked for a view."""

from coach.compose import Choice
from coach.conversation import Conversation
from coach.understand import Query
from prompts.load import load_texts


def lead_in(choice: Choice, query: Query, conversation: Conversation) -> str:
    """Return the sentence before the next experience, or "" where none is needed."""
    leads: dict[str, str] = load_texts("coach")["leads"]
    if query.move == "show" and conversation.table:
        return ""
    if not choice.voices:
        return load_texts("coach")["leads_alone"].get(query.move, "")  # type: ignore[no-any-return]
    return leads.get(query.move, "")
