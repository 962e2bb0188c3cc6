"""Reads and writes the files that a command names: batches, sessions, PDFs."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.conversation import Conversation, read_conversation, write_conversation
from terminal.usage import UsageError


@dataclass(frozen=True, slots=True)
class Batched:
    """A line of a batch: a conversation, and the id that its result is printed under."""

    id: Any
    turns: list[str]


def read_text(path: Path) -> str:
    """Return a text file; raises UsageError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text") from error


def read_batch(path: Path) -> Iterator[Batched]:
    """Yield the lines of a batch file; raises UsageError naming the line that is wrong."""
    # A line ends with a line feed only: other ends of line may stand in what a person said.
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            turns = [str(turn) for turn in record["turns"]]
            if not turns:
                raise ValueError
            yield Batched(record["id"], turns)
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f'{path}, line {number}: needs {{"id": ..., "turns": ["...", ...]}}'
            ) from error


def open_session(path: Path | None) -> Conversation:
    """Return the conversation of a session file, or a new one."""
    if path is None or not path.exists():
        return Conversation()
    try:
        return read_conversation(read_text(path))
    except ValueError as error:
        raise UsageError(f"{path} is not a session file; choose another name") from error


def save_session(path: Path, conversation: Conversation) -> None:
    """Write a session file, readable by its owner alone, in one step."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(write_conversation(conversation))
        aside.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error


def expand(path: Path) -> list[Path]:
    """Return a file as itself and a folder as the PDFs in it; raises UsageError for neither."""
    if path.is_dir():
        found = sorted(path.glob("*.[pP][dD][fF]"))
        if not found:
            raise UsageError(f"there are no PDFs in {path}")
        return found
    if not path.exists():
        raise UsageError(f"there is no file {path}")
    return [path]
