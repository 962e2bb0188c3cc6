"""Grounding: does every answer to every dilemma say only what its evidence bears out."""

from collections.abc import Sequence
from dataclasses import replace

from coach.answer import Answer, Citation
from eval.alce import Checker, Statement, judge_statements
from eval.align import shared
from eval.dataset import describe
from eval.dilemma import Dilemma, Gold, matches
from eval.grounding import (
    MARK,
    Noted,
    contrast_named,
    contrast_shown,
    dangling,
    find_problems,
    judge_citation,
    judge_people,
    noted_by_hand,
)
from eval.material import Material, Say
from eval.outcome import Case, Gate, Measure, Outcome, Record, Table, at_least
from eval.statistics import rule_of_three
from eval.tally import tally
from eval.twice import same
from vectorstore.store import Store

EVERY = {
    "quotations verbatim": "every quotation verbatim, on its page, by its speaker",
    "marks resolve": "every mark opens its evidence",
    "claims cited": "no claim without citation",
    "people counted": "the people of every answer counted rightly",
    "runs identical": "two runs identical but for their timings",
    "sound": "no answer with any other problem",
}
CONTRAST, CONTRASTS = "contrast where the gold has one", 0.90
MEASURES = (
    "citation recall",
    "citation precision",
    "weighted support",
    CONTRAST,
    "the gold's own contrast",
    "contrast where the first card names one",
    "answered",
)


def judge(material: Material, say: Say) -> Outcome:
    """Answer every dilemma twice and look at everything in the answers."""
    dilemmas = material.dilemmas
    say(f"{len(dilemmas)} answers, each asked for twice")
    noted = noted_by_hand(material.all_dilemmas)
    checker = Checker(material.store.interviewees)
    cases = [judge_dilemma(material, dilemma, noted, checker) for dilemma in dilemmas]
    every = [tally("grounding", name, cases) for name in EVERY]
    measures = [tally("grounding", name, cases, gated=name in MEASURES[:4]) for name in MEASURES]
    contrast = next(measure for measure in measures if measure.name == CONTRAST)
    skipped = [*material.pages.unread]
    if not material.with_report:
        skipped.append("No quotation was judged: without the report answers cite cards only.")
    elif not material.pages.documents:
        skipped.append("Quotations were held to the index only: the PDF is not in the library.")
    return Outcome(
        "grounding",
        gates=(
            *(gate_every(measure) for measure in every),
            at_least("grounding", contrast, CONTRASTS),
        ),
        cases=tuple(cases),
        measures=(*every, *measures),
        tables=(count(cases, material),),
        datasets=(describe("dilemmas", dilemmas),),
        skipped=tuple(skipped),
    )


def gate_every(measure: Measure) -> Gate:
    """Return the gate that something holds without exception."""
    demand = EVERY[measure.name]
    if measure.value is None:
        return Gate("grounding", demand, "could not be scored", None, "there was none to judge")
    if measure.value < 1:
        return Gate("grounding", demand, f"{measure.value:.2%}", False)
    bound = rule_of_three(measure.cases)
    measured = f"100 % ({measure.cases} answers; at most {bound:.1%} of others may fail)"
    return Gate("grounding", demand, measured, True)


def judge_dilemma(
    material: Material, dilemma: Dilemma, noted: Sequence[Noted], checker: Checker
) -> Case:
    """Return everything that can be said of the answer to one dilemma."""
    given = material.answer(dilemma.turns)
    store = material.store
    again = material.answer_again(dilemma)
    problems = find_problems(given, store, material.pages, noted)
    statements = judge_statements(given, checker)
    scores: dict[str, float] = {}
    weights: dict[str, float] = {}

    def put(name: str, good: int | float, of: int) -> None:
        if of:
            scores[name], weights[name] = good / of, float(of)

    quotations = [c for c in given.citations if c.quote is not None]
    bad = [c for c in quotations if judge_citation(c, store, material.pages, noted)]
    put("quotations verbatim", len(quotations) - len(bad), len(quotations))
    marks = MARK.findall(given.text)
    put("marks resolve", len(marks) - len(dangling(given)), len(marks))
    put("claims cited", sum(bool(s.citations) for s in statements), len(statements))
    put("people counted", not judge_people(given, store), 1)
    put("runs identical", same(given, again), 1)
    put("sound", not problems, 1)
    if not scores["runs identical"]:
        problems.append("two runs differ")
    if contrast_named(given, store):
        put("contrast where the first card names one", contrast_shown(given), 1)
    if dilemma.contrast and given.kind == "answer":
        own = cites(given, store, dilemma.contrast)
        put("the gold's own contrast", own, 1)
        put(CONTRAST, own or contrast_shown(given), 1)
        if not scores[CONTRAST]:
            problems.append("the gold has a contrast and none is shown")
    put("citation recall", sum(s.support == 1 for s in statements), len(statements))
    put("citation precision", sum(len(s.useful) for s in statements), cited(statements))
    put("weighted support", sum(s.support for s in statements), len(statements))
    put("answered", given.kind == "answer", 1)
    return Case(
        "grounding",
        dilemma.id,
        not problems,
        dilemma.turns[-1],
        tuple(problems),
        scores,
        weights,
        cluster=dilemma.id,
        tags=tuple(sorted(dilemma.tags)),
        people=given.weight.names,
        themes=themes_of(given, store),
        detail={
            "turns": list(dilemma.turns),
            "answer": {**given.record(), "ms": None},
            "statements": [describe_statement(s, given, store) for s in statements],
            "seconds": given.timings.get("total", 0.0) / 1000,
        },
    )


def cited(statements: Sequence[Statement]) -> int:
    """Return how many citations statements have between them."""
    return sum(len(statement.citations) for statement in statements)


def cites(given: Answer, store: Store, gold: Sequence[Gold]) -> bool:
    """Say whether an answer cites what the gold calls the contrast."""
    evidence = [
        store.experiences.get(citation.evidence_id) or store.passages.get(citation.evidence_id)
        for citation in given.citations
    ]
    return any(matches(one, entry, store) for one in evidence if one for entry in gold)


def themes_of(given: Answer, store: Store) -> tuple[str, ...]:
    """Return the themes of the cards that an answer cites."""
    cards = [store.experiences.get(citation.evidence_id) for citation in given.citations]
    return tuple(dict.fromkeys(theme for card in cards if card for theme in card.themes))


def describe_statement(statement: Statement, given: Answer, store: Store) -> Record:
    """Return a statement beside its evidence and the pages behind it, shared words marked."""
    by_number = {citation.n: citation for citation in given.citations}
    beside = []
    for citation in (by_number[n] for n in statement.citations if n in by_number):
        span = statement.span
        near = span[1:] if span and span[0] == citation.n else None
        at = citation.text.find(citation.quote) if citation.quote else -1
        quoted = (at, at + len(citation.quote or "")) if at >= 0 else near
        beside.append(describe_evidence(statement.text, citation, citation.text, quoted))
        card = store.experiences.get(citation.evidence_id)
        for quote in card.quotes if card else ():
            passage = store.passages[quote.passage_id]
            page = replace(
                citation, evidence_id=passage.id, kind="passage", page=quote.page, quote=quote.text
            )
            where = (quote.start, quote.end)
            beside.append(describe_evidence(statement.text, page, passage.text, where))
    return {
        "text": statement.text,
        "kind": statement.kind,
        "support": statement.support,
        "score": statement.score,
        "reasons": list(statement.reasons),
        "beside": beside,
    }


def describe_evidence(
    claim: str, citation: Citation, text: str, behind: tuple[int, int] | None
) -> Record:
    """Return a text beside a claim: the words that both have, and the stretch that matters."""
    ours, theirs = shared(claim, text)
    return {
        "n": citation.n,
        "evidence": citation.evidence_id,
        "kind": citation.kind,
        "speaker": citation.speaker,
        "page": citation.page,
        "text": text,
        "words": theirs,
        "claim words": ours,
        "behind": list(behind) if behind else None,
    }


def count(cases: Sequence[Case], material: Material) -> Table:
    """Return how much was judged."""

    def total(name: str) -> str:
        return str(int(sum(case.weights.get(name, 0) for case in cases)))

    read = "yes" if material.pages.documents else "no"
    rows = (
        ("answers", str(len(cases))),
        ("quotations", total("quotations verbatim")),
        ("marks", total("marks resolve")),
        ("claims to be proved", total("citation recall")),
        ("dilemmas whose gold has a contrast", total(CONTRAST)),
        ("quotations held to the PDF, read anew", read),
    )
    return Table("What was judged", ("", "count"), rows)
