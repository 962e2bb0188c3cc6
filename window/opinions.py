"""Reads what the browser kept of a leader's thumbs and reasons, when it is taken away."""

from typing import Any, get_args

from coach.transcript import Opinion, Thumb

LONGEST = 300  # characters of a reason


def read_opinions(sent: Any, turns: int) -> dict[int, Opinion]:
    """Return opinions by the number of their exchange; whatever makes no sense is left out."""
    opinions = {}
    for item in sent if isinstance(sent, list) else []:
        match item:
            case {"turn": int(turn), "thumb": str(thumb), "reason": str(reason)} if (
                1 <= turn <= turns and thumb in get_args(Thumb)
            ):
                words = " ".join(reason[:LONGEST].encode("utf-8", "replace").decode().split())
                opinions[turn] = Opinion(thumb, words)  # type: ignore[arg-type]
    return opinions
