"""One turn of conversation, from top to bottom: the program's main line."""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coach.answer import Answer
from coach.compose import choose, compose
from coach.conversation import Conversation
from coach.reflect import reflect
from coach.understand import understand
from prompts.load import load_texts
from vectorstore.evidence import Hit
from vectorstore.search import search
from vectorstore.store import Store

HITS = 10
LONGEST = 6_000  # characters of a message that are read; the rest is said to be left out


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
        self, message: str, conversation: Conversation, people: Collection[str] = ()
    ) -> Reply:
        """Answer one message in a conversation."""
        started = time.perf_counter()
        texts = load_texts("coach")
        message = " ".join(message[:LONGEST].split())
        if not message:
            return self.reply(message, Answer("question", texts["empty"]), conversation)
        query = understand(message, conversation, self.store)
        understood = time.perf_counter()
        hits = search(self.store, query.text, HITS, people or query.people)
        found = time.perf_counter()
        if not hits:
            answer = Answer("no_evidence", texts["no_evidence"])
            return self.reply(message, answer, conversation)
        choice = choose(self.store, hits)
        answer = compose(self.store, choice, reflect(choice, conversation), hits)
        done = time.perf_counter()
        timings = {
            "understand": 1000 * (understood - started),
            "retrieve": 1000 * (found - understood),
            "compose": 1000 * (done - found),
            "total": 1000 * (done - started),
        }
        answer = replace(answer, timings=timings, build=self.store.build, stage="evidence")
        table = tuple(hit.evidence.id for hit in (*choice.voices, choice.contrast) if hit)
        return self.reply(
            message, answer, conversation, table=table, dilemma=query.dilemma, stage="evidence"
        )

    def find(self, turns: Sequence[str], k: int) -> tuple[Hit, ...]:
        """Return the k best pieces of evidence for the last turn of a conversation."""
        conversation = Conversation()
        for turn in turns[:-1]:
            conversation = self.ask(turn, conversation).conversation
        query = understand(" ".join(turns[-1][:LONGEST].split()), conversation, self.store)
        return search(self.store, query.text, k, query.people)

    def reply(
        self, message: str, answer: Answer, conversation: Conversation, **changes: Any
    ) -> Reply:
        """Return an answer together with the conversation that now holds it."""
        answer = replace(answer, build=self.store.build)
        return Reply(answer, conversation.add(message, answer.text, **changes))
