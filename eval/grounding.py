"""Judges whole answers: every quotation on its page by its speaker, every mark with its source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coach.answer import Answer
from coach.coach import Coach
from coach.conversation import Conversation
from eval.dilemma import Dilemma
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class Grounding:
    """What one answer holds, counted, and what is wrong with it in plain words."""

    id: str
    kind: str
    quotations: int
    marks: int
    problems: tuple[str, ...]


def judge_grounding(coach: Coach, dilemmas: Sequence[Dilemma]) -> list[Grounding]:
    """Answer every dilemma twice and look at the last turn of each."""
    judged = []
    for dilemma in dilemmas:
        first, second = answer(coach, dilemma), answer(coach, dilemma)
        problems = find_problems(first, coach.store)
        if {**first.record(), "ms": None} != {**second.record(), "ms": None}:
            problems.append("two runs differ")
        quotations = sum(1 for citation in first.citations if citation.quote)
        marks = len(re.findall(r"\[\d+\]", first.text))
        judged.append(Grounding(dilemma.id, first.kind, quotations, marks, tuple(problems)))
    return judged


def answer(coach: Coach, dilemma: Dilemma) -> Answer:
    """Return the answer to the last turn of a dilemma."""
    conversation = Conversation()
    for turn in dilemma.turns:
        reply = coach.ask(turn, conversation)
        conversation = reply.conversation
    return reply.answer


def find_problems(given: Answer, store: Store) -> list[str]:
    """Return everything in an answer that its evidence does not bear out."""
    problems = []
    numbers = {citation.n for citation in given.citations}
    for mark in re.findall(r"\[(\d+)\]", given.text):
        if int(mark) not in numbers:
            problems.append(f"mark [{mark}] opens nothing")
    for citation in given.citations:
        if citation.kind == "passage":
            passage = store.passages.get(citation.evidence_id)
            if passage is None or citation.text != passage.text:
                problems.append(f"[{citation.n}] is no passage of the index")
            elif citation.quote is None or citation.quote not in passage.text:
                problems.append(f"[{citation.n}] is not in its passage")
            elif passage.speaker != citation.speaker:
                problems.append(f"[{citation.n}] is by {passage.speaker}")
            elif not on_page(
                citation.quote, passage.text, citation.page, citation.evidence_id, store
            ):
                problems.append(f"[{citation.n}] is not on page {citation.page}")
        elif citation.evidence_id not in store.experiences:
            problems.append(f"[{citation.n}] is no card")
    for claim in given.claims:
        if claim.kind != "coach" and not claim.citations:
            problems.append("a claim without citation")
        if not set(claim.citations) <= numbers:
            problems.append("a claim cites what was not issued")
    speakers = {c.speaker for c in given.citations} & store.interviewees
    if set(given.weight.names) != speakers or given.weight.count != len(speakers):
        problems.append("the people are counted wrongly")
    return problems


def on_page(quote: str, text: str, page: str, passage_id: str, store: Store) -> bool:
    """Say whether one of a quotation's places in its passage is wholly on a printed page."""
    passage = store.passages[passage_id]
    starts = [match.start() for match in re.finditer(re.escape(quote), text)]
    return any(
        passage.page_at(start).label == page
        and passage.page_at(start + len(quote) - 1).label == page
        for start in starts
    )
