"""Lets so many turns be answered at a time, so many wait, and turns away the rest politely."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AT_ONCE = 8  # turns answered at the same time; one without a model takes a fraction of a second
WAITING = 100  # turns that may wait; beyond this a visitor is told to try again


class Full(Exception):
    """As many are waiting already as may wait."""


class Gate:
    """Counts who is being answered and who waits."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        """Open a gate for so many at once, and so many before it."""
        self.bound = at_once + waiting
        self.inside = 0
        self.free = asyncio.Semaphore(at_once)

    @property
    def crowded(self) -> bool:
        """Whether somebody waits, so that time is better spent than on a slow unfolding."""
        return self.free.locked()

    @asynccontextmanager
    async def enter(self) -> AsyncIterator[None]:
        """Wait for a turn's turn; raises Full at once where too many wait already."""
        if self.inside >= self.bound:
            raise Full
        self.inside += 1
        try:
            async with self.free:
                yield
        finally:
            self.inside -= 1
