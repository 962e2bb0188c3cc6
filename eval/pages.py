"""Reads a report's pages anew, by another library than the index does, to hold quotations to."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.readings import digest_file

LONE_NUMBER = re.compile(r"(?m)^\s*(\d{1,4}|[ivxlc]{1,7})\s*$")


@dataclass(frozen=True, slots=True)
class Page:
    """One physical page: only its letters and digits, and the numbers that stand by themselves."""

    letters: str
    label: str
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of documents by digest and physical number, from 1; unread says what failed."""

    documents: Mapping[str, Mapping[int, Page]]
    unread: tuple[str, ...]

    def find(self, document: str, pdf_page: int) -> Page | None:
        """Return a page, or None where the document was not read anew or has no such page."""
        return self.documents.get(document, {}).get(pdf_page)


def letters_of(text: str) -> str:
    """Return a text's letters and digits in lower case: no blanks or hyphens to differ by."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(letter for letter in plain if letter.isalnum())


def read_pages(reports: Sequence[Path]) -> Pages:
    """Return the pages of PDFs; one that cannot be read is named and left out."""
    import pypdfium2

    documents: dict[str, Mapping[int, Page]] = {}
    unread = []
    for report in reports:
        try:
            document = pypdfium2.PdfDocument(report)  # type: ignore[no-untyped-call]
        except (pypdfium2.PdfiumError, OSError) as error:
            unread.append(f"{report.name} cannot be read anew: {error}")
            continue
        try:
            documents[digest_file(report)] = {
                number + 1: read_page(
                    document[number].get_textpage().get_text_range(),
                    document.get_page_label(number),  # type: ignore[no-untyped-call]
                )
                for number in range(len(document))
            }
        finally:
            document.close()  # type: ignore[no-untyped-call]
    return Pages(documents, tuple(unread))


def read_page(text: str, label: str) -> Page:
    """Return a page from its text and the label that the PDF gives it, which may be empty."""
    tidy = text.replace("\r\n", "\n").replace("\ufffe", "").replace("\u00ad", "")
    numbers = frozenset(LONE_NUMBER.findall(tidy))
    edges = re.findall(r"\d+", " ".join([*tidy.split("\n")[:12], *tidy.split("\n")[-4:]]))
    return Page(letters_of(tidy), label, numbers | frozenset(edges))


def problems_of(
    quote: str, page: str, pdf_page: int | None, document: str, pages: Pages
) -> list[str]:
    """Return what a fresh reading of the PDF says against a quotation; [] also where unread."""
    if document not in pages.documents:
        return []
    found = pages.find(document, pdf_page or 0)
    if found is None:
        return [f"the PDF has no page {pdf_page}"]
    problems = []
    if letters_of(quote) not in found.letters:
        problems.append(f"the PDF's page {pdf_page}, read anew, does not have the quotation")
    if found.label and found.label != page:
        problems.append(f"the PDF calls page {pdf_page} {found.label}, not {page}")
    elif not found.label and found.numbers and page not in found.numbers:
        problems.append(f"page {pdf_page} of the PDF does not bear the number {page}")
    return problems
