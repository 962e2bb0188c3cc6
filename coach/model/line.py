"""An open line to a language model: streams its words while there is time and a listener."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from queue import Empty, Queue
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING

from coach.model.breaker import Breaker
from coach.model.failure import Failed, Gone, judge

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

GLANCE = 0.05  # seconds between two looks at whether the reader has left
LARGEST = 64_000  # characters of a reply that are read
SLACK = 0.5  # seconds past the deadline after which a line that does not end is given up


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a model may take, in seconds, and how often it is asked."""

    total: float = 30.0  # for everything in one turn
    resolve: float = 5.0  # of that, for understanding a message that leans on the conversation
    repair: float = 3.0  # that must be left for a second request to be made
    retries: int = 2
    pause: float = 0.5  # before the first retry, and twice that before the second, more or less


class Line:
    """A model, how long it may take, and a memory of its failures."""

    def __init__(
        self, model: "BaseChatModel", limits: Limits | None = None, breaker: Breaker | None = None
    ) -> None:
        """Hold a model; nothing is sent yet."""
        self.model = model
        self.limits = limits or Limits()
        self.breaker = breaker or Breaker()

    def stream(
        self, messages: Sequence["BaseMessage"], until: float, gone: Callable[[], bool]
    ) -> Iterator[str]:
        """Yield a reply as it comes, until a moment of the clock (perf_counter).

        Raises Gone once the reader has left, and Failed for everything that goes wrong. However it
        ends, the request is cancelled, so that the connection is closed and nothing is paid for.
        """
        pieces: Queue[str | Exception | None] = Queue()
        request = asyncio.run_coroutine_threadsafe(
            pump(self.model, messages, until, pieces), background()
        )
        try:
            while True:
                if gone():
                    raise Gone
                try:
                    piece = pieces.get(timeout=GLANCE)
                except Empty:
                    if perf_counter() > until + SLACK:
                        raise Failed("TimeoutError") from None
                    continue
                if isinstance(piece, Exception):
                    raise judge(piece) from None
                if piece is None:
                    return
                yield piece
        finally:
            request.cancel()


async def pump(
    model: "BaseChatModel",
    messages: Sequence["BaseMessage"],
    until: float,
    pieces: "Queue[str | Exception | None]",
) -> None:
    """Put a reply into a queue piece by piece, at its end None, or the error it ended with."""
    from langsmith import tracing_context

    count = 0
    try:
        with tracing_context(enabled=False):
            async with asyncio.timeout(until - perf_counter()):
                async for chunk in model.astream(list(messages)):
                    text = str(chunk.text)
                    count += len(text)
                    if count > LARGEST:
                        raise Failed("TooMuch")
                    if text:
                        pieces.put(text)
        pieces.put(None)
    except Exception as error:  # every provider raises its own; they are judged where it is read
        pieces.put(error)


@cache
def background() -> asyncio.AbstractEventLoop:
    """Return the event loop, in a thread of its own, in which all requests are made.

    One for the whole process: the connections that a client keeps belong to one loop.
    """
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="language-model", daemon=True).start()
    return loop
