"""What was said so far: the turns, the stage, and what is on the table."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Stage = Literal["contract", "clarify", "evidence", "challenge", "close", "paused"]
Piece = Literal["", "step", "when", "obstacle"]
KEPT_TURNS = 40  # older turns are forgotten; the dilemma and the cards on the table are not
KEPT_TOPICS = 8
KEPT_QUESTIONS = 120


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange: what the leader wrote and what the coach answered."""

    message: str
    reply: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A dilemma talked about earlier, and what was on the table when it was left."""

    dilemma: str
    table: tuple[str, ...]
    people: tuple[str, ...]


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
    vague: str = ""  # what was said before the dilemma was clear enough to answer
    asked: tuple[str, ...] = ()  # the coach's questions; none is asked twice
    seen: tuple[str, ...] = ()  # ids of everything shown on this dilemma
    focus: tuple[str, ...] = ()  # ids of what on the table was spoken of last
    best: float = 0.0  # the score of what fits this dilemma best
    topics: tuple[Topic, ...] = ()  # earlier dilemmas, oldest first
    step: str = ""  # the leader's own, once it is named
    missing: Piece = ""  # what the coach has asked for of the step

    def add(self, message: str, reply: str, **changes: Any) -> "Conversation":
        """Return the conversation after one more turn."""
        turns = (*self.turns, Turn(message, reply))[-KEPT_TURNS:]
        return replace(self, turns=turns, count=self.count + 1, **changes)

    def leave_topic(self) -> tuple[Topic, ...]:
        """Return the topics once the dilemma under discussion has joined them."""
        if not self.dilemma or not self.table:
            return self.topics
        return (*self.topics, Topic(self.dilemma, self.table, self.people))[-KEPT_TOPICS:]


def write_conversation(conversation: Conversation) -> str:
    """Return a conversation as the JSON of a session file."""
    return json.dumps(asdict(conversation), ensure_ascii=False, indent=1)


def read_conversation(text: str) -> Conversation:
    """Return the conversation of a session file; raises ValueError for anything else.

    What an older session file does not have is as at the beginning.
    """
    try:
        data = json.loads(text)
        turns = tuple(Turn(str(turn["message"]), str(turn["reply"])) for turn in data["turns"])
        topics = tuple(
            Topic(str(topic["dilemma"]), read_list(topic["table"]), read_list(topic["people"]))
            for topic in data.get("topics", ())
        )
        return Conversation(
            turns=turns,
            stage=data["stage"],
            dilemma=str(data["dilemma"]),
            table=read_list(data["table"]),
            people=read_list(data["people"]),
            question=str(data["question"]),
            clarified=int(data["clarified"]),
            count=int(data["count"]),
            vague=str(data.get("vague", "")),
            asked=read_list(data.get("asked", ())),
            seen=read_list(data.get("seen", ())),
            focus=read_list(data.get("focus", ())),
            best=float(data.get("best", 0.0)),
            topics=topics,
            step=str(data.get("step", "")),
            missing=data.get("missing", ""),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a session file") from error


def read_list(items: Any) -> tuple[str, ...]:
    """Return a list of a session file as texts; raises TypeError when it is none."""
    return tuple(str(item) for item in items)
