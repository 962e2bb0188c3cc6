"""Lets a model word an answer: ask, prove each claim as it comes, repair once, or fall back."""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter

from coach.answer import Answer
from coach.compose import Choice
from coach.conversation import Conversation
from coach.model.assemble import assemble
from coach.model.failure import Failed, Gone
from coach.model.fall_back import fall_back
from coach.model.inert import plain_words
from coach.model.line import Line
from coach.model.offer import offer
from coach.model.open import name_of
from coach.model.persist import ask
from coach.model.prove import Judged, Own, Quoted, Refused, Told, judge
from coach.model.reply import Partial, Proposed, read_reply
from coach.model.request import write_repair, write_request
from coach.understand import Query
from coach.verify.turn import known_names, verify_answer
from coach.watch import NOBODY, Said, Watch
from prompts.load import fill, load_texts
from vectorstore.evidence import Hit
from vectorstore.store import Store

OWN = 2  # sentences of a model's own in one answer
LONGEST_DROPPED = 300  # characters of what is reported as dropped

Judge = Callable[[Proposed], Judged]


@dataclass(frozen=True, slots=True)
class Turn:
    """What there is before a model is asked: the message understood, and the composed answer."""

    message: str
    query: Query
    conversation: Conversation
    hits: tuple[Hit, ...]
    choice: Choice
    opening: str
    composed: Answer
    started: float  # on the clock of perf_counter


@dataclass(frozen=True, slots=True)
class Worded:
    """An answer, by a model or as it was composed, and the evidence it shows."""

    answer: Answer
    choice: Choice


def rephrase(line: Line, store: Store, turn: Turn, watch: Watch | None = None) -> Worded:
    """Return the answer in a model's words, as far as they are proved, or the composed one."""
    watch = watch or NOBODY
    until = turn.started + line.limits.total
    offered = offer(store, turn.choice, turn.hits, turn.query.move)
    names = known_names(store)
    prove = partial(judge, offered=offered, store=store, names=names)
    messages = write_request(turn.message, turn.conversation, tuple(offered.values()))
    try:
        heard = ask(line, messages, until, watch.gone, lambda pieces: listen(pieces, prove, watch))
        if until - perf_counter() > line.limits.repair:
            heard = repair(line, messages, heard, prove, until, watch)
    except Gone:
        return Worded(turn.composed, turn.choice)
    except Failed as failure:
        logging.getLogger(__name__).warning("the language model failed with %s", failure.kind)
        return Worded(fall_back(turn.composed, "not_reached"), turn.choice)
    kept = [one for one in keep_few(heard) if not isinstance(one, Refused)]
    dropped = tuple(describe(one) for one in keep_few(heard) if isinstance(one, Refused))
    if enough(heard):
        made = assemble(
            kept,
            store,
            turn.choice,
            turn.composed.hits,
            turn.opening,
            turn.query.move == "dilemma",
            turn.conversation.asked,
            turn.query.dilemma,
        )
        answer = verify_answer(replace(made.answer, dropped=dropped), store)
        if any(claim.verdict in ("verified", "supported") for claim in answer.claims):
            return Worded(replace(answer, model=name_of(line.model)), made.choice)
    composed = fall_back(turn.composed, "not_proved")
    return Worded(replace(composed, dropped=(*composed.dropped, *dropped)), turn.choice)


def listen(pieces: Iterator[str], prove: Judge, watch: Watch) -> tuple[Judged, ...]:
    """Return a reply judged claim by claim while it comes; what is proved so far is shown.

    One that breaks off is as good as what was proved of it; raises Failed where that is nothing.
    """
    heard: list[Judged] = []
    try:
        for one in read_reply(pieces):
            if isinstance(one, Partial):
                watch.show((*said(heard), Said(plain_words(one.text), False)))
            else:
                heard.append(prove(one))
                watch.show(said(heard))
    except Failed:
        if not any(isinstance(one, Told | Quoted) for one in heard):
            raise
    if not heard:
        raise Failed("Empty")
    return tuple(heard)


def repair(
    line: Line,
    messages: Sequence[object],
    heard: tuple[Judged, ...],
    prove: Judge,
    until: float,
    watch: Watch,
) -> tuple[Judged, ...]:
    """Return a reply in which what was refused is replaced, if one more request mends it."""
    failed = {n: one for n, one in enumerate(heard, 1) if needs_repair(one)}
    if not failed:
        return heard
    texts = load_texts("model")
    lines = [
        fill(texts["failed_line"], n=n, text=describe(one), reason=one.reason)
        for n, one in failed.items()
        if isinstance(one, Refused)
    ]
    mended = list(heard)

    def mend(pieces: Iterator[str]) -> None:
        waiting = list(failed)
        for one in read_reply(pieces):
            if isinstance(one, Partial) or one.n not in waiting:
                continue
            waiting.remove(one.n)
            judged = prove(one)
            if not isinstance(judged, Refused):
                mended[one.n - 1] = judged
                watch.show(said(mended))

    request = write_repair(messages, write_down(heard), lines)  # type: ignore[arg-type]
    try:
        ask(line, request, until, watch.gone, mend, retries=0)
    except Failed as failure:  # what was proved stands without it
        logging.getLogger(__name__).warning("a repair failed with %s", failure.kind)
    return tuple(mended)


def needs_repair(judged: Judged) -> bool:
    """Return whether a claim was refused for something that a second try may put right."""
    return isinstance(judged, Refused) and judged.repairable


def keep_few(heard: Sequence[Judged]) -> list[Judged]:
    """Return a reply in which there are not too many sentences of the model's own."""
    reason = load_texts("model")["reasons"]["one_more"]
    kept: list[Judged] = []
    for one in heard:
        if isinstance(one, Own) and sum(isinstance(other, Own) for other in kept) == OWN:
            kept.append(Refused(Proposed("coach", one.text), reason, repairable=False))
        else:
            kept.append(one)
    return kept


def enough(heard: Sequence[Judged]) -> bool:
    """Return whether what is proved is something, and at least half of what was claimed."""
    proved = {read(one) for one in heard if isinstance(one, Told | Quoted)}
    refused = sum(isinstance(one, Refused) and one.proposed.kind != "coach" for one in heard)
    return bool(proved) and len(proved) >= refused


def said(heard: Sequence[Judged]) -> tuple[Said, ...]:
    """Return what is proved of a reply, as a reader may see it."""
    return tuple(Said(read(one), True) for one in heard if not isinstance(one, Refused))


def read(one: Told | Quoted | Own) -> str:
    """Return a proved claim as plain text."""
    if isinstance(one, Quoted):
        return f"“{' '.join(one.quote.text.split())}”"
    return one.text


def describe(refused: Judged) -> str:
    """Return what a model said that was refused, as plain text."""
    assert isinstance(refused, Refused)
    return plain_words(refused.proposed.text)[:LONGEST_DROPPED]


def write_down(heard: Sequence[Judged]) -> str:
    """Return a reply as the model gave it, for it to read again; proved claims by their text."""
    kinds = {Told: "paraphrase", Quoted: "quote", Own: "coach"}
    lines = [
        {"kind": one.proposed.kind, "text": describe(one)}
        if isinstance(one, Refused)
        else {"kind": kinds[type(one)], "text": read(one)}
        for one in heard
    ]
    return "\n".join(json.dumps(entry, ensure_ascii=False) for entry in lines)
