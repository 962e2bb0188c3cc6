"""Tests who is let in, and how fast anybody can guess."""

import asyncio
from time import perf_counter

from window.login import make_login


def test_wrong_guesses_wait_for_each_other() -> None:
    async def guess() -> list[bool]:
        enter = make_login("ann", "secret", wait=0.05)
        return await asyncio.gather(
            *(enter("ann", f"guess {n}") for n in range(4)), enter("ann", "secret")
        )

    started = perf_counter()
    assert asyncio.run(guess()) == [False, False, False, False, True]
    assert perf_counter() - started >= 0.2
