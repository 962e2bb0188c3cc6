"""Lets those in who know the name and the password, and makes guessing slow."""

import asyncio
from collections.abc import Awaitable, Callable
from hmac import compare_digest

WAIT = 1.0  # seconds that a wrong guess costs; one guess at a time


def make_login(
    name: str, password: str, wait: float = WAIT
) -> Callable[[str, str], Awaitable[bool]]:
    """Return the function that says whether somebody may come in."""
    guessing = asyncio.Lock()

    async def may_enter(said_name: str, said_password: str) -> bool:
        async with guessing:
            right = compare_digest(said_name.encode("utf-8", "replace"), name.encode())
            right &= compare_digest(said_password.encode("utf-8", "replace"), password.encode())
            if not right:
                await asyncio.sleep(wait)
            return right

    return may_enter
