"""Tests the picture of a page, and where words stand on it."""

from pathlib import Path

import pytest

from ingest.picture import draw_page
from ingest.readings import Reading


def test_every_interview_passage_of_one_page_is_found_where_it_stands(
    valley: Reading, valley_pdf: Path
) -> None:
    passages = [p for p in valley.passages if p.kind == "interview" and len(p.spans) == 1]
    assert passages
    for passage in passages:
        picture = draw_page(valley_pdf, passage.spans[0].pdf_page, passage.text)
        assert picture.places
        for place in picture.places:
            assert 0 <= place.left < place.left + place.width <= 1
            assert 0 <= place.top < place.top + place.height <= 1


def test_words_that_are_not_there_or_not_whole_are_marked_nowhere(
    valley: Reading, valley_pdf: Path
) -> None:
    passage = next(p for p in valley.passages if p.kind == "interview" and len(p.spans) == 1)
    page = passage.spans[0].pdf_page
    words = " ".join(passage.text.split()[:12])
    assert draw_page(valley_pdf, page, words).places
    assert draw_page(valley_pdf, page, words + " indeed not").places == ()
    assert draw_page(valley_pdf, page, words[1:]).places == ()
    assert draw_page(valley_pdf, page, "").places == ()
    assert draw_page(valley_pdf, page, "a").places == ()


def test_a_page_or_a_file_that_is_not_there_is_said_so(valley_pdf: Path, tmp_path: Path) -> None:
    for page in (0, -1, 10_000):
        with pytest.raises(IndexError):
            draw_page(valley_pdf, page)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 not really")
    for path in (tmp_path / "absent.pdf", broken):
        with pytest.raises(OSError, match="cannot be opened"):
            draw_page(path, 1)
