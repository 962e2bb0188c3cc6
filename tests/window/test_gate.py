"""Tests how many are let in, how many wait, and who is turned away."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from window.gate import Full, Gate


def test_so_many_are_inside_so_many_wait_and_the_rest_are_turned_away() -> None:
    most = 0

    async def visit(gate: Gate, inside: list[int]) -> str:
        nonlocal most
        try:
            async with gate.enter():
                inside.append(1)
                most = max(most, len(inside))
                await asyncio.sleep(0.02)
                inside.pop()
                return "answered"
        except Full:
            return "turned away"

    async def crowd() -> list[str]:
        gate, inside = Gate(at_once=2, waiting=3), list[int]()
        ended = await asyncio.gather(*(visit(gate, inside) for _ in range(8)))
        assert await visit(gate, inside) == "answered"  # once they have gone, there is room again
        return ended

    with ThreadPoolExecutor(1) as worker:
        ended = worker.submit(asyncio.run, crowd()).result()
    assert ended.count("answered") == 5
    assert ended.count("turned away") == 3
    assert most == 2
