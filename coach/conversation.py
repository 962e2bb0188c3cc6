"""What was said so far: the turns, the stage, and what is on the table."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Stage = Literal["contract", "clarify", "evidence", "challenge", "close", "paused"]
KEPT_TURNS = 40  # older turns are forgotten; the dilemma and the cards on the table are not


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange: what the leader wrote and what the coach answered."""

    message: str
    reply: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """The state of a conversation; every turn makes a new one."""

    turns: tuple[Turn, ...] = ()
    stage: Stage = "contract"
    dilemma: str = ""
    table: tuple[str, ...] = ()  # evidence ids, as last shown
    people: tuple[str, ...] = ()  # interviewees, in the order in which they were shown
    question: str = ""  # the coach's last question
    clarified: int = 0  # clarifying questions asked in a row
    count: int = 0  # turns in all, forgotten ones included

    def add(self, message: str, reply: str, **changes: Any) -> "Conversation":
        """Return the conversation after one more turn."""
        turns = (*self.turns, Turn(message, reply))[-KEPT_TURNS:]
        return replace(self, turns=turns, count=self.count + 1, **changes)


def write_conversation(conversation: Conversation) -> str:
    """Return a conversation as the JSON of a session file."""
    return json.dumps(asdict(conversation), ensure_ascii=False, indent=1)


def read_conversation(text: str) -> Conversation:
    """Return the conversation of a session file; raises ValueError for anything else."""
    try:
        data = json.loads(text)
        turns = tuple(Turn(str(turn["message"]), str(turn["reply"])) for turn in data["turns"])
        lists = {name: tuple(str(item) for item in data[name]) for name in ("table", "people")}
        return Conversation(
            turns=turns,
            stage=data["stage"],
            dilemma=str(data["dilemma"]),
            question=str(data["question"]),
            clarified=int(data["clarified"]),
            count=int(data["count"]),
            **lists,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a session file") from error
