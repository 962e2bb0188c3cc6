"""What one browser tab has said and seen so far; it lives in memory only, and goes with the tab."""

from dataclasses import dataclass, field, replace
from threading import Event

from coach.answer import Answer
from coach.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message with its answer, both as they are drawn, and the conversation before it."""

    message: str
    answer: Answer
    drawn: str
    sources: str
    before: Conversation = field(default_factory=Conversation)


@dataclass(frozen=True, slots=True)
class Session:
    """The conversation as the coach knows it, and the exchanges as the window shows them.

    asked is a message still without an answer, which can be sent again; replacing says that the
    next message takes the last one's place; gone ends the turn under way.
    """

    conversation: Conversation = field(default_factory=Conversation)
    exchanges: tuple[Exchange, ...] = ()
    owner: str = ""
    asked: str = ""
    replacing: bool = False
    gone: Event | None = None

    def owned_by(self, user: str) -> "Session":
        """Return the session if it is this user's, else an empty one of theirs.

        Gradio keys a session by a hash that the browser sends, and so not by who has logged in.
        """
        return self if self.owner == user else Session(owner=user)

    def ask(self, message: str, gone: Event) -> "Session":
        """Return the session while a message waits for its answer."""
        return replace(self, asked=message, gone=gone)

    def add(self, exchange: Exchange, conversation: Conversation) -> "Session":
        """Return the session after one more exchange."""
        exchanges = (*self.exchanges, exchange)
        return replace(self, conversation=conversation, exchanges=exchanges, asked="", gone=None)

    def take_back(self) -> "Session":
        """Return the session as it was before the last message, answered or not."""
        session = replace(self, asked="", replacing=False, gone=None)
        if self.asked or not self.exchanges:
            return session
        *exchanges, last = self.exchanges
        return replace(session, conversation=last.before, exchanges=tuple(exchanges))

    @property
    def last_message(self) -> str:
        """The message that can be sent again or edited, or "" where nothing was written yet."""
        return self.asked or (self.exchanges[-1].message if self.exchanges else "")
