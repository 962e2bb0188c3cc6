"""Joins lines into whole paragraphs, across line breaks, hyphens and page breaks."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.document import Line, Page, Paragraph
from ingest.letters import printable
from vectorstore.evidence import PageSpan

ENDS_SENTENCE = re.compile(r"[.!?:…][’”'\")\]]*$")
LINE_HYPHEN = re.compile(r"\b(\w+)[-\u00ad\u2010]$")
LONGEST_WORD = 80  # characters; no hyphen is looked for further up
LONGEST_PARAGRAPH = 20_000  # characters; longer ones are not prose, and do not go on over a page


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document, to decide whether a hyphen at a line's end belongs to the word."""

    whole: frozenset[str]
    hyphenated: frozenset[str]
    breaks_words: bool


def join_paragraphs(pages: tuple[Page, ...]) -> tuple[Paragraph, ...]:
    """Return the document's paragraphs in reading order."""
    words = learn_words(pages)
    paragraphs: list[Paragraph] = []
    for page in pages:
        for block in split_blocks(page.lines):
            paragraph = join_lines(block, page, words)
            if not paragraph.text:
                continue
            if paragraphs and continues(paragraphs[-1], paragraph, page):
                paragraphs[-1] = join_pair(paragraphs[-1], paragraph, words)
            else:
                paragraphs.append(paragraph)
    return tuple(paragraphs)


def split_blocks(lines: tuple[Line, ...]) -> list[list[Line]]:
    """Split a page's lines where the face changes, the gap grows, or a first line is indented."""
    gaps = [
        upper.y - lower.y
        for upper, lower in pairwise(lines)
        if upper.size == lower.size and 0 < upper.y - lower.y < 4 * upper.size
    ]
    leading = median(gaps) if gaps else 0.0
    left = Counter(round(line.x) for line in lines).most_common(1)[0][0] if lines else 0
    blocks: list[list[Line]] = []
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else None
        if above is None or begins_block(above, line, leading, left):
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def begins_block(above: Line, line: Line, leading: float, left: int) -> bool:
    """Say whether a line begins a new paragraph below another."""
    if (above.size, above.font.split("-")[0]) != (line.size, line.font.split("-")[0]):
        return True
    if is_bold(above) != is_bold(line):
        return True
    gap = above.y - line.y
    if abs(gap) < 0.4 * max(line.size, 1.0):  # the same line, set in pieces
        return False
    if gap < 0 or gap > 1.35 * max(leading, line.size):
        return True
    indented = 5 < line.x - left < 60 and abs(above.x - left) < 2
    return indented and bool(ENDS_SENTENCE.search(above.text.rstrip()))


def is_bold(line: Line) -> bool:
    """Say whether a line is set in a bold or black face."""
    return bool(re.search(r"bold|black|heavy", line.font, re.IGNORECASE))


def join_lines(block: list[Line], page: Page, words: Words) -> Paragraph:
    """Join a block's lines into one paragraph on its page."""
    text = ""
    above: Line | None = None
    for line in block:
        same_line = above is not None and abs(above.y - line.y) < 0.4 * max(line.size, 1.0)
        piece = printable(line.text)
        if same_line:
            text = text.rstrip() + " " + piece.lstrip() if text else piece
        else:
            text = join_text(text, piece, words)
        above = line
    first = block[0]
    return Paragraph(
        text, first.size, first.font, (PageSpan(0, len(text), page.label, page.pdf_page),)
    )


def join_text(above: str, below: str, words: Words) -> str:
    """Join two lines: with a blank, or without where a word was broken."""
    if not above:
        return below
    broken = LINE_HYPHEN.search(above[-LONGEST_WORD:])
    if not broken or not re.match(r"\w", below):
        return f"{above} {below}"
    head = broken[1]
    tail = re.match(r"\w+", below)
    assert tail is not None
    if keeps_hyphen(head, tail[0], above[-1], words):
        return above + below
    return above[:-1] + below


def keeps_hyphen(head: str, tail: str, mark: str, words: Words) -> bool:
    """Say whether a hyphen at a line's end is the word's own ("day-to-day")."""
    if mark == "\u00ad":
        return False
    if not tail[0].islower():
        return True
    if f"{head}-{tail}".lower() in words.hyphenated:
        return True
    if (head + tail).lower() in words.whole:
        return False
    return not words.breaks_words


def learn_words(pages: tuple[Page, ...]) -> Words:
    """Learn from the lines' insides which words exist, and whether lines break words at all."""
    lines = [printable(line.text) for page in pages for line in page.lines]
    inside = " ".join(lines)
    whole = frozenset(word.lower() for word in re.findall(r"\w+", inside))
    hyphenated = frozenset(
        word.lower() for line in lines for word in re.findall(r"\b\w+-\w+", line)
    )
    broken = kept = 0
    for above, below in pairwise(lines):
        head, tail = LINE_HYPHEN.search(above[-LONGEST_WORD:]), re.match(r"[a-z]+", below)
        if head and tail:
            broken += (head[1] + tail[0]).lower() in whole
            kept += f"{head[1]}-{tail[0]}".lower() in hyphenated or head[1].lower() in whole
    return Words(whole, hyphenated, broken > kept)


def continues(above: Paragraph, below: Paragraph, page: Page) -> bool:
    """Say whether a paragraph that opens a page goes on with the one that closed the last."""
    last = above.spans[-1]
    if last.pdf_page == page.pdf_page or (above.size, above.font) != (below.size, below.font):
        return False
    if len(above.text) > LONGEST_PARAGRAPH:
        return False
    if re.match(r"[•\-–]\s|\W*\d+[.)]\s", below.text):
        return False
    if not ENDS_SENTENCE.search(above.text):
        return True
    return below.text[0].islower() or (has_open_quote(above.text) and below.text[0] not in "‘“'\"")


def has_open_quote(text: str) -> bool:
    """Say whether a curly quotation was opened and not closed by the end of the text."""
    if text.count("“") > text.count("”"):
        return True
    opened = text.rfind("‘")
    return opened >= 0 and not re.search(r"’(?!\w)", text[opened:])


def join_pair(above: Paragraph, below: Paragraph, words: Words) -> Paragraph:
    """Join two halves of a paragraph; every character keeps its page."""
    text = join_text(above.text, below.text, words)
    start = len(text) - len(below.text)
    last = replace(above.spans[-1], end=start)
    moved = tuple(
        replace(span, start=span.start + start, end=span.end + start) for span in below.spans
    )
    return replace(above, text=text, spans=(*above.spans[:-1], last, *moved))
