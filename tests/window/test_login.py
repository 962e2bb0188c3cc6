"""Tests who is let in, and how fast anybody can guess."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from window.login import make_login


def test_wrong_guesses_wait_for_each_other() -> None:
    async def guess() -> list[bool]:
        enter = make_login("ann", "secret", wait=0.05)
        return await asyncio.gather(
            *(enter("ann", f"guess {n}") for n in range(4)), enter("ann", "secret")
        )

    started = perf_counter()
    with ThreadPoolExecutor(1) as worker:  # this thread may have a loop already: the browser's
        let_in = worker.submit(asyncio.run, guess()).result()
    assert let_in == [False, False, False, False, True]
    assert perf_counter() - started >= 0.2
