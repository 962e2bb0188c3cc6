"""Tests of coach/export.py."""

import io
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from coach.export import Run, make_docx, make_pdf, read_blocks, read_runs, write_document

SPOKEN = "**Ann Bee** tried it *once*, and 2 \\* 3 is six."
QUOTATION = "> “" + "The mill stood still for a whole winter. " * 12 + "”"


def test_emphasis_is_read_as_hands_and_an_escaped_mark_is_a_letter() -> None:
    assert read_runs(SPOKEN) == (
        Run("Ann Bee", "bold"),
        Run(" tried it "),
        Run("once", "italic"),
        Run(", and 2 * 3 is six."),
    )


@given(st.text(st.sampled_from("ab*\\ _>#-"), max_size=40))
def test_no_text_is_lost_but_marks_and_escapes(text: str) -> None:
    said = "".join(run.text for run in read_runs(text))
    assert [c for c in said if c.isalpha()] == [c for c in text if c.isalpha()]


def test_a_name_is_bold_in_word() -> None:
    from docx import Document

    document = Document(io.BytesIO(make_docx(SPOKEN)))
    bold = [run.text for run in document.paragraphs[0].runs if run.bold]
    assert bold == ["Ann Bee"]


def test_a_name_is_bold_in_the_pdf() -> None:
    faces: dict[str, str] = {}

    def see(text: str, _: object, __: object, font: dict[str, str] | None, ___: float) -> None:
        for word in text.split():
            faces[word] = str(font["/BaseFont"]) if font else ""

    PdfReader(io.BytesIO(make_pdf(SPOKEN))).pages[0].extract_text(visitor_text=see)
    assert "Bold" in faces["Bee"]
    assert "Bold" not in faces["tried"]


@pytest.mark.parametrize("lines", range(20, 34))
def test_a_quotation_stands_on_one_page_of_the_pdf(lines: int) -> None:
    markdown = "\n\n".join(["A line of ours."] * lines + [QUOTATION])
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(make_pdf(markdown))).pages]
    counts = [page.count("winter") for page in pages]
    assert sorted(counts)[-1] == 12 == sum(counts)


@pytest.mark.parametrize("name", ["talk.md", "talk.docx", "talk.pdf"])
def test_a_document_is_readable_by_its_owner_alone(tmp_path: Path, name: str) -> None:
    write_document("# A title\n\n- one\n\n1. two", tmp_path / name)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must end in"):
        write_document("# A title", tmp_path / "talk.html")


def test_every_kind_of_line_is_told_apart() -> None:
    markdown = "# t\n## h\n### n\n> q\n- i\n1. o\nx\n\n>\n"
    kinds = [block.kind for block in read_blocks(markdown)]
    assert kinds == ["title", "heading", "name", "quote", "item", "number", "text"]
