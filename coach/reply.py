"""What a turn begins with, what it comes to, and the reply that this makes."""

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from coach.answer import Answer
from coach.conversation import KEPT_QUESTIONS, Conversation
from coach.say import open_with_contract
from coach.watch import Watch
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """What a turn begins with: a message in a conversation, what it is narrowed to, who looks on.

    started is on the clock of perf_counter.
    """

    message: str
    conversation: Conversation
    people: Collection[str]
    themes: Collection[str]
    watch: Watch
    started: float


@dataclass(frozen=True, slots=True)
class Given:
    """What a turn comes to: an answer, the conversation it goes on from, and what it changes."""

    answer: Answer
    conversation: Conversation
    changes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a turn gives back: the answer, and the conversation to go on with."""

    answer: Answer
    conversation: Conversation


def give(answer: Answer, conversation: Conversation, **changes: Any) -> Given:
    """Return what a turn comes to; changes are fields of the conversation."""
    return Given(answer, conversation, changes)


def reply_with(given: Given, asked: Asked, store: Store, model: str = "") -> Reply:
    """Return an answer together with the conversation that now holds it.

    The first answer says what this is, and which model, if any, reads along.
    """
    answer, conversation, changes = given.answer, given.conversation, dict(given.changes)
    if not conversation.count:
        answer = open_with_contract(answer, store, model)
    answer = replace(
        answer,
        build=store.build,
        stage=changes.get("stage", conversation.stage),
        timings={"total": 1000 * (time.perf_counter() - asked.started)},
    )
    questions = [c.text for c in answer.claims if c.kind == "coach" and c.text.endswith("?")]
    changes.setdefault("missing", "")
    changes["question"] = questions[-1] if questions else conversation.question
    every = dict.fromkeys((*conversation.asked, *questions))
    changes["asked"] = tuple(every)[-KEPT_QUESTIONS:]
    return Reply(answer, conversation.add(asked.message, answer.text, **changes))
