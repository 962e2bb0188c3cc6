"""Finds what a person says about time: how long something took, since when, by when."""

import re
from dataclasses import dataclass

from coach.quotation import HANGING, SHORTEST, cut
from vectorstore.evidence import Experience, Passage, Quote
from vectorstore.sentences import Sentence, evidence_sentences
from vectorstore.store import Store

NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty"
    r"|thirty|half a|a|a couple of|several|many|some|a few|the (?:first|last|next|past) \w+)"
)
UNIT = r"(?:days?|weeks?|fortnights?|months?|years?|decades?|generations?|hours?)"
LENGTH = re.compile(rf"\b{NUMBER}(?:[ -]and[ -]a[ -]half)?[ -]{UNIT}\b", re.IGNORECASE)
DATE = re.compile(
    r"\b(?:since (?:19|20)\d\d|in (?:19|20)\d\d|until (?:19|20)\d\d|from (?:19|20)\d\d"
    r"|over the years"
    r"|years (?:ago|later)|takes? (?:time|ages|years|months)|took (?:time|ages|years|months)"
    r"|long[ -]term|overnight|(?:a )?long time|for years|for ages)\b",
    re.IGNORECASE,
)
NEAR = 3  # sentences before and after a quotation that are still about it
LONGEST = 60  # words


@dataclass(frozen=True, slots=True)
class Time:
    """What is said of time: the person's very words, the card's sentence, or neither."""

    quote: Quote | None
    told: str


def find_time(store: Store, card: Experience) -> Time:
    """Return what a card, and the words it rests on, say about how long it took."""
    told = [s.text for part in (card.did, card.outcome) for s in evidence_sentences(part)]
    told = [text for text in told if LENGTH.search(text) or DATE.search(text)]
    quotes = []
    for quote in card.quotes:
        passage = store.passages[quote.passage_id]
        for rank, sentence in near(passage, quote):
            found = LENGTH.search(sentence.text) or DATE.search(sentence.text)
            if found and len(sentence.text.split()) <= LONGEST:
                weaker = not LENGTH.search(sentence.text)
                quotes.append((weaker, rank, with_what_it_hangs_on(passage, sentence)))
    quotes = [found for found in quotes if found[2]]
    best = min(quotes, key=lambda found: found[:2])[2] if quotes else None
    return Time(best, told[0] if told else "")


def with_what_it_hangs_on(passage: Passage, sentence: Sentence) -> Quote | None:
    """Return a sentence as a quotation, with the one before it if it says little by itself."""
    if len(sentence.text.split()) >= SHORTEST and not HANGING.match(sentence.text):
        return cut(passage, sentence.start, sentence.end)
    before = [s for s in evidence_sentences(passage.text) if s.end <= sentence.start][-1:]
    start = before[0].start if before else sentence.start
    longer = cut(passage, start, sentence.end)
    if longer and len(longer.text.split()) <= LONGEST:
        return longer
    return cut(passage, sentence.start, sentence.end)


def near(passage: Passage, quote: Quote) -> list[tuple[int, Sentence]]:
    """Return the sentences of a quotation and around it, each with its distance."""
    sentences = evidence_sentences(passage.text)
    inside = [n for n, s in enumerate(sentences) if s.start < quote.end and quote.start < s.end]
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    around = range(max(0, first - NEAR), min(len(sentences), last + NEAR + 1))
    return [(max(first - n, n - last, 0), sentences[n]) for n in around]


def says_time(store: Store, card: Experience) -> bool:
    """Say whether a card, or what is said around its quotations, speaks of time."""
    time = find_time(store, card)
    return bool(time.quote or time.told)
