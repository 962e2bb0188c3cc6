"""Chooses a person's words to show: whole sentences, not too long, and more than is told."""

import re
from collections.abc import Iterator

from vectorstore.evidence import Experience, Passage, Quote
from vectorstore.lexical import tokens
from vectorstore.sentences import Sentence, evidence_sentences
from vectorstore.store import Store

LONGEST = 45  # words; a longer quotation is cut down to whole sentences
TOO_LONG = 65  # words, from which the sentence beside it is considered instead
SHORTEST = 7  # words; a shorter one is a scrap
REPEATED = 0.5  # what it costs to say again in their words what was told in ours
LATER = 0.5  # what it costs to stand later among the card's quotations
# A sentence that begins so hangs on the one before it.
HANGING = re.compile(r"[‘“'\"]?(?:and|or|because|which|nor|it|this|they|that)\b", re.IGNORECASE)
TURNING = re.compile(r"[‘“'\"]?(?:but|so|then)\b", re.IGNORECASE)  # usual in speech


def pick_quote(store: Store, card: Experience, told: str, seen: frozenset[str]) -> Quote | None:
    """Return the best of a card's quotations beside a telling, one not seen if there is one.

    seen holds quotations by their text; told is what is said of the card in our words. The card's
    first quotation is its point, and what comes after counts less: on dev the words shown are the
    very ones looked for in 61 of 100 such answers, in 48 when only the repetition counted.
    """
    said = set(tokens(told))

    def grate(place: int, quote: Quote) -> tuple[bool, float]:
        words = quote.text.split()
        mine = set(tokens(quote.text))
        repeated = len(mine & said) / len(mine) if mine else 1.0
        cost = REPEATED * repeated + LATER * min(place, 2)
        cost += 0.35 if HANGING.match(quote.text) else 0.0
        cost += 0.1 if TURNING.match(quote.text) else 0.0
        cost += 0.5 if len(words) < SHORTEST else 0.0
        cost += 0.02 * max(0, len(words) - LONGEST)
        return quote.text in seen, cost

    wordings = [
        (place, wording)
        for place, quote in enumerate(card.quotes)
        for wording in reword(quote, store.passages[quote.passage_id])
    ]
    best = min(wordings, key=lambda wording: grate(*wording), default=None)
    return best[1] if best else None


def reword(quote: Quote, passage: Passage) -> Iterator[Quote]:
    """Yield a quotation at a length to be read, and with the sentence it hangs on."""
    sentences = evidence_sentences(passage.text)
    inside = [s for s in sentences if s.start < quote.end and quote.start < s.end]
    if not inside:
        yield quote
        return
    short = quote
    if len(quote.text.split()) > LONGEST and inside[0].start >= quote.start:
        short = cut(passage, quote.start, last_within(passage, inside).end) or quote
    yield short
    first = sentences.index(inside[0])
    if len(short.text.split()) > TOO_LONG:
        last = sentences.index(inside[-1])
        for beside in (*sentences[last + 1 : last + 2], *sentences[max(0, first - 1) : first]):
            other = cut(passage, beside.start, beside.end)
            if other and not HANGING.match(other.text):
                yield other
    if first and HANGING.match(short.text):
        longer = cut(passage, sentences[first - 1].start, short.end)
        if longer and len(longer.text.split()) <= LONGEST and not HANGING.match(longer.text):
            yield longer


def last_within(passage: Passage, sentences: list[Sentence]) -> Sentence:
    """Return the last of some sentences that still fits in with those before it."""
    last = sentences[0]
    for sentence in sentences[1:]:
        if len(passage.text[sentences[0].start : sentence.end].split()) > LONGEST:
            break
        last = sentence
    return last


def cut(passage: Passage, start: int, end: int) -> Quote | None:
    """Return characters start to end of a passage as a quotation, if they are on one page."""
    first, last = passage.page_at(start), passage.page_at(end - 1)
    if first.label != last.label:
        return None
    return Quote(passage.text[start:end], first.label, first.pdf_page, passage.id, start, end)
