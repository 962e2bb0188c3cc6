"""The nouns of evidence: passages of a report, experience cards, their quotations, and hits."""

from dataclasses import dataclass, field
from typing import Literal

PassageKind = Literal[
    "interview", "narrative", "biography", "note", "front", "contents", "references", "colophon"
]
CardKind = Literal["worked", "failed", "mixed", "advice"]
EvidenceKind = Literal["passage", "experience"]

# The only kinds of text that count as somebody's experience.
OFFERED: frozenset[str] = frozenset({"interview", "narrative"})


@dataclass(frozen=True, slots=True)
class PageSpan:
    """Characters start to end (exclusive) stand on this page."""

    start: int
    end: int
    label: str
    pdf_page: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Verbatim words of one speaker; id is a hash of source, place and text."""

    id: str
    text: str
    speaker: str
    role: str
    source: str
    section: str
    kind: PassageKind
    spans: tuple[PageSpan, ...]
    position: int
    document: str = ""
    twin_of: str = ""

    @property
    def offered(self) -> bool:
        """Whether the passage may be shown as experience, rather than as matter about it."""
        return self.kind in OFFERED

    def page_at(self, offset: int) -> PageSpan:
        """Return the page on which the character at offset stands."""
        for span in self.spans:
            if span.start <= offset < span.end:
                return span
        return self.spans[-1]


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words of a passage: text is passage.text[start:end], on one printed page or more."""

    text: str
    page: str
    pdf_page: int
    passage_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Experience:
    """A card in our own words, with the verbatim quotations its anchors resolved to."""

    id: str
    interviewee: str
    role: str
    source: str
    pages: tuple[str, ...]
    kind: CardKind
    situation: str
    did: str
    outcome: str
    lesson: str
    asks: tuple[str, ...]
    questions: tuple[str, ...]
    themes: tuple[str, ...]
    contrasts: tuple[str, ...]
    quotes: tuple[Quote, ...] = field(default=())
    voices: tuple[str, ...] = field(default=())  # more asks, that only the search reads

    @property
    def speaker(self) -> str:
        """The interviewee, under the name that passages use."""
        return self.interviewee

    @property
    def text(self) -> str:
        """The card as a person reads it: situation, what was done, what came of it, the lesson."""
        return "\n".join((self.situation, self.did, self.outcome, self.lesson))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the evidence speaks for; interviewee is False for authors and people quoted."""

    name: str
    role: str
    interviewee: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of evidence and how well it fits the question; higher is better.

    window is the text of it that came nearest to the question.
    """

    evidence: Passage | Experience
    score: float
    window: str = ""

    @property
    def kind(self) -> EvidenceKind:
        """Which of the two sorts of evidence this is."""
        return "passage" if isinstance(self.evidence, Passage) else "experience"

    @property
    def page(self) -> str:
        """The printed page to name: of the first quotation, of the card, or of the passage."""
        if isinstance(self.evidence, Passage):
            return self.evidence.spans[0].label
        if self.evidence.quotes:
            return self.evidence.quotes[0].page
        return self.evidence.pages[0]
