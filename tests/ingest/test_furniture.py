"""Tests of ingest/furniture.py."""

import re
from pathlib import Path

from ingest.document import Line, Page, RawDocument, RawPage
from ingest.furniture import clean_pages
from ingest.read import read_pdf

OWN = "more words than all the furniture has, and all of them of page"


def raw(pages: list[list[Line]], labels: tuple[str, ...] = ()) -> RawDocument:
    numbered = tuple(RawPage(n, 800, tuple(lines)) for n, lines in enumerate(pages, 1))
    return RawDocument("", "", len(pages), (), labels, numbered)


def text_line(y: float, text: str) -> Line:
    return Line(72, y, 10, "Times", text)


def words(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def set_page(number: int, footer: str) -> list[Line]:
    """Return a page with head, footer and tabs around one line of text of its own."""
    return [
        Line(72, 780, 8, "Arial", "A running head"),
        Line(500, 400, 8, "Arial", "2"),
        Line(500, 420, 8, "Arial", "1"),
        text_line(500, f"{OWN} {'abcdefghijkl'[number - 1]}"),
        Line(400 - 4 * len(footer), 20, 8, "Arial", f"{footer} {number + 4}"),
    ]


def test_head_footer_and_tabs_go_and_the_text_stays() -> None:
    footers = ["One", "One", "Another part", "The third", "The third"]
    pages = clean_pages(raw([set_page(n, footer) for n, footer in enumerate(footers, 1)]))
    assert [words(page) for page in pages] == [[f"{OWN} {letter}"] for letter in "abcde"]


def test_the_printed_number_is_read_off_the_footer() -> None:
    pages = clean_pages(raw([set_page(n, "Part") for n in range(1, 6)]))
    assert [(page.label, page.pdf_page) for page in pages] == [
        ("5", 1), ("6", 2), ("7", 3), ("8", 4), ("9", 5)
    ]  # fmt: skip


def test_a_page_without_a_printed_number_takes_it_from_its_neighbours() -> None:
    pages = [set_page(n, "Part") for n in range(1, 7)]
    pages[3] = [text_line(500, "a page of its own")]
    assert [page.label for page in clean_pages(raw(pages))] == [*"56789", "10"]


def test_without_printed_numbers_the_files_own_labels_count() -> None:
    pages = [[text_line(500, "words")], [text_line(500, "others")]]
    assert [page.label for page in clean_pages(raw(pages, ("ii", "iii")))] == ["ii", "iii"]
    assert [page.label for page in clean_pages(raw(pages))] == ["1", "2"]


def test_text_that_reaches_into_the_margin_is_kept() -> None:
    pages = [
        [text_line(y, f"line {y} of page {'abcde'[n]}") for y in (760, 500, 30)] for n in range(5)
    ]
    assert all(len(page.lines) == 3 for page in clean_pages(raw(pages)))


def test_headings_at_the_same_height_in_the_margin_are_kept() -> None:
    names = ("Ann Bee", "Cy Dee", "Ed Fee", "Guy Hay")
    pages = [
        [
            Line(72, 760, 22, "Arial", name),
            *(text_line(y, f"of {name}") for y in range(300, 600, 14)),
        ]
        for name in names
    ]
    assert [words(page)[0] for page in clean_pages(raw(pages))] == list(names)


def test_a_document_that_only_repeats_itself_keeps_its_text() -> None:
    pages = [[text_line(770, "the same words on every page")] for _ in range(4)]
    assert all(page.lines for page in clean_pages(raw(pages)))


def test_an_unreadable_page_is_left_out_and_the_others_keep_their_numbers() -> None:
    document = raw([set_page(n, "Part") for n in range(1, 6)])
    broken = RawPage(2, 0, (), "ValueError")
    document = RawDocument("", "", 5, (), (), (document.pages[0], broken, *document.pages[2:]))
    assert [(p.label, p.pdf_page) for p in clean_pages(document)] == [
        ("5", 1), ("7", 3), ("8", 4), ("9", 5)
    ]  # fmt: skip


def test_an_empty_document_has_no_pages() -> None:
    assert clean_pages(raw([])) == ()


def test_every_page_of_the_report_has_its_printed_number(report_document: RawDocument) -> None:
    pages = clean_pages(report_document)
    assert len(pages) == report_document.page_count == 79
    assert all(page.label == str(page.pdf_page - 1) for page in pages[1:])


def test_the_reports_furniture_is_gone(report_document: RawDocument) -> None:
    for page in clean_pages(report_document)[4:75]:
        assert not any(re.fullmatch(r"\s*\d\s*", text) for text in words(page)), page.pdf_page
        assert not any(text.strip() == "The practice of system leadership" for text in words(page))
        assert not any(re.fullmatch(rf".{{0,60}}\s{page.label}\s*", t) for t in words(page)[-1:])


def test_the_valleys_furniture_is_gone(valley_pdf: Path) -> None:
    for page in clean_pages(read_pdf(valley_pdf))[1:]:
        assert page.label == str(page.pdf_page - 1)
        assert not any("Keeping a valley" in text for text in words(page))
        assert not any(
            re.search(r"\d$", text) for text in words(page)[-1:] if page.pdf_page in (4, 6)
        )
