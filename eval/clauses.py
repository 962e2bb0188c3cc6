"""The true sentences of our cards, with the pages they rest on, to be made false."""

from dataclasses import dataclass

from coach.verify.check import GAP
from coach.verify.evidence import Evidence
from coach.verify.sentence_type import type_sentence
from vectorstore.evidence import Experience
from vectorstore.sentences import split_sentences
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class Clause:
    """A true sentence about what someone said, with the pages it rests on and its card's text."""

    text: str
    speaker: str
    pages: tuple[Evidence, ...]
    card: Evidence


def find_clauses(store: Store) -> tuple[Clause, ...]:
    """Return the claims of all cards whose printed pages the index has, with those pages' texts."""
    clauses = []
    for card in store.experiences.values():
        pages = [(label, text) for label in card.pages if (text := page_text(store, card, label))]
        if len(pages) < len(card.pages):
            continue
        evidence = tuple(Evidence(text, card.speaker, label) for label, text in pages)
        told = " ".join((card.did, card.outcome, card.lesson))
        cited = Evidence(told, card.speaker, ", ".join(card.pages))
        clauses += [
            Clause(sentence.text, card.speaker, evidence, cited)
            for sentence in split_sentences(told)
            if type_sentence(sentence.text) == "claim"
        ]
    return tuple(clauses)


def page_text(store: Store, card: Experience, label: str) -> str:
    """Return what stands on one printed page of a card's source, "" if the index has none of it."""
    return GAP.join(
        passage.text[span.start : span.end]
        for passage in store.passages.values()
        if passage.source == card.source
        for span in passage.spans
        if span.label == label
    )
