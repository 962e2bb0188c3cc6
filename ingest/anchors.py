"""Finds the verbatim quotation behind each anchor of a card."""

import re
from dataclasses import dataclass, replace

from ingest.cards import Anchor, Card
from vectorstore.evidence import Experience, Passage, Quote
from vectorstore.normalise import Match, normalise, normalise_with_offsets
from vectorstore.sentences import split_sentences

SHORT_QUOTE = 9  # words; a shorter sentence is quoted together with the next one
# The author opens a long quotation with a mark that closes only paragraphs later.
UNCLOSED = re.compile(r"^(?:[‘'](?!.*[’'](?!\w))|“(?!.*”))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LostAnchor:
    """An anchor that leads nowhere, or to more than one place, in the report it belongs to."""

    card: str
    anchor: str
    found: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """Cards as experiences with their quotations, and the anchors that could not be resolved."""

    experiences: tuple[Experience, ...]
    lost: tuple[LostAnchor, ...]


def resolve_anchors(cards: tuple[Card, ...], passages: tuple[Passage, ...]) -> Resolved:
    """Return every card as an experience; quotations only where its report is among the passages.

    An anchor is good when it stands exactly once on the card's pages in the words of the card's
    person. The card's first quotation is that of its first anchor.
    """
    by_speaker: dict[tuple[str, str], list[Passage]] = {}
    for passage in passages:
        if passage.offered:
            by_speaker.setdefault((passage.source, passage.speaker), []).append(passage)
    sources = {source for source, _ in by_speaker}
    folded = {passage.id: normalise_with_offsets(passage.text) for passage in passages}
    experiences: list[Experience] = []
    lost: list[LostAnchor] = []
    for card in cards:
        experience = card.experience
        spoken = by_speaker.get((experience.source, experience.interviewee), [])
        quotes: list[Quote] = []
        for anchor in card.anchors if experience.source in sources else ():
            needle = normalise(anchor.text)
            places = [
                (passage, match)
                for passage in spoken
                for match in folded[passage.id].find(needle)
                if passage.page_at(match.start).label in experience.pages
            ]
            if len(places) != 1:
                lost.append(LostAnchor(experience.id, anchor.text, len(places)))
                continue
            quote = quote_around(*places[0], anchor)
            if not any(q.passage_id == quote.passage_id and q.start == quote.start for q in quotes):
                quotes.append(quote)
        experiences.append(replace(experience, quotes=tuple(quotes)))
    return Resolved(tuple(experiences), tuple(lost))


def quote_around(passage: Passage, match: Match, anchor: Anchor) -> Quote:
    """Return the sentences that hold the match, as many as the anchor asks for."""
    sentences = split_sentences(passage.text)
    first = next(n for n, s in enumerate(sentences) if match.start < s.end)
    last = next(n for n, s in enumerate(sentences) if match.end <= s.end)
    last = min(max(last, first + anchor.sentences - 1), len(sentences) - 1)
    if last == first < len(sentences) - 1 and len(sentences[first].text.split()) < SHORT_QUOTE:
        last += 1
    page = passage.page_at(match.start)
    # A quotation is cited by one page, so it ends where that page ends.
    begin = max(sentences[first].start, page.start)
    finish = min(sentences[last].end, page.end)
    text = UNCLOSED.sub("", passage.text[begin:finish].strip())
    begin = passage.text.index(text, begin)
    return Quote(text, page.label, page.pdf_page, passage.id, begin, begin + len(text))
