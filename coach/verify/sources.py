"""Holds a citation against the index: what it opens must be there, word, speaker and page."""

from collections.abc import Sequence
from functools import lru_cache

from coach.answer import Citation
from coach.verify.attribution import spread
from coach.verify.evidence import Evidence
from coach.verify.exact import find_places
from vectorstore.evidence import Passage
from vectorstore.normalise import normalise
from vectorstore.sentences import split_sentences
from vectorstore.store import Store


def is_sound(citation: Citation, store: Store) -> bool:
    """Return whether a citation is the index's own in text, speaker, source, page and quotation."""
    if citation.kind == "passage":
        passage = store.passages.get(citation.evidence_id)
        if passage is None or citation.text != passage.text:
            return False
        if (citation.speaker, citation.source) != (passage.speaker, passage.source):
            return False
        if citation.quote is None:
            return citation.page in {span.label for span in passage.spans}
        return stands_on_page(citation.quote, passage, citation.page)
    card = store.experiences.get(citation.evidence_id)
    if card is None or citation.text != card.text or citation.quote is not None:
        return False
    pages = {*card.pages, *(quote.page for quote in card.quotes)}
    own = (card.interviewee, card.source)
    return (citation.speaker, citation.source) == own and citation.page in pages


def stands_on_page(quotation: str, passage: Passage, page: str) -> bool:
    """Return whether a quotation stands in a passage on just the printed page, or pages, named."""
    return any(set(spread(page)) == pages for pages in pages_of(quotation, passage))


@lru_cache(maxsize=1024)
def pages_of(quotation: str, passage: Passage) -> tuple[frozenset[str], ...]:
    """Return for each place at which a passage has a quotation the printed pages it is on."""
    return tuple(
        frozenset(
            span.label
            for span in passage.spans
            if span.start < match.end and match.start < span.end
        )
        for match in find_places(quotation, passage.text)
    )


def evidence_of(citation: Citation, store: Store) -> tuple[Evidence, ...]:
    """Return what a sound citation opens: a passage, or a card with the passages it quotes."""
    if citation.kind == "passage":
        return (Evidence(citation.text, citation.speaker, citation.page),)
    card = store.experiences[citation.evidence_id]
    passages = [store.passages[i] for i in dict.fromkeys(q.passage_id for q in card.quotes)]
    pages = ", ".join(card.pages)
    return (
        Evidence(card.text, card.interviewee, pages),
        *(Evidence(passage.text, passage.speaker, pages) for passage in passages),
    )


def is_told_by(claim: str, evidence: Sequence[Evidence]) -> bool:
    """Return whether a claim is, letter for letter, whole sentences of one piece of evidence."""
    told = [normalise(sentence.text) for sentence in split_sentences(claim)]
    return bool(told) and any(set(told) <= sentences_of(one.text) for one in evidence)


@lru_cache(maxsize=512)
def sentences_of(text: str) -> frozenset[str]:
    """Return the sentences of a text, normalised."""
    return frozenset(normalise(sentence.text) for sentence in split_sentences(text))
