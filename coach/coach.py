"""One turn of conversation, from top to bottom: the program's main line."""

import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coach.clarify import ask_on, ask_to_clarify, is_vague, says_too_little
from coach.conversation import Conversation
from coach.cover import cover_probability, is_covered, is_known
from coach.message import LONGEST, clean, shorten, tidy
from coach.model.line import Line
from coach.model.open import name_of
from coach.model.resolve import resolve
from coach.moves import answer_move, answer_step
from coach.parts import Split, split_message
from coach.reply import Asked, Given, Reply, give, reply_with
from coach.retrieve import retrieve
from coach.say import (
    ask_again,
    decline,
    own_words,
    say_no_interview,
    say_no_words,
    say_only_ends_were_read,
)
from coach.show import HITS, show
from coach.step import is_about_the_step
from coach.stray import strays
from coach.table import answer_time_elsewhere
from coach.triage import COUNTRY, Triaged, triage
from coach.understand import ABOUT_THE_TABLE, Query, stranger, understand
from coach.verify.turn import verify_answer
from coach.watch import NOBODY, Watch
from vectorstore.evidence import Hit
from vectorstore.search import Findings
from vectorstore.store import Store

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

DEEP = 60  # hits to look through for a contrast, or for somebody who was not heard yet
SPEAKS = 0.75  # of the best score: from there on a person speaks to the dilemma


class Coach:
    """Answers a leader, turn by turn, from one open store."""

    def __init__(
        self, store: Store, model: "BaseChatModel | None" = None, country: str = COUNTRY
    ) -> None:
        """Hold the store, and a model if one is to word the answers, as long as it is in use.

        country says whose signposts people at risk are given: an ISO 3166 code.
        """
        self.store = store
        self.country = country
        self.line = Line(model) if model else None

    def ask(
        self,
        message: str,
        conversation: Conversation,
        people: Collection[str] = (),
        themes: Collection[str] = (),
        watch: Watch = NOBODY,
    ) -> Reply:
        """Answer one message in a conversation, narrowed to people and themes if any are given."""
        whole = tidy(message)
        read = shorten(whole)
        asked = Asked(read, conversation, people, themes, watch, time.perf_counter())
        model = name_of(self.line.model) if self.line else ""
        reply = reply_with(self.take(asked, whole), asked, self.store, model)
        if len(whole) <= LONGEST or reply.answer.kind == "safeguarding":
            return reply
        return replace(reply, answer=say_only_ends_were_read(reply.answer))

    def take(self, asked: Asked, whole: str) -> Given:
        """Take one turn with what is read; all of the message is searched for risk."""
        message, conversation = asked.message, asked.conversation
        if not message:
            return give(ask_again(), conversation)
        triaged = triage(message, conversation, self.store, self.country, whole)
        if triaged.answer:
            stage = triaged.stage or conversation.stage
            return give(triaged.answer, conversation, stage=stage)
        if triaged.around:
            return self.show_between(asked, triaged)
        if is_about_the_step(message, conversation):
            return answer_step(message, conversation)
        if name := stranger(message, self.store):
            return give(say_no_interview(name, conversation), conversation)
        split = split_message(message, self.store)
        query = understand(split.rest, conversation, self.store)
        if query.move == "back" and not conversation.topics:
            query = replace(query, move="more")
        if given := answer_move(message, query, conversation, self.store):
            return given
        if says_too_little(query, conversation, self.store):
            answer = ask_on(query, conversation, self.store)
            clarified = conversation.clarified + 1
            return give(answer, conversation, dilemma=query.dilemma, clarified=clarified)
        if query.move in ABOUT_THE_TABLE and not query.pointed:
            query = replace(query, people=())  # the table says nothing of it; others may
        return self.search(asked, query, split)

    def search(self, asked: Asked, query: Query, split: Split) -> Given:
        """Answer from what is found, ask before answering, or say that nothing covers it."""
        conversation = asked.conversation
        findings = self.retrieve(asked, query)
        if query.move == "duration" and conversation.table:
            answer = answer_time_elsewhere(self.store, query, findings.hits, conversation)
            return give(verify_answer(answer, self.store), conversation)
        cover = cover_probability(query, findings) if findings.hits else 0.0
        if is_vague(query, cover, conversation, self.store):
            return give(
                ask_to_clarify(conversation),
                conversation,
                stage="clarify",
                vague=query.text,
                clarified=conversation.clarified + 1,
                topics=conversation.leave_topic(),
                dilemma="",
                table=(),
            )
        if query.move == "person" and not speaks_to(query, findings, conversation):
            return give(say_no_words(query.people[0], conversation), conversation)
        known = bool(findings.hits) and is_known(query, conversation)
        stray = strays(query, self.store)
        if stray or (not known and not is_covered(query, findings)):
            near = 0.0 if stray else cover
            answer = decline(self.store, query, near, findings.hits[:HITS], conversation)
            unheard = {} if conversation.dilemma else {"dilemma": query.dilemma, "vague": ""}
            return give(answer, conversation, **unheard)
        hits = self.search_again(asked, query) or findings.hits
        return show(self.store, self.line, asked, query, hits, split)

    def search_again(self, asked: Asked, query: Query) -> tuple[Hit, ...]:
        """Return what is found for a message as the model resolves it, nothing without a model."""
        if not self.line:
            return ()
        until = asked.started + self.line.limits.total
        gone = asked.watch.gone
        said = resolve(self.line, asked.message, query, asked.conversation, until, gone)
        return self.retrieve(asked, replace(query, text=said)).hits if said else ()

    def show_between(self, asked: Asked, triaged: Triaged) -> Given:
        """Show experience between the fixed words of triage, or those words alone."""
        query = understand(asked.message, asked.conversation, self.store)
        narrowed = replace(asked, people=triaged.people, themes=triaged.themes)
        hits = self.retrieve(narrowed, query).hits
        if not hits:
            return give(own_words("answer", triaged.alone), asked.conversation)
        return show(self.store, self.line, asked, query, hits, around=triaged)

    def retrieve(self, asked: Asked, query: Query) -> Findings:
        """Return what the interviews hold on a query, narrowed as the leader asked."""
        return retrieve(self.store, query, asked.conversation, DEEP, asked.people, asked.themes)

    def find(self, turns: Sequence[str], k: int) -> tuple[Hit, ...]:
        """Return the k best pieces of evidence for the last turn of a conversation."""
        conversation = Conversation()
        for turn in turns[:-1]:
            conversation = self.ask(turn, conversation).conversation
        query = understand(clean(turns[-1]), conversation, self.store)
        return retrieve(self.store, query, conversation, k).hits


def speaks_to(query: Query, findings: Findings, conversation: Conversation) -> bool:
    """Say whether what a person says comes near what fits the dilemma best."""
    if not findings.hits:
        return False
    if query.text == query.dilemma:
        return findings.hits[0].score >= SPEAKS * conversation.best
    return is_covered(query, findings)
