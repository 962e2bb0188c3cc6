"""Reads a model's reply as it comes: one claim a line, and the beginning of the next."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

ProposedKind = Literal["quote", "paraphrase", "coach", "broken"]
MOST_LINES = 24  # a reply that goes on and on is cut
LONGEST_TEXT = 1_000  # characters of one claim
PARTIAL = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\.)*)')
CUT_OFF = re.compile(r"\\u[0-9a-fA-F]{0,3}$")
ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))')


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a model would say: nothing of it is believed yet; n is the line it replaces, if any."""

    kind: ProposedKind
    text: str
    ids: tuple[str, ...] = ()
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Partial:
    """The text of a line that is still being written."""

    text: str


def read_reply(pieces: Iterator[str]) -> Iterator[Proposed | Partial]:
    """Yield what is complete as soon as it is, and in between what is on its way."""
    line, count = "", 0
    for piece in pieces:
        *whole, line = (line + piece).split("\n")
        for text in whole:
            for one in read_line(text):
                yield one
                count += 1
                if count >= MOST_LINES:
                    return
        begun = PARTIAL.search(line)
        if begun:
            yield Partial(unescape(begun[1])[:LONGEST_TEXT])
    yield from read_line(line)


def read_line(line: str) -> Iterator[Proposed]:
    """Yield the claims of a line: one object, or, from a model that likes lists, several."""
    text = line.strip().strip(",").strip()
    if not text or text in ("[", "]", "{", "}", "[]") or text.startswith("```"):
        return
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        yield Proposed("broken", text[:LONGEST_TEXT])
        return
    if isinstance(found, dict) and isinstance(found.get("claims"), list):
        found = found["claims"]
    for one in (found if isinstance(found, list) else [found])[:MOST_LINES]:
        yield read_claim(one, text)


def read_claim(found: object, line: str) -> Proposed:
    """Return one claim; whatever has not the shape of one is broken."""
    if not isinstance(found, dict) or not isinstance(found.get("text"), str):
        return Proposed("broken", line[:LONGEST_TEXT])
    ids = found.get("ids") or []
    ids = [ids] if isinstance(ids, str) else ids
    kind: ProposedKind = found.get("kind", "broken")
    n = found.get("n")
    if kind not in get_args(ProposedKind) or not isinstance(ids, list):
        return Proposed("broken", line[:LONGEST_TEXT])
    named = tuple(dict.fromkeys(one for one in ids if isinstance(one, str)))
    return Proposed(kind, found["text"][:LONGEST_TEXT], named, n if isinstance(n, int) else None)


def unescape(text: str) -> str:
    """Return the inside of a JSON string that is not complete."""
    controls = {"b": "", "f": "", "n": " ", "r": "", "t": " "}

    def change(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) if match[1] else controls.get(match[2], match[2])

    # A half of a surrogate pair, or an escape that is cut off, is not shown.
    text = ESCAPE.sub(change, CUT_OFF.sub("", text)).rstrip("\\")
    return "".join(character for character in text if not 0xD800 <= ord(character) < 0xE000)
