"""Draws a page of a PDF, and says where on it given words stand: exactly there, or nowhere."""

import ctypes
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

WIDTH = 1080  # pixels of a drawn page; enough to be read when zoomed to twice a panel's width
TALLEST = 4 * WIDTH
QUALITY = 85
ALONE = Lock()  # PDFium must not be used by two threads at a time


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, as fractions of the page's width and height from the top left."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a JPEG, how many pages there are, and the places of the words asked for."""

    image: bytes
    width: int
    height: int
    pages: int
    places: tuple[Place, ...]


def draw_page(pdf: Path, pdf_page: int, words: str = "") -> Picture:
    """Draw a page, counted from 1, and find words on it.

    Raises OSError when the file cannot be read, and IndexError when there is no such page.
    """
    import pypdfium2

    open_pdf: Any = pypdfium2.PdfDocument  # without types
    with ALONE:
        try:
            document = open_pdf(pdf)
        except (pypdfium2.PdfiumError, FileNotFoundError) as error:
            raise OSError(f"{pdf.name} cannot be opened") from error
        try:
            if not 1 <= pdf_page <= len(document):
                raise IndexError(f"there is no page {pdf_page} in {pdf.name}")
            page = document[pdf_page - 1]
            width, height = page.get_size()
            if height * WIDTH > TALLEST * width:
                raise OSError(f"page {pdf_page} of {pdf.name} is too tall to draw")
            image = page.render(scale=WIDTH / width).to_pil().convert("RGB")
            file = io.BytesIO()
            image.save(file, "JPEG", quality=QUALITY)
            places = find_places(page, words, image.width, image.height)
            return Picture(file.getvalue(), image.width, image.height, len(document), places)
        finally:
            document.close()


def find_places(page: Any, words: str, width: int, height: int) -> tuple[Place, ...]:
    """Return one rectangle for each line of the words; none unless they stand there just once.

    Spaces, hyphens and the shape of quotation marks differ between a page and its text, so only
    letters and digits are compared; all of them, in order.
    """
    text_page = page.get_textpage()
    letters: list[str] = []
    origins: list[int] = []
    count = text_page.count_chars()
    for index in range(count):
        for letter in only_letters(read_char(text_page, index)):
            letters.append(letter)
            origins.append(index)
    wanted = "".join(only_letters(words))
    drawn = "".join(letters)
    if not wanted or drawn.count(wanted) != 1:
        return ()
    start = drawn.index(wanted)
    first, last = origins[start], origins[start + len(wanted) - 1]
    if inside_word(text_page, first, last, count):
        return ()
    rectangles = text_page.count_rects(first, last - first + 1)
    return tuple(
        place_on(page, text_page.get_rect(row), width, height) for row in range(rectangles)
    )


def read_char(text_page: Any, index: int) -> str:
    """Return the character at an index of a page; what cannot be one is a space."""
    from pypdfium2 import raw

    pdfium: Any = raw  # without types
    code = pdfium.FPDFText_GetUnicode(text_page, index)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def only_letters(text: str) -> list[str]:
    """Return the letters and digits of a text, ligatures resolved, capitals kept."""
    return [letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum()]


def inside_word(text_page: Any, first: int, last: int, count: int) -> bool:
    """Return whether a stretch of characters begins or ends in the middle of a word."""
    before = read_char(text_page, first - 1) if first else " "
    after = read_char(text_page, last + 1) if last + 1 < count else " "
    return before.isalnum() or after.isalnum()


def place_on(
    page: Any, rectangle: tuple[float, float, float, float], width: int, height: int
) -> Place:
    """Return a rectangle of a page's own space as a place on its picture."""
    left, bottom, right, top = rectangle
    corners = [to_picture(page, x, y, width, height) for x, y in ((left, top), (right, bottom))]
    (x0, x1), (y0, y1) = (sorted(pair) for pair in zip(*corners, strict=True))
    return Place(x0 / width, y0 / height, (x1 - x0) / width, (y1 - y0) / height)


def to_picture(page: Any, x: float, y: float, width: int, height: int) -> tuple[int, int]:
    """Return the pixel of a point, rotation and cropping of the page allowed for."""
    from pypdfium2 import raw

    pdfium: Any = raw  # without types
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return across.value, down.value
