"""Tests that nothing leaves as a quotation that is none, whatever was done to a brief by hand."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from coach.brief import Brief, Entry
from coach.hand import check_brief, flag_quotations
from vectorstore.evidence import PageSpan, Passage, Quote

TEXT = "We stayed. It rained for three days."
QUOTE = Quote("We stayed.", "3", 4, "p-1", 0, 10)
PASSAGE = Passage(
    "p-1", TEXT, "Amber Berry", "Warden", "Valley", "", "interview",
    (PageSpan(0, len(TEXT), "3", 4),), 1,
)  # fmt: skip
HERE: Any = SimpleNamespace(passages={"p-1": PASSAGE})
GONE: Any = SimpleNamespace(passages={})
BRIEF = Brief(
    dilemma="A mill is to close.",
    issues=("Trust",),
    entries=(Entry("Amber Berry", "Warden", "She stayed “to the end of it”.", "p. 3", (QUOTE,)),),
    contrast=Entry("Elm Fir", "Clerk", "They sold.", "p. 7", ()),
    questions=("What if?",),
    limits=("Two of ten.",),
    sources=("Amber Berry, p. 3", "Elm Fir, p. 7"),
)


def test_what_was_not_touched_stays_as_it_was() -> None:
    checked = check_brief(BRIEF, BRIEF, HERE)
    assert checked.brief == BRIEF
    assert (checked.lost, checked.flagged) == (0, 0)


def test_a_quotation_that_no_longer_stands_goes_and_the_brief_says_so() -> None:
    checked = check_brief(BRIEF, BRIEF, GONE)
    assert checked.brief.entries[0].quotes == ()
    assert checked.lost == 1
    assert "left out: 1" in checked.brief.limits[-1]


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»", "„{}“"])
def test_words_put_in_quotation_marks_by_hand_are_flagged_unless_they_are_the_reports(
    marks: str,
) -> None:
    invented, real = marks.format("It never rained here"), marks.format("It rained for three days")
    assert "not found word for word" in flag_quotations(f"She said {invented}.", [TEXT])
    assert flag_quotations(f"She said {real}.", [TEXT]) == f"She said {real}."


def test_somebody_elses_words_are_no_quotation_of_this_person() -> None:
    told = 'He said "It rained for three days".'
    contrast = replace(BRIEF.contrast, told=told)  # type: ignore[type-var]
    checked = check_brief(replace(BRIEF, contrast=contrast), BRIEF, HERE)
    assert checked.flagged == 1
    assert checked.brief.contrast
    assert "not found word for word" in checked.brief.contrast.told


def test_two_words_in_quotation_marks_are_a_way_of_speaking() -> None:
    assert flag_quotations("a “safe pair”", [TEXT]) == "a “safe pair”"
