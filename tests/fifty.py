"""Measures fifty people who chat at once with a door that is already open.

    python -m tests.fifty http://127.0.0.1:7860 [people]

Each has opened the page, and asks a dilemma of their own: first one after another, then all in the
same instant, and then as people do, spread over some seconds. Everybody must get, letter for
letter, the answer they got alone.
"""

import asyncio
import json
import random
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

DILEMMAS = Path(__file__).parents[1] / "eval" / "dilemmas" / "dilemmas.jsonl"
CURRENT = 2  # of the outputs of a turn: the exchange under way
SPREAD = 25.0  # seconds over which people who do not know of each other send their messages


@dataclass(frozen=True, slots=True)
class Turn:
    """The answer that somebody got, and after how many seconds it began and was whole."""

    drawn: str
    first: float
    whole: float


async def main(url: str, people: int) -> int:
    """Measure, print what was found, and return how many got a wrong answer."""
    lines = DILEMMAS.read_text("utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    messages = [str((a.get("turns") or [a.get("question")])[0]) for a in asked if a][
        : people * 3 : 3
    ]
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=120, limits=limits) as client:
        config = (await client.get("/config")).json()
        turn_of, opening = find_turn(config), find_opening(config)
        stamp = time.time_ns()
        sessions = [f"{kind}{n}-{stamp}" for kind in "wabc" for n in range(len(messages))]
        for session in sessions:
            await follow(client, opening, session, [])
        await ask(client, turn_of, f"w0-{stamp}", messages[0])
        alone = [await ask(client, turn_of, f"a{n}-{stamp}", m) for n, m in enumerate(messages)]
        at_once = await asyncio.gather(
            *(ask(client, turn_of, f"b{n}-{stamp}", m) for n, m in enumerate(messages))
        )

        async def later(n: int, message: str) -> Turn:
            await asyncio.sleep(random.Random(n).uniform(0, SPREAD))
            return await ask(client, turn_of, f"c{n}-{stamp}", message)

        spread = await asyncio.gather(*(later(n, m) for n, m in enumerate(messages)))
    wrong = sum(
        a.drawn != b.drawn for turns in (at_once, spread) for a, b in zip(alone, turns, strict=True)
    )
    for name, turns in (("one at a time", alone), ("all at once", at_once), ("spread", spread)):
        for what in ("first", "whole"):
            print(
                f"{name:14} {what} p50 {middle(turns, what):5.2f} p95 {worst(turns, what):5.2f} s"
            )
    print(f"{len(messages)} people, {wrong} wrong answers")
    return wrong


def middle(turns: list[Turn], what: str) -> float:
    """Return the median."""
    return statistics.median(getattr(turn, what) for turn in turns)


def worst(turns: list[Turn], what: str) -> float:
    """Return the 95th percentile."""
    times = sorted(getattr(turn, what) for turn in turns)
    return float(times[int(0.95 * (len(times) - 1))])


def find_turn(config: dict[str, Any]) -> int:
    """Return the number of the function that sending a message calls."""
    names = {c["id"]: c["props"].get("elem_id") for c in config["components"]}
    for dependency in config["dependencies"]:
        if any(names.get(target) == "send" for target, _ in dependency["targets"]):
            return int(dependency["id"])
    raise LookupError("the page has no button to send with")


def find_opening(config: dict[str, Any]) -> int:
    """Return the number of the function that opening the page calls."""
    for dependency in config["dependencies"]:
        if any(event == "load" for _, event in dependency["targets"]):
            return int(dependency["id"])
    raise LookupError("the page does nothing when it is opened")


async def ask(client: httpx.AsyncClient, turn_of: int, session: str, message: str) -> Turn:
    """Send one message in an open session, and follow its answer to the end."""
    return await follow(client, turn_of, session, [message, None, [], []])


async def follow(client: httpx.AsyncClient, number: int, session: str, data: list[Any]) -> Turn:
    """Call a function of the page as a browser does, and follow it to the end."""
    started = time.perf_counter()
    body = {"data": data, "fn_index": number, "session_hash": session}
    (await client.post("/gradio_api/queue/join", json=body)).raise_for_status()
    drawn, first = "", 0.0
    asking = client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session})
    async with asking as answer:
        async for line in answer.aiter_lines():
            if not line.startswith("data: "):
                continue
            said = json.loads(line[6:])
            if said["msg"] == "process_generating" and said["success"]:
                drawn = change(drawn, said["output"]["data"][CURRENT])
                first = first or (time.perf_counter() - started if "part " in drawn else 0.0)
            if said["msg"] == "process_completed":
                assert said["success"], said
                break
    return Turn(drawn, first, time.perf_counter() - started)


def change(text: str, value: Any) -> str:
    """Return a text after what Gradio sent of it: the whole, or what changed."""
    if isinstance(value, str):
        return value
    for act, path, words in value if isinstance(value, list) else []:
        assert not path, path
        text = text + words if act == "append" else words
    return text


if __name__ == "__main__":
    sys.exit(bool(asyncio.run(main(sys.argv[1], int((sys.argv[2:] or ["50"])[0])))))
