"""One turn of conversation, from top to bottom: the program's main line."""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from coach.answer import Answer
from coach.clarify import ask_on, ask_to_clarify, is_vague, says_too_little
from coach.compose import Choice, ask_back, choose, compose
from coach.conversation import KEPT_QUESTIONS, Conversation
from coach.cover import cover_probability, is_covered, is_known
from coach.lead import lead_in
from coach.model.line import Line
from coach.model.open import name_of
from coach.model.rephrase import Turn, rephrase
from coach.model.resolve import resolve
from coach.parts import Split, split_message
from coach.reflect import reflect
from coach.retrieve import retrieve
from coach.say import (
    ask_again,
    ask_for_own_part,
    ask_for_step,
    decline,
    name_outside,
    open_with_contract,
    own_words,
    say_no_interview,
    say_no_words,
    say_nobody_contradicts,
    say_nobody_else,
    say_only_ends_were_read,
    say_still,
)
from coach.step import is_about_the_step, take_step
from coach.stray import strays
from coach.table import answer_from_table, answer_time_elsewhere
from coach.topics import go_back, recall
from coach.triage import COUNTRY, PASSED, Triaged, surround, triage
from coach.understand import ABOUT_THE_TABLE, Query, stranger, understand
from coach.verify.turn import verify_answer
from coach.watch import NOBODY, Watch
from vectorstore.evidence import Hit
from vectorstore.search import Findings
from vectorstore.store import Store

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

HITS = 10
DEEP = 60  # hits to look through for a contrast, or for somebody who was not heard yet
SPEAKS = 0.75  # of the best score: from there on a person speaks to the dilemma
LONGEST = 6_000  # characters of a message that are read


@dataclass(frozen=True, slots=True)
class Reply:
    """What a turn gives back: the answer, and the conversation to go on with."""

    answer: Answer
    conversation: Conversation


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
        reply = self.take(shorten(whole), whole, conversation, people, themes, watch)
        if len(whole) <= LONGEST or reply.answer.kind == "safeguarding":
            return reply
        return replace(reply, answer=say_only_ends_were_read(reply.answer))

    def take(
        self,
        message: str,
        whole: str,
        conversation: Conversation,
        people: Collection[str],
        themes: Collection[str],
        watch: Watch,
    ) -> Reply:
        """Take one turn with what is read; all of the message is searched for risk."""
        started = time.perf_counter()
        if not message:
            return self.reply(started, message, ask_again(), conversation)
        triaged = triage(message, conversation, self.store, self.country, whole)
        if triaged.answer:
            stage = {"stage": triaged.stage} if triaged.stage else {}
            return self.reply(started, message, triaged.answer, conversation, **stage)
        if triaged.around:
            return self.show_between(started, message, triaged, conversation, watch)
        if is_about_the_step(message, conversation):
            taken = take_step(message, conversation)
            changes = {"stage": "close", "step": taken.step, "missing": taken.missing}
            return self.reply(started, message, taken.answer, conversation, **changes)
        name = stranger(message, self.store)
        if name:
            answer = say_no_interview(name, conversation)
            return self.reply(started, message, answer, conversation)
        split = split_message(message, self.store)
        query = understand(split.rest, conversation, self.store)
        if query.move == "back" and not conversation.topics:
            query = replace(query, move="more")
        spoken = self.speak(started, message, query, conversation)
        if spoken:
            return spoken
        if says_too_little(query, conversation, self.store):
            answer = ask_on(query, conversation, self.store)
            said_so_far = {"dilemma": query.dilemma, "clarified": conversation.clarified + 1}
            return self.reply(started, message, answer, conversation, **said_so_far)
        if query.move in ABOUT_THE_TABLE and not query.pointed:
            query = replace(query, people=())  # the table says nothing of it; others may
        findings = retrieve(self.store, query, conversation, DEEP, people, themes)
        if query.move == "duration" and conversation.table:
            answer = answer_time_elsewhere(self.store, query, findings.hits, conversation)
            answer = verify_answer(answer, self.store)
            return self.reply(started, message, answer, conversation)
        cover = cover_probability(query, findings) if findings.hits else 0.0
        if is_vague(query, cover, conversation, self.store):
            answer = ask_to_clarify(conversation)
            asked: dict[str, Any] = {"vague": query.text, "clarified": conversation.clarified + 1}
            asked |= {"topics": conversation.leave_topic(), "dilemma": "", "table": ()}
            return self.reply(started, message, answer, conversation, stage="clarify", **asked)
        if query.move == "person" and not self.speaks_to(query, findings, conversation):
            answer = say_no_words(query.people[0], conversation)
            return self.reply(started, message, answer, conversation)
        known = bool(findings.hits) and is_known(query, conversation)
        stray = strays(query, self.store)
        if stray or (not known and not is_covered(query, findings)):
            near = 0.0 if stray else cover
            answer = decline(self.store, query, near, findings.hits[:HITS], conversation)
            unheard = {} if conversation.dilemma else {"dilemma": query.dilemma, "vague": ""}
            return self.reply(started, message, answer, conversation, **unheard)
        hits = findings.hits
        if self.line:
            until = started + self.line.limits.total
            said = resolve(self.line, message, query, conversation, until, watch.gone)
            if said:
                resolved = replace(query, text=said)
                again = retrieve(self.store, resolved, conversation, DEEP, people, themes)
                hits = again.hits or hits
        return self.answer(started, message, query, hits, conversation, split, watch)

    def show_between(
        self,
        started: float,
        message: str,
        triaged: Triaged,
        conversation: Conversation,
        watch: Watch,
    ) -> Reply:
        """Show experience between the fixed words of triage, or those words alone."""
        query = understand(message, conversation, self.store)
        hits = retrieve(self.store, query, conversation, DEEP, triaged.people, triaged.themes).hits
        if not hits:
            return self.reply(started, message, own_words("answer", triaged.alone), conversation)
        return self.answer(started, message, query, hits, conversation, watch=watch, around=triaged)

    def speak(
        self, started: float, message: str, query: Query, conversation: Conversation
    ) -> Reply | None:
        """Answer a move that needs no search, or return None."""
        if query.move == "close":
            answer = ask_for_step(conversation)
            missing = "step" if conversation.dilemma else ""
            changes = {"stage": "close", "step": "", "missing": missing}
            return self.reply(started, message, answer, conversation, **changes)
        if query.move == "mirror":
            answer = ask_for_own_part(conversation)
            return self.reply(started, message, answer, conversation, stage="challenge")
        if query.move == "back":
            earlier = go_back(message, conversation)
            answer = verify_answer(recall(self.store, earlier), self.store)
            return self.reply(started, message, answer, earlier, stage="evidence")
        if query.move in ABOUT_THE_TABLE:
            told = answer_from_table(self.store, query, conversation)
            if told:
                told = verify_answer(told, self.store)
                cards = tuple(c.evidence_id for c in told.citations if c.kind == "experience")
                table = (*conversation.table, *(c for c in cards if c not in conversation.table))
                held: dict[str, Any] = {"focus": cards or conversation.focus, "table": table}
                if conversation.stage != "challenge":
                    held["stage"] = "evidence"
                return self.reply(started, message, told, conversation, **held)
        return None

    def speaks_to(self, query: Query, findings: Findings, conversation: Conversation) -> bool:
        """Say whether what a person says comes near what fits the dilemma best."""
        if not findings.hits:
            return False
        if query.text == query.dilemma:
            return findings.hits[0].score >= SPEAKS * conversation.best
        return is_covered(query, findings)

    def answer(
        self,
        started: float,
        message: str,
        query: Query,
        hits: tuple[Hit, ...],
        conversation: Conversation,
        split: Split = Split("", ""),
        watch: Watch = NOBODY,
        around: Triaged = PASSED,
    ) -> Reply:
        """Compose an answer from hits and put its evidence on the table."""
        fresh = query.move in ("dilemma", "show") and query.dilemma != conversation.dilemma
        seen = () if fresh else conversation.seen
        choice = choose(
            self.store, hits, query.move, frozenset(conversation.table), frozenset(seen)
        )
        stage = "challenge" if query.move in ("contrast", "disagree", "tried") else "evidence"
        if not choice.voices and query.move == "contrast":
            answer = say_nobody_contradicts(conversation)
            return self.reply(started, message, answer, conversation, stage=stage)
        opening = lead_in(choice, query, conversation) or reflect(choice, query, conversation)
        if choice.still:
            opening = f"{opening} {say_still(choice.still)}".strip()
        if not choice.voices and choice.still:
            question = ask_back(Choice((choice.still,), None), conversation.asked, query.dilemma)
            answer = own_words("question", opening, question)
            return self.reply(
                started, message, answer, conversation, stage=stage, dilemma=query.dilemma
            )
        if not choice.voices:
            answer = say_nobody_else(query.move, conversation, opening)
            return self.reply(started, message, answer, conversation, stage=stage)
        asked = conversation.asked
        composed = compose(
            self.store, choice, opening, hits[:HITS], asked, query.dilemma, query.move
        )
        answer = verify_answer(composed, self.store)
        if self.line and not around.around:
            turn = Turn(message, query, conversation, hits, choice, opening, answer, started)
            worded = rephrase(self.line, self.store, turn, watch)
            answer, choice = worded.answer, worded.choice
        if split.outside:
            answer = name_outside(answer, split.outside, self.store)
        if around.around:
            answer = surround(answer, around)
        table = tuple(hit.evidence.id for hit in shown(choice))
        return self.reply(
            started,
            message,
            answer,
            conversation,
            stage=stage,
            table=table,
            people=tuple(dict.fromkeys(hit.evidence.speaker for hit in shown(choice))),
            dilemma=conversation.dilemma if around.people else query.dilemma,
            seen=tuple(dict.fromkeys((*seen, *table))),
            focus=(),
            best=hits[0].score if query.move != "person" else conversation.best,
            topics=conversation.leave_topic() if fresh else conversation.topics,
            vague="",
            clarified=0,
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
            model = name_of(self.line.model) if self.line else ""
            answer = open_with_contract(answer, self.store, model)
        answer = replace(
            answer,
            build=self.store.build,
            stage=changes.get("stage", conversation.stage),
            timings={"total": 1000 * (time.perf_counter() - started)},
        )
        questions = [c.text for c in answer.claims if c.kind == "coach" and c.text.endswith("?")]
        changes.setdefault("missing", "")
        changes["question"] = questions[-1] if questions else conversation.question
        asked = dict.fromkeys((*conversation.asked, *questions))
        changes["asked"] = tuple(asked)[-KEPT_QUESTIONS:]
        return Reply(answer, conversation.add(message, answer.text, **changes))


def clean(message: str) -> str:
    """Return a message as one line, without lone surrogates, as far as it is read."""
    return shorten(tidy(message))


def tidy(message: str) -> str:
    """Return a message as one line, without lone surrogates."""
    return " ".join(message.encode("utf-8", "replace").decode("utf-8").split())


def shorten(message: str) -> str:
    """Return a message's beginning and end, cut between words: a dilemma often comes last."""
    if len(message) <= LONGEST:
        return message
    half = LONGEST // 2
    first, last = message[: half - 1], message[-half:]
    if message[half - 1] != " " and " " in first:
        first = first.rpartition(" ")[0]
    if message[-half - 1] != " " and " " in last:
        last = last.partition(" ")[2]
    return f"{first.strip()} {last.strip()}"


def shown(choice: Choice) -> tuple[Hit, ...]:
    """Return everything an answer shows or names, the contrast and what it names last."""
    return (*choice.voices, *(hit for hit in (choice.contrast, choice.still) if hit))
