"""The nouns of a document as it is read: lines, pages, paragraphs, and how the reading ended."""

from dataclasses import dataclass

from vectorstore.evidence import PageSpan


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type: where its first letter stands (points from the lower left) and its face."""

    x: float
    y: float
    size: float
    font: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the document's own outline."""

    title: str
    pdf_page: int
    depth: int


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as the reader found it, furniture included; error says why it could not be read."""

    pdf_page: int
    height: float
    lines: tuple[Line, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What the reading child reported of one file."""

    title: str
    author: str
    page_count: int
    outline: tuple[Heading, ...]
    labels: tuple[str, ...]
    pages: tuple[RawPage, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines with layout noise removed, under its printed label and physical number."""

    label: str
    pdf_page: int
    lines: tuple[Line, ...]
    furniture: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A whole paragraph, joined across lines and pages, with the face it is set in."""

    text: str
    size: float
    font: str
    spans: tuple[PageSpan, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A run of paragraphs under one heading; speaker and role only where one person talks."""

    title: str
    kind: str
    paragraphs: tuple[Paragraph, ...]
    speaker: str = ""
    role: str = ""


class UnreadableDocument(Exception):
    """A file that cannot become evidence, with the outcome it ends in and a plain reason."""

    def __init__(self, outcome: str, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
