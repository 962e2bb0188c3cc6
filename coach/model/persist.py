"""Asks a language model again when that may help, within the deadline, and not for ever."""

import random
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter, sleep
from typing import TYPE_CHECKING, TypeVar

from coach.model.failure import Failed, Gone
from coach.model.line import GLANCE, Line

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

Read = TypeVar("Read")


def ask(
    line: Line,
    messages: Sequence["BaseMessage"],
    until: float,
    gone: Callable[[], bool],
    read: Callable[[Iterator[str]], Read],
    retries: int | None = None,
) -> Read:
    """Return what is read of a reply; each try is read from its beginning.

    Raises Failed when no try came through, or none may be made, and Gone when the reader left.
    """
    if not line.breaker.allows():
        raise Failed("Resting")
    most = line.limits.retries if retries is None else retries
    for attempt in range(most + 1):
        try:
            reply = read(line.stream(messages, until, gone))
        except Failed as failure:
            backoff = line.limits.pause * 2**attempt * random.uniform(0.5, 1.5)
            pause = max(failure.wait, backoff)
            if not failure.again or attempt == most or perf_counter() + pause >= until:
                line.breaker.note(worked=False)
                raise
            wait(pause, gone)
        else:
            line.breaker.note(worked=True)
            return reply
    raise AssertionError("the last try returns or raises")


def wait(pause: float, gone: Callable[[], bool]) -> None:
    """Wait some seconds; raises Gone as soon as the reader leaves."""
    end = perf_counter() + pause
    while (left := end - perf_counter()) > 0:
        if gone():
            raise Gone
        sleep(min(left, GLANCE))
