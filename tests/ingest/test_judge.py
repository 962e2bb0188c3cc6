"""Tests of ingest/judge.py."""

import pytest

from ingest.document import Line, RawDocument, RawPage, UnreadableDocument
from ingest.judge import garbled_share, judge_text

PROSE = "a page of plain words that anybody can read"


def page(number: int, text: str = "", error: str = "") -> RawPage:
    lines = (Line(72, 700, 10, "Times", text),) if text else ()
    return RawPage(number, 792, lines, error)


def document(*pages: RawPage) -> RawDocument:
    return RawDocument("", "", len(pages), (), (), pages)


def outcome(*pages: RawPage) -> str:
    with pytest.raises(UnreadableDocument) as problem:
        judge_text(document(*pages), "paper.pdf")
    assert "paper.pdf" in problem.value.reason
    return problem.value.outcome


def test_a_page_of_words_is_text() -> None:
    assert judge_text(document(page(1, PROSE)), "paper.pdf").pages == (page(1, PROSE),)


def test_pages_without_letters_are_no_text() -> None:
    assert outcome(page(1), page(2, " • – "), page(3)) == "no-text"


def test_a_label_in_a_picture_is_no_text() -> None:
    assert outcome(page(1, "Figure 3")) == "no-text"


def test_unmapped_letters_are_garbled() -> None:
    assert outcome(page(1, "\x00H\x00e\x00l\x00l\x00o\x00 \x00t\x00h\x00e\x00r\x00e")) == "garbled"
    assert outcome(page(1, "\ufffd" * 20 + PROSE)) == "garbled"


def test_numbered_glyphs_are_garbled() -> None:
    assert outcome(page(1, "/g12/g7/g33/g12 /g1/g2/g3/g4/g5/g6/g7")) == "garbled"


def test_a_garbled_page_does_not_lose_the_good_ones() -> None:
    judged = judge_text(document(page(1, PROSE), page(2, "\ue000" * 40)), "paper.pdf")
    assert [bool(each.error) for each in judged.pages] == [False, True]
    assert not judged.pages[1].lines


def test_a_broken_page_does_not_lose_the_good_ones() -> None:
    judged = judge_text(document(page(1, error="ValueError"), page(2, PROSE)), "paper.pdf")
    assert judged.pages[1].lines


def test_when_most_pages_are_broken_and_none_has_text_it_is_corrupt() -> None:
    assert (
        outcome(page(1, error="ValueError: odd"), page(2, error="KeyError"), page(3)) == "corrupt"
    )


def test_no_pages_at_all_is_corrupt() -> None:
    assert outcome() == "corrupt"


def test_a_private_bullet_here_and_there_is_not_garbled() -> None:
    assert garbled_share(f"\uf0b7 {PROSE}") < 0.1
    assert garbled_share("") == 0.0
