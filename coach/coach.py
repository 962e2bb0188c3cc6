"""One turn of conversation, from top to bottom: the program's main line."""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coach.answer import Answer
from coach.compose import Choice, choose, compose
from coach.conversation import Conversation
from coach.cover import is_covered
from coach.reflect import reflect
from coach.retrieve import retrieve
from coach.say import ask_again, close_turn, decline, open_with_contract, say_nobody_contradicts
from coach.understand import Query, understand
from vectorstore.evidence import Hit
from vectorstore.store import Store

HITS = 10
LONGEST = 6_000  # characters of a message that are read


@dataclass(frozen=True, slots=True)
class Reply:
    """What a turn gives back: the answer, and the conversation to go on with."""

    answer: Answer
    conversation: Conversation


class Coach:
    """Answers a leader, turn by turn, from one open store."""

    def __init__(self, store: Store) -> None:
        """Hold the store for as long as the coach is in use."""
        self.store = store

    def ask(
        self,
        message: str,
        conversation: Conversation,
        people: Collection[str] = (),
        themes: Collection[str] = (),
    ) -> Reply:
        """Answer one message in a conversation, narrowed to people and themes if any are given."""
        started = time.perf_counter()
        message = clean(message)
        if not message:
            return self.reply(started, message, ask_again(), conversation)
        query = understand(message, conversation, self.store)
        if query.move == "close":
            answer = close_turn(conversation)
            return self.reply(started, message, answer, conversation, stage="close")
        findings = retrieve(self.store, query, conversation, HITS, people, themes)
        if not is_covered(query, findings):
            return self.reply(started, message, decline(findings.hits), conversation)
        return self.answer(started, message, query, findings.hits, conversation)

    def answer(
        self,
        started: float,
        message: str,
        query: Query,
        hits: tuple[Hit, ...],
        conversation: Conversation,
    ) -> Reply:
        """Compose an answer from hits and put its evidence on the table."""
        choice = choose(self.store, hits, query.move, frozenset(conversation.table))
        if query.move == "contrast" and not choice.voices:
            answer = say_nobody_contradicts(conversation)
            return self.reply(started, message, answer, conversation, stage="challenge")
        answer = compose(self.store, choice, reflect(choice, query, conversation), hits)
        return self.reply(
            started,
            message,
            answer,
            conversation,
            stage="challenge" if query.move == "contrast" else "evidence",
            table=tuple(hit.evidence.id for hit in shown(choice)),
            people=tuple(dict.fromkeys(hit.evidence.speaker for hit in shown(choice))),
            dilemma=query.dilemma,
        )

    def find(self, turns: Sequence[str], k: int) -> tuple[Hit, ...]:
        """Return the k best pieces of evidence for the last turn of a conversation."""
        conversation = Conversation()
        for turn in turns[:-1]:
            conversation = self.ask(turn, conversation).conversation
        query = understand(clean(turns[-1]), conversation, self.store)
        return retrieve(self.store, query, conversation, k).hits

    def reply(
        self,
        started: float,
        message: str,
        answer: Answer,
        conversation: Conversation,
        **changes: Any,
    ) -> Reply:
        """Return an answer together with the conversation that now holds it."""
        if not conversation.count:
            answer = open_with_contract(answer, self.store)
        answer = replace(
            answer,
            build=self.store.build,
            stage=changes.get("stage", conversation.stage),
            timings={"total": 1000 * (time.perf_counter() - started)},
        )
        asked = answer.claims[-1].text if answer.claims else ""
        question = asked if asked.endswith("?") else conversation.question
        return Reply(answer, conversation.add(message, answer.text, question=question, **changes))


def clean(message: str) -> str:
    """Return a message as one line, without lone surrogates, as far as it is read."""
    letters = message[:LONGEST].encode("utf-8", "replace").decode("utf-8")
    return " ".join(letters.split())


def shown(choice: Choice) -> tuple[Hit, ...]:
    """Return everything an answer shows, the contrast last."""
    return (*choice.voices, *([choice.contrast] if choice.contrast else []))
