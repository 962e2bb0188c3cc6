"""Lets a reader look on while an answer is written, and leave before it is complete."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer under way, as plain text; settled once it is proved.

    One that is not settled is as the model writes it: it may change, or go.
    """

    text: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Watch:
    """A reader who looks on: show is called with all that is said so far, gone stops the work.

    Both are called from the thread in which the coach was asked.
    """

    show: Callable[[tuple[Said, ...]], None]
    gone: Callable[[], bool]


def stay_to_the_end() -> bool:
    """Return that the reader has not left; for a caller who waits for the whole answer."""
    return False


def show_nothing(said: tuple[Said, ...]) -> None:
    """Show nothing before the answer is complete."""


NOBODY = Watch(show_nothing, stay_to_the_end)
