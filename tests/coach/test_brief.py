"""The session brief, and its files as other programs open them."""

import io
import stat
from pathlib import Path

import pypdf
import pytest

from coach.brief import make_brief, write_markdown
from coach.coach import Coach
from coach.export import read_blocks, write_document

DILEMMA = "One of four partners will not join and the others are getting restless."


def test_a_brief_has_experiences_questions_and_limits(casebook_coach: Coach) -> None:
    brief = make_brief(casebook_coach.store, DILEMMA)
    assert 1 <= len(brief.entries) <= 5
    assert len({entry.name for entry in brief.entries}) == len(brief.entries)
    assert brief.questions
    assert brief.sources
    assert all(question.endswith("?") for question in brief.questions)


def test_quotations_in_a_brief_are_verbatim(report_coach: Coach) -> None:
    brief = make_brief(report_coach.store, DILEMMA)
    quotes = [quote for entry in brief.entries for quote in entry.quotes]
    assert quotes
    for quote in quotes:
        assert quote.text in report_coach.store.passages[quote.passage_id].text


def test_what_is_not_covered_makes_an_empty_brief(casebook_coach: Coach) -> None:
    brief = make_brief(casebook_coach.store, "How do I descale a kettle?")
    assert not brief.entries
    assert "do not cover" in write_markdown(brief)


@pytest.mark.parametrize("suffix", [".md", ".docx", ".pdf"])
def test_every_format_holds_the_text_with_its_quotation_marks(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"brief{suffix}"
    write_document("# Title\n\n> “£5 – it’s ours” — p. 3\n\n- one <b>\n\n1. Why & how?\n", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    data = path.read_bytes()
    if suffix == ".md":
        text = data.decode()
    elif suffix == ".docx":
        from docx import Document

        text = "\n".join(p.text for p in Document(io.BytesIO(data)).paragraphs)
    else:
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    for words in ("Title", "“£5 – it’s ours”", "one <b>", "Why & how?"):
        assert words in text


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must end in"):
        write_document("# x", tmp_path / "brief.odt")


def test_blocks_are_told_by_their_marks() -> None:
    kinds = [block.kind for block in read_blocks("# a\n## b\n### c\n> d\n- e\n1. f\ng\n>\n")]
    assert kinds == ["title", "heading", "name", "quote", "item", "number", "text"]
