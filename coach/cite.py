"""Cites a piece of evidence: a card or a passage as a whole, or a quotation in its passage."""

from coach.answer import Citation
from vectorstore.evidence import Experience, Passage, Quote


def cite(evidence: Passage | Experience, n: int) -> Citation:
    """Return the citation that opens a piece of evidence as a whole."""
    return cite_card(evidence, n) if isinstance(evidence, Experience) else cite_passage(evidence, n)


def cite_card(card: Experience, n: int) -> Citation:
    """Return the citation that opens a card."""
    page = card.quotes[0].page if card.quotes else card.pages[0]
    return Citation(
        n=n,
        evidence_id=card.id,
        kind="experience",
        speaker=card.interviewee,
        role=card.role,
        source=card.source,
        page=page,
        pdf_page=card.quotes[0].pdf_page if card.quotes else None,
        quote=None,
        text=card.text,
    )


def cite_passage(passage: Passage, n: int, quote: Quote | None = None) -> Citation:
    """Return the citation of a quotation in its passage, or of the passage as a whole."""
    first = passage.spans[0]
    return Citation(
        n=n,
        evidence_id=passage.id,
        kind="passage",
        speaker=passage.speaker,
        role=passage.role,
        source=passage.source,
        page=quote.page if quote else first.label,
        pdf_page=quote.pdf_page if quote else first.pdf_page,
        quote=quote.text if quote else None,
        text=passage.text,
    )
