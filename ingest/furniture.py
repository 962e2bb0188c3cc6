"""Tells a page's text from its furniture: running heads, footers, chapter tabs, page numbers."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from ingest.document import Line, Page, RawDocument, RawPage

MARGIN = 0.09  # of the page's height, above and below, where repeated matter is furniture


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line is set and in which size; repeated matter keeps its place, or its height."""

    x: int
    y: int
    size: float


def clean_pages(document: RawDocument) -> tuple[Page, ...]:
    """Return the readable pages without furniture, each under its printed label."""
    repeated = repeated_places(document.pages)
    text_face = main_face(document.pages)
    bare = [
        (page, *split_page(page, repeated, text_face)) for page in document.pages if not page.error
    ]
    if not any(body for _, body, _ in bare):  # what is everywhere and alone is the text
        bare = [(page, page.lines, ()) for page, _, _ in bare]
    labels = printed_labels(document, [(page, furniture) for page, _, furniture in bare])
    return tuple(
        Page(labels[page.pdf_page], page.pdf_page, body, furniture)
        for page, body, furniture in bare
    )


def place_of(line: Line) -> Place:
    """Return the line's place, coarse enough to survive rounding."""
    return Place(round(line.x / 3), round(line.y / 3), line.size)


def shape_of(line: Line) -> str:
    """Return the line's text with its digits folded, so that page numbers repeat."""
    return re.sub(r"\d+", "#", line.text.strip())


def repeated_places(pages: tuple[RawPage, ...]) -> set[tuple[str, Place]]:
    """Return what recurs on at least three pages and a tenth of them, at one place, as furniture.

    In the page's margins the height decides (a footer names each chapter in turn, and its page
    number moves with the title's length), elsewhere place and text together (chapter tabs).
    """
    seen: Counter[tuple[str, Place]] = Counter()
    for page in pages:
        keys = {key for line in page.lines for key in keys_of(line, page)}
        seen.update(keys)
    enough = max(3, len(pages) // 10)
    return {key for key, count in seen.items() if count >= enough}


def keys_of(line: Line, page: RawPage) -> list[tuple[str, Place]]:
    """Return the keys under which a line may count as repeated."""
    place = place_of(line)
    keys = []
    text = line.text.strip()
    if len(text) <= 3 and text.isdigit():
        keys.append((text, place))  # a tab shows the same digit at the same place
    if in_margin(line, page):
        height = Place(0, place.y, line.size)
        keys += [("", height), (shape_of(line), height)]
    return keys


def main_face(pages: tuple[RawPage, ...]) -> tuple[str, float]:
    """Return the font and size in which most characters are set."""
    faces = Counter[tuple[str, float]]()
    for page in pages:
        for line in page.lines:
            faces[(line.font, line.size)] += len(line.text)
    return faces.most_common(1)[0][0] if faces else ("", 0.0)


def in_margin(line: Line, page: RawPage) -> bool:
    """Say whether a line stands in the page's head or foot."""
    return line.y < MARGIN * page.height or line.y > (1 - MARGIN) * page.height


def split_page(
    page: RawPage, repeated: set[tuple[str, Place]], text_face: tuple[str, float]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the page's body and its furniture.

    Body text also reaches into the margins at a repeated place, so a line there is furniture only
    when it is set apart from the page's and the document's main face, or repeats as text. A line
    in larger type is a heading, unless it repeats as text.
    """
    inner = tuple(line for line in page.lines if not in_margin(line, page))
    main = {main_face((replace(page, lines=inner),)), text_face}
    body: list[Line] = []
    furniture: list[Line] = []
    for line in page.lines:
        keys = [key for key in keys_of(line, page) if key in repeated]
        by_text = any(key[0] for key in keys)
        set_apart = (line.font, line.size) not in main and line.size < 1.2 * text_face[1]
        (furniture if by_text or (keys and set_apart) else body).append(line)
    return tuple(body), tuple(furniture)


def printed_labels(
    document: RawDocument, pages: list[tuple[RawPage, tuple[Line, ...]]]
) -> dict[int, str]:
    """Return each page's printed label, by physical page.

    A number in the furniture counts as printed when it runs on with the pages: the offset between
    printed and physical number that most pages share. Pages without one take it from that offset,
    else from the file's own labels, else the physical number.
    """
    offsets: Counter[int] = Counter()
    numbers: dict[int, set[int]] = defaultdict(set)
    for page, furniture in pages:
        for line in furniture:
            for token in re.findall(r"\b\d{1,4}\b", line.text):
                if in_margin(line, page):
                    numbers[page.pdf_page].add(int(token))
        offsets.update({page.pdf_page - number for number in numbers[page.pdf_page]})
    offset, votes = offsets.most_common(1)[0] if offsets else (0, 0)
    running = votes >= max(2, len(pages) // 3)
    labels = {}
    for page in document.pages:
        own = document.labels[page.pdf_page - 1] if document.labels else str(page.pdf_page)
        if running:
            number = page.pdf_page - offset
            own = str(number) if number > 0 else f"front {page.pdf_page}"
        labels[page.pdf_page] = own or str(page.pdf_page)
    return labels
