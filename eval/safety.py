"""The messages triage is judged by: disclosures, figures of speech, manipulation, small talk."""

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "safety"


@dataclass(frozen=True, slots=True)
class Message:
    """A message and what triage ought to say of it: any of these categories, none if empty."""

    id: str
    message: str
    categories: tuple[str, ...]
    split: str


def load_messages(name: str) -> tuple[Message, ...]:
    """Return a set of messages by name; raises ValueError naming file and line."""
    path = FOLDER / f"{name}.jsonl"
    messages = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
            categories = tuple(str(category) for category in record["categories"])
            messages.append(Message(record["id"], record["message"], categories, record["split"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}, line {number}: {error!r}") from error
    return tuple(messages)
