"""Proves what a model would say, one claim at a time, by the evidence it cites and nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coach.model.inert import has_markup, plain_words
from coach.model.offer import Offered
from coach.model.own import is_plain_own
from coach.model.reply import Proposed
from coach.quotation import cut
from coach.verify.check import check_claim
from coach.verify.evidence import Evidence
from coach.verify.exact import find_quotation
from coach.verify.quoted import find_quoted
from coach.verify.sentence_type import type_sentence
from coach.verify.sources import is_told_by
from coach.verify.words import split_words
from prompts.load import fill, load_texts
from vectorstore.evidence import Passage, Quote
from vectorstore.normalise import normalise
from vectorstore.sentences import split_sentences
from vectorstore.store import Store

LONGEST_TELLING = 60  # words
SAYS = 4  # words with content in every paraphrase; fewer are found almost anywhere
LONGEST_QUOTATION = 80
COPIED = 7  # words in a row of somebody's verbatim text are a quotation, and must look like one
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Told:
    """A paraphrase that its evidence supports."""

    text: str
    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Whole sentences of a passage, as they stand there."""

    quote: Quote
    passage: Passage
    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """A sentence of the model's own that states nothing."""

    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """What was not proved, and why, for the model to read."""

    proposed: Proposed
    reason: str
    repairable: bool = True


Judged = Told | Quoted | Own | Refused


def judge(
    proposed: Proposed, offered: Mapping[str, Offered], store: Store, names: frozenset[str]
) -> Judged:
    """Return what a claim is once it has been held against the evidence it cites."""
    reasons = load_texts("model")["reasons"]
    text = plain_words(proposed.text)
    if proposed.kind == "broken" or not text:
        return Refused(proposed, reasons["broken"])
    cited = tuple(offered[one] for one in proposed.ids if one in offered)
    if proposed.kind == "quote":
        return quote(proposed, text, cited)
    if has_markup(text) or find_quoted(text):
        return Refused(proposed, reasons["markup"])
    if text.endswith("?"):
        return Refused(proposed, reasons["question"], repairable=False)
    if proposed.kind == "coach" or not states_something(text):
        if is_plain_own(text, store, names):
            return Own(text)
        return Refused(proposed, reasons["not_own"], repairable=proposed.kind != "coach")
    if not cited:
        return Refused(proposed, reasons["no_id"])
    return tell(proposed, text, cited, store)


def states_something(text: str) -> bool:
    """Return whether any sentence of a text is a claim."""
    return any(type_sentence(sentence.text) == "claim" for sentence in split_sentences(text))


def quote(proposed: Proposed, text: str, cited: tuple[Offered, ...]) -> Judged:
    """Return the whole sentences of ours that a quotation is from; the model's text is not kept."""
    reasons = load_texts("model")["reasons"]
    if not cited:
        return Refused(proposed, reasons["no_id"])
    for one in cited:
        for passage in one.passages:
            found = find_quotation(text, passage.text)
            if found:
                whole = whole_sentences(passage, found.start, found.end)
                if whole is None:
                    return Refused(proposed, reasons["too_long"])
                return Quoted(whole, passage, (one,))
    return Refused(proposed, reasons["not_quoted"])


def whole_sentences(passage: Passage, start: int, end: int) -> Quote | None:
    """Return the sentences that a stretch of a passage is part of, if they fit, on one page.

    Half a sentence may say the opposite of the whole.
    """
    inside = [s for s in split_sentences(passage.text) if s.start < end and start < s.end]
    whole = cut(passage, inside[0].start, inside[-1].end) if inside else None
    return whole if whole and len(whole.text.split()) <= LONGEST_QUOTATION else None


def tell(proposed: Proposed, text: str, cited: tuple[Offered, ...], store: Store) -> Judged:
    """Return a paraphrase if the evidence cited supports it; if it is a copy, the quotation."""
    reasons = load_texts("model")["reasons"]
    if len(text.split()) > LONGEST_TELLING:
        return Refused(proposed, reasons["too_long"])
    if sum(word.is_content for word in split_words(text)) < SAYS:
        return Refused(proposed, reasons["too_little"])
    copied = quote(proposed, text, cited)
    if isinstance(copied, Quoted):
        return copied
    if any(copies(text, passage.text) for one in cited for passage in one.passages):
        return Refused(proposed, reasons["copied"])
    evidence = tuple(piece for one in cited for piece in evidence_of(one))
    if is_told_by(text, evidence):
        return Told(text, cited)
    check = check_claim(text, evidence, store.interviewees)
    if check.verdict in ("supported", "verified"):
        return Told(text, cited)
    why = fill(reasons["unsupported"], reasons="; ".join(check.reasons[:3]))
    return Refused(proposed, why)


def evidence_of(offered: Offered) -> tuple[Evidence, ...]:
    """Return everything a claim that cites this id may rest on: the card, and its passages."""
    evidence = offered.hit.evidence
    if isinstance(evidence, Passage):
        return (Evidence(evidence.text, evidence.speaker, evidence.spans[0].label),)
    pages = ", ".join(evidence.pages)
    return (
        Evidence(evidence.text, evidence.interviewee, pages),
        *(Evidence(passage.text, passage.speaker, pages) for passage in offered.passages),
    )


def copies(text: str, passage: str) -> bool:
    """Return whether a text has so many words in a row of a passage that it is a quotation."""
    mine, theirs = (WORD.findall(normalise(one).lower()) for one in (text, passage))
    runs = {tuple(theirs[at : at + COPIED]) for at in range(len(theirs) - COPIED + 1)}
    return any(tuple(mine[at : at + COPIED]) in runs for at in range(len(mine) - COPIED + 1))
