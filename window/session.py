"""What one browser tab has said and seen so far; it lives in memory only, and goes with the tab."""

from dataclasses import dataclass, field, replace

from coach.answer import Answer
from coach.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message with its answer, and both as they are drawn."""

    message: str
    answer: Answer
    drawn: str
    sources: str


@dataclass(frozen=True, slots=True)
class Session:
    """The conversation as the coach knows it, and the exchanges as the window shows them."""

    conversation: Conversation = field(default_factory=Conversation)
    exchanges: tuple[Exchange, ...] = ()
    owner: str = ""

    def owned_by(self, user: str) -> "Session":
        """Return the session if it is this user's, else an empty one of theirs.

        Gradio keys a session by a hash that the browser sends, and so not by who has logged in.
        """
        return self if self.owner == user else Session(owner=user)

    def add(self, exchange: Exchange, conversation: Conversation) -> "Session":
        """Return the session after one more exchange."""
        return replace(self, conversation=conversation, exchanges=(*self.exchanges, exchange))
