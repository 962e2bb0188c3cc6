"""Reads the sets of questions by line, and takes their digests; an empty set is an error."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.outcome import CannotRun, Dataset


def read_lines(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """Return the records of a JSON-lines file with their line numbers.

    Raises CannotRun naming file and line where there is nothing, or something else, to read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(f"cannot read the data set {path.name}: {error}") from error
    records = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise CannotRun(f"{path.name}, line {number}: not JSON ({error})") from error
        if not isinstance(record, dict):
            raise CannotRun(f"{path.name}, line {number}: not a JSON object")
        records.append((number, record))
    if not records:
        raise CannotRun(f"the data set {path.name} is empty")
    return records


def describe(name: str, entries: Sequence[object]) -> Dataset:
    """Return how many entries a set has and a digest of them; raises CannotRun for none."""
    if not entries:
        raise CannotRun(f"the data set {name} has no entry for this split")
    parts = sorted(stable(entry) for entry in entries)
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()
    return Dataset(name, len(entries), digest[:16])


def stable(entry: object) -> str:
    """Return an entry as text that does not depend on the order of a set."""
    fields = getattr(entry, "__dataclass_fields__", {})
    parts = []
    for name in fields:
        value = getattr(entry, name)
        if isinstance(value, (set, frozenset)):
            value = sorted(value)
        parts.append(f"{name}={value!r}")
    return "; ".join(parts) or repr(entry)
