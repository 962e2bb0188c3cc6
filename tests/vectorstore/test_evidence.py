"""Tests of vectorstore/evidence.py."""

from dataclasses import replace

import pytest

from vectorstore.evidence import Experience, Hit, PageSpan, Passage, Quote

PASSAGE = Passage(
    "p-1", "one two", "Ann Bee", "Head", "A report", "Part", "interview",
    (PageSpan(0, 4, "6", 7), PageSpan(4, 7, "7", 8)), 0,
)  # fmt: skip
CARD = Experience(
    "bee", "Ann Bee", "Head", "A report", ("6",), "worked", "s", "d", "o", "l", (), (), (), ()
)


@pytest.mark.parametrize(("offset", "label"), [(0, "6"), (3, "6"), (4, "7"), (6, "7"), (99, "7")])
def test_every_character_has_its_page(offset: int, label: str) -> None:
    assert PASSAGE.page_at(offset).label == label


def test_only_interviews_and_narrative_are_offered() -> None:
    kinds = ("interview", "narrative", "biography", "note", "front", "contents", "colophon")
    offered = [kind for kind in kinds if replace(PASSAGE, kind=kind).offered]  # type: ignore[arg-type]
    assert offered == ["interview", "narrative"]


def test_a_hit_names_the_page_to_turn_to() -> None:
    quote = Quote("one", "9", 10, "p-1", 0, 3)
    assert Hit(PASSAGE, 1.0).page == "6"
    assert Hit(CARD, 1.0).page == "6"
    assert Hit(replace(CARD, quotes=(quote,)), 1.0).page == "9"


def test_a_hit_knows_its_kind() -> None:
    assert (Hit(PASSAGE, 1.0).kind, Hit(CARD, 1.0).kind) == ("passage", "experience")


def test_a_card_speaks_for_its_interviewee() -> None:
    assert (CARD.speaker, CARD.text) == ("Ann Bee", "s\nd\no\nl")
