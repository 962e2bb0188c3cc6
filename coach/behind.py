"""What stands behind a mark: the words in their passage, the card, and what is said around them."""

from dataclasses import dataclass

from coach.answer import Citation
from vectorstore.evidence import Experience, Passage, Quote
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class Behind:
    """All there is to see behind one citation; what is not there is None or empty.

    passage holds quote at its offsets. Without a quote whose place is certain, nothing in the
    passage is to be marked. also holds the card's other quotations.
    """

    citation: Citation
    passage: Passage | None = None
    quote: Quote | None = None
    card: Experience | None = None
    also: tuple[Quote, ...] = ()
    before: Passage | None = None
    after: Passage | None = None


def look_behind(store: Store, citation: Citation) -> Behind:
    """Return what stands behind a citation; whatever the store does not know stays empty."""
    if citation.kind == "experience":
        card = store.experiences.get(citation.evidence_id)
        quote = card.quotes[0] if card and card.quotes else None
        passage = store.passages.get(quote.passage_id) if quote else None
    else:
        passage = store.passages.get(citation.evidence_id)
        quote = place_quote(passage, citation) if passage else None
        card = card_of(store, quote) if quote else None
    if passage is None:
        return Behind(citation, card=card)
    before, after = store.neighbours(passage)
    also = tuple(other for other in card.quotes if other != quote) if card else ()
    return Behind(citation, passage, exact(passage, quote), card, also, before, after)


def place_quote(passage: Passage, citation: Citation) -> Quote | None:
    """Return a citation's quotation at its place, or None unless there is exactly one place."""
    words = citation.quote
    if not words or passage.text.count(words) != 1:
        return None
    start = passage.text.index(words)
    span = passage.page_at(start)
    return Quote(words, span.label, span.pdf_page, passage.id, start, start + len(words))


def exact(passage: Passage, quote: Quote | None) -> Quote | None:
    """Return a quotation if the passage has exactly its words at its offsets, else None."""
    if quote and quote.text and passage.text[quote.start : quote.end] == quote.text:
        return quote
    return None


def card_of(store: Store, quote: Quote) -> Experience | None:
    """Return the card that rests on these very words, or else on words that overlap them."""
    cards = [
        (other.start == quote.start and other.end == quote.end, card)
        for card in store.experiences.values()
        for other in card.quotes
        if other.passage_id == quote.passage_id
        and other.start < quote.end
        and quote.start < other.end
    ]
    return max(cards, key=lambda found: found[0])[1] if cards else None
